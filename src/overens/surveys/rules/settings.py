"""What whoever makes a question sets besides its words: unit, limits, decimals.

Stored with the question under the names in ``Limits``, the unit by language. A limit
is read as an answer is, so that it can be written in the same ways.

Rule B10 of docs/rules/surveys.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from overens.errors import RuleBroken, gettext_noop
from overens.surveys.rules.questions import (
    MOST_DECIMALS,
    QUESTION_TYPES,
    Item,
    Limits,
    QuestionType,
)
from overens.surveys.rules.shapes import LocalText

_ENDS = ("least", "most")


class RowsMissing(RuleBroken):
    """Nothing to answer about."""

    sentence = gettext_noop("Write at least two rows, one a line.")
    field = "rows_sv"


class DecimalsWrong(RuleBroken):
    """More decimals than can be told from thousands, or fewer than none."""

    sentence = gettext_noop("Write a number of decimals from 0 to %(most)s.")
    field = "decimals"


def read_settings(kind: str, given: Mapping[str, object]) -> dict[str, Any]:
    """Return a question's settings as they are stored; what says nothing is left out.

    Args:
        kind: a key of ``QUESTION_TYPES``; what it has no use for is read past.
        given: ``unit`` by language, ``least``, ``most`` and ``decimals`` as written;
            ``rows`` as ``WrittenOption`` has them.

    Raises:
        RowsMissing: it needs rows and has none.
        RuleBroken: one of them cannot stand; its field is the name.
    """
    asked = QUESTION_TYPES[kind]
    wanted = {
        name: given[name]
        for name in asked.settings
        # Nought is a limit like any other.
        if given.get(name) not in (None, "")
    }
    stored: dict[str, Any] = {}
    if "decimals" in wanted:
        stored["decimals"] = _decimals(wanted["decimals"])
    if isinstance(unit := wanted.get("unit"), Mapping):
        stored["unit"] = dict(unit)
    if asked.has_rows:
        stored["rows"] = _rows(given.get("rows"))
    for name in _ENDS:
        if name in wanted:
            stored[name] = _end(asked, name, wanted[name], stored.get("decimals", 0))
    asked.check_limits(limits_in(stored))
    return {name: value for name, value in stored.items() if value}


def limits_in(stored: Mapping[str, Any], language: str = "sv") -> Limits:
    """Return stored settings as the rules take them, the unit in one language."""
    unit: LocalText = stored.get("unit") or {}
    return Limits(
        unit=unit.get(language) or next(iter(unit.values()), ""),
        least=stored.get("least", ""),
        most=stored.get("most", ""),
        decimals=stored.get("decimals", 0),
    )


def _rows(rows: object) -> list[dict[str, object]]:
    if not isinstance(rows, Sequence) or not rows:
        raise RowsMissing()
    return [{"key": row.key, "label": row.label} for row in rows]


def _decimals(raw: object) -> int:
    text = str(raw).strip()
    if not text.isdecimal() or int(text) > MOST_DECIMALS:
        raise DecimalsWrong(most=MOST_DECIMALS)
    return int(text)


def _end(kind: QuestionType, name: str, raw: object, decimals: int) -> object:
    asked = Item("", kind.key, "", limits=Limits(decimals=decimals))
    try:
        return kind.read_answer(asked, raw)
    except RuleBroken as broken:
        broken.field = name
        raise
