"""What is recorded about a compact by hand: facts, sides, signatures, where from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overens.common.explain import explain
from overens.common.form_pages import DayFormField, PartialDateFormField, words
from overens.common.forms import HouseForm
from overens.compacts.models import Compact, CompactVersion, Party
from overens.compacts.models.compact import side_choices
from overens.compacts.models.signing import state_choices, way_choices
from overens.compacts.models.version import beginning_choices
from overens.compacts.rules.contacts import LONGEST_ROLE
from overens.compacts.rules.signing import LONGEST_WHY
from overens.errors import RuleBroken
from overens.governance.models import Assignment, Decision
from overens.organisations.models import Organisation
from overens.organisations.queries import the_one_named


def versions_of(compact: Compact) -> Any:
    """Return a field for one of the compact's versions, the one in force first."""
    return CompactVersion.objects.filter(compact=compact).order_by(
        "-is_current", "-number"
    )


def organisation_called(words: str, origin: str) -> Organisation:
    """Return the one organisation of a world that bears a name, now or before.

    Raises:
        ValidationError: nobody does, or more than one.
    """
    name = " ".join(words.split())
    there = Organisation.objects.in_world(origin).filter(merged_into=None)
    found = list(there.filter(name__iexact=name)[:2]) or list(
        there.filter(names__name__iexact=name).distinct()[:2]
    )
    if not found:
        raise forms.ValidationError(
            _("Nobody in the register has this name. Check how it is spelt.")
        )
    if len(found) > 1:
        raise forms.ValidationError(
            _("More than one in the register has this name. Write another.")
        )
    return found[0]


class _CompactsForm(HouseForm):
    """A form of one compact; knows which."""

    def __init__(self, *args: Any, compact: Compact, **options: Any) -> None:
        super().__init__(*args, **options)
        self.compact = compact


