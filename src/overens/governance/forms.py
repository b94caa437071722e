"""The shapes of what the secretariat records: groups, seats, decisions, assignments.

A published text is two fields, Swedish and English; the Swedish one may be required.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overens.accounts.models import Space
from overens.common.form_pages import DayFormField, PartialDateFormField, words
from overens.common.forms import HouseForm
from overens.common.links import LONGEST_LINK
from overens.governance.models import (
    Decision,
    Group,
    decision_kind_choices,
    group_kind_choices,
    regime_choices,
    seat_role_choices,
)
from overens.governance.queries import parties_of
from overens.governance.rules import LONGEST_TEXT, MOST_SEATS
from overens.organisations.models import Organisation, Unit


class GroupForm(HouseForm):
    """What a group is called, what it does and what it is to look like."""

    name_sv = words(_("Name in Swedish"), required=True, longest=120)
    name_en = words(_("Name in English"), longest=120)
    kind = forms.ChoiceField(
        label=_("Kind of group"), choices=group_kind_choices, widget=forms.RadioSelect
    )
    does_sv = words(_("What it does, in Swedish"), rows=3, longest=1000)
    does_en = words(_("What it does, in English"), rows=3, longest=1000)
    regime = forms.ChoiceField(
        label=_("How its meetings are written down"),
        choices=regime_choices,
        widget=forms.RadioSelect,
        initial="notes",
    )
    exact_seats = forms.IntegerField(
        label=_("Number of seats, if it is agreed"),
        required=False,
        min_value=1,
        max_value=MOST_SEATS,
    )
    most_seats = forms.IntegerField(
        label=_("Seats at most, if that is agreed"),
        required=False,
        min_value=1,
        max_value=MOST_SEATS,
    )
    parity = forms.BooleanField(
        label=_("As many seats from the public sector as from civil society"),
        required=False,
    )
    prepares_for = forms.ModelChoiceField(
        label=_("Prepares matters for"),
        queryset=Group.objects.none(),
        required=False,
        empty_label=_("No other group"),
    )

    def __init__(self, *args: Any, space: Space, **options: Any) -> None:
        super().__init__(*args, **options)
        groups: Any = self.fields["prepares_for"]
        groups.queryset = Group.objects.filter(space=space)


class SeatForm(HouseForm):
    """A seat: its side, its role, who holds it and for how long."""

    party = forms.ChoiceField(label=_("Side"), widget=forms.RadioSelect)
    role = forms.ChoiceField(
        label=_("Role"), choices=seat_role_choices, widget=forms.RadioSelect
    )
    holder = words(
        _("Held by"),
        longest=200,
        help_text=_(
            "The name of an organisation, committee or administration in the "
            "register. Empty for a vacant seat."
        ),
    )
    first_day = DayFormField(label=_("First day of the term"), required=False)
    last_day = DayFormField(label=_("Last day of the term"), required=False)

    def __init__(self, *args: Any, space: Space, **options: Any) -> None:
        super().__init__(*args, **options)
        self.space = space
        self.parties = {party.key: party for party in parties_of(space)}
        side: Any = self.fields["party"]
        side.choices = [(key, str(party.name)) for key, party in self.parties.items()]

    def clean_holder(self) -> Organisation | Unit | None:
        """Return the organisation or unit of that name in the space's world."""
        name = " ".join(self.cleaned_data["holder"].split())
        if not name:
            return None
        found = Organisation.objects.in_world(self.space.origin).listed().called(name)
        units = Unit.objects.filter(origin=self.space.origin).select_related("body")
        asked = name.casefold()
        candidates: list[Organisation | Unit] = [
            *found[:2],
            *(
                unit
                for unit in units
                if asked in {text.casefold() for text in unit.name.values()}
            ),
        ]
        if not candidates:
            raise forms.ValidationError(
                _("Nobody in the register has this name. Check how it is spelt.")
            )
        if len(candidates) > 1:
            raise forms.ValidationError(
                _("More than one in the register has this name. Write another.")
            )
        return candidates[0]


class EndSeatForm(HouseForm):
    """When and why a seat was left."""

    day = DayFormField(label=_("Left on"))
    why = words(_("Why"), rows=2, longest=400)


