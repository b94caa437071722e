"""Loads the demonstration through the same actions that people and importers use."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from overens.accounts.models import Person, Space
from overens.common.models import OWN, ImportRun
from overens.config.demonstration.loading.agreeing import (
    load_compacts,
    load_signatories,
    load_wordings,
)
from overens.config.demonstration.loading.asking import load_surveys
from overens.config.demonstration.loading.belonging import (
    load_lists,
    load_structure,
)
from overens.config.demonstration.loading.collecting import load_collecting
from overens.config.demonstration.loading.doing import (
    ask_vera,
    load_plans,
    load_reports_of_two_years,
)
from overens.config.demonstration.loading.following import load_followups
from overens.config.demonstration.loading.governing import load_decisions, load_groups
from overens.config.demonstration.loading.living import load_living
from overens.config.demonstration.loading.made import Made
from overens.config.demonstration.loading.people import (
    load_authorities,
    load_people,
    load_spaces,
)
from overens.config.demonstration.loading.register import (
    load_list_of_sandhamra,
    load_named_in_sources,
    load_organisations,
    load_places,
    load_sector_counts,
)
from overens.config.demonstration.loading.taking_out import load_rows_asked
from overens.errors import RuleBroken, gettext_noop
from overens.organisations.models import Organisation

# Each step: what it loads, in words, and the function; in the order of the columns.
STEPS: list[tuple[str, Callable[[Made], None]]] = [
    ("spaces: strandland, hok, skane", load_spaces),
    ("the cast and their roles", load_people),
    ("municipalities and areas", load_places),
    ("Strandland's organisations and public bodies", load_organisations),
    ("organisations that the sources name", load_named_in_sources),
    ("counts of the sector, month by month", load_sector_counts),
    ("who may speak for whom", load_authorities),
    ("what belongs together in Strandland", load_structure),
    ("a list of whom to ask", load_lists),
    ("groups, seats and meetings", load_groups),
    ("decisions, memoranda and assignments", load_decisions),
    ("compacts, parties and steering documents", load_compacts),
    ("the compacts' texts in Swedish and English", load_wordings),
    ("signatories", load_signatories),
    ("surveys", load_surveys),
    ("surveys that are out", load_collecting),
    ("requests for answers one by one", load_rows_asked),
    ("action plans and measures", load_plans),
    ("two years of progress reports", load_reports_of_two_years),
    ("a question to Vera, on its way by mail", ask_vera),
    ("follow-ups", load_followups),
    ("what waits in the register", load_living),
    ("a municipality's list, not yet written in", load_list_of_sandhamra),
]


class RealDataHere(RuleBroken):
    """The database holds rows that are not made up or from a source."""

    sentence = gettext_noop(
        "There is real data in this database, so the demonstration is not loaded. "
        "Give OVERENS_DATA another folder and load it there."
    )


class NotInProduction(RuleBroken):
    """A site in production has real people, and the cast signs in by a button."""

    sentence = gettext_noop(
        "The demonstration is not loaded in production, where anyone could sign in as "
        "its people. Give OVERENS_ENV the value demo, and OVERENS_DATA a folder of its "
        "own."
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
        NotInProduction: the site is somebody's own, whatever is in it.
        LoadedAlready: the demonstration is there.
        RealDataHere: a space, an organisation or an import is somebody's own, or there
            is a person who is not of the cast.
    """
    if settings.PRODUCTION:
        raise NotInProduction()
    if (
        Space.objects.filter(origin=OWN).exists()
        or Organisation.objects.filter(origin=OWN).exists()
        or Person.objects.exclude(email__endswith="@example.org").exists()
    ):
        raise RealDataHere()
    if Space.objects.exists():
        raise LoadedAlready()
    if Person.objects.exists() or ImportRun.objects.exists():
        raise RealDataHere()


def load_demonstration() -> Iterator[str]:
    """Load everything, or nothing; yield one line per step.

    Raises:
        NotInProduction, RealDataHere, LoadedAlready: see ``check_may_load``.
    """
    check_may_load()
    made = Made(today=timezone.localdate())
    with transaction.atomic():
        for what, step in STEPS:
            step(made)
            yield what
