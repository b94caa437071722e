"""What a chart is before anyone draws it: one frozen object per kind.

The page, the PDF, the Word file and the table beside the chart are all made from the
same object, so that they cannot say different things. An object refuses facts that
do not hold together (a count larger than its base, a withheld cell with a number in
it) with ``ValueError``: what is to be withheld never reaches a writer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

# "quiet" is a second neutral, for what has been paused beside what has not begun;
# "moved" is for what goes on somewhere else.
Tone = Literal["success", "info", "warning", "neutral", "quiet", "moved", "danger"]

TONES: tuple[Tone, ...] = get_args(Tone)

_ADDRESS = re.compile(r"(?:https?://|mailto:|/(?!/)|[#?])")


def demand(holds: bool, sentence: str) -> None:
    """Refuse what does not hold, with a sentence that says what should."""
    if not holds:
        raise ValueError(sentence)


def check_address(href: str) -> None:
    """Refuse an address that a link in a chart may not have.

    Raises:
        ValueError: it is neither empty, relative, http(s) nor mailto.
    """
    demand(
        not href or _ADDRESS.match(href) is not None,
        f"A chart links to a page, not to {href!r}.",
    )


@dataclass(frozen=True)
class Table:
    """Headings and rows, as texts ready to be shown.

    Args:
        headings: one text a column; the first column names its row.
        rows: as many cells in each as there are headings.
        caption: what the table shows.
        numbers: which columns (0-based) hold numbers and are set to the right.
        widths: the columns' shares of the width, any whole numbers; even when empty.
        languages: cells in another language than the table's: row, column (0-based)
            and code, so that a page tells a screen reader.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    numbers: tuple[int, ...] = ()
    widths: tuple[int, ...] = ()
    languages: tuple[tuple[int, int, str], ...] = ()

    def __post_init__(self) -> None:
        columns = len(self.headings)
        demand(columns > 0, "A table has at least one column.")
        for row in self.rows:
            demand(
                len(row) == columns,
                f"A row has {len(row)} cells where the table has {columns} columns.",
            )
        demand(
            not self.widths or len(self.widths) == columns,
            "A table's widths are one for each column.",
        )
        demand(
            all(0 <= column < columns for column in self.numbers),
            "A column of numbers is one of the table's columns.",
        )


@dataclass(frozen=True, kw_only=True)
class Chart:
    """What every chart says besides its figures.

    Args:
        title: the finding, as a sentence.
        description: what is drawn, for who cannot see it; the figures are added.
        language: ``sv`` or ``en``, the language that all its texts are written in.
        source: where the figures come from, as shown.
        unit: what was counted, in the plural: "nämnder".
        n: the base, how many of the unit the figures rest on; None when each row
            has its own or the figures are plain counts.
        row_heading: what the first column of the table holds, where the kind's own
            word ("Svar", "Grupp", "Område") does not fit.
    """

    title: str
    description: str = ""
    language: str = "sv"
    source: str = ""
    unit: str = ""
    n: int | None = None
    row_heading: str = ""

    def __post_init__(self) -> None:
        demand(bool(self.title.strip()), "A chart has a title.")
        demand(self.n is None or self.n >= 0, "A base is nought or more.")
        self.check()

    def check(self) -> None:
        """Refuse facts that do not hold together; each kind has its own."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return False
