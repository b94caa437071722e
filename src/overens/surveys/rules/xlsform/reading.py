"""From an XLSForm to the own format, whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from overens.surveys.rules.options import free_key
from overens.surveys.rules.shapes import LocalText
from overens.surveys.rules.xlsform.expressions import (
    read_alone,
    read_condition,
    read_limits,
)
from overens.surveys.rules.xlsform.faults import (
    ConditionUnread,
    GroupInside,
    GroupOpen,
    LabelMissing,
    LimitUnread,
    ListUnknown,
    NameMissing,
    NameTwice,
    NoteLast,
    TellsOfPerson,
    TypeUnknown,
)
from overens.surveys.rules.xlsform.sheets import (
    CHOICES,
    SETTINGS,
    SURVEY,
    TEXT_COLUMNS,
    FormRow,
    language_in,
    rows_of,
)

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")

# Our kind of each type that stands alone; those with a list come below.
PLAIN = {
    "text": "text",
    "integer": "number",
    "decimal": "number",
    "date": "date",
    "acknowledge": "consent",
}
WITH_LIST = {"select_one": "single", "select_multiple": "multi", "rank": "ranking"}
BEGIN, END, NOTE = "begin_group", "end_group", "note"
# A select_one so drawn is a scale, a group so drawn a matrix, a note so drawn "I answer
# for": what export writes, and what other programs draw alike or read past.
AS_SCALE, AS_MATRIX, AS_UNITS = "likert", "table-list", "units"
_TELLS = frozenset(
    (
        *("start", "end", "today", "deviceid", "subscriberid", "simserial"),
        *("phonenumber", "username", "email", "audit"),
        *("start-geopoint", "geopoint", "geotrace", "geoshape"),
    )
)
# Words that say how a form looks or what happens without an answer: here nobody has
# to answer, and each page looks as all do.
_READ_PAST = ("appearance", "required", "required_message", "constraint_message")
_DEFINITIONS = {"definition_sv": "sv", "definition_en": "en"}
_UNITS = {"unit_sv": "sv", "unit_en": "en"}

# What is counted where the file does not say, as one made elsewhere does not.
_UNIT: dict[str, LocalText] = {
    "unit": {"sv": "svar", "en": "answer"},
    "units": {"sv": "svar", "en": "answers"},
}


def read_xlsform(book: Mapping[str, Sequence[Sequence[str]]]) -> dict[str, Any]:
    """Return a workbook's questionnaire in the own format, as a JSON file has it.

    Args:
        book: rows of texts by the sheet's name, the first row of each its columns.

    Raises:
        FormRefused: anything in it cannot be kept; it says where, and what to do.

    Source: rule B11, docs/rules/surveys.md.
    """
    settings = _settings(book)
    plainly = language_in(settings.get("default_language", "")) or "sv"
    choices = _choices(book, plainly)
    rows = rows_of(
        book,
        SURVEY,
        needed=("type", "name"),
        known=("relevant", "constraint", "decimals", *_READ_PAST, *_UNITS),
        plainly=plainly,
    )
    reader = _Reader(choices)
    for row in rows:
        reader.take(row)
    reader.finish(rows)
    title = settings.get("form_title") or settings.get("form_id") or "XLSForm"
    texts: dict[str, LocalText] = {}
    for column, (name, language) in TEXT_COLUMNS.items():
        if said := settings.get(column):
            texts.setdefault(name, {})[language] = said
    # Whoever gives the form another name elsewhere does it there.
    texts["title"] = {**texts.get("title", {}), plainly: title}
    return {
        "survey": {
            "slug": _key(settings.get("form_id") or title, (), "enkat"),
            **({"introduction": reader.introduction} if reader.introduction else {}),
            **_UNIT,
            **texts,
        },
        "questions": reader.questions,
    }


def _settings(book: Mapping[str, Sequence[Sequence[str]]]) -> dict[str, str]:
    if not any(name.strip().casefold() == SETTINGS for name in book):
        return {}
    known = (
        *("form_title", "form_id", "default_language", "version", "style"),
        *TEXT_COLUMNS,
    )
    rows = rows_of(book, SETTINGS, needed=(), known=known, plainly="sv")
    return dict(rows[0].cells) if rows else {}


def _choices(
    book: Mapping[str, Sequence[Sequence[str]]], plainly: str
) -> dict[str, list[FormRow]]:
    if not any(name.strip().casefold() == CHOICES for name in book):
        return {}
    rows = rows_of(
        book,
        CHOICES,
        needed=("list_name", "name"),
        known=tuple(_DEFINITIONS),
        plainly=plainly,
    )
    lists: dict[str, list[FormRow]] = {}
    for row in rows:
        if not row["name"] or not row["list_name"]:
            raise NameMissing(sheet=CHOICES, row=row.number)
        known = lists.setdefault(row["list_name"], [])
        if row["name"] in [other["name"] for other in known]:
            raise NameTwice(sheet=CHOICES, row=row.number, given=row["name"])
        if "label" not in row.words:
            raise LabelMissing(sheet=CHOICES, row=row.number)
        known.append(row)
    return lists


class _Reader:
    """Goes through the rows of the sheet survey, and keeps what has to be known."""

    def __init__(self, choices: Mapping[str, list[FormRow]]) -> None:
        self.choices = choices
        self.questions: list[dict[str, Any]] = []
        self.introduction: LocalText = {}
        self.keys: dict[str, str] = {}
        # Option keys by the choice's name, of each question with a list.
        self.options: dict[str, dict[str, str]] = {}
        self.notes: list[FormRow] = []
        # The section one is in, and the matrix, which may lie within a section.
        self.group: FormRow | None = None
        self.group_is_new = False
        self.drawn: FormRow | None = None
        self.matrix: dict[str, Any] | None = None

    def take(self, row: FormRow) -> None:
        """Take one row in."""
        kind, *more = row["type"].split()
        kind = kind.casefold()
        if kind in ("begin", "end") and more[:1] == ["group"]:
            kind, more = f"{kind}_group", more[1:]
        if kind == BEGIN:
            self._begin(row)
        elif kind == END:
            self._end(row)
        elif kind == NOTE and row["appearance"] != AS_UNITS:
            self._note(row)
        elif kind in _TELLS:
            raise TellsOfPerson(row=row.number, given=kind)
        else:
            self._question(row, kind, more)

    def finish(self, rows: Sequence[FormRow]) -> None:
        """Refuse what was begun and never ended."""
        begun = self.drawn or self.group
        if begun is not None:
            raise GroupOpen(row=begun.number)
        for note in self.notes:
            raise NoteLast(row=note.number)
        if not self.questions:
            raise TypeUnknown(row=2, given="", known=_known())

    def _begin(self, row: FormRow) -> None:
        is_matrix = row["appearance"] == AS_MATRIX
        if self.drawn is not None or (self.group is not None and not is_matrix):
            raise GroupInside(row=row.number)
        if not is_matrix:
            self.group, self.group_is_new = row, True
            return
        self.drawn = row
        self.matrix = {
            **self._words_of(row),
            "kind": "matrix",
            "rows": [],
            "options": [],
        }
        self._place(self.matrix, row)

    def _end(self, row: FormRow) -> None:
        if self.drawn is not None:
            self.drawn = self.matrix = None
        elif self.group is not None:
            self.group = None
        else:
            raise GroupOpen(row=row.number)

    def _note(self, row: FormRow) -> None:
        if row["relevant"]:
            raise ConditionUnread(row=row.number, given=row["relevant"][:200])
        if self.questions:
            self.notes.append(row)
            return
        said = row.words.get("label", {})
        self.introduction = _joined(self.introduction, said)

    def _question(self, row: FormRow, kind: str, more: Sequence[str]) -> None:
        asked: dict[str, Any]
        if kind in WITH_LIST and more:
            options = self._options(row, more[0])
            if self.matrix is not None and kind == "select_one" and not more[1:]:
                self._matrix_row(row, options)
                return
            asked = {"kind": WITH_LIST[kind], "options": options}
            if kind == "select_multiple" and row["constraint"]:
                self._set_alone(row, more[0], options)
            if row["appearance"] == AS_SCALE and kind == "select_one":
                is_scale = all(option["key"].isdecimal() for option in options)
                asked["kind"] = "scale" if is_scale else "single"
            if more[1:] == ["or_other"] and kind != "rank":
                asked["own_text"] = True
            elif more[1:]:
                raise TypeUnknown(row=row.number, given=row["type"], known=_known())
        elif kind in PLAIN and not more:
            asked = {"kind": PLAIN[kind], **self._limits(row, kind)}
        elif kind == NOTE:
            asked = {"kind": "units"}
        else:
            raise TypeUnknown(row=row.number, given=row["type"][:80], known=_known())
        if self.matrix is not None:
            # A matrix holds rows on one scale, and nothing else.
            raise TypeUnknown(
                row=row.number, given=row["type"][:80], known="select_one"
            )
        asked |= self._words_of(row)
        self._place(asked, row)
        if "options" in asked and kind in ("select_one", "select_multiple"):
            self.options[row["name"]] = {
                choice["name"]: option["key"]
                for choice, option in zip(
                    self.choices[more[0]], asked["options"], strict=True
                )
            }

    def _place(self, asked: dict[str, Any], row: FormRow) -> None:
        """Put a question last, with the notes before it, its section and condition."""
        for note in self.notes:
            said = note.words.get("label", {})
            asked["instruction"] = _joined(said, asked.get("instruction", {}))
        self.notes = []
        condition = self._condition(row)
        if self.group is not None:
            outer = self._condition(self.group)
            if set(outer) & set(condition):
                raise ConditionUnread(row=row.number, given=row["relevant"][:200])
            condition = {**outer, **condition}
            if self.group_is_new and "label" in self.group.words:
                asked["section"] = self.group.words["label"]
        self.group_is_new = False
        if condition:
            asked["asked_if"] = condition
        self.questions.append(asked)

    def _words_of(self, row: FormRow) -> dict[str, Any]:
        name = row["name"]
        if not name:
            raise NameMissing(sheet=SURVEY, row=row.number)
        if name in self.keys:
            raise NameTwice(sheet=SURVEY, row=row.number, given=name[:80])
        if "label" not in row.words:
            raise LabelMissing(sheet=SURVEY, row=row.number)
        self.keys[name] = _key(name, self.keys.values(), "question")
        hint = {"instruction": row.words["hint"]} if "hint" in row.words else {}
        return {"key": self.keys[name], "title": row.words["label"], **hint}

    def _matrix_row(self, row: FormRow, options: list[dict[str, Any]]) -> None:
        assert self.matrix is not None and self.drawn is not None
        if row["relevant"] or self.matrix["options"] not in ([], options):
            raise TypeUnknown(row=row.number, given=row["type"], known="select_one")
        if "label" not in row.words:
            raise LabelMissing(sheet=SURVEY, row=row.number)
        taken = [other["key"] for other in self.matrix["rows"]]
        name = row["name"].removeprefix(f"{self.drawn['name']}__")
        if not name or row["name"] in self.keys:
            raise NameTwice(sheet=SURVEY, row=row.number, given=row["name"][:80])
        self.keys[row["name"]] = ""
        self.matrix["options"] = options
        self.matrix["rows"].append(
            {"key": _key(name, taken, "row"), **row.words["label"]}
        )

    def _options(self, row: FormRow, name: str) -> list[dict[str, Any]]:
        choices = self.choices.get(name, [])
        if len(choices) < 2:
            raise ListUnknown(row=row.number, given=name[:80])
        keys: list[str] = []
        options = []
        for choice in choices:
            keys.append(_key(choice["name"], keys, "option"))
            meaning = _by_language(choice, _DEFINITIONS)
            options.append(
                {
                    "key": keys[-1],
                    "label": choice.words["label"],
                    **({"meaning": meaning} if meaning else {}),
                }
            )
        return options

    def _set_alone(
        self, row: FormRow, name: str, options: list[dict[str, Any]]
    ) -> None:
        """Mark the options that a constraint says exclude all others."""
        alone = read_alone(row["constraint"])
        names = [choice["name"] for choice in self.choices[name]]
        if alone is None or not set(alone) <= set(names):
            raise LimitUnread(row=row.number, given=row["constraint"][:200])
        for choice, option in zip(names, options, strict=True):
            if choice in alone:
                option["alone"] = True

    def _limits(self, row: FormRow, kind: str) -> dict[str, Any]:
        limits: dict[str, Any] = {}
        if row["constraint"]:
            read = read_limits(row["constraint"])
            if read is None or PLAIN[kind] not in ("number", "date"):
                raise LimitUnread(row=row.number, given=row["constraint"][:200])
            limits |= read
        if kind == "decimal":
            limits["decimals"] = row["decimals"] or "2"
        if unit := _by_language(row, _UNITS):
            limits["unit"] = unit
        return limits

    def _condition(self, row: FormRow) -> dict[str, list[str]]:
        if not row["relevant"]:
            return {}
        read = read_condition(row["relevant"])
        fault = ConditionUnread(row=row.number, given=row["relevant"][:200])
        if read is None:
            raise fault
        condition: dict[str, list[str]] = {}
        for name, choices in read.items():
            known = self.options.get(name, {})
            if not set(choices) <= set(known):
                raise fault
            condition[self.keys[name]] = [known[choice] for choice in choices]
        return condition


def _by_language(row: FormRow, columns: Mapping[str, str]) -> LocalText:
    return {lang: row[column] for column, lang in columns.items() if row[column]}


def _joined(first: LocalText, then: LocalText) -> LocalText:
    """Return two texts one after the other, in each language that either has."""
    return {
        language: "\n\n".join(
            text for text in (first.get(language), then.get(language)) if text
        )
        for language in sorted({*first, *then}, reverse=True)
    }


def _key(name: str, taken: Iterable[str], otherwise: str) -> str:
    """Return a name as a key: one that we wrote comes back as it was."""
    taken = set(taken)
    wished = name.replace("_", "-").lstrip("-")
    if _KEY.fullmatch(wished) and wished not in taken:
        return wished
    return free_key(name, taken, otherwise)


def _known() -> str:
    with_list = [f"{name} list" for name in WITH_LIST]
    return ", ".join([*with_list, *PLAIN, NOTE, BEGIN, END])
