"""Vera opens the link from the mail on her phone; no sign-in, no JavaScript."""

from __future__ import annotations

import re

from tests.browser.looking import axe_faults, too_wide


def test_each_page_behind_the_link_is_accessible_on_a_phone(own_site, open_page):
    # What is done here is undone here: the site is the next test's too.
    site, _data = own_site
    phone = open_page(width=390, height=844)
    phone.goto(f"{site}/mejl/")
    link = re.search(r"/lage/[\w-]+/", phone.content())[0]
    faults = {}

    def look(name):
        faults[name] = axe_faults(phone) + too_wide(phone)
        phone.emulate_media(color_scheme="dark")
        faults[f"{name}, dark"] = axe_faults(phone)
        phone.emulate_media(color_scheme="light")

    phone.goto(site + link)
    look("question")
    phone.goto(f"{site}/en{link.replace('lage', 'progress')}")
    look("question in English")
    phone.goto(site + link)
    phone.click("button:has-text('Ja, det går enligt plan')")
    look("receipt")
    phone.click("button:has-text('Ångra rapporten')")
    look("undone")

    assert {name: found for name, found in faults.items() if found} == {}


def test_vera_reports_on_a_phone_without_javascript(own_site, open_page):
    site, _data = own_site
    phone = open_page(width=390, height=844, javascript=False, may_fail=True)
    phone.goto(f"{site}/mejl/")
    link = re.search(r"/lage/[\w-]+/", phone.content())[0]

    phone.goto(site + link)
    assert "Du svarar för Strandlands Brukarråd." in phone.inner_text("main")
    phone.click("button:has-text('Ja, det går enligt plan')")

    receipt = phone.inner_text("main")
    number = re.search(r"LR-[0-9A-F]{8}", receipt)[0]
    assert "Tack. Rapporten har kommit in" in receipt
    phone.click("text=Se den på åtgärdens sida")
    assert number in phone.inner_text("main")

    # She was too quick: she undoes it, and tells how it goes.
    phone.goto(site + link)
    phone.click("button:has-text('Ångra rapporten')")
    assert "Rapporten är ångrad" in phone.inner_text("main")
    phone.check("text=Försenad")
    phone.click("button:has-text('Skicka rapporten')")
    assert "Skriv en eller två rader" in phone.inner_text("main")
    phone.fill("textarea[name=text]", "Mötet flyttades.\nVi ses i januari.")
    phone.click("button:has-text('Skicka rapporten')")
    assert "Mötet flyttades." in phone.inner_text("main")

    # Petra sees it among what needs to be done.
    phone.goto(f"{site}/logga-in/")
    phone.click("form[action*='/petra/'] button")
    phone.goto(f"{site}/att-gora/")
    assert "Ny lägesrapport: Å-06" in phone.inner_text("main")
