"""Surveys without a database, for the tests of rules."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from overens.surveys.rules import (
    DECLINED,
    Frame,
    Item,
    Option,
    Respondent,
    Row,
    Sheet,
    SurveyDefinition,
    SurveyResult,
    read_answers,
    read_definition,
    survey_result,
)

HOK = files("overens.config.demonstration") / "sources" / "hok-2020.toml"


@cache
def hok() -> SurveyDefinition:
    """Return the survey of 2020 as its file says it."""
    return read_definition(tomllib.loads(HOK.read_text(encoding="utf-8")))


def items_of(definition: SurveyDefinition, language: str = "sv") -> list[Item]:
    """Return the questions in one language."""
    return [
        Item(
            question.key,
            question.kind,
            question.title[language],
            tuple(Option(o.key, o.label[language]) for o in question.options),
            question.own_text,
            {label: o.key for o in question.options for label in o.label.values()},
            question.marks,
        )
        for question in definition.questions
    ]


def frame_of(definition: SurveyDefinition) -> Frame:
    """Return whom the survey asks about what."""
    return Frame(
        {unit.key: unit.stratum for unit in definition.units},
        tuple(
            Respondent(person.key, person.units, person.outcome == DECLINED)
            for person in definition.respondents
        ),
        names={unit.name["sv"]: unit.key for unit in definition.units},
    )


def sheets_of(definition: SurveyDefinition) -> tuple[Sheet, ...]:
    """Return the answer sheets, read as an import reads them."""
    headings = list(dict.fromkeys(name for row in definition.rows for name in row))
    rows = [Row(number, row) for number, row in enumerate(definition.rows, 2)]
    return read_answers(
        items_of(definition), frame_of(definition), headings, rows
    ).sheets


@cache
def hok_result(language: str = "sv") -> SurveyResult:
    """Return the figures of 2020."""
    definition = hok()
    quotes: dict[str, list[str]] = {}
    for quote in definition.quotes:
        quotes.setdefault(quote.question, []).append(quote.text[language])
    return survey_result(
        items_of(definition, language),
        frame_of(definition),
        sheets_of(definition),
        quotes,
        submissions_mark=definition.submissions_mark,
    )


def unit_sheets(answers: list[dict[str, object]]) -> list[Sheet]:
    """Return one sheet a unit, each by a person of their own."""
    return [Sheet(f"p{n}", (f"u{n}",), one) for n, one in enumerate(answers)]


def plain_frame(units: int, persons: int | None = None) -> Frame:
    """Return a frame of units u0, u1 … and as many persons, one for each."""
    return Frame(
        {f"u{n}": "" for n in range(units)},
        tuple(
            Respondent(f"p{n}", (f"u{n}",))
            for n in range(units if persons is None else persons)
        ),
    )


def small(**survey: object) -> dict[str, object]:
    """Return a little survey in the own format: no answers yet.

    Args:
        **survey: what differs in its table ``survey``.
    """
    return {
        "format": 1,
        "survey": {
            "slug": "liten",
            "space": "strandland",
            "year": 2026,
            "origin": "made up",
            "mode": "open",
            "published": True,
            "title": {"sv": "En liten enkät", "en": "A small survey"},
            "unit": {"sv": "nämnd", "en": "committee"},
            "units": {"sv": "nämnder", "en": "committees"},
            "respondents": {"sv": "sekreterare", "en": "secretaries"},
            **survey,
        },
        "questions": [
            {"key": "about", "kind": "units", "title": {"sv": "Gäller", "en": "For"}},
            {
                "key": "known",
                "kind": "single",
                "title": {"sv": "Känd?", "en": "Known?"},
                "options": [
                    {"key": "yes", "sv": "Ja", "en": "Yes"},
                    {"key": "no", "sv": "Nej", "en": "No"},
                ],
            },
            {
                "key": "hurdles",
                "kind": "multi",
                "own_text": True,
                "title": {"sv": "Hinder?", "en": "Obstacles?"},
                "options": [
                    {"key": "time", "sv": "Tid", "en": "Time"},
                    {"key": "money", "sv": "Pengar, kort sagt", "en": "Money"},
                ],
            },
            {
                "key": "grade",
                "kind": "scale",
                "title": {"sv": "Betyg?", "en": "Grade?"},
                "options": [
                    {"key": str(n), "sv": str(n), "en": str(n)} for n in (1, 2, 3)
                ],
            },
            {"key": "wish", "kind": "text", "title": {"sv": "Önskan?", "en": "Wish?"}},
        ],
        "frame": {
            "units": [
                {"key": "kultur", "sv": "Kulturnämnden", "en": "Culture"},
                {"key": "trafik", "sv": "Trafiknämnden", "en": "Traffic"},
                {"key": "social", "sv": "Socialnämnden", "en": "Social"},
            ],
            "respondents": [
                {"key": "nils", "name": "Nils", "units": ["kultur", "trafik"]},
                {"key": "ida", "name": "Ida", "units": ["social"]},
            ],
        },
    }
