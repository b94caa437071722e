"""Several rows answered on one scale: each row is a question of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from overens.errors import gettext_noop
from overens.surveys.rules.questions.base import QuestionType
from overens.surveys.rules.questions.shapes import UNSAID, Item

# Between a question's key and a row's; no key has it.
BEFORE_ROW = "."


class Matrix(QuestionType):
    """Rows with keys, one common scale. Counted, crossed and filed a row at a time.

    An answer is stored a row at a time too, under ``question.row``: each row has its
    own base. Whoever answers meets the rows as one question.
    """

    key = "matrix"
    label = gettext_noop("several rows on one scale")
    template = "surveys/_result_single.html"
    has_options = True
    has_rows = True

    def read_answer(self, item: Item, raw: object) -> object:
        """Read nothing: each row is read by itself (``parts_of``)."""
        return None


def parts_of(item: Item) -> tuple[Item, ...]:
    """Return the questions that are counted: one a row, else the question itself."""
    if not item.rows:
        return (item,)
    # Grades have a mean; words that are no numbers have none.
    kind = "scale" if all(o.key.isdecimal() for o in item.options) else "single"
    return tuple(
        Item(
            key=f"{item.key}{BEFORE_ROW}{row.key}",
            kind=kind,
            title=f"{item.title} {row.label}",
            options=item.options,
            other_labels=item.other_labels,
            since=item.since,
            until=item.until,
            row_of=item.title,
        )
        for row in item.rows
    )


def spread_out(items: Iterable[Item]) -> list[Item]:
    """Return questions as they are counted, those with rows a row at a time."""
    return [part for item in items for part in parts_of(item)]


def question_key(part: str) -> str:
    """Return the key of the question that something counted is of."""
    return part.partition(BEFORE_ROW)[0]


def cell_of(part: Item, item: Item, cells: Mapping[str, object]) -> object:
    """Return what was written of a part: under its own key, or among its question's."""
    whole = cells.get(item.key)
    if part is item or part.key in cells:
        return cells.get(part.key)
    if isinstance(whole, Mapping):
        return whole.get(part.key.removeprefix(f"{item.key}{BEFORE_ROW}"))
    return UNSAID if whole == UNSAID else None
