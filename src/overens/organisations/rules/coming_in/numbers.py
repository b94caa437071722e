"""Organisation numbers as sheets have them: repaired where certain, else told about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stdnum import luhn

from overens.errors import gettext_noop
from overens.organisations.rules.checks import (
    LooksLikePersonalNumber,
    NotAnOrganisationNumber,
    check_org_number,
)

# What people write where there is nothing to write; folded, without blanks.
NOTHING = frozenset(
    [
        "-",
        "--",
        "---",
        "–",
        "—",
        ".",
        "?",
        "0",
        "00",
        "na",
        "n/a",
        "n.a.",
        "nej",
        "no",
        "nodata",
        "none",
        "null",
        "nil",
        "okänd",
        "okänt",
        "okand",
        "okant",
        "saknas",
        "finnsej",
        "ejregistrerad",
        "söks",
        "soks",
        "ansökt",
        "ansokt",
        "ingen",
        "inget",
        "x",
        "xx",
        "xxx",
        "unknown",
        "missing",
        "tbd",
    ]
)

WRONG_FIGURES = "wrong figures"
WRONG_CHECK = "wrong check figure"
CUT_BY_EXCEL = "cut by excel"
NUMBER_NOTES = {
    WRONG_FIGURES: gettext_noop("what stands as organisation number is not one"),
    WRONG_CHECK: gettext_noop(
        "the last figure of the organisation number does not agree with the rest"
    ),
    CUT_BY_EXCEL: gettext_noop(
        "Excel has shortened the organisation number; format the column as text"
    ),
}

_SCIENTIFIC = re.compile(r"(\d)[.,]?(\d*)e\+?0?(9|11)", re.IGNORECASE)
_DECIMAL = re.compile(r"(\d{9,12})[.,]0+")
_PERSONAL = re.compile(
    r"(?<![\d-])(?:18|19|20)?(\d{2}[01]\d[0-9]\d)(\s{0,3}[-+–]?\s{0,3})(\d{4})(?![\d-])"
)
# What stands instead of a personal number from the moment that a file is read.
HIDDEN = "(personnummer)"


@dataclass(frozen=True)
class NumberRead:
    """An organisation number, or why there is none.

    Attributes:
        number: ten figures; empty where there is none to trust.
        note: a key of ``NUMBER_NOTES``; empty where nothing is to be said.
    """

    number: str = ""
    note: str = ""


def is_nothing(text: str) -> bool:
    """Tell whether a cell says that there is nothing (register.md §6.9).

    >>> [is_nothing(text) for text in ("saknas", "000000-0000", "No data", "0-klubben")]
    [True, True, True, False]
    """
    bare = "".join(text.split()).casefold()
    return not bare or bare in NOTHING or not bare.strip("0-–—xX")


def read_number(text: str) -> NumberRead:
    """Return an organisation number as a sheet has it (rule O20).

    A wrong one is told about, and the row is taken without it: real lists have some.
    Excel's ``8,020012345E+09`` has all ten figures and is repaired; ``8.49E+09`` has
    lost them.

    Raises:
        LooksLikePersonalNumber: the row cannot be taken; nothing of it is kept.

    >>> read_number("899999-9991"), read_number("saknas").note
    (NumberRead(number='8999999991', note=''), '')
    >>> read_number("8.49E+09").note, read_number("899999-9992").note
    ('cut by excel', 'wrong check figure')
    """
    if is_nothing(text):
        return NumberRead()
    if HIDDEN in text:
        raise LooksLikePersonalNumber()
    bare = "".join(text.split()).lstrip("'")
    excel = _SCIENTIFIC.fullmatch(bare)
    if excel:
        figures, whole = excel[1] + excel[2], int(excel[3]) + 1
        if len(figures) != whole:
            return NumberRead(note=CUT_BY_EXCEL)
        bare = figures
    decimal = _DECIMAL.fullmatch(bare)
    if decimal:
        bare = decimal[1]
    try:
        return NumberRead(check_org_number(bare.replace("+", "-").replace("–", "-")))
    except LooksLikePersonalNumber:
        raise
    except NotAnOrganisationNumber:
        figures = re.sub(r"\D", "", bare)
        whole = len(figures) in (10, 12) and len(figures) + 2 >= len(bare)
        return NumberRead(note=WRONG_CHECK if whole else WRONG_FIGURES)


def without_personal_numbers(text: str) -> str:
    """Return a cell with every personal identity number hidden (rule O20).

    What has the shape of one and a day that could be: with its hyphen whatever the
    check figure, since a mistyped one is one all the same; without, when that agrees.

    >>> without_personal_numbers("Kassör 640823-3234, tel 035-12 34 56")
    'Kassör (personnummer), tel 035-12 34 56'
    """
    if len(text) < 10 or not _PERSONAL.search(text):
        return text

    def hidden(found: re.Match[str]) -> str:
        month, day = int(found[1][2:4]), int(found[1][4:6])
        # Co-ordination numbers count their day from sixty.
        could_be = 1 <= month <= 12 and 1 <= (day - 60 if day > 60 else day) <= 31
        is_one = found[2].strip() != "" or luhn.is_valid(found[1] + found[3])
        return HIDDEN if could_be and is_one else found[0]

    return _PERSONAL.sub(hidden, text)
