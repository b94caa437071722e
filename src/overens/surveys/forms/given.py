"""What was sent from a question's fields, read as its form reads it.

What is chosen among a question's options is the same choice whoever made it, and is
read once for all of them: a form takes longer to make than all else in a page. Words,
numbers and days are read each time, and nothing of them is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple
from uuid import UUID

from django.utils.datastructures import MultiValueDict

from overens.surveys.forms.asking import FIELDS, AskForm
from overens.surveys.models import QuestionnaireItem
from overens.surveys.queries.answering import questions_of, worded
from overens.surveys.rules import UNSAID, Item
from overens.surveys.rules.conditions import Condition

# Kinds whose answer is among the options, so that few answers differ.
_CHOSEN = frozenset(["single", "multi", "scale", "consent", "ranking", "matrix"])
# Choices that are kept, and questionnaires in a language.
_CHOICES, _VERSIONS = 5_000, 50
# More are chosen in no question.
_VALUES = 100

# The fields of ``AskForm``, and the parts of one.
_FIELD = re.compile(r"(?:answer|own_text|unsaid)(?:_.+)?", re.DOTALL)

# What came from a question's fields: (name in its form, values) each.
Given = tuple[tuple[str, tuple[str, ...]], ...]


class Choices(NamedTuple):
    """What a page of ours sends from a question: its fields, and their values."""

    names: frozenset[str]
    values: frozenset[str]

    def has(self, given: Given) -> bool:
        """Say whether all of it is chosen, so that it may be kept."""
        return sum(len(values) for _name, values in given) <= _VALUES and all(
            name in self.names and self.values.issuperset(values)
            for name, values in given
        )


def _choices_of(item: Item) -> Choices:
    parts = [part.key for part in (*item.rows, *item.options)]
    places = [str(place) for place in range(1, len(item.options) + 1)]
    return Choices(
        frozenset(["answer", "unsaid", *(f"answer_{part}" for part in parts)]),
        frozenset(["", "on", UNSAID, *(one.key for one in item.options), *places]),
    )


@dataclass(frozen=True)
class Questions:
    """The questions of a version that have something to fill in, in one language.

    Attributes:
        items: in order.
        worded: as the rules take them, by key.
    """

    version: UUID
    language: str
    items: tuple[QuestionnaireItem, ...]
    worded: Mapping[str, Item]

    @cached_property
    def choices(self) -> dict[str, Choices]:
        """What can be chosen, by key; questions with words of one's own have none."""
        return {
            item.key: _choices_of(self.worded[item.key])
            for item in self.items
            if item.question.kind in _CHOSEN and not self.worded[item.key].own_text
        }

    @cached_property
    def places(self) -> dict[str, int]:
        """The number of each, from 0, by its key; in order."""
        return {item.key: place for place, item in enumerate(self.items)}

    @cached_property
    def by_key(self) -> dict[str, QuestionnaireItem]:
        """Each of them by its key."""
        return {item.key: item for item in self.items}

    @cached_property
    def conditions(self) -> dict[str, Condition]:
        """When each is asked, by key."""
        return {item.key: item.condition for item in self.items}

    def read(self, key: str, given: Given) -> Read:
        """Return what was answered to a question; nothing of it is to be changed."""
        item = self.worded[key]
        if key in self.choices and self.choices[key].has(given):
            try:
                return _chosen(self.version, self.language, key, given)
            except _NotChosen as fault:
                return fault.read
        return _read(item, given)


@dataclass(frozen=True)
class Read:
    """An answer as it was read.

    Attributes:
        cells: by column, as an answer sheet is read; nothing where it is wrong.
        stored: as an answer sheet stores it; nothing where it is wrong.
    """

    is_right: bool
    cells: Mapping[str, object]
    stored: Mapping[str, object]


def part_of(name: str, own: str) -> str:
    """Return a field's name in a question's form; empty where it is not of that form.

    Args:
        name: as it was sent.
        own: what the names of the question's fields begin with.

    >>> part_of("known-answer_row", "known-"), part_of("known-a-answer", "known-")
    ('answer_row', '')
    """
    part = name.removeprefix(own)
    return part if part != name and _FIELD.fullmatch(part) else ""


class _NotChosen(Exception):
    """What was sent is not among the options: whatever it is, it is not kept."""

    def __init__(self, read: Read) -> None:
        super().__init__()
        self.read = read


@lru_cache(maxsize=_VERSIONS)
def questions_in(version: UUID, language: str) -> Questions:
    """Return a version's questions; kept while the process runs (``questions_of``)."""
    asking = tuple(
        item for item in questions_of(version) if item.question.kind in FIELDS
    )
    by_key = {item.key: item for item in worded(version, language)}
    return Questions(version, language, asking, by_key)


@lru_cache(maxsize=_CHOICES)
def _chosen(version: UUID, language: str, key: str, given: Given) -> Read:
    read = _read(questions_in(version, language).worded[key], given)
    if not read.is_right:
        raise _NotChosen(read)
    return read


def _read(item: Item, given: Given) -> Read:
    sent: MultiValueDict[str, str] = MultiValueDict(
        {f"{item.key}-{name}": list(values) for name, values in given}
    )
    form = AskForm(sent, item=item)
    if not form.is_valid():
        return Read(False, {}, {})
    return Read(True, form.cells, form.stored)
