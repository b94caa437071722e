"""Forms of the secretariat: what an organisation is, and what hangs on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from overens.common.form_pages import DayFormField
from overens.common.forms import HouseForm
from overens.common.links import LONGEST_LINK
from overens.common.texts import LocalText
from overens.organisations.models import Organisation, Unit
from overens.organisations.queries import Choices
from overens.organisations.rules import (
    AREAS,
    FORMS,
    KINDS,
    LANGUAGES,
    LEGS,
    LEVELS,
    MEMBERS_BANDS,
    NAME_KINDS,
    ROLES,
    SOURCES,
    STATUSES,
    TARGET_GROUPS,
    UNIT_KINDS,
)


def words(labels: Mapping[str, str], *, empty: bool = False) -> list[tuple[str, Any]]:
    """Return the choices of a list of keys and words; with an empty one first."""
    first: list[tuple[str, Any]] = [("", _("Not known"))] if empty else []
    return first + [(key, _(word)) for key, word in labels.items()]


def _both(given: Mapping[str, Any], name: str) -> LocalText:
    return LocalText(sv=given[f"{name}_sv"], en=given[f"{name}_en"])


class OrganisationForm(HouseForm):
    """All that the secretariat writes about an organisation, on one page."""

    name = forms.CharField(label=_("Name"), max_length=400)
    kind = forms.ChoiceField(
        label=_("Kind of organisation"),
        choices=lambda: words(KINDS),
        widget=forms.RadioSelect,
    )
    form = forms.ChoiceField(
        label=_("Legal form"), choices=lambda: words(FORMS, empty=True), required=False
    )
    org_number = forms.CharField(
        label=_("Organisation number"),
        required=False,
        max_length=30,
        help_text=_("Ten figures. An organisation without a number takes part too."),
    )
    status = forms.ChoiceField(label=_("Status"), choices=lambda: words(STATUSES))
    level = forms.ChoiceField(
        label=_("Level"), choices=lambda: words(LEVELS, empty=True), required=False
    )
    level_note = forms.CharField(
        label=_("Why this level"),
        required=False,
        max_length=300,
        help_text=_("Shown where the level is another than the rule gives."),
    )
    about_sv = forms.CharField(
        label=_("What it does, in Swedish"), required=False, widget=forms.Textarea
    )
    about_en = forms.CharField(
        label=_("What it does, in English"), required=False, widget=forms.Textarea
    )
    areas = forms.MultipleChoiceField(
        label=_("Areas"), required=False, widget=forms.CheckboxSelectMultiple
    )
    based_in = forms.ChoiceField(label=_("Based in"), required=False)
    municipalities = forms.MultipleChoiceField(
        label=_("Active in"), required=False, widget=forms.CheckboxSelectMultiple
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=lambda: words(ROLES),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    target_groups = forms.MultipleChoiceField(
        label=_("For whom"),
        choices=lambda: words(TARGET_GROUPS),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=lambda: words(LANGUAGES),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    members_band = forms.ChoiceField(
        label=_("Members"),
        choices=lambda: words(MEMBERS_BANDS, empty=True),
        required=False,
    )
    founded = forms.CharField(
        label=_("Founded"),
        required=False,
        max_length=10,
        help_text=_("A year is enough: 1992"),
    )
    dissolved_on = forms.CharField(
        label=_("Dissolved"),
        required=False,
        max_length=10,
        help_text=_("For one with the status dissolved. A year is enough."),
    )
    annual_meeting_month = forms.TypedChoiceField(
        label=_("Month of the annual meeting"),
        choices=lambda: [("", _("Not known")), *MONTHS.items()],
        coerce=int,
        empty_value=None,
        required=False,
    )
    access_needs_sv = forms.CharField(
        label=_("Needed to take part, in Swedish"),
        required=False,
        widget=forms.Textarea,
    )
    access_needs_en = forms.CharField(
        label=_("Needed to take part, in English"),
        required=False,
        widget=forms.Textarea,
    )
    website = forms.URLField(
        label=_("Web address"),
        required=False,
        assume_scheme="https",
        max_length=LONGEST_LINK,
    )
    contact_sv = forms.CharField(
        label=_("Contact, role in Swedish"),
        required=False,
        max_length=80,
        help_text=_("A role, not a person: Ordförande, Kansli"),
    )
    contact_en = forms.CharField(
        label=_("Contact, role in English"), required=False, max_length=80
    )
    contact_email = forms.EmailField(
        label=_("Contact, e-mail"),
        required=False,
        help_text=_("Shown to the public. Ask for an address that goes with the role."),
    )
    source = forms.ChoiceField(
        label=_("Where the facts come from"), choices=lambda: words(SOURCES)
    )
    # Asked for where another is called so, or nearly (rule O13).
    is_another = forms.BooleanField(
        label=_("It is another one. Add it all the same."),
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, choices: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        places = sorted(
            ((place.code, place.name) for place in choices.municipalities),
            key=lambda place: place[1],
        )
        areas = [(area.key, str(area.name)) for area in choices.areas]
        self._offer("municipalities", places)
        self._offer("based_in", [("", _("Not known")), *places])
        self._offer("areas", areas)

    def _offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def fields_written(self) -> dict[str, Any]:
        """Return what ``actions.add_organisation`` takes, besides kind and source."""
        given = self.cleaned_data
        plain = (
            *("name", "form", "org_number", "status", "level", "level_note", "areas"),
            *("based_in", "municipalities", "roles", "target_groups", "languages"),
            *("members_band", "founded", "dissolved_on"),
            *("annual_meeting_month", "website"),
        )
        return {
            **{name: given[name] for name in plain},
            "about": _both(given, "about"),
            "access_needs": _both(given, "access_needs"),
        }

    # Those called so already, to be looked at.
    alike: Sequence[Organisation] = ()

    def ask_if_another(self, alike: Sequence[Organisation]) -> None:
        """Show those there, and the box by which one says that it is none of them."""
        self.alike = alike
        self.fields["is_another"].widget = forms.CheckboxInput()

    def contacts_written(self) -> list[dict[str, Any]]:
        """Return the contact as ``actions.set_contact_roles`` takes contacts."""
        given = self.cleaned_data
        contact = {"role": _both(given, "contact"), "email": given["contact_email"]}
        return [contact] if contact["role"] or contact["email"] else []

    @staticmethod
    def initial_of(organisation: Organisation) -> dict[str, Any]:
        """Return what the form begins with for an organisation that is there."""
        contact = organisation.contacts.order_by("id").first()
        same = (
            *("name", "kind", "form", "org_number", "status", "level", "level_note"),
            *("roles", "target_groups", "languages", "members_band", "website"),
            "annual_meeting_month",
        )
        initial: dict[str, Any] = {name: getattr(organisation, name) for name in same}
        for name in ("about", "access_needs"):
            text = getattr(organisation, name)
            initial |= {f"{name}_{code}": text.get(code, "") for code in ("sv", "en")}
        role = contact.role if contact else LocalText()
        areas = organisation.areas.filter(classification=AREAS)
        return initial | {
            "founded": str(organisation.founded),
            "dissolved_on": str(organisation.dissolved_on),
            "areas": list(areas.values_list("key", flat=True)),
            "municipalities": list(
                organisation.municipalities.values_list("code", flat=True)
            ),
            "based_in": organisation.based_in.code if organisation.based_in else "",
            "contact_sv": role.get("sv", ""),
            "contact_en": role.get("en", ""),
            "contact_email": contact.email if contact else "",
            "source": "secretariat",
        }


class NameForm(HouseForm):
    """Another name."""

    name = forms.CharField(label=_("Name"), max_length=400)
    kind = forms.ChoiceField(
        label=_("Kind of name"),
        choices=lambda: words(NAME_KINDS),
        widget=forms.RadioSelect,
    )
    first_day = forms.CharField(label=_("From"), required=False, max_length=10)
    last_day = forms.CharField(
        label=_("Until"),
        required=False,
        max_length=10,
        help_text=_("A year is enough: 2006"),
    )


class EndForm(HouseForm):
    """The last day of something."""

    initial_is_stored = False

    last_day = DayFormField(label=_("Last day"))


class AuthorityForm(HouseForm):
    """Who may speak for an organisation, on what ground, for how long."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The person signs in by a code sent here."),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("Used when the person has no account yet."),
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=Unit.objects.none(),
        required=False,
        help_text=_("Leave empty when the right holds for all of it."),
    )
    post = forms.CharField(
        label=_("Post"),
        max_length=80,
        required=False,
        help_text=_("Such as chair, secretary"),
    )
    evidence = forms.CharField(
        label=_("What shows it"),
        max_length=300,
        help_text=_("Such as minutes of the annual meeting 2026-03-12"),
    )
    first_day = DayFormField(label=_("From"), required=False)
    last_day = DayFormField(
        label=_("To, last day included"),
        required=False,
        help_text=_("For an elected seat, the end of its term."),
    )

    def __init__(self, *args: Any, body: Organisation, **options: Any) -> None:
        super().__init__(*args, **options)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)
        unit.queryset = Unit.objects.filter(body=body)
        if not body.is_public:
            del self.fields["unit"]


