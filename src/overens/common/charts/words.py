"""What stands in words in and under a chart, the same on every medium.

Every function writes in the active language; the writers make the chart's own
language active before they call.
"""

from __future__ import annotations

from functools import singledispatch

from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import ngettext, npgettext, override, pgettext

from overens.common.charts.base import Chart
from overens.common.charts.counted import Bar, Bars, ScaleGroup, StackedScale
from overens.common.charts.pictured import Area, AreaMap, SeatParty
from overens.common.formats import SMALLEST_BASE_FOR_PERCENT, number, percent, share_of


def nothing_yet() -> str:
    """What an empty chart says."""
    return pgettext("chart", "There is nothing to show here yet.")


def withheld() -> str:
    """What stands where a figure is withheld."""
    return withheld_cell()


def withheld_cell() -> str:
    """The same in a table's cell, where there is less room."""
    return pgettext("chart", "Not shown")


def not_known() -> str:
    """What stands where a figure is missing."""
    return pgettext("chart", "No figure")


def bar_figure(chart: Bars, row: Bar) -> str:
    """A bar's figure: "9 av 13", "155 av 250 (62 %)", "17", or that it is withheld."""
    if row.count is None:
        return withheld()
    base = chart.base_of(row)
    return number(row.count) if base is None else share_of(row.count, base)


def bar_count(row: Bar) -> str:
    """A bar's bare count, or that it is withheld."""
    return withheld_cell() if row.count is None else number(row.count)


def area_figure(area: Area) -> str:
    """An area's figure, or that there is none."""
    return not_known() if area.value is None else number(area.value)


def interval_figure(chart: Bars, row: Bar) -> str:
    """A bar's interval, "10–16", or nothing."""
    if row.interval is None:
        return ""
    low, high = row.interval
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def bar_words(chart: Bars, row: Bar) -> str:
    """A bar's figures as a reader without the drawing hears them."""
    figure = bar_figure(chart, row)
    if row.interval is None or chart.frame is None:
        return figure
    return pgettext("chart", "%(figure)s; likely %(interval)s of all %(frame)s") % {
        "figure": figure,
        "interval": interval_figure(chart, row),
        "frame": number(chart.frame),
    }


def answers(count: int) -> str:
    """How many answered: "118 svar"."""
    return ngettext("%(count)s answer", "%(count)s answers", count) % {
        "count": number(count)
    }


def cell_figure(group: ScaleGroup, count: int | None) -> str:
    """The figure in one part of a scale: the count when few answered, else percent."""
    if count is None:
        return withheld()
    if group.total < SMALLEST_BASE_FOR_PERCENT:
        return number(count)
    return percent(count / group.total)


def scale_words(chart: StackedScale, group: ScaleGroup) -> str:
    """A group's figures as a reader without the drawing hears them."""
    if group.suppressed:
        return withheld()
    parts = []
    for level, count in zip(chart.levels, group.counts, strict=True):
        if count is None:
            parts.append(f"{level}: {withheld()}")
        elif group.is_whole:
            parts.append(f"{level}: {share_of(count, group.total)}")
        else:
            # A base beside a withheld cell would tell what it holds.
            parts.append(f"{level}: {number(count)}")
    if group.dont_know:
        parts.append(outside_words(chart, group))
    return "; ".join(parts)


def dont_know(chart: StackedScale) -> str:
    """The words of the answer outside the scale."""
    return chart.dont_know_label or pgettext("chart", "Don't know")


def outside_words(chart: StackedScale, group: ScaleGroup) -> str:
    """How many stood outside the scale, with a base of its own: all who answered."""
    count = group.dont_know
    figure = share_of(count, count + group.total) if group.is_whole else number(count)
    return f"{dont_know(chart)}: {figure}"


def seats(party: SeatParty) -> str:
    """A party's seats: "8 platser, varav 1 vakant"."""
    total = party.seats + party.vacant
    text = ngettext("%(count)s seat", "%(count)s seats", total) % {
        "count": number(total)
    }
    if not party.vacant:
        return text
    return pgettext("chart", "%(seats)s, of which %(count)s vacant") % {
        "seats": text,
        "count": number(party.vacant),
    }


def things(count: int) -> str:
    """What stands under a number of things that are not named: "st"."""
    return ngettext("item", "items", count)


def month(value: int) -> str:
    """A month's name: "januari"."""
    return str(MONTHS[value])


def short_month(value: int) -> str:
    """A month's short name: "jan"."""
    return str(MONTHS_3[value])


def class_names(chart: AreaMap) -> tuple[str, ...]:
    """What each class of a map holds: "Färre än 10", "10–14", "15 eller fler"."""
    limits = chart.breaks
    first = pgettext("chart", "Fewer than %(limit)s") % {"limit": number(limits[0])}
    between = tuple(
        number(low) if high - low == 1 else f"{number(low)}–{number(high - 1)}"
        for low, high in zip(limits, limits[1:], strict=False)
    )
    last = pgettext("chart", "%(limit)s or more") % {"limit": number(limits[-1])}
    return (first, *between, last)


def base_note(chart: Chart) -> str:
    """The base: "Bas: 13 nämnder."; nothing where there is none."""
    if chart.n is None:
        return ""
    counted = f"{number(chart.n)} {chart.unit}".strip()
    return pgettext("chart", "Base: %(counted)s.") % {"counted": counted}


@singledispatch
def own_notes(chart: Chart) -> tuple[str, ...]:
    """What a chart of this kind has to say about its figures."""
    return ()


@own_notes.register
def _(chart: Bars) -> tuple[str, ...]:
    said = []
    not_drawn = len(chart.rows) - len(chart.drawn)
    if chart.drawn and not_drawn:
        said.append(
            npgettext(
                "chart",
                "%(count)s more answer is not shown; it stands in the table.",
                "%(count)s more answers are not shown; they stand in the table.",
                not_drawn,
            )
            % {"count": number(not_drawn)}
        )
    if chart.frame is None or not any(row.interval for row in chart.rows):
        return tuple(said)
    counted = f"{number(chart.frame)} {chart.unit}".strip()
    return (
        *said,
        pgettext(
            "chart",
            "The line under a bar shows how many of all %(counted)s it likely is "
            "(95 per cent interval).",
        )
        % {"counted": counted},
    )


@own_notes.register
def _(chart: StackedScale) -> tuple[str, ...]:
    notes = []
    if any(group.total >= SMALLEST_BASE_FOR_PERCENT for group in chart.groups):
        notes.append(
            pgettext(
                "chart", "Shares are rounded and do not always add up to 100 per cent."
            )
        )
    if any(group.dont_know for group in chart.groups):
        notes.append(
            pgettext("chart", "“%(answer)s” is counted outside the scale.")
            % {"answer": dont_know(chart)}
        )
    return tuple(notes)


def notes(chart: Chart) -> tuple[str, ...]:
    """What stands under a chart, in its own language: base, how to read it, source."""
    with override(chart.language):
        source = (
            pgettext("chart", "Source: %(source)s") % {"source": chart.source}
            if chart.source
            else ""
        )
        return tuple(filter(None, (base_note(chart), *own_notes(chart), source)))
