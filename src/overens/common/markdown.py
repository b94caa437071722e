"""The little Markdown that agreed texts are written in: paragraphs, lists, emphasis.

Raw HTML, links, images and headings are not part of it: a text that holds them shows
them as characters.
"""

from __future__ import annotations

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt

_TAGS = {"p", "ul", "ol", "li", "strong", "em", "br"}
_READER = MarkdownIt("zero", {"html": False, "breaks": False}).enable(
    ["emphasis", "list", "newline", "escape"]
)


# Characters. The same texts are shown to everyone; longer ones are rare and would fill
# the memory that the short ones need.
LONGEST_KEPT = 10_000


def to_html(text: str) -> str:
    """Return the text as HTML that holds only the tags above."""
    return _kept(text) if len(text) <= LONGEST_KEPT else _made(text)


def _made(text: str) -> str:
    return nh3.clean(_READER.render(text), tags=_TAGS, attributes={})


_kept = lru_cache(maxsize=512)(_made)
