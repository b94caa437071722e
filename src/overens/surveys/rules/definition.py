"""A survey as a file: questions, frame, answers, and what a source printed.

The own format of ``create_survey`` and of the demonstration, read from TOML or JSON.
docs/rules/surveys.md lists its keys. This module says whether a file is whole, and
where it is not; it stores nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from overens.surveys.rules.defined_questions import (
    QuestionDefinition,
    RemarkDefinition,
    mark_in,
    questions_in,
    remarks_in,
)
from overens.surveys.rules.disclosure import LEAST_EVER, LEAST_PERSONS
from overens.surveys.rules.frames import ANSWERED, MODES, OUTCOMES
from overens.surveys.rules.printed import FIGURES
from overens.surveys.rules.shapes import (
    LocalText,
    NotAList,
    NotANumber,
    NotATable,
    by_language,
    check_unique,
    key_of,
    list_of,
    local_of,
    number_of,
    one_of,
    table_of,
    text_of,
)

ORIGINS = ("own", "source", "reconstructed", "made up")


@dataclass(frozen=True)
class UnitDefinition:
    """A unit of the frame."""

    key: str
    name: LocalText
    stratum: str


@dataclass(frozen=True)
class RespondentDefinition:
    """A respondent of the frame, where they are reached, and whether they declined."""

    key: str
    name: str
    units: tuple[str, ...]
    outcome: str
    address: str = ""


@dataclass(frozen=True)
class QuoteDefinition:
    """A text that may be shown, found among the answers by its Swedish wording.

    One that stands alone is known from print: it is no sheet's, for nobody knows whose.
    """

    question: str
    text: LocalText
    stands_alone: bool


@dataclass(frozen=True)
class PrintedDefinition:
    """A figure that a source printed; ``differs`` where ours is another.

    ``options`` are those that the figure is about: one for a share, or several that
    the source takes together.
    """

    question: str
    figure: str
    options: tuple[str, ...]
    text: str
    comment: LocalText
    differs: bool


@dataclass(frozen=True)
class SurveyDefinition:
    """A whole survey as its file says it.

    Attributes:
        space: slug of the compact's space; "" where the caller is to say.
        rows: cells by column, one a submission, as ``read_answers`` takes them.
        counts: published counts by question and option, where a survey is known only
            by them.
        submissions_mark: whether the number of sheets is the source's or ours.
        strata: names of the groups of units, by key.
    """

    slug: str
    space: str
    year: int | None
    origin: str
    mode: str
    huvudman: str
    least_persons: int
    published: bool
    open_frame: bool
    texts: Mapping[str, LocalText]
    remarks: tuple[RemarkDefinition, ...]
    questions: tuple[QuestionDefinition, ...]
    units: tuple[UnitDefinition, ...]
    respondents: tuple[RespondentDefinition, ...]
    rows: tuple[Mapping[str, object], ...]
    quotes: tuple[QuoteDefinition, ...]
    printed: tuple[PrintedDefinition, ...]
    counts: Mapping[str, Mapping[str, int]]
    submissions_mark: str
    strata: Mapping[str, LocalText] = field(default_factory=dict)


# Texts of a survey: the first three have to be there.
SURVEY_TEXTS = (
    "title",
    "unit",
    "units",
    "respondent",
    "respondents",
    "voice",
    "finding",
    "introduction",
    "promise",
    "contact",
    "source",
    "method",
)
REQUIRED_TEXTS = SURVEY_TEXTS[:3]


def read_definition(data: Mapping[str, Any]) -> SurveyDefinition:
    """Return the survey that a file describes.

    Args:
        data: the file as TOML or JSON gives it.

    Raises:
        WrongDefinition: something is missing, unknown or of the wrong kind; it says
            where.
    """
    survey = table_of(data, "survey")
    slug = key_of(survey.get("slug"), "survey.slug")
    frame = table_of(data, "frame") if "frame" in data else {}
    questions = questions_in(data)
    units = tuple(
        _unit(entry, f"frame.units.{number}")
        for number, entry in enumerate(list_of(frame, "units"), 1)
    )
    check_unique((unit.key for unit in units), "frame.units")
    respondents = tuple(
        _respondent(entry, f"frame.respondents.{number}", {unit.key for unit in units})
        for number, entry in enumerate(list_of(frame, "respondents"), 1)
    )
    check_unique((person.key for person in respondents), "frame.respondents")
    year = survey.get("year")
    if year is not None and not str(year).isdigit():
        raise NotANumber(where="survey.year")
    return SurveyDefinition(
        slug=slug,
        space=text_of(survey, "space", "survey.space", required=False),
        year=None if year is None else int(year),
        origin=one_of(survey.get("origin", "own"), ORIGINS, "survey.origin"),
        mode=one_of(survey.get("mode", "open"), MODES, "survey.mode"),
        huvudman=text_of(survey, "huvudman", "survey.huvudman", required=False),
        least_persons=number_of(
            survey, "least_persons", "survey", LEAST_PERSONS, at_least=LEAST_EVER
        ),
        published=bool(survey.get("published", False)),
        open_frame=bool(frame.get("open", False)),
        strata={
            key_of(key, "frame.strata"): local_of(name, f"frame.strata.{key}")
            for key, name in table_of({"strata": {}, **frame}, "strata").items()
        },
        texts={
            name: local_of(
                survey.get(name), f"survey.{name}", required=name in REQUIRED_TEXTS
            )
            for name in SURVEY_TEXTS
        },
        remarks=remarks_in(survey, "survey.remarks"),
        questions=questions,
        units=units,
        respondents=respondents,
        rows=tuple(
            _sheet(entry, f"sheets.{number}")
            for number, entry in enumerate(list_of(data, "sheets"), 1)
        ),
        quotes=tuple(
            _quote(entry, f"quotes.{number}", questions)
            for number, entry in enumerate(list_of(data, "quotes"), 1)
        ),
        printed=tuple(
            _printed(entry, f"printed.{number}", questions)
            for number, entry in enumerate(list_of(data, "printed"), 1)
        ),
        counts=_counts(data.get("counts", {})),
        submissions_mark=mark_in(survey, "submissions_mark", "survey"),
    )


def _unit(entry: Mapping[str, Any], where: str) -> UnitDefinition:
    name = by_language(entry)
    return UnitDefinition(
        key=key_of(entry.get("key"), f"{where}.key"),
        name=local_of(name or entry.get("name"), where),
        stratum=text_of(entry, "stratum", f"{where}.stratum", required=False),
    )


def _respondent(
    entry: Mapping[str, Any], where: str, units: set[str]
) -> RespondentDefinition:
    covered = entry.get("units", [])
    if not isinstance(covered, list):
        raise NotAList(where=f"{where}.units")
    for unit in covered:
        one_of(unit, units, f"{where}.units")
    key = key_of(entry.get("key"), f"{where}.key")
    return RespondentDefinition(
        key=key,
        name=str(entry.get("name") or key),
        units=tuple(covered),
        outcome=one_of(entry.get("outcome", ANSWERED), OUTCOMES, f"{where}.outcome"),
        address=text_of(entry, "address", f"{where}.address", required=False),
    )


def _sheet(entry: Mapping[str, Any], where: str) -> Mapping[str, object]:
    answers = entry.get("answers", {})
    if not isinstance(answers, dict):
        raise NotATable(where=f"{where}.answers")
    return {
        "respondent": entry.get("respondent", ""),
        "units": entry.get("units", []),
        **answers,
    }


def _quote(
    entry: Mapping[str, Any], where: str, questions: Sequence[QuestionDefinition]
) -> QuoteDefinition:
    text = by_language(entry)
    return QuoteDefinition(
        question=one_of(
            entry.get("question"), [q.key for q in questions], f"{where}.question"
        ),
        text=local_of(text, where),
        stands_alone=bool(entry.get("stands_alone", False)),
    )


def _printed(
    entry: Mapping[str, Any], where: str, questions: Sequence[QuestionDefinition]
) -> PrintedDefinition:
    question = entry.get("question", "")
    options = entry.get("options", [entry["option"]] if "option" in entry else [])
    if not isinstance(options, list):
        raise NotAList(where=f"{where}.options")
    if question:
        one_of(question, [q.key for q in questions], f"{where}.question")
    for option in options:
        asked = next((q for q in questions if q.key == question), None)
        known = [o.key for o in asked.options] if asked else []
        one_of(option, known, f"{where}.option")
    return PrintedDefinition(
        question=question,
        figure=one_of(entry.get("figure"), FIGURES, f"{where}.figure"),
        options=tuple(options),
        text=text_of(entry, "text", f"{where}.text"),
        comment=local_of(entry.get("comment"), f"{where}.comment", required=False),
        differs=bool(entry.get("differs", False)),
    )


def _counts(data: object) -> dict[str, dict[str, int]]:
    if not isinstance(data, dict):
        raise NotATable(where="counts")
    counts: dict[str, dict[str, int]] = {}
    for question, options in data.items():
        if not isinstance(options, dict) or not all(
            isinstance(count, int) and not isinstance(count, bool) and count >= 0
            for count in options.values()
        ):
            raise NotANumber(where=f"counts.{question}")
        counts[question] = dict(options)
    return counts
