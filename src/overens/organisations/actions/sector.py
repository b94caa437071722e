"""Keep how many organisations there are, month by month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from overens.common.audit import Actor, operator, write_line
from overens.common.daily import Line
from overens.organisations.models import Organisation, SectorCount
from overens.organisations.rules import STATUSES

COUNTED = (*STATUSES, "added")


@transaction.atomic
def keep_sector_count(
    *, world: str, day: date, counts: Mapping[str, int], by: Actor
) -> bool:
    """Write how many there were in a day's month; the last day's count stands.

    Args:
        world: origin of what was counted.
        counts: how many of each status, and how many were ``added`` that month; none
            where one is not named.

    Returns:
        Whether anything was new.
    """
    month = day.replace(day=1)
    there = SectorCount.objects.filter(origin=world, month=month).first()
    values = {name: counts.get(name, 0) for name in COUNTED}
    if there is not None and (
        there.day > day or all(getattr(there, n) == v for n, v in values.items())
    ):
        return False
    SectorCount.objects.update_or_create(
        origin=world, month=month, defaults={**values, "day": day}
    )
    write_line(
        "organisations.keep_sector_count",
        by=by,
        facts={"world": world, "month": month.isoformat(), **values},
    )
    return True


def count_sector(today: date | None = None) -> Iterator[Line]:
    """Count the organisations of each world; daily.

    Args:
        today: the day; the site's own when left out.

    Yields:
        One line for each world that has any.
    """
    day = today or timezone.localdate()
    civil = Organisation.objects.civil().listed().order_by()
    found: dict[str, dict[str, int]] = {}
    for world, status, count in civil.values_list("origin", "status").annotate(
        n=Count("pk")
    ):
        found.setdefault(world, {})[status] = count
    month = day.replace(day=1)
    for world, counts in found.items():
        counts["added"] = (
            civil.in_world(world).filter(created__date__range=(month, day)).count()
        )
        is_new = keep_sector_count(world=world, day=day, counts=counts, by=operator())
        total = sum(n for name, n in counts.items() if name != "added")
        what = f"count of the sector, {world}: {total}"
        yield Line(what, did=is_new, why="" if is_new else "counted already")
