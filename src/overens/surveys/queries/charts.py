"""Charts of a survey's questions, one object for page and document."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext, override

from overens.common.charts import (
    Bar,
    Bars,
    Chart,
    ScaleGroup,
    StackedScale,
    StatusBar,
    StatusSegment,
    Table,
    Tone,
)
from overens.common.charts.words import own_notes, withheld_cell
from overens.surveys.queries.shown import ShownQuestion, ShownSurvey
from overens.surveys.queries.wording import (
    EN_DASH,
    figure,
    mark_word,
    span,
    whole_percent,
)
from overens.surveys.rules import ANSWERED, DECLINED, OUTCOMES, SILENT
from overens.surveys.rules.questions import question_key

# A drawing in parts of a hundred can tell so many shades apart.
MOST_LEVELS = 7


def question_chart(shown: ShownSurvey, question: ShownQuestion) -> Chart | None:
    """Return the chart of a question, or None for one without options."""
    draw = _CHARTS.get(question.result.item.kind)
    if draw is None or question.result.is_withheld:
        return None
    with override(shown.language):
        return draw(shown, question)


def _bars(shown: ShownSurvey, question: ShownQuestion, *, sort: bool) -> Chart:
    asked = question.result
    options = asked.by_size if sort else asked.spread
    frame = None
    if asked.base != shown.result.units.frame and any(
        option.interval for option in options
    ):
        frame = shown.result.units.frame
    return Bars(
        title=question.heading,
        description=_asked(question),
        language=shown.language,
        source=shown.text("source"),
        unit=shown.words["units"],
        n=asked.base,
        frame=frame,
        rows=tuple(
            Bar(
                label=option.label,
                count=option.count,
                interval=option.interval if frame else None,
                suppressed=option.suppressed,
            )
            for option in options
        ),
    )


def _asked(question: ShownQuestion) -> str:
    """Return the question as asked, and whether the drawing's heights are ours."""
    return f"{question.result.item.title} {question.chosen_note}".strip()


def _single(shown: ShownSurvey, question: ShownQuestion) -> Chart:
    return _bars(shown, question, sort=False)


def _multi(shown: ShownSurvey, question: ShownQuestion) -> Chart:
    return _bars(shown, question, sort=True)


def _scale(shown: ShownSurvey, question: ShownQuestion) -> Chart:
    asked = question.result
    return StackedScale(
        title=question.heading,
        description=_asked(question),
        language=shown.language,
        source=shown.text("source"),
        unit=shown.words["units"],
        n=asked.base,
        levels=tuple(option.label for option in asked.options),
        groups=(
            ScaleGroup(
                label=gettext("All that answered"),
                counts=tuple(option.count for option in asked.options),
            ),
        ),
    )


def matrix_charts(shown: ShownSurvey) -> dict[str, StackedScale]:
    """Return all rows of each matrix in one drawing, by the key of its first row.

    Each bar has a base of its own. A scale of more levels than can be told apart has
    none, nor has a single row.
    """
    rows: dict[str, list[ShownQuestion]] = {}
    for question in shown.questions:
        if question.result.item.row_of:
            rows.setdefault(question_key(question.result.key), []).append(question)
    return {
        of_one[0].result.key: _rows_together(shown, of_one)
        for of_one in rows.values()
        if len(of_one) > 1 and len(of_one[0].result.options) <= MOST_LEVELS
    }


def _rows_together(
    shown: ShownSurvey, questions: Sequence[ShownQuestion]
) -> StackedScale:
    first = questions[0].result
    return StackedScale(
        title=first.item.row_of,
        language=shown.language,
        source=shown.text("source"),
        unit=shown.words["units"],
        levels=tuple(option.label for option in first.options),
        groups=tuple(_row(question) for question in questions),
    )


def _row(question: ShownQuestion) -> ScaleGroup:
    asked = question.result
    label = f"{question.number}: {asked.item.title[len(asked.item.row_of) :].strip()}"
    if asked.is_withheld:
        return ScaleGroup(label, suppressed=True)
    return ScaleGroup(label, tuple(option.count for option in asked.options))


_CHARTS: dict[str, Callable[[ShownSurvey, ShownQuestion], Chart]] = {
    "single": _single,
    "multi": _multi,
    "scale": _scale,
    # In the order of the groups: a distribution.
    "number": _single,
    "date": _single,
    # Who was placed first, the most often so first.
    "ranking": _multi,
}


