"""A document as plain values: what the Typst source is given to lay out.

Texts cross over as JSON strings and are never part of the source, where a ``#``
would be code.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from overens.common.charts import Chart as Drawing
from overens.common.charts import Table, notes, table, to_document_svg
from overens.common.charts.document import told
from overens.common.charts.svg import plain as writable
from overens.common.documents.blocks import (
    Block,
    Bullets,
    Chart,
    Definitions,
    Document,
    Figures,
    Heading,
    Lead,
    Linked,
    Note,
    Numbered,
    PageBreak,
    Paragraph,
    Quote,
    paragraphs,
)
from overens.common.documents.words import words_of

Plain = dict[str, Any]


def plain_document(document: Document) -> tuple[Plain, list[str]]:
    """Return a document as JSON-ready values, and its charts as SVG.

    Args:
        document: the document.

    Returns:
        The values, with a chart's place in the list where a chart stands; and the
        drawings in order.
    """
    drawings: list[str] = []
    blocks = [_plain_block(block, drawings) for block in document.blocks]
    values = {
        "title": document.title,
        "subtitle": document.subtitle,
        "language": document.language,
        "origin": document.origin_note,
        "publisher": document.publisher,
        "date": [document.date.year, document.date.month, document.date.day],
        "contents": document.lists_contents,
        "foot": document.foot,
        "words": asdict(words_of(document)),
        "blocks": blocks,
    }
    cleaned: Plain = _writable(values)
    return cleaned, drawings


def _writable(value: Any) -> Any:
    """The same values without characters that no document can hold."""
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, dict):
        return {key: _writable(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_writable(part) for part in value]
    return value


def plain_table(shown: Table) -> Plain:
    """Return a table as plain values."""
    return {
        "kind": "table",
        "caption": shown.caption,
        "headings": list(shown.headings),
        "rows": [list(row) for row in shown.rows],
        "numbers": list(shown.numbers),
        "widths": list(shown.widths),
        # "row,column" → the language of a cell that is not in the document's.
        "languages": {f"{row},{column}": code for row, column, code in shown.languages},
    }


def _chart(drawing: Drawing, with_table: bool, drawings: list[str]) -> Plain:
    drawings.append(to_document_svg(drawing))
    shown = table(drawing)
    return {
        "kind": "chart",
        "place": len(drawings) - 1,
        "title": drawing.title,
        "description": drawing.description,
        "told": told(drawing),
        "notes": list(notes(drawing)),
        "table": plain_table(shown) if with_table and shown.rows else None,
    }


def _plain_block(block: Block, drawings: list[str]) -> Plain:
    if isinstance(block, Chart):
        return _chart(block.chart, block.with_table, drawings)
    return _PLAIN[type(block)](block)


_PLAIN: dict[type, Callable[[Any], Plain]] = {
    Heading: lambda block: {
        "kind": "heading",
        "level": block.level,
        "text": block.text,
        "name": block.name,
    },
    Lead: lambda block: {
        "kind": "lead",
        "texts": paragraphs(block.text),
        "language": block.language,
    },
    Paragraph: lambda block: {
        "kind": "paragraph",
        "texts": paragraphs(block.text),
        "language": block.language,
        "stays": block.stays,
    },
    Linked: lambda block: {
        "kind": "linked",
        "pieces": [list(piece) for piece in block.pieces],
        "language": block.language,
    },
    Bullets: lambda block: {
        "kind": "bullets",
        "items": list(block.items),
        "stays": block.stays,
    },
    Numbered: lambda block: {"kind": "numbered", "items": list(block.items)},
    Definitions: lambda block: {
        "kind": "definitions",
        "items": [list(item) for item in block.items],
        "addresses": list(block.addresses) or [""] * len(block.items),
    },
    Table: plain_table,
    Quote: lambda block: {
        "kind": "quote",
        "texts": paragraphs(block.text),
        "source": block.source,
        "language": block.language,
    },
    Note: lambda block: {
        "kind": "note",
        "tone": block.tone,
        "title": block.title,
        "texts": paragraphs(block.text),
    },
    Figures: lambda block: {
        "kind": "figures",
        "items": [asdict(item) for item in block.items],
    },
    PageBreak: lambda block: {"kind": "pagebreak", "foot": block.foot},
}
