"""A first wording of a report, made from the figures and bound to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext, override

from overens.common.texts import LANGUAGES, LocalText
from overens.surveys.models import Survey
from overens.surveys.queries.results import shown_survey
from overens.surveys.queries.shown import ShownQuestion, ShownSurvey
from overens.surveys.rules import QUESTION_TYPES
from overens.surveys.rules.questions import QuestionType
from overens.surveys.rules.reports import SUMMARY

# So many options are told in words; the chart and the table have them all.
MOST_TOLD = 3
# So many questions are summed up.
MOST_SUMMED_UP = 6


@dataclass(frozen=True)
class Draft:
    """A first wording: the parts by name, the analyses by question."""

    parts: dict[str, LocalText] = field(default_factory=dict)
    analyses: dict[str, LocalText] = field(default_factory=dict)


def drafted(survey: Survey) -> Draft:
    """Return a first wording of a survey's report, in each language. 16 queries.

    Raises:
        ResultsWithheld: nothing has been given out.
    """
    return drafted_of(
        {
            language: shown_survey(survey, language, only_figures=True)
            for language in LANGUAGES
        }
    )


def drafted_of(shown: Mapping[str, ShownSurvey]) -> Draft:
    """Return a first wording of a report of results, in each language; no query."""
    keys = [question.result.key for question in shown[LANGUAGES[0]].questions]
    return Draft(
        parts={SUMMARY: LocalText({code: _summary(of) for code, of in shown.items()})},
        analyses={
            key: LocalText(
                {code: _told(of, of.questions[n]) for code, of in shown.items()}
            )
            for n, key in enumerate(keys)
        },
    )


def _summary(shown: ShownSurvey) -> str:
    with override(shown.language):
        said = [gettext("{survey:answered} answered, for {survey:units}.")]
        if shown.voice:
            said[0] += " " + (
                gettext("The results show the view of %(voice)s.")
                % {"voice": shown.voice}
            )
        summed_up = [q for q in shown.questions if q.result.options]
        said += [_first(question) for question in summed_up[:MOST_SUMMED_UP]]
        return "\n\n".join(part for part in said if part)


def _first(question: ShownQuestion) -> str:
    """Return the one figure to remember of a question."""
    told = question.result.by_size
    if not told or not told[0].count or not question.result.is_whole:
        return ""
    return gettext("“%(question)s”: “%(label)s” {%(key)s:%(option)s}.") % {
        "question": _without_braces(question.result.item.title),
        "label": _without_braces(told[0].label),
        "key": question.result.key,
        "option": told[0].key,
    }


def _without_braces(words: str) -> str:
    """Return a label that is read as no figure, whatever somebody called an option."""
    return words.replace("{", "(").replace("}", ")")


def _told(shown: ShownSurvey, question: ShownQuestion) -> str:
    with override(shown.language):
        return _analysis(question)


def _analysis(question: ShownQuestion) -> str:
    asked = question.result
    kind = QUESTION_TYPES[asked.item.kind]
    key = {"key": asked.key}
    if asked.is_withheld:
        return gettext("Too few answered for anything to be shown.")
    if kind.tells_by_absence or not asked.options:
        # Its base stands beside it, and there is nothing more to count.
        return ""
    told = [option for option in asked.by_size if option.count][:MOST_TOLD]
    said = []
    if asked.mean is not None and asked.median is not None:
        said.append(
            gettext("The median is {%(key)s:median}, the mean {%(key)s:mean}.") % key
        )
    if told:
        listed = [
            gettext("“%(label)s” {%(key)s:%(option)s}")
            % {
                "label": _without_braces(option.label),
                "key": asked.key,
                "option": option.key,
            }
            for option in told
        ]
        is_all = len(told) == sum(bool(option.count) for option in asked.options)
        said.append(_how_told(asked.is_whole, is_all, kind) % "; ".join(listed))
    nought = [option for option in asked.options if option.count == 0]
    if nought and kind.has_options and not (kind.several or kind.is_order):
        said.append(
            gettext("“%(label)s” was answered for {%(key)s:%(option)s:count}.")
            % {
                "label": _without_braces(nought[0].label),
                "key": asked.key,
                "option": nought[0].key,
            }
        )
    if asked.unsaid:
        said.append(gettext("{%(key)s:unsaid} do not know or will not say.") % key)
    if not asked.is_whole:
        said.append(
            gettext("Some figures are not shown, so that nobody can be pointed out.")
        )
    return " ".join(said)


def _how_told(is_whole: bool, is_all: bool, kind: QuestionType) -> str:
    """Return how options are told; with one withheld nobody knows the largest."""
    if not is_whole:
        return gettext("What can be shown: %s.")
    if kind.is_order:
        return gettext("Most often placed first: %s.")
    if kind.several:
        return gettext("Most often chosen: %s.")
    if is_all:
        # The whole list says itself which is most common.
        return gettext("The answers: %s.")
    return gettext("Most common: %s.")
