"""Every route, asked as each of the cast (docs in ``tests/who_may_what``)."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from tests import make, who_may_what
from tests.who_may_what import CAST, Route, Side

# The mark has the database made; the rows come from ``sides``.
pytestmark = pytest.mark.django_db
COLUMNS = [module.name for module in pkgutil.iter_modules(who_may_what.__path__)]
# The order in which the sides are built: as the columns stand, left to right.
ORDER = [
    *("accounts", "organisations", "governance", "compacts", "surveys", "grants"),
    *("collaborations", "dialogues", "plans", "followups", "opendata", "config"),
]
MODULES = {
    column: import_module(f"tests.who_may_what.{column}")
    for column in sorted(COLUMNS, key=ORDER.index)
}
LISTED: dict[str, Route] = {
    name: route for module in MODULES.values() for name, route in module.ROUTES.items()
}


def named_routes(
    resolver: URLResolver, namespace: str = "", before: str = ""
) -> Iterator[tuple[str, str]]:
    """Yield the full name and the address of every route there is."""
    for part in resolver.url_patterns:
        address = before + str(part.pattern)
        if isinstance(part, URLPattern):
            yield f"{namespace}{part.name or ''}", address
        else:
            inner = f"{namespace}{part.namespace}:" if part.namespace else namespace
            yield from named_routes(part, inner, address)


def routes() -> dict[str, str]:
    """Return the address of each route by name; a second name of one is left out."""
    with translation.override("sv"):
        found: dict[str, str] = {}
        for name, address in named_routes(get_resolver()):
            if address not in found.values():
                found[name] = address
        return found


def test_every_route_has_a_name_and_stands_in_the_table():
    missing = [
        f"{name or 'a route without a name'} ({address or '/'})"
        for name, address in routes().items()
        if name not in LISTED
    ]
    assert not missing, "Add a line in tests/who_may_what/ for: " + ", ".join(missing)


def test_the_table_names_no_route_that_is_gone():
    assert sorted(set(LISTED) - set(routes())) == []


@pytest.fixture(scope="module")
def sides(django_db_setup, django_db_blocker):
    """Give the two sides, own and other, with all that the columns put on them.

    Built once, in a transaction that is never committed: each case undoes its own.
    """
    with (
        django_db_blocker.unblock(),
        translation.override("sv"),
        transaction.atomic(),
    ):
        yield built()
        transaction.set_rollback(True)


def built() -> dict[str, Side]:
    """Return the two sides, made in the database."""
    made = {}
    people = {}
    for name, place in (("own", "strandland"), ("other", "grannland")):
        space = make.make_space(place)
        title = place.capitalize()
        side = Side(
            name=name,
            space=space,
            organisation=make.make_organisation(f"Föreningen i {title}"),
            body=make.make_organisation(f"Region {title}", kind="public"),
            people=people,
        )
        side.unit = make.make_unit(f"Kulturnämnden i {title}", body=side.body)
        made[name] = side
    own = made["own"]
    people |= {
        "petra": make.make_person("petra", role="secretariat", space=own.space),
        "nils": make.make_person("nils"),
        "vera": make.make_person("vera"),
        "omar": make.make_person("omar", role="official", space=own.space),
        "sara": make.make_person("sara", role="member", space=own.space),
        "ada": make.make_person("ada", role="admin"),
        "eve": make.make_person("eve"),
    }
    make.make_authority(people["vera"], own.organisation)
    for name in ("nils", "omar"):
        make.make_authority(people[name], own.body, unit=own.unit)
    for module in MODULES.values():
        build = getattr(module, "build", None)
        for side in made.values() if build else ():
            build(side)
    return made


def answered(address: str, method: str, name: str, side: Side, route: Route) -> int:
    """Return the status that one of the cast is answered; nothing is left changed."""
    client = Client(raise_request_exception=False)
    cache.clear()
    with transaction.atomic():
        if name != "anonymous":
            client.force_login(side.people[name])
        if method == "GET":
            response = client.get(address)
        else:
            data = dict(route.data(side)) if route.data else {}
            response = client.post(address, data)
        transaction.set_rollback(True)
    if name != "anonymous":
        # What somebody signed in was shown is kept by no browser and no proxy.
        kept = response.get("Cache-Control", "")
        assert ("private" if route.knows_nobody else "no-store") in kept, address
    return response.status_code


def address_of(name: str, route: Route, side: Side, language: str) -> str:
    """Return the route's address on one side, in one language."""
    with translation.override(language):
        address = reverse(name, args=route.args(side) if route.args else [])
    return address + (f"?{route.query(side)}" if route.query else "")


CASES = [
    (name, method, side)
    for name, route in LISTED.items()
    for method in ("GET", "POST")
    for side in (("own", "other") if route.has_sides else ("own",))
]


@pytest.mark.parametrize(
    ("name", "method", "side"), CASES, ids=["-".join(case) for case in CASES]
)
def test_each_of_the_cast_is_answered_as_the_table_says(
    name, method, side, sides, settings
):
    route = LISTED[name]
    for setting, value in (route.settings or {}).items():
        setattr(settings, setting, value)
    address = address_of(name, route, sides[side], "sv")
    expected = route.expected(method, side)

    got = {
        person: answered(address, method, person, sides[side], route) for person in CAST
    }

    assert got == expected, f"{method} {address}"


@pytest.mark.parametrize("name", LISTED)
def test_the_english_twin_answers_as_the_swedish_page(name, sides, settings):
    route = LISTED[name]
    for setting, value in (route.settings or {}).items():
        setattr(settings, setting, value)
    own = sides["own"]
    address = address_of(name, route, own, "en")
    expected = route.expected("GET", "own")

    got = {p: answered(address, "GET", p, own, route) for p in ("anonymous", "petra")}

    assert got == {"anonymous": expected["anonymous"], "petra": expected["petra"]}
