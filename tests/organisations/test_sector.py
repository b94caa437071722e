"""The sector in figures: what is counted, of whom, since when, and beside what."""

from __future__ import annotations

import html
import json
import re
from datetime import date

import pytest
from django.core.cache import cache
from hypothesis import given
from hypothesis import strategies as st

from overens.common.audit import operator
from overens.common.models import AuditLine
from overens.organisations.actions import (
    count_sector,
    import_areas,
    import_municipalities,
    keep_sector_count,
)
from overens.organisations.models import Area, Municipality, SectorCount
from overens.organisations.queries import published_figures, sector_of
from overens.organisations.queries import sector as counting
from overens.organisations.rules import decades_of, years_before
from tests import make

PAGE = "/organisationer/sektorn/"
TODAY = date(2026, 11, 22)
BY = operator()


def said(response):
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(text).replace("\xa0", " ").split())


@pytest.fixture
def county(db):
    make.make_space()
    import_municipalities(
        [
            {"code": "9901", "name": "Sandhamra", "path": "M0 0 9 0 9 9Z"},
            {"code": "9902", "name": "Tångsund", "path": "M9 0 20 0 20 9Z"},
        ],
        county="99",
        by=BY,
        origin="made up",
    )
    for classification in ("areas", "icnptso"):
        texts = {f"{classification}-one": {"sv": f"Ett {classification}", "en": "One"}}
        import_areas(texts, classification=classification, by=BY)


def some(count, **fields):
    """Make organisations of a kind; return the last."""
    for _number in range(count):
        name = f"Förening {len(counting.Organisation.objects.all())}"
        made = make.make_organisation(name, **fields)
    return made


def test_the_page_is_reached_from_the_list_and_from_the_front_page(client, county):
    listed = client.get("/organisationer/").content.decode()
    assert f'href="{PAGE}"' in listed
    assert client.get(PAGE).status_code == 200
    page = client.get("/en/organisations/the-sector/")
    assert "The sector in figures" in said(page)
    assert 'hreflang="sv"' in page.content.decode()


def test_what_is_dissolved_merged_or_public_is_not_in_the_base(client, county):
    kept = some(3)
    some(2, status="dormant")
    some(1, status="dissolved")
    some(1, merged_into=kept)
    make.make_organisation("Regionen", kind="public")
    make.make_organisation("Någon annanstans", origin="own")

    found = sector_of("made up", TODAY)

    assert found.n == 5
    assert dict(found.statuses) == {"active": 3, "dormant": 2, "dissolved": 1}
    assert found.public == 1
    text = said(client.get(PAGE))
    assert "5 idéburna organisationer i registret ytterligare 1 är upplöst" in text
    assert "3 organisationer är aktiva" in text


def test_every_share_is_of_those_it_is_known_of(client, county):
    some(1)
    two = some(2, form="association", founded="1994-03")
    two.areas.set(Area.objects.all())
    two.municipalities.set(Municipality.objects.all())

    found = sector_of("made up", TODAY)

    assert (found.forms.known, dict(found.forms.counts)) == (2, {"association": 2})
    assert (found.areas.known, dict(found.areas.counts)) == (1, {"areas-one": 1})
    assert (found.icnptso.known, dict(found.icnptso.counts)) == (1, {"icnptso-one": 1})
    # Active in two, it is one organisation of which the place is known.
    assert (found.places.known, dict(found.places.counts)) == (
        1,
        {"9901": 1, "9902": 1},
    )
    assert found.founded == {1994: 2}
    text = said(client.get(PAGE))
    assert "Vanligast: ideell förening Juridisk form. Känt för 2 av 3." in text
    assert "Flest är grundade under 1990-talet" in text


@pytest.mark.parametrize(
    ("confirmed", "band"),
    [
        (date(2026, 11, 22), "0"),
        (date(2025, 11, 23), "0"),
        (date(2025, 11, 22), "1"),
        (date(2024, 11, 23), "1"),
        (date(2024, 11, 22), "2"),
        (None, "never"),
    ],
)
def test_the_age_of_the_facts_is_reckoned_to_the_day(county, confirmed, band):
    some(1, last_confirmed=confirmed)

    counts = sector_of("made up", TODAY).fresh.counts

    assert [key for key, n in counts.items() if n] == [band]


def test_the_map_leads_to_those_who_are_counted(client, county):
    some(1).municipalities.set(Municipality.objects.filter(code="9901"))

    page = client.get(PAGE).content.decode()

    assert "/organisationer/?municipality=9901&amp;kind=civil" in page


def test_an_empty_register_says_so_and_draws_nothing(client, county):
    text = said(client.get(PAGE))

    assert "Inga organisationer i registret än" in text
    assert "Vad de gör" not in text
    for prefix in ("/oppna-data", "/en/open-data"):
        assert client.get(f"{prefix}/sector.json").status_code == 200


def test_a_switched_off_register_has_no_page(client, db):
    make.make_space(columns=["compacts"])

    assert client.get(PAGE).status_code == 404


