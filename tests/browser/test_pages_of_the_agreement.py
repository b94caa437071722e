"""Who has agreed to what: each kind of page, looked at by a browser."""

from __future__ import annotations

import pytest

from tests.browser.looking import faults_here, twin_faults, twin_of
from tests.browser.pages import AGREEING


@pytest.mark.parametrize("path", AGREEING)
def test_a_page_is_accessible_narrow_and_whole_in_both_languages(site, page, path):
    assert page.goto(site + path).status == 200

    found = faults_here(page) + twin_faults(page, twin_of(page))

    assert not found, "\n".join(found)
