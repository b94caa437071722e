"""The end of a survey's report: the questions as asked, and what its words mean."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext

from overens.common.documents import Block, Definitions, Heading, Numbered, Paragraph
from overens.surveys.queries.shown import ShownQuestion, ShownSurvey
from overens.surveys.queries.wording import figure
from overens.surveys.rules import OPEN, QUESTION_TYPES


def appendix(shown: ShownSurvey) -> Iterator[Block]:
    """Return the appendix, in the active language."""
    yield Heading(1, gettext("Appendix"))
    yield Heading(2, gettext("The questions as they were asked"))
    if shown.text("promise"):
        yield Paragraph(
            gettext("Those who answered were told: %(promise)s")
            % {"promise": shown.text("promise")}
        )
    yield Numbered(tuple(_asked(question) for question in shown.questions))
    yield Heading(2, gettext("What the words mean"))
    yield Definitions(tuple(_words(shown)))


def _asked(question: ShownQuestion) -> str:
    item = question.result.item
    said = [item.title]
    if question.instruction:
        said.append(question.instruction)
    if item.options:
        said.append(
            gettext("Options: %(options)s")
            % {"options": "; ".join(_option(question, o.key) for o in item.options)}
        )
    if item.own_text:
        said.append(gettext("There was a line for another answer"))
    if QUESTION_TYPES[item.kind].can_be_unsaid:
        said.append(gettext("“I do not know, or will not say” stood apart"))
    return " ".join(
        part if part.endswith((".", "?", "!", ":")) else f"{part}." for part in said
    )


def _option(question: ShownQuestion, key: str) -> str:
    option = question.result.option(key)
    meaning = question.meanings.get(key, "")
    return f"{option.label} ({meaning})" if meaning else option.label


def _words(shown: ShownSurvey) -> Iterator[tuple[str, str]]:
    words = shown.words
    yield (
        gettext("Base"),
        gettext(
            "The %(units)s that answered the question itself. Each share is of that "
            "number, and never of all who were asked."
        )
        % words,
    )
    yield (
        gettext("Answered for"),
        gettext(
            "One of the %(respondents)s may answer for several %(units)s. So persons, "
            "%(units)s and answer sheets are three numbers."
        )
        % words,
    )
    yield (
        gettext("Surely"),
        gettext(
            "Between these, whatever those who did not answer would have said. It "
            "assumes nothing."
        ),
    )
    yield (
        gettext("Likely"),
        gettext(
            "The exact interval for a small group, at 95 per cent, if those who "
            "answered are like a random draw."
        ),
    )
    yield (
        gettext("Share"),
        gettext("Rounded half up from whole counts, each by itself."),
    )
    if shown.survey.mode != OPEN:
        yield (
            gettext("Not shown"),
            gettext(
                "Fewer than %(least)s persons stand behind the figure, or it could be "
                "used to work out one that few stand behind. Both look alike."
            )
            % {"least": figure(shown.survey.least_persons)},
        )
