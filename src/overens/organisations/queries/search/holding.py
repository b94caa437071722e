"""What a process holds of the register to count by: who is where, of what, since when.

Read once, then kept up by the log that triggers write (``SearchChange``): one short
query tells whether anything has changed, and only what has is read again. A search so
costs no join, and counts of every filter cost a millisecond.
"""

from __future__ import annotations

import threading
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import F, Value

from overens.organisations.models import Organisation, OrganisationMark
from overens.organisations.queries.search.bits import bits_of
from overens.organisations.queries.search.databases import (
    ids_of,
    words_there,
    written_in,
)
from overens.organisations.queries.search.log import Seen, read_on, read_whole
from overens.organisations.rules import AREAS, Wanted
from overens.organisations.rules.finding import month_of, stems_of
from overens.organisations.rules.names import folded

# What finds so many is kept, for so many questions: 2 MB at 260,000 organisations.
BROAD = 2_000
MOST_ANSWERS = 64
# Names are ordered by length in steps of two letters, up to eighty.
LENGTHS = 40

# (group, value), such as ("municipality", "1380") or ("kind", "civil").
Key = tuple[str, str]


@dataclass(frozen=True)
class Mark:
    """One mark: whose, of what, and between which days."""

    place: int
    kind: str
    key: str
    first: date | None
    last: date | None

    def holds(self, day: date) -> bool:
        """Tell whether it holds on a day."""
        return (self.first is None or self.first <= day) and (
            self.last is None or day <= self.last
        )


class Words:
    """The words of the register, to tell what a misspelt one means."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.written: dict[str, tuple[int, str]] = {}
        self.by_length: dict[int, dict[str, int]] = defaultdict(dict)
        for word, count in counts.items():
            self._add(word, count)
        self._joined = "\n".join(self.written)

    def along_with(self, words: Iterable[str]) -> Words:
        """Return these and the words that are new: others may be reading these."""
        new = {word for word in words if folded(word) not in self.written}
        if not new:
            return self
        both = Words({})
        both.written = dict(self.written)
        both.by_length = defaultdict(
            dict, {length: dict(of) for length, of in self.by_length.items()}
        )
        for word in sorted(new):
            both._add(word, 1)
        both._joined = "\n".join(both.written)
        return both

    def _add(self, word: str, count: int) -> None:
        bare = folded(word)
        if not bare.isdecimal():
            # No slip in a word makes it a number, and there is one an organisation.
            of_length = self.by_length[len(bare)]
            of_length[bare] = of_length.get(bare, 0) + count
        # As most write it; as it is written rather than without its accents.
        self.written[bare] = max(
            self.written.get(bare, (0, "")), (count + (word != bare), word)
        )

    def has(self, bare: str) -> bool:
        """Tell whether a word or what it is the genitive of stands in the register.

        If only inside another word.
        """
        return any(
            each in self.written or each in self._joined
            for each in (bare, *stems_of(bare))
        )


_lock = threading.Lock()


@dataclass(frozen=True)
class Held:
    """What is held of the register; never changed, but replaced.

    Attributes:
        seen: how far the log was read.
        at: an organisation's place by its id; -1 where there is none.
        ids: its id by its place.
        bits: the organisations of each filter's value.
        marks: all marks, whatever the day.
        words: read when somebody first spells something wrong.
        answers: what broad questions found, the oldest first: whoever turns a page or
            chooses a filter asks the same again.
    """

    seen: Seen
    at: array[int]
    ids: array[int]
    bits: dict[Key, int]
    marks: tuple[Mark, ...]
    words: list[Words] = field(default_factory=list)
    answers: dict[Wanted, int] = field(default_factory=dict)

    def having(self, group: str, value: str = "") -> int:
        """Return those with a value in a group."""
        return self.bits.get((group, value), 0)

    def values(self, group: str) -> list[str]:
        """Return the values that a group has."""
        return [value for name, value in self.bits if name == group]

    def found(self, ids: Iterable[int]) -> int:
        """Return the organisations with these ids; unknown ones are left out."""
        at, most = self.at, len(self.at)
        places = [at[pk] for pk in ids if pk < most]
        if places and min(places) < 0:
            places = [place for place in places if place >= 0]
        return bits_of(places, len(self.ids))

    def finding(self, wanted: Wanted) -> int:
        """Return the organisations that a question finds (one query, or none)."""
        if (known := self.answers.get(wanted)) is not None:
            return known
        ids = ids_of(wanted)[0]
        bits = self.found(ids)
        if len(ids) >= BROAD:
            with _lock:
                self.answers[wanted] = bits
                while len(self.answers) > MOST_ANSWERS:
                    del self.answers[next(iter(self.answers))]
        return bits

    def marked(self, kind: str, day: date) -> dict[str, int]:
        """Return those with a mark of a kind on a day, by what it is of."""
        of: dict[str, list[int]] = defaultdict(list)
        for mark in self.marks:
            if mark.kind == kind and mark.holds(day):
                of[mark.key].append(mark.place)
        return {key: bits_of(places, len(self.ids)) for key, places in of.items()}

    def known_words(self) -> Words:
        """Return the register's words, read at the first need."""
        if not self.words:
            self.words.append(Words(words_there()))
        return self.words[0]


