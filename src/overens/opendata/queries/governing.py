"""Groups and seats, meetings, decisions, memoranda and assignments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from overens.compacts.rules import SIDES
from overens.governance.models import Assignment, Decision, Group, Meeting, Memorandum
from overens.governance.models import Seat as SeatModel
from overens.governance.queries import AssignmentRow, GroupView, groups_of, trail_of
from overens.governance.rules import (
    ASSIGNMENT_STATES,
    DECISION_KINDS,
    GROUP_KINDS,
    REGIMES,
    SEAT_ROLES,
)
from overens.opendata.queries.columns import DataColumn, Of, labels
from overens.opendata.queries.sets import Asked, DataSet

PART = "governance"


def _groups(asked: Asked) -> list[GroupView]:
    return groups_of(asked.space, today=asked.day)


group = Of(Group, via=lambda view: view.group)
GROUPS = DataSet(
    "groups",
    PART,
    _("Groups"),
    _("The groups that lead the compact together, and whether they are as agreed."),
    (
        group.id(),
        group.key("slug", _("Name in addresses"), _("Its name in addresses.")),
        *group.texts("name", _("Name"), _("The name it goes by.")),
        group.key(
            "kind",
            _("Kind"),
            _("Steering, preparatory …"),
            words=labels(GROUP_KINDS),
        ),
        *group.texts("does", _("What it does"), _("In a few sentences.")),
        group.key(
            "regime",
            _("Minutes"),
            _("How its meetings are written down."),
            words=labels(REGIMES),
        ),
        group.integer(
            "exact_seats", _("Seats agreed"), _("How many seats it is to have.")
        ),
        group.integer(
            "most_seats", _("Seats at most"), _("How many seats it may have.")
        ),
        group.flag(
            "parity",
            _("Equal sides"),
            _("Whether each side is to have as many seats."),
        ),
        DataColumn(
            "seats",
            _("Seats held"),
            _("Ordinary seats held today. Empty when nothing is known."),
            "integer",
            lambda view: None if view.is_unknown else view.total,
        ),
        DataColumn(
            "warnings",
            _("What is not as agreed"),
            _("Sentences, in the language of the file. Empty when all is well."),
            "list",
            lambda view: view.warnings,
        ),
        group.link(
            "prepares_for",
            _("Prepares for"),
            _("The group whose meetings it prepares."),
        ),
        *group.source(),
        group.page(),
        group.origin(),
    ),
    found=lambda asked: [Group.objects.filter(space=asked.space)],
    shaped=_groups,
)

seat = Of(SeatModel)
SEATS = DataSet(
    "seats",
    PART,
    _("Seats"),
    _(
        "Who has a seat in which group: the side, the role and the term. A person is "
        "never named, only the body that holds the seat."
    ),
    (
        seat.id(),
        seat.link("group", _("Group"), _("Its name in addresses.")),
        seat.key("party_key", _("Side"), _("Key of the party that it belongs to.")),
        *seat.texts("party_name", _("Side’s name"), _("The party’s name.")),
        seat.key("sector", _("Sector"), _("Which sector."), words=labels(SIDES)),
        seat.key("role", _("Role"), _("Chair, member …"), words=labels(SEAT_ROLES)),
        seat.link(
            "organisation", _("Organisation"), _("The organisation that holds it.")
        ),
        seat.link("unit", _("Unit"), _("The unit that holds it.")),
        seat.day("first_day", _("From"), _("First day of the term.")),
        seat.day("last_day", _("To"), _("Last day of the term.")),
        seat.day("ended_day", _("Left on"), _("The day it was left before its time.")),
        seat.text("ended_why", _("Why it was left"), _("The reason given.")),
        *seat.source(),
        seat.origin(),
    ),
    lambda asked: [
        SeatModel.objects.filter(group__space=asked.space)
        .select_related("group", "organisation", "unit")
        .order_by("group_id", "party_key", "id")
    ],
)

meeting = Of(Meeting)
MEETINGS = DataSet(
    "meetings",
    PART,
    _("Meetings"),
    _("When the groups have met, and what they noted."),
    (
        meeting.id(),
        meeting.link("group", _("Group"), _("Its name in addresses.")),
        meeting.day("day", _("Day"), _("The day of the meeting.")),
        *meeting.texts("title", _("Title"), _("What the meeting was.")),
        *meeting.texts("notes", _("Notes"), _("What was noted.")),
        meeting.origin(),
    ),
    lambda asked: [
        Meeting.objects.filter(group__space=asked.space)
        .select_related("group")
        .order_by("day", "id")
    ],
)


def _decisions(asked: Asked) -> Iterator[Decision]:
    for row in trail_of(asked.space, today=asked.day):
        # Found along with the rest, so that no query is asked for each row.
        row.decision.follows = row.follows
        yield row.decision


decision = Of(Decision)
DECISIONS = DataSet(
    "decisions",
    PART,
    _("Decisions"),
    _(
        "The public decisions that the compact rests on, in order. What a source does "
        "not say is empty: nothing is filled in."
    ),
    (
        decision.id(),
        decision.key("slug", _("Name in addresses"), _("Its name in addresses.")),
        decision.integer("place", _("Order"), _("Its place where the day is a hole.")),
        *decision.texts("title", _("Matter"), _("What it is about.")),
        *decision.texts("body_name", _("Body"), _("Who decided.")),
        decision.link("unit", _("Unit"), _("Who decided, as a unit in the register.")),
        decision.key(
            "kind",
            _("Kind"),
            _("What was done with the matter."),
            words=labels(DECISION_KINDS),
        ),
        decision.day("day", _("Day"), _("The day of the decision.")),
        decision.day(
            "approved_day", _("Minutes approved"), _("The day of the approval.")
        ),
        decision.day("noticed_day", _("Public notice"), _("The day of the notice.")),
        decision.key("paragraph", _("§"), _("Its number in the minutes.")),
        decision.key("case_number", _("Case number"), _("The body’s own number.")),
        *decision.texts("text", _("What was decided"), _("In our own words.")),
        decision.link(
            "follows", _("Follows"), _("The decision in the same matter before it.")
        ),
        *decision.source(),
        decision.url("link", _("Link"), _("The minutes, where they can be read.")),
        decision.page(),
        decision.origin(),
    ),
    found=lambda asked: [Decision.objects.of(asked.space)],
    shaped=_decisions,
)

memorandum = Of(Memorandum)
MEMORANDA = DataSet(
    "memoranda",
    PART,
    _("Memoranda"),
    _("What was written before a decision."),
    (
        memorandum.id(),
        memorandum.link("decision", _("Decision"), _("The decision it came before.")),
        *memorandum.texts("title", _("Matter"), _("What it is about.")),
        memorandum.day("day", _("Day"), _("The day it was written.")),
        memorandum.key("case_number", _("Case number"), _("The body’s own number.")),
        *memorandum.texts(
            "from_name", _("Written by"), _("The office or role that wrote.")
        ),
        *memorandum.texts("addressee", _("To whom"), _("Whom it was addressed to.")),
        *memorandum.source(),
        memorandum.origin(),
    ),
    lambda asked: [
        Memorandum.objects.filter(
            decision__space=asked.space, decision__withdrawn_at=None
        )
        .select_related("decision")
        .order_by("day", "id")
    ],
)


def _assignments(asked: Asked) -> Iterator[AssignmentRow]:
    for row in trail_of(asked.space, today=asked.day):
        for each in row.assignments:
            # The same object, so that no query is asked for each row.
            each.assignment.decision = row.decision
            yield each


def _state(row: Any) -> str:
    key: str = row.state.key
    return key


assignment = Of(Assignment, via=lambda row: row.assignment)
ASSIGNMENTS = DataSet(
    "assignments",
    PART,
    _("Assignments"),
    _("What a decision asked somebody to do, followed to its answer."),
    (
        assignment.id(),
        assignment.link("decision", _("Decision"), _("The decision that gave it.")),
        *assignment.texts("text", _("Assignment"), _("What is to be done.")),
        *assignment.texts("owner_name", _("Given to"), _("Who is to do it.")),
        assignment.link("owner", _("Unit"), _("The same, as a unit in the register.")),
        assignment.day("due", _("Due"), _("When it is to be answered.")),
        *assignment.texts(
            "due_text", _("Due, as worded"), _("As the decision has it.")
        ),
        DataColumn(
            "state",
            _("How it stands"),
            _("Reckoned from the days, on the day of the file."),
            "key",
            _state,
            words=labels(ASSIGNMENT_STATES),
        ),
        DataColumn(
            "state_text",
            _("How it stands, in words"),
            _("In the language of the file."),
            "text",
            lambda row: row.words,
        ),
        assignment.day("answered_day", _("Answered on"), _("The day of the answer.")),
        assignment.link(
            "answered_by", _("Answered by"), _("The decision that answers it.")
        ),
        *assignment.texts("answer_note", _("Answer"), _("How it was answered.")),
        *assignment.source(),
        assignment.origin(),
    ),
    found=lambda asked: [
        Assignment.objects.filter(
            decision__space=asked.space, decision__withdrawn_at=None
        )
    ],
    shaped=_assignments,
)

SETS = (GROUPS, SEATS, MEETINGS, DECISIONS, MEMORANDA, ASSIGNMENTS)
