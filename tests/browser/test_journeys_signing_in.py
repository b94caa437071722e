"""Signing in by a mailed code, and Eve, who tries what is not hers."""

from __future__ import annotations

import re
import time

import pytest

from tests.browser.conftest import sign_in_as
from tests.browser.looking import axe_faults, too_wide
from tests.browser.pages import YEAR
from tests.browser.words import wrong_language

PETRAS = [
    "/kansli/",
    "/kansli/strandland/",
    "/kansli/strandland/personer/",
    "/overenskommelser/strandland/forsta-timmen/",
    "/overenskommelser/strandland/ny-version/",
    "/overenskommelser/strandland/undertecknare/las-in/",
    "/overenskommelser/strandland/registrera-beslut/",
    "/overenskommelser/strandland/ny-grupp/",
    "/planer/ny/strandland/",
    f"/planer/strandland-{YEAR}/importera/",
    f"/planer/strandland-{YEAR}/a-07/andra/",
    f"/uppfoljning/strandland/{YEAR}/ord/",
    "/organisationer/ny/",
    "/organisationer/strandlands-brukarrad/andra/",
]


def ask_for_code(page, site, address):
    page.goto(f"{site}/logga-in/")
    page.fill("main input[type=email]", address)
    page.click("button:has-text('Skicka en kod')")


def mailed_code(data, address):
    """Return the code of the latest mail to an address; None when there is none."""
    for _attempt in range(50):
        mails = sorted(
            (data / "mail").glob("**/*"), key=lambda one: one.stat().st_mtime
        )
        texts = [one.read_text() for one in mails if one.is_file()]
        codes = [
            re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", text, re.M)
            for text in texts
            if f"To: {address}" in text
        ]
        if any(codes):
            return [code for code in codes if code][-1][1]
        time.sleep(0.1)
    return None


def test_vera_signs_in_by_the_code_in_the_mail(own_site, open_page):
    site, data = own_site
    phone = open_page(width=390, height=844, may_fail=True)
    ask_for_code(phone, site, "vera@example.org")
    assert "vera@example.org" in phone.inner_text("main")
    assert axe_faults(phone) + wrong_language(phone) + too_wide(phone) == []

    phone.fill("main input[name=code]", "ABCDEF")
    phone.click("main button:has-text('Logga in')")
    assert phone.title().startswith("Fel:")
    assert phone.locator("[role=alert]").first.inner_text()
    assert axe_faults(phone) + wrong_language(phone) == []

    phone.fill("main input[name=code]", mailed_code(data, "vera@example.org"))
    phone.click("main button:has-text('Logga in')")
    phone.goto(f"{site}/min-sida/")
    assert "Strandlands Brukarråd" in phone.inner_text("main")


def test_an_unknown_address_is_answered_as_a_known_one_and_gets_no_code(
    own_site, open_page
):
    site, data = own_site
    known, unknown = open_page(), open_page()
    ask_for_code(known, site, "nils@example.org")
    ask_for_code(unknown, site, "ingen@example.org")

    same = known.inner_text("main").replace("nils@", "ingen@")
    assert unknown.inner_text("main") == same
    assert mailed_code(data, "nils@example.org")
    assert all(
        "To: ingen@example.org" not in one.read_text()
        or not re.search(r"^\s*[A-Z0-9]{3}-?[A-Z0-9]{3}\s*$", one.read_text(), re.M)
        for one in (data / "mail").glob("**/*")
        if one.is_file()
    )


def test_eve_gets_nowhere_and_is_told_so_in_swedish(own_site, open_page):
    site, _data = own_site
    page = open_page(may_fail=True)
    sign_in_as(page, site, "eve")
    answers = {address: page.goto(site + address).status for address in PETRAS}

    assert {address for address, answer in answers.items() if answer == 200} == set()
    assert "Traceback" not in page.content()
    assert axe_faults(page) + wrong_language(page) + too_wide(page) == []


@pytest.mark.parametrize("address", PETRAS[:4])
def test_somebody_not_signed_in_is_asked_to_sign_in(own_site, page, address):
    answer = page.goto(own_site[0] + address)

    assert "/logga-in/" in answer.url or answer.status in (403, 404)