# By the database's name: tests have one for each worker.
_held: dict[str, Held] = {}


def held_now() -> Held:
    """Return what the register holds now: one query, unless something has changed."""
    name = str(connection.settings_dict["NAME"])
    there = _held.get(name)
    if there is not None and read_on(there.seen)[1] == set():
        return there
    with _lock:
        there = _held.get(name)
        seen, changed = (None, None) if there is None else read_on(there.seen)
        if there is None or seen is None or changed is None:
            # How far the log goes first: what comes meanwhile is read again.
            there = _read(read_whole())
        elif changed:
            there = _mended(there, seen, changed)
        _held[name] = there
    return there


@dataclass(frozen=True)
class _Facts:
    """What is read of some organisations: their keys by place, marks and words."""

    keys: dict[Key, list[int]]
    marks: list[Mark]
    words: set[str]


def _rows(changed: Sequence[int] | None) -> Iterator[tuple[int, str, list[Key]]]:
    rows = Organisation.objects.order_by("id")
    terms: Any = Value("")  # All of them are read only where words are looked for.
    if changed is not None:
        rows, terms = rows.filter(pk__in=changed), F("search_terms")
    columns = [
        "id",
        "name",
        "origin",
        "kind",
        "form",
        "level",
        "last_confirmed",
        "merged_into_id",
    ]
    for pk, name, world, kind, form, level, day, merged, has in rows.values_list(
        *columns, terms
    ).iterator(chunk_size=5_000):
        keys = [
            ("world", world),
            ("kind", kind),
            ("confirmed", str(month_of(day)) if day else ""),
            ("length", str(min(len(name) // 2, LENGTHS - 1))),
        ]
        keys += [(group, v) for group, v in (("form", form), ("level", level)) if v]
        if merged is None:
            keys.append(("listed", ""))
        yield pk, has, keys


def _facts(changed: Sequence[int] | None, at: array[int], ids: array[int]) -> _Facts:
    """Read organisations; new ones get the next places (``at`` and ``ids`` grow)."""
    found = _Facts(defaultdict(list), [], set())
    for pk, terms, keys in _rows(changed):
        if pk >= len(at):
            at.extend([-1] * (pk + 1 - len(at)))
        if at[pk] < 0:
            at[pk] = len(ids)
            ids.append(pk)
        for key in keys:
            found.keys[key].append(at[pk])
        found.words.update(written_in(terms))
    places = Organisation.municipalities.through.objects.order_by()
    areas = Organisation.areas.through.objects.filter(area__classification=AREAS)
    for group, pairs, value in (
        ("municipality", places, "municipality__code"),
        ("area", areas.order_by(), "area__key"),
    ):
        if changed is not None:
            pairs = pairs.filter(organisation__in=changed)
        for pk, key in pairs.values_list("organisation_id", value).iterator(5_000):
            if pk < len(at) and at[pk] >= 0:
                found.keys[group, key].append(at[pk])
    marks = OrganisationMark.objects.order_by("id")
    if changed is not None:
        marks = marks.filter(organisation__in=changed)
    for pk, kind, name, first, last in marks.values_list(
        "organisation_id", "kind", "key", "first_day", "last_day"
    ):
        if pk < len(at) and at[pk] >= 0:
            found.marks.append(Mark(at[pk], kind, name, first, last))
    return found


def _read(seen: Seen) -> Held:
    at, ids = array("i"), array("q")
    facts = _facts(None, at, ids)
    bits = {key: bits_of(places, len(ids)) for key, places in facts.keys.items()}
    return Held(seen, at, ids, bits, tuple(facts.marks))


def _mended(there: Held, seen: Seen, changed: set[int]) -> Held:
    """Return what is held with some organisations read again."""
    at, ids = there.at[:], there.ids[:]
    facts = _facts(sorted(changed), at, ids)
    places = {at[pk] for pk in changed if pk < len(at) and at[pk] >= 0}
    old = bits_of(sorted(places), len(ids))
    bits = {key: kept ^ (kept & old) for key, kept in there.bits.items()}
    for key, new in facts.keys.items():
        bits[key] = bits.get(key, 0) | bits_of(new, len(ids))
    marks = (*(m for m in there.marks if m.place not in places), *facts.marks)
    words = [each.along_with(facts.words) for each in there.words[:1]]
    return Held(seen, at, ids, bits, marks, words)
