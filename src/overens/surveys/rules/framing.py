"""The frame of a survey in the making: its names, its groups, a sheet of it.

Rules F1 to F3 of docs/rules/surveys.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from overens.errors import RuleBroken, gettext_noop

# Ten times the committees of Sweden's largest region with its municipalities.
MOST_IN_FRAME = 2_000
LONGEST_NAME = 200
LONGEST_GROUP = 120

# Whether it can be written to is known when it has been: this only finds slips.
_ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s.]{2,}")

RESPONDENT, ADDRESS, UNIT, GROUP = "respondent", "address", "unit", "group"
# As people write them, in Swedish and English; the survey's own words are added.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    RESPONDENT: ("respondent", "svarande", "namn", "person", "name", "vem"),
    ADDRESS: ("e-post", "epost", "e-postadress", "mejl", "e-mail", "email", "mail"),
    UNIT: ("enhet", "svarar för", "unit", "answers for"),
    GROUP: ("grupp", "gren", "ben", "group", "stratum", "leg"),
}


class NameMissing(RuleBroken):
    """Nothing to call somebody, or something, by."""

    sentence = gettext_noop("Write a name.")
    field = "name"


class NameTaken(RuleBroken):
    """Two of the same name could not be told apart."""

    sentence = gettext_noop(
        "“%(name)s” stands on the list already. Change that one, or write the names "
        "so that they can be told apart."
    )
    field = "name"


class FrameFull(RuleBroken):
    """More than one survey by links is made for."""

    sentence = gettext_noop(
        "A list can have at most %(most)s who answer and %(most)s to answer for."
    )


class GroupMissing(RuleBroken):
    """A group that is left without a name."""

    sentence = gettext_noop("Write what the group is called.")


class RowGone(RuleBroken):
    """Somebody else has taken it off the list meanwhile."""

    sentence = gettext_noop(
        "It is not on the list any more: somebody has taken it off."
    )


class NoHeadings(RuleBroken):
    """A sheet in which nothing is known."""

    sentence = gettext_noop(
        "We find no column for who answers and none for what they answer for. Call "
        "them “Svarande” and “Enhet” in the first row."
    )


class NoRowsInFrame(RuleBroken):
    """Headings with nothing below."""

    sentence = gettext_noop("There are no rows below the headings.")


class RowsWrong(RuleBroken):
    """Nothing of a sheet is taken in while a row of it is wrong."""

    sentence = gettext_noop(
        "%(count)s rows are wrong, so nothing has been taken in. Put them right first."
    )


class NobodyInRow(RuleBroken):
    """A row that does not say who answers."""

    sentence = gettext_noop("Write who answers.")


class NothingInRow(RuleBroken):
    """A row that does not say what is answered for."""

    sentence = gettext_noop("Write what they answer for.")


class AddressWrong(RuleBroken):
    """Something that is no e-mail address."""

    sentence = gettext_noop(
        "“%(address)s” is not an e-mail address. Write it in full: name@example.org."
    )


class TwoAddresses(RuleBroken):
    """The same name with different addresses."""

    sentence = gettext_noop(
        "%(name)s has another e-mail address on row %(row)s or on the list. Write the "
        "same one, or tell two persons apart by their names."
    )


class TwoGroups(RuleBroken):
    """The same unit in different groups."""

    sentence = gettext_noop(
        "%(name)s stands in another group on row %(row)s or on the list. Choose one."
    )


class TakenByOther(RuleBroken):
    """A unit that somebody else answers for already."""

    sentence = gettext_noop("%(other)s answers for %(name)s already. Choose one.")


class TooLongInRow(RuleBroken):
    """A name that no list has room for."""

    sentence = gettext_noop("Write a name of at most %(longest)s characters.")


def folded(name: str) -> str:
    """Return a name as two spellings of it are compared."""
    return " ".join(name.split()).casefold()


@dataclass(frozen=True)
class FrameRow:
    """One row of a sheet: somebody, where they are reached, and what they answer for.

    Attributes:
        row: in the sheet, from 1.
        faults: what is wrong with it; empty when it can be taken in.
    """

    row: int
    respondent: str
    address: str
    unit: str
    group: str
    faults: tuple[RuleBroken, ...] = ()


@dataclass(frozen=True)
class KnownFrame:
    """What a survey's list has already, by folded name.

    Attributes:
        addresses: of each respondent.
        groups: of each unit, as it is named.
        answered_by: who answers for each unit, as they are named.
    """

    addresses: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    answered_by: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FrameSheet:
    """A sheet as it was read, row by row; and the headings that nobody knows."""

    rows: tuple[FrameRow, ...]
    unknown_headings: tuple[str, ...]

    @property
    def wrong(self) -> int:
        """How many rows have something wrong."""
        return sum(bool(row.faults) for row in self.rows)


def read_frame(
    sheet: Sequence[Sequence[str]],
    *,
    known: KnownFrame,
    own_words: Mapping[str, Sequence[str]],
) -> FrameSheet:
    """Return the rows of a sheet, each with what is wrong with it.

    Args:
        sheet: rows of cells, the headings first, each as wide as the widest.
        known: what the list has already.
        own_words: what the survey calls a column, besides ``HEADINGS``.

    Raises:
        NoHeadings: the columns are not known.
        NoRowsInFrame: there is nothing below them.

    Source: rule F3, docs/rules/surveys.md.
    """
    columns, unknown = _columns(sheet[0] if sheet else (), own_words)
    if RESPONDENT not in columns or UNIT not in columns:
        raise NoHeadings()
    reading = _Reading(known)
    rows = []
    for number, cells in enumerate(sheet[1:], 2):
        given = {
            name: " ".join(cells[column].split()) for name, column in columns.items()
        }
        if any(given.values()):
            rows.append(reading.row(number, given))
    if not rows:
        raise NoRowsInFrame()
    return FrameSheet(tuple(rows), unknown)


def _columns(
    headings: Sequence[str], own_words: Mapping[str, Sequence[str]]
) -> tuple[dict[str, int], tuple[str, ...]]:
    names: dict[str, list[str]] = {}
    for source in (own_words, HEADINGS):
        for name, words in source.items():
            for word in filter(None, words):
                names.setdefault(folded(word), []).append(name)
    columns: dict[str, int] = {}
    unknown = []
    for column, heading in enumerate(headings):
        # What a survey calls both those who answer and what they answer for is each
        # of them in turn; standing once it is both.
        meant = names.get(folded(heading), ())
        free = [name for name in HEADINGS if name in meant and name not in columns]
        if free:
            columns[free[0]] = column
        elif heading.strip():
            unknown.append(heading.strip())
    who = columns.get(RESPONDENT)
    if UNIT not in columns and who is not None and UNIT in names[folded(headings[who])]:
        columns[UNIT] = who
    return columns, tuple(unknown)


class _Reading:
    """What the rows so far have said of each name."""

    def __init__(self, known: KnownFrame) -> None:
        self.addresses = {n: (a, 0) for n, a in known.addresses.items() if a}
        self.groups = {n: (g, 0) for n, g in known.groups.items() if g}
        self.answered_by = dict(known.answered_by)

    def row(self, number: int, given: Mapping[str, str]) -> FrameRow:
        """Return a row with its faults, and keep what it says for the next ones."""
        name, unit = given[RESPONDENT], given[UNIT]
        address, group = given.get(ADDRESS, ""), given.get(GROUP, "")
        faults: list[RuleBroken] = []
        if not name:
            faults.append(NobodyInRow())
        if not unit:
            faults.append(NothingInRow())
        for words, longest in (
            (name, LONGEST_NAME),
            (unit, LONGEST_NAME),
            (group, LONGEST_GROUP),
        ):
            if len(words) > longest:
                faults.append(TooLongInRow(longest=longest))
        if address and not is_address(address):
            faults.append(AddressWrong(address=address[:80]))
        elif address and name:
            before = self.addresses.setdefault(folded(name), (address, number))
            if before[0].casefold() != address.casefold():
                faults.append(TwoAddresses(name=name, row=before[1] or "–"))
        if group and unit:
            stands = self.groups.setdefault(folded(unit), (group, number))
            if folded(stands[0]) != folded(group):
                faults.append(TwoGroups(name=unit, row=stands[1] or "–"))
        if name and unit:
            other = self.answered_by.setdefault(folded(unit), name)
            if folded(other) != folded(name):
                faults.append(TakenByOther(other=other, name=unit))
        return FrameRow(number, name, address, unit, group, tuple(faults))


def is_address(words: str) -> bool:
    """Say whether something looks like an e-mail address."""
    return len(words) <= 254 and _ADDRESS.fullmatch(words) is not None
