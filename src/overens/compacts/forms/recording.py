"""What is recorded about a compact by hand: facts, sides, signatures, where from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overens.common.explain import explain
from overens.common.form_pages import DayFormField, PartialDateFormField, words
from overens.common.forms import HouseForm
from overens.compacts.models import Compact, CompactVersion, Party
from overens.compacts.models.compact import side_choices, status_choices
from overens.compacts.models.signing import state_choices, way_choices
from overens.errors import RuleBroken
from overens.governance.models import Assignment, Decision
from overens.organisations.models import Organisation
from overens.organisations.queries import the_one_named


def versions_of(compact: Compact) -> Any:
    """Return a field for one of the compact's versions, the one in force first."""
    return CompactVersion.objects.filter(compact=compact).order_by(
        "-is_current", "-number"
    )


class _OrganisationForm(HouseForm):
    """A form that names an organisation of the register, in the compact's world."""

    organisation = words(
        _("Organisation"),
        required=True,
        longest=200,
        help_text=_("Its name as in the register."),
    )

    def __init__(self, *args: Any, compact: Compact, **options: Any) -> None:
        super().__init__(*args, **options)
        self.compact = compact
        version: Any = self.fields.get("version")
        if version is not None:
            version.queryset = versions_of(compact)
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


class SignatureForm(_OrganisationForm):
    """A signature as a recorded fact."""

    version = forms.ModelChoiceField(
        label=_("Version"), queryset=CompactVersion.objects.none(), empty_label=None
    )
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
        _("Contact, by role"), longest=120, help_text=_("For example: chair.")
    )
    contact_email = forms.EmailField(
        label=_("Contact, e-mail"),
        required=False,
        max_length=254,
        help_text=_("Not shown to the public."),
    )
    because_sv = words(_("Why it is in, in its own words, in Swedish"), rows=3)
    because_en = words(_("Why it is in, in its own words, in English"), rows=3)

    def __init__(self, *args: Any, compact: Compact, **options: Any) -> None:
        super().__init__(*args, compact=compact, **options)
        party: Any = self.fields["party"]
        party.queryset = Party.objects.filter(compact=compact)


class WithdrawalForm(HouseForm):
    """When and why a signatory withdrew."""

    initial_is_stored = False

    day = DayFormField(label=_("Withdrew on"))
    why = words(_("Why, in its own words"), rows=3, longest=400)


class DraftingForm(_OrganisationForm):
    """Who took part in drafting a version."""

    version = forms.ModelChoiceField(
        label=_("Version"), queryset=CompactVersion.objects.none(), empty_label=None
    )


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


class SteeringForm(HouseForm):
    """A strategy or plan that the compact starts from."""

    name_sv = words(_("Name in Swedish"), required=True, longest=200)
    name_en = words(_("Name in English"), longest=200)
    owner_name_sv = words(_("Decided by, in Swedish"), longest=200)
    owner_name_en = words(_("Decided by, in English"), longest=200)
    period = words(_("Period"), longest=20, help_text=_("For example 2024–2030."))


class CompactForm(HouseForm):
    """What is said about the compact besides its wording."""

    name_sv = words(_("Name in Swedish"), required=True, longest=200)
    name_en = words(_("Name in English"), longest=200)
    short_name_sv = words(_("Short name in Swedish"), longest=60)
    short_name_en = words(_("Short name in English"), longest=60)
    status = forms.ChoiceField(
        label=_("Status"), choices=status_choices, widget=forms.RadioSelect
    )
    ended_why_sv = words(_("Why it ended, in Swedish"), rows=2)
    ended_why_en = words(_("Why it ended, in English"), rows=2)
    began = PartialDateFormField(label=_("The work began"))
    lead_sv = words(_("In two sentences, in Swedish"), rows=3, longest=600)
    lead_en = words(_("In two sentences, in English"), rows=3, longest=600)
    in_short_sv = words(
        _("In short, in Swedish"),
        rows=5,
        longest=1500,
        help_text=_("One point a line, five points at most."),
    )
    in_short_en = words(_("In short, in English"), rows=5, longest=1500)
    principle_years = forms.IntegerField(
        label=_("Years between reviews of the principles"), min_value=1, max_value=50
    )
    commitment_years = forms.IntegerField(
        label=_("Years between reviews of the commitments"), min_value=1, max_value=50
    )
    measure_years = forms.IntegerField(
        label=_("Years between reviews of the measures"), min_value=1, max_value=50
    )


class InForceForm(HouseForm):
    """From when a version is in force, and which decision adopted it."""

    valid_from = PartialDateFormField(label=_("In force from"))
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
