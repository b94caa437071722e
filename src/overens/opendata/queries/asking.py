"""Surveys, their questions and what the answers come to.

Only surveys that were answered openly: of the others nothing is read here (what has
been given out of them by group is in ``grouping``). Figures come through
``surveys.queries``, as on the page, so that what is withheld there is withheld here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from overens.common.formats import language_or_active
from overens.common.texts import LocalText
from overens.opendata.queries.columns import (
    DataColumn,
    Of,
    Words,
    labels,
    local_column,
    origin_column,
)
from overens.opendata.queries.sets import Asked, DataSet
from overens.surveys.models import Question, QuestionnaireItem, Survey
from overens.surveys.queries import shown_survey
from overens.surveys.queries.shape import RESULT_COLUMNS, column_meanings, result_rows
from overens.surveys.queries.versions import every_part_of
from overens.surveys.rules import (
    MARKS,
    MODES,
    OPEN,
    QUESTION_TYPES,
    Frame,
    Item,
    survey_result,
)
from overens.surveys.rules.sides import SIDES

PART = "surveys"


def published(asked: Asked) -> QuerySet[Survey]:
    """Return the surveys that everybody may know of."""
    found = Survey.objects.published().filter(space=asked.space)
    return found.select_related("space").order_by("year", "id")


def open_surveys(asked: Asked) -> QuerySet[Survey]:
    """Return the surveys whose answers may be shown."""
    return published(asked).filter(mode=OPEN)


def _if_open(name: str) -> Any:
    """Return a text that may speak of the answers, where they may be shown."""
    return lambda row: getattr(row, name) if row.mode == OPEN else None


survey = Of(Survey)
SURVEYS = DataSet(
    "surveys",
    PART,
    _("Surveys"),
    _("What has been asked of whom, under which promise."),
    (
        survey.id(),
        survey.key("slug", _("Name in addresses"), _("Its name in addresses.")),
        survey.integer("year", _("Year"), _("The year it was answered.")),
        *survey.texts("title", _("Title"), _("Its title.")),
        survey.key(
            "mode",
            _("Mode"),
            _(
                "What those who answered were promised. Figures are given for open "
                "ones; of the others only by group, as far as they are given out."
            ),
            words=labels(MODES),
        ),
        survey.integer(
            "least_persons",
            _("Least number of persons"),
            _("Behind a figure that is shown, where answers were not given openly."),
        ),
        survey.key(
            "side",
            _("Side"),
            _("Which side it asks, where both are asked the same. Empty elsewhere."),
            words=labels(SIDES),
        ),
        survey.text("huvudman", _("Huvudman"), _("The body whose record it is.")),
        survey.flag(
            "open_frame",
            _("Open frame"),
            _("True where nobody knows how many could have answered."),
        ),
        *local_column(
            "finding",
            _("Main finding"),
            _("In one sentence. Empty where figures are withheld."),
            _if_open("finding"),
            "surveys.Survey.finding",
        ),
        *survey.texts("introduction", _("Introduction"), _("What it was about.")),
        *survey.texts("promise", _("Promise"), _("To those who answered.")),
        *survey.texts("unit", _("What is counted, one"), _("For example committee.")),
        *survey.texts(
            "units", _("What is counted, several"), _("For example committees.")
        ),
        *survey.texts("respondent", _("Who answers, one"), _("For example secretary.")),
        *survey.texts(
            "respondents", _("Who answers, several"), _("For example secretaries.")
        ),
        *survey.texts("voice", _("Voice"), _("Whose word the results are.")),
        *survey.texts("source", _("Source"), _("Where the answers come from.")),
        survey.key(
            "submissions_mark",
            _("The number of sheets is"),
            _("Whether it is the source’s or ours. Empty where it is counted."),
            words=labels(MARKS),
        ),
        *local_column(
            "method",
            _("Method"),
            _("How it was done. Empty where figures are withheld."),
            _if_open("method"),
            "surveys.Survey.method",
        ),
        survey.page(),
        survey.origin(),
    ),
    lambda asked: [published(asked)],
)

# --- questions ------------------------------------------------------------------------


def _labels_in(language: str) -> Any:
    return lambda item: [
        LocalText(option["label"]).in_language(language)
        for option in item.question.options
    ]


_ENDS = ("least", "most", "decimals")


def _settings(stored: Mapping[str, Any]) -> list[str]:
    """Return a question's unit, by language, and its limits, each with its name."""
    unit = LocalText(stored.get("unit") or {})
    said = [f"unit ({language}): {text}" for language, text in unit.items()]
    said += [f"{name}: {stored[name]}" for name in _ENDS if name in stored]
    for row in stored.get("rows", ()):
        label = LocalText(row["label"])
        said += [
            f"{row['key']} ({language}): {text}" for language, text in label.items()
        ]
    return said


