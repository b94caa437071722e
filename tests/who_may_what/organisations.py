"""The register: open to read, written by the secretariat of any space of its world."""

from __future__ import annotations

from datetime import date

from overens.common.audit import SYSTEM
from overens.organisations.actions.importing import read_import
from overens.organisations.models import (
    Area,
    AuthorityQuestion,
    AuthorityRequest,
    ChangeSuggestion,
    DuplicatePair,
    RegisterSource,
    Registration,
)
from tests import make
from tests.who_may_what import (
    EVERYONE,
    HIDDEN,
    NO_SUCH_METHOD,
    NOBODY,
    SECRETARIAT,
    SIGNED_IN,
    Route,
    Side,
    who,
)


def build(side: Side) -> None:
    """Put an umbrella above the organisation, and a right to speak for it."""
    umbrella = make.make_organisation(f"Paraplyet {side.name}")
    side.relation = side.organisation.upward.create(upper=umbrella, kind="member")
    side.mistake = side.organisation.upward.create(upper=umbrella, kind="branch")
    side.organisation.overrides.create(
        is_district=True, note="Så är det.", day=date(2026, 5, 4)
    )
    speaker = make.make_person(f"siv-{side.name}")
    side.authority = make.make_authority(speaker, side.organisation)
    side.merged = make.make_organisation(
        f"Dubbletten {side.name}", merged_into=side.organisation
    )
    side.choice = side.organisation.visibility_changes.create(
        day=date(2026, 5, 4), by_side="own", after={"web": "within"}
    )
    source = RegisterSource.objects.create(
        slug=f"listan-{side.name}", name=f"Listan {side.name}", kind="municipality"
    )
    source.origin = side.space.origin
    source.save()
    side.incoming = read_import(
        source=source,
        data="Namn\nÅleds IF\n".encode(),
        file_name="listan.csv",
        day=date(2026, 11, 22),
        by=SYSTEM,
        space=side.space.slug,
    )
    likened = sorted((umbrella, side.organisation), key=lambda each: each.pk)
    side.pair = DuplicatePair.objects.create(
        one=likened[0], other=likened[1], score=80, found=date(2026, 5, 4)
    )
    side.registration = Registration.objects.create(
        space=side.space,
        origin=side.space.origin,
        name="Vävarna",
        token_hash=f"registration-{side.name}",
    )
    side.authority_request = AuthorityRequest.objects.create(
        person=speaker, organisation=side.organisation
    )
    veras = side.organisation.authorities.filter(person=side.people["vera"]).first()
    side.still = AuthorityQuestion.objects.create(
        authority=veras or side.authority,
        to_email="vera@example.org",
        year=2026,
        token_hash=f"still-{side.name}",
        asked_on=date(2026, 5, 4),
        due=date(2126, 5, 4),
        expires=date(2126, 5, 4),
    )
    side.suggestion = ChangeSuggestion.objects.create(
        organisation=side.organisation, origin=side.organisation.origin
    )
    side.search = side.space.saved_searches.create(
        name="Idrott", person=side.people["eve"]
    )
    side.list = side.space.organisation_lists.create(
        name="Att bjuda in",
        question={"ask": {"areas": ["culture"], "municipalities": []}},
    )
    side.list.rows.create(organisation=side.organisation)
    Area.objects.get_or_create(
        classification="areas", key="culture", defaults={"name": {"sv": "Kultur"}}
    )


def compact(side: Side) -> str:
    return f"compact={side.space.slug}"


def question(side: Side) -> str:
    return f"{compact(side)}&areas=culture"


def on_list(side: Side) -> list[str]:
    return [side.list.uuid, side.organisation.uuid]


def organisation(side: Side) -> list[str]:
    return [side.organisation.slug]


# The register is shared: Petra writes about every organisation of her world, so both
# sides are hers. Another world's are tested in tests/organisations/test_editing.py.
EDIT = SECRETARIAT.instead(petra=422)

# Officials choose whom to ask, too.
MAY_ASK = SECRETARIAT.instead(omar=200)

