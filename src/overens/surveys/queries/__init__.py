"""Answers about surveys that span tables."""

from __future__ import annotations

from overens.surveys.queries.stored import (
    frame_of,
    item_in,
    option_meanings,
    questionnaire_items,
    released_texts,
    standing_sheets,
)

__all__ = [
    "frame_of",
    "item_in",
    "option_meanings",
    "questionnaire_items",
    "released_texts",
    "standing_sheets",
]
