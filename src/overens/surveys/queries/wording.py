"""Figures of a survey in words, in the active language.

The words for what is counted come from the survey itself ("nämnder"), so no sentence
here says what a unit is. Counts come before per cent: in a small group "9 av 13" says
more than "69 %".
"""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext, ngettext

from overens.common import formats
from overens.stats import half_up
from overens.surveys.models import Survey
from overens.surveys.rules import (
    CHOSEN,
    MARK_MEANINGS,
    MARKS,
    QUESTION_TYPES,
    Note,
    Ours,
    QuestionResult,
    SurveyResult,
)

EN_DASH = "\N{EN DASH}"


def words_of(survey: Survey, language: str) -> dict[str, str]:
    """Return the survey's own words for what is counted and who answers."""
    unit = survey.unit.in_language(language)
    return {
        "unit": unit,
        "units": survey.units.in_language(language) or unit,
        "respondent": survey.respondent.in_language(language) or gettext("respondent"),
        "respondents": survey.respondents.in_language(language)
        or gettext("respondents"),
    }


def figure(value: int | float | Decimal) -> str:
    """Return a number with the decimals it has: "13", "6,8"."""
    decimals = 0
    if not isinstance(value, int):
        exponent = Decimal(str(value)).normalize().as_tuple().exponent
        decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return formats.number(value, decimals)


def whole_percent(count: int, base: int) -> str:
    """Return "69 %", rounded half up from the counts; a dash on an empty base."""
    if not base:
        return EN_DASH
    return formats.percent(half_up(100 * count, base) / 100)


def percent_in_text(count: int, base: int) -> str:
    """Return "69 procent", for running text."""
    return formats.percent_in_text(half_up(100 * count, base) / 100 if base else 0)


def span(low: int, high: int) -> str:
    """Return "9–16", or one number where both ends are alike."""
    if low == high:
        return figure(low)
    return f"{figure(low)}{EN_DASH}{figure(high)}"


def percent_span(low: int, high: int, base: int) -> str:
    """Return "45–80 procent" of a base."""
    if low == high:
        return percent_in_text(low, base)
    return (
        f"{figure(int(half_up(100 * low, base)))}{EN_DASH}{percent_in_text(high, base)}"
    )


def note_in_words(note: Note, words: dict[str, str]) -> str:
    """Return a reservation as a sentence."""
    facts = {name: figure(value) for name, value in note.facts.items()}
    return gettext(note.sentence) % {**words, **facts}


def base_in_words(
    question: QuestionResult, result: SurveyResult, words: dict[str, str]
) -> str:
    """Return what a question's figures rest on.

    "Bas: 13 av 20 nämnder, besvarat av 8 av 11 nämndsekreterare."
    """
    if question.is_withheld:
        return gettext("No base is shown: it could tell what few persons did.")
    if QUESTION_TYPES[question.item.kind].tells_by_absence:
        return gettext("Only how many agreed is counted, and never who.")
    said = gettext(
        "Base: %(base)s of %(frame)s %(units)s, answered by %(persons)s of %(asked)s "
        "%(respondents)s."
    ) % {
        **words,
        "base": figure(question.base),
        "frame": figure(result.units.frame),
        "persons": figure(question.respondents),
        "asked": figure(result.respondents.frame),
    }
    if question.item.marks.persons == CHOSEN:
        said += " " + gettext(
            "The source does not say how many %(respondents)s that was: the number is "
            "our choice."
        ) % {**words}
    return said


def mark_word(mark: str) -> str:
    """Return what a mark says: "tryckt i källan", "följer av källan", "vårt val"."""
    return gettext(MARKS[mark]) if mark else ""


def chosen_heights() -> str:
    """Return what has to be read with a drawing of counts that we chose."""
    return gettext(
        "The length of the bars is our choice: the source shows their order at most, "
        "and prints no figures."
    )


def marks_in_words(question: QuestionResult) -> tuple[str, ...]:
    """Return which of a question's figures are the source's, for files and readers.

    One sentence a mark; the options are named where they do not share one.
    """
    marks = question.item.marks
    said = []
    for mark in marks.used:
        its = [o.label for o in question.options if o.mark == mark]
        which = (
            gettext("All counts")
            if len(its) == len(question.options)
            else ", ".join(f"“{label}”" for label in its)
        )
        said.append(
            gettext("%(which)s: %(mark)s. %(meaning)s")
            % {
                "which": which,
                "mark": mark_word(mark),
                "meaning": gettext(MARK_MEANINGS[mark]),
            }
        )
    return tuple(said)


def mark_legend(result: SurveyResult) -> tuple[tuple[str, str, str], ...]:
    """Return the marks that the results bear: each with its word and its meaning."""
    used = {mark for question in result.questions for mark in question.item.marks.used}
    return tuple(
        (mark, gettext(MARKS[mark]), gettext(MARK_MEANINGS[mark]))
        for mark in MARKS
        if mark in used
    )


