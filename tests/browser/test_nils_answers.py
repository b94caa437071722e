"""Somebody answers a survey on a phone by the link of a mail, or by its code."""

from __future__ import annotations

import re

import pytest

from tests.browser.looking import axe_faults, too_wide
from tests.browser.words import wrong_language

SENDS = "button[value=send]"


def unused_tokens(phone, site):
    """Return the codes in the demonstration's mails that no answer came in by."""
    phone.goto(f"{site}/mejl/")
    tokens = list(dict.fromkeys(re.findall(r"/svara/#([a-z2-7]{52})", phone.content())))
    unused = []
    for token in tokens:
        phone.goto(f"{site}/svara/")
        phone.fill("input[name=code]", token)
        phone.click("button:has-text('Fortsätt')")
        if phone.locator("button:has-text('Börja')").count():
            unused.append(token)
    assert unused, "the demonstration has no link left"
    return unused


def fill_in(phone):
    """Answer whatever the page asks."""
    for kind in ("radio", "checkbox"):
        choices = phone.locator(f"main input[type={kind}]")
        if choices.count():
            choices.first.check(force=True)
            return
    text = phone.locator("main textarea")
    if text.count():
        text.first.fill("Mer tid för samråd, även på Öland.")


def go_through(phone, look=lambda name: None):
    """Answer every question; end at the page that sends."""
    for number in range(40):
        if phone.locator(SENDS).count():
            return
        look(f"question {number}")
        fill_in(phone)
        phone.click("button:has-text('Nästa')")
    raise AssertionError("the questions do not end")


def test_the_link_opens_on_a_phone_and_each_page_is_for_everyone(own_site, open_page):
    site, _data = own_site
    token = unused_tokens(open_page(may_fail=True), site)[0]
    phone = open_page(width=390, height=844, may_fail=True)
    faults = {}

    def look(name):
        faults[name] = axe_faults(phone) + too_wide(phone) + wrong_language(phone)
        phone.emulate_media(color_scheme="dark")
        faults[f"{name}, dark"] = axe_faults(phone)
        phone.emulate_media(color_scheme="light")

    phone.goto("about:blank")
    phone.goto(f"{site}/svara/#{token}")
    phone.wait_for_selector("text=Vem ser dina svar?")
    assert phone.url == f"{site}/svara/"
    look("first page")
    phone.click("button:has-text('Jag vill inte svara')")
    look("a no")
    phone.click("button:has-text('Tillbaka')")
    phone.click("button:has-text('Börja')")
    go_through(phone, look)
    look("check")
    phone.click("button:has-text('English')")
    phone.wait_for_selector("text=Check your answers")
    look("check in English")
    phone.click("button:has-text('Svenska')")
    phone.click(SENDS)
    phone.wait_for_selector("text=Tack, dina svar har kommit in")
    look("receipt")

    assert {name: found for name, found in faults.items() if found} == {}
    assert phone.context.cookies() == []

    # Whoever takes the phone next presses Back.
    phone.go_back()
    phone.wait_for_selector("input[name=code]")
    assert phone.input_value("input[name=code]") == ""


def test_the_phones_own_back_button_loses_nothing(own_site, open_page):
    site, _data = own_site
    phone = open_page(width=390, height=844, may_fail=True)
    token = unused_tokens(phone, site)[-1]

    phone.goto("about:blank")
    phone.goto(f"{site}/svara/#{token}")
    phone.click("button:has-text('Börja')")
    while not phone.locator("text=Fråga 1 av").count():
        fill_in(phone)
        phone.click("button:has-text('Nästa')")
    fill_in(phone)
    phone.click("button:has-text('Nästa')")
    second = phone.inner_text("main")
    phone.go_back()
    assert "Fråga 1 av" in phone.inner_text("main")
    phone.go_forward()

    assert phone.inner_text("main") == second


@pytest.mark.parametrize("written", ["whole", "in groups"])
def test_without_script_one_writes_the_code_of_the_letter(own_site, open_page, written):
    site, _data = own_site
    looking = open_page(width=390, height=844, may_fail=True)
    token = unused_tokens(looking, site)[-1]
    if written == "in groups":
        token = "-".join(token[at : at + 4] for at in range(0, 52, 4)).upper()
    phone = open_page(width=390, height=844, javascript=False, may_fail=True)

    phone.goto(f"{site}/svara/")
    phone.fill("input[name=code]", token)
    phone.click("button:has-text('Fortsätt')")
    phone.click("button:has-text('Börja')")
    go_through(phone)
    phone.click(SENDS)

    assert "Tack, dina svar har kommit in" in phone.inner_text("main")
    phone.goto(f"{site}/svara/")
    phone.fill("input[name=code]", token)
    phone.click("button:has-text('Fortsätt')")
    assert "redan kommit in" in phone.inner_text("main")