def _items(asked: Asked) -> QuerySet[QuestionnaireItem]:
    return (
        QuestionnaireItem.objects.filter(questionnaire__survey__in=open_surveys(asked))
        .select_related("questionnaire__survey", "question__replaces")
        .order_by("questionnaire__survey", "questionnaire__version", "place")
    )


item = Of(QuestionnaireItem)
question = Of(Question, via=lambda row: row.question)
QUESTIONS = DataSet(
    "survey-questions",
    PART,
    _("Survey questions"),
    _("What was asked, in the words it was asked in, and where the words come from."),
    (
        question.id(),
        DataColumn(
            "survey",
            _("Survey"),
            _("Its name in addresses."),
            "key",
            lambda row: row.questionnaire.survey.slug,
        ),
        DataColumn(
            "version",
            _("Version"),
            _("Of the questionnaire."),
            "integer",
            lambda row: row.questionnaire.version,
        ),
        item.integer("place", _("Order"), _("Its place in the questionnaire.")),
        item.key("key", _("Question"), _("Its name in the results.")),
        question.key(
            "key", _("In the bank"), _("Its name in the bank."), key="bank_key"
        ),
        question.key(
            "kind",
            _("Kind"),
            _("How it is answered."),
            words={each.key: each.label for each in QUESTION_TYPES.values()},
        ),
        *question.texts("title", _("Question as asked"), _("The wording.")),
        *question.texts("instruction", _("Instruction"), _("What stood beside it.")),
        question.several(
            "options",
            _("Options"),
            _("Keys of what could be chosen."),
            get=lambda row: [option["key"] for option in row.options],
        ),
        DataColumn(
            "options_sv",
            _("Options (in Swedish)"),
            _("What could be chosen, in the same order."),
            "list",
            _labels_in("sv"),
            language="sv",
        ),
        DataColumn(
            "options_en",
            _("Options (in English)"),
            _("What could be chosen, in the same order."),
            "list",
            _labels_in("en"),
            language="en",
        ),
        question.flag(
            "own_text", _("Own words"), _("Whether there was a line for own words.")
        ),
        question.several(
            "settings",
            _("Unit, limits, rows"),
            _(
                "Of a number or a day: what it counts, and between what it lies. Of "
                "several rows on one scale: the rows."
            ),
            get=lambda row: _settings(row.settings),
        ),
        *question.texts("provenance", _("Provenance"), _("Where the words come from.")),
        question.link(
            "replaces", _("Replaces"), _("Identifier of the wording before."), "uuid"
        ),
        *item.texts(
            "section", _("Section"), _("Heading of the section that begins with it.")
        ),
        DataColumn(
            "asked_if",
            _("Asked if"),
            _("Earlier answers that it waits for; empty where it is asked of all."),
            "list",
            lambda row: [
                f"{key}: {option}"
                for key, options in row.condition.items()
                for option in options
            ],
            (item.path("condition"),),
        ),
        *item.texts("finding", _("Finding"), _("What the answers say, in short.")),
        DataColumn(
            "question",
            _("Wording"),
            _("Identifier of the wording, the same wherever it is asked."),
            "key",
            lambda row: str(row.question.uuid),
            (item.path("question"),),
        ),
        question.origin(),
    ),
    lambda asked: [_items(asked)],
)

