"""Who answered, group by group: sentence, drawing, table, and the same as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, override

from overens.common.charts import Bar, Bars, Chart, Table
from overens.common.charts.words import withheld_cell
from overens.stats import half_up, share
from overens.surveys.queries.shown import ShownSurvey
from overens.surveys.queries.stored import groups_item
from overens.surveys.queries.verdicts import method_in_words, p_in_words
from overens.surveys.queries.wording import EN_DASH, figure, whole_percent
from overens.surveys.rules import SURE, TENDENCY, Verdict
from overens.surveys.rules.groups import Came, GroupOutcome, rates_differ
from overens.surveys.rules.stands import GROUP


@dataclass(frozen=True)
class ShownGroups:
    """Who answered, by group, in one language.

    Attributes:
        finding: how much the groups differ, and how sure that is.
        notes: how that was found, and what is withheld.
    """

    finding: str
    notes: tuple[str, ...]
    chart: Chart
    table: Table


def shown_groups(shown: ShownSurvey) -> ShownGroups | None:
    """Return who answered by group; None where there are no groups. No query."""
    groups = shown.result.groups
    if not groups:
        return None
    with override(shown.language):
        names = _names(shown)
        found = rates_differ(groups)
        return ShownGroups(
            finding=_finding(groups, names, found),
            notes=tuple(_notes(shown, found)),
            chart=_chart(shown, names),
            table=_table(shown, names),
        )


def _names(shown: ShownSurvey) -> dict[str, str]:
    item = groups_item(shown.survey, shown.language)
    names = {option.key: option.label for option in item.options} if item else {}
    return {**names, "": gettext("Several groups, or none")}


def _finding(
    groups: tuple[GroupOutcome, ...], names: Mapping[str, str], found: Verdict | None
) -> str:
    told = [
        each
        for each in groups
        if each.key and each.units.frame and each.units.answered is not None
    ]
    if len(told) < 2:
        return gettext("How many answered in each group")

    def rate(each: GroupOutcome) -> float:
        return (each.units.answered or 0) / (each.units.frame or 1)

    low, high = min(told, key=rate), max(told, key=rate)
    if rate(low) == rate(high):
        return gettext("As large a share answered in each group")
    facts = {
        "high": names[high.key],
        "low": names[low.key],
        "points": figure(int(half_up(_points(low, high), _common(low, high)))),
    }
    said = (
        gettext(
            "The response rate differs by %(points)s percentage points between "
            "“%(high)s” and “%(low)s”"
        )
        % facts
    )
    if found is None:
        return said
    p = {"said": said, "p": p_in_words(found.tested.p)}
    if found.word == SURE:
        return gettext("%(said)s, a statistically significant difference (%(p)s)") % p
    if found.word == TENDENCY:
        return gettext("%(said)s, a tendency (%(p)s)") % p
    return gettext("%(said)s, which is not statistically significant (%(p)s)") % p


def _points(low: GroupOutcome, high: GroupOutcome) -> int:
    """Return a hundred times the difference of two rates, times ``_common``."""
    one, other = high.units, low.units
    return 100 * (
        (one.answered or 0) * (other.frame or 1)
        - (other.answered or 0) * (one.frame or 1)
    )


def _common(low: GroupOutcome, high: GroupOutcome) -> int:
    return (low.units.frame or 1) * (high.units.frame or 1)


def _notes(shown: ShownSurvey, found: Verdict | None) -> list[str]:
    said = []
    if found is not None:
        said.append(method_in_words(found, shown.words))
        if found.word != SURE:
            said.append(
                gettext(
                    "That a difference is not statistically significant does not mean "
                    "that those who answered are like the others."
                )
            )
    if any(each.is_withheld for each in shown.result.groups):
        said.append(
            gettext(
                "Of some groups it is not told how many answered, so that nobody can "
                "work out what fewer than %(least)s persons did."
            )
            % {"least": figure(shown.survey.least_persons)}
        )
    if any(each.units.frame is None for each in shown.result.groups) and any(
        each.units.answered is not None for each in shown.result.groups
    ):
        said.append(
            gettext(
                "Some answered for several groups at once, and of which they are is "
                "not kept. So at least as many as stand here answered in each group."
            )
        )
    return said


def _chart(shown: ShownSurvey, names: Mapping[str, str]) -> Chart:
    return Bars(
        title=gettext("How many %(units)s have an answer, of all in each group")
        % shown.words,
        language=shown.language,
        source=shown.text("source"),
        unit=shown.words["units"],
        rows=tuple(
            Bar(
                label=names[each.key],
                count=each.units.answered,
                base=each.units.frame,
                suppressed=each.is_withheld,
            )
            for each in shown.result.groups
            if each.units.frame
        ),
    )


def _table(shown: ShownSurvey, names: Mapping[str, str]) -> Table:
    groups = shown.result.groups
    tells_all = all(each.units.partial is not None for each in groups)
    headings = [gettext("Group"), gettext("Asked about"), gettext("Answered")]
    if tells_all:
        headings += [
            gettext("of them in part"),
            gettext("Declined"),
            gettext("Did not answer"),
        ]
    else:
        headings.append(gettext("Did not answer or declined"))
    headings.append(
        gettext("%(respondents)s who answered")
        % {"respondents": shown.words["respondents"].capitalize()}
    )
    rows = []
    for each in groups:
        units = each.units
        cells = [names[each.key], _count(units.frame), _of(units)]
        if tells_all:
            cells += [
                _count(units.partial),
                _count(units.declined),
                _count(units.silent),
            ]
        elif each.is_withheld:
            cells.append(withheld_cell())
        else:
            cells.append(_count(units.missing))
        rows.append((*cells, _of(each.respondents)))
    return Table(
        headings=tuple(headings),
        rows=tuple(rows),
        caption=gettext("Who answered, by group"),
        numbers=tuple(range(1, len(headings))),
    )


def _count(count: int | None) -> str:
    return EN_DASH if count is None else figure(count)


def _of(came: Came) -> str:
    """Return "6 of 12 (50 %)", or that it is withheld."""
    if came.answered is None:
        return withheld_cell()
    if came.frame is None:
        return figure(came.answered)
    return gettext("%(count)s of %(base)s (%(share)s)") % {
        "count": figure(came.answered),
        "base": figure(came.frame),
        "share": whole_percent(came.answered, came.frame),
    }


def groups_document(shown: ShownSurvey) -> list[dict[str, Any]]:
    """Return who answered by group as data."""
    names = _names(shown)
    return [
        {
            "key": each.key,
            "label": names[each.key],
            "units": _came(each.units),
            "respondents": _came(each.respondents),
            "suppressed": each.is_withheld,
        }
        for each in shown.result.groups
    ]


def _came(came: Came) -> dict[str, int | None]:
    return {
        "frame": came.frame,
        "answered": came.answered,
        "partial": came.partial,
        "declined": came.declined,
        "silent": came.silent,
    }


def group_rows(shown: ShownSurvey) -> list[dict[str, Any]]:
    """Return who answered by group as rows of the results' sheet, one a group."""
    names = _names(shown)
    return [
        {
            "survey": shown.survey.slug,
            "origin": shown.survey.origin,
            "question": GROUP,
            "kind": "group",
            "title": gettext("Answered, by group"),
            "option": each.key,
            "label": names[each.key],
            "count": each.units.answered,
            "suppressed": each.is_withheld,
            "base": each.units.frame,
            "share": share(each.units.answered, each.units.frame)
            if each.units.answered is not None and each.units.frame
            else None,
            "frame": shown.result.units.frame,
            "respondents": each.respondents.answered,
        }
        for each in shown.result.groups
    ]
