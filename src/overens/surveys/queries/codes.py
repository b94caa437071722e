"""The code book of a question, how far the coding has come, and what it came to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from overens.common.texts import LocalText
from overens.surveys.models import CodedText, InterviewTheme, Release, Survey, TextCode
from overens.surveys.models.codes import CODES
from overens.surveys.queries.own_words import column_of, items_with_words
from overens.surveys.queries.shown import ShownQuestion
from overens.surveys.queries.wording import base_in_words, figure, generated_finding
from overens.surveys.rules import OPEN, Item, Sheet
from overens.surveys.rules.codes import code_item, coded_sheets
from overens.surveys.rules.questions import QUESTION_TYPES, Counted, Option, OptionCount
from overens.surveys.rules.results import SurveyResult, figures_of


@dataclass(frozen=True)
class Coding:
    """How far the coding of a question's texts has come."""

    texts: int
    coded: int

    @property
    def left(self) -> int:
        """How many texts are left."""
        return self.texts - self.coded


def codes_of(survey: Survey, question: str) -> list[TextCode]:
    """Return the codes of a question, in order. 1 query."""
    return list(
        TextCode.objects.filter(survey=survey, question_key=question).order_by("place")
    )


def coded_as(survey: Survey, question: str) -> dict[str, list[str]]:
    """Return what each text was coded as, by its mark. 1 query."""
    found = CodedText.objects.filter(survey=survey, question_key=question)
    return dict(found.values_list("mark", "codes"))


def given_out(survey: Survey, question: str) -> Release | None:
    """Return the code figures of a question, if they have been given out. 1 query."""
    return Release.objects.filter(survey=survey, key=f"{CODES}{question}").first()


def codes_stand(survey: Survey, question: str) -> bool:
    """Say whether a question's codes can be changed no more. 1 query at most."""
    return survey.mode != OPEN and given_out(survey, question) is not None


def options_in(codes: Sequence[Mapping[str, Any]], language: str) -> list[Option]:
    """Return codes as they were given out, in one language."""
    return [
        Option(code["key"], LocalText(code["name"]).in_language(language))
        for code in codes
    ]


def books_to_copy(survey: Survey, question: str) -> list[tuple[str, str]]:
    """Return the code books of the space's other questions and themes: (key, words).

    2 queries.
    """
    themes = dict(
        InterviewTheme.objects.filter(survey__space=survey.space).values_list(
            "key", "title"
        )
    )
    rows = (
        TextCode.objects.filter(survey__space=survey.space, survey__withdrawn_at=None)
        .order_by("-survey__year", "survey__id", "question_key")
        .values_list("survey__slug", "survey__title", "question_key")
        .distinct()
    )
    return [
        (f"{slug} {key}", f"{LocalText(title)}: {themes.get(key, key)}")
        for slug, title, key in rows
        if (slug, key) != (survey.slug, question)
    ]


def with_codes(
    survey: Survey, items: Sequence[Item], sheets: Sequence[Sheet]
) -> tuple[list[Item], list[Sheet]]:
    """Return the questions and answers with the codes that were given out beside them.

    So that what is given out later is weighed against the codes too. 3 queries and 1
    for each coded question; none where no codes were given out.
    """
    found, coded = list(items), list(sheets)
    if not survey.codes_shown or survey.words_forgotten:
        return found, coded
    columns = {item.key: column_of(item) or "" for item in items_with_words(survey)}
    for question, figures in code_figures(survey).items():
        if question not in columns:
            # A theme of interviews: of other persons than those who answered.
            continue
        options = options_in(figures["codes"], "sv")
        found.append(code_item(question, "", options))
        coded = coded_sheets(
            coded,
            question,
            columns[question],
            coded_as(survey, question),
            survey=str(survey.uuid),
        )
    return found, coded


def code_figures(survey: Survey) -> dict[str, dict[str, Any]]:
    """Return the code figures that were given out, by question or theme.

    1 query; none where no codes were given out.
    """
    if not survey.codes_shown:
        return {}
    return {
        release.key.removeprefix(CODES): release.figures
        for release in Release.objects.filter(survey=survey, key__startswith=CODES)
    }


def shown_codes(
    survey: Survey,
    questions: Sequence[ShownQuestion],
    released: Mapping[str, Mapping[str, Any]],
    result: SurveyResult,
    words: dict[str, str],
    language: str,
) -> tuple[ShownQuestion, ...]:
    """Return the code figures that were given out, each as a question; no query.

    Args:
        released: as ``code_figures`` returns them.
    """
    return tuple(
        _shown(question, released[question.result.key], survey, result, words, language)
        for question in questions
        if question.result.key in released
    )


def _shown(
    question: ShownQuestion,
    stored: Mapping[str, Any],
    survey: Survey,
    result: SurveyResult,
    words: dict[str, str],
    language: str,
) -> ShownQuestion:
    title = gettext("%(question)s Coded by the secretariat") % {
        "question": question.result.item.title
    }
    options = options_in(stored["codes"], language)
    item = code_item(question.result.key, title, options)
    counts = stored["counts"]
    counted = QUESTION_TYPES[item.kind].completed(
        Counted(
            base=stored["base"],
            persons=stored["persons"],
            options=tuple(
                OptionCount(option.key, option.label, counts.get(option.key, 0), 0)
                for option in options
            ),
            hidden=frozenset(o.key for o in options if o.key not in counts),
            least=survey.least_persons,
        )
    )
    asked = figures_of(item, counted, result.units, (), None)
    return ShownQuestion(
        number=gettext("%(number)s, coded by the secretariat")
        % {"number": question.number},
        result=asked,
        heading=generated_finding(asked, words, result.units.answered),
        instruction="",
        provenance="",
        base=base_in_words(asked, result, words),
        intervals=(),
        scale="",
        unsaid="",
        notes=(
            ngettext(
                "The secretariat has read %(texts)s text and coded it by the code "
                "book. A text can have several codes.",
                "The secretariat has read %(texts)s texts and coded them by the code "
                "book. A text can have several codes.",
                stored["texts"],
            )
            % {"texts": figure(stored["texts"])},
        ),
        meanings={
            code["key"]: _meaning(code, language)
            for code in stored["codes"]
            if code["definition"] or code["example"]
        },
        quotes=(),
        corrections=(),
        printed=(),
        is_coded=True,
    )


def _meaning(code: Mapping[str, Any], language: str) -> str:
    """Return what a code means, with its example."""
    said = LocalText(code["definition"]).in_language(language)
    example = LocalText(code["example"]).in_language(language)
    if not example:
        return said
    told = gettext("For example: “%(example)s”") % {"example": example}
    return f"{said} {told}".strip()
