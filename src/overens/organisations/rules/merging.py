"""When two that were merged cannot be parted again, and what a merge fills. Pure."""

from __future__ import annotations

from overens.errors import RuleBroken, gettext_noop

# Rule O18: what the standing one lacks is filled from the one that leads to it.
FILLED = (
    "form",
    "level",
    "level_note",
    "about",
    "roles",
    "languages",
    "target_groups",
    "access_needs",
    "members_band",
    "founded",
    "annual_meeting_month",
    "website",
    "based_in",
    "locality",
    "federation",
    "last_active_year",
)


class ChangedSinceMerge(RuleBroken):
    """What the merge moved or filled was changed, or moved on, afterwards."""

    sentence = gettext_noop(
        "They cannot be parted as they were: “%(row)s” has been changed since they "
        "were merged. Change it back first, or correct both by hand."
    )


class PartTheLaterFirst(RuleBroken):
    """The one that it was merged into has itself been merged into a third."""

    sentence = gettext_noop(
        "%(into)s has since been merged into another. Part those two first."
    )


class DecidedAlready(RuleBroken):
    """The pair has been decided already."""

    sentence = gettext_noop(
        "Somebody has decided about these two already. Undo that first."
    )


class NothingDecided(RuleBroken):
    """Nobody has decided about the pair."""

    sentence = gettext_noop("Nothing has been decided about these two.")
