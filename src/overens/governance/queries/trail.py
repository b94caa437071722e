"""The trail of decisions: in order, with what each rests on, asks for and led to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overens.accounts.models import Space
from overens.common.formats import number
from overens.governance.models import Assignment, Decision, Memorandum
from overens.governance.rules import AssignmentState, TrailFact, trail_order

# How a state is drawn: the key of its look (common) and its words.
_LOOKS = {
    "in time": "answered",
    "late": "late",
    "answered": "answered",
    "waiting": "waiting",
    "overdue": "urgent",
}


@dataclass(frozen=True)
class AssignmentRow:
    """An assignment with how it stands, in words."""

    assignment: Assignment
    state: AssignmentState
    words: str
    look: str


@dataclass(frozen=True)
class DecisionRow:
    """A decision with its memoranda and assignments, and its neighbours.

    Attributes:
        follows: the decision in the matter before it; None when there is none.
        led_to: the decisions in the matter after it.
    """

    decision: Decision
    memoranda: tuple[Memorandum, ...]
    assignments: tuple[AssignmentRow, ...]
    follows: Decision | None
    led_to: tuple[Decision, ...]


def state_words(state: AssignmentState) -> str:
    """Return how an assignment stands, in the reader's language."""
    days = state.days
    if state.key == "late" and days is not None:
        counted = ngettext("%(n)s day late", "%(n)s days late", days) % {
            "n": number(days)
        }
        if not state.exact:
            counted = _("at least %(days)s") % {"days": counted}
        return _("Answered %(days)s") % {"days": counted}
    if state.key == "overdue" and days is not None:
        return ngettext(
            "Answer %(n)s day overdue", "Answer %(n)s days overdue", days
        ) % {"n": number(days)}
    return {
        "in time": _("Answered in time"),
        "answered": _("Answered; whether in time cannot be told"),
        "waiting": _("Awaits an answer"),
    }[state.key]


def assignment_row(assignment: Assignment, *, today: date) -> AssignmentRow:
    """Return an assignment with its state on a day, in words."""
    state = assignment.state_on(today)
    return AssignmentRow(assignment, state, state_words(state), _LOOKS[state.key])


def trail_of(space: Space, *, today: date) -> list[DecisionRow]:
    """Return a space's standing decisions in order (rule G5), in three queries."""
    found = (
        Decision.objects.of(space)
        .select_related("space", "unit__body")
        .prefetch_related(
            Prefetch("memoranda", Memorandum.objects.order_by("day", "id")),
            Prefetch(
                "assignments",
                Assignment.objects.select_related(
                    "owner", "answered_by__space"
                ).order_by("id"),
            ),
        )
    )
    by_key = {decision.pk: decision for decision in found}
    led_to: dict[int, list[Decision]] = {}
    order = trail_order(
        [
            TrailFact(
                key=decision.pk,
                day=decision.day,
                near=(
                    decision.approved_day,
                    decision.noticed_day,
                    *(memorandum.day for memorandum in decision.memoranda.all()),
                ),
                follows=decision.follows_id,
                place=decision.place,
            )
            for decision in by_key.values()
        ]
    )
    for key in order:
        before = by_key[key].follows_id
        if before is not None:
            led_to.setdefault(before, []).append(by_key[key])
    return [
        DecisionRow(
            decision=by_key[key],
            memoranda=tuple(by_key[key].memoranda.all()),
            assignments=tuple(
                assignment_row(assignment, today=today)
                for assignment in by_key[key].assignments.all()
            ),
            follows=by_key.get(by_key[key].follows_id or 0),
            led_to=tuple(led_to.get(key, ())),
        )
        for key in order
    ]


def unanswered_assignments(space: Space, *, today: date) -> list[AssignmentRow]:
    """Return the assignments that await an answer, the longest overdue first."""
    found = (
        Assignment.objects.filter(
            decision__space=space,
            decision__withdrawn_at=None,
            answered_day="",
            answered_by=None,
        )
        .select_related("decision__space", "owner")
        .order_by("due", "id")
    )
    rows = [assignment_row(assignment, today=today) for assignment in found]
    return sorted(rows, key=lambda row: -(row.state.days or 0))
