"""What the frame says of the page that is shown: which compact, which address."""

from __future__ import annotations

import re

import pytest

from tests import make

pytestmark = pytest.mark.django_db


def head_of(client, address: str) -> dict[str, str]:
    """Return the canonical address and the twins that a page names."""
    drawn = client.get(address).content.decode()
    links = re.findall(r'<link rel="(canonical|alternate)"([^>]*)>', drawn)
    found = {}
    for rel, rest in links:
        language = re.search(r'hreflang="(\w+)"', rest)
        found[language[1] if language else rel] = re.search(r'href="([^"]*)"', rest)[1]
    return found


@pytest.mark.parametrize(
    "address",
    ["/organisationer/", "/planer/", "/uppfoljning/", "/enkater/", "/"],
)
def test_a_compact_that_there_is_not_is_not_found(client, strandland, address):
    answer = client.get(f"{address}?compact=nope")

    assert answer.status_code == 404
    assert "Vi hittar inte sidan" in answer.content.decode()
    # Asked for by nothing, it is the front page's.
    assert client.get(f"{address}?compact=").status_code == 200


def test_search_engines_are_told_what_decides_the_content_in_both_languages(
    client, strandland
):
    make.make_space("grannland")

    told = head_of(client, "/organisationer/?utm_source=brev&q=råd&compact=grannland")

    query = "?compact=grannland&amp;q=r%C3%A5d"
    assert told["canonical"].endswith(f"/organisationer/{query}")
    assert told["sv"] == told["canonical"]
    assert told["en"].endswith(f"/en/organisations/{query}")


def test_the_strip_of_the_demonstration_calls_no_new_compact_a_source(
    client, strandland, settings
):
    settings.DEMONSTRATION = True
    make.make_space("nytt", origin="own")
    make.make_space("hok", origin="source")

    drawn = client.get("/organisationer/").content.decode()

    strip = drawn[drawn.index('class="origin"') :]
    sources, rest = strip.index("Källorna:"), strip.index("Se också:")
    assert sources < strip.index("hok") < rest < strip.index("nytt")
