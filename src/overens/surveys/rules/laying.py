"""Lays answers out in columns, sheet by sheet, and makes what is kept of them.

What columns are, and how they are counted, stands in ``rules.columns``.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from overens.surveys.rules.columns import WORDS, Column, Columns
from overens.surveys.rules.questions import QUESTION_TYPES, UNSAID, Item

if TYPE_CHECKING:
    import numpy

    Array = numpy.ndarray[Any, Any]

# Changes when columns are laid out in another way: older ones are then laid out anew.
FORM = 1


@dataclass
class Laying:
    """Lays answers out sheet by sheet, so that they are never all held at once.

    Attributes:
        items: the questions, each as it is counted.
    """

    items: Sequence[Item]
    _codes: list[array[int]] = field(init=False)
    _found: list[dict[tuple[Hashable, bool], int]] = field(init=False)
    _units: array[int] = field(default_factory=lambda: array("I"))
    _versions: array[int] = field(default_factory=lambda: array("I"))
    _shared: array[int] = field(default_factory=lambda: array("I"))
    _givers: array[int] = field(default_factory=lambda: array("I"))
    _people: dict[Hashable, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._codes = [array("I") for _item in self.items]
        self._found = [{} for _item in self.items]
        self._read = [_reader(item) for item in self.items]

    def add(
        self,
        answers: Mapping[str, object],
        *,
        units: int,
        version: int,
        giver: Hashable | None,
    ) -> None:
        """Lay out one sheet.

        Args:
            answers: as they are stored.
            units: for how many it answers.
            version: of the questionnaire.
            giver: the same for sheets of one person; None of who gave no other.
        """
        if giver is not None:
            self._shared.append(len(self._units))
            self._givers.append(self._people.setdefault(giver, len(self._people)))
        self._units.append(units)
        self._versions.append(version)
        for codes, found, read in zip(
            self._codes, self._found, self._read, strict=True
        ):
            said = read(answers)
            code = found.get(said)
            if code is None:
                code = found[said] = len(found)
            codes.append(code)

    def done(self) -> Columns:
        """Return the columns."""
        return Columns(
            submissions=len(self._units),
            weights=_small(self._units, unless=1),
            versions=_small(self._versions, unless=1),
            shared=_fitting(self._shared),
            givers=_fitting(self._givers),
            questions={
                item.key: Column(
                    _fitting(codes),
                    tuple(
                        (list(value) if isinstance(value, tuple) else value, has_words)
                        for value, has_words in found
                    ),
                )
                for item, codes, found in zip(
                    self.items, self._codes, self._found, strict=True
                )
            },
        )


Reader = Callable[[Mapping[str, object]], tuple[Hashable, bool]]


def _reader(item: Item) -> Reader:
    """Return what reads a sheet's answer to a question as a column keeps it."""
    key, own_key = item.key, item.own_text_key
    in_words = QUESTION_TYPES[item.kind].is_words
    has_own = item.own_text

    def read(answers: Mapping[str, object]) -> tuple[Hashable, bool]:
        value: Any = answers.get(key)
        if isinstance(value, list):
            value = tuple(value)
        elif in_words and value and value != UNSAID:
            value = WORDS
        return value, has_own and bool(str(answers.get(own_key, "")))

    return read


def _small(numbers: array[int], *, unless: int) -> Array | None:
    """Return numbers as an array; None where all are the usual one."""
    found = _fitting(numbers)
    return None if bool((found == unless).all()) else found


def _fitting(numbers: array[int]) -> Array:
    """Return numbers in as few bytes each as they need."""
    import numpy

    found = numpy.frombuffer(numbers, dtype=numpy.uint32) if numbers else numpy.zeros(0)
    return found.astype(numpy.min_scalar_type(int(found.max(initial=0))))


# --- kept -----------------------------------------------------------------------------


def made_of(items: Sequence[Item]) -> str:
    """Return what decides how questions are laid out, as one short text."""
    said = [[item.key, item.kind, item.own_text] for item in items]
    return sha256(json.dumps([FORM, said]).encode()).hexdigest()


def packed(columns: Columns) -> tuple[dict[str, Any], bytes]:
    """Return columns as they are stored: what lies where, and the bytes."""
    pieces: list[bytes] = []
    at = 0

    def put(numbers: Array | None) -> list[Any] | None:
        nonlocal at
        if numbers is None:
            return None
        piece = numbers.tobytes()
        pieces.append(piece)
        at += len(piece)
        return [numbers.dtype.str, at - len(piece), len(numbers)]

    layout = {
        "sheets": columns.submissions,
        "weights": put(columns.weights),
        "versions": put(columns.versions),
        "shared": put(columns.shared),
        "givers": put(columns.givers),
        "questions": {
            key: {"codes": put(column.codes), "answers": column.answers}
            for key, column in columns.questions.items()
        },
    }
    return layout, b"".join(pieces)


def unpacked(layout: Mapping[str, Any], data: bytes | memoryview) -> Columns:
    """Return the columns that ``packed`` stored."""
    import numpy

    def taken(where: Sequence[Any]) -> Array:
        kind, at, size = where
        return numpy.frombuffer(data, dtype=kind, count=size, offset=at)

    weights, versions = layout["weights"], layout["versions"]
    return Columns(
        submissions=layout["sheets"],
        weights=None if weights is None else taken(weights),
        versions=None if versions is None else taken(versions),
        shared=taken(layout["shared"]),
        givers=taken(layout["givers"]),
        questions={
            key: Column(
                taken(column["codes"]),
                tuple((value, has_words) for value, has_words in column["answers"]),
            )
            for key, column in layout["questions"].items()
        },
    )
