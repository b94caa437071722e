"""What the search stands on: terms of each organisation, and what has changed."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from django.db.models.lookups import Lookup
from django.utils.translation import gettext_lazy as _

from overens.accounts.models import Person, Space
from overens.common.models import Record
from overens.common.personal_data import PUBLIC_TASK, Forgets, personal, record
from overens.organisations.rules import Wanted


def fts5_of(wanted: Wanted) -> str:
    """Return what FTS5 is asked; each term quoted, so that nothing is syntax."""
    groups = (
        " OR ".join(f'"{term.text}"{" *" if term.begins else ""}' for term in group)
        for group in wanted
    )
    return " AND ".join(f"({group})" for group in groups)


def tsquery_of(wanted: Wanted) -> str:
    """Return the same for PostgreSQL."""
    groups = (
        " | ".join(f"'{term.text}'{':*' if term.begins else ''}" for term in group)
        for group in wanted
    )
    return " & ".join(f"({group})" for group in groups)


class TermsField(models.TextField[Any, Any]):
    """Terms with blanks between (``rules.search_terms``), looked up by an index."""


@TermsField.register_lookup
class Finds(Lookup[Any]):
    """``search_terms__finds``: has one term of each group of a ``Wanted``."""

    lookup_name = "finds"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> Any:
        """Return the question in the database's own words."""
        render = fts5_of if connection.vendor == "sqlite" else tsquery_of
        return "%s", [render(value)]

    def as_sql(
        self, compiler: Any, connection: BaseDatabaseWrapper
    ) -> tuple[str, list[Any]]:
        """Return the condition, by the FTS5 table or by the inverted index."""
        question, parameters = self.process_rhs(compiler, connection)
        column, before = self.process_lhs(compiler, connection)
        if connection.vendor == "sqlite":
            table = connection.ops.quote_name(self.lhs.alias)
            return (
                f"{table}.id IN (SELECT rowid FROM organisations_search "
                f"WHERE organisations_search MATCH {question})",
                list(parameters),
            )
        terms = f"array_to_tsvector(string_to_array({column}, ' '))"
        return f"{terms} @@ {question}::tsquery", [*before, *parameters]


class SearchChange(models.Model):
    """That something of an organisation changed, for what processes hold of it.

    Written by triggers (``common.handmade_sql.register``). Numbers come again after a
    transaction is taken back; the token does not.
    """

    id = models.BigAutoField(primary_key=True)
    # A number, not a key: the row may be gone. None: all of them.
    organisation = models.BigIntegerField(_("organisation"), null=True)
    token = models.CharField(_("told apart by"), max_length=36)
    at = models.DateTimeField(_("when"))
    # PostgreSQL's number of it: lines may come to be seen after higher ones.
    transaction = models.BigIntegerField(_("transaction"), null=True)

    kept = record("Lets the search know what has changed.", public=False)
    forgets = (Forgets("at", days=7),)

    class Meta:
        verbose_name = _("change that the search has to know")
        indexes = [models.Index(fields=["transaction"], name="search_change_of")]

    def __str__(self) -> str:
        return f"{self.id}: {self.organisation or '*'}"


class SearchState(models.Model):
    """Whether the search is off while very many rows come in: one row, or none."""

    id = models.BigAutoField(primary_key=True)
    is_off = models.BooleanField(_("off"), default=False)

    kept = record("Says whether the search is to be built anew.", public=False)

    class Meta:
        verbose_name = _("state of the search")

    def __str__(self) -> str:
        return "off" if self.is_off else "on"


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    """Reads of saved searches."""

    def seen_by(self, person: Person, *, is_secretariat: bool) -> Self:
        """Return a person's own, and the secretariat's for those who belong to it."""
        mine = Q(person=person)
        return self.filter(mine | Q(person=None) if is_secretariat else mine)


class SavedSearch(Record):
    """A question to the register with a name: it finds what there is that day."""

    space = models.ForeignKey(
        Space, on_delete=models.PROTECT, related_name="saved_searches"
    )
    # Whose it is; None: the secretariat's of the space.
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name"), max_length=200)
    question = models.JSONField(_("what was asked for"), default=dict)

    objects = SavedSearchQuerySet.as_manager()

    kept = record(
        "Lets a search be made again.",
        public=False,
        person=personal(
            "Shows a person's own searches to that person only.",
            basis=PUBLIC_TASK,
            retention="until the person takes the search away",
        ),
    )

    class Meta:
        verbose_name = _("saved search")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name
