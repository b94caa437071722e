"""The personal-data map: every stored field says why it is kept, and how long.

Each model carries ``kept``: one entry for the model's plain fields and one for each
field about a living person. A test walks all models; a field outside the map fails.
The page ``/personuppgifter/`` and the register of processing are written from here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models

# Legal bases (GDPR article 6.1) as keys; the huvudman decides which it leans on.
PUBLIC_TASK = "public task"
LEGITIMATE_INTEREST = "legitimate interest"
LEGAL_DUTY = "legal duty"
NOT_PERSONAL = "not personal"


@dataclass(frozen=True)
class Entry:
    """Why one field is kept.

    Attributes:
        purpose: why, in English, marked for translation by the page.
        basis: one of the keys above.
        retention: until when, in words.
        public: whether open data and pages may show it.
    """

    purpose: str
    basis: str = NOT_PERSONAL
    retention: str = "as long as the record it belongs to"
    public: bool = True


@dataclass(frozen=True)
class Kept:
    """The map of one model: the rest of its fields, and those about a person."""

    plain: Entry | None
    personal: dict[str, Entry] = field(default_factory=dict)

    def of(self, name: str) -> Entry | None:
        """Return the entry of a field, or None when the map has a hole."""
        return self.personal.get(name, self.plain)


@dataclass(frozen=True)
class Forgets:
    """When something of a row is due to be forgotten, by itself.

    Attributes:
        since: the field, a day or an instant, from which days are counted.
        days: for how many whole days it is kept after that.
        emptied: fields and what they become; None when the whole row goes.
        where: which rows; all unless said.
    """

    since: str
    days: int
    emptied: Mapping[str, Any] | None = None
    where: Mapping[str, Any] = field(default_factory=dict)


def is_forgotten_by_itself(model: type[models.Model], name: str) -> bool:
    """Tell whether a daily step erases a field when its time is over."""
    rules: tuple[Forgets, ...] = getattr(model, "forgets", ())
    return any(rule.emptied is None or name in rule.emptied for rule in rules)


def record(purpose: str, *, public: bool = True, **personal: Entry) -> Kept:
    """Return a map for a model that holds records, with its personal fields."""
    return Kept(plain=Entry(purpose, public=public), personal=personal)


def personal(
    purpose: str,
    *,
    basis: str = LEGITIMATE_INTEREST,
    retention: str,
    public: bool = False,
) -> Entry:
    """Return the entry of one field about a living person."""
    return Entry(purpose, basis=basis, retention=retention, public=public)


def our_models() -> list[type[models.Model]]:
    """Return every model of the product, in the order of the columns."""
    return [m for m in apps.get_models() if m.__module__.startswith("overens.")]


def holes() -> Iterator[str]:
    """Yield ``package.Model.field`` for every field without an entry."""
    for model in our_models():
        kept: Kept | None = getattr(model, "kept", None)
        for column in model._meta.concrete_fields:
            if kept is None or kept.of(column.name) is None:
                yield f"{model._meta.label}.{column.name}"