class MeetingForm(HouseForm):
    """A meeting and its notes."""

    day = PartialDateFormField(label=_("Day"))
    title_sv = words(_("What it was about, in Swedish"), longest=200)
    title_en = words(_("What it was about, in English"), longest=200)
    notes_sv = words(_("Notes in Swedish"), rows=6, longest=LONGEST_TEXT)
    notes_en = words(_("Notes in English"), rows=6, longest=LONGEST_TEXT)


class DecisionForm(HouseForm):
    """A decision as its minutes give it; what they do not say is left empty."""

    title_sv = words(_("The matter, in Swedish"), required=True)
    title_en = words(_("The matter, in English"))
    body_name_sv = words(_("The body that decided, in Swedish"), required=True)
    body_name_en = words(_("The body that decided, in English"))
    kind = forms.ChoiceField(
        label=_("What it decided"),
        choices=decision_kind_choices,
        widget=forms.RadioSelect,
    )
    day = PartialDateFormField(label=_("Day of the decision"))
    paragraph = words(_("§"), longest=20, help_text=_("For example 15."))
    case_number = words(_("Case number"), longest=40)
    approved_day = PartialDateFormField(label=_("Minutes approved"))
    noticed_day = PartialDateFormField(label=_("Public notice"))
    text_sv = words(
        _("The decision in your own words, in Swedish"), rows=4, longest=LONGEST_TEXT
    )
    text_en = words(
        _("The decision in your own words, in English"), rows=4, longest=LONGEST_TEXT
    )
    follows = forms.ModelChoiceField(
        label=_("Follows on an earlier decision in the matter"),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=_("No earlier decision"),
    )
    source_note_sv = words(_("Source, in Swedish"))
    source_note_en = words(_("Source, in English"))
    link = forms.URLField(
        label=_("Link to the minutes"),
        required=False,
        assume_scheme="https",
        max_length=LONGEST_LINK,
    )

    def __init__(self, *args: Any, space: Space, **options: Any) -> None:
        super().__init__(*args, **options)
        earlier: Any = self.fields["follows"]
        earlier.queryset = Decision.objects.of(space)


class WithdrawForm(HouseForm):
    """Why something recorded is taken back."""

    why = words(_("Why"), rows=3, longest=400)


class MemorandumForm(HouseForm):
    """A memorandum that a decision was based on."""

    title_sv = words(_("The matter, in Swedish"), required=True)
    title_en = words(_("The matter, in English"))
    day = PartialDateFormField(label=_("Day"))
    case_number = words(_("Case number"), longest=40)
    from_name_sv = words(
        _("Written by, in Swedish"), help_text=_("An office or a role, not a person.")
    )
    from_name_en = words(_("Written by, in English"))
    addressee_sv = words(_("Addressed to, in Swedish"))
    addressee_en = words(_("Addressed to, in English"))


class AssignmentForm(HouseForm):
    """What a decision asks somebody to do, and by when."""

    text_sv = words(
        _("What is to be done, in Swedish"), required=True, rows=3, longest=2000
    )
    text_en = words(_("What is to be done, in English"), rows=3, longest=2000)
    owner_name_sv = words(_("Given to, in Swedish"))
    owner_name_en = words(_("Given to, in English"))
    due = PartialDateFormField(label=_("To be answered by"))
    due_text_sv = words(
        _("The time as the decision words it, in Swedish"),
        help_text=_("For example: under januari 2017"),
    )
    due_text_en = words(_("The time as the decision words it, in English"))


class AnswerForm(HouseForm):
    """How an assignment was answered."""

    answered_day = PartialDateFormField(label=_("Answered on"))
    answered_by = forms.ModelChoiceField(
        label=_("The decision that took the answer in"),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=_("No decision recorded here"),
    )
    answer_note_sv = words(_("How, in Swedish"), rows=3, longest=2000)
    answer_note_en = words(_("How, in English"), rows=3, longest=2000)
    is_note_only = forms.BooleanField(
        label=_("Not answered yet: only keep the note"), required=False
    )

    def __init__(self, *args: Any, space: Space, **options: Any) -> None:
        super().__init__(*args, **options)
        decisions: Any = self.fields["answered_by"]
        decisions.queryset = Decision.objects.of(space)
