"""The users' handbook: Markdown files in the package, one page a task."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nh3
from markdown_it import MarkdownIt

FOLDER = Path(__file__).parent / "handbook"
_TAGS = {
    "h2", "h3", "p", "ul", "ol", "li", "strong", "em", "a", "code", "pre",
    "blockquote", "table", "thead", "tbody", "tr", "th", "td", "hr", "br",
}  # fmt: skip


@dataclass(frozen=True)
class HandbookPage:
    """One page: its slug, title and text as safe HTML."""

    slug: str
    title: str
    html: str


@cache
def handbook_pages() -> tuple[HandbookPage, ...]:
    """Return the pages in reading order; the index is not one of them."""
    return tuple(
        _read(path) for path in sorted(FOLDER.glob("*.md")) if path.stem != "index"
    )


def _read(path: Path) -> HandbookPage:
    source = path.read_text(encoding="utf-8")
    heading, _, rest = source.partition("\n")
    html = MarkdownIt("commonmark").enable("table").render(rest)
    # Links between pages are to files, so that they work where the text is read too.
    html = re.sub(r'href="(?:\./)?(\d\d-)?([\w-]+)\.md"', r'href="../\2/"', html)
    safe = nh3.clean(html, tags=_TAGS, link_rel=None, url_schemes={"https", "mailto"})
    slug = re.sub(r"^\d+-", "", path.stem)
    return HandbookPage(slug, heading.lstrip("# ").strip(), safe)
