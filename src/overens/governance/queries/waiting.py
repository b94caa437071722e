"""What waits for the secretariat in governance: answers overdue, groups to see to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from overens.accounts.models import Person, Space
from overens.accounts.queries import has_right
from overens.accounts.rules import EDIT_GROUPS
from overens.common.slots import fill
from overens.common.to_do import MOST_ROWS, ToDo
from overens.governance.queries.groups import groups_of
from overens.governance.queries.trail import unanswered_assignments


def to_do(person: Person, space: Space, today: date) -> Iterable[ToDo]:
    """Yield assignments whose answer is overdue, and groups that break their rules."""
    if not has_right(person, EDIT_GROUPS, space, today):
        return
    if not space.has_column("governance"):
        return
    rows = unanswered_assignments(space, today=today)
    overdue = [row for row in rows if row.state.key == "overdue"]
    for row in overdue[:MOST_ROWS]:
        assignment = row.assignment
        yield ToDo(
            key=f"governance.assignment:{assignment.uuid}",
            urgency="week",
            title=str(assignment.text),
            why=row.words,
            action_label=_("Record the answer"),
            url=reverse(
                "governance:assignment_answer", args=[space.slug, assignment.uuid]
            ),
            since=today - timedelta(days=row.state.days or 0),
        )
    for view in groups_of(space, today=today, renamed=False):
        if view.warnings:
            yield ToDo(
                key=f"governance.group:{view.group.uuid}",
                urgency="when free",
                title=_("See to %(group)s") % {"group": view.group},
                why=" ".join(view.warnings),
                action_label=_("See the group"),
                url=view.group.get_absolute_url(),
            )


def fill_places() -> None:
    """Register the parts; called once when the program starts."""
    fill("common.to_do", to_do, part_name="governance.waiting")
