"""What spans the tables of governance, and the places that later columns fill."""

from __future__ import annotations

from overens.governance.queries.groups import (
    MOST_PARTIES_DRAWN,
    GroupView,
    group_view,
    groups_of,
    sides_of,
    with_holders,
)
from overens.governance.queries.places import (
    FOLLOWED,
    PARTIES,
    Followed,
    PartyChoice,
    followed_from,
    parties_of,
)
from overens.governance.queries.trail import (
    AssignmentRow,
    DecisionRow,
    state_words,
    trail_of,
    unanswered_assignments,
)

__all__ = [
    "MOST_PARTIES_DRAWN",
    "FOLLOWED",
    "PARTIES",
    "AssignmentRow",
    "DecisionRow",
    "Followed",
    "GroupView",
    "PartyChoice",
    "followed_from",
    "group_view",
    "sides_of",
    "with_holders",
    "groups_of",
    "parties_of",
    "state_words",
    "trail_of",
    "unanswered_assignments",
]
