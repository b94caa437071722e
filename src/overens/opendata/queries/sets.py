"""A data set: what it holds, its columns, and how its rows are found and counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
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
    """

    space: Space
    day: date


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
        shaped: yields what the columns' getters take, where that is not a stored row.
        counted: how many rows ``shaped`` will yield, without yielding them.
    """

    key: str
    part: str
    title: Words
    description: Words
    columns: tuple[DataColumn, ...]
    found: Callable[[Asked], Found] = lambda asked: ()
    shaped: Callable[[Asked], Iterable[Any]] | None = None
    counted: Callable[[Asked], int] | None = None

    def rows(self, asked: Asked) -> Iterator[tuple[Value, ...]]:
        """Yield each row's values, in the order of the columns."""
        getters = [column.value for column in self.columns]
        for row in self.things(asked):
            yield tuple(get(row) for get in getters)

    def things(self, asked: Asked) -> Iterable[Any]:
        """Return what the columns' getters take, row by row."""
        if self.shaped is not None:
            return self.shaped(asked)
        return chain.from_iterable(
            rows.iterator(chunk_size=CHUNK) for rows in self.found(asked)
        )

    @property
    def fields(self) -> set[str]:
        """The stored fields that its columns show."""
        return {name for column in self.columns for name in column.fields}


def row_counts(sets: Iterable[DataSet], asked: Asked) -> dict[str, int]:
    """Return how many rows each data set has.

    One query for all whose rows are stored ones, and what ``counted`` costs (at most
    two each) for the rest.
    """
    counts: dict[str, int] = {}
    wanted: list[tuple[str, QuerySet[Any, Any]]] = []
    for each in sets:
        counts[each.key] = each.counted(asked) if each.counted is not None else 0
        if each.counted is None:
            wanted += [(each.key, rows) for rows in each.found(asked)]
    for (key, _rows), count in zip(wanted, _counted_at_once(wanted), strict=True):
        counts[key] += count
    return counts


def _counted_at_once(
    wanted: Sequence[tuple[str, QuerySet[Any, Any]]],
) -> Sequence[int]:
    """Return the number of rows of several queries, asked as one.

    Put together as SQL that every database knows: the same as annotations takes four
    times as long, all of it in copying them.
    """
    parts: list[str] = []
    parameters: list[Any] = []
    for place, (_key, rows) in enumerate(wanted):
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
