"""What surveys' answers come to, group by group of those who were asked.

Of surveys that were answered openly, and of the others what has been given out: no
answer of theirs is read, and what is withheld on the page is withheld here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from overens.common.formats import language_or_active
from overens.opendata.queries.asking import (
    PART,
    parts_once,
    published,
    published_once,
)
from overens.opendata.queries.columns import DataColumn, Words, origin_column
from overens.opendata.queries.sets import Asked, DataSet
from overens.surveys.queries.by_group import group_figures, grouped_surveys


def _column(
    key: str, heading: Words, description: Words, kind: str, *fields: str
) -> DataColumn:
    return DataColumn(
        key, heading, description, kind, lambda row: row.get(key), tuple(fields)
    )


def _rows(asked: Asked) -> Iterator[dict[str, Any]]:
    language = language_or_active()
    for grouped in grouped_surveys(list(published(asked)), language):
        yield from group_figures(grouped, language)


def _count(asked: Asked) -> int:
    """Count rows without reading an answer."""
    surveys = published_once(asked)
    found = grouped_surveys(surveys, "sv", parts_once(asked))
    return sum(each.count for each in found)


BY_GROUP = DataSet(
    "survey-groups",
    PART,
    _("Survey results by group"),
    _(
        "Who answered of each group of those asked, and what each group answered: one "
        "row for each group, and for each group and option. Of surveys that were not "
        "answered openly only what has been given out."
    ),
    (
        _column("survey", _("Survey"), _("Its name in addresses."), "key"),
        _column(
            "group",
            _("Group"),
            _("Its name in data. Empty for what lies in several groups, or in none."),
            "key",
        ),
        _column(
            "group_label",
            _("Group in words"),
            _("What the group is called."),
            "text",
            "surveys.Survey.strata",
        ),
        _column(
            "question",
            _("Question"),
            _("Its name in the results. Empty where the row says how many answered."),
            "key",
        ),
        _column(
            "title",
            _("Question as asked"),
            _("Its words. Empty where the row says how many answered."),
            "text",
        ),
        _column(
            "option",
            _("Option"),
            _("Its name in data. Empty where the row says how many answered."),
            "key",
        ),
        _column(
            "label",
            _("Option as asked"),
            _("Its words. Empty where the row says how many answered."),
            "text",
        ),
        _column(
            "count",
            _("Number"),
            _("Units of the group that chose it, or that answered. Empty if withheld."),
            "integer",
        ),
        _column(
            "suppressed",
            _("Withheld"),
            _("True where the number could point somebody out; it is empty then."),
            "boolean",
        ),
        _column(
            "base",
            _("Base"),
            _(
                "Units of the group that answered the question, or that were asked. "
                "Empty where some number of the group is withheld, or nobody knows."
            ),
            "integer",
        ),
        _column(
            "share",
            _("Share"),
            _("The number of the base, 0 to 1. Empty where either is."),
            "number",
        ),
        _column(
            "respondents",
            _("Persons"),
            _(
                "Who answered of the group. Empty where it is withheld, and beside a "
                "question."
            ),
            "integer",
        ),
        _column(
            "respondents_asked",
            _("Persons asked"),
            _("Who was asked of the group. Empty beside a question."),
            "integer",
        ),
        origin_column(lambda row: row["origin"]),
    ),
    shaped=_rows,
    counted=_count,
)

SETS = (BY_GROUP,)
