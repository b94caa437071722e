"""What the public pages weigh: HTML, styles and fonts; scripts; compressed."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from bench import world
from bench.part import Part, kb, run_alone

# Bytes; the budget of a public page.
MOST_CONTENT = 150_000
MOST_SCRIPT = 45_000

PAGES = (
    *world.PAGES.values(),
    "/overenskommelser/hok/",
    "/overenskommelser/hok/beslut/",
    "/grupper/",
    "/planer/",
    "/enkater/",
    "/uppfoljning/",
    "/uppfoljning/hok/2020/",
    "/oppna-data/ordlista/",
    "/handbok/",
)

Fetch = Callable[[str], bytes]


@dataclass(frozen=True)
class Weight:
    """A page's bytes as they travel: text compressed, fonts as they are."""

    html: int
    styles: int
    fonts: int
    scripts: int

    @property
    def content(self) -> int:
        """What has to come before the page looks as it should."""
        return self.html + self.styles + self.fonts


class _Linked(HTMLParser):
    """Collects what a page asks for, and the letters it shows."""

    def __init__(self) -> None:
        super().__init__()
        self.styles: list[str] = []
        self.scripts: list[str] = []
        self.preloaded: list[str] = []
        self.letters: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "script" and given.get("src"):
            self.scripts.append(given["src"])
        if tag == "link" and given.get("rel") == "stylesheet":
            self.styles.append(given["href"])
        if tag == "link" and given.get("as") == "font":
            self.preloaded.append(given["href"])

    def handle_data(self, data: str) -> None:
        self.letters.update(data)


_FACE = re.compile(r"@font-face\s*{([^}]*)}")
_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)")
_RANGE = re.compile(r"unicode-range:([^;}]+)")


def _covers(ranges: str, letters: set[str]) -> bool:
    """Tell whether a browser would fetch a font for any of the letters."""
    for part in ranges.split(","):
        first, _, last = part.strip().upper().removeprefix("U+").partition("-")
        low, high = int(first, 16), int(last or first, 16)
        if any(low <= ord(letter) <= high for letter in letters):
            return True
    return False


def _fonts_of(css: str, where: str, letters: set[str]) -> Iterable[str]:
    for face in _FACE.findall(css):
        ranges = _RANGE.search(face)
        if ranges is None or _covers(ranges.group(1), letters):
            yield urljoin(where, _URL.findall(face)[0])


def squeezed(data: bytes) -> int:
    """Return how many bytes are left when they are compressed as in transit."""
    return len(gzip.compress(data, 6))


def weigh(path: str, fetch: Fetch) -> Weight:
    """Return what a page weighs.

    Args:
        path: its address on the site.
        fetch: returns the uncompressed bytes of an address.
    """
    page = fetch(path)
    linked = _Linked()
    linked.feed(page.decode())
    fonts = {urljoin(path, href) for href in linked.preloaded}
    styles = 0
    for href in linked.styles:
        where = urlsplit(urljoin(path, href)).path
        css = fetch(where)
        styles += squeezed(css)
        fonts |= set(_fonts_of(css.decode(), where, linked.letters))
    return Weight(
        html=squeezed(page),
        styles=styles,
        fonts=sum(len(fetch(font)) for font in sorted(fonts)),
        scripts=sum(squeezed(fetch(urljoin(path, src))) for src in linked.scripts),
    )


def measure(data: Path) -> Part:
    """Weigh every kind of public page."""
    rows = []
    with world.served(data) as site:

        def fetch(path: str) -> bytes:
            status, body = site.get(path)
            assert status == 200, path
            return gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body

        for path in dict.fromkeys(PAGES):
            found = weigh(path, fetch)
            rows.append(
                (
                    f"`{path}`",
                    kb(found.html),
                    kb(found.styles),
                    kb(found.fonts),
                    kb(found.content),
                    kb(found.scripts),
                )
            )
    rows.append(("budget", "", "", "", kb(MOST_CONTENT), kb(MOST_SCRIPT)))
    return Part(
        "What pages weigh",
        "On a first visit, text compressed with gzip, fonts as they are. On the next "
        "page only its HTML is fetched: styles, fonts and scripts are kept for a year.",
        ("page", "HTML", "styles", "fonts", "in all", "scripts"),
        rows,
    )


if __name__ == "__main__":
    run_alone(measure)
