"""A survey's results, ready to be shown: one shape for page, file and command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from string import ascii_lowercase
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, override

from overens.common import formats
from overens.common.texts import LocalText
from overens.surveys.models import (
    OutsideQuestion,
    PrintedFigure,
    Release,
    Remark,
    Survey,
)
from overens.surveys.models.releases import GROUPS, QUESTIONS
from overens.surveys.queries.centres import scale_in_words
from overens.surveys.queries.codes import code_figures, shown_codes
from overens.surveys.queries.counting import answers_of, reached
from overens.surveys.queries.intervals import interval_sentences
from overens.surveys.queries.interviews import shown_interviews
from overens.surveys.queries.outside import outside_of, shown_outside
from overens.surveys.queries.shown import (
    ShownPrinted,
    ShownQuestion,
    ShownQuote,
    ShownSurvey,
)
from overens.surveys.queries.stored import (
    frame_of,
    has_groups,
    option_meanings,
    quotes_of,
)
from overens.surveys.queries.versions import (
    AskedItem,
    asked_in_version,
    every_item,
    version_in_words,
)
from overens.surveys.queries.wording import (
    base_in_words,
    generated_finding,
    mark_legend,
    marks_in_words,
    note_in_words,
    ours_in_words,
    outcomes_in_words,
    unsaid_in_words,
    words_of,
)
from overens.surveys.rules import (
    CAVEAT,
    CHOSEN,
    CLUSTERED,
    CLUSTERED_ALL,
    OPEN,
    WITHHELD,
    Item,
    Note,
    QuestionResult,
    ResultsWithheld,
    SurveyResult,
    check_answers_shown,
    guard_count,
    our_figure,
    parts_of,
    released_in,
    released_result,
)
from overens.surveys.rules.conditions import Condition
from overens.surveys.rules.counting import Answers, OneByOne
from overens.surveys.rules.frames import covered_units, outcomes
from overens.surveys.rules.groups import (
    group_outcomes,
    groups_in,
    is_in_part,
)
from overens.surveys.rules.own_words import ANSWERED_IN
from overens.surveys.rules.results import counted_result

_PRINTED_WHAT = {
    "rate": gettext_lazy("Response rate"),
    "share": gettext_lazy("Share “%(option)s”"),
    "together": gettext_lazy("“%(option)s” together"),
    "claim": gettext_lazy("In words, without figures"),
    "persons-answered": gettext_lazy("%(respondents)s who answered"),
    "units-answered": gettext_lazy("%(units)s with an answer"),
    "mean": gettext_lazy("Mean"),
    "missing-persons": gettext_lazy("%(respondents)s who did not answer"),
    "missing-answers": gettext_lazy("%(units)s without an answer to the question"),
    "texts": gettext_lazy("Number of texts"),
}


def shown_survey(
    survey: Survey,
    language: str,
    *,
    only_figures: bool = False,
    with_codes: bool = False,
) -> ShownSurvey:
    """Return a survey's results. Every door comes through here.

    At most 9 queries, one more where something of others stands beside it, one more
    where texts are counted by code, and 3 more where interviews are shown.

    Args:
        survey: with its space.
        language: ``sv`` or ``en``; texts that lack it fall back.
        only_figures: without what is written beside them and what was read into it:
            quotes, codes, remarks, printed figures; 3 queries fewer.
        with_codes: the codes' figures all the same.

    Raises:
        ResultsWithheld: it was not answered openly, and nothing has been given out.
    """
    stored = every_item(survey)
    quotes, withdrawn = ({}, {}) if only_figures else quotes_of(survey)
    parts = [parts_of(asked_in_version(each, language)) for each in stored]
    items = [part for of_one in parts for part in of_one]
    # Each is told with the words of the question that it is of, and its number.
    asked_in = [
        (_numbered(number, row, len(of_one)), each)
        for number, (each, of_one) in enumerate(zip(stored, parts, strict=True), 1)
        for row in range(len(of_one))
    ]
    conditions = {each.stored.key: each.stored.condition for each in stored}
    answers = answers_of(survey, items) if survey.mode == OPEN else None
    result = _result(survey, items, conditions, answers, quotes, language)
    remarks: list[Remark] = []
    printed: list[PrintedFigure] = []
    outside: Mapping[str, list[OutsideQuestion]] = {}
    kept: dict[Any, Any] = {"items": stored}
    if not only_figures:
        if any(each.is_quoted for each in stored):
            outside = outside_of(survey)
        remarks = kept["remarks"] = list(Remark.objects.filter(survey=survey))
        printed = list(PrintedFigure.objects.filter(survey=survey))
    if survey.mode != OPEN:
        # What is written by hand beside figures may say what they must not.
        remarks = [remark for remark in remarks if remark.kind == CAVEAT]
        printed = []
    coded = code_figures(survey) if with_codes or not only_figures else {}
    with override(language):
        words = words_of(survey, language)
        questions = tuple(
            _question(
                number,
                each,
                asked,
                result,
                words,
                language,
                quotes=quotes.get(each.stored.key, ()) if asked.texts else (),
                corrections=_corrections(survey, withdrawn.get(each.stored.key, ())),
                remarks=remarks,
                printed=printed,
                outside=outside.get(asked.key, ()),
            )
            for (number, each), asked in zip(asked_in, result.questions, strict=True)
        )
        return ShownSurvey(
            survey=survey,
            language=language,
            words=words,
            result=result,
            questions=questions,
            answered=outcomes_in_words(
                result, words, sheets_are_ours=survey.submissions_mark == CHOSEN
            ),
            notes=tuple(note_in_words(note, words) for note in result.notes)
            + _said_once(result, words)
            + _remarks(remarks, CAVEAT, "", language),
            withheld=_remarks(remarks, WITHHELD, "", language),
            guarded=guard_count(result),
            legend=mark_legend(result),
            kept=kept,
            answers=answers,
            printed=_printed(printed, "", result, words, language),
            coded=shown_codes(survey, questions, coded, result, words, language),
            interviews=None
            if only_figures
            else shown_interviews(survey, coded, language),
        )


def _result(
    survey: Survey,
    items: list[Item],
    conditions: Mapping[str, Condition],
    answers: Answers | None,
    quotes: Mapping[str, list[LocalText]],
    language: str,
) -> SurveyResult:
    """Return the figures: counted, or as they were given out where they are guarded."""
    texts = {
        key: [text.in_language(language) for text in quotes[key]] for key in quotes
    }
    if answers is None:
        return _given_out(survey, items, texts)
    # Of a frame with groups the sheets themselves are held (``answers_of``).
    sheets = answers.sheets if isinstance(answers, OneByOne) else ()
    frame = frame_of(survey, with_coverage=True) if has_groups(survey) else None
    result = counted_result(
        items,
        answers,
        *(
            reached(survey, answers)
            if frame is None
            else (covered_units(frame, sheets), outcomes(frame, sheets))
        ),
        texts,
        is_open=survey.open_frame,
        submissions_mark=survey.submissions_mark,
    )
    if frame is None:
        return result
    in_part = [is_in_part(sheet, items, conditions) for sheet in sheets]
    return replace(result, groups=group_outcomes(frame, sheets, survey.strata, in_part))


def _given_out(
    survey: Survey, items: list[Item], texts: Mapping[str, Sequence[str]]
) -> SurveyResult:
    """Return the figures as they were given out. 1 query."""
    releases = {
        release.key: release.figures
        for release in Release.objects.filter(
            survey=survey, key__in=(QUESTIONS, GROUPS)
        )
    }
    if QUESTIONS not in releases:
        check_answers_shown(survey.mode)
        raise ResultsWithheld()
    result = released_result(
        items, released_in(releases[QUESTIONS]), texts, is_open=survey.open_frame
    )
    if GROUPS not in releases:
        return result
    return replace(result, groups=groups_in(releases[GROUPS]))


def _said_once(result: SurveyResult, words: dict[str, str]) -> tuple[str, ...]:
    """What holds for every question alike is said with the method."""
    clustered = any(
        note.sentence == CLUSTERED
        for question in result.questions
        for note in question.notes
    )
    return (note_in_words(Note(CLUSTERED_ALL), words),) if clustered else ()


def _got(asked: QuestionResult, result: SurveyResult) -> int:
    """Return how many units answered a version of the questionnaire that asks it."""
    return result.units.answered if asked.got is None else asked.got


def _numbered(number: int, row: int, rows: int) -> str:
    """Return "5", or "5 b" of the second row of several."""
    return str(number) if rows == 1 else f"{number}{formats.NO_BREAK}{_letters(row)}"


def _letters(row: int) -> str:
    """Return a to z, then aa, ab …"""
    more, last = divmod(row, len(ascii_lowercase))
    return (_letters(more - 1) if more else "") + ascii_lowercase[last]


def _question(
    number: str,
    each: AskedItem,
    asked: QuestionResult,
    result: SurveyResult,
    words: dict[str, str],
    language: str,
    *,
    quotes: Sequence[LocalText],
    corrections: tuple[str, ...],
    remarks: Sequence[Remark],
    printed: Sequence[PrintedFigure],
    outside: Sequence[OutsideQuestion],
) -> ShownQuestion:
    item = each.stored
    return ShownQuestion(
        number=number,
        result=asked,
        heading=(item.finding.in_language(language) if asked.is_whole else "")
        or generated_finding(asked, words, _got(asked, result)),
        instruction=item.question.instruction.in_language(language),
        provenance=item.question.provenance.in_language(language),
        base=base_in_words(asked, result, words),
        intervals=interval_sentences(asked, result, words),
        scale=scale_in_words(asked, result, words),
        unsaid=unsaid_in_words(asked, result),
        notes=version_in_words(each, asked, result, words)
        + marks_in_words(asked)
        + tuple(
            note_in_words(note, words)
            for note in asked.notes
            if note.sentence != CLUSTERED
        )
        + _remarks(remarks, CAVEAT, item.key, language),
        meanings=option_meanings(item, language),
        quotes=tuple(_quote(quote, language) for quote in quotes),
        corrections=corrections,
        printed=_printed(printed, item.key, result, words, language),
        outside=tuple(shown_outside(row, asked, result, language) for row in outside),
    )


def _corrections(
    survey: Survey, withdrawn: Sequence[tuple[datetime, str]]
) -> tuple[str, ...]:
    """Return what is said of texts that were shown and are not any more (rule W5)."""
    return tuple(
        gettext("Corrected %(day)s: a text was withdrawn. %(why)s")
        % {
            "day": formats.day(timezone.localdate(at, survey.space.zone)),
            "why": why,
        }
        for at, why in withdrawn
    )


def _quote(quote: LocalText, language: str) -> ShownQuote:
    text, its_language = quote.best(language)
    return ShownQuote(
        text=text,
        foreign=None if its_language == language else its_language,
        is_translated=its_language != ANSWERED_IN and ANSWERED_IN in quote,
    )


def _remarks(
    remarks: Sequence[Remark], kind: str, question: str, language: str
) -> tuple[str, ...]:
    return tuple(
        remark.text.in_language(language)
        for remark in remarks
        if remark.kind == kind and remark.question_key == question
    )


def _printed(
    printed: Sequence[PrintedFigure],
    question: str,
    result: SurveyResult,
    words: dict[str, str],
    language: str,
) -> tuple[ShownPrinted, ...]:
    shown = []
    for figure in printed:
        if figure.question_key != question:
            continue
        option = ", ".join(
            result.question(question).option(key).label for key in figure.option_keys
        )
        what = str(_PRINTED_WHAT[figure.figure]) % {**words, "option": option}
        ours = our_figure(result, figure.figure, question, figure.option_keys)
        shown.append(
            ShownPrinted(
                what=what[:1].upper() + what[1:],
                printed=figure.printed,
                ours=ours_in_words(ours),
                comment=figure.comment.in_language(language),
                differs=figure.differs,
            )
        )
    return tuple(shown)