class _OrganisationForm(_CompactsForm):
    """A form that names an organisation of the register, in the compact's world."""

    organisation = words(
        _("Organisation"),
        required=True,
        longest=200,
        help_text=_("Its name as in the register."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        version: Any = self.fields.get("version")
        if version is not None:
            version.queryset = versions_of(self.compact)
            version.label_from_instance = lambda row: str(row.number)
            self.initial.setdefault("version", version.queryset.first())

    def clean_organisation(self) -> Organisation:
        """Return the one organisation of that name, now or before."""
        try:
            found = the_one_named(
                self.cleaned_data["organisation"],
                self.compact.origin,
                field="organisation",
            )
        except RuleBroken as broken:
            raise forms.ValidationError(explain(broken)) from broken
        assert isinstance(found, Organisation)
        return found


class SignatureFactsForm(_CompactsForm):
    """What is recorded of a signature, whoever gave it."""

    party = forms.ModelChoiceField(
        label=_("Side"),
        queryset=Party.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    state = forms.ChoiceField(
        label=_("What has happened?"),
        choices=state_choices,
        widget=forms.RadioSelect,
        initial="signed",
    )
    day = PartialDateFormField(label=_("Day"))
    way = forms.ChoiceField(
        label=_("How"), choices=way_choices, required=False, widget=forms.RadioSelect
    )
    evidence = words(
        _("What shows it"), help_text=_("For example: list from the conference.")
    )
    contact_role = words(
        _("Contact, by role"),
        longest=LONGEST_ROLE,
        help_text=_("For example: chair. No name and no telephone number."),
    )
    contact_email = forms.EmailField(
        label=_("Contact, e-mail"),
        required=False,
        max_length=254,
        help_text=_("Not shown to the public."),
    )
    because_sv = words(
        _("Why it is in, in its own words, in Swedish"), rows=3, longest=2000
    )
    because_en = words(
        _("Why it is in, in its own words, in English"), rows=3, longest=2000
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        party: Any = self.fields["party"]
        party.queryset = Party.objects.filter(compact=self.compact)


class SignatureForm(_OrganisationForm, SignatureFactsForm):
    """A signature as a recorded fact."""

    version = forms.ModelChoiceField(
        label=_("Version"), queryset=CompactVersion.objects.none(), empty_label=None
    )
    field_order = ["organisation", "version", "party"]


class WithdrawalForm(HouseForm):
    """When and why a signatory withdrew."""

    initial_is_stored = False

    day = DayFormField(label=_("Withdrew on"))
    why = words(_("Why, in its own words"), required=True, rows=3, longest=LONGEST_WHY)


class ReasonForm(HouseForm):
    """Why something is taken back or away."""

    why = words(_("Why"), required=True, rows=3, longest=LONGEST_WHY)


class DraftingForm(_OrganisationForm):
    """Who took part in drafting a version."""

    version = forms.ModelChoiceField(
        label=_("Version"), queryset=CompactVersion.objects.none(), empty_label=None
    )
    source_note_sv = words(_("Source, in Swedish"), rows=2, longest=1000)
    source_note_en = words(_("Source, in English"), rows=2, longest=1000)


class RequestForm(HouseForm):
    """That an organisation was asked to sign again, and what it has said."""

    asked_day = PartialDateFormField(label=_("Asked"))
    awaits_sv = words(_("What it awaits, in Swedish"))
    awaits_en = words(_("What it awaits, in English"))
    why_sv = words(_("What it has said, in Swedish"), rows=3, longest=1000)
    why_en = words(_("What it has said, in English"), rows=3, longest=1000)
    is_closed = forms.BooleanField(
        label=_("No longer asked: nobody is left, or another speaks for it"),
        required=False,
    )


class PartyForm(HouseForm):
    """A side of the compact, with its motive."""

    name_sv = words(_("Name in Swedish"), required=True, longest=120)
    name_en = words(_("Name in English"), longest=120)
    side = forms.ChoiceField(
        label=_("Sector"), choices=side_choices, widget=forms.RadioSelect
    )
    motive_sv = words(
        _("Why it is in, in its own words, in Swedish"), rows=4, longest=2000
    )
    motive_en = words(
        _("Why it is in, in its own words, in English"), rows=4, longest=2000
    )
    source_note_sv = words(_("Source, in Swedish"), rows=2, longest=1000)
    source_note_en = words(_("Source, in English"), rows=2, longest=1000)


class SteeringForm(HouseForm):
    """A strategy or plan that the compact starts from."""

    name_sv = words(_("Name in Swedish"), required=True, longest=200)
    name_en = words(_("Name in English"), longest=200)
    owner_name_sv = words(_("Decided by, in Swedish"), longest=200)
    owner_name_en = words(_("Decided by, in English"), longest=200)
    period = words(_("Period"), longest=20, help_text=_("For example 2024–2030."))
    source_note_sv = words(_("Source, in Swedish"), rows=2, longest=1000)
    source_note_en = words(_("Source, in English"), rows=2, longest=1000)


class InForceForm(HouseForm):
    """From when a version is in force, and which decision adopted it."""

    valid_from = PartialDateFormField(label=_("In force from"))
    beginning = forms.ChoiceField(
        label=_("What happened on that day"),
        choices=beginning_choices,
        widget=forms.RadioSelect,
        initial="in force",
        required=False,
    )
    adopted_by = forms.ModelChoiceField(
        label=_("Adopted by the decision"),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=_("No decision recorded here"),
    )

    def __init__(self, *args: Any, compact: Compact, **options: Any) -> None:
        super().__init__(*args, **options)
        decisions: Any = self.fields["adopted_by"]
        decisions.queryset = Decision.objects.of(compact.space)


class TraceForm(HouseForm):
    """Where a sentence came from."""

    decision = forms.ModelChoiceField(
        label=_("The decision"),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=_("No decision recorded here"),
    )
    assignment = forms.ModelChoiceField(
        label=_("The assignment"),
        queryset=Assignment.objects.none(),
        required=False,
        empty_label=_("No assignment recorded here"),
    )
    note_sv = words(_("How it got its wording, in Swedish"), rows=3, longest=1000)
    note_en = words(_("How it got its wording, in English"), rows=3, longest=1000)

    def __init__(self, *args: Any, compact: Compact, **options: Any) -> None:
        super().__init__(*args, **options)
        decisions: Any = self.fields["decision"]
        decisions.queryset = Decision.objects.of(compact.space)
        assignments: Any = self.fields["assignment"]
        assignments.queryset = Assignment.objects.filter(
            decision__space=compact.space, decision__withdrawn_at=None
        )
