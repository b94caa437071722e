"""A sheet of signatories read row by row; what is wrong is named by row and column.

Pure: takes the cells as text, asks no database. Rules C5 and C6,
``docs/rules/compacts.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapidfuzz import fuzz, process

from overens.common.dates import PartialDate, read_partial_day
from overens.compacts.rules.contacts import LONGEST_ROLE, has_phone
from overens.compacts.rules.sheet_faults import (
    DayToCome,
    DayUnreadable,
    EmailUnreadable,
    NameColumnMissing,
    NameIsNone,
    NameMissing,
    NameTooLong,
    NoSides,
    PhoneInRow,
    RowRefused,
    SheetEmpty,
    SideUnknown,
    TooManyRows,
    TwiceInSheet,
    TwoAddresses,
    WayUnknown,
)

LONGEST_NAME = 200  # characters, as the register keeps
LONGEST_EVIDENCE = 300
MOST_ROWS = 5_000  # far more than any compact's signatories
# From here (0-100) two names are shown as perhaps the same. Chosen on the names of the
# demonstration: spellings of one name come out above, neighbours of a kind below.
SIMILAR_FROM = 88

COLUMNS: dict[str, tuple[str, ...]] = {
    "name": (
        "namn",
        "organisation",
        "förening",
        "undertecknare",
        "name",
        "organization",
        "association",
        "signatory",
    ),
    "day": ("datum", "dag", "undertecknat", "undertecknad", "date", "day", "signed"),
    "contact": (
        "kontakt",
        "kontaktperson",
        "roll",
        "funktion",
        "contact",
        "contact person",
        "role",
    ),
    "email": (
        "e-post",
        "epost",
        "e-postadress",
        "epostadress",
        "mejl",
        "mejladress",
        "mail",
        "e-mail",
        "email",
        "e-mail address",
    ),
    "evidence": ("underlag", "bilaga", "handling", "evidence", "document"),
    "way": ("sätt", "hur", "way", "how"),
    "side": ("sida", "part", "side", "party"),
}
WAY_WORDS: dict[str, tuple[str, ...]] = {
    "ceremony": (
        "ceremony",
        "enligt förteckning",
        "förteckning",
        "ceremoni",
        "by the ceremony list",
        "ceremony list",
        "according to the list",
    ),
    "two together": ("two together", "två i förening", "två tillsammans"),
    "on the spot": ("on the spot", "på plats"),
    "link": ("link", "personlig länk", "länk", "personal link", "by personal link"),
    "decision": ("decision", "beslut", "by decision"),
}
SIDE_WORDS: dict[str, tuple[str, ...]] = {
    "public": (
        "public",
        "public sector",
        "the public sector",
        "offentlig",
        "offentliga",
        "det offentliga",
        "offentlig sektor",
    ),
    "civil": (
        "civil",
        "civil society",
        "civilsamhället",
        "idéburen",
        "idéburen sektor",
        "idéburna sektorn",
        "den idéburna sektorn",
    ),
}
_EMAIL = re.compile(r"^[^@\s,;<>\"()]+@[^@\s,;<>\"().]+(?:\.[^@\s,;<>\"().]+)+$")
# What Excel shows in the place of a value, in Swedish and English.
_EXCEL_ERROR = re.compile(r"^#(?:[\w/ ]+[!?]|N/A|SAKNAS!?|UPPTAGEN!?|#+)$", re.I)
_PUNCTUATION = re.compile(r"[^\w\s]|_")


@dataclass(frozen=True)
class PartyFact:
    """What a sheet has to know of a side: key, names in any language, sector."""

    key: str
    names: tuple[str, ...]
    side: str


@dataclass(frozen=True)
class SignatoryRow:
    """One row that can be brought in.

    Attributes:
        row: its number in the sheet, the heading row being 1.
        name: the organisation's, as written but for outer and double blank space.
        day: when it signed; unknown when the cell is empty.
        contact_role, contact_email: from the column "contact", which may hold both,
            or from one column each.
        evidence: what shows it.
        way: a key of ``SIGNATURE_WAYS``.
        party: the key of its side.
    """

    row: int
    name: str
    day: PartialDate
    contact_role: str
    contact_email: str
    evidence: str
    way: str
    party: str


@dataclass(frozen=True)
class SignatorySheet:
    """What a sheet holds: rows to bring in, rows refused, columns nobody reads."""

    rows: tuple[SignatoryRow, ...]
    refused: tuple[tuple[int, str, RowRefused], ...]
    unread_columns: tuple[str, ...]


def fold(text: str) -> str:
    """Return a name as it is compared: small letters, no punctuation, single blanks."""
    return " ".join(_PUNCTUATION.sub(" ", text.casefold()).split())


def read_signatories(
    cells: Sequence[Sequence[str]], *, parties: Sequence[PartyFact], today: date
) -> SignatorySheet:
    """Return the rows of a sheet, good and refused.

    Args:
        cells: the sheet row by row, as text; the first row that is not empty holds
            the headings.
        parties: the sides of the compact.
        today: no signature is of a later day.

    Raises:
        SheetEmpty: there is nothing under the headings, or nothing at all.
        NameColumnMissing: no heading says that it holds names.
        TooManyRows: more than ``MOST_ROWS``.
    """
    filled = [
        (number, [" ".join(str(cell).split()) for cell in row])
        for number, row in enumerate(cells, 1)
    ]
    filled = [(number, row) for number, row in filled if any(row)]
    if not filled:
        raise SheetEmpty()
    (_, headings), *rows = filled
    columns, unread = _columns(headings)
    if "name" not in columns:
        raise NameColumnMissing(headings=", ".join(filter(None, headings))[:200])
    if not rows:
        raise SheetEmpty()
    if len(rows) > MOST_ROWS:
        raise TooManyRows(rows=len(rows), most=MOST_ROWS)
    reader = _RowReader(columns, headings, parties, today)
    good: list[SignatoryRow] = []
    refused: list[tuple[int, str, RowRefused]] = []
    for number, row in rows:
        try:
            good.append(reader.read(number, row))
        except RowRefused as fault:
            refused.append((number, reader.cell(row, "name"), fault))
    return SignatorySheet(tuple(good), tuple(refused), tuple(unread))


def _columns(headings: Sequence[str]) -> tuple[dict[str, int], list[str]]:
    """Return which column holds what, and the headings that nobody reads."""
    found: dict[str, int] = {}
    unread = []
    known = {word: key for key, words in COLUMNS.items() for word in words}
    for place, heading in enumerate(headings):
        key = known.get(heading.casefold().strip(" *:"))
        if key is not None and key not in found:
            found[key] = place
        elif heading:
            unread.append(heading)
    return found, unread


class _RowReader:
    """Reads one row after the other; remembers the names it has met."""

    def __init__(
        self,
        columns: Mapping[str, int],
        headings: Sequence[str],
        parties: Sequence[PartyFact],
        today: date,
    ) -> None:
        self.columns, self.headings = columns, headings
        self.parties, self.today = parties, today
        self.met: dict[str, int] = {}

    def cell(self, row: Sequence[str], key: str) -> str:
        """Return a cell's text, empty where the row or the sheet has none."""
        place = self.columns.get(key)
        return row[place] if place is not None and place < len(row) else ""

    def heading(self, key: str) -> str:
        """Return a column's heading as the sheet has it."""
        place = self.columns.get(key)
        return self.headings[place] if place is not None else COLUMNS[key][0]

    def read(self, number: int, row: Sequence[str]) -> SignatoryRow:
        """Return the row, or say which cell stops it."""
        where: dict[str, Any] = {"row": number, "column": self.heading("name")}
        name = self.cell(row, "name")
        if not name:
            raise NameMissing(**where)
        if len(name) > LONGEST_NAME:
            raise NameTooLong(**where, length=len(name), longest=LONGEST_NAME)
        if _EXCEL_ERROR.match(name) or not any(mark.isalpha() for mark in name):
            raise NameIsNone(**where, value=name)
        if fold(name) in self.met:
            raise TwiceInSheet(**where, value=name, first=self.met[fold(name)])
        self.met[fold(name)] = number
        role, email = self._contact(number, row)
        return SignatoryRow(
            row=number,
            name=name,
            day=self._day(number, row),
            contact_role=role,
            contact_email=email,
            evidence=self.cell(row, "evidence")[:LONGEST_EVIDENCE],
            way=self._way(number, row),
            party=self._party(number, row, name),
        )

    def _day(self, number: int, row: Sequence[str]) -> PartialDate:
        value = self.cell(row, "day")
        column = self.heading("day")
        where: dict[str, Any] = {"row": number, "column": column, "value": value}
        try:
            day = read_partial_day(value)
        except ValueError as fault:
            raise DayUnreadable(**where) from fault
        earliest = day.earliest
        if earliest is not None and earliest > self.today:
            raise DayToCome(**where)
        return day

    def _contact(self, number: int, row: Sequence[str]) -> tuple[str, str]:
        """Return role and address, from one column or one each."""
        role, address = self._contact_in(number, row, "contact")
        more, other = self._contact_in(number, row, "email")
        if address and other and address.casefold() != other.casefold():
            raise TwoAddresses(
                row=number, column=self.heading("contact"), other=self.heading("email")
            )
        if "email" in self.columns and more and not other:
            raise EmailUnreadable(
                row=number, column=self.heading("email"), value=more[:200]
            )
        return role or more, other or address

    def _contact_in(self, number: int, row: Sequence[str], key: str) -> tuple[str, str]:
        """Return role and address from "Ordförande, ordf@example.org"."""
        value = self.cell(row, key)
        if has_phone(re.sub(r"\S*@\S*", "", value)):
            raise PhoneInRow(row=number, column=self.heading(key))
        words = [word.strip("<>()[],;") for word in re.split(r"[,;\s]+", value)]
        addresses = [word.removeprefix("mailto:") for word in words if "@" in word]
        if not addresses:
            return value[:LONGEST_ROLE], ""
        if (
            len(addresses) > 1
            or not _EMAIL.match(addresses[0])
            or len(addresses[0]) > 254
        ):
            raise EmailUnreadable(
                row=number, column=self.heading(key), value=value[:200]
            )
        role = re.sub(r"\S*@\S*", "", value).strip(" ,;<>()[]")
        return role[:LONGEST_ROLE], addresses[0]

    def _way(self, number: int, row: Sequence[str]) -> str:
        value = self.cell(row, "way")
        if not value:
            return ""
        for key, words in WAY_WORDS.items():
            if value.casefold() in words:
                return key
        raise WayUnknown(
            row=number,
            column=self.heading("way"),
            value=value[:200],
            known=", ".join(words[1] for words in WAY_WORDS.values()),
        )

    def _party(self, number: int, row: Sequence[str], name: str) -> str:
        value = self.cell(row, "side")
        found = find_party(value, parties=self.parties, name=name)
        if found is None and not self.parties:
            raise NoSides(row=number)
        if found is None:
            raise SideUnknown(
                row=number,
                column=self.heading("side"),
                value=value[:200],
                known=", ".join(
                    party.names[0] for party in self.parties if party.names
                ),
            )
        return found


def find_party(words: str, *, parties: Sequence[PartyFact], name: str) -> str | None:
    """Return the key of the side that is meant, None when that is not clear (C6).

    A side's own name or key is taken first, then the sector when one side only is of
    it. Nothing written: the side that bears the organisation's name, else the only
    side of civil society.
    """
    asked = fold(words or name)
    for party in parties:
        if asked in (fold(party.key), *(fold(text) for text in party.names)):
            return party.key
    sector = "" if words else "civil"
    for key, known in SIDE_WORDS.items():
        if words.casefold() in known:
            sector = key
    of_sector = [party.key for party in parties if party.side == sector]
    return of_sector[0] if len(of_sector) == 1 else None


def _sorted_words(name: str) -> str:
    return " ".join(sorted(fold(name).split()))


class Namesakes:
    """Names of the register, to find the ones that resemble another."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = list(names)
        self._folded = [_sorted_words(name) for name in self.names]

    def nearest(self, name: str) -> str | None:
        """Return the name most like this one, None when none is like it (C6)."""
        found = process.extractOne(
            _sorted_words(name),
            self._folded,
            scorer=fuzz.ratio,
            processor=None,
            score_cutoff=SIMILAR_FROM,
        )
        return self.names[found[2]] if found else None
