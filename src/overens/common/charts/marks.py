"""Small marks that say with a shape what a colour says, 16 by 16 units.

A status is never told by colour alone: a square in its tone carries its mark, on the
page and in a document.
"""

from __future__ import annotations

from overens.common.charts.base import Tone

# Tone → strokes inside a 16 by 16 square: check, half-turned ring, clock hands in a
# ring, dashed ring, pause, arrow onwards, cross.
MARKS: dict[Tone, tuple[str, ...]] = {
    "success": ("M4 8.4l2.7 2.7L12.2 5.2",),
    "info": ("M8 3.6a4.4 4.4 0 1 1-4.4 4.4",),
    "warning": ("M8 3.6a4.4 4.4 0 1 1 0 8.8a4.4 4.4 0 1 1 0-8.8", "M8 5.6V8l1.7 1.2"),
    "neutral": (
        "M8 3.6a4.4 4.4 0 0 1 3.1 1.3",
        "M12.4 8a4.4 4.4 0 0 1-1.3 3.1",
        "M8 12.4a4.4 4.4 0 0 1-3.1-1.3",
        "M3.6 8a4.4 4.4 0 0 1 1.3-3.1",
    ),
    "quiet": ("M6.2 5v6", "M9.8 5v6"),
    "moved": ("M3.8 8h8", "M8.6 4.8L11.8 8l-3.2 3.2"),
    "danger": ("M4.8 4.8l6.4 6.4", "M11.2 4.8l-6.4 6.4"),
}
