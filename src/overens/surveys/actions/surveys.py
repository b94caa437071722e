"""Writes surveys: from a file in the own format, or with another's questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from overens.accounts.models import Space
from overens.accounts.rules import check_slug
from overens.common.audit import Actor, write_line
from overens.common.models import fitting
from overens.common.texts import LocalText
from overens.errors import RuleBroken, gettext_noop
from overens.surveys.actions.answers import write_rows
from overens.surveys.actions.columns import lay_out
from overens.surveys.actions.releases import release_if_due
from overens.surveys.models import (
    AnswerSheet,
    Coverage,
    FrameRespondent,
    FrameUnit,
    PrintedFigure,
    Question,
    Questionnaire,
    QuestionnaireItem,
    ReleasedText,
    Remark,
    Survey,
)
from overens.surveys.rules import (
    DECLINED,
    SURVEY_TEXTS,
    QuestionDefinition,
    SurveyDefinition,
    read_definition,
)


class NoSuchSpace(RuleBroken):
    """The file names a space that does not exist."""

    sentence = gettext_noop("There is no compact called “%(space)s” here.")


class SlugTaken(RuleBroken):
    """A survey of that name exists."""

    sentence = gettext_noop("There is already a survey called “%(slug)s”.")


class NoSuchQuote(RuleBroken):
    """A text to release that no sheet holds."""

    sentence = gettext_noop(
        "No answer to “%(question)s” reads “%(text)s”, so it cannot be released."
    )


def load_survey(
    data: Mapping[str, Any], *, by: Actor, space: Space | None = None
) -> Survey:
    """Make a survey from data in the own format, as a file of it reads.

    Args:
        data: as TOML or JSON gives it; relative days already made real.
        by: who makes it.
        space: where it belongs; else the data's own ``survey.space``.

    Raises:
        RuleBroken: the content does not hold together; nothing is made then.
    """
    return create_survey(read_definition(data), by=by, space=space)


@transaction.atomic
def create_survey(
    definition: SurveyDefinition, *, by: Actor, space: Space | None = None
) -> Survey:
    """Make a survey with its questions, frame, answers, quotes and remarks.

    Raises:
        NoSuchSpace: it belongs nowhere.
        SlugTaken: a survey of that name exists.
        AnswersRefused: its answer sheets have faults.
        NoSuchQuote: a text to release is in no sheet.
    """
    home = space or Space.objects.filter(slug=definition.space).first()
    if home is None:
        raise NoSuchSpace(space=definition.space)
    if Survey.objects.filter(slug=definition.slug).exists():
        raise SlugTaken(slug=definition.slug)
    try:
        with transaction.atomic():
            survey = Survey.objects.create(
                space=home,
                slug=definition.slug,
                year=definition.year,
                origin=definition.origin,
                mode=definition.mode,
                least_persons=definition.least_persons,
                huvudman=definition.huvudman,
                published=definition.published,
                open_frame=definition.open_frame,
                counts=definition.counts,
                submissions_mark=definition.submissions_mark,
                strata=dict(definition.strata),
                **{name: LocalText(definition.texts[name]) for name in SURVEY_TEXTS},
            )
    except IntegrityError as fault:
        raise SlugTaken(slug=definition.slug) from fault
    questionnaire = _write_questions(survey, definition.questions, definition.origin)
    _write_remarks(survey, definition)
    _write_frame(survey, definition)
    if definition.rows:
        write_rows(survey, questionnaire, definition.rows)
    _write_quotes(survey, definition)
    write_line(
        "surveys.create_survey",
        by=by,
        about=survey,
        space=home.slug,
        facts={
            "questions": len(definition.questions),
            "units": len(definition.units),
            "respondents": len(definition.respondents),
            "sheets": len(definition.rows),
            "mode": survey.mode,
        },
    )
    release_if_due(survey, by=by)
    lay_out(survey)
    return survey


@transaction.atomic
def copy_survey(
    like: Survey, *, slug: str, by: Actor, open_frame: bool = False
) -> Survey:
    """Make a survey with another's questions and none of its answers.

    Args:
        like: the survey whose questions are asked again, in the same words.
        slug: the new survey's name.
        open_frame: each answer will bring a respondent and units of its own; else the
            frame is copied too, with nobody having declined.

    Raises:
        SlugNotPlain: the name cannot stand in an address.
        SlugTaken: a survey of that name exists.
    """
    slug = check_slug(slug)
    if Survey.objects.filter(slug=slug).exists():
        raise SlugTaken(slug=slug)
    survey = Survey.objects.create(
        space=like.space,
        slug=slug,
        year=None,
        origin="own",
        mode=like.mode,
        least_persons=like.least_persons,
        huvudman=like.huvudman,
        published=False,
        open_frame=open_frame,
        strata={} if open_frame else like.strata,
        **{
            name: getattr(like, name)
            for name in SURVEY_TEXTS
            if name not in ("finding", "source", "method")
        },
    )
    latest = like.questionnaires.order_by("-version").first()
    questionnaire = Questionnaire.objects.create(survey=survey, version=1)
    for item in latest.items.all() if latest else ():
        QuestionnaireItem.objects.create(
            questionnaire=questionnaire,
            question=item.question,
            key=item.key,
            place=item.place,
            section=item.section,
            condition=item.condition,
        )
    if not open_frame:
        _copy_frame(like, survey)
    write_line(
        "surveys.copy_survey",
        by=by,
        about=survey,
        space=survey.space.slug,
        facts={"like": like.slug, "open_frame": open_frame},
    )
    return survey


@transaction.atomic
def publish_survey(survey: Survey, *, by: Actor) -> Survey:
    """Let anyone know of a survey, and of its results as far as they may be shown."""
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if not survey.published:
        survey.published = True
        survey.save(update_fields=["published"])
        write_line(
            "surveys.publish_survey", by=by, about=survey, space=survey.space.slug
        )
    release_if_due(survey, by=by)
    return survey


def _copy_frame(like: Survey, survey: Survey) -> None:
    units = {}
    for unit in like.frame_units.all():
        units[unit.pk] = FrameUnit.objects.create(
            survey=survey,
            key=unit.key,
            name=unit.name,
            stratum=unit.stratum,
            register=unit.register,
            place=unit.place,
        )
    asked = like.frame_respondents.filter(taken_off=False)
    for person in asked.prefetch_related("coverages"):
        copied = FrameRespondent.objects.create(
            survey=survey, key=person.key, name=person.name, place=person.place
        )
        Coverage.objects.bulk_create(
            Coverage(respondent=copied, unit=units[coverage.unit_id])
            for coverage in person.coverages.all()
        )


def _write_questions(
    survey: Survey, questions: tuple[QuestionDefinition, ...], origin: str
) -> Questionnaire:
    questionnaire = Questionnaire.objects.create(survey=survey, version=1)
    place = 0
    for number, asked in enumerate(questions, 1):
        QuestionnaireItem.objects.create(
            questionnaire=questionnaire,
            question=_question_in_bank(asked, origin),
            key=asked.key,
            place=number,
            finding=asked.finding,
            marks=asked.marks.stored,
            section=asked.section,
            condition=asked.condition,
        )
        for remark in asked.remarks:
            place += 1
            Remark.objects.create(
                survey=survey,
                question_key=asked.key,
                kind=remark.kind,
                place=place,
                text=remark.text,
            )
    return questionnaire


def _question_in_bank(asked: QuestionDefinition, origin: str) -> Question:
    """Return the bank's question in these very words, or a new one after the last.

    Questions of different origins are never mixed: a made-up survey may ask what a
    real one asked, and neither becomes part of the other's history.
    """
    words: dict[str, Any] = {
        "kind": asked.kind,
        "title": asked.title,
        "instruction": asked.instruction,
        "own_text": asked.own_text,
        "settings": dict(asked.settings),
        "options": [option.stored for option in asked.options],
    }
    before = None
    for stored in Question.objects.filter(key=asked.key, origin=origin).order_by("-id"):
        before = before or stored
        if all(getattr(stored, name) == value for name, value in words.items()):
            return stored
    return Question.objects.create(
        key=asked.key,
        provenance=asked.provenance,
        origin=origin,
        replaces=before,
        **words,
    )


def _write_remarks(survey: Survey, definition: SurveyDefinition) -> None:
    # Remarks at questions have their places first; both are in the file's order.
    start = sum(len(question.remarks) for question in definition.questions)
    Remark.objects.bulk_create(
        Remark(survey=survey, kind=remark.kind, place=place, text=remark.text)
        for place, remark in enumerate(definition.remarks, start + 1)
    )
    figures = (
        PrintedFigure(
            survey=survey,
            question_key=figure.question,
            figure=figure.figure,
            option_keys=list(figure.options),
            place=place,
            printed=figure.text,
            differs=figure.differs,
            comment=figure.comment,
        )
        for place, figure in enumerate(definition.printed, 1)
    )
    PrintedFigure.objects.bulk_create(fitting(figures))


def _write_frame(survey: Survey, definition: SurveyDefinition) -> None:
    units = {
        unit.key: FrameUnit(
            survey=survey,
            key=unit.key,
            name=unit.name,
            stratum=unit.stratum,
            place=place,
        )
        for place, unit in enumerate(definition.units, 1)
    }
    FrameUnit.objects.bulk_create(fitting(units.values()))
    people = {
        person.key: FrameRespondent(
            survey=survey,
            key=person.key,
            name=person.name,
            address=person.address,
            declined=person.outcome == DECLINED,
            place=place,
        )
        for place, person in enumerate(definition.respondents, 1)
    }
    FrameRespondent.objects.bulk_create(fitting(people.values()))
    Coverage.objects.bulk_create(
        Coverage(respondent=people[person.key], unit=units[unit])
        for person in definition.respondents
        for unit in person.units
    )


def _write_quotes(survey: Survey, definition: SurveyDefinition) -> None:
    if not definition.quotes:
        return
    found: dict[tuple[str, str], AnswerSheet] = {}
    for sheet in AnswerSheet.objects.filter(survey=survey):
        for column, value in sheet.answers.items():
            found[column.removesuffix(".text"), str(value)] = sheet
    for place, quote in enumerate(definition.quotes, 1):
        wording = next(iter(quote.text.values()))
        its_sheet = found.get((quote.question, quote.text.get("sv", wording)))
        if its_sheet is None and not quote.stands_alone:
            raise NoSuchQuote(question=quote.question, text=wording)
        ReleasedText.objects.create(
            survey=survey,
            sheet=its_sheet,
            question_key=quote.question,
            text=quote.text,
            place=place,
        )
