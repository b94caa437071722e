"""Pages behind the links of the register's mails, opened on a phone by nobody known."""

from __future__ import annotations

import re

import pytest

from tests.browser.keys import tripped_over
from tests.browser.looking import faults_here, twin_faults, twin_of

LINKS = {
    "is it right": (r"/bekrafta/[\w-]+/", ""),
    "put right": (r"/bekrafta/[\w-]+/", "a:has-text('Nej, rätta något')"),
    "do you still": (r"/fortfarande/[\w-]+/", ""),
    "is it your address": (r"/anmalan/[\w-]+/", ""),
}


@pytest.mark.parametrize("name", LINKS)
def test_the_page_behind_a_mailed_link_is_for_everyone(own_site, open_page, name):
    pattern, further = LINKS[name]
    site, _data = own_site
    phone = open_page(width=390, height=844)
    phone.goto(f"{site}/mejl/")
    link = re.search(pattern, phone.content())

    assert link, "no mail of the demonstration has one"
    phone.goto(site + link[0])
    if further:
        phone.click(further)
        phone.wait_for_load_state()
    found = tripped_over(phone) + faults_here(phone)
    found += twin_faults(phone, twin_of(phone))

    assert not found, "\n".join(found)
