"""A data set: what it holds, its columns, and how its rows are found and counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any, TypeAlias

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from overens.accounts.models import Space
from overens.opendata.queries.columns import DataColumn, Value, Words

# Rows read at a time: few enough to hold, enough for few queries.
CHUNK = 1_000


@dataclass(frozen=True)
class Asked:
    """What a data set is asked for.

    Attributes:
        space: whose rows.
        day: today, by the space's clock; statuses are reckoned as of it.
        kept: what has been read while rows are counted, so that it is read once.
    """

    space: Space
    day: date
    kept: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)


Found: TypeAlias = "Sequence[QuerySet[Any, Any]]"


@dataclass(frozen=True)
class DataSet:
    """One data set.

    Attributes:
        key: its name in addresses and data, the same in every language.
        part: the column of the house that it shows, and is switched off with.
        title, description: for people.
        found: the stored rows that it is made from; counted when ``counted`` is not
            given, and the rows themselves when ``shaped`` is not.
        judged: makes of each stored row what the columns' getters take, in order.
        shaped: yields what the getters take, where that is not made row by row.
        counted: how many rows ``shaped`` will yield, without yielding them.
    """

    key: str
    part: str
    title: Words
    description: Words
    columns: tuple[DataColumn, ...]
    found: Callable[[Asked], Found] = lambda asked: ()
    judged: Callable[[Asked, Iterable[Any]], Iterable[Any]] | None = None
    shaped: Callable[[Asked], Iterable[Any]] | None = None
    counted: Callable[[Asked], int] | None = None

    def rows(
        self, asked: Asked, start: int = 0, stop: int | None = None
    ) -> Iterator[tuple[Value, ...]]:
        """Yield each row's values, in the order of the columns.

        Args:
            start, stop: which rows, as of a slice: the first is 0, ``stop`` is not
                included. Stored rows before ``start`` are passed over by the database.
        """
        getters = [column.value for column in self.columns]
        for row in self.things(asked, start, stop):
            yield tuple(get(row) for get in getters)

    def things(
        self, asked: Asked, start: int = 0, stop: int | None = None
    ) -> Iterable[Any]:
        """Return what the columns' getters take, row by row; see ``rows``."""
        if self.shaped is not None:
            return islice(self.shaped(asked), start, stop)
        rows = self._stored(asked, start, stop)
        return rows if self.judged is None else self.judged(asked, rows)

    def _stored(self, asked: Asked, start: int, stop: int | None) -> Iterator[Any]:
        found = self.found(asked)
        for rows in found:
            yield from rows[start:stop].iterator(chunk_size=CHUNK)
            if len(found) > 1 and (start or stop is not None):
                size = rows.count()
                start = max(0, start - size)
                stop = None if stop is None else max(0, stop - size)
                if stop == 0:
                    return

    @property
    def fields(self) -> set[str]:
        """The stored fields that its columns show."""
        return {name for column in self.columns for name in column.fields}


def row_counts(sets: Iterable[DataSet], asked: Asked) -> dict[str, int]:
    """Return how many rows each data set has.

    One query for all whose rows are stored ones, and what ``counted`` costs (at most
    two each) for the rest.
    """
    # What is read for one set is read for the others too, but not for the next time.
    asked = replace(asked, kept={})
    counts: dict[str, int] = {}
    wanted: list[tuple[str, QuerySet[Any, Any]]] = []
    for each in sets:
        counts[each.key] = each.counted(asked) if each.counted is not None else 0
        if each.counted is None:
            wanted += [(each.key, rows) for rows in each.found(asked)]
    asked_at_once = counted_at_once([rows for _key, rows in wanted])
    for (key, _rows), count in zip(wanted, asked_at_once, strict=True):
        counts[key] += count
    return counts


def counted_at_once(wanted: Sequence[QuerySet[Any, Any]]) -> Sequence[int]:
    """Return the number of rows of several queries, asked as one.

    Put together as SQL that every database knows: the same as annotations takes four
    times as long, all of it in copying them.
    """
    parts: list[str] = []
    parameters: list[Any] = []
    for place, rows in enumerate(wanted):
        try:
            sql, given = rows.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:
            parts.append("0")
            continue
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS c{place})")
        parameters += given
    if not parts:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", parameters)
        row: Sequence[int] = cursor.fetchone()
    return row
