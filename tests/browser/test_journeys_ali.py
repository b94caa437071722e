"""Ali, who is not signed in, reads, follows and takes along what is public."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from tests.browser.pages import YEAR


def fetched(page, address):
    answer = page.context.request.get(address)
    assert answer.ok, address
    return answer


def test_ali_reads_the_survey_and_the_bases_stand_beside_the_shares(site, page):
    page.goto(f"{site}/enkater/hok-2020/resultat/")
    text = page.inner_text("main")

    assert "8 av 11" in text
    assert "13 av 20" in text
    # The chart's own numbers: 9, 4 and 0 of 13.
    assert "69 %" in text
    assert "31 %" in text


@pytest.mark.parametrize(
    ("ending", "begins"),
    [("pdf", b"%PDF-"), ("docx", b"PK"), ("xlsx", b"PK"), ("json", b"{")],
)
def test_the_survey_can_be_taken_along(site, page, ending, begins):
    page.goto(f"{site}/enkater/hok-2020/resultat/")
    links = page.locator(f"main a[href*='resultat.{ending}']")
    assert links.count() >= 1, "no link to it"

    answer = fetched(page, site + links.first.get_attribute("href"))

    assert answer.body().startswith(begins)


def test_a_csv_opens_as_utf_8_with_a_heading(site, page):
    text = fetched(page, f"{site}/enkater/hok-2020/resultat.csv").body().decode("utf-8")

    assert "hok-2020" in text or "knows-compact" in text
    assert len(text.splitlines()) > 10


def test_the_word_file_holds_the_survey(site, page):
    body = fetched(page, f"{site}/enkater/hok-2020/resultat.docx").body()

    with zipfile.ZipFile(io.BytesIO(body)) as word:
        assert "word/document.xml" in word.namelist()
        assert "nämnd" in word.read("word/document.xml").decode()


def test_ali_follows_a_sentence_back_to_where_it_came_from(site, page):
    page.goto(f"{site}/overenskommelser/strandland/")
    link = page.locator("main a:has-text('Följ meningen')").first
    link.click()

    assert "/folj/" in page.url
    assert page.locator("main h1").inner_text()
    assert page.locator("main li, main .row").count() >= 1


def test_ali_takes_the_open_data_along(site, page):
    page.goto(f"{site}/oppna-data/")
    assert page.locator("main a[href$='allt.xlsx']").count() >= 1

    rows = json.loads(fetched(page, f"{site}/oppna-data/measures.json").body())
    workbook = fetched(page, f"{site}/oppna-data/allt.xlsx").body()

    assert rows
    assert workbook.startswith(b"PK")


def test_ali_opens_the_interface_and_its_description(site, page):
    api = fetched(page, f"{site}/api/v1/openapi.json").json()

    assert api["openapi"].startswith("3")


def test_a_measure_is_searched_found_and_read(site, page):
    page.goto(f"{site}/planer/strandland-{YEAR}/")
    page.fill("main [name=q]", "tolk")
    with page.expect_navigation():
        page.click("main button:has-text('Visa')")

    assert "Tolk" in page.inner_text("main")
    assert "Å-01" not in page.inner_text("main")