def outcomes_in_words(
    result: SurveyResult, words: dict[str, str], *, sheets_are_ours: bool = False
) -> str:
    """Return who answered: persons, units and submissions apart.

    Sheets that we made up to fit a source's figures are no number of anybody's.
    """
    persons, units = result.respondents, result.units
    submissions = ngettext(
        "%(submissions)s answer sheet",
        "%(submissions)s answer sheets",
        result.submissions,
    ) % {"submissions": figure(result.submissions)}
    sentence = (
        gettext(
            "%(answered)s of %(asked)s %(respondents)s answered, for "
            "%(units_answered)s of %(frame)s %(units)s."
        )
        if sheets_are_ours
        else gettext(
            "%(answered)s of %(asked)s %(respondents)s answered, for "
            "%(units_answered)s of %(frame)s %(units)s, in %(submissions)s."
        )
    )
    return sentence % {
        **words,
        "answered": figure(persons.answered),
        "asked": figure(persons.frame),
        "units_answered": figure(units.answered),
        "frame": figure(units.frame),
        "submissions": submissions,
    }


def generated_finding(
    question: QuestionResult, words: dict[str, str], answered: int
) -> str:
    """Return a heading made from the figures, where nobody has written one.

    Args:
        answered: units that answered the survey.

    Where no figure makes it differ from another's, it names the question.
    """
    asked = {"question": question.item.title}
    if question.is_withheld:
        return gettext("“%(question)s”: the figures are not shown") % asked
    if QUESTION_TYPES[question.item.kind].tells_by_absence:
        return gettext("%(base)s of %(answered)s %(units)s agreed") % {
            **words,
            "base": figure(question.base),
            "answered": figure(answered),
        }
    if not question.base:
        return gettext("Nobody answered this question")
    if question.mean is not None and question.median is not None:
        return gettext(
            "Median %(median)s and mean %(mean)s, for %(base)s %(units)s"
        ) % {
            **words,
            "median": figure(question.median),
            "mean": figure(question.mean),
            "base": figure(question.base),
        }
    if question.options:
        first = question.by_size[0]
        if first.count is None:
            return gettext("“%(question)s”: what was answered is not shown") % asked
        if not question.is_whole and not first.count:
            # That nobody chose something is no finding where the rest is hidden.
            return (
                gettext("“%(question)s”: only what nobody answered can be shown")
                % asked
            )
        if not first.count:
            return gettext("“%(question)s”: nobody chose any of the options") % asked
        return _first_in_words(question, words)
    return gettext("Answered for %(base)s %(units)s") % {
        **words,
        "base": figure(question.base),
    }


def _first_in_words(question: QuestionResult, words: dict[str, str]) -> str:
    """Return the most common option, or those that share the first place."""
    first = question.by_size[0]
    alike = [option for option in question.options if option.count == first.count]
    facts = {
        **words,
        "label": first.label,
        "count": figure(first.count or 0),
        "base": figure(question.base),
        "many": figure(len(alike)),
        "one": alike[0].label,
        "other": alike[-1].label,
    }
    is_order = QUESTION_TYPES[question.item.kind].is_order
    if not question.is_whole:
        # With a figure withheld nobody may know which is the largest.
        said = (
            gettext("“%(label)s” is placed first: %(count)s of %(base)s %(units)s")
            if is_order
            else gettext("“%(label)s”: %(count)s of %(base)s %(units)s")
        )
    elif len(alike) == 1:
        said = (
            gettext(
                "“%(label)s” is most often placed first: %(count)s of %(base)s "
                "%(units)s"
            )
            if is_order
            else gettext("“%(label)s” is most common: %(count)s of %(base)s %(units)s")
        )
    elif len(alike) == 2:
        said = (
            gettext(
                "“%(one)s” and “%(other)s” are placed first as often: %(count)s of "
                "%(base)s %(units)s each"
            )
            if is_order
            else gettext(
                "“%(one)s” and “%(other)s” are as common: %(count)s of %(base)s "
                "%(units)s each"
            )
        )
    else:
        said = gettext(
            "No answer is the most common: %(many)s share the first place, with "
            "%(count)s of %(base)s %(units)s each"
        )
    return said % facts


def unsaid_in_words(question: QuestionResult, result: SurveyResult) -> str:
    """Return how many do not know or will not say, apart from those who skipped.

    Empty where there is nobody, and where the number could point somebody out.
    """
    if not question.unsaid:
        return ""
    said = gettext("Do not know or will not say: %(unsaid)s.") % {
        "unsaid": figure(question.unsaid)
    }
    got = result.units.answered if question.got is None else question.got
    skipped = got - question.base - question.unsaid
    if skipped > 0:
        said += " " + gettext("No answer at all: %(skipped)s.") % {
            "skipped": figure(skipped)
        }
    return said


def ours_in_words(ours: Ours) -> str:
    """Return our figure beside a printed one: "85 % (11 av 13)", "2,75"."""
    if ours.count is None or not ours.base:
        return "" if ours.value is None else figure(ours.value)
    facts = {
        "share": whole_percent(ours.count, ours.base),
        "count": figure(ours.count),
        "base": figure(ours.base),
    }
    said = (
        gettext("%(share)s (%(count)s of %(base)s)")
        if ours.is_share
        else (gettext("%(count)s of %(base)s"))
    )
    return (said % facts).replace(" ", formats.NO_BREAK)
