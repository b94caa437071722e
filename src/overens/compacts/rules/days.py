"""Days as people write them in sheets, with their holes. Pure Python."""

from __future__ import annotations

import re

from overens.common.dates import PartialDate

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb",
            "mars march mar",
            "april apr",
            "maj may",
            "juni june jun",
            "juli july jul",
            "augusti august aug",
            "september sep sept",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_ISO = re.compile(
    r"^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[ T]00:00(?::00)?)?$"
)
_PACKED = re.compile(r"^((?:19|20)\d{2})(\d{2})(\d{2})$")
_WORDS = re.compile(r"^(?:(\d{1,2})(?:\.|st|nd|rd|th)? )?([a-zåäö]+)\.?,? (\d{4})$")


def read_day(text: str) -> PartialDate:
    """Return the day that a cell says: a day, month or year, or unknown when empty.

    Raises:
        ValueError: it says something else, or a day that does not exist.

    >>> str(read_day("24 september 2025"))
    '2025-09-24'
    """
    text = " ".join(text.casefold().split())
    if not text:
        return PartialDate()
    match = _ISO.match(text) or _PACKED.match(text)
    if match:
        year, month, day = (int(part) if part else None for part in match.groups())
        return PartialDate(year, month, day)
    named = _WORDS.match(text)
    if named and named[2] in _MONTHS:
        return PartialDate(
            int(named[3]), _MONTHS[named[2]], int(named[1]) if named[1] else None
        )
    raise ValueError(f"{text!r} is not a date.")
