"""A survey's results and answers as files: one table of endings for every door."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, override

from overens.common.documents import MEDIA_TYPES, Document, write
from overens.common.formats import language_or_active
from overens.common.origins import origin_sentence, publisher_in
from overens.common.sheets import About, Column, Sheet, write_csv, write_xlsx
from overens.surveys.models import Survey
from overens.surveys.queries.report import report
from overens.surveys.queries.reports import published_document
from overens.surveys.queries.shape import (
    RESULT_COLUMNS,
    all_rows,
    answer_columns,
    answer_rows,
    column_meanings,
    result_document,
)
from overens.surveys.queries.shown import ShownSurvey

# The column that says where a row comes from, in every table of answers.
ORIGIN = "origin"
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _pdf(shown: ShownSurvey) -> bytes:
    return write(_report(shown), "pdf")


def _docx(shown: ShownSurvey) -> bytes:
    return write(_report(shown), "docx")


def _html(shown: ShownSurvey) -> bytes:
    return write(_report(shown), "html")


def _report(shown: ShownSurvey) -> Document:
    """Return the report as it was published, else as the figures alone give it."""
    return published_document(shown.survey, shown.language) or report(shown)


def _json(shown: ShownSurvey) -> bytes:
    text = json.dumps(result_document(shown), ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def _result_columns() -> tuple[Column, ...]:
    meanings = column_meanings()
    return tuple(Column(key, key, meanings[key]) for key in RESULT_COLUMNS)


def _csv(shown: ShownSurvey) -> bytes:
    rows = [tuple(row.values()) for row in all_rows(shown)]
    return write_csv(_result_columns(), rows, keys=True)


def _xlsx(shown: ShownSurvey) -> bytes:
    figures = Sheet(
        gettext("Figures"),
        _result_columns(),
        [tuple(row.values()) for row in all_rows(shown)],
    )
    texts = Sheet(
        gettext("Texts"),
        (
            Column("question", "question", column_meanings()["question"]),
            Column("text", "text", gettext("text as released")),
            _origin_column(),
        ),
        [
            (question.result.key, text, shown.survey.origin)
            for question in shown.questions
            for text in question.result.texts
        ],
    )
    return write_xlsx([figures, texts], _about(shown.survey, shown.notes))


def _about(survey: Survey, notes: tuple[str, ...]) -> About:
    language = language_or_active()
    return About(
        title=survey.title.in_language(language),
        language=language,
        date=timezone.localtime(survey.created, survey.space.zone).date(),
        publisher=publisher_in(survey.origin, survey.space.name.in_language(language)),
        origin_note=origin_sentence(survey.origin),
        notes=notes,
    )


@dataclass(frozen=True)
class ResultFile:
    """One form that results can be had in.

    Attributes:
        label: what a link to it says.
        media_type: as sent to the browser.
        write: makes its bytes.
        is_offered: whether the page links to it.
    """

    label: Promise
    media_type: str
    write: Callable[[ShownSurvey], bytes]
    is_offered: bool = True


RESULT_FILES: dict[str, ResultFile] = {
    "pdf": ResultFile(gettext_lazy("The report as PDF"), MEDIA_TYPES["pdf"], _pdf),
    "docx": ResultFile(
        gettext_lazy("The report as a Word file"), MEDIA_TYPES["docx"], _docx
    ),
    "html": ResultFile(
        gettext_lazy("The report as a web page"),
        MEDIA_TYPES["html"],
        _html,
        is_offered=False,
    ),
    "xlsx": ResultFile(gettext_lazy("The figures as an Excel workbook"), XLSX, _xlsx),
    "csv": ResultFile(gettext_lazy("The figures as CSV"), CSV, _csv),
    "json": ResultFile(gettext_lazy("The figures as JSON"), "application/json", _json),
}


def result_file(shown: ShownSurvey, ending: str) -> bytes:
    """Return the results in one of the forms of ``RESULT_FILES``.

    Raises:
        KeyError: there is no such form.
    """
    with override(shown.language):
        return RESULT_FILES[ending].write(shown)


def _answers(survey: Survey) -> tuple[list[Column], list[list[str]]]:
    """Return the answers as columns and rows, each saying where it comes from."""
    columns = answer_columns(survey)
    rows = [
        [*(row[c.key] for c in columns), survey.origin] for row in answer_rows(survey)
    ]
    return [*columns, _origin_column()], rows


def _origin_column() -> Column:
    return Column(ORIGIN, ORIGIN, column_meanings()[ORIGIN])


def _answers_csv(survey: Survey) -> bytes:
    columns, rows = _answers(survey)
    return write_csv(columns, rows, keys=True)


def _answers_xlsx(survey: Survey) -> bytes:
    columns, rows = _answers(survey)
    sheet = Sheet(gettext("Answers"), tuple(columns), rows)
    return write_xlsx([sheet], _about(survey, ()))


def _answers_json(survey: Survey) -> bytes:
    rows = [
        {name: value for name, value in row.items() if value}
        for row in answer_rows(survey)
    ]
    document = {"survey": survey.slug, "origin": survey.origin, "rows": rows}
    return f"{json.dumps(document, ensure_ascii=False, indent=1)}\n".encode()


ANSWER_FILES: dict[str, Callable[[Survey], bytes]] = {
    "csv": _answers_csv,
    "xlsx": _answers_xlsx,
    "json": _answers_json,
}


def answers_file(survey: Survey, ending: str) -> bytes:
    """Return all answers in one of the forms of ``ANSWER_FILES``, for import again.

    Raises:
        KeyError: there is no such form.
        ResultsWithheld: the survey was not answered openly.
    """
    return ANSWER_FILES[ending](survey)
