"""A questionnaire as a file in the own format: what ``read_definition`` reads back.

Rule B9 of docs/rules/surveys.md. Only texts and questions: no frame, no answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from overens.surveys.rules.defined_questions import QuestionDefinition
from overens.surveys.rules.definition import (
    SURVEY_TEXTS,
    SurveyDefinition,
    read_definition,
)
from overens.surveys.rules.marks import Marks
from overens.surveys.rules.shapes import LocalText, table_of

FORMAT = 1
# What was found out is no part of what is asked.
_ASKED_TEXTS = tuple(
    name for name in SURVEY_TEXTS if name not in ("finding", "source", "method")
)


def written_questionnaire(
    *,
    slug: str,
    mode: str,
    texts: Mapping[str, LocalText],
    questions: Sequence[QuestionDefinition],
) -> dict[str, Any]:
    """Return a questionnaire as plain values, for JSON."""
    said = {name: dict(texts[name]) for name in _ASKED_TEXTS}
    return {
        "format": FORMAT,
        "survey": {
            "slug": slug,
            "mode": mode,
            **{name: text for name, text in said.items() if text},
        },
        "questions": [_question(question) for question in questions],
    }


def read_questionnaire(data: Mapping[str, Any]) -> SurveyDefinition:
    """Return the texts and questions of a survey's file, and nothing that was answered.

    Raises:
        WrongDefinition: something is missing, unknown or of the wrong kind; it says
            where.
    """
    survey = table_of(data, "survey")
    kept = {name: survey[name] for name in ("slug", *_ASKED_TEXTS) if name in survey}
    read = read_definition({"survey": kept, "questions": data.get("questions", [])})
    return replace(
        read,
        questions=tuple(
            replace(question, finding={}, remarks=(), marks=Marks())
            for question in read.questions
        ),
    )


def _question(question: QuestionDefinition) -> dict[str, Any]:
    said: dict[str, Any] = {
        "key": question.key,
        "kind": question.kind,
        "title": dict(question.title),
        "instruction": dict(question.instruction),
        "options": [
            {
                "key": option.key,
                "label": dict(option.label),
                **({"meaning": dict(option.meaning)} if option.meaning else {}),
                **({"alone": True} if option.alone else {}),
            }
            for option in question.options
        ],
        "own_text": question.own_text,
        **question.settings,
        "provenance": dict(question.provenance),
        "section": dict(question.section),
        "asked_if": {key: list(chosen) for key, chosen in question.condition.items()},
    }
    return {name: value for name, value in said.items() if value}
