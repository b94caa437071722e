"""All that is written in a report: its own parts, and what stands beside figures.

What stands beside figures (how it was done, headings, reservations) is shown with the
results too. While a report is written it has a draft of its own here, with figures
bound; publishing fills them in and puts the words where they are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext, override

from overens.common.texts import LocalText
from overens.surveys.models import PrintedFigure, Remark, Report
from overens.surveys.queries.bound import filled
from overens.surveys.queries.shown import ShownSurvey
from overens.surveys.queries.wording import generated_finding
from overens.surveys.rules import CAVEAT, OPEN
from overens.surveys.rules.questions import question_key
from overens.surveys.rules.reports import (
    ANALYSIS,
    BESIDE,
    BESIDE_PARTS,
    HEADING,
    INTRODUCTION,
    PARTS,
    REMARK,
)


@dataclass(frozen=True)
class Part:
    """Something that is written in a report.

    Attributes:
        name: what it is called in addresses; "" of what is not written here.
        stored: what stands there now, where it is shown with the results too.
        is_beside: it stands beside the figures, and is shown with the results too.
        is_before: written before anybody answered, and may say how many are asked.
    """

    name: str
    title: str
    text: LocalText
    stored: LocalText = LocalText()
    is_beside: bool = False
    is_before: bool = False


def parts_of_report(report: Report, shown: ShownSurvey) -> list[Part]:
    """Return a report's own parts in the order they are read; no query."""
    named = [
        Part(
            name, gettext(title), text_of(report, name), is_before=name == INTRODUCTION
        )
        for name, title in PARTS.items()
    ]
    analyses = [
        Part(
            name := f"{ANALYSIS}:{question.result.key}",
            gettext("Question %(number)s: %(title)s")
            % {"number": question.number, "title": question.result.item.title},
            text_of(report, name),
        )
        for question in shown.questions
    ]
    return [*named[:-1], *analyses, named[-1]]


def text_of(report: Report, name: str) -> LocalText:
    """Return the text of one of a report's own parts, in every language."""
    kind, _, question = name.partition(":")
    if kind == ANALYSIS:
        return LocalText(report.analyses.get(question, {}))
    text: LocalText = getattr(report, name)
    return text


def parts_beside(report: Report, shown: ShownSurvey) -> list[Part]:
    """Return what stands beside the figures, written or not.

    1 query where the results were asked for without what is written beside them.
    """
    survey = report.survey
    items = shown.kept["items"]
    remarks = shown.kept.get("remarks")
    if remarks is None:
        remarks = list(Remark.objects.filter(survey=survey))
    numbers: dict[str, str] = {}
    for question in shown.questions:
        numbers.setdefault(question_key(question.result.key), question.number)
    found = [
        (f"{BESIDE}:{name}", gettext(title), getattr(survey, name))
        for name, title in BESIDE_PARTS.items()
    ]
    found += [
        (
            f"{HEADING}:{each.stored.key}",
            gettext("Heading of question %(number)s")
            % {"number": numbers.get(each.stored.key, "")},
            each.stored.finding,
        )
        for each in items
    ]
    found += [
        (
            f"{REMARK}:{remark.place}",
            gettext("Reservation at question %(number)s")
            % {"number": numbers[remark.question_key]}
            if remark.question_key in numbers
            else gettext("Reservation"),
            remark.text,
        )
        for remark in remarks
        # Of a guarded survey no other is shown.
        if remark.kind == CAVEAT or survey.mode == OPEN
    ]
    return [
        Part(
            name,
            title,
            LocalText(report.beside[name]) if name in report.beside else text,
            stored=text,
            is_beside=True,
        )
        for name, title, text in found
    ]


def parts_of_sources(shown: ShownSurvey) -> Iterator[Part]:
    """Yield what is said of figures that are not the answers'. 1 query.

    It speaks of what others printed and of interviews, which nothing can be bound to.
    """
    if shown.survey.mode == OPEN:
        for printed in PrintedFigure.objects.filter(survey=shown.survey):
            yield Part("", gettext("The report’s figures beside ours"), printed.comment)
    for question in shown.questions:
        for other in question.outside:
            note = LocalText({shown.language: other.note})
            yield Part(
                "",
                gettext("What others found: %(title)s") % {"title": other.title},
                note,
            )
        for said in question.corrections:
            yield Part("", gettext("Corrections"), LocalText({shown.language: said}))
    for coded in shown.coded:
        for meaning in coded.meanings.values():
            title = gettext("Code book, question %(number)s") % {"number": coded.number}
            yield Part("", title, LocalText({shown.language: meaning}))
    if shown.interviews is not None:
        told = [("", shown.interviews.chosen)]
        told += [
            (theme.title, theme.finding[0])
            for theme in shown.interviews.themes
            if not theme.finding[1]
        ]
        for title, said in told:
            yield Part(
                "",
                ": ".join(each for each in (gettext("Interviews"), title) if each),
                LocalText({shown.language: said}),
            )


def quotes_in(shown: ShownSurvey) -> list[tuple[str, str]]:
    """Return all quotations with the question each was given to; "" of interviews."""
    themes = shown.interviews.themes if shown.interviews else ()
    return [
        *(
            (q.text, asked.result.key)
            for asked in shown.questions
            for q in asked.quotes
        ),
        *((quote.text, "") for theme in themes for quote in theme.quotes),
    ]


def filled_beside(
    parts: Sequence[Part], shown: Mapping[str, ShownSurvey]
) -> dict[str, LocalText]:
    """Return what stands beside the figures with its figures filled in, by name.

    Args:
        shown: the results in each language.
    """
    found = {}
    for part in parts:
        told = {}
        for language, text in part.text.items():
            with override(language):
                told[language] = filled(text, shown[language])
        found[part.name] = LocalText(told)
    return found


def with_beside(
    shown: ShownSurvey, parts: Sequence[Part], told: Mapping[str, LocalText]
) -> ShownSurvey:
    """Return results with the report's words beside the figures.

    Args:
        parts: as ``parts_beside`` has them.
        told: the same, with the figures filled in.
    """
    language = shown.language
    texts = {part.name: told[part.name].in_language(language) for part in parts}
    remarks = {
        part.stored.in_language(language): texts[part.name]
        for part in parts
        if part.name.startswith(f"{REMARK}:")
    }

    def said(notes: Sequence[str]) -> tuple[str, ...]:
        return tuple(each for note in notes if (each := remarks.get(note, note)))

    with override(language):
        questions = tuple(
            replace(
                question,
                heading=_heading(shown, n, texts),
                notes=said(question.notes),
            )
            for n, question in enumerate(shown.questions)
        )
    return replace(
        shown,
        questions=questions,
        notes=said(shown.notes),
        withheld=said(shown.withheld),
        texts={name: texts[f"{BESIDE}:{name}"] for name in BESIDE_PARTS},
    )


def _heading(shown: ShownSurvey, number: int, texts: Mapping[str, str]) -> str:
    """Return a question's heading: as written, where no figure of it is withheld."""
    asked = shown.questions[number].result
    written = texts.get(f"{HEADING}:{question_key(asked.key)}", "")
    if written and asked.is_whole:
        return written
    got = shown.result.units.answered if asked.got is None else asked.got
    return generated_finding(asked, shown.words, got)
