"""What points to organisations, in whatever package: found by the models' columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, F, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from overens.organisations.models import DuplicatePair, Organisation

# What is asked about two stays with the two.
STAYS = (DuplicatePair,)
OTHER = _("other records")


@dataclass(frozen=True)
class Pointer:
    """A column that points to organisations."""

    model: type[models.Model]
    field: models.ForeignKey[Any, Any]


def pointers() -> Iterator[Pointer]:
    """Yield every column that points to an organisation."""
    for found in Organisation._meta.get_fields(include_hidden=True):
        if not isinstance(found, models.ManyToOneRel):
            continue
        model = found.related_model
        assert not isinstance(model, str)
        if model not in STAYS and model._meta.managed:
            yield Pointer(model, found.field)


@dataclass(frozen=True)
class Hanging:
    """How many rows of one kind point to each of some organisations."""

    what: str | Promise
    counts: tuple[int, ...]


def what_hangs_on(organisations: Sequence[Organisation]) -> list[Hanging]:
    """Return what points to organisations, a kind a line, in one query.

    Ties to places and areas are fields of the organisation itself, and left out.
    """
    keys = [organisation.pk for organisation in organisations]
    seen = [each for each in pointers() if not each.model._meta.auto_created]
    parts = [
        pointer.model._base_manager.filter(**{f"{pointer.field.name}__in": keys})
        .order_by()
        .annotate(which=Value(at), pointed=F(pointer.field.attname))
        .values("which", "pointed")
        .annotate(n=Count("pk"))
        .values_list("which", "pointed", "n")
        for at, pointer in enumerate(seen)
    ]
    counts: dict[str | Promise, list[int]] = {}
    for at, key, n in parts[0].union(*parts[1:], all=True).order_by("which"):
        row = counts.setdefault(_called(seen[at].model), [0] * len(keys))
        row[keys.index(key)] += n
    return [Hanging(what, tuple(row)) for what, row in counts.items()]


def _called(model: type[models.Model]) -> str | Promise:
    """Return what a kind of row is called; one without words of its own is other."""
    name = model._meta.verbose_name
    return name if isinstance(name, Promise) else OTHER
