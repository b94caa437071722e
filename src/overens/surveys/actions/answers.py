"""Brings answers in, whole or not at all, and withdraws them with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from overens.common.audit import Actor, write_line
from overens.common.imports import Journal, stored_values
from overens.common.jobs import later
from overens.common.models import ImportRun
from overens.errors import RuleBroken, gettext_noop
from overens.surveys.actions.columns import lay_out
from overens.surveys.models import (
    AnswerSheet,
    Collection,
    FrameRespondent,
    FrameUnit,
    Questionnaire,
    SheetUnit,
    Survey,
)
from overens.surveys.queries import every_part, frame_of
from overens.surveys.queries.counting import are_many
from overens.surveys.rules import Incoming, Row, Sheet, read_answers

# Rows in one statement: SQLite takes 32,766 values in one.
AT_A_TIME = 1_000

KIND = "surveys.import_answers"


class NoQuestions(RuleBroken):
    """A survey that nothing can be answered to."""

    sentence = gettext_noop("The survey has no questions yet.")


class AlreadyWithdrawn(RuleBroken):
    """The sheet is withdrawn since before."""

    sentence = gettext_noop("The answer has already been withdrawn.")


class AnsweredByLink(RuleBroken):
    """A file would say whose answer is whose, under a promise that nobody can tell."""

    sentence = gettext_noop(
        "Those who are asked have been promised that their answers are taken in by "
        "their own links. A file with answers cannot be added."
    )


class ReasonMissing(RuleBroken):
    """Nothing is withdrawn without a reason."""

    sentence = gettext_noop("Write why the answer is withdrawn.")


def check_answers(
    survey: Survey, *, headings: Sequence[str], rows: Sequence[Row]
) -> Incoming:
    """Return what a file holds, and write nothing.

    Raises:
        AnswersRefused: anything in it is wrong.
        NoQuestions: the survey has no questions.
    """
    items = every_part(survey, "sv")
    if not items:
        raise NoQuestions()
    return read_answers(
        items,
        frame_of(survey, with_coverage=True),
        headings,
        rows,
        answered=_answered_units(survey),
    )


@transaction.atomic
def import_answers(
    survey: Survey,
    *,
    headings: Sequence[str],
    rows: Sequence[Row],
    data: bytes,
    by: Actor,
    file_name: str = "",
) -> ImportRun:
    """Bring in answers from a file: all of it, or nothing.

    Args:
        headings: the file's headings.
        rows: its rows, numbered as the reader counts them.
        data: the file itself, for the digest in the audit log.
        by: who brings it in.
        file_name: what it is called.

    Returns:
        The import's record, by which it can be undone.

    Raises:
        AnsweredByLink: the survey takes its answers in by personal links.
        AnswersRefused: anything in it is wrong; it names every fault by row and column.
        NoQuestions: the survey has no questions.
    """
    # Two imports at once must not both find a unit free.
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if Collection.objects.filter(survey=survey).exists():
        raise AnsweredByLink()
    incoming = check_answers(survey, headings=headings, rows=rows)
    questionnaire = survey.questionnaires.order_by("-version")[0]
    journal = Journal()
    _write_sheets(survey, questionnaire, incoming.sheets, journal)
    _write_outcomes(survey, incoming, journal)
    lay_out(survey)
    return journal.finish(
        kind=KIND,
        by=by,
        data=data,
        file_name=file_name,
        space=survey.space.slug,
        summary={
            "survey": survey.slug,
            "sheets": len(incoming.sheets),
            "units": sum(len(sheet.units) for sheet in incoming.sheets),
            "declined": len(incoming.declined),
        },
    )


def write_rows(
    survey: Survey,
    questionnaire: Questionnaire,
    rows: Sequence[Mapping[str, object]],
) -> None:
    """Write the sheets that a survey's own file brings with it.

    Raises:
        AnswersRefused: anything in them is wrong.
    """
    incoming = check_answers(
        survey,
        headings=list(dict.fromkeys(name for row in rows for name in row)),
        rows=[Row(number, row) for number, row in enumerate(rows, 1)],
    )
    _write_sheets(survey, questionnaire, incoming.sheets, Journal())


def _answered_units(survey: Survey) -> list[str]:
    return list(
        SheetUnit.objects.filter(sheet__survey=survey, stands=True).values_list(
            "unit__key", flat=True
        )
    )


def _write_sheets(
    survey: Survey,
    questionnaire: Questionnaire,
    sheets: Sequence[Sheet],
    journal: Journal,
) -> None:
    people = dict(
        FrameRespondent.objects.filter(survey=survey).values_list("key", "pk")
    )
    units = {unit.key: unit for unit in FrameUnit.objects.filter(survey=survey)}
    made = AnswerSheet.objects.bulk_create(
        [
            AnswerSheet(
                survey=survey,
                questionnaire=questionnaire,
                respondent_id=people.get(sheet.respondent),
                answers=dict(sheet.answers),
                unit_count=len(sheet.units),
                pooled=sheet.is_pooled,
                stratum=_stratum(sheet, units),
            )
            for sheet in sheets
        ],
        batch_size=AT_A_TIME,
    )
    for row in made:
        journal.made(row)
    if survey.open_frame:
        return
    for covered in SheetUnit.objects.bulk_create(
        [
            SheetUnit(sheet=row, unit=units[unit])
            for row, sheet in zip(made, sheets, strict=True)
            for unit in sheet.units
        ],
        batch_size=AT_A_TIME,
    ):
        journal.made(covered)


def _stratum(sheet: Sheet, units: Mapping[str, FrameUnit]) -> str:
    """Return the units' common stratum; "" where they differ or there is none."""
    strata = {units[unit].stratum for unit in sheet.units if unit in units}
    return strata.pop() if len(strata) == 1 else ""


