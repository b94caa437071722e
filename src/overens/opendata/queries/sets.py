"""A data set: what it holds, its columns, and how its rows are found and counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, TypeAlias

from django.db.models import IntegerField, QuerySet, Subquery

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


class CountRows(Subquery):
    """The number of rows of a query, as a value in another."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def row_counts(sets: Iterable[DataSet], asked: Asked) -> dict[str, int]:
    """Return how many rows each data set has.

    One query for all whose rows are stored ones, and what ``counted`` costs (at most
    two each) for the rest.
    """
    counts: dict[str, int] = {}
    wanted: dict[str, CountRows] = {}
    for each in sets:
        if each.counted is not None:
            counts[each.key] = each.counted(asked)
            continue
        counts[each.key] = 0
        for place, rows in enumerate(each.found(asked)):
            wanted[f"{each.key}/{place}"] = CountRows(rows.order_by().values("pk"))
    if wanted:
        home = Space.objects.filter(pk=asked.space.pk).values_list(*wanted.values())
        for name, count in zip(wanted, home.get(), strict=True):
            counts[name.partition("/")[0]] += count
    return counts
