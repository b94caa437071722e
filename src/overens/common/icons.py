"""Icons as inline SVG, read once from the built vendor folder.

Which icons the house uses stands in ``icons.txt``; the set-up copies them from Tabler.
An icon always stands beside a word, so it is hidden from screen readers.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe

_HERE = Path(__file__).resolve().parent
NAMES = _HERE / "icons.txt"
FOLDER = _HERE / "static" / "vendor" / "icons"

_NAME = re.compile(r"^[a-z0-9-]+$")
_INSIDE = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
# Tabler opens each drawing with an invisible square of the full size.
_SQUARE = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>')
_BLANK = re.compile(r"\s+")

_OPENING = (
    '<svg class="{classes}" viewBox="0 0 24 24" width="24" height="24" fill="none" '
    'stroke="currentColor" stroke-width="2" stroke-linecap="round" '
    'stroke-linejoin="round" aria-hidden="true" focusable="false">'
)


def listed() -> list[str]:
    """Return the names of ``icons.txt``, in its order."""
    return NAMES.read_text(encoding="utf-8").split()


@cache
def _drawing(name: str) -> str:
    file = FOLDER / f"{name}.svg"
    if not _NAME.match(name) or not file.is_file():
        return ""
    found = _INSIDE.search(file.read_text(encoding="utf-8"))
    if found is None:
        return ""
    return _BLANK.sub(" ", _SQUARE.sub("", found.group(1))).strip()


def icon_svg(name: str, classes: str = "ic") -> SafeString:
    """Return the icon as an inline ``<svg>``, or nothing when it is not built.

    A page without its icons still says everything in words, so a missing file is
    never an error here; ``tests/common/test_components.py`` names what no list has.

    Args:
        name: the file's name without ``.svg``, as in ``icons.txt``.
        classes: the class attribute, a constant of a template.
    """
    drawing = _drawing(name)
    if not drawing:
        return SafeString("")
    return mark_safe(f"{_OPENING.format(classes=classes)}{drawing}</svg>")
