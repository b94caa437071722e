"""Bringing in many rows at once: the demonstration's files, and faulty ones."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from overens.accounts.rules import AddressNotWhole, SlugNotPlain, SlugTooLong
from overens.common.audit import operator
from overens.common.imports import undo_import
from overens.common.links import NotALink
from overens.common.models import AuditLine, NotWrittenText
from overens.config.demonstration.reading import read_csv, read_toml
from overens.organisations.actions import (
    import_areas,
    import_municipalities,
    import_organisations,
    import_units,
)
from overens.organisations.models import (
    ContactRole,
    Organisation,
    OrganisationName,
    Relation,
    Unit,
)
from overens.organisations.queries import area_texts
from overens.organisations.rules import (
    DayNotRead,
    LooksLikePersonalNumber,
    NameMissing,
    NameTooLong,
    OrganisationNumberTaken,
    RowsRefused,
    SlugTaken,
    SlugTwice,
    UnknownArea,
    UnknownMunicipality,
    UnknownOrganisation,
    UnknownWord,
    row_of_sheet,
)
from tests import make

TODAY = date(2026, 11, 22)
BY = operator()


@pytest.fixture
def places(db):
    """Bring in the demonstration's municipalities and areas."""
    place = read_toml("strandland/place.toml", today=TODAY)
    import_municipalities(place["municipality"], county="99", by=BY, origin="made up")
    for classification, texts in area_texts().items():
        import_areas(texts, classification=classification, by=BY)


def strandland_rows():
    named = read_toml("strandland/organisations.toml", today=TODAY)["organisation"]
    rest = read_csv("strandland/organisations.csv", today=TODAY)
    return [*named, *(row_of_sheet(row) for row in rest)]


def test_the_demonstrations_register_comes_in_whole(places):
    rows = strandland_rows()

    with CaptureQueriesContext(connection) as asked:
        made = import_organisations(rows, by=BY, origin="made up")

    assert len(made.organisations) == len(rows) == Organisation.objects.count()
    # SQLite takes so many values a statement, so a large table takes a few.
    assert len(asked) <= 25
    council = Organisation.objects.get(slug="strandlands-brukarrad")
    assert [place.code for place in council.municipalities.all()] == [
        "9901",
        "9902",
        "9903",
        "9905",
    ]
    assert {area.key for area in council.areas.filter(classification="areas")} == {
        "disability",
        "health-care",
        "rehabilitation",
    }
    assert council.downward.filter(kind="branch").count() == 4
    assert (
        council.contacts.get().email == "ordforande.strandlands-brukarrad@example.org"
    )
    former = OrganisationName.objects.get(organisation__slug="tangby-gymnastik")
    assert (former.name, str(former.last_day)) == ("Tångby Gymnastikförening", "2006")
    assert council.field_sources["identity"]["source"] == "own"
    assert (
        AuditLine.objects.filter(action__endswith="import_organisations").count() == 1
    )


def test_the_public_side_comes_in_with_its_tree(places):
    public = read_toml("strandland/public.toml", today=TODAY)

    bodies = import_organisations(
        public["body"], by=BY, kind="public", origin="made up"
    ).organisations
    units = import_units(public["unit"], bodies=bodies, by=BY)

    region = bodies["region-strandland"]
    assert (region.form, region.kind) == ("region", "public")
    assert units["regionstyrelsen"].answers_to == units["regionfullmaktige"]
    assert Unit.objects.filter(body=region, contact_email="").count() == 2
    county = bodies["lansstyrelsen-i-strandland"]
    assert county.names.get().name == "The County Administrative Board of Strandland"


def test_an_import_is_undone_exactly(places):
    before = make.make_organisation("Annan förening")
    made = import_organisations(strandland_rows(), by=BY, origin="made up")

    undo_import(made.run, by=BY)

    assert list(Organisation.objects.all()) == [before]
    for model in (Relation, ContactRole, OrganisationName):
        assert not model.objects.exists()


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({}, NameMissing),
        ({"name": "A", "form": "guild"}, UnknownWord),
        ({"name": "A", "municipalities": ["0000"]}, UnknownMunicipality),
        ({"name": "A", "seat": "0000"}, UnknownMunicipality),
        ({"name": "A", "areas": ["alchemy"]}, UnknownArea),
        ({"name": "A", "org_number": "121212-1212"}, LooksLikePersonalNumber),
        ({"name": "A", "founded": "long ago"}, DayNotRead),
        ({"name": "A", "last_confirmed": "2026-02-30"}, DayNotRead),
        ({"name": "A", "slug": "finns"}, SlugTaken),
        ({"name": "A", "slug": "Konstig förening/1"}, SlugNotPlain),
        ({"name": "A", "slug": "a" * 121}, SlugTooLong),
        ({"name": "A", "website": "javascript:alert(1)"}, NotALink),
        ({"name": "A", "website": "https://example.org/" + "a" * 200}, NotALink),
        ({"name": "A", "other_names": [{"name": "B" * 201}]}, NameTooLong),
        ({"name": "A", "other_names": [{"name": "B", "kind": "pet"}]}, UnknownWord),
        ({"name": "A", "contact": {"email": "a" * 250 + "@b.se"}}, AddressNotWhole),
        ({"name": "A", "about": {"sv": "halv\0"}}, NotWrittenText),
        ({"name": "A", "slug": "forsta"}, SlugTwice),
        ({"name": "A", "org_number": "899999-9991"}, OrganisationNumberTaken),
        ({"name": "A", "parent": "nowhere"}, UnknownOrganisation),
    ],
)
def test_a_faulty_row_is_named_and_nothing_comes_in(places, row, fault):
    make.make_organisation("Finns")
    good = {"name": "Första", "slug": "forsta", "org_number": "8999999991"}

    with pytest.raises(RowsRefused) as refused:
        import_organisations([good, row], by=BY, origin="made up")

    assert [(number, type(why)) for number, why in refused.value.faults] == [(2, fault)]
    assert Organisation.objects.count() == 1
    assert not AuditLine.objects.filter(action__contains="import_organ").exists()


def test_every_faulty_row_is_named_at_once(places):
    rows = [{"name": "A"}, {}, {"name": "B"}, {"name": "C", "level": "galactic"}]

    with pytest.raises(RowsRefused) as refused:
        import_organisations(rows, by=BY)

    assert [number for number, _ in refused.value.faults] == [2, 4]


def test_names_alike_get_addresses_apart(places):
    made = import_organisations([{"name": "Byalaget"}] * 3, by=BY).organisations

    assert list(made) == ["byalaget", "byalaget-2", "byalaget-3"]