def question_table(shown: ShownSurvey, question: ShownQuestion) -> Table | None:
    """Return a question's figures: count, share, what is sure and what is likely."""
    asked = question.result
    if not asked.options or asked.is_withheld:
        return None
    with override(shown.language):
        has_places = any(option.mean_place for option in asked.options)
        headings = [
            gettext("Answer"),
            gettext("Placed first") if has_places else gettext("Number"),
            gettext("Share of %(base)s") % {"base": figure(asked.base)},
        ]
        has_interval = any(option.interval for option in asked.options)
        if has_interval:
            of_all = {"frame": figure(shown.result.units.frame), **shown.words}
            headings += [
                gettext("Surely, of all %(frame)s") % of_all,
                gettext("Likely, of all %(frame)s") % of_all,
            ]
        if has_places:
            headings += [gettext("Mean place"), gettext("Has any place")]
        numbers = tuple(range(1, len(headings)))
        if asked.item.marks.used:
            headings.append(gettext("Where the number comes from"))
        rows = []
        for option in asked.spread:
            cells = [
                option.label,
                withheld_cell() if option.count is None else figure(option.count),
                EN_DASH
                if option.count is None
                else whole_percent(option.count, asked.base),
            ]
            if has_interval:
                cells += [
                    span(*option.bounds) if option.bounds else EN_DASH,
                    span(*option.interval) if option.interval else EN_DASH,
                ]
            if has_places:
                place, placed = option.mean_place, option.placed or 0
                cells += [EN_DASH if place is None else figure(place), figure(placed)]
            if asked.item.marks.used:
                cells.append(mark_word(option.mark))
            rows.append(tuple(cells))
        return Table(
            headings=tuple(headings),
            rows=tuple(rows),
            caption=gettext("The figures of question %(number)s")
            % {"number": question.number},
            numbers=numbers,
        )


def question_notes(shown: ShownSurvey, question: ShownQuestion) -> str:
    """Return what stands under a question's chart: its base, how to read the lines."""
    chart = question_chart(shown, question)
    if chart is None:
        return question.base
    with override(shown.language):
        return " ".join((question.base, *own_notes(chart)))


def outcome_chart(shown: ShownSurvey) -> StatusBar:
    """Return what became of the persons asked, as parts of one bar."""
    persons = shown.result.respondents
    if persons.declined is None or persons.silent is None:
        return _answered_or_not(shown)
    # Who declined is nobody who is late: a cross on grey.
    parts: tuple[tuple[str, int, Tone, Tone | None], ...] = (
        (ANSWERED, persons.answered, "success", None),
        (DECLINED, persons.declined, "quiet", "danger"),
        (SILENT, persons.silent, "neutral", None),
    )
    with override(shown.language):
        return StatusBar(
            title=gettext(
                "%(answered)s answered, %(declined)s declined and %(silent)s did not "
                "answer"
            )
            % {
                "answered": figure(persons.answered),
                "declined": figure(persons.declined),
                "silent": figure(persons.silent),
            },
            description=gettext("What became of the %(asked)s %(respondents)s asked")
            % {**shown.words, "asked": figure(persons.frame)},
            language=shown.language,
            source=shown.text("source"),
            unit=shown.words["respondents"],
            row_heading=gettext("Outcome"),
            segments=tuple(
                StatusSegment(gettext(OUTCOMES[key]), count, tone, mark=mark)
                for key, count, tone, mark in parts
            ),
        )


def _answered_or_not(shown: ShownSurvey) -> StatusBar:
    """Return how many answered and did not, where more would be said of somebody."""
    persons = shown.result.respondents
    with override(shown.language):
        told = {
            **shown.words,
            "answered": figure(persons.answered),
            "missing": figure(persons.missing),
            "asked": figure(persons.frame),
        }
        return StatusBar(
            title=gettext("%(answered)s answered and %(missing)s did not") % told,
            description=gettext("What became of the %(asked)s %(respondents)s asked")
            % told,
            language=shown.language,
            source=shown.text("source"),
            unit=shown.words["respondents"],
            row_heading=gettext("Outcome"),
            segments=(
                StatusSegment(gettext(OUTCOMES[ANSWERED]), persons.answered, "success"),
                StatusSegment(gettext(OUTCOMES[SILENT]), persons.missing, "neutral"),
            ),
        )
