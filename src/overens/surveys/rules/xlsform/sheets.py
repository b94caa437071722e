"""The sheets of an XLSForm as rows of cells by column, the columns known by name."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from overens.surveys.rules.shapes import LocalText
from overens.surveys.rules.xlsform.faults import (
    ColumnMissing,
    ColumnUnknown,
    LanguageUnknown,
    SheetMissing,
)

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"

# How a language is named on export; on import its code or its name is enough.
LANGUAGES = {"sv": "Svenska (sv)", "en": "English (en)"}
# Texts that an XLSForm has no place for, in columns of our own of the sheet settings.
TEXTS = ("title", "unit", "units", "respondent", "respondents")
TEXT_COLUMNS = {
    f"{name}_{language}": (name, language) for name in TEXTS for language in LANGUAGES
}

_NAMES = {"sv": "sv", "svenska": "sv", "swedish": "sv"}
_NAMES |= {"en": "en", "english": "en", "engelska": "en"}
_IN_PARENTHESES = re.compile(r"\(\s*([a-z]{2})\b[^)]*\)\s*$")

# Columns of words, in any language.
_WORDS = ("label", "hint")


@dataclass(frozen=True)
class FormRow:
    """One row: its number as the reader counts them, its cells, its words."""

    number: int
    cells: Mapping[str, str]
    words: Mapping[str, LocalText]

    def __getitem__(self, column: str) -> str:
        """Return a cell without outer blank space, "" where there is none."""
        return self.cells.get(column, "")


def rows_of(
    book: Mapping[str, Sequence[Sequence[str]]],
    sheet: str,
    *,
    needed: Collection[str],
    known: Collection[str],
    plainly: str,
) -> list[FormRow]:
    """Return the rows of a sheet that hold anything.

    Args:
        needed: columns that have to be there.
        known: columns that may hold something; any other must be empty.
        plainly: the language of words in a column that names none.

    Raises:
        SheetMissing, ColumnMissing, ColumnUnknown, LanguageUnknown: what is wrong.
    """
    found = {name.strip().casefold(): rows for name, rows in book.items()}
    if sheet not in found:
        raise SheetMissing(sheet=sheet)
    heads = [_column(cell) for cell in found[sheet][0]] if found[sheet] else []
    for column in needed:
        if column not in heads:
            raise ColumnMissing(sheet=sheet, column=column)
    rows = []
    for number, cells in enumerate(found[sheet][1:], 2):
        row = _row(sheet, number, heads, cells, {*needed, *known}, plainly)
        if row.cells or row.words:
            rows.append(row)
    return rows


def _row(
    sheet: str,
    number: int,
    heads: Sequence[str],
    cells: Sequence[str],
    known: Collection[str],
    plainly: str,
) -> FormRow:
    plain: dict[str, str] = {}
    words: dict[str, LocalText] = {}
    for head, raw in zip(heads, cells, strict=False):
        cell = raw.strip()
        if not cell:
            continue
        name, _colons, language = head.partition("::")
        if name in _WORDS:
            words.setdefault(name, {})[_language(sheet, head, plainly)] = cell
        elif not language and name in known:
            plain[name] = cell
        else:
            raise ColumnUnknown(sheet=sheet, row=number, column=head or cell[:80])
    return FormRow(number, plain, words)


def _column(cell: str) -> str:
    """Return a heading as it is known: "list name" is list_name, ":" may be one."""
    name = re.sub(r"\s*::?\s*", "::", cell.strip(), count=1)
    kind, colons, language = name.partition("::")
    return re.sub(r"\s+", "_", kind.casefold()) + colons + language


def _language(sheet: str, head: str, plainly: str) -> str:
    named = head.partition("::")[2]
    if not named:
        return plainly
    return language_in(named) or _refuse(sheet, head)


def _refuse(sheet: str, head: str) -> str:
    raise LanguageUnknown(sheet=sheet, column=head)


def language_in(named: str) -> str:
    """Return the code of a language of ours that a text names, "" for any other."""
    said = named.strip().casefold()
    code = _IN_PARENTHESES.search(said)
    return _NAMES.get(code[1] if code else said, "")
