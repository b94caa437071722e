"""A survey's results as files: one table of endings for every door."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, override

from overens.common.documents import MEDIA_TYPES, Document, write
from overens.common.sheets import Column, Sheet, write_csv, write_xlsx
from overens.surveys.queries.answer_files import about_file, origin_column
from overens.surveys.queries.ddi import ddi_codebook
from overens.surveys.queries.report import report
from overens.surveys.queries.reports import published_document
from overens.surveys.queries.shape import (
    RESULT_COLUMNS,
    all_rows,
    column_meanings,
    result_document,
)
from overens.surveys.queries.shown import ShownSurvey

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
            origin_column(),
        ),
        [
            (question.result.key, text, shown.survey.origin)
            for question in shown.questions
            for text in question.result.texts
        ],
    )
    return write_xlsx([figures, texts], about_file(shown.survey, shown.notes))


@dataclass(frozen=True)
class ResultFile:
    """One form that results can be had in.

    Attributes:
        label: what a link to it says.
        media_type: as sent to the browser.
        write: makes its bytes.
        is_offered: whether the page links to it.
        saved_as: the ending of a file that is saved, where it is not the form's name.
    """

    label: Promise
    media_type: str
    write: Callable[[ShownSurvey], bytes]
    is_offered: bool = True
    saved_as: str = ""


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
    "ddi": ResultFile(
        gettext_lazy("Questions and figures for an archive (DDI, XML)"),
        "application/xml",
        ddi_codebook,
        # Programs open a codebook as the XML that it is.
        saved_as="ddi.xml",
    ),
}


def result_file(shown: ShownSurvey, ending: str) -> bytes:
    """Return the results in one of the forms of ``RESULT_FILES``.

    Raises:
        KeyError: there is no such form.
    """
    with override(shown.language):
        return RESULT_FILES[ending].write(shown)
