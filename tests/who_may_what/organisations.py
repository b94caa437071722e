"""The register: open to read, written by the secretariat of any space of its world."""

from __future__ import annotations

from tests import make
from tests.who_may_what import EVERYONE, SECRETARIAT, Route, Side


def build(side: Side) -> None:
    """Put an umbrella above the organisation, and a right to speak for it."""
    umbrella = make.make_organisation(f"Paraplyet {side.name}")
    side.relation = side.organisation.upward.create(upper=umbrella, kind="member")
    speaker = make.make_person(f"siv-{side.name}")
    side.authority = make.make_authority(speaker, side.organisation)


def organisation(side: Side) -> list[str]:
    return [side.organisation.slug]


# The register is shared: Petra writes about every organisation of her world, so both
# sides are hers. Another world's are tested in tests/organisations/test_editing.py.
EDIT = SECRETARIAT.instead(petra=422)

ROUTES = {
    "organisations:organisations": Route(
        get=EVERYONE, query=lambda side: f"compact={side.space.slug}"
    ),
    "organisations:without_contact": Route(
        get=EVERYONE, query=lambda side: f"compact={side.space.slug}"
    ),
    "organisations:organisation": Route(get=EVERYONE, args=organisation),
    "organisations:organisation_add": Route(get=SECRETARIAT, post=EDIT),
    "organisations:organisation_change": Route(
        get=SECRETARIAT, post=EDIT, args=organisation
    ),
    "organisations:name_add": Route(get=SECRETARIAT, post=EDIT, args=organisation),
    "organisations:relation_add": Route(get=SECRETARIAT, post=EDIT, args=organisation),
    "organisations:relation_end": Route(
        get=SECRETARIAT,
        post=EDIT,
        args=lambda side: [side.organisation.slug, side.relation.uuid],
    ),
    "organisations:unit_add": Route(
        get=SECRETARIAT, post=EDIT, args=lambda side: [side.body.slug]
    ),
    "organisations:unit_change": Route(
        get=SECRETARIAT,
        post=EDIT,
        args=lambda side: [side.body.slug, side.unit.slug],
    ),
    "organisations:authorities": Route(get=SECRETARIAT, args=organisation),
    "organisations:authority_give": Route(
        get=SECRETARIAT, post=EDIT, args=organisation
    ),
    "organisations:authority_end": Route(
        get=SECRETARIAT,
        post=EDIT,
        args=lambda side: [side.organisation.slug, side.authority.uuid],
    ),
}
