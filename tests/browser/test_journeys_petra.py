"""Petra, who runs the secretariat: the first hour, a decision, a follow-up, a mail."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import sign_in_as
from tests.browser.looking import WIDE
from tests.browser.pages import YEAR

TEXT = """# Överenskommelsen Strandland

## Syfte

Vi vill mer tillsammans.

## Principer

### Dialog

Vi talar med varandra innan vi bestämmer.

## Åtaganden

### Region Strandland

- Vi säger tidigt vad som går att påverka.
"""
SIGNATORIES = (
    "Namn\tDatum\tPart\tUnderlag\n"
    f"Föreningen Bryggan\t{YEAR}-01-04\tIdéburen sektor\tenligt förteckning\n"
    "Kustens Seglare\ti våras\tIdéburen sektor\tenligt förteckning\n"
    f"\t{YEAR}-01-05\tIdéburen sektor\tenligt förteckning\n"
)
MEASURES = (
    "Nummer\tÅtgärd\tKlar senast\n"
    f"Å-26\tLeka ihop\t{YEAR}-12-20\n"
    "Å-27\tSnöröja\tsnart\n"
)


@pytest.fixture(scope="module")
def signed_in(browser, own_site):
    context = browser.new_context(viewport=WIDE, locale="sv-SE")
    opened = context.new_page()
    sign_in_as(opened, own_site[0], "petra")
    opened.close()
    yield context
    context.close()


@pytest.fixture
def petra(signed_in, watch):
    opened = watch(signed_in.new_page(), may_fail=True)
    yield opened
    opened.close()


@pytest.fixture
def site(own_site):
    return own_site[0]


def said(page):
    return page.inner_text("main")


def press(page, words):
    with page.expect_navigation():
        page.locator("main button", has_text=re.compile(words)).first.click()


def test_petra_pastes_a_text_looks_at_it_saves_it_and_takes_it_back(site, petra):
    petra.goto(f"{site}/overenskommelser/strandland/forsta-timmen/")
    petra.click("text=Klistra in överenskommelsens text")
    petra.fill("textarea[name=text]", TEXT)
    press(petra, "Se vad vi har förstått")
    assert "Inget är sparat än" in said(petra)
    assert "Vi säger tidigt vad som går att påverka." in said(petra)

    press(petra, "Spara")
    petra.goto(f"{site}/overenskommelser/strandland/")
    assert "Vi vill mer tillsammans." not in said(petra), "it is not in force yet"

    petra.goto(f"{site}/overenskommelser/strandland/forsta-timmen/")
    petra.locator("main a", has_text="Se eller ångra").first.click()
    press(petra, "Ångra")
    petra.goto(f"{site}/overenskommelser/strandland/forsta-timmen/")
    assert "2 versioner" in said(petra)


def test_rows_from_a_sheet_are_refused_by_row_and_column_and_the_rest_is_saved(
    site, petra
):
    petra.goto(f"{site}/overenskommelser/strandland/undertecknare/las-in/")
    petra.fill("textarea[name=text]", SIGNATORIES)
    press(petra, "Titta på raderna")
    assert "Rad 3, kolumn Datum: ”i våras” är inget datum" in said(petra)
    assert "Rad 4, kolumn Namn" in said(petra)

    press(petra, "Ändra raderna")
    kept = petra.input_value("textarea[name=text]")
    assert kept.replace("\r\n", "\n").strip() == SIGNATORIES.strip()
    petra.fill("textarea[name=text]", kept.replace("i våras", f"{YEAR}-03-02"))
    press(petra, "Titta på raderna")
    assert "Rad 3" not in said(petra)
    press(petra, "Spara")

    petra.goto(f"{site}/overenskommelser/strandland/undertecknare/")
    assert "Kustens Seglare" in said(petra)
    assert "Föreningen Bryggan" in said(petra)


def test_measures_from_a_sheet_are_looked_at_saved_and_taken_back(site, petra):
    plan = f"{site}/planer/strandland-{YEAR}/"
    petra.goto(f"{plan}importera/")
    petra.fill("textarea[name=pasted]", MEASURES)
    press(petra, "Titta innan du sparar")
    assert "i stället för ”snart”" in said(petra)

    press(petra, "Spara 1 åtgärd")
    petra.goto(plan)
    assert "Leka ihop" in said(petra)
    assert "Snöröja" not in said(petra)

    petra.goto(f"{plan}importera/")
    press(petra, "Ångra")
    petra.goto(plan)
    assert "Leka ihop" not in said(petra)


def test_petra_finds_an_organisation(site, petra):
    petra.goto(f"{site}/organisationer/")
    petra.fill("main input[type=search], main input[name=q]", "brukarråd")
    press(petra, "Visa")
    petra.click("main a:has-text('Strandlands Brukarråd')")

    assert petra.inner_text("h1") == "Strandlands Brukarråd"


def test_a_decision_without_a_known_number_shows_the_hole(site, petra):
    petra.goto(f"{site}/overenskommelser/strandland/registrera-beslut/")
    petra.fill("[name=title_sv]", "Lokaler för föreningar")
    petra.fill("[name=body_name_sv]", "Kulturnämnden")
    petra.check("[name=kind] >> nth=0")
    petra.fill("[name=day]", f"{YEAR}-02")
    press(petra, "Registrera beslutet")

    assert "Lokaler för föreningar" in said(petra)
    assert f"februari {YEAR}" in said(petra)
    assert petra.locator("main .hole").count() >= 1


def test_a_follow_up_is_counted_published_and_stands(site, petra):
    petra.goto(f"{site}/uppfoljning/strandland/{YEAR}/")
    press(petra, "Räkna om")
    assert "Utkast" in said(petra)
    petra.locator("main a", has_text="Publicera").first.click()
    petra.wait_for_load_state()
    press(petra, "Publicera")

    assert "Utkast" not in said(petra)
    assert petra.locator("main button", has_text="Räkna om").count() == 0


def test_a_mail_that_has_not_left_is_stopped(site, petra):
    petra.goto(f"{site}/planer/strandland-{YEAR}/a-07/")
    press(petra, "Fråga")
    petra.goto(f"{site}/mejl/")
    first = petra.locator("main .rows > li").first
    assert "Å-07" in first.inner_text()

    first.locator("button", has_text="Stoppa mejlet").click()
    petra.wait_for_load_state()

    assert "Å-07" in said(petra)
    assert petra.locator("main .rows > li").first.locator("button").count() == 0
