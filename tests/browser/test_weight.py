"""Public pages stay within their budget of bytes, and no request leaves for more."""

from __future__ import annotations

import gzip
import urllib.request

import pytest

from bench.weight import MOST_CONTENT, MOST_SCRIPT, PAGES, weigh


@pytest.mark.parametrize("path", dict.fromkeys(PAGES))
def test_a_page_weighs_no_more_than_its_budget(site, path):
    def fetch(address):
        request = urllib.request.Request(f"{site}{address}")
        request.add_header("Accept-Encoding", "gzip")
        with urllib.request.urlopen(request, timeout=60) as response:
            data = response.read()
        return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data

    found = weigh(path, fetch)

    assert found.content <= MOST_CONTENT, found
    assert found.scripts <= MOST_SCRIPT, found
    assert found.styles and found.fonts, "nothing was found to weigh"
