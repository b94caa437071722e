"""Reads of the register by what is asked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from overens.organisations.rules import question_of, sort_name, typed_words
from overens.organisations.rules.finding import NEVER, YEAR, first_of_band

if TYPE_CHECKING:
    from overens.organisations.models.organisation import Organisation


def _same(name: str, folded: str) -> bool:
    return " ".join(name.casefold().split()) == folded


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Reads of the register; every list and page goes through these."""

    def in_world(self, origin: str) -> Self:
        """Return the organisations of one world: own, source or made up."""
        return self.filter(origin=origin)

    def civil(self) -> Self:
        """Return civil-society organisations."""
        return self.filter(kind="civil")

    def public(self) -> Self:
        """Return public bodies."""
        return self.filter(kind="public")

    def listed(self) -> Self:
        """Return those that stand by themselves, not merged into another."""
        return self.filter(merged_into=None)

    def named(self, words: str) -> Self:
        """Return those that all the words find (rules O25 and O26), in no order.

        All of them where nothing is typed; none where only marks are.
        """
        typed = typed_words(words)
        if not typed:
            return self.none() if words.strip() else self
        return self.filter(search_terms__finds=question_of(typed).hits)

    def called(self, name: str, *, now_or_before: bool = False) -> list[Organisation]:
        """Return those whose name is exactly this, whatever its capitals.

        Compared in Python: SQLite knows capitals of a to z only. With
        ``now_or_before``, where nobody has the name now, those also known by it.
        """
        asked = " ".join(name.casefold().split())
        near = self.filter(sort_name=sort_name(asked))
        found = [each for each in near if _same(each.name, asked)]
        if found or not now_or_before:
            return found
        typed = typed_words(name)
        if not typed:
            return []
        in_names = self.filter(search_terms__finds=question_of(typed).tiers[-1])
        return [
            each
            for each in in_names.prefetch_related("names")
            if any(_same(other.name, asked) for other in each.names.all())
        ]

    def active_in(self, municipality: str) -> Self:
        """Return those active in a municipality, by its code."""
        return self.filter(municipalities__code=municipality)

    def working_with(self, classification: str, key: str) -> Self:
        """Return those that work in an area of one of the classifications."""
        return self.filter(areas__classification=classification, areas__key=key)

    def confirmed_in(self, band: str, today: date) -> Self:
        """Return those last confirmed within a year, earlier, or never (rule O29)."""
        if band == NEVER:
            return self.filter(last_confirmed=None)
        since = first_of_band(today)
        if band == YEAR:
            return self.filter(last_confirmed__gte=since)
        return self.filter(last_confirmed__lt=since)

    def marked(self, kind: str, key: str, day: date) -> Self:
        """Return those that have a mark on a day; ``key`` says of what."""
        # In a subquery: a join would count an organisation once for each mark.
        marks = self.model._meta.apps.get_model("organisations", "OrganisationMark")
        held = marks._default_manager.on(day).filter(kind=kind, key=key)
        return self.filter(pk__in=held.values("organisation"))
