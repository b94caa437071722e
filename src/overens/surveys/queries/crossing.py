"""Two questions crossed, ready to be shown: table, drawing, sentence, method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, override

from overens.common import formats
from overens.common.charts import Bar, Bars, Chart, ScaleGroup, StackedScale, Table
from overens.common.charts.words import withheld_cell
from overens.surveys.models import Release
from overens.surveys.models.releases import QUESTIONS, table_key
from overens.surveys.queries.charts import MOST_LEVELS
from overens.surveys.queries.shown import ShownSurvey
from overens.surveys.queries.stored import groups_item
from overens.surveys.queries.verdicts import method_in_words, verdict_in_words
from overens.surveys.queries.wording import figure, whole_percent
from overens.surveys.rules import (
    Crossed,
    Item,
    can_cross,
    counts_in,
    crossed_as_told,
    released_in,
)
from overens.surveys.rules.bound import Tables
from overens.surveys.rules.groups import weighted_shares
from overens.surveys.rules.stands import GROUP


@dataclass(frozen=True)
class ShownCross:
    """A cross table in one language.

    Attributes:
        verdict: whether the two hang together, with the test, its p and the base.
        base: whom the figures are of.
        method: how the test was made, and what it takes for granted.
        weighted: the shares if the groups are weighted by size; "" where they are not
            groups of the frame.
        withheld: why some figures are missing; "" where none is.
    """

    crossed: Crossed
    verdict: str
    base: str
    method: str
    weighted: str
    withheld: str
    chart: Chart
    table: Table


def questions_to_cross(shown: ShownSurvey) -> tuple[Item, ...]:
    """Return what may be crossed: the groups of the frame, and questions in order."""
    groups = groups_item(shown.survey, shown.language)
    items = (question.result.item for question in shown.questions)
    return (
        *((groups,) if groups else ()),
        *(item for item in items if can_cross(item)),
    )


def shown_cross(shown: ShownSurvey, rows: Item, columns: Item) -> ShownCross | None:
    """Return two questions crossed; None where that has not been given out.

    An open survey is counted on the spot; of others only what was given out is read, by
    one query however many tables are asked for.
    """
    found = crossed_once(shown, rows, columns)
    if found is None:
        return None
    with override(shown.language):
        return ShownCross(
            crossed=found,
            verdict=verdict_in_words(found.verdict)
            if found.verdict
            else _no_verdict(found),
            base=_base(shown, found),
            method=method_in_words(found.verdict, shown.words) if found.verdict else "",
            weighted=_weighted(shown, found),
            withheld=_withheld(shown, found),
            chart=_chart(shown, found),
            table=_table(found),
        )


def tables_of(shown: ShownSurvey) -> Tables:
    """Return what figures of groups and codes are read from. 1 query at most, later."""

    def crossed(rows: Item, columns: Item) -> Crossed | None:
        return crossed_once(shown, rows, columns)

    tables: Tables = shown.kept.setdefault(
        "tables",
        Tables(
            groups_item(shown.survey, shown.language),
            tuple(question.result for question in shown.coded),
            crossed,
        ),
    )
    return tables


def crossed_once(shown: ShownSurvey, rows: Item, columns: Item) -> Crossed | None:
    """Return two questions crossed, counted once; None if that is not given out."""
    key = ("crossed", rows.key, columns.key)
    if key not in shown.kept:
        shown.kept[key] = _crossed(shown, rows, columns)
    found: Crossed | None = shown.kept[key]
    return found


def tables_given_out(shown: ShownSurvey) -> Mapping[str, Mapping[str, Any]]:
    """Return the figures that were given out, by what they are of. 1 query, once."""
    if "given out" not in shown.kept:
        released = Release.objects.filter(survey=shown.survey)
        shown.kept["given out"] = dict(released.values_list("key", "figures"))
    given_out: Mapping[str, Mapping[str, Any]] = shown.kept["given out"]
    return given_out


def _crossed(shown: ShownSurvey, rows: Item, columns: Item) -> Crossed | None:
    if shown.answers is not None:
        return shown.answers.crossed(rows, columns)
    given_out = tables_given_out(shown)
    figures = given_out.get(table_key(rows.key, columns.key))
    if figures is None:
        return None
    sizes = released_in(given_out[QUESTIONS]).sizes
    return crossed_as_told(
        rows,
        columns,
        counts_in(figures, rows.key),
        is_independent=max(sizes, default=0) <= 1,
    )


def _no_verdict(found: Crossed) -> str:
    if found.is_whole:
        return gettext("Too few gave different answers for a comparison")
    return gettext("No test is made where figures are withheld")


def _base(shown: ShownSurvey, found: Crossed) -> str:
    if found.base is None:
        return gettext("How many answered both questions is not shown.")
    facts = {
        **shown.words,
        "base": figure(found.base),
        "frame": figure(shown.result.units.frame),
    }
    if GROUP in (found.rows.key, found.columns.key):
        return gettext("Base: %(base)s of %(frame)s %(units)s in these groups.") % facts
    if found.persons is None:
        return gettext("Base: %(base)s of %(frame)s %(units)s that answered both.") % (
            facts
        )
    return gettext(
        "Base: %(base)s of %(frame)s %(units)s that answered both, by %(persons)s "
        "%(respondents)s."
    ) % {**facts, "persons": figure(found.persons)}


def _weighted(shown: ShownSurvey, found: Crossed) -> str:
    """Return the shares with each group weighted by its size, beside those counted."""
    if found.rows.key != GROUP:
        return ""
    shares = weighted_shares(found, shown.result.groups)
    if shares is None or not found.base or _all_answered(shown):
        return ""
    each = [
        gettext("“%(label)s” %(weighted)s (counted %(share)s)")
        % {
            "label": option.label,
            "weighted": whole_percent(
                shares[option.key].numerator, shares[option.key].denominator
            ),
            "share": whole_percent(found.of_column(option.key) or 0, found.base),
        }
        for option in found.columns.options
    ]
    return gettext(
        "If each group weighed as much as it has %(units)s: %(shares)s. It shows how "
        "much it may matter who answered, and is no better figure."
    ) % {**shown.words, "shares": "; ".join(each)}


def _all_answered(shown: ShownSurvey) -> bool:
    return shown.result.units.answered == shown.result.units.frame


def _withheld(shown: ShownSurvey, found: Crossed) -> str:
    if found.is_whole:
        return ""
    return gettext(
        "Some figures are not shown, so that nobody can work out what fewer than "
        "%(least)s persons answered, or what everybody in a group did."
    ) % {"least": figure(shown.survey.least_persons)}


def _chart(shown: ShownSurvey, found: Crossed) -> Chart:
    title = gettext("“%(columns)s” by “%(rows)s”") % {
        "columns": found.columns.title,
        "rows": found.rows.title,
    }
    rows, columns = found.rows.options, found.columns.options
    if found.columns.kind == "scale" and len(columns) <= MOST_LEVELS:
        return StackedScale(
            title=title,
            language=shown.language,
            source=shown.text("source"),
            unit=shown.words["units"],
            n=found.base,
            levels=tuple(column.label for column in columns),
            groups=tuple(
                ScaleGroup(
                    row.label, tuple(found.counts[row.key, c.key] for c in columns)
                )
                for row in rows
            ),
        )
    return Bars(
        title=title,
        language=shown.language,
        source=shown.text("source"),
        unit=shown.words["units"],
        rows=tuple(
            Bar(
                label=f"{row.label}: {column.label}",
                count=found.counts[row.key, column.key],
                # Bars on different scales would mislead: all have a base, or none.
                base=found.of_row(row.key) if found.is_whole else None,
                suppressed=found.counts[row.key, column.key] is None,
            )
            for row in rows
            for column in columns
        ),
    )


def _table(found: Crossed) -> Table:
    columns = found.columns.options
    together = gettext("In all")
    rows = []
    for row in found.rows.options:
        base = found.of_row(row.key)
        counts = [found.counts[row.key, column.key] for column in columns]
        rows.append((row.label, *(_cell(count, base) for count in counts), _sum(base)))
    sums = [found.of_column(column.key) for column in columns]
    rows.append((together, *(_cell(s, found.base) for s in sums), _sum(found.base)))
    return Table(
        headings=(
            gettext("Group"),
            *(column.label for column in columns),
            together,
        ),
        rows=tuple(rows),
        caption=gettext("“%(columns)s” by “%(rows)s”")
        % {"columns": found.columns.title, "rows": found.rows.title},
        numbers=tuple(range(1, len(columns) + 2)),
    )


def _cell(count: int | None, base: int | None) -> str:
    if count is None:
        return withheld_cell()
    if not base:
        return figure(count)
    return f"{figure(count)} ({whole_percent(count, base)})".replace(
        " ", formats.NO_BREAK
    )


def _sum(count: int | None) -> str:
    return withheld_cell() if count is None else figure(count)
