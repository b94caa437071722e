"""Compacts, their texts and who has signed them; imports and their undoing."""

from __future__ import annotations

from overens.common.audit import SYSTEM
from tests import make
from tests.compacts import rows
from tests.who_may_what import EVERYONE, NOBODY, SECRETARIAT, Route, Side


def build(side: Side) -> None:
    """Put a compact with a sentence, a signature and an import on the side."""
    side.compact = make.make_compact(side.space)
    version = rows.current(side.compact)
    side.sentence = version.principles.create(
        key="dialog", name={"sv": "Dialog"}, origin=side.space.origin
    )
    side.signature = rows.make_signature(
        side.compact, organisation=side.organisation, version=version
    )
    from overens.compacts import actions

    brought = actions.import_signatories(
        version=version, cells=[["Namn"], [f"Ny i {side.name}"]], by=SYSTEM
    )
    side.run = brought.run
    side.drafting = actions.record_drafting(
        version=version, organisation=side.organisation, by=SYSTEM
    )
    side.document = actions.add_steering_document(
        compact=side.compact, name=f"Strategin i {side.name}", by=SYSTEM
    )
    actions.change_compact(
        compact=side.compact, holes=[{"text": {"sv": "Vem"}}], by=SYSTEM
    )


def recorded(*parts: str, post: int = 422) -> Route:
    """Return the line of a page where the secretariat of the space records."""
    return Route(
        get=SECRETARIAT,
        post=SECRETARIAT.instead(petra=post),
        other_get=NOBODY,
        other_post=NOBODY,
        args=lambda side: [side.space.slug, *(_part(side, part) for part in parts)],
    )


def _part(side: Side, part: str) -> object:
    parts = {
        "number": 1,
        "party": "civil",
        "sentence": side.sentence.uuid,
        "signature": side.signature.uuid,
        "organisation": side.organisation.slug,
        "drafting": side.drafting.uuid,
        "document": side.document.uuid,
        "place": 1,
    }
    return parts[part]


def read(*, args: object = None) -> Route:
    """Return the line of a page that everyone may read."""
    return Route(get=EVERYONE, args=lambda side: [side.space.slug])


READ_ONLY = Route(
    get=SECRETARIAT, other_get=NOBODY, args=lambda side: [side.space.slug]
)
# The administrator and every secretariat may begin a compact of their own.
BEGINNERS = SECRETARIAT.instead(ada=200)

ROUTES = {
    "compacts:compacts": Route(get=EVERYONE),
    "compacts:compact": read(),
    "compacts:versions": read(),
    "compacts:signatories": read(),
    "compacts:signatories_file": read(),
    "compacts:follow": Route(
        get=EVERYONE, args=lambda side: [side.space.slug, side.sentence.uuid]
    ),
    "compacts:compact_add": Route(
        get=BEGINNERS, post=BEGINNERS.instead(petra=422, ada=422)
    ),
    "compacts:first_hour": READ_ONLY,
    "compacts:version_add": recorded(),
    # From when a version is in force may be unknown.
    "compacts:version_in_force": recorded("number", post=302),
    "compacts:compact_change": recorded(),
    "compacts:parties": READ_ONLY,
    "compacts:party_add": recorded(),
    "compacts:party_change": recorded("party"),
    "compacts:steering_add": recorded(),
    # Where a sentence came from may be emptied again.
    "compacts:sentence_trace": recorded("sentence", post=302),
    "compacts:signatories_import": recorded(),
    "compacts:signature_add": recorded(),
    "compacts:signature_withdraw": recorded("signature"),
    "compacts:reconsent": READ_ONLY,
    "compacts:request_record": recorded("organisation", post=302),
    "compacts:drafting_add": recorded(),
    "compacts:signature_correct": recorded("signature"),
    "compacts:withdrawal_undo": recorded("signature"),
    "compacts:sentence_correct": recorded("sentence"),
    "compacts:version_change": recorded("number"),
    "compacts:force_take_back": recorded("number"),
    "compacts:hole_add": recorded(),
    "compacts:hole_change": recorded("place"),
    "compacts:party_remove": recorded("party"),
    "compacts:drafting_remove": recorded("drafting"),
    "compacts:steering_change": recorded("document"),
    "compacts:steering_remove": recorded("document"),
    "compacts:import_original": Route(
        get=SECRETARIAT, other_get=NOBODY, args=lambda side: [side.run.uuid]
    ),
    "compacts:import_faults": Route(
        get=SECRETARIAT, other_get=NOBODY, args=lambda side: [side.run.uuid]
    ),
    "compacts:imports": Route(get=SECRETARIAT),
    "compacts:import": Route(
        get=SECRETARIAT,
        post=SECRETARIAT.instead(petra=302),
        other_get=NOBODY,
        other_post=NOBODY,
        args=lambda side: [side.run.uuid],
    ),
}
