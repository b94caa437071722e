"""Follow-ups: everyone reads; the secretariat counts, words, publishes, corrects."""

from __future__ import annotations

from tests import make
from tests.who_may_what import EVERYONE, NOBODY, SECRETARIAT, Route, Side, who


def build(side: Side) -> None:
    """Put a draft on the side, and a published follow-up with two corrections."""
    from overens.common.audit import SYSTEM
    from overens.compacts.models import Compact
    from overens.followups.actions import (
        add_correction,
        begin_followup,
        publish_followup,
        withdraw_correction,
    )

    if not Compact.objects.filter(space=side.space).exists():
        make.make_compact(side.space)
    side.followup = begin_followup(space=side.space, year=2025, by=SYSTEM)
    side.published = begin_followup(space=side.space, year=2024, by=SYSTEM)
    publish_followup(followup=side.published, by=SYSTEM)
    side.standing, side.withdrawn = (
        add_correction(
            followup=side.published,
            said={"sv": "Tre."},
            correct={"sv": "Fyra."},
            why={"sv": "Räknefel."},
            by=SYSTEM,
        )
        for _each in range(2)
    )
    withdraw_correction(correction=side.withdrawn, why="Fel.", by=SYSTEM)


PRESSED = who(403, anonymous=302, petra=302)
# A draft exists for those with a part in the compact, and for nobody else.
DRAFT = who(404, petra=200, omar=200, sara=200)


def _args(side: Side) -> list[object]:
    return [side.space.slug, side.followup.year]


ROUTES = {
    "followups:followups": Route(
        get=EVERYONE, query=lambda side: f"compact={side.space.slug}"
    ),
    "followups:followup": Route(get=DRAFT, other_get=who(404), args=_args),
    "followups:followup_file": Route(
        get=DRAFT, other_get=who(404), args=lambda side: [*_args(side), "json"]
    ),
    "followups:followup_new": Route(
        get=SECRETARIAT,
        post=SECRETARIAT.instead(petra=422),
        other_get=NOBODY,
        other_post=NOBODY,
        args=lambda side: [side.space.slug],
    ),
    "followups:followup_words": Route(
        get=SECRETARIAT,
        post=SECRETARIAT.instead(petra=302),
        other_get=NOBODY,
        other_post=NOBODY,
        args=_args,
        data=lambda side: {"introduction_sv": "Ett bra år."},
    ),
    "followups:followup_count": Route(
        get=who(405), post=PRESSED, other_post=NOBODY, args=_args
    ),
    "followups:followup_publish": Route(
        get=SECRETARIAT,
        post=PRESSED,
        other_get=NOBODY,
        other_post=NOBODY,
        args=_args,
    ),
    "followups:correction_new": Route(
        get=SECRETARIAT,
        post=SECRETARIAT.instead(petra=422),
        other_get=NOBODY,
        other_post=NOBODY,
        args=lambda side: [side.space.slug, side.published.year],
    ),
    "followups:correction_withdraw": Route(
        get=SECRETARIAT,
        post=SECRETARIAT.instead(petra=422),
        other_get=NOBODY,
        other_post=NOBODY,
        args=lambda side: [side.space.slug, side.published.year, side.standing.uuid],
    ),
    "followups:correction_restore": Route(
        get=who(405),
        post=PRESSED,
        other_post=NOBODY,
        args=lambda side: [side.space.slug, side.published.year, side.withdrawn.uuid],
    ),
    "followups:followup_remove": Route(
        get=SECRETARIAT,
        post=PRESSED,
        other_get=NOBODY,
        other_post=NOBODY,
        args=_args,
    ),
}
