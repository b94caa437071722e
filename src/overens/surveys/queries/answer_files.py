"""Answers one by one as files: read some at a time, and sent piece by piece.

Of a survey that was answered openly each row says who answered for what, as
``import_answers`` reads it. Of a confidential one there are rows only where two persons
have agreed on it (rule 51), and then nothing in them says whose they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from textwrap import wrap

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from overens.common.formats import language_or_active
from overens.common.origins import origin_sentence, publisher_in
from overens.common.sheets import About, Column, csv_lines, sav_pieces, xlsx_pieces
from overens.common.sheets import Sheet as BookSheet
from overens.common.streams import json_document, streamed
from overens.surveys.models import AnswerSheet, Survey
from overens.surveys.queries.shape import column_meanings
from overens.surveys.queries.stored import streamed_sheets
from overens.surveys.queries.versions import every_part
from overens.surveys.rules import (
    DECLINED,
    OUTCOME,
    OUTCOMES,
    RESPONDENT,
    SILENT,
    Item,
    check_answers_shown,
    units_heading,
    written_headings,
    written_row,
)
from overens.surveys.rules.spss import Coding, Words

# The column that says where a row comes from, in every table of answers.
ORIGIN = "origin"

# Bytes that SPSS keeps of what a file holds; letters of two bytes too.
LONGEST_FILE_LABEL = 30
# Letters of a line of notes; SPSS keeps eighty bytes.
LONGEST_NOTE = 60

Rows = Iterable[dict[str, str]]


def origin_column() -> Column:
    """Return the column that says where a row comes from."""
    return Column(ORIGIN, ORIGIN, column_meanings()[ORIGIN])


def about_file(survey: Survey, notes: tuple[str, ...] = ()) -> About:
    """Return what the first sheet of a workbook says of a survey."""
    language = language_or_active()
    return About(
        title=survey.title.in_language(language),
        language=language,
        date=timezone.localtime(survey.created, survey.space.zone).date(),
        publisher=publisher_in(survey.origin, survey.space.name.in_language(language)),
        origin_note=origin_sentence(survey.origin),
        notes=notes,
    )


def answer_columns(survey: Survey) -> list[Column]:
    """Return the columns of a survey's answers, as ``import_answers`` reads them."""
    items = {item.key: item for item in every_part(survey, language_or_active())}
    about = {
        RESPONDENT: gettext("who answered"),
        OUTCOME: gettext("what became of the respondent"),
        units_heading(list(items.values())): gettext("what the answers are for"),
    }
    for item in items.values():
        about.setdefault(item.key, item.title)
        about[item.own_text_key] = f"{item.title} ({gettext('own words')})"
    return [
        Column(name, name, about.get(name, ""))
        for name in written_headings(list(items.values()))
    ]


def answer_rows(survey: Survey) -> Iterator[dict[str, str]]:
    """Yield all answers as rows of texts by column.

    Those who declined or kept silent have a row each, so that an export says the whole
    of what came of the survey.

    Raises:
        ResultsWithheld: the survey was not answered openly; before any row is given.
    """
    check_answers_shown(survey.mode)
    items = every_part(survey, "sv")
    headings = written_headings(items)
    for row in _open_rows(survey, items):
        yield {name: row.get(name, "") for name in headings}


def _open_rows(survey: Survey, items: Sequence[Item]) -> Iterator[dict[str, str]]:
    for sheet in streamed_sheets(survey):
        yield written_row(items, sheet)
    if survey.open_frame:
        return
    sheets = AnswerSheet.objects.standing().filter(respondent=OuterRef("pk"))
    others = survey.frame_respondents.filter(~Exists(sheets)).order_by("place")
    for key, declined in others.values_list("key", "declined").iterator():
        yield {RESPONDENT: key, OUTCOME: DECLINED if declined else SILENT}


def _cells(
    survey: Survey, columns: Sequence[Column], rows: Rows
) -> Iterator[list[str]]:
    for row in rows:
        yield [*(row[column.key] for column in columns), survey.origin]


def _csv(survey: Survey, rows: Rows) -> Iterator[bytes]:
    columns = answer_columns(survey)
    cells = _cells(survey, columns, rows)
    return csv_lines([*columns, origin_column()], cells, keys=True)


def _xlsx(survey: Survey, rows: Rows) -> Iterator[bytes]:
    columns = answer_columns(survey)
    sheet = BookSheet(
        gettext("Answers"),
        (*columns, origin_column()),
        _cells(survey, columns, rows),
    )
    return xlsx_pieces([sheet], about_file(survey))


def _json(survey: Survey, rows: Rows) -> Iterator[bytes]:
    head = {"survey": survey.slug, "origin": survey.origin}
    said = ({name: value for name, value in row.items() if value} for row in rows)
    return json_document(head, "rows", said)


def coding_words() -> Words:
    """Return what labels of SPSS variables say, in the active language."""
    return Words(
        unsaid=gettext("Does not know, or will not say"),
        own_words=gettext("own words"),
        chosen=gettext("Chosen"),
        not_chosen=gettext("Not chosen"),
        agreed=gettext("Agrees"),
        respondent=gettext("who answered"),
        outcome=gettext("what became of the respondent"),
        units=gettext("what the answers are for"),
        outcomes={key: gettext(label) for key, label in OUTCOMES.items()},
    )


def coding_of(survey: Survey) -> Coding:
    """Return how a survey's answers become SPSS variables, in the active language."""
    return Coding(every_part(survey, language_or_active()), coding_words())


def _sav(survey: Survey, rows: Rows) -> Iterator[bytes]:
    coding = coding_of(survey)
    return sav_pieces(
        [asdict(variable) for variable in coding.variables],
        (coding.row(row) for row in rows),
        label=survey.title.in_language(language_or_active())[:LONGEST_FILE_LABEL],
        notes=wrap(origin_sentence(survey.origin), LONGEST_NOTE),
    )


ANSWER_FILES: dict[str, Callable[[Survey, Rows], Iterator[bytes]]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "sav": _sav,
    "json": _json,
}


# What a link to each says, and its media type.
ANSWER_FILE_KINDS = {
    "csv": (gettext_lazy("CSV"), "text/csv; charset=utf-8"),
    "xlsx": (
        gettext_lazy("Excel"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "sav": (gettext_lazy("SPSS"), "application/x-spss-sav"),
    "json": (gettext_lazy("JSON"), "application/json"),
}


def answers_file(
    survey: Survey, ending: str, rows: Rows | None = None
) -> Iterator[bytes]:
    """Return answers in one of the forms of ``ANSWER_FILES``, piece by piece.

    Args:
        rows: what stands in it; all answers, for import again, unless given.

    Raises:
        KeyError: there is no such form.
        ResultsWithheld: the survey was not answered openly, and no rows are given.
    """
    if rows is None:
        rows = answer_rows(survey)
    return streamed(ANSWER_FILES[ending](survey, rows))
