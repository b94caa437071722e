"""What is written around a survey's figures, with the figures filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from django.utils.translation import gettext, override

from overens.common.documents import Block, Heading, Linked, Paragraph
from overens.common.documents.blocks import paragraphs
from overens.surveys.queries.bound import (
    WHO_ANSWERED,
    Piece,
    items_to_cross,
    pieces_in,
)
from overens.surveys.queries.crossing import shown_cross
from overens.surveys.queries.shown import ShownSurvey


@dataclass(frozen=True)
class Corrected:
    """What a later edition corrected: its day, and what was wrong and why."""

    day: date
    said: str


# Words and their language.
Text: TypeAlias = tuple[str, str]
NO_TEXT: Text = ("", "")


@dataclass(frozen=True)
class Texts:
    """What is written around the figures, in one language, with figures bound.

    Attributes:
        parts: texts by name (``rules.reports.PARTS``).
        analyses: texts by question key.
        others: the results in the languages that some texts are in instead; each is
            filled in with figures worded as it is itself.
        corrections: what later editions corrected, the oldest first.
        published: the day of the edition; None of a draft.
    """

    parts: Mapping[str, Text] = field(default_factory=dict)
    analyses: Mapping[str, Text] = field(default_factory=dict)
    others: Mapping[str, ShownSurvey] = field(default_factory=dict)
    corrections: tuple[Corrected, ...] = ()
    published: date | None = None


def chapter(title: str, part: str, shown: ShownSurvey, texts: Texts) -> Iterator[Block]:
    """Return a part with its heading; nothing of one where nothing is written."""
    text = texts.parts.get(part, NO_TEXT)
    if text[0].strip():
        yield Heading(1, title)
        yield from bound_paragraphs(text, shown, texts)


def bound_paragraphs(text: Text, shown: ShownSurvey, texts: Texts) -> Iterator[Linked]:
    """Return a text as paragraphs whose figures lead to what they rest on."""
    words, language = text
    is_foreign = language != shown.language
    # A Swedish sentence has its figures in Swedish, whoever reads it.
    filled_from = texts.others.get(language, shown) if is_foreign else shown
    with override(filled_from.language):
        for part in paragraphs(words):
            yield Linked(
                tuple(
                    (piece.words, _leads_to(piece))
                    for piece in pieces_in(part, filled_from)
                ),
                language if is_foreign else "",
            )


def _leads_to(piece: Piece) -> str:
    """Return the heading over a figure's table, else over its question."""
    return table_name(piece.table) if piece.table else heading_name(piece.to)


def heading_name(question: str) -> str:
    """Return the name of the heading that a question's figures stand under."""
    if question in ("", WHO_ANSWERED):
        return question
    return f"q-{question}"


def table_name(pair: tuple[str, str]) -> str:
    """Return the name of the heading over a table that the texts rest on."""
    return f"t-{pair[0]}-by-{pair[1]}"


def tables_behind(shown: ShownSurvey, texts: Texts) -> Iterator[Block]:
    """Return the tables that the figures in the texts stand in, each once.

    So that a figure of one group leads to its base as every other figure does.
    """
    pairs = dict.fromkeys(
        piece.table
        for words, language in (*texts.parts.values(), *texts.analyses.values())
        for piece in pieces_in(words, texts.others.get(language, shown))
        if piece.table
    )
    if not pairs:
        return
    yield Heading(1, gettext("Tables behind the text"))
    items = items_to_cross(shown)
    for pair in pairs:
        cross = shown_cross(shown, *(items[key] for key in pair))
        if cross is not None:
            yield Heading(2, cross.table.caption, table_name(pair))
            yield cross.table
            yield Paragraph(cross.base)
            yield Paragraph(f"{cross.verdict}. {cross.method}".strip())
            if cross.withheld:
                yield Paragraph(cross.withheld)
