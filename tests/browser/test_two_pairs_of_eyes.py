"""Petra has asked for answers one by one; Ada, who runs the service, decides."""

from __future__ import annotations

import pytest

from tests.browser.conftest import sign_in_as
from tests.browser.looking import PHONE, WIDE, axe_faults, faults_here


@pytest.fixture
def as_one(browser, own_site, watch):
    """Return a function that opens what waits for somebody, signed in."""
    contexts = []

    def _as_one(name, size):
        context = browser.new_context(viewport=size, locale="sv-SE")
        contexts.append(context)
        page = watch(context.new_page(), may_fail=True)
        sign_in_as(page, own_site[0], name)
        page.goto(f"{own_site[0]}/att-gora/?compact=strandland")
        return page

    yield _as_one
    for context in contexts:
        context.close()


def test_ada_reads_decides_and_petra_reads_why(as_one):
    ada = as_one("ada", PHONE)
    ada.get_by_role("link", name="Läs och bestäm").click()
    assert "Det här lovades de som svarade" in ada.inner_text("main")
    assert axe_faults(ada) == []
    ada.get_by_label("Jag säger nej").check()
    ada.get_by_role("button", name="Spara beslutet").click()
    assert "Skriv varför du säger nej" in ada.inner_text("main")
    assert axe_faults(ada) == []
    ada.get_by_label("Vad vill du säga").fill("Tabellen kontrolleras i rapporten.")
    ada.get_by_role("button", name="Spara beslutet").click()
    assert "Du har sagt nej" in ada.inner_text("main")
    assert faults_here(ada) == []

    petra = as_one("petra", WIDE)
    petra.get_by_role("link", name="Läs varför").click()
    assert "Tabellen kontrolleras i rapporten." in petra.inner_text("main")
    assert faults_here(petra) == []
    petra.get_by_role("button", name="Jag har läst det").click()
    assert petra.get_by_role("button", name="Jag har läst det").count() == 0


def test_petra_fetches_what_ada_has_agreed_to(as_one):
    petra = as_one("petra", PHONE)
    petra.get_by_role("link", name="Hämta raderna").click()
    assert faults_here(petra) == []
    with petra.expect_download() as fetched:
        petra.get_by_role("button", name="Hämta CSV").click()
    assert fetched.value.suggested_filename.endswith(".csv")
