"""Interviews beside surveys: what they were about, how often it came up, quotations.

Only of surveys that were answered openly, and where the interviews stand in the
results. Persons are counted, and no share is given.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from overens.common.texts import LocalText
from overens.opendata.queries.asking import PART, open_surveys
from overens.opendata.queries.columns import (
    DataColumn,
    Of,
    local_column,
    origin_column,
)
from overens.opendata.queries.sets import Asked, DataSet
from overens.surveys.models import InterviewQuote, InterviewTheme, Survey
from overens.surveys.queries.codes import code_figures


def _shown(asked: Asked) -> QuerySet[Survey]:
    return open_surveys(asked).filter(interviews_shown=True)


theme = Of(InterviewTheme)
THEMES = DataSet(
    "survey-interview-themes",
    PART,
    _("Themes of interviews"),
    _(
        "What interviews beside a survey were about, and what they say. Only surveys "
        "that were answered openly."
    ),
    (
        theme.link("survey", _("Survey"), _("Its name in addresses.")),
        theme.key("key", _("Theme"), _("What the theme is called in data.")),
        theme.integer("place", _("Order"), _("Its place in the list.")),
        *theme.texts("title", _("Title"), _("What was talked about.")),
        *theme.texts("instruction", _("Follow-up questions"), _("Asked if they fit.")),
        *theme.texts("finding", _("What they say"), _("In the secretariat’s words.")),
        theme.origin(),
    ),
    lambda asked: [
        InterviewTheme.objects.filter(survey__in=_shown(asked))
        .select_related("survey")
        .order_by("survey", "place")
    ],
)


@dataclass(frozen=True)
class _Coded:
    survey: Survey
    theme: str
    code: str
    name: LocalText
    count: int | None
    persons: int


def _codes(asked: Asked) -> Iterator[_Coded]:
    keys = set(
        InterviewTheme.objects.filter(survey__in=_shown(asked)).values_list(
            "key", flat=True
        )
    )
    for each in _shown(asked):
        for key, figures in code_figures(each).items():
            if key in keys:
                yield from _codes_of(each, key, figures)


def _codes_of(survey: Survey, key: str, figures: dict[str, Any]) -> Iterator[_Coded]:
    for code in figures["codes"]:
        yield _Coded(
            survey,
            key,
            code["key"],
            LocalText(code["name"]),
            figures["counts"].get(code["key"]),
            figures["persons"],
        )


CODES = DataSet(
    "survey-interview-codes",
    PART,
    _("What came up in interviews"),
    _(
        "How many of those interviewed about a theme spoke of what. Counted in "
        "persons, never as shares: they were chosen, and stand for nobody else."
    ),
    (
        DataColumn(
            "survey",
            _("Survey"),
            _("Its name in addresses."),
            "key",
            lambda row: row.survey.slug,
        ),
        DataColumn(
            "theme",
            _("Theme"),
            _("What the theme is called in data."),
            "key",
            lambda row: row.theme,
        ),
        DataColumn(
            "code",
            _("Code"),
            _("What the code is called in data."),
            "key",
            lambda row: row.code,
        ),
        *local_column(
            "name", _("Name"), _("What the code is called."), lambda row: row.name
        ),
        DataColumn(
            "persons",
            _("Persons"),
            _("How many spoke of it."),
            "integer",
            lambda row: row.count,
        ),
        DataColumn(
            "interviewed",
            _("Interviewed"),
            _("How many were interviewed about the theme."),
            "integer",
            lambda row: row.persons,
        ),
        origin_column(lambda row: row.survey.origin),
    ),
    shaped=_codes,
    counted=lambda asked: sum(1 for _row in _codes(asked)),
)

quote = Of(InterviewQuote)
QUOTES = DataSet(
    "survey-interview-quotes",
    PART,
    _("Quotations from interviews"),
    _(
        "What was said, read and released, with the role of whoever said it. Only "
        "surveys that were answered openly."
    ),
    (
        quote.link("survey", _("Survey"), _("Its name in addresses.")),
        quote.key(
            "question_key",
            _("Theme"),
            _("What the theme is called in data."),
            key="theme",
        ),
        quote.integer("place", _("Order"), _("Its place in the list.")),
        *quote.texts("text", _("Text"), _("As released.")),
        *local_column(
            "role",
            _("Role"),
            _("Of whoever said it; empty where that is not known any more."),
            lambda row: row.interview and row.interview.role,
            "surveys.Interview.role",
        ),
        origin_column(lambda row: row.survey.origin),
    ),
    lambda asked: [
        InterviewQuote.objects.filter(survey__in=_shown(asked), withdrawn_at=None)
        .select_related("survey", "interview")
        .order_by("survey", "question_key", "place")
    ],
)

SETS = (THEMES, CODES, QUOTES)
