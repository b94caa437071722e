"""A question that is put very often: its SQL is worked out once, its answer never kept.

Django works out the SQL of a queryset each time that it is asked, which takes longer
than SQLite takes to answer. What is asked on every page, or by everybody who answers a
survey, is therefore worked out once in each thread.

It is right because the SQL of a queryset follows from the models and the kind of
database alone, and neither changes while a process runs. What is asked about goes in
each time, and the rows are read each time.
"""

from __future__ import annotations

import inspect
import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, QuerySet
from django.db.models.sql.compiler import SQLCompiler


class Given(Expression):
    """The place in a queryset of what is given when it is asked: a text or a number."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Return a mark, and itself as what is to be put there."""
        return "%s", [self]


class Prepared:
    """The rows of a queryset, each time for what is given.

        of_person = Prepared(lambda person: RoleGrant.objects.filter(person=person))
        of_person(7)  # a list

    The queryset may select related rows, leave out fields, annotate and give tuples;
    rows that it would prefetch are not.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Any]]) -> None:
        self._make = make
        # A compiler belongs to a connection, and that to a thread; a thread that gets
        # another connection works the SQL out anew.
        self._of_thread = threading.local()

    def __call__(self, *given: object) -> list[Any]:
        """Ask, and return the rows. 1 query."""
        made, compiler, sql, params = self._known()
        values = tuple(
            given[each.number] if isinstance(each, Given) else each for each in params
        )
        compiler.as_sql = lambda *args, **named: (sql, values)
        # A queryset of its own, since one keeps its rows; the question is shared.
        asked: QuerySet[Any, Any] = QuerySet(made.model, made.query)
        asked._iterable_class = made._iterable_class
        asked._fields = made._fields  # type: ignore[attr-defined]
        try:
            return list(asked)
        finally:
            # What was given may be the key to something; it is not left here.
            del compiler.as_sql

    def rows(self, *given: object) -> list[tuple[Any, ...]]:
        """Ask, and return the rows as the database gives them. 1 query.

        For a queryset of tuples, where making values of them can wait: see ``read``.
        """
        _made, compiler, sql, params = self._known()
        values = [
            given[each.number] if isinstance(each, Given) else each for each in params
        ]
        with compiler.connection.cursor() as cursor:
            cursor.execute(sql, values)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    def read(self, row: Sequence[Any]) -> list[Any]:
        """Return the values of a row of ``rows``."""
        _made, compiler, _sql, _params = self._known()
        (values,) = compiler.apply_converters([row], compiler.get_converters(()))
        return list(values)

    def _known(self) -> tuple[QuerySet[Any, Any], Any, str, Any]:
        asked = getattr(self._of_thread, "asked", None)
        if asked is None or asked[1].connection is not connections[DEFAULT_DB_ALIAS]:
            asked = self._of_thread.asked = self._worked_out()
        known: tuple[QuerySet[Any, Any], Any, str, Any] = asked
        return known

    def _worked_out(self) -> tuple[QuerySet[Any, Any], SQLCompiler, str, Any]:
        places = range(len(inspect.signature(self._make).parameters))
        made = self._make(*(Given(place) for place in places))
        compiler = made.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        # How each column becomes a value follows from the models too.
        converters = compiler.get_converters([each[0] for each in compiler.select])
        compiler.get_converters = lambda expressions: converters
        made.query.get_compiler = lambda *args, **named: compiler  # type: ignore[method-assign]
        return made, compiler, sql, params
