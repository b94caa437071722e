"""Bound figures in words, and texts with them filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from overens.common.charts.words import withheld_cell
from overens.errors import RuleBroken
from overens.surveys.models.releases import table_key
from overens.surveys.queries.crossing import (
    shown_cross,
    tables_given_out,
    tables_of,
)
from overens.surveys.queries.shown import ShownQuestion, ShownSurvey
from overens.surveys.queries.wording import figure, whole_percent
from overens.surveys.rules import OPEN, Item
from overens.surveys.rules.bound import (
    NUMBER,
    PERCENT,
    PERSONS,
    UNITS,
    VERDICT,
    Bound,
    Reference,
    TableNotGivenOut,
    bound,
    figures_to_bind,
    pieces_of,
)
from overens.surveys.rules.codes import codes_key
from overens.surveys.rules.stands import GROUP, can_cross


@dataclass(frozen=True)
class Piece:
    """Some words of a report's text.

    Attributes:
        to: the question that a figure is of, or ``WHO_ANSWERED``; "" of plain words.
        base: what the figure rests on, for whoever asks.
        is_hidden: it is a figure that may not be shown.
        refused: why it stands for no figure; None where it does.
        table: the two that are crossed in the table that it stands in, if in any.
    """

    words: str
    to: str = ""
    base: str = ""
    is_hidden: bool = False
    refused: RuleBroken | None = None
    table: tuple[str, str] | None = None


@dataclass(frozen=True)
class FigureToBind:
    """A figure that can be put into a text: how it is written, and what it says now."""

    written: str
    what: str
    words: str


@dataclass(frozen=True)
class FiguresToBind:
    """The figures of one question, or of the whole survey; ``note`` is what is not.

    ``is_open`` is of what somebody most likely looks for.
    """

    title: str
    figures: tuple[FigureToBind, ...]
    note: str = ""
    is_open: bool = False


# Where figures of the whole survey lead.
WHO_ANSWERED = "who-answered"


def pieces_in(text: str, shown: ShownSurvey) -> Iterator[Piece]:
    """Return a text's words in order, with its figures filled in.

    Figures out of tables take one query, however many they are; others none.
    """
    for piece in pieces_of(text):
        if isinstance(piece, str):
            yield Piece(piece)
            continue
        try:
            yield _filled(piece, shown)
        except RuleBroken as broken:
            yield Piece(f"{{{piece.name}}}", refused=broken)


def filled(text: str, shown: ShownSurvey) -> str:
    """Return a text with its figures filled in, as plain words."""
    return "".join(piece.words for piece in pieces_in(text, shown))


def _filled(reference: Reference, shown: ShownSurvey) -> Piece:
    found = bound(
        reference, shown.result, tables_of(shown), is_open=shown.survey.open_frame
    )
    if found.form == VERDICT:
        return _verdict(reference, found, shown)
    return Piece(
        figure_in_words(found, shown),
        to=found.question or WHO_ANSWERED,
        base=_base_of(found, shown),
        is_hidden=found.is_hidden,
        table=found.table,
    )


def _verdict(reference: Reference, found: Bound, shown: ShownSurvey) -> Piece:
    items = items_to_cross(shown)
    cross = shown_cross(shown, items[found.question], items[found.option])
    if cross is None:
        raise TableNotGivenOut(name=reference.name)
    # In the middle of a sentence it begins small.
    words = cross.verdict[:1].lower() + cross.verdict[1:]
    to = found.option if found.question == GROUP else found.question
    return Piece(words, to=to, base=cross.base, table=found.table)


def items_to_cross(shown: ShownSurvey) -> dict[str, Item]:
    """Return what a table can have as a side, by key: questions, and the groups."""
    items = {each.result.key: each.result.item for each in shown.questions}
    groups = tables_of(shown).groups
    return {**items, GROUP: groups} if groups else items


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
    for question in shown.with_coded():
        if question.result.key == found.question:
            return _base_of_group(found, shown) or question.base
    return shown.answered


def _base_of_group(found: Bound, shown: ShownSurvey) -> str:
    if found.within is None:
        return ""
    facts = {**shown.words, "of": _of_group(found.within, shown)}
    if found.base is None:
        return gettext("Of %(of)s. The base is not shown.") % facts
    return gettext("Base: %(base)s %(units)s of %(of)s that answered the question.") % {
        **facts,
        "base": figure(found.base),
    }


def _of_group(within: tuple[str, str], shown: ShownSurvey) -> str:
    """Return the one answer or group that a figure is told of: "“Ja” på fråga 2"."""
    of, value = within
    label = next(o.label for o in items_to_cross(shown)[of].options if o.key == value)
    if of == GROUP:
        return answer_in_words(label)
    number = next(q.number for q in shown.questions if q.result.key == of)
    return answer_in_words(label, number)


def answer_in_words(label: str, number: str = "") -> str:
    """Return an answer as a sentence names it: “Yes” (question 2)."""
    said = gettext("“%(answer)s” (question %(number)s)") if number else ""
    return (said or gettext("“%(answer)s”")) % {"answer": label, "number": number}


def list_to_bind(shown: ShownSurvey, question: str = "") -> list[FiguresToBind]:
    """Return the figures that can be put into a text.

    Args:
        question: only those of a question and its codes, and of the whole survey.
    """
    of_each: dict[str, list[FigureToBind]] = {"": [], GROUP: []}
    for found in figures_to_bind(
        shown.result, tables_of(shown), is_open=shown.survey.open_frame
    ):
        where = found.question or (GROUP if found.within else "")
        of_each.setdefault(where, []).append(
            FigureToBind(
                f"{{{found.name}}}",
                _what(found, shown),
                figure_in_words(found, shown),
            )
        )
    listed = [
        FiguresToBind(
            gettext("The whole survey"), tuple(of_each[""]), is_open=not question
        )
    ]
    if of_each[GROUP]:
        title = gettext("Who answered, by group")
        listed.append(FiguresToBind(title, tuple(of_each[GROUP])))
    asked = [
        FiguresToBind(
            gettext("Question %(number)s: %(title)s")
            % {"number": each.number, "title": each.result.item.title},
            tuple(of_each[each.result.key]),
            _not_given_out(each, shown),
            is_open=bool(question),
        )
        for each in shown.with_coded()
        if not question or each.result.key in (question, codes_key(question))
    ]
    # Of one question its own come first.
    return [*asked, *listed] if question else [*listed, *asked]


def _not_given_out(question: ShownQuestion, shown: ShownSurvey) -> str:
    """Say that a question's figures by group are there to be given out."""
    item, groups = question.result.item, tables_of(shown).groups
    if shown.survey.mode == OPEN or groups is None or not can_cross(item):
        return ""
    if table_key(GROUP, item.key) in tables_given_out(shown):
        return ""
    return gettext(
        "By group nothing has been given out of this question. Cross the two on the "
        "page of the results, and give the table out there."
    )


def _what(found: Bound, shown: ShownSurvey) -> str:
    said = _what_of(found, shown)
    if found.within is None:
        return said
    return gettext("%(what)s, of %(of)s") % {
        "what": said,
        "of": _of_group(found.within, shown),
    }


def _what_of(found: Bound, shown: ShownSurvey) -> str:
    if not found.question:
        return _of_survey()[found.name.partition("|")[0]] % shown.words
    if not found.option:
        last = found.name.rpartition(":")[2] if ":" in found.name else ""
        return {
            "median": gettext("median"),
            "mean": gettext("mean"),
            "unsaid": gettext("do not know or will not say"),
            "missing": gettext("%(units)s that did not answer it") % shown.words,
        }.get(last, gettext("how many answered"))
    asked = next(q.result for q in shown.with_coded() if q.result.key == found.question)
    part = {
        NUMBER: gettext("number alone"),
        PERCENT: gettext("share alone"),
    }.get(found.form, "")
    label = answer_in_words(asked.option(found.option).label)
    return f"{label}, {part}" if part else label


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