ROUTES = {
    "organisations:organisations": Route(get=EVERYONE, query=compact),
    "organisations:as_file": Route(
        get=EVERYONE, args=lambda side: ["csv"], query=compact
    ),
    "organisations:sector": Route(get=EVERYONE, query=compact),
    "organisations:without_contact": Route(get=EVERYONE, query=compact),
    "organisations:organisation": Route(get=EVERYONE, args=organisation),
    # Petra vouches for any, Vera for the one that she speaks for.
    "organisations:confirm": Route(
        get=NO_SUCH_METHOD,
        post=NOBODY.instead(petra=302, vera=302),
        other_post=NOBODY.instead(petra=302),
        args=organisation,
    ),
    # Anybody may send these; an empty form cannot be taken.
    "organisations:register": Route(get=EVERYONE, post=who(422), query=compact),
    "organisations:register_thanks": Route(get=EVERYONE, query=compact),
    "organisations:registration": Route(
        get=who(404), post=who(404), args=lambda side: ["no-such-link"]
    ),
    # An empty form says that every field is empty, and a name is needed.
    "organisations:suggest": Route(get=EVERYONE, post=who(422), args=organisation),
    # Vera speaks for her own already, and is led back to its page.
    "organisations:authority_ask": Route(
        get=SIGNED_IN.instead(vera=302),
        post=who(422, anonymous=302).instead(vera=302),
        other_get=SIGNED_IN,
        other_post=who(422, anonymous=302),
        args=organisation,
    ),
    "organisations:proposals": Route(get=SECRETARIAT, query=compact),
    "organisations:registration_decide": Route(
        get=SECRETARIAT, post=EDIT, args=lambda side: [side.registration.uuid]
    ),
    "organisations:authority_decide": Route(
        get=SECRETARIAT, post=EDIT, args=lambda side: [side.authority_request.uuid]
    ),
    # Nothing is kept with it.
    "organisations:authority_file": Route(
        get=NOBODY.instead(petra=404), args=lambda side: [side.authority_request.uuid]
    ),
    # Who speaks for it decides too; nothing ticked is a no.
    "organisations:suggestion_decide": Route(
        get=SECRETARIAT.instead(vera=200),
        post=NOBODY.instead(petra=302, vera=302),
        other_get=SECRETARIAT,
        other_post=NOBODY.instead(petra=302),
        args=lambda side: [side.suggestion.uuid],
    ),
    # Whoever has the link of a mail; nobody's is like this one.
    "organisations:confirmation": Route(
        get=who(404), post=who(404), args=lambda side: ["no-such-link"]
    ),
    "organisations:confirmation_correct": Route(
        get=who(404), post=who(404), args=lambda side: ["no-such-link"]
    ),
    "organisations:confirmation_undo": Route(
        get=NO_SUCH_METHOD, post=who(404), args=lambda side: ["no-such-link"]
    ),
    "organisations:still": Route(
        get=who(404), post=who(404), args=lambda side: ["no-such-link"]
    ),
    # Only whoever has the right: here Vera, who has said nothing.
    "organisations:still_signed_in": Route(
        get=HIDDEN.instead(vera=200),
        post=HIDDEN.instead(vera=302),
        other_get=HIDDEN,
        other_post=HIDDEN,
        args=lambda side: [side.still.uuid],
    ),
    # Nobody is ticked.
    "organisations:speakers": Route(get=SECRETARIAT, post=EDIT, query=compact),
    "organisations:confirmations": Route(get=SECRETARIAT, post=EDIT, query=compact),
    # Lists belong to one space.
    "organisations:lists": Route(get=MAY_ASK, other_get=NOBODY, query=compact),
    "organisations:list_save": Route(
        get=MAY_ASK,
        post=MAY_ASK.instead(petra=422, omar=422),
        other_get=NOBODY,
        other_post=NOBODY,
        query=compact,
    ),
    # A saved search is one's own: here Eve's, who has no role anywhere.
    "organisations:searches": Route(get=SIGNED_IN, query=compact),
    "organisations:search_save": Route(
        get=SIGNED_IN, post=who(422, anonymous=302), query=compact
    ),
    "organisations:search_change": Route(
        get=HIDDEN.instead(eve=200),
        post=HIDDEN.instead(eve=422),
        args=lambda side: [side.search.uuid],
    ),
    "organisations:search_remove": Route(
        get=NO_SUCH_METHOD,
        post=HIDDEN.instead(eve=302),
        args=lambda side: [side.search.uuid],
    ),
    "organisations:list": Route(
        get=MAY_ASK, other_get=NOBODY, args=lambda side: [side.list.uuid]
    ),
    "organisations:list_file": Route(
        get=MAY_ASK, other_get=NOBODY, args=lambda side: [side.list.uuid, "csv"]
    ),
    "organisations:list_change": Route(
        get=MAY_ASK,
        post=MAY_ASK.instead(petra=422, omar=422),
        other_get=NOBODY,
        other_post=NOBODY,
        args=lambda side: [side.list.uuid],
    ),
    "organisations:list_remove": Route(
        get=NO_SUCH_METHOD,
        post=MAY_ASK.instead(petra=302, omar=302),
        other_post=NOBODY,
        args=lambda side: [side.list.uuid],
    ),
    "organisations:list_add": Route(
        get=MAY_ASK,
        post=MAY_ASK.instead(petra=422, omar=422),
        other_get=NOBODY,
        other_post=NOBODY,
        args=lambda side: [side.list.uuid],
    ),
    "organisations:list_changed": Route(
        get=MAY_ASK,
        post=MAY_ASK.instead(petra=302, omar=302),
        other_get=NOBODY,
        other_post=NOBODY,
        args=lambda side: [side.list.uuid],
    ),
    "organisations:list_take_out": Route(
        get=MAY_ASK,
        post=MAY_ASK.instead(petra=422, omar=422),
        other_get=NOBODY,
        other_post=NOBODY,
        args=on_list,
    ),
    "organisations:list_put_back": Route(
        get=NO_SUCH_METHOD,
        post=MAY_ASK.instead(petra=302, omar=302),
        other_post=NOBODY,
        args=on_list,
    ),
    "organisations:whom": Route(get=MAY_ASK, other_get=NOBODY, query=compact),
    "organisations:whom_save": Route(
        get=MAY_ASK,
        post=MAY_ASK.instead(petra=422, omar=422),
        other_get=NOBODY,
        other_post=NOBODY,
        query=question,
    ),
    "organisations:whom_file": Route(
        get=MAY_ASK,
        other_get=NOBODY,
        args=lambda side: ["csv"],
        query=question,
    ),
    "organisations:sources": Route(get=SECRETARIAT, query=compact),
    "organisations:import_new": Route(get=SECRETARIAT, post=EDIT, query=compact),
    # An empty form says that no column holds a name.
    "organisations:import": Route(
        get=SECRETARIAT, post=EDIT, args=lambda side: [side.incoming.uuid]
    ),
    "organisations:duplicates": Route(get=SECRETARIAT, query=compact),
    # A button that is on no page.
    "organisations:duplicate": Route(
        get=SECRETARIAT,
        post=SECRETARIAT.instead(petra=404),
        args=lambda side: [side.pair.uuid],
    ),
    "organisations:duplicate_undo": Route(
        get=NO_SUCH_METHOD,
        post=SECRETARIAT.instead(petra=302),
        args=lambda side: [side.pair.uuid],
    ),
    "organisations:organisation_add": Route(get=SECRETARIAT, post=EDIT),
    # Only an own register has Sweden's municipalities, and both sides are made up.
    "organisations:places_add": Route(
        get=NOBODY.instead(petra=404), post=NOBODY.instead(petra=404)
    ),
    "organisations:organisation_change": Route(
        get=SECRETARIAT, post=EDIT, args=organisation
    ),
    # Vera chooses for her own, Petra for any; an empty form chooses nothing.
    "organisations:visibility": Route(
        get=SECRETARIAT.instead(vera=200),
        post=NOBODY.instead(petra=422, vera=422),
        other_get=SECRETARIAT,
        other_post=NOBODY.instead(petra=422),
        args=organisation,
    ),
    "organisations:visibility_undo": Route(
        get=NO_SUCH_METHOD,
        post=NOBODY.instead(petra=302, vera=302),
        other_post=NOBODY.instead(petra=302),
        args=lambda side: [side.organisation.slug, side.choice.uuid],
    ),
    "organisations:name_add": Route(get=SECRETARIAT, post=EDIT, args=organisation),
    "organisations:merge": Route(get=SECRETARIAT, post=EDIT, args=organisation),
    "organisations:part": Route(
        get=SECRETARIAT,
        post=SECRETARIAT.instead(petra=302),
        args=lambda side: [side.merged.slug],
    ),
    "organisations:relation_add": Route(get=SECRETARIAT, post=EDIT, args=organisation),
    "organisations:relation_end": Route(
        get=SECRETARIAT,
        post=EDIT,
        args=lambda side: [side.organisation.slug, side.relation.uuid],
    ),
    "organisations:relation_change": Route(
        get=SECRETARIAT,
        post=EDIT,
        args=lambda side: [side.organisation.slug, side.relation.uuid],
    ),
    "organisations:relation_remove": Route(
        get=NO_SUCH_METHOD,
        post=SECRETARIAT.instead(petra=302),
        args=lambda side: [side.organisation.slug, side.mistake.uuid],
    ),
    "organisations:structure": Route(get=EVERYONE, args=organisation),
    "organisations:district": Route(get=SECRETARIAT, post=EDIT, args=organisation),
    "organisations:district_lift": Route(
        get=NO_SUCH_METHOD,
        post=SECRETARIAT.instead(petra=302),
        args=organisation,
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
    # It ended otherwise, and is said so; in another world there is none to see.
    "organisations:authority_give_back": Route(
        get=NO_SUCH_METHOD,
        post=NOBODY.instead(petra=302),
        args=lambda side: [side.organisation.slug, side.authority.uuid],
    ),
    "organisations:authority_end": Route(
        get=SECRETARIAT,
        post=EDIT,
        args=lambda side: [side.organisation.slug, side.authority.uuid],
    ),
}
