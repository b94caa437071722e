"""The shapes of what the secretariat records: groups, seats, decisions, assignments.

A published text is two fields, Swedish and English; the Swedish one may be required.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overens.accounts.models import Person, Space
from overens.common.explain import explain
from overens.common.form_pages import (
    DayFormField,
    PartialDateFormField,
    as_initial,
    texts_in,
    words,
)
from overens.common.forms import HouseForm
from overens.common.links import LONGEST_LINK
from overens.errors import RuleBroken
from overens.governance.models import (
    Assignment,
    Decision,
    Group,
    Memorandum,
    Seat,
    decision_kind_choices,
    group_kind_choices,
    regime_choices,
    seat_role_choices,
)
from overens.governance.queries import parties_of
from overens.governance.rules import LONGEST_TEXT, MOST_SEATS
from overens.organisations.models import Organisation, Unit
from overens.organisations.queries import label_of, the_one_named

# A group's balance as the form's choices have it; nothing chosen is no.
PARITY = {True: "yes", False: "no", None: "unknown"}


def parity_choices() -> list[tuple[str, Any]]:
    """Return yes, no, not known."""
    return [
        ("yes", _("Yes, that is agreed")),
        ("no", _("No")),
        ("unknown", _("Not known")),
    ]


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
    parity = forms.ChoiceField(
        label=_("As many seats from the public sector as from civil society"),
        choices=parity_choices,
        required=False,
        widget=forms.RadioSelect,
        initial="no",
    )
    prepares_for = forms.ModelChoiceField(
        label=_("Prepares matters for"),
        queryset=Group.objects.none(),
        required=False,
        empty_label=_("No other group"),
    )

    def __init__(
        self, *args: Any, space: Space, besides: Group | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        others = Group.objects.filter(space=space)
        groups: Any = self.fields["prepares_for"]
        groups.queryset = others.exclude(pk=besides.pk) if besides else others


def named_in(
    form: HouseForm, name: str, world: str, *, units_only: bool = False
) -> Any:
    """Return whom a form's field names in a world; None for an empty field."""
    written = " ".join(form.cleaned_data[name].split())
    if not written:
        return None
    try:
        return the_one_named(
            written, world, field=name, organisations=not units_only, units=True
        )
    except RuleBroken as broken:
        raise forms.ValidationError(explain(broken)) from broken


