"""A survey's report as a document: the page's words and figures, to keep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext, override

from overens.common import formats
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
from overens.common.models import Ballot
from overens.common.origins import origin_sentence, publisher_in
from overens.surveys.models import Collection
from overens.surveys.queries.bound import WHO_ANSWERED
from overens.surveys.queries.charts import (
    matrix_charts,
    outcome_chart,
    question_chart,
    question_table,
)
from overens.surveys.queries.interviews import interviews_in_report
from overens.surveys.queries.outcomes import shown_groups
from overens.surveys.queries.outside import ShownOutside
from overens.surveys.queries.report_appendix import appendix
from overens.surveys.queries.report_texts import (
    NO_TEXT,
    Texts,
    bound_paragraphs,
    chapter,
    heading_name,
    tables_behind,
)
from overens.surveys.queries.shown import ShownPrinted, ShownQuestion, ShownSurvey
from overens.surveys.queries.sides import both_sides
from overens.surveys.queries.wording import figure
from overens.surveys.rules import COLLECTED, MODES
from overens.surveys.rules.questions import question_key
from overens.surveys.rules.reports import (
    BACKGROUND,
    CONCLUSIONS,
    INTRODUCTION,
    SUMMARY,
)


def report(shown: ShownSurvey, texts: Texts | None = None) -> Document:
    """Return the report of a survey, in the language of its results.

    Dated the day of the edition, else the day the survey was entered, so that the same
    results give the same bytes.
    """
    survey, texts = shown.survey, texts or Texts()
    entered = timezone.localtime(survey.created, survey.space.zone).date()
    with override(shown.language):
        title = shown.text("title")
        return Document(
            title=shown.text("finding") or title,
            subtitle=title if shown.text("finding") else "",
            language=language_or_active(shown.language),
            date=texts.published or entered,
            publisher=publisher_in(
                survey.origin, survey.space.name.in_language(shown.language)
            ),
            slug=f"{survey.slug}-{shown.language}",
            origin_note=origin_sentence(survey.origin),
            blocks=tuple(_blocks(shown, texts)),
        )


def _blocks(shown: ShownSurvey, texts: Texts) -> Iterator[Block]:
    yield Lead(shown.answered)
    yield from _corrections(texts)
    yield from chapter(gettext("Summary"), SUMMARY, shown, texts)
    if texts.parts:
        yield from chapter(gettext("Introduction"), INTRODUCTION, shown, texts)
    elif shown.text("introduction"):
        yield Heading(1, gettext("Introduction"))
        yield Paragraph(shown.text("introduction"))
    yield from chapter(gettext("Background"), BACKGROUND, shown, texts)
    yield from _method(shown)
    together = matrix_charts(shown)
    # The rows of a matrix stand under it.
    matrices = {question_key(key) for key in together}
    for question in shown.with_coded():
        if question.result.key in together:
            yield Heading(1, question.result.item.row_of)
            yield Chart(together[question.result.key])
        is_row = question_key(question.result.key) in matrices
        yield from _question(shown, question, texts, level=2 if is_row else 1)
    yield from _both_sides(shown)
    yield from interviews_in_report(shown.interviews)
    yield from _printed(shown)
    yield from _withheld(shown)
    yield from chapter(gettext("Conclusions"), CONCLUSIONS, shown, texts)
    yield from tables_behind(shown, texts)
    yield from appendix(shown)


def _corrections(texts: Texts) -> Iterator[Block]:
    if not texts.corrections:
        return
    yield Heading(1, gettext("Corrections"))
    yield Paragraph(gettext("An earlier edition had this wrong. It is right here."))
    yield Definitions(
        tuple((formats.day(each.day), each.said) for each in texts.corrections)
    )


def _paragraph(text: str) -> Iterator[Block]:
    if text:
        yield Paragraph(text)


def _method(shown: ShownSurvey) -> Iterator[Block]:
    """Tell how it was done and who did not answer, from the data alone."""
    result, words = shown.result, shown.words
    yield Heading(1, gettext("How it was done, and who answered"), WHO_ANSWERED)
    yield from _paragraph(shown.text("method"))
    yield from _paragraph(taken_in_words(shown))
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
    yield from _paragraph(missing_in_words(shown))
    yield Chart(outcome_chart(shown))
    yield from _groups(shown)
    if shown.voice:
        yield Paragraph(
            gettext("The results show the view of %(voice)s.") % {"voice": shown.voice}
        )
    if shown.legend:
        yield Heading(2, gettext("How far the figures can be trusted"))
        yield Definitions(tuple((word, told) for _mark, word, told in shown.legend))
    yield Heading(2, gettext("To bear in mind"))
    yield Bullets(shown.notes)
    yield from _paragraph(
        gettext("Source: %(source)s") % {"source": shown.source} if shown.source else ""
    )


def _groups(shown: ShownSurvey) -> Iterator[Block]:
    groups = shown_groups(shown)
    if groups is None:
        return
    yield Heading(2, groups.finding)
    yield Chart(groups.chart, with_table=False)
    yield groups.table
    for note in groups.notes:
        yield Paragraph(note)


def taken_in_words(shown: ShownSurvey) -> str:
    """Return how and when answers were taken in; "" where they came by a file.

    2 queries, for a survey that was answered by links.
    """
    survey = shown.survey
    collection = Collection.objects.filter(survey=survey, state=COLLECTED).first()
    if collection is None:
        return ""
    ballot = Ballot.objects.get(uuid=collection.ballot)
    zone = survey.space.zone
    last = timezone.localdate(ballot.closes_at - timedelta(seconds=1), zone)
    planned = timezone.localdate(collection.closes_at - timedelta(seconds=1), zone)
    said = gettext(
        "%(mode)s. They were taken in by personal links, by e-mail or on paper, from "
        "%(first)s to %(last)s."
    ) % {
        "mode": gettext(MODES[survey.mode]),
        "first": formats.day(timezone.localdate(collection.created, zone)),
        "last": formats.day(last),
    }
    if last < planned:
        said += " " + gettext(
            "That was before the last day that had been told, %(planned)s."
        ) % {"planned": formats.day(planned)}
    return said


def missing_in_words(shown: ShownSurvey) -> str:
    """Return who did not answer: persons and units apart, counted and never typed."""
    if shown.survey.open_frame:
        # Nobody knows who did not.
        return ""
    people, units = shown.result.respondents, shown.result.units
    facts = {
        **shown.words,
        "asked": figure(people.frame),
        "missing": figure(people.missing),
        "frame": figure(units.frame),
        "units_missing": figure(units.frame - units.answered),
    }
    if not people.missing:
        return gettext("All %(asked)s %(respondents)s answered.") % facts
    said = gettext(
        "%(missing)s of %(asked)s %(respondents)s did not answer; %(units_missing)s of "
        "%(frame)s %(units)s have no answer."
    )
    if people.declined is not None and people.silent is not None:
        facts |= {"declined": figure(people.declined), "silent": figure(people.silent)}
        said += " " + gettext("%(declined)s declined, %(silent)s were not heard from.")
    return said % facts


def _question(
    shown: ShownSurvey, question: ShownQuestion, texts: Texts, *, level: int
) -> Iterator[Block]:
    asked = question.result
    # With its number: in a list of contents the finding alone names no question.
    heading = f"{question.number}. {question.heading}"
    yield Heading(level, heading, heading_name(asked.key))
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
    yield from bound_paragraphs(texts.analyses.get(asked.key, NO_TEXT), shown, texts)
    yield from _paragraph(question.unsaid)
    yield from _paragraph(question.scale)
    for sentence in question.intervals:
        yield Paragraph(sentence)
    for other in question.outside:
        yield from _outside(other)
    for quote in question.quotes:
        yield Quote(
            quote.text,
            gettext("our translation from Swedish") if quote.is_translated else "",
            quote.foreign or "",
        )
    if question.notes or question.corrections:
        yield Bullets((*question.corrections, *question.notes))


def _outside(other: ShownOutside) -> Iterator[Block]:
    """What others found, quoted beside our question."""
    yield Heading(2, gettext("Beside: %(title)s") % {"title": other.title})
    yield Paragraph(f"{other.alike}. {other.note}".strip())
    yield Paragraph(gettext("They asked: “%(wording)s”") % {"wording": other.wording})
    yield Paragraph(other.asked)
    yield other.table
    for sentence in other.sentences:
        yield Paragraph(sentence)
    yield Paragraph(gettext("Source: %(source)s.") % {"source": other.source})


def _both_sides(shown: ShownSurvey) -> Iterator[Block]:
    """The gap to the other side, where that is shown too."""
    both = both_sides(shown)
    if both is None:
        return
    yield Heading(1, gettext("Both sides"))
    yield Definitions(
        tuple((side.text("title"), side.answered) for side in (both.public, both.civil))
    )
    for each in both.gaps:
        yield Heading(2, each.heading)
        yield from _paragraph(each.verdict)
        if each.chart is not None and each.table is not None:
            # The question has a chart of its own by that name.
            title = f"{gettext('Both sides')}: {each.chart.title}"
            yield Chart(replace(each.chart, title=title), with_table=False)
            yield each.table
        else:
            yield Definitions(each.wordings)
        yield from _paragraph(each.method)


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
