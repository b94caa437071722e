"""Which organisations have reported on measures, and when they last did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Max, QuerySet

from overens.organisations.models import Organisation
from overens.organisations.queries import Answered
from overens.plans.models import ProgressReport


def who_answered(organisations: QuerySet[Organisation, Any]) -> Iterator[Answered]:
    """Yield the day of each organisation's latest report (one query)."""
    latest = (
        ProgressReport.objects.standing()
        .filter(organisation__in=organisations)
        .order_by()
        .values_list("organisation")
        .annotate(latest=Max("day"))
    )
    for organisation, day in latest:
        yield Answered(organisation, day)
