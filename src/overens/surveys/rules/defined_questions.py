"""The questions of a survey's file: words, options, section, condition, marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from overens.errors import RuleBroken, gettext_noop
from overens.surveys.rules.conditions import DraftItem, condition_faults
from overens.surveys.rules.marks import MARKS, Marks
from overens.surveys.rules.options import WrittenOption
from overens.surveys.rules.questions import QUESTION_TYPES
from overens.surveys.rules.settings import read_settings
from overens.surveys.rules.shapes import (
    DefinitionMissing,
    LocalText,
    NotAList,
    NotANumber,
    NotATable,
    WrongDefinition,
    by_language,
    check_unique,
    key_of,
    list_of,
    local_of,
    one_of,
    table_of,
)

CAVEAT, WITHHELD = "caveat", "withheld"
REMARK_KINDS = (CAVEAT, WITHHELD)


class ConditionCannotStand(WrongDefinition):
    """A question that would never be asked."""

    sentence = gettext_noop(
        "The survey file lets a question wait for an answer that nobody can give "
        "before it, at “%(where)s”."
    )


class SettingWrong(WrongDefinition):
    """A limit that no answer could keep."""

    sentence = gettext_noop(
        "The survey file has a limit that cannot stand at “%(where)s”. The most has to "
        "be above the least, and both what an answer can be."
    )


@dataclass(frozen=True)
class RemarkDefinition:
    """A reservation, or something that a promise would have withheld."""

    kind: str
    text: LocalText


@dataclass(frozen=True)
class QuestionDefinition:
    """A question with what is said of it on the results page."""

    key: str
    kind: str
    title: LocalText
    instruction: LocalText
    options: tuple[WrittenOption, ...]
    own_text: bool
    finding: LocalText
    provenance: LocalText
    remarks: tuple[RemarkDefinition, ...]
    marks: Marks
    section: LocalText
    condition: Mapping[str, list[str]]
    settings: Mapping[str, Any] = field(default_factory=dict)


def question_in(entry: Mapping[str, Any], where: str) -> QuestionDefinition:
    kind = one_of(entry.get("kind"), QUESTION_TYPES, f"{where}.kind")
    options = tuple(
        _option(option, f"{where}.options.{number}", kind)
        for number, option in enumerate(list_of(entry, "options"), 1)
    )
    check_unique((option.key for option in options), f"{where}.options")
    if QUESTION_TYPES[kind].has_options and not options:
        raise DefinitionMissing(where=f"{where}.options")
    if kind == "scale":
        for option in options:
            if not option.key.isdigit():
                raise NotANumber(where=f"{where}.options")
    return QuestionDefinition(
        key=key_of(entry.get("key"), f"{where}.key"),
        kind=kind,
        title=local_of(entry.get("title"), f"{where}.title"),
        instruction=local_of(
            entry.get("instruction"), f"{where}.instruction", required=False
        ),
        options=options,
        own_text=bool(entry.get("own_text", False)),
        finding=local_of(entry.get("finding"), f"{where}.finding", required=False),
        provenance=local_of(
            entry.get("provenance"), f"{where}.provenance", required=False
        ),
        remarks=remarks_in(entry, f"{where}.remarks"),
        marks=_marks(entry, f"{where}.marks"),
        section=local_of(entry.get("section"), f"{where}.section", required=False),
        condition=_condition(entry.get("asked_if", {}), f"{where}.asked_if"),
        settings=_settings(kind, entry, where),
    )


def questions_in(data: Mapping[str, Any]) -> tuple[QuestionDefinition, ...]:
    """Return the questions of a file, each with its own key, asked in their order.

    Raises:
        WrongDefinition: something is missing, unknown, of the wrong kind or twice; it
            says where.
        ConditionCannotStand: a question waits for what cannot be answered before it.
    """
    questions = tuple(
        question_in(entry, f"questions.{number}")
        for number, entry in enumerate(list_of(data, "questions"), 1)
    )
    if not questions:
        raise DefinitionMissing(where="questions")
    check_unique((question.key for question in questions), "questions")
    faults = condition_faults([draft_of(question) for question in questions])
    for fault in faults:
        raise ConditionCannotStand(where=f"questions.{fault.place + 1}.asked_if")
    return questions


def draft_of(question: QuestionDefinition) -> DraftItem:
    """Return a question as its condition is checked."""
    return DraftItem(
        question.key,
        question.kind,
        [option.key for option in question.options],
        question.condition,
    )


def _settings(kind: str, entry: Mapping[str, Any], where: str) -> dict[str, Any]:
    unit = local_of(entry.get("unit"), f"{where}.unit", required=False)
    rows = tuple(
        _option(row, f"{where}.rows.{number}")
        for number, row in enumerate(list_of(entry, "rows"), 1)
    )
    check_unique((row.key for row in rows), f"{where}.rows")
    if QUESTION_TYPES[kind].has_rows and not rows:
        raise DefinitionMissing(where=f"{where}.rows")
    try:
        return read_settings(kind, {**entry, "unit": unit, "rows": rows})
    except WrongDefinition:
        raise
    except RuleBroken as broken:
        raise SettingWrong(where=f"{where}.{broken.field or 'least'}") from broken


def _condition(given: object, where: str) -> dict[str, list[str]]:
    if not isinstance(given, dict):
        raise NotATable(where=where)
    for options in given.values():
        if not isinstance(options, list) or not all(
            isinstance(option, str) for option in options
        ):
            raise NotAList(where=where)
    return given


def _marks(entry: Mapping[str, Any], where: str) -> Marks:
    """Return a question's marks: one for all options, or one by an option itself."""
    marks = table_of(entry, "marks") if "marks" in entry else {}
    every = mark_in(marks, "options", where)
    options = {
        option.get("key", ""): mark_in(option, "mark", where) or every
        for option in list_of(entry, "options")
    }
    return Marks(
        base=mark_in(marks, "base", where),
        persons=mark_in(marks, "persons", where),
        mean=mark_in(marks, "mean", where),
        options={key: mark for key, mark in options.items() if mark},
    )


def mark_in(table: Mapping[str, Any], name: str, where: str) -> str:
    mark = table.get(name, "")
    return one_of(mark, MARKS, f"{where}.{name}") if mark else ""


def _option(entry: Mapping[str, Any], where: str, kind: str = "") -> WrittenOption:
    label = by_language(entry)
    return WrittenOption(
        key=key_of(entry.get("key"), f"{where}.key"),
        label=local_of(label or entry.get("label"), where),
        meaning=local_of(entry.get("meaning"), f"{where}.meaning", required=False),
        # Where only one can be chosen it says nothing.
        alone=kind == "multi" and entry.get("alone") is True,
    )


def remarks_in(entry: Mapping[str, Any], where: str) -> tuple[RemarkDefinition, ...]:
    return tuple(
        RemarkDefinition(
            kind=one_of(remark.get("kind", CAVEAT), REMARK_KINDS, f"{where}.kind"),
            text=local_of(by_language(remark), where),
        )
        for remark in list_of(entry, "remarks")
    )
