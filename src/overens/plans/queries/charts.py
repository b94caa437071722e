"""The two charts of a plan: how it goes, and the year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overens.common import formats
from overens.common.charts import StatusBar, StatusSegment, Tone, WheelItem, YearWheel
from overens.plans.queries.rows import MeasureRow, status_counts
from overens.plans.queries.wording import status_word
from overens.plans.queries.year import MOST_ON_WHEEL, YearEvent
from overens.plans.rules import DONE, LATE


def finding(rows: Sequence[MeasureRow]) -> str:
    """Return how a plan goes, as a sentence: what is done, and what is late."""
    counts = {status.key: count for status, count in status_counts(rows)}
    total, done, late = len(rows), counts[DONE], counts[LATE]
    facts = {
        "done": formats.in_words(done).capitalize(),
        "late": formats.in_words(late),
        "total": formats.number(total),
    }
    if late:
        sentence = ngettext(
            "%(done)s of %(total)s measures is done, %(late)s late",
            "%(done)s of %(total)s measures are done, %(late)s late",
            done,
        )
    else:
        sentence = ngettext(
            "%(done)s of %(total)s measures is done, none is late",
            "%(done)s of %(total)s measures are done, none is late",
            done,
        )
    return sentence % facts


def status_chart(rows: Sequence[MeasureRow], url: str) -> StatusBar:
    """Return the bar of statuses; each part leads to the list filtered by it.

    Args:
        rows: the plan's measures.
        url: the plan's page.
    """
    return StatusBar(
        title=finding(rows),
        description=_("Today, reckoned from days and progress reports."),
        language=formats.language_or_active(),
        unit=_("measures"),
        n=len(rows),
        segments=tuple(
            StatusSegment(
                label=status_word(status),
                count=count,
                tone=cast("Tone", status.tone),
                href=f"{url}?status={status.slug}",
            )
            for status, count in status_counts(rows)
            if count
        ),
    )


def year_chart(events: Iterable[YearEvent], year: int) -> YearWheel:
    """Return the wheel of a year: when each measure is to be done."""
    shown = [
        event for event in events if event.day.year == year and event.kind == "due"
    ]
    return YearWheel(
        title=ngettext(
            "%(count)s measure is to be done in %(year)s",
            "%(count)s measures are to be done in %(year)s",
            len(shown),
        )
        % {"count": formats.in_words(len(shown)).capitalize(), "year": year},
        description=_("Each measure in the month when it is to be done."),
        language=formats.language_or_active(),
        year=year,
        items=tuple(
            WheelItem(
                month=event.day.month,
                label=event.label,
                tone=cast("Tone", event.row.status.tone)
                if event.row.status
                else "neutral",
                when=formats.day(event.day),
                href=event.row.url,
            )
            for event in shown[:MOST_ON_WHEEL]
        ),
    )
