"""Makes code books, codes texts by them, and gives the figures out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from overens.common.audit import Actor, write_line
from overens.common.failpoints import failpoint
from overens.common.texts import LocalText
from overens.surveys.actions.releases import release_results
from overens.surveys.models import (
    CodedText,
    InterviewTheme,
    Release,
    Survey,
    TextCode,
)
from overens.surveys.models.codes import CODES
from overens.surveys.queries.codes import (
    coded_as,
    codes_of,
    codes_stand,
    given_out,
    options_in,
)
from overens.surveys.queries.own_words import (
    OwnText,
    Worded,
    column_of,
    noted,
    texts_to_code,
    worded,
)
from overens.surveys.queries.stored import standing_sheets
from overens.surveys.rules import OPEN, QUESTION_TYPES, free_key, released_in
from overens.surveys.rules.codes import (
    MOST_CODES,
    CodeNameMissing,
    CodeNameTaken,
    CodesGivenOut,
    CodesOfOwnLines,
    CodingUnfinished,
    NoCodes,
    TooManyCodes,
    code_item,
    coded_sheets,
    count_codes,
)
from overens.surveys.rules.disclosure.again import AskedOfNearlyTheSame
from overens.surveys.rules.frames import Sheet
from overens.surveys.rules.interviews import interview_sheets
from overens.surveys.rules.own_words import TextGone


@transaction.atomic
def keep_code(
    survey: Survey,
    *,
    question: str,
    name: LocalText,
    definition: LocalText,
    example: LocalText,
    code: TextCode | None = None,
    by: Actor,
) -> TextCode:
    """Add a code to a question's book, or change one.

    Raises:
        CodeNameMissing, CodeNameTaken, TooManyCodes: the code does not do.
        CodesGivenOut: the book stands.
    """
    survey = _held(survey, question)
    if not name:
        raise CodeNameMissing()
    codes = codes_of(survey, question)
    for other in codes:
        if other.pk != (code.pk if code else None):
            alike = {text.casefold() for text in other.name.values()}
            if alike & {text.casefold() for text in name.values()}:
                raise CodeNameTaken(name=str(name))
    if code is None:
        if len(codes) >= MOST_CODES:
            raise TooManyCodes(most=MOST_CODES)
        key = free_key(str(name), {each.key for each in codes}, "kod")
        last = codes[-1].place if codes else 0
        code = TextCode(survey=survey, question_key=question, key=key, place=last + 1)
    code.name, code.definition, code.example = name, definition, example
    code.save()
    _note("surveys.keep_code", survey, question, by, code=code.key)
    return code


@transaction.atomic
def remove_code(code: TextCode, *, by: Actor) -> None:
    """Take a code out of its book, and off every text that has it.

    Raises:
        CodesGivenOut: the book stands.
    """
    survey = _held(code.survey, code.question_key)
    for coded in CodedText.objects.filter(
        survey=survey, question_key=code.question_key
    ):
        if code.key in coded.codes:
            coded.codes = [key for key in coded.codes if key != code.key]
            coded.save(update_fields=["codes"])
    failpoint("surveys.remove_code.after_texts")
    code.delete()
    _note("surveys.remove_code", survey, code.question_key, by, code=code.key)


@transaction.atomic
def copy_codes(
    survey: Survey, *, question: str, of: Survey, of_question: str, by: Actor
) -> int:
    """Take over the codes of another question's book that this one lacks.

    Returns:
        How many were taken over.

    Raises:
        CodesGivenOut: the book stands.
        TooManyCodes: together they are too many.
    """
    survey = _held(survey, question)
    mine = codes_of(survey, question)
    keys = {code.key for code in mine}
    new = [code for code in codes_of(of, of_question) if code.key not in keys]
    if len(mine) + len(new) > MOST_CODES:
        raise TooManyCodes(most=MOST_CODES)
    last = mine[-1].place if mine else 0
    TextCode.objects.bulk_create(
        TextCode(
            survey=survey,
            question_key=question,
            key=code.key,
            name=code.name,
            definition=code.definition,
            example=code.example,
            place=last + number,
        )
        for number, code in enumerate(new, 1)
    )
    _note("surveys.copy_codes", survey, question, by, codes=len(new))
    return len(new)


@transaction.atomic
def code_text(
    survey: Survey, *, question: str, mark: str, codes: Sequence[str], by: Actor
) -> None:
    """Say what a text is about; no code at all where none fits.

    Raises:
        CodesGivenOut: the coding stands.
        TextGone: there is no such text.
    """
    survey = _held(survey, question)
    if mark not in {text.mark for text in _texts(survey, question)}:
        raise TextGone()
    known = [code.key for code in codes_of(survey, question)]
    chosen = [key for key in known if key in codes]
    _coded, is_new = CodedText.objects.update_or_create(
        survey=survey, question_key=question, mark=mark, defaults={"codes": chosen}
    )
    _note("surveys.code_text", survey, question, by, codes=len(chosen))


@transaction.atomic
def release_codes(survey: Survey, *, question: str, by: Actor) -> Release:
    """Count the codes and give the figures out, as far as they point at nobody.

    Of a guarded survey once and for good; of an open one they are counted anew. Those
    who were interviewed are persons of their own: what they said is held against no
    figure of the survey.

    Raises:
        NoCodes, CodingUnfinished: there is nothing to count yet.
        CodesOfOwnLines: under its promise the question is not counted by code.
        TextGone: the survey has no such question.
        TooFewPersons: nothing may be shown.
        AskedOfNearlyTheSame: it is withheld for what was asked before.
    """
    survey = Survey.objects.held(survey)
    item = _worded(survey, question)
    stored = given_out(survey, question)
    if survey.mode != OPEN:
        if stored is not None:
            return stored
        if not isinstance(item, InterviewTheme):
            if not QUESTION_TYPES[item.question.kind].is_words:
                raise CodesOfOwnLines()
            released = released_in(release_results(survey, by=by).figures)
            if question in released.again:
                raise AskedOfNearlyTheSame(least=survey.least_persons)
    codes = codes_of(survey, question)
    if not codes:
        raise NoCodes()
    marks = coded_as(survey, question)
    texts = texts_to_code(survey, item)
    if not texts:
        # Forgotten: what was counted of them before stands.
        raise TextGone()
    left = sum(text.mark not in marks for text in texts)
    if left:
        raise CodingUnfinished(left=left)
    book = [
        {
            "key": code.key,
            "name": code.name,
            "definition": code.definition,
            "example": code.example,
        }
        for code in codes
    ]
    counts, facts = count_codes(
        code_item(question, "", options_in(book, "sv")),
        _sheets(survey, item, marks),
        least=None if survey.mode == OPEN else survey.least_persons,
    )
    figures = {
        "codes": book,
        "texts": len(texts),
        "base": counts.base,
        "persons": counts.persons,
        "counts": dict(counts.counts),
    }
    release, _is_new = Release.objects.update_or_create(
        survey=survey,
        key=f"{CODES}{question}",
        defaults={
            "figures": figures,
            "facts": []
            if isinstance(item, InterviewTheme)
            else [fact.stored for fact in facts],
        },
    )
    failpoint("surveys.release_codes.after_figures")
    Survey.objects.filter(pk=survey.pk).update(codes_shown=True)
    _note("surveys.release_codes", survey, question, by, texts=len(texts))
    return release


def _sheets(
    survey: Survey, item: Worded, marks: Mapping[str, Sequence[str]]
) -> list[Sheet]:
    """Return answers with the codes of their texts; an interview is one answer."""
    uuid = str(survey.uuid)
    if isinstance(item, InterviewTheme):
        return interview_sheets(noted(survey), item.key, marks, survey=uuid)
    column = column_of(item) or ""
    return coded_sheets(standing_sheets(survey), item.key, column, marks, survey=uuid)


def _worded(survey: Survey, question: str) -> Worded:
    """Return a question or theme.

    Raises:
        TextGone: the survey has none of that key.
    """
    for item in worded(survey):
        if item.key == question:
            return item
    raise TextGone()


def _texts(survey: Survey, question: str) -> list[OwnText]:
    return texts_to_code(survey, _worded(survey, question))


def _held(survey: Survey, question: str) -> Survey:
    """Return the survey, held, where the question's code book may still change.

    Raises:
        CodesGivenOut: its figures stand.
    """
    survey = Survey.objects.held(survey)
    if codes_stand(survey, question):
        raise CodesGivenOut()
    return survey


def _note(what: str, survey: Survey, question: str, by: Actor, **facts: object) -> None:
    failpoint(f"{what}.before_log")
    write_line(
        what,
        by=by,
        about=survey,
        space=survey.space.slug,
        facts={"survey": survey.slug, "question": question, **facts},
    )
    failpoint(f"{what}.before_commit")