def test_published_figures_are_quoted_for_an_own_register_only(client, county):
    make.make_space("eget", origin="own")
    make.make_space("kalla", origin="source")

    own = said(client.get(f"{PAGE}?compact=eget"))
    assert "263 498" in own
    assert "nästan 8 500" in own
    assert "bostadsrättsföreningar" in own
    made_up = said(client.get(PAGE))
    assert "Länet här är påhittat" in made_up
    assert "263 498" not in made_up
    assert "täcker inget län" in said(client.get(f"{PAGE}?compact=kalla"))


@pytest.mark.pure
def test_every_published_figure_has_source_year_and_why_it_is_another(db):
    figures = published_figures()

    assert {(figure.year, figure.count) for figure in figures} == {
        (2018, 263_343),
        (2019, 256_657),
        (2020, 260_506),
        (2021, 263_498),
        (2023, 8_500),
    }
    for figure in figures:
        for text in (figure.place, figure.who, figure.what, figure.caveat):
            assert set(text) == {"sv", "en"}


# --- over time ------------------------------------------------------------------------


def test_each_months_last_count_stands(client, county):
    some(2)
    list(count_sector(date(2026, 10, 5)))
    some(1, status="dissolved")
    list(count_sector(date(2026, 10, 30)))
    some(1)
    list(count_sector(date(2026, 11, 2)))

    rows = SectorCount.objects.filter(origin="made up").order_by("month")

    assert [(row.month, row.day, row.active, row.dissolved) for row in rows] == [
        (date(2026, 10, 1), date(2026, 10, 30), 2, 1),
        (date(2026, 11, 1), date(2026, 11, 2), 3, 1),
    ]
    text = said(client.get(PAGE))
    assert "sedan 30 oktober 2026" in text
    assert "november 2026 3 0 1 0" in text


def test_counting_twice_a_day_writes_once_and_one_line_of_audit(county):
    some(1)

    first = list(count_sector(TODAY))
    again = list(count_sector(TODAY))

    assert [line.did for line in first + again] == [True, False]
    written = AuditLine.objects.filter(action="organisations.keep_sector_count")
    assert written.count() == 1


def test_a_count_of_an_earlier_day_does_not_replace_a_later_one(county):
    keep_sector_count(world="own", day=date(2026, 5, 9), counts={"active": 4}, by=BY)

    assert not keep_sector_count(
        world="own", day=date(2026, 5, 2), counts={"active": 9}, by=BY
    )
    assert SectorCount.objects.get().active == 4


def test_before_the_first_count_the_page_says_that_nobody_can_know(client, county):
    some(1)

    assert "Den första månaden står här i morgon" in said(client.get(PAGE))


# --- data, cost -----------------------------------------------------------------------


def test_the_figures_are_open_data_with_base_and_origin(client, county):
    some(2, form="association")
    list(count_sector(TODAY))

    rows = json.loads(client.get("/oppna-data/sector.json").getvalue())["rows"]
    form = next(row for row in rows if row["key"] == "association")
    assert form == {
        "figure": "forms",
        "key": "association",
        "label": "ideell förening",
        "count": 2,
        "base": 2,
        "origin": "made up",
    }
    months = json.loads(client.get("/oppna-data/sector-counts.json").getvalue())
    assert months["rows"][0]["active"] == 2
    assert 'href="/oppna-data/sector/"' in client.get(PAGE).content.decode()


def test_the_page_costs_the_same_with_many(
    client, county, django_assert_max_num_queries
):
    for _number in range(30):
        some(1).municipalities.set(Municipality.objects.all())
    with django_assert_max_num_queries(12):
        client.get(PAGE)


def test_a_large_register_is_counted_once_in_a_while(county, monkeypatch):
    cache.clear()
    monkeypatch.setattr(counting, "COUNTED_EACH_TIME", 1)
    some(2)
    assert sector_of("made up", TODAY).n == 2
    some(1)
    assert sector_of("made up", TODAY).n == 2
    cache.clear()
    assert sector_of("made up", TODAY).n == 3


# --- rules ----------------------------------------------------------------------------


@pytest.mark.pure
@given(st.dictionaries(st.integers(1500, 2100), st.integers(1, 99)))
def test_decades_lose_nobody_and_leave_no_gap(years):
    found = decades_of(years)
    known = [decade for decade in found if decade]

    assert sum(found.values()) == sum(years.values())
    assert known == list(range(min(known, default=0), max(known, default=-1) + 1, 10))


@pytest.mark.pure
@given(st.dates(date(1900, 1, 1)), st.integers(0, 5))
def test_some_years_before_is_the_same_day_or_the_28th_of_february(day, years):
    before = years_before(day, years)

    assert before.year == day.year - years
    assert (before.month, before.day) in {(day.month, day.day), (2, 28)}


def test_a_register_of_only_dissolved_ones_draws_no_share_of_none(client, strandland):
    make.make_organisation("Borta", status="dissolved")

    page = client.get(PAGE).content.decode()

    assert "ytterligare 1 är upplöst" in " ".join(page.split())
    assert "0 av 0" not in page and 'href="#what"' not in page


def test_without_municipalities_the_page_says_so(client, strandland):
    make.make_organisation("Röda tråden")

    page = client.get(PAGE).content.decode()

    assert "Registret känner inte till några kommuner" in page


def test_words_that_name_no_compact_are_not_led_on(client, county):
    page = client.get(PAGE + "?compact=a%23b%22c").content.decode()

    assert "a#b" not in page