def unit_field(label: Any) -> forms.CharField:
    """Return a field that names a committee or administration of the register."""
    return words(
        label,
        longest=400,
        help_text=_("As in the register. Empty when it is not there."),
    )


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
    person = forms.EmailField(
        label=_("Who sits there, by e-mail address"),
        required=False,
        help_text=_("Reads the group’s papers. The public never sees the person."),
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
        found: Organisation | Unit | None = named_in(self, "holder", self.space.origin)
        return found

    def clean_person(self) -> Person | None:
        """Return who signs in with the address."""
        email = self.cleaned_data["person"].strip().lower()
        found = Person.objects.filter(email=email).first() if email else None
        if email and found is None:
            raise forms.ValidationError(
                _("Nobody signs in with this address. Let them in first.")
            )
        return found

    def fields_given(self) -> dict[str, Any]:
        """Return what was filled in, as the actions take it."""
        given = self.cleaned_data
        party, holder = self.parties[given["party"]], given["holder"]
        return {
            "party_key": party.key,
            "party_name": party.name,
            "sector": party.sector,
            "role": given["role"],
            "organisation": holder if isinstance(holder, Organisation) else None,
            "unit": holder if isinstance(holder, Unit) else None,
            "person": given["person"],
            "first_day": given["first_day"],
            "last_day": given["last_day"],
        }

    @staticmethod
    def initial_of(seat: Seat) -> dict[str, Any]:
        """Return a seat as the form's first values."""
        return {
            "party": seat.party_key,
            "role": seat.role,
            "holder": label_of(seat.holder) if seat.holder else "",
            "person": seat.person.email if seat.person else "",
            "first_day": seat.first_day,
            "last_day": seat.last_day,
        }


class EndSeatForm(HouseForm):
    """When and why a seat was left."""

    initial_is_stored = False

    day = DayFormField(label=_("Left on"))
    why = words(_("Why"), required=True, rows=2, longest=400)


class MeetingForm(HouseForm):
    """A meeting and its notes."""

    day = PartialDateFormField(label=_("Day"))
    title_sv = words(_("What it was about, in Swedish"), longest=200)
    title_en = words(_("What it was about, in English"), longest=200)
    notes_sv = words(_("Notes in Swedish"), rows=6, longest=LONGEST_TEXT)
    notes_en = words(_("Notes in English"), rows=6, longest=LONGEST_TEXT)


class DecisionForm(HouseForm):
    """A decision as its minutes give it; what they do not say is left empty."""

    part_headings = {
        "day": _("What the minutes say"),
        "text_sv": _("What it is about, and where to read more"),
    }

    title_sv = words(_("The matter, in Swedish"), required=True)
    title_en = words(_("The matter, in English"))
    body_name_sv = words(_("The body that decided, in Swedish"), required=True)
    body_name_en = words(_("The body that decided, in English"))
    unit = unit_field(_("The body in the register"))
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

    def __init__(
        self, *args: Any, space: Space, besides: Decision | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.space = space
        others = Decision.objects.of(space)
        earlier: Any = self.fields["follows"]
        earlier.queryset = others.exclude(pk=besides.pk) if besides else others

    def clean_unit(self) -> Unit | None:
        """Return the unit of that name."""
        found: Unit | None = named_in(self, "unit", self.space.origin, units_only=True)
        return found


class WithdrawForm(HouseForm):
    """Why something recorded is taken back."""

    why = words(_("Why"), required=True, rows=3, longest=400)


class MemorandumForm(HouseForm):
    """A memorandum that a decision was based on."""

    TEXTS = ("title", "from_name", "addressee")

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

    def fields_given(self) -> dict[str, Any]:
        """Return what was filled in, as the actions take it."""
        given = self.cleaned_data
        texts = {name: texts_in(given, name) for name in self.TEXTS}
        return {"day": given["day"], "case_number": given["case_number"], **texts}

    @classmethod
    def initial_of(cls, memorandum: Memorandum) -> dict[str, Any]:
        """Return a memorandum as the form's first values."""
        first: dict[str, Any] = {
            "day": memorandum.day,
            "case_number": memorandum.case_number,
        }
        for name in cls.TEXTS:
            first |= as_initial(name, getattr(memorandum, name))
        return first


class AssignmentForm(HouseForm):
    """What a decision asks somebody to do, and by when."""

    text_sv = words(
        _("What is to be done, in Swedish"), required=True, rows=3, longest=2000
    )
    text_en = words(_("What is to be done, in English"), rows=3, longest=2000)
    owner_name_sv = words(_("Given to, in Swedish"))
    owner_name_en = words(_("Given to, in English"))
    owner = unit_field(_("Given to, in the register"))
    due = PartialDateFormField(label=_("To be answered by"))
    due_text_sv = words(
        _("The time as the decision words it, in Swedish"),
        help_text=_("For example: under januari 2017"),
    )
    due_text_en = words(_("The time as the decision words it, in English"))

    def __init__(self, *args: Any, space: Space, **options: Any) -> None:
        super().__init__(*args, **options)
        self.space = space

    def clean_owner(self) -> Unit | None:
        """Return the unit of that name."""
        found: Unit | None = named_in(self, "owner", self.space.origin, units_only=True)
        return found

    def fields_given(self) -> dict[str, Any]:
        """Return what was filled in, as the actions take it."""
        given = self.cleaned_data
        return {
            "text": texts_in(given, "text"),
            "owner_name": texts_in(given, "owner_name"),
            "owner": given["owner"],
            "due": given["due"],
            "due_text": texts_in(given, "due_text"),
        }

    @staticmethod
    def initial_of(assignment: Assignment) -> dict[str, Any]:
        """Return an assignment as the form's first values."""
        owner = assignment.owner
        return {
            **as_initial("text", assignment.text),
            **as_initial("owner_name", assignment.owner_name),
            "owner": label_of(owner) if owner else "",
            "due": assignment.due,
            **as_initial("due_text", assignment.due_text),
        }


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

    def __init__(
        self, *args: Any, space: Space, is_given: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        if is_given:
            del self.fields["is_note_only"]
        decisions: Any = self.fields["answered_by"]
        decisions.queryset = Decision.objects.of(space)
