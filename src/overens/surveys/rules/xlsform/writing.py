"""From questions to the sheets of an XLSForm, which ``reading`` reads back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from overens.surveys.rules.defined_questions import QuestionDefinition
from overens.surveys.rules.options import WrittenOption
from overens.surveys.rules.shapes import LocalText
from overens.surveys.rules.xlsform.expressions import (
    written_alone,
    written_condition,
    written_limits,
)
from overens.surveys.rules.xlsform.reading import (
    AS_MATRIX,
    AS_SCALE,
    AS_UNITS,
    BEGIN,
    END,
    NOTE,
)
from overens.surveys.rules.xlsform.sheets import (
    CHOICES,
    LANGUAGES,
    SETTINGS,
    SURVEY,
    TEXT_COLUMNS,
)

_LABELS = {lang: f"label::{name}" for lang, name in LANGUAGES.items()}
_HINTS = {lang: f"hint::{name}" for lang, name in LANGUAGES.items()}
COLUMNS = {
    SURVEY: (
        "type",
        "name",
        *_LABELS.values(),
        *_HINTS.values(),
        "relevant",
        "constraint",
        "appearance",
        "decimals",
        "unit_sv",
        "unit_en",
    ),
    CHOICES: ("list_name", "name", *_LABELS.values(), "definition_sv", "definition_en"),
    SETTINGS: ("form_title", "form_id", "default_language", *TEXT_COLUMNS),
}
# Our kinds as types; "%s" is the list of choices.
_TYPES = {
    "single": "select_one %s",
    "scale": "select_one %s",
    "multi": "select_multiple %s",
    "ranking": "rank %s",
    "text": "text",
    "date": "date",
    "consent": "acknowledge",
    "units": NOTE,
}
_APPEARANCES = {"scale": AS_SCALE, "units": AS_UNITS}

Row = dict[str, str]


def written_xlsform(
    *,
    slug: str,
    texts: Mapping[str, LocalText],
    questions: Sequence[QuestionDefinition],
) -> dict[str, list[list[str]]]:
    """Return a questionnaire as the rows of three sheets, their columns first.

    Args:
        slug: the form's name in data.
        texts: of the survey, by name. The introduction is a note before the first
            question; what an XLSForm has no place for stands in columns of our own.
        questions: in their order, with sections and conditions.
    """
    choices: list[Row] = []
    rows: list[Row] = []
    introduction = texts.get("introduction", {})
    if introduction:
        rows.append({"type": NOTE, "name": "_introduction", **_in(introduction)})
    is_open = False
    for question in questions:
        if is_open and question.section:
            rows.append({"type": END})
            is_open = False
        if question.section:
            name = f"_section_{_name(question.key)}"
            rows.append({"type": BEGIN, "name": name, **_in(question.section)})
            is_open = True
        rows += _question(question)
        choices += _choices(question)
    if is_open:
        rows.append({"type": END})
    title = texts["title"]
    plainly = "sv" if title.get("sv") else "en"
    settings = {
        "form_title": title.get(plainly, slug),
        "form_id": _name(slug),
        "default_language": LANGUAGES[plainly],
        **{
            column: texts.get(name, {}).get(language, "")
            for column, (name, language) in TEXT_COLUMNS.items()
        },
    }
    sheets = {SURVEY: rows, CHOICES: choices, SETTINGS: [settings]}
    return {
        name: [list(COLUMNS[name])]
        + [[row.get(column, "") for column in COLUMNS[name]] for row in sheet]
        for name, sheet in sheets.items()
    }


def _question(question: QuestionDefinition) -> list[Row]:
    name = _name(question.key)
    about: Row = {
        "name": name,
        **_in(question.title),
        **_in(question.instruction, _HINTS),
        "relevant": written_condition(
            {_name(key): options for key, options in question.condition.items()}
        ),
    }
    settings = question.settings
    if question.kind == "matrix":
        asked = [
            {
                "type": f"select_one {name}",
                "name": f"{name}__{_name(row['key'])}",
                **_in(row["label"]),
            }
            for row in settings["rows"]
        ]
        start = {"type": BEGIN, "appearance": AS_MATRIX, **about}
        return [start, *asked, {"type": END}]
    if question.kind == "number":
        decimals = settings.get("decimals", 0)
        about["type"] = "decimal" if decimals else "integer"
        about["decimals"] = str(decimals or "")
    else:
        written = _TYPES[question.kind]
        about["type"] = written % name if "%s" in written else written
        if question.own_text:
            about["type"] += " or_other"
    unit: Mapping[str, str] = settings.get("unit", {})
    return [
        {
            **about,
            "appearance": _APPEARANCES.get(question.kind, ""),
            "constraint": written_limits(
                settings.get("least", ""),
                settings.get("most", ""),
                is_day=question.kind == "date",
            )
            or written_alone(one.key for one in question.options if one.alone),
            **{f"unit_{language}": text for language, text in unit.items()},
        }
    ]


def _choices(question: QuestionDefinition) -> list[Row]:
    return [_choice(question, option) for option in question.options]


def _choice(question: QuestionDefinition, option: WrittenOption) -> Row:
    meaning: dict[str, Any] = dict(option.meaning)
    return {
        "list_name": _name(question.key),
        "name": option.key,
        **_in(option.label),
        **{f"definition_{language}": text for language, text in meaning.items()},
    }


def _in(text: Mapping[str, str], columns: Mapping[str, str] = _LABELS) -> Row:
    return {columns[lang]: said for lang, said in text.items() if lang in columns}


def _name(key: str) -> str:
    """Return a key as a name of XML: hyphens could be a minus, and no figure first."""
    name = key.replace("-", "_")
    return f"_{name}" if name[:1].isdigit() else name