def _write_outcomes(survey: Survey, incoming: Incoming, journal: Journal) -> None:
    if survey.open_frame:
        _write_newcomers(survey, incoming, journal)
        return
    wanted = dict.fromkeys(incoming.declined, True) | dict.fromkeys(
        incoming.undecided, False
    )
    for person in FrameRespondent.objects.filter(survey=survey, key__in=wanted):
        if person.declined != wanted[person.key]:
            before = stored_values(person, "declined")
            person.declined = wanted[person.key]
            person.save(update_fields=["declined"])
            journal.changed(person, before)


def _write_newcomers(survey: Survey, incoming: Incoming, journal: Journal) -> None:
    """Keep those who did not answer in an open frame: each is somebody new."""
    place = survey.frame_respondents.count()
    for row in FrameRespondent.objects.bulk_create(
        [
            FrameRespondent(
                survey=survey, key=uuid4().hex, declined=declined, place=place + number
            )
            for number, declined in enumerate(
                [True] * len(incoming.declined) + [False] * len(incoming.undecided), 1
            )
        ],
        batch_size=AT_A_TIME,
    ):
        journal.made(row)


@transaction.atomic
def withdraw_sheet(sheet: AnswerSheet, *, why: str, by: Actor) -> AnswerSheet:
    """Withdraw a submission: it counts no more, and its units can be answered anew.

    Raises:
        ReasonMissing: no reason is given.
        AlreadyWithdrawn: it was withdrawn before.
    """
    sheet = AnswerSheet.objects.select_for_update().get(pk=sheet.pk)
    if not why.strip():
        raise ReasonMissing()
    if sheet.withdrawn_at is not None:
        raise AlreadyWithdrawn()
    sheet.withdrawn_at = timezone.now()
    sheet.withdrawn_why = why.strip()[:400]
    sheet.save(update_fields=["withdrawn_at", "withdrawn_why"])
    sheet.sheet_units.update(stands=False)
    if are_many(sheet.survey):
        later("surveys.lay_out", sheet.survey.uuid)
    write_line(
        "surveys.withdraw_sheet",
        by=by,
        about=sheet,
        space=sheet.survey.space.slug,
        facts={"survey": sheet.survey.slug},
    )
    return sheet