# --- results --------------------------------------------------------------------------

_RESULT_HEADINGS: dict[str, tuple[Words, str]] = {
    "survey": (_("Survey"), "key"),
    "origin": (_("Origin"), "key"),
    "question": (_("Question"), "key"),
    "kind": (_("Kind"), "key"),
    "title": (_("Question as asked"), "text"),
    "option": (_("Option"), "key"),
    "label": (_("Option as asked"), "text"),
    "count": (_("Chosen by"), "integer"),
    "suppressed": (_("Withheld"), "boolean"),
    "base": (_("Base"), "integer"),
    "share": (_("Share"), "number"),
    "frame": (_("In the frame"), "integer"),
    "bounds_low": (_("Surely at least"), "integer"),
    "bounds_high": (_("Surely at most"), "integer"),
    "interval_low": (_("Likely at least"), "integer"),
    "interval_high": (_("Likely at most"), "integer"),
    "respondents": (_("Persons"), "integer"),
    "rate": (_("Rate"), "number"),
    "mean": (_("Mean"), "number"),
    "median": (_("Median"), "number"),
    "count_mark": (_("The count is"), "key"),
    "base_mark": (_("The base is"), "key"),
    "respondents_mark": (_("The number of persons is"), "key"),
    "unsaid": (_("Do not know or will not say"), "integer"),
    "lower_quartile": (_("Lower quartile"), "number"),
    "upper_quartile": (_("Upper quartile"), "number"),
    "mean_place": (_("Mean place"), "number"),
    "placed": (_("Has a place"), "integer"),
}


def _meaning(key: str) -> Words:
    return lazystr(_Meaning(key))


@dataclass(frozen=True)
class _Meaning:
    """What a column of results holds, looked up in the reader's language."""

    key: str

    def __str__(self) -> str:
        meaning = column_meanings()[self.key]
        return f"{meaning[:1].upper()}{meaning[1:]}."


def _result_column(key: str) -> DataColumn:
    heading, kind = _RESULT_HEADINGS[key]
    if key == "origin":
        return origin_column(lambda row: row[key])
    fields = ("surveys.QuestionnaireItem.marks",) if key.endswith("_mark") else ()
    return DataColumn(key, heading, _meaning(key), kind, lambda row: row[key], fields)


def _results(asked: Asked) -> Iterator[dict[str, Any]]:
    for each in open_surveys(asked):
        shown = shown_survey(
            each, language_or_active(), only_figures=True, with_codes=True
        )
        yield from result_rows(shown)


def published_once(asked: Asked) -> list[Survey]:
    """Return the published surveys, read once while rows are counted. 1 query."""
    if "surveys" not in asked.kept:
        asked.kept["surveys"] = list(published(asked))
    found: list[Survey] = asked.kept["surveys"]
    return found


def parts_once(asked: Asked) -> dict[int, list[Item]]:
    """Return what published surveys ask, read once while rows are counted. 1 query."""
    if "survey parts" not in asked.kept:
        asked.kept["survey parts"] = every_part_of(published_once(asked), "sv")
    found: dict[int, list[Item]] = asked.kept["survey parts"]
    return found


def _count_results(asked: Asked) -> int:
    """Count options: two queries for all surveys, and no answer read."""
    count = 0
    for each in published_once(asked):
        if each.mode != OPEN:
            continue
        items = parts_once(asked)[each.pk]
        for asked_of in survey_result(items, Frame({}, ()), []).questions:
            count += len(asked_of.options) or 1
    return count


RESULTS = DataSet(
    "survey-results",
    PART,
    _("Survey results"),
    _(
        "What the answers come to: one row for each option of each question, with "
        "base, bounds and interval. Only surveys that were answered openly."
    ),
    tuple(_result_column(key) for key in RESULT_COLUMNS),
    shaped=_results,
    counted=_count_results,
)

SETS = (SURVEYS, QUESTIONS, RESULTS)
