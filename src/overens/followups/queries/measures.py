"""How the year's measures went, by status and side, and what became different."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overens.accounts.models import Space
from overens.common.charts import Bar, Bars, StatusBar, StatusSegment, Table, Tone
from overens.common.formats import number
from overens.followups.queries.shapes import Difference, Figure, Section
from overens.followups.rules import (
    agreement_of,
    counted_by,
    says_a_difference,
    says_no_difference,
)
from overens.plans.models import ActionPlan, ProgressReport
from overens.plans.queries import (
    MeasureRow,
    how_known_word,
    rows_by_plan,
    side_word,
    status_counts,
    status_word,
)
from overens.plans.rules import HOW_KNOWN, status_of


def measures(
    space: Space, year: int, day: date, language: str
) -> tuple[Section, Section]:
    """Return how it went, and what became different. 4 queries."""
    known = list(ActionPlan.objects.of(space))
    plans = [plan for plan in known if plan.year == year]
    followed = [plan for plan in plans if plan.is_followed] or _later(known, year)
    rows = [
        row
        for of_plan in rows_by_plan(followed, day).values()
        for row in of_plan
        if plans or _had_begun(row, day)
    ]
    if not rows:
        hole = (
            _("The plan is known from a source, which does not say how it went.")
            if plans
            else _("No action plan for the year is known.")
        )
        return (
            Section(
                "measures",
                _("How it went with the measures"),
                _("How the measures went is not known"),
                holes=(hole,),
                unsaid=_("which measures there were, and how they went"),
            ),
            Section(
                "differences",
                _("What became different"),
                _("What became different is not known"),
                holes=(_("No reports on measures are known for the year."),),
                unsaid=_("what became different, and for whom"),
            ),
        )
    url = followed[0].get_absolute_url()
    went = _how_it_went(rows, url, language, of_the_year=bool(plans))
    return went, _what_changed(rows, year, day, language)


def _later(known: Sequence[ActionPlan], year: int) -> list[ActionPlan]:
    """Return the followed plans of later years, where the year has none (F6)."""
    if any(plan.year == year for plan in known):
        return []
    return [plan for plan in known if plan.is_followed and (plan.year or 0) > year]


def _had_begun(row: MeasureRow, day: date) -> bool:
    return row.measure.starts is not None and row.measure.starts <= day


def _how_it_went(
    rows: list[MeasureRow], url: str, language: str, *, of_the_year: bool
) -> Section:
    n = len(rows)
    counts = status_counts(rows)
    unit = ngettext("measure", "measures", n)
    if of_the_year:
        definition = _(
            "Measures in the year's plan, by the status that the rules give."
        )
    else:
        definition = _(
            "Measures that had begun by the last day of the year, by the status that "
            "the rules give."
        )
    figures = [
        Figure(
            f"status-{status.slug}",
            status_word(status),
            count,
            unit,
            definition,
            f"{url}?status={status.slug}",
            base=n,
            said=f"{unit}: {status_word(status)}",
        )
        for status, count in counts
    ]
    said = agreement_of([(_state(row, "public"), _state(row, "civil")) for row in rows])
    figures += [
        Figure(
            "sides-agree",
            _("both sides report the same"),
            said.same,
            unit,
            _("Each side's latest report during the plan, compared."),
            url,
            base=n,
            said=f"{unit}: {_('both sides report the same')}",
        ),
        Figure(
            "sides-differ",
            _("the sides report differently"),
            said.different,
            unit,
            _("Each side's latest report during the plan, compared."),
            url,
            base=n,
            said=f"{unit}: {_('the sides report differently')}",
        ),
        Figure(
            "one-silent",
            _("only one side has reported"),
            said.one_silent,
            unit,
            _("Measures where one side has never reported."),
            url,
            base=n,
            said=f"{unit}: {_('only one side has reported')}",
        ),
        Figure(
            "both-silent",
            _("nobody has reported"),
            said.both_silent,
            unit,
            _("Measures where neither side has reported."),
            url,
            base=n,
            said=f"{unit}: {_('nobody has reported')}",
        ),
    ]
    chart = StatusBar(
        title=_("Measures by status"),
        language=language,
        unit=_("measures"),
        n=n,
        segments=tuple(
            StatusSegment(
                status_word(status),
                count,
                cast("Tone", status.tone),
                f"{url}?status={status.slug}",
            )
            for status, count in counts
        ),
    )
    by_key = {status.key: count for status, count in counts}
    finding = _("%(done)s of %(n)s measures are done") % {
        "done": number(by_key.get("done", 0)),
        "n": number(n),
    }
    return Section(
        "measures",
        _("How it went with the measures"),
        finding,
        tuple(figures),
        charts=(chart,),
        tables=(_by_principle(rows), _apart(rows)),
        notes=()
        if of_the_year
        else (
            _(
                "No action plan of the year is kept here. The measures are those of a "
                "later plan that had begun by the last day of the year."
            ),
        ),
        links=((_("The whole plan"), url),),
    )


def _state(row: MeasureRow, side: str) -> str | None:
    return next((one.state for one in row.said if one.side == side), None)


def _by_principle(rows: list[MeasureRow]) -> Table:
    names: dict[str, list[MeasureRow]] = {}
    for row in rows:
        principle = row.measure.principle
        names.setdefault(
            str(principle.name) if principle else _("No principle named"), []
        ).append(row)
    headings = [status_word(status) for status, _n in status_counts([])]
    return Table(
        headings=(_("Principle"), *headings, _("All")),
        rows=tuple(
            (
                name,
                *(str(count) for _status, count in status_counts(of_name)),
                str(len(of_name)),
            )
            for name, of_name in names.items()
        ),
        caption=_("Measures by principle and status"),
        numbers=tuple(range(1, len(headings) + 2)),
    )


def _apart(rows: list[MeasureRow]) -> Table:
    """Return the measures where the sides see it differently, or one is silent."""
    shown = [row for row in rows if _state(row, "public") != _state(row, "civil")]
    return Table(
        headings=(
            _("Measure"),
            side_word("public").capitalize(),
            side_word("civil").capitalize(),
        ),
        rows=tuple(
            (
                str(row.measure),
                _said(_state(row, "public")),
                _said(_state(row, "civil")),
            )
            for row in shown
        ),
        caption=_("Where the sides do not say the same"),
    )


def _said(state: str | None) -> str:
    return status_word(status_of(state)) if state else _("No report")


def _what_changed(
    rows: Sequence[MeasureRow], year: int, day: date, language: str
) -> Section:
    by_id = {row.measure.pk: row.measure for row in rows}
    reports = list(
        ProgressReport.objects.standing()
        # What was said in another year stands in that year's follow-up.
        .filter(measure__in=list(by_id), day__year=year, day__lte=day)
        .exclude(difference="")
        .select_related("organisation", "unit")
        .order_by("measure__place", "day")
    )
    answers = [report for report in reports if says_a_difference(report.how_known)]
    known = [report for report in answers if not says_no_difference(report.difference)]
    told = {report.measure_id for report in known}
    none = {report.measure_id for report in answers} - told
    unknown = {report.measure_id for report in reports} - told - none
    n = len(by_id)
    url = next(iter(by_id.values())).plan.get_absolute_url()
    differences = tuple(
        Difference(
            measure=str(by_id[report.measure_id]),
            url=by_id[report.measure_id].get_absolute_url(),
            by=report.by_name or side_word(report.side),
            day=report.day,
            what=report.difference,
            for_whom=report.for_whom,
            how_known=how_known_word(report.how_known) if report.how_known else "",
            language=report.language,
        )
        for report in known
    )
    # What says that there is none is no way of knowing a difference.
    told_of = [each for each in reports if not says_no_difference(each.difference)]
    ways = counted_by([report.how_known for report in told_of], list(HOW_KNOWN))
    chart = Bars(
        title=_("How it is known that something became different"),
        description=_(
            "Told: somebody says so. Counted: somebody has counted. Compared: with "
            "before or with others. A report that says that nobody knows is no "
            "difference."
        ),
        language=language,
        unit=_("reports"),
        n=len(told_of),
        rows=tuple(Bar(label=how_known_word(way), count=c) for way, c in ways),
    )
    figures = (
        Figure(
            "with-difference",
            _("say what became different"),
            len(told),
            ngettext("measure", "measures", n),
            _(
                "Measures with at least one standing report of the year that says how "
                "it is known."
            ),
            url,
            base=n,
        ),
        Figure(
            "no-difference",
            _("say that nothing became different"),
            len(none),
            ngettext("measure", "measures", n),
            _("Measures whose reports say only that there is no difference."),
            url,
            base=n,
        ),
        Figure(
            "difference-unknown",
            _("say that nobody knows yet"),
            len(unknown),
            ngettext("measure", "measures", n),
            _("Measures whose reports answer the question with “we do not know”."),
            url,
            base=n,
        ),
        Figure(
            "without-difference",
            _("say nothing of it yet"),
            n - len(told) - len(none) - len(unknown),
            ngettext("measure", "measures", n),
            _("The rest of the year's measures."),
            url,
            base=n,
        ),
    )
    finding = _("%(told)s of %(n)s measures say what became different") % {
        "told": number(len(told)),
        "n": number(n),
    }
    return Section(
        "differences",
        _("What became different"),
        finding,
        figures,
        charts=(chart,) if told_of else (),
        differences=differences,
        notes=(
            _(
                "The reports are the responsible parties' own words. That something "
                "changed after a measure does not prove that the measure caused it."
            ),
        ),
    )
