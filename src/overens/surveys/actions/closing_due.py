"""Closes the surveys whose time is over: a step of ``do_daily``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from overens.common.audit import SYSTEM
from overens.common.daily import Line
from overens.common.explain import explain
from overens.common.models import Ballot
from overens.errors import RuleBroken
from overens.surveys.actions.answering import close_survey
from overens.surveys.models import Collection
from overens.surveys.rules import ANONYMOUS, COLLECTED


def close_due(today: date | None = None) -> Iterator[Line]:
    """Close what needs no passphrase; go on where a closing was stopped.

    Args:
        today: not asked: a survey closes by the database's clock.

    Yields:
        A line for each survey whose time is over.
    """
    over = Ballot.objects.over().values("uuid")
    for each in Collection.objects.filter(ballot__in=over).select_related(
        "survey__space"
    ):
        name = str(each.survey)
        if each.mode == ANONYMOUS and each.state != COLLECTED:
            yield Line(name, did=False, why=_("only its passphrase opens the answers"))
            continue
        try:
            close_survey(each.survey, by=SYSTEM)
        except RuleBroken as broken:
            yield Line(name, did=False, why=explain(broken))
        else:
            yield Line(name)
