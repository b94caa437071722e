"""A survey's report as a document: the page's words and figures, to keep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext, override

from overens.common.charts import Table
from overens.common.documents import (
    Block,
    Bullets,
    Chart,
    Definitions,
    Document,
    Figure,
    Figures,
    Heading,
    Lead,
    Paragraph,
    Quote,
)
from overens.common.formats import language_or_active
from overens.common.origins import origin_sentence, publisher_in
from overens.surveys.queries.charts import (
    outcome_chart,
    question_chart,
    question_table,
)
from overens.surveys.queries.outcomes import shown_groups
from overens.surveys.queries.shown import ShownPrinted, ShownQuestion, ShownSurvey
from overens.surveys.queries.wording import figure


def report(shown: ShownSurvey) -> Document:
    """Return the report of a survey, in the language of its results.

    Dated the day the survey was entered, so that the same results give the same bytes.
    """
    survey = shown.survey
    with override(shown.language):
        title = shown.text("title")
        return Document(
            title=shown.text("finding") or title,
            subtitle=title if shown.text("finding") else "",
            language=language_or_active(shown.language),
            date=timezone.localtime(survey.created, survey.space.zone).date(),
            publisher=publisher_in(
                survey.origin, survey.space.name.in_language(shown.language)
            ),
            slug=f"{survey.slug}-{shown.language}",
            origin_note=origin_sentence(survey.origin),
            blocks=tuple(_blocks(shown)),
        )


def _blocks(shown: ShownSurvey) -> Iterator[Block]:
    result, words = shown.result, shown.words
    yield Lead(shown.answered)
    yield from _paragraph(shown.text("introduction"))
    yield Heading(1, gettext("Who answered"))
    yield Figures(
        (
            Figure(
                figure(result.respondents.answered),
                gettext("of %(frame)s %(respondents)s answered")
                % {**words, "frame": figure(result.respondents.frame)},
            ),
            Figure(
                figure(result.units.answered),
                gettext("of %(frame)s %(units)s have an answer")
                % {**words, "frame": figure(result.units.frame)},
            ),
        )
    )
    yield Chart(outcome_chart(shown))
    yield from _groups(shown)
    if shown.legend:
        yield Heading(2, gettext("How far the figures can be trusted"))
        yield Definitions(tuple((word, told) for _mark, word, told in shown.legend))
    for question in shown.questions:
        yield from _question(shown, question)
    yield from _printed(shown)
    yield from _withheld(shown)
    yield from _method(shown)


def _groups(shown: ShownSurvey) -> Iterator[Block]:
    groups = shown_groups(shown)
    if groups is None:
        return
    yield Heading(2, groups.finding)
    yield Chart(groups.chart, with_table=False)
    yield groups.table
    for note in groups.notes:
        yield Paragraph(note)


def _paragraph(text: str) -> Iterator[Block]:
    if text:
        yield Paragraph(text)


def _question(shown: ShownSurvey, question: ShownQuestion) -> Iterator[Block]:
    asked = question.result
    yield Heading(1, question.heading)
    chart = question_chart(shown, question)
    if chart is None:
        yield Paragraph(asked.item.title)
    else:
        # The finding stands as the heading; the chart says what was asked.
        yield Chart(
            replace(
                chart,
                title=asked.item.title,
                description=f"{question.instruction} {question.chosen_note}".strip(),
            ),
            with_table=False,
        )
    table = question_table(shown, question)
    if table is not None:
        yield table
    yield Paragraph(question.base)
    yield from _paragraph(question.unsaid)
    yield from _paragraph(question.scale)
    for sentence in question.intervals:
        yield Paragraph(sentence)
    for quote in question.quotes:
        yield Quote(
            quote.text,
            gettext("our translation from Swedish") if quote.is_translated else "",
            quote.foreign or "",
        )
    if question.notes:
        yield Bullets(question.notes)


def _printed(shown: ShownSurvey) -> Iterator[Block]:
    rows = [
        (str(question.number), *_cells(printed))
        for question in shown.questions
        for printed in question.printed
    ] + [(gettext("The survey"), *_cells(printed)) for printed in shown.printed]
    if not rows:
        return
    yield Heading(1, gettext("The report’s figures beside ours"))
    yield Paragraph(
        gettext(
            "The figures that the source prints are quoted as they stand. Ours are "
            "reckoned from the answer sheets."
        )
    )
    yield Table(
        headings=(
            gettext("Question"),
            gettext("What"),
            gettext("Printed"),
            gettext("Ours"),
            gettext("Comment"),
        ),
        rows=tuple(rows),
        caption=gettext("Printed figures and ours"),
        widths=(2, 4, 3, 3, 6),
    )


def _cells(printed: ShownPrinted) -> tuple[str, str, str, str]:
    told = printed.comment
    if printed.differs:
        told = f"{gettext('Differs')}. {told}".strip()
    return printed.what, printed.printed, printed.ours, told


def _withheld(shown: ShownSurvey) -> Iterator[Block]:
    if not shown.withheld:
        return
    yield Heading(
        1, gettext("This we would have withheld if the answers were anonymous")
    )
    if shown.text("promise"):
        yield Paragraph(
            f"{gettext('Those who answered were told:')} “{shown.text('promise')}”"
            if shown.language == "en"
            else f"{gettext('Those who answered were told:')} ”{shown.text('promise')}”"
        )
    yield Paragraph(
        gettext(
            "With at least %(least)s persons behind each figure, %(unsafe)s of the "
            "%(figures)s figures in this report would have been withheld at once, and "
            "more so that nobody could work them out:"
        )
        % {
            "least": figure(shown.guarded.least),
            "unsafe": figure(shown.guarded.unsafe),
            "figures": figure(shown.guarded.figures),
        }
    )
    if shown.legend:
        yield Paragraph(
            gettext(
                "Counted on our answer sheets: the source does not say how many "
                "persons stand behind a figure."
            )
        )
    yield Bullets(shown.withheld)


def _method(shown: ShownSurvey) -> Iterator[Block]:
    yield Heading(1, gettext("How it was done"))
    yield from _paragraph(shown.text("method"))
    if shown.voice:
        yield Paragraph(
            gettext("The results are the word of %(voice)s.") % {"voice": shown.voice}
        )
    yield Heading(2, gettext("To bear in mind"))
    yield Bullets(shown.notes)
    yield Paragraph(
        gettext(
            "Surely: between these, whatever those who did not answer would have said. "
            "Likely: the exact interval for a small group, at 95 per cent, if those "
            "who answered are like a random draw."
        )
    )
    if shown.source:
        yield Paragraph(gettext("Source: %(source)s") % {"source": shown.source})
