"""A document as plain JSON and back, to keep what was published as it was."""

from __future__ import annotations

from typing import Any, get_args

from overens.common import charts
from overens.common.documents.blocks import Block, Document, Figure
from overens.common.stored_values import Stored

_DOCUMENTS = Stored(
    "A document",
    (
        Document,
        Figure,
        *get_args(Block),
        charts.Bars,
        charts.Bar,
        charts.StackedScale,
        charts.ScaleGroup,
        charts.StatusBar,
        charts.StatusSegment,
    ),
)


def to_stored(document: Document) -> Any:
    """Return a document as plain JSON.

    Raises:
        TypeError: it has a chart of a kind that could not be read back.
    """
    return _DOCUMENTS.to_stored(document)


def from_stored(stored: Any) -> Document:
    """Return the document that ``to_stored`` wrote."""
    document: Document = _DOCUMENTS.from_stored(stored)
    return document
