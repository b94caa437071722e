"""Loads the demonstration through the same actions that people and importers use."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import transaction

from overens.accounts.models import Person, Space
from overens.common.models import OWN
from overens.errors import RuleBroken, gettext_noop

# Each step: what it loads, in words, and the function; in the order of the columns.
STEPS: list[tuple[str, Callable[[], object]]] = []


class RealDataHere(RuleBroken):
    """The database holds rows that are not made up or from a source."""

    sentence = gettext_noop(
        "There is real data in this database, so the demonstration is not loaded. "
        "Give OVERENS_DATA another folder and load it there."
    )


class LoadedAlready(RuleBroken):
    """The demonstration is there."""

    sentence = gettext_noop("The demonstration is already loaded.")


def has_demonstration() -> bool:
    """Tell whether there is anything in the database."""
    return Space.objects.exists() or Person.objects.exists()


def check_may_load() -> None:
    """Refuse a database with real data in it.

    Raises:
        RealDataHere: a space is somebody's own, or a person is not of the cast.
        LoadedAlready: the demonstration is there.
    """
    if (
        Space.objects.filter(origin=OWN).exists()
        or Person.objects.exclude(email__endswith="@example.org").exists()
    ):
        raise RealDataHere()
    if has_demonstration():
        raise LoadedAlready()


def load_demonstration() -> Iterator[str]:
    """Load everything, or nothing; yield one line per step.

    Raises:
        RealDataHere, LoadedAlready: see ``check_may_load``.
    """
    check_may_load()
    with transaction.atomic():
        for what, step in STEPS:
            step()
            yield what
