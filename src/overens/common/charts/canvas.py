"""A sheet to draw on with its own colours and font, grown downwards as it fills.

For documents: a fixed width of 640 units, a quarter of a millimetre each, so that a
size of 14 is 10 points when the drawing is as wide as the text of an A4 page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from overens.common.charts.colours import INK
from overens.common.charts.measure import text_width, wrapped
from overens.common.charts.svg import short, tag, together

WIDTH = 640.0
SIZE = 14.0
SMALL = 12.5
LINE = 1.28

# Quoted: an unquoted family name with a number in it is not valid CSS, and the whole
# declaration would be dropped for whatever font comes first.
SANS = "'Source Sans 3'"
SERIF = "'Source Serif 4'"


@dataclass
class Canvas:
    """What has been drawn so far, and how far down it reaches."""

    width: float = WIDTH
    height: float = 0.0
    drawn: list[str] = field(default_factory=list)
    patterns: int = 0

    def reach(self, y: float) -> None:
        """Make the sheet at least this high."""
        self.height = max(self.height, y)

    def shape(self, name: str, **attributes: str | float | None) -> None:
        """Draw one shape."""
        self.drawn.append(tag(name, **attributes))

    def text(
        self,
        words: str,
        x: float,
        y: float,
        *,
        size: float = SIZE,
        weight: int = 400,
        colour: str = INK,
        anchor: str | None = None,
        family: str = SANS,
    ) -> None:
        """Write one line, its baseline at ``y``."""
        self.drawn.append(
            tag(
                "text",
                words,
                x=x,
                y=y,
                font_family=family,
                font_size=size,
                font_weight=weight,
                # The font is variable: without this Typst draws its thinnest form.
                font_variation_settings=f"'wght' {weight}",
                fill=colour,
                text_anchor=anchor,
            )
        )
        self.reach(y + size * 0.3)

    def paragraph(
        self,
        words: str,
        x: float,
        y: float,
        width: float,
        *,
        size: float = SIZE,
        weight: int = 400,
        colour: str = INK,
    ) -> float:
        """Write a text over as many lines as it takes; return the next baseline."""
        for line in wrapped(words, size, width, bold=weight >= 600):
            self.text(line, x, y, size=size, weight=weight, colour=colour)
            y += size * LINE
        return y

    def hatch(self) -> str:
        """Draw a hatched pattern and return the fill that refers to it."""
        self.patterns += 1
        name = f"hatch{self.patterns}"
        self.drawn.append(
            tag(
                "pattern",
                tag("rect", width=6, height=6, fill="#f4f6f6"),
                tag(
                    "path",
                    d="M0 6L6 0M-1 1L1 -1M5 7L7 5",
                    stroke="#8a979b",
                    stroke_width=1,
                ),
                id=name,
                width=6,
                height=6,
                patternUnits="userSpaceOnUse",
            )
        )
        return f"url(#{name})"

    def legend(
        self,
        entries: Sequence[tuple[str, str, Sequence[str], str]],
        y: float,
        *,
        x: float = 0.0,
        to: float = WIDTH,
    ) -> float:
        """Draw a legend in as many lines as it takes; return the next free ``y``.

        Args:
            entries: fill, colour of the mark's strokes, the strokes, and the words.
            y: the top of the first line.
            x: the left edge.
            to: the right edge.
        """
        at = x
        for fill, ink, strokes, words in entries:
            needed = 22 + text_width(words, SIZE) + 18
            if at > x and at + needed - 18 > to:
                at, y = x, y + 24
            self.shape("rect", x=at, y=y, width=16, height=16, rx=3, fill=fill)
            for stroke in strokes:
                self.shape(
                    "path",
                    d=stroke,
                    transform=f"translate({short(at)} {short(y)})",
                    fill="none",
                    stroke=ink,
                    stroke_width=1.75,
                    stroke_linecap="round",
                    stroke_linejoin="round",
                )
            self.text(words, at + 22, y + 13)
            at += needed
        self.reach(y + 18)
        return y + 26

    def finished(self, name: str, told: str) -> str:
        """Return the sheet as a whole SVG with name and description."""
        return tag(
            "svg",
            tag("title", name),
            tag("desc", told),
            together(*self.drawn),
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {short(self.width)} {short(max(self.height, 1.0))}",
            width=self.width,
            height=max(self.height, 1.0),
            role="img",
        )
