"""The colours of the charts, for documents; on the page they are classes.

Brown, grey and teal, never red against green: they differ for everyone. Which of
the seven shades a shorter scale uses, and whether dark or light text stands on a
shade, is decided here for both writers.
"""

from __future__ import annotations

INK = "#1f2a2e"
QUIET = "#55636a"
RULE = "#c9d2d3"
TRACK = "#e9eeee"
PAPER = "#ffffff"
TEAL = "#155e63"
DARK_TEXT = "#14211f"

SCALE = (
    "#8c4a12",
    "#b9783a",
    "#d9a066",
    "#d5d9da",
    "#6fb0ac",
    "#3a7f7c",
    "#155e63",
)
MAP = ("#d7e8e7", "#a5cdca", "#347b77", "#155e63")
PARTIES = ("#155e63", "#c8752d", "#3b5b8c", "#8a9699", "#8c4a12")
TONES = {
    "success": "#155e63",
    "info": "#6fb0ac",
    "warning": "#c8752d",
    "neutral": "#d5d9da",
    "quiet": "#8a9699",
    "moved": "#3b5b8c",
    "danger": "#6b2f14",
}

# How many levels a scale has → which of the seven shades they take, worst first.
_SHADES = {
    2: (0, 6),
    3: (0, 3, 6),
    4: (0, 2, 4, 6),
    5: (0, 2, 3, 4, 6),
    6: (0, 1, 2, 4, 5, 6),
    7: (0, 1, 2, 3, 4, 5, 6),
}
_MAP_SHADES = {2: (0, 3), 3: (0, 1, 3), 4: (0, 1, 2, 3)}


def shades(levels: int) -> tuple[int, ...]:
    """Return which of the seven shades a scale of so many levels uses, from 0."""
    return _SHADES[levels]


def map_shades(classes: int) -> tuple[int, ...]:
    """Return which of the four shades a map of so many classes uses, from 0."""
    return _MAP_SHADES[classes]


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``, 0 to 1 (WCAG 2.2)."""
    channels = []
    for start in (1, 3, 5):
        part = int(colour[start : start + 2], 16) / 255
        channels.append(
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        )
    red, green, blue = channels
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast between two colours, 1 to 21 (WCAG 2.2).

    >>> round(contrast("#ffffff", "#155e63"), 2)
    7.46
    """
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_on(colour: str) -> str:
    """Return the text colour that reads best on a colour."""
    return max((PAPER, DARK_TEXT), key=lambda text: contrast(text, colour))
