"""SVG and HTML elements from values, everything escaped on the way in.

A writer never joins strings into markup itself: ``tag`` escapes attributes and any
content that is not already safe markup. There is no way to write a ``style`` or an
``on…`` attribute, which a strict Content-Security-Policy would refuse.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

# What XML 1.0 cannot hold at all, and what no reader needs: control characters,
# halves of surrogate pairs, non-characters.
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
)

# What has to be written otherwise in markup, or not at all: most texts have none.
_SPECIAL = re.compile(f"[&<>\"']|{_UNWRITABLE.pattern}")

_EMPTY_ELEMENTS = frozenset({"rect", "line", "circle", "path", "use", "br"})

Value = str | int | float | None


def plain(text: str) -> str:
    """Return the text without the characters that no document can hold."""
    return _UNWRITABLE.sub("", text)


def short(value: float) -> str:
    """Return a number as SVG wants it: at most three decimals, no needless noughts.

    >>> short(50.0), short(33.33333), short(-0.0)
    ('50', '33.333', '0')
    """
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def tag(name: str, *content: str, **attributes: Value) -> SafeString:
    """Return one element.

    Args:
        name: the element's name, written in the code, never data.
        *content: texts (escaped) and markup made by ``tag`` (kept).
        **attributes: ``class_`` and ``for_`` lose their underscore, others have ``-``
            for ``_``; numbers are shortened; None and empty leave the attribute out.

    Raises:
        ValueError: an attribute would carry style or script.
    """
    parts = [f"<{name}"]
    for key, value in attributes.items():
        if value is None or value == "":
            continue
        written = key.rstrip("_").replace("_", "-")
        if written == "style" or written.startswith("on"):
            raise ValueError(f"A drawing has no {written!r} attribute.")
        text = short(value) if isinstance(value, (int, float)) else _escaped(str(value))
        parts.append(f' {written}="{text}"')
    if name in _EMPTY_ELEMENTS:
        return SafeString("".join(parts) + "/>")
    return SafeString(f"{''.join(parts)}>{together(*content)}</{name}>")


def _escaped(text: str) -> str:
    """The text as it stands in markup, in an attribute too."""
    return escape(plain(text)) if _SPECIAL.search(text) else text


def together(*content: str) -> SafeString:
    """Return pieces of markup and text as one piece of markup."""
    return SafeString(
        "".join(
            part if isinstance(part, SafeString) else _escaped(str(part))
            for part in content
        )
    )


@dataclass
class Ids:
    """Gives each element of one drawing an id of its own on the page.

    Made from the drawing's own facts, so that the same chart has the same ids each
    time it is drawn (cached pages, comparable bytes); a chart that stands twice on
    one page is given a ``key`` for each place.
    """

    prefix: str
    given: int = 0

    @classmethod
    def of(cls, facts: object, key: str = "") -> Ids:
        """Return ids for one drawing."""
        text = repr((facts, key)).encode("utf-8", "replace")
        return cls(f"c{hashlib.blake2s(text, digest_size=5).hexdigest()}")

    def new(self) -> str:
        """Return an id that has not been given before."""
        self.given += 1
        return f"{self.prefix}-{self.given}"
