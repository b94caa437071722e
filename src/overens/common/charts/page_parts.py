"""The pieces that the page's drawings share: a row, a hatch, a legend's squares."""

from __future__ import annotations

from django.utils.safestring import SafeString

from overens.common.charts.base import Tone
from overens.common.charts.marks import MARKS
from overens.common.charts.svg import Ids, short, tag, together


def strip(
    height: int, name: str, told: str, *drawn: str, ids: Ids, extra: str = ""
) -> SafeString:
    """Return one row of a drawing, as wide as the page lets it be.

    Args:
        height: in pixels.
        name: the row's name for who cannot see it.
        told: what it shows, in words.
        *drawn: its elements.
        ids: gives the ids.
        extra: one more class.
    """
    title, description = ids.new(), ids.new()
    return tag(
        "svg",
        tag("title", name, id=title),
        tag("desc", told, id=description),
        *drawn,
        class_=f"chart {extra}".strip(),
        width="100%",
        height=height,
        role="img",
        aria_labelledby=f"{title} {description}",
        focusable="false",
    )


def hatch(name: str) -> SafeString:
    """Return a hatched pattern by the name that a fill refers to."""
    return tag(
        "defs",
        tag(
            "pattern",
            tag("rect", width=6, height=6, class_="hatch"),
            tag("path", d="M0 6L6 0M-1 1L1 -1M5 7L7 5", class_="hatch__line"),
            id=name,
            width=6,
            height=6,
            patternUnits="userSpaceOnUse",
        ),
    )


def swatch(class_: str, *, fill: str = "", before: str = "") -> SafeString:
    """Return a small square of a colour, for a legend; hidden from screen readers."""
    return tag(
        "svg",
        before or together(),
        tag("rect", width=16, height=16, rx=3, class_=class_, fill=fill),
        width=16,
        height=16,
        aria_hidden="true",
        focusable="false",
    )


def tone_swatch(tone: Tone, mark: Tone | None = None) -> SafeString:
    """Return a small square in a tone with its mark, or with another tone's.

    Hidden from screen readers: the word stands beside it.
    """
    return tag(
        "svg",
        tag("rect", width=16, height=16, rx=3, class_=f"tone-{tone}"),
        *(
            tag("path", d=line, class_=f"mark on-{tone}")
            for line in MARKS[mark or tone]
        ),
        viewBox="0 0 16 16",
        width=20,
        height=20,
        aria_hidden="true",
        focusable="false",
    )


def percent_of_width(value: float) -> str:
    """Return a place or a length as a share of the drawing's width."""
    return f"{short(value)}%"
