"""Figures group by group of the frame, of many surveys: who answered, and what.

Of a survey that was answered openly they are counted. Of the others only what has been
given out is read, as it was given out, and no answer (rules 31 and 61).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext, override

from overens.stats import share
from overens.surveys.models import Release, Survey
from overens.surveys.models.releases import GROUPS, table_key
from overens.surveys.queries.stored import (
    frame_of,
    groups_item,
    has_groups,
    standing_sheets,
)
from overens.surveys.queries.versions import every_part_of
from overens.surveys.rules import OPEN, Item, can_cross, stands_of
from overens.surveys.rules.disclosure.tables import counts_in
from overens.surveys.rules.groups import (
    Came,
    GroupOutcome,
    group_outcomes,
    groups_in,
)
from overens.surveys.rules.stands import GROUP, counted

Figures = Mapping[str, Any]
# Units by group and option; None where that is withheld.
Cells = Mapping[tuple[str, str], int | None]


@dataclass(frozen=True)
class Grouped:
    """One survey whose figures may be told by group.

    Attributes:
        items: what it asks, one option each: what may be crossed with the groups.
        given_out: of one that was not answered openly, the figures by what they are of.
    """

    survey: Survey
    groups: Item
    items: Sequence[Item]
    given_out: Figures

    @property
    def is_open(self) -> bool:
        """Whether it was answered openly, so that figures are counted."""
        return self.survey.mode == OPEN

    @property
    def crossed(self) -> list[Item]:
        """The questions whose answers are told group by group."""
        if self.is_open:
            return list(self.items)
        return [
            item for item in self.items if table_key(GROUP, item.key) in self.given_out
        ]

    @property
    def count(self) -> int:
        """How many rows ``group_figures`` gives of it; no query."""
        outcomes = (
            # The last is of what lies in several groups, or in none.
            len(self.groups.options) + 1
            if self.is_open
            else len(self.given_out[GROUPS]["groups"])
        )
        cells = sum(len(item.options) for item in self.crossed)
        return outcomes + len(self.groups.options) * cells


def grouped_surveys(
    surveys: Sequence[Survey],
    language: str,
    parts: Mapping[int, list[Item]] | None = None,
) -> list[Grouped]:
    """Return those of some surveys that tell anything by group. 2 queries at most.

    Args:
        surveys: published ones.
        parts: what they ask, where that is read already; a query fewer.
    """
    with_groups = [each for each in surveys if has_groups(each)]
    guarded = [each.pk for each in with_groups if each.mode != OPEN]
    given_out: dict[int, dict[str, Figures]] = {}
    if guarded:
        told = Release.objects.filter(
            Q(key=GROUPS) | Q(key__contains=GROUP), survey__in=guarded
        )
        for survey, key, figures in told.values_list("survey_id", "key", "figures"):
            given_out.setdefault(survey, {})[key] = figures
    telling = [
        each
        for each in with_groups
        if each.mode == OPEN or GROUPS in given_out.get(each.pk, {})
    ]
    if parts is None:
        parts = every_part_of(telling, language) if telling else {}
    found = []
    for each in telling:
        groups = groups_item(each, language)
        assert groups is not None  # it has groups
        items = [item for item in parts[each.pk] if can_cross(item)]
        found.append(Grouped(each, groups, items, given_out.get(each.pk, {})))
    return found


def group_figures(grouped: Grouped, language: str) -> Iterator[dict[str, Any]]:
    """Yield the figures of one survey: who answered of each group, then each question.

    No query of a guarded survey; at most 5 of an open one.
    """
    outcomes, tables = (_counted if grouped.is_open else _told)(grouped)
    with override(language):
        no_group = gettext("Several groups, or none")
    names = {option.key: option.label for option in grouped.groups.options}
    about = {"survey": grouped.survey.slug, "origin": grouped.survey.origin}
    for each in outcomes:
        units, persons = each.units, each.respondents
        yield about | {
            "group": each.key,
            "group_label": names.get(each.key, no_group),
            "count": units.answered,
            "suppressed": each.is_withheld,
            "base": units.frame,
            "share": _share(units.answered, units.frame),
            "respondents": persons.answered,
            "respondents_asked": persons.frame,
        }
    for item, cells in tables:
        for group, label in names.items():
            row = [cells[group, option.key] for option in item.options]
            base = None if None in row else sum(count or 0 for count in row)
            for option, count in zip(item.options, row, strict=True):
                yield about | {
                    "group": group,
                    "group_label": label,
                    "question": item.key,
                    "title": item.title,
                    "option": option.key,
                    "label": option.label,
                    "count": count,
                    "suppressed": count is None,
                    "base": base,
                    "share": _share(count, base),
                }


def _share(count: int | None, base: int | None) -> float | None:
    return share(count, base) if count is not None and base else None


Found = tuple[Sequence[GroupOutcome], Sequence[tuple[Item, Cells]]]


def _told(grouped: Grouped) -> Found:
    """Return the figures as they were given out; what is not there is withheld."""
    tables = []
    for item in grouped.crossed:
        told = counts_in(grouped.given_out[table_key(GROUP, item.key)], GROUP)
        tables.append((item, _cells(grouped, item, told.get)))
    return groups_in(grouped.given_out[GROUPS]), tables


def _counted(grouped: Grouped) -> Found:
    survey = grouped.survey
    sheets = standing_sheets(survey)
    outcomes = group_outcomes(
        frame_of(survey, with_coverage=True), sheets, survey.strata
    )
    if outcomes[-1].key:
        outcomes = (*outcomes, GroupOutcome("", Came(0, 0), Came(0, 0)))
    stands = stands_of(grouped.items, sheets)
    tables = []
    for item in grouped.crossed:
        met = counted(stands, [GROUP, item.key])
        counts = {at: cell.units for at, cell in met.items()}
        tables.append((item, _cells(grouped, item, lambda at, c=counts: c.get(at, 0))))
    return outcomes, tables


def _cells(grouped: Grouped, item: Item, count: Any) -> Cells:
    return {
        (group.key, option.key): count((group.key, option.key))
        for group in grouped.groups.options
        for option in item.options
    }