class UnitForm(HouseForm):
    """A unit of a public body."""

    name_sv = forms.CharField(label=_("Name in Swedish"), max_length=200)
    name_en = forms.CharField(
        label=_("Name in English"), max_length=200, required=False
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: words(UNIT_KINDS))
    answers_to = forms.ModelChoiceField(
        label=_("Answers to"), queryset=Unit.objects.none(), required=False
    )
    leg = forms.ChoiceField(
        label=_("Leg"), choices=lambda: words(LEGS, empty=True), required=False
    )
    contact_sv = forms.CharField(
        label=_("Collaboration contact, role in Swedish"),
        required=False,
        max_length=80,
        help_text=_("A role, not a person: Ordförande, Kansli"),
    )
    contact_en = forms.CharField(
        label=_("Collaboration contact, role in English"),
        required=False,
        max_length=80,
    )
    contact_email = forms.EmailField(
        label=_("Collaboration contact, e-mail"), required=False
    )

    def __init__(
        self,
        *args: Any,
        body: Organisation,
        besides: Unit | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        others = Unit.objects.filter(body=body)
        if besides is not None:
            others = others.exclude(pk=besides.pk)
        field = self.fields["answers_to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = others

    def fields_written(self) -> dict[str, Any]:
        """Return what ``actions.add_unit`` and ``change_unit`` take."""
        given = self.cleaned_data
        return {
            "name": _both(given, "name"),
            "kind": given["kind"],
            "answers_to": given["answers_to"],
            "leg": given["leg"],
            "contact_role": _both(given, "contact"),
            "contact_email": given["contact_email"],
        }

    @staticmethod
    def initial_of(unit: Unit) -> dict[str, Any]:
        """Return what the form begins with for a unit that is there."""
        return {
            "name_sv": unit.name.get("sv", ""),
            "name_en": unit.name.get("en", ""),
            "kind": unit.kind,
            "answers_to": unit.answers_to_id,
            "leg": unit.leg,
            "contact_sv": unit.contact_role.get("sv", ""),
            "contact_en": unit.contact_role.get("en", ""),
            "contact_email": unit.contact_email,
        }
