"""Groups and the trail of decisions."""

from __future__ import annotations

from tests.governance import rows
from tests.who_may_what import EVERYONE, NOBODY, SECRETARIAT, Route, Side


def build(side: Side) -> None:
    """Put a group with a seat, and a decision with an assignment, on the side."""
    from overens.common.audit import SYSTEM
    from overens.common.dates import PartialDate
    from overens.governance import actions

    side.group = rows.make_group(side.space)
    side.seat = rows.make_seat(side.group)
    side.meeting = actions.add_meeting(group=side.group, day=PartialDate(), by=SYSTEM)
    side.decision = rows.make_decision(side.space)
    side.memorandum = actions.record_memorandum(
        decision=side.decision, title={"sv": "Skrivelse"}, by=SYSTEM
    )
    side.assignment = actions.record_assignment(
        decision=side.decision, text={"sv": "Återkom"}, by=SYSTEM
    )


def recorded(*names: str, post: int = 422) -> Route:
    """Return the line of a page where the secretariat of the space records."""
    return Route(
        get=SECRETARIAT,
        post=SECRETARIAT.instead(petra=post),
        other_get=NOBODY,
        other_post=NOBODY,
        args=lambda side: [side.space.slug, *(_part(side, name) for name in names)],
    )


def _part(side: Side, name: str) -> str:
    row = getattr(side, name)
    return row.slug if name in ("group", "decision") else row.uuid


ROUTES = {
    "governance:groups": Route(
        get=EVERYONE, query=lambda side: f"compact={side.space.slug}"
    ),
    "governance:group": Route(
        get=EVERYONE, args=lambda side: [side.space.slug, side.group.slug]
    ),
    "governance:trail": Route(get=EVERYONE, args=lambda side: [side.space.slug]),
    "governance:decision": Route(
        get=EVERYONE, args=lambda side: [side.space.slug, side.decision.slug]
    ),
    "governance:group_add": recorded(),
    "governance:group_change": recorded("group"),
    "governance:seat_add": recorded("group"),
    "governance:seat_end": recorded("group", "seat"),
    # A meeting may be recorded with everything unknown.
    "governance:meeting_add": recorded("group", post=302),
    "governance:decision_record": recorded(),
    "governance:decision_change": recorded("decision"),
    "governance:decision_withdraw": recorded("decision"),
    "governance:memorandum_record": recorded("decision"),
    "governance:assignment_record": recorded("decision"),
    "governance:assignment_answer": recorded("assignment"),
    "governance:seat_change": recorded("group", "seat"),
    "governance:seat_withdraw": recorded("group", "seat"),
    "governance:meeting_change": recorded("group", "meeting", post=302),
    "governance:meeting_withdraw": recorded("group", "meeting"),
    "governance:memorandum_change": recorded("memorandum"),
    "governance:memorandum_withdraw": recorded("memorandum"),
    "governance:assignment_change": recorded("assignment"),
    "governance:assignment_withdraw": recorded("assignment"),
    "governance:answer_change": recorded("assignment"),
    "governance:answer_withdraw": recorded("assignment"),
}
