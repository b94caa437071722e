"""Bound figures in words, and texts with them filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from overens.common.charts.words import withheld_cell
from overens.surveys.queries.crossing import shown_cross
from overens.surveys.queries.shown import ShownSurvey
from overens.surveys.queries.wording import figure, whole_percent
from overens.surveys.rules import can_cross
from overens.surveys.rules.bound import (
    NUMBER,
    PERCENT,
    PERSONS,
    UNITS,
    VERDICT,
    Bound,
    Reference,
    UnknownFigure,
    bound,
    figures_to_bind,
    pieces_of,
)


@dataclass(frozen=True)
class Piece:
    """Some words of a report's text.

    Attributes:
        to: the question that a figure is of, or ``WHO_ANSWERED``; "" of plain words.
        base: what the figure rests on, for whoever asks.
        is_hidden: it is a figure that may not be shown.
        cannot_cross: it asks whether two questions hang together that cannot be.
        is_unknown: it names a figure that is none.
    """

    words: str
    to: str = ""
    base: str = ""
    is_hidden: bool = False
    is_unknown: bool = False
    cannot_cross: bool = False


@dataclass(frozen=True)
class FigureToBind:
    """A figure that can be put into a text: how it is written, and what it says now."""

    written: str
    what: str
    words: str


# Where figures of the whole survey lead.
WHO_ANSWERED = "who-answered"


def pieces_in(text: str, shown: ShownSurvey) -> Iterator[Piece]:
    """Return a text's words in order, with its figures filled in.

    A verdict takes at most two queries; other figures none.
    """
    for piece in pieces_of(text):
        if isinstance(piece, str):
            yield Piece(piece)
            continue
        try:
            found = bound(piece, shown.result, is_open=shown.survey.open_frame)
        except UnknownFigure:
            yield Piece(f"{{{piece.name}}}", is_unknown=True)
            continue
        yield _filled(piece, found, shown)


def filled(text: str, shown: ShownSurvey) -> str:
    """Return a text with its figures filled in, as plain words."""
    return "".join(piece.words for piece in pieces_in(text, shown))


def _filled(reference: Reference, found: Bound, shown: ShownSurvey) -> Piece:
    if found.form == VERDICT:
        return _verdict(reference, found, shown)
    return Piece(
        figure_in_words(found, shown),
        to=found.question or WHO_ANSWERED,
        base=_base_of(found, shown),
        is_hidden=found.is_hidden,
    )


def _verdict(reference: Reference, found: Bound, shown: ShownSurvey) -> Piece:
    pair = reference.pair or ("", "")
    items = {each.result.key: each.result.item for each in shown.questions}
    rows, columns = (items[key] for key in pair)
    if not (can_cross(rows) and can_cross(columns)):
        return Piece(f"{{{reference.name}}}", cannot_cross=True)
    cross = shown_cross(shown, rows, columns)
    if cross is None:
        return Piece(withheld_cell(), to=found.question, is_hidden=True)
    # In the middle of a sentence it begins small.
    words = cross.verdict[:1].lower() + cross.verdict[1:]
    return Piece(words, to=found.question, base=cross.base)


def figure_in_words(found: Bound, shown: ShownSurvey) -> str:
    """Return a bound figure: "9 av 13 nämnder (69 %)", "8 av 11 nämndsekreterare"."""
    if found.is_hidden:
        return withheld_cell()
    if found.value is not None:
        return figure(found.value)
    count, base = found.count or 0, found.base or 0
    if found.form == NUMBER:
        return figure(count)
    if found.form == PERCENT:
        return whole_percent(count, base)
    facts = {**shown.words, "count": figure(count), "base": figure(base)}
    if found.form == PERSONS:
        return gettext("%(count)s of %(base)s %(respondents)s") % facts
    if found.form == UNITS:
        return gettext("%(count)s of %(base)s %(units)s") % facts
    return gettext("%(count)s of %(base)s %(units)s (%(share)s)") % {
        **facts,
        "share": whole_percent(count, base),
    }


def _base_of(found: Bound, shown: ShownSurvey) -> str:
    for question in shown.questions:
        if question.result.key == found.question:
            return question.base
    return shown.answered


def list_to_bind(shown: ShownSurvey, question: str = "") -> list[FigureToBind]:
    """Return the figures that can be put into a text.

    Args:
        question: only those of a question, and of the whole survey.
    """
    titles = {q.result.key: q.result.item.title for q in shown.questions}
    return [
        FigureToBind(
            f"{{{found.name}}}",
            _what(found, shown, titles),
            figure_in_words(found, shown),
        )
        for found in figures_to_bind(shown.result, is_open=shown.survey.open_frame)
        if not question or found.question in ("", question)
    ]


def _what(found: Bound, shown: ShownSurvey, titles: dict[str, str]) -> str:
    if not found.question:
        return _of_survey()[found.name] % shown.words
    title = titles[found.question]
    if not found.option:
        last = found.name.rpartition(":")[2] if ":" in found.name else ""
        part = {
            "median": gettext("median"),
            "mean": gettext("mean"),
            "unsaid": gettext("do not know or will not say"),
        }.get(last, gettext("how many answered"))
        return f"{title}: {part}"
    label = shown.result.question(found.question).option(found.option).label
    part = {
        NUMBER: gettext("number alone"),
        PERCENT: gettext("share alone"),
    }.get(found.form, "")
    return f"{title}: {label}" + (f", {part}" if part else "")


def _of_survey() -> dict[str, str]:
    return {
        "survey:asked": gettext("%(respondents)s asked"),
        "survey:answered": gettext("%(respondents)s who answered"),
        "survey:missing": gettext("%(respondents)s who did not answer"),
        "survey:declined": gettext("%(respondents)s who declined"),
        "survey:silent": gettext("%(respondents)s who were not heard from"),
        "survey:units": gettext("%(units)s with an answer"),
        "survey:units-missing": gettext("%(units)s without an answer"),
        "survey:sheets": gettext("answer sheets"),
    }
