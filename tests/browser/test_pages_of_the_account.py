"""What became of it, and the rest of the house: each kind of page in a browser."""

from __future__ import annotations

import pytest

from tests.browser.looking import faults_here, twin_faults, twin_of
from tests.browser.pages import ACCOUNTING


@pytest.mark.parametrize("path", ACCOUNTING)
def test_a_page_is_accessible_narrow_and_whole_in_both_languages(site, page, path):
    missing = "finns-inte" in path
    assert page.goto(site + path).status == (404 if missing else 200)
    found = faults_here(page)

    twin = f"{site}/en/nothing-here/" if missing else twin_of(page)

    found += twin_faults(page, twin)

    assert not found, "\n".join(found)
