"""The pages of open data: what they list, what they cost, in both languages."""

from __future__ import annotations

import html
import re

import pytest
from django.urls import reverse
from django.utils import translation

from overens.opendata.queries import DATA_SETS
from tests import make
from tests.opendata.filled import Filled
from tests.plans.make import a_measure, a_plan, a_report

KEYS = list(DATA_SETS)
# Queries that one file may cost, however many rows it has; each survey adds eight.
MOST_QUERIES = 12


@pytest.fixture
def filled(db):
    return Filled().everything()


def said(response):
    """Return a page's words without its marks."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(text).replace("\xa0", " ").split())


def test_the_page_lists_every_data_set_with_rows_and_forms(client, filled):
    page = client.get("/oppna-data/")
    text = page.content.decode()
    assert page.status_code == 200
    for key, found in DATA_SETS.items():
        assert f'href="/oppna-data/{key}/"' in text
        for ending in ("csv", "xlsx", "json"):
            assert f'href="/oppna-data/{key}.{ending}"' in text
        with translation.override("sv"):
            assert str(found.title) in said(page)
    assert "/oppna-data/allt.xlsx" in text
    assert "Ta med er allt" in said(page)
    assert "CC0" in said(page)


def test_the_pages_cost_at_most_twelve_queries(
    client, filled, django_assert_max_num_queries
):
    addresses = ["/oppna-data/", "/oppna-data/ordlista/", "/en/open-data/"]
    for address in [*addresses, *(f"/oppna-data/{key}/" for key in KEYS)]:
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200, address


def many_rows():
    """Fill a world with two dozen rows of what a file reads along."""
    from overens.compacts.models import Party, Signature
    from overens.organisations.models import ContactRole, Municipality

    space = make.make_space()
    compact = make.make_compact(space)
    version = compact.versions.get()
    party = Party.objects.get(compact=compact, key="civil")
    place = Municipality.objects.create(code="9901", name="Sandhamra", county="99")
    plan = a_plan(space)
    for number in range(24):
        organisation = make.make_organisation(f"Förening {number}")
        organisation.municipalities.add(place)
        ContactRole.objects.create(
            organisation=organisation, role={"sv": "Ordförande"}, email="x@example.org"
        )
        Signature.objects.create(
            version=version, organisation=organisation, party=party, origin="made up"
        )
        make.make_unit(f"Nämnd {number}")
        a_report(a_measure(plan, civil_organisation=organisation))


@pytest.mark.parametrize(
    "key",
    ["organisations", "organisation-contacts", "units", "signatories", "measures"]
    + ["progress-reports"],
)
def test_more_rows_cost_no_more_queries(db, client, key, django_assert_max_num_queries):
    many_rows()
    with django_assert_max_num_queries(MOST_QUERIES):
        response = client.get(f"/oppna-data/{key}.csv")
    assert response.getvalue().count(b"\r\n") >= 25


def test_a_data_set_without_rows_says_so(client, strandland):
    make.make_compact(strandland)
    page = client.get("/oppna-data/measures/")
    assert page.status_code == 200
    assert "Inga rader ännu" in said(page)
    # The file is there all the same, with its headings.
    assert (
        client.get("/oppna-data/measures.csv").getvalue().startswith(b"\xef\xbb\xbfid,")
    )


def test_a_files_name_says_compact_set_and_language(client, filled):
    response = client.get("/en/open-data/measures.xlsx")
    assert 'filename="strandland-measures-en.xlsx"' in response["Content-Disposition"]
    assert response["Access-Control-Allow-Origin"] == "*"


def test_another_compact_is_asked_for_by_name_and_kept_in_the_links(client, filled):
    make.make_compact(make.make_space("grannland", name={"sv": "Grannavtalet"}))
    page = client.get("/oppna-data/?compact=grannland")
    assert "/oppna-data/versions.csv?compact=grannland" in page.content.decode()
    assert "Grannavtalet" in said(page)


@pytest.mark.parametrize(
    "address",
    [
        "/oppna-data/finns-inte/",
        "/oppna-data/finns-inte.csv",
        "/oppna-data/measures.exe",
        "/oppna-data/?compact=finns-inte",
        "/oppna-data/allt.xlsx?compact=finns-inte",
    ],
)
def test_what_is_not_there_is_not_found_in_a_sentence(client, filled, address):
    response = client.get(address)
    assert response.status_code == 404
    assert 'lang="sv"' in response.content.decode()


def test_an_installation_without_a_compact_has_no_data_and_no_fault(client, db):
    assert client.get("/oppna-data/").status_code == 404


def test_the_dictionary_shows_every_column(client, filled):
    text = said(client.get("/oppna-data/ordlista/"))
    for found in DATA_SETS.values():
        for column in found.columns:
            assert column.key in text


def test_the_english_page_has_no_swedish_left(client, filled):
    text = said(client.get("/en/open-data/"))
    assert "Take everything with you" in text
    assert "Ta med er allt" not in text and "rader" not in text


def test_each_page_leads_to_its_twin(client, filled):
    for key in ("measures", "sentences"):
        page = client.get(f"/oppna-data/{key}/").content.decode()
        assert re.search(f'hreflang="en" href="[^"]*/en/open-data/{key}/"', page)


def test_addresses_are_translated():
    for language, address in (("sv", "/oppna-data/"), ("en", "/en/open-data/")):
        with translation.override(language):
            assert reverse("opendata:open_data") == address
            everything = "allt.xlsx" if language == "sv" else "everything.xlsx"
            assert reverse("opendata:everything") == address + everything
            file = reverse("opendata:dataset_file", args=["measures", "csv"])
            assert file == f"{address}measures.csv"
