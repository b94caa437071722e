"""The little Markdown that agreed texts are written in: paragraphs, lists, emphasis.

Raw HTML, links, images and headings are not part of it: a text that holds them shows
them as characters.
"""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt

_TAGS = {"p", "ul", "ol", "li", "strong", "em", "br"}
_READER = MarkdownIt("zero", {"html": False, "breaks": False}).enable(
    ["emphasis", "list", "newline", "escape"]
)


def to_html(text: str) -> str:
    """Return the text as HTML that holds only the tags above."""
    return nh3.clean(_READER.render(text), tags=_TAGS, attributes={})
