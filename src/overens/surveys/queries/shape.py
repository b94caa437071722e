"""A survey's results as data: the contract's JSON document, and rows for a sheet."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, override

from overens.surveys.queries.interviews import interviews_data
from overens.surveys.queries.outcomes import group_rows, groups_document
from overens.surveys.queries.outside import outside_document
from overens.surveys.queries.shown import ShownQuestion, ShownSurvey
from overens.surveys.rules import OptionResult

# Columns of the results as a sheet: one row an option, one a question without options,
# and last one a group of the frame.
RESULT_COLUMNS = (
    "survey",
    "origin",
    "question",
    "kind",
    "title",
    "option",
    "label",
    "count",
    "suppressed",
    "base",
    "share",
    "frame",
    "bounds_low",
    "bounds_high",
    "interval_low",
    "interval_high",
    "respondents",
    "rate",
    "mean",
    "median",
    "count_mark",
    "base_mark",
    "respondents_mark",
    "unsaid",
    "lower_quartile",
    "upper_quartile",
    "mean_place",
    "placed",
)


def result_document(shown: ShownSurvey) -> dict[str, Any]:
    """Return the results in the shape that the contract promises."""
    result, survey = shown.result, shown.survey
    with override(shown.language):
        return {
            "survey": survey.slug,
            "language": shown.language,
            "unit": shown.words["unit"],
            "voice": shown.text("voice"),
            "mode": survey.mode,
            "origin": survey.origin,
            "units": {"frame": result.units.frame, "answered": result.units.answered},
            "respondents": {
                "frame": result.respondents.frame,
                "answered": result.respondents.answered,
                "declined": result.respondents.declined,
                "silent": result.respondents.silent,
            },
            "submissions": result.submissions,
            "questions": [_question(question) for question in shown.questions],
            **_coded(shown),
            **interviews_data(shown.interviews),
            "notes": [*shown.notes, *(figure.as_note for figure in shown.printed)],
            "method": shown.text("method"),
            **({"groups": groups_document(shown)} if result.groups else {}),
        }


def _question(shown: ShownQuestion) -> dict[str, Any]:
    asked = shown.result
    return {
        "key": asked.key,
        "kind": asked.item.kind,
        "title": asked.item.title,
        "base": None if asked.is_withheld else asked.base,
        "respondents": None if asked.is_withheld else asked.respondents,
        "rate": asked.rate,
        "options": [_option(option) for option in asked.options],
        "mean": _number(asked.mean),
        "median": _number(asked.median),
        "texts": list(asked.texts),
        "notes": [
            *shown.corrections,
            *shown.notes,
            *(figure.as_note for figure in shown.printed),
        ],
        **_more(shown),
    }


def _coded(shown: ShownSurvey) -> dict[str, Any]:
    """Return what texts were coded as, with the code book; nothing if none were."""
    if not shown.coded:
        return {}
    return {
        "coded": [
            {**_question(each), "code_book": dict(each.meanings)}
            for each in shown.coded
        ]
    }


def _more(shown: ShownQuestion) -> dict[str, Any]:
    """Return what some questions have besides what the contract promises of all."""
    asked = shown.result
    more: dict[str, Any] = {"unsaid": asked.unsaid} if asked.unsaid else {}
    if shown.outside:
        more["outside"] = outside_document(shown.outside)
    if asked.quartiles:
        more["quartiles"] = [_number(end) for end in asked.quartiles]
    return more


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _place(option: OptionResult) -> dict[str, Any]:
    if option.placed is None:
        return {}
    return {"placed": option.placed, "mean_place": _number(option.mean_place)}


def _option(option: OptionResult) -> dict[str, Any]:
    said: dict[str, Any] = {"key": option.key, "label": option.label}
    if option.suppressed:
        return said | {"suppressed": True}
    return said | {
        "count": option.count,
        "share": option.share,
        "bounds": None if option.bounds is None else list(option.bounds),
        "interval": None if option.interval is None else list(option.interval),
        "suppressed": False,
        **_place(option),
    }


def result_rows(shown: ShownSurvey) -> list[dict[str, Any]]:
    """Return the results as rows by ``RESULT_COLUMNS``; empty cells are None."""
    rows = []
    for question in shown.with_coded():
        asked = question.result
        quartiles = asked.quartiles or (None, None)
        about = {
            "survey": shown.survey.slug,
            "origin": shown.survey.origin,
            "question": asked.key,
            "kind": asked.item.kind,
            "title": asked.item.title,
            "base": None if asked.is_withheld else asked.base,
            "frame": shown.result.units.frame,
            "respondents": None if asked.is_withheld else asked.respondents,
            "rate": asked.rate,
            "mean": _number(asked.mean),
            "median": _number(asked.median),
            "unsaid": asked.unsaid,
            "lower_quartile": _number(quartiles[0]),
            "upper_quartile": _number(quartiles[1]),
            "base_mark": asked.item.marks.base or None,
            "respondents_mark": asked.item.marks.persons or None,
        }
        for option in asked.options:
            low_high = (
                *(option.bounds or (None,) * 2),
                *(option.interval or (None,) * 2),
            )
            rows.append(
                about
                | {
                    "option": option.key,
                    "label": option.label,
                    "count": option.count,
                    "suppressed": option.suppressed,
                    "share": option.share,
                    "bounds_low": low_high[0],
                    "bounds_high": low_high[1],
                    "interval_low": low_high[2],
                    "interval_high": low_high[3],
                    "count_mark": option.mark or None,
                    "mean_place": _number(option.mean_place),
                    "placed": option.placed,
                }
            )
        if not asked.options:
            rows.append(about)
    return [{column: row.get(column) for column in RESULT_COLUMNS} for row in rows]


def all_rows(shown: ShownSurvey) -> list[dict[str, Any]]:
    """Return the results as rows, and last who answered, one row a group."""
    rows = group_rows(shown)
    return [
        *result_rows(shown),
        *({column: row.get(column) for column in RESULT_COLUMNS} for row in rows),
    ]


def column_meanings() -> dict[str, str]:
    """Return what each column of the results' sheet holds, in the active language."""
    return {
        "survey": gettext("the survey's name in data"),
        "origin": gettext("where the figures come from"),
        "question": gettext(
            "the question's name in data; “.group” where a row says how many answered "
            "of a group of those asked about"
        ),
        "kind": gettext("kind of question"),
        "title": gettext("the question as asked"),
        "option": gettext("the option's name in data"),
        "label": gettext("the option as asked"),
        "count": gettext("units that chose it"),
        "suppressed": gettext("whether the figures are withheld; they are empty then"),
        "base": gettext("units that answered the question"),
        "share": gettext("count of base, 0 to 1"),
        "frame": gettext("units that the survey is about"),
        "bounds_low": gettext("surely at least, of all units"),
        "bounds_high": gettext("surely at most, of all units"),
        "interval_low": gettext("likely at least, of all units (95 per cent)"),
        "interval_high": gettext("likely at most, of all units (95 per cent)"),
        "respondents": gettext("persons behind the base"),
        "rate": gettext("base of the units that answered the survey, 0 to 1"),
        "mean": gettext("mean grade, or mean of the numbers"),
        "median": gettext("median grade, or median of the numbers"),
        "count_mark": _mark_meaning(gettext("the count")),
        "base_mark": _mark_meaning(gettext("the base")),
        "respondents_mark": _mark_meaning(gettext("the number of persons")),
        "unsaid": gettext(
            "units whose respondents do not know or will not say; never in the base, "
            "and empty where it could point somebody out"
        ),
        "lower_quartile": gettext("a quarter of the numbers lie below it"),
        "upper_quartile": gettext("three quarters of the numbers lie below it"),
        "mean_place": gettext("mean place where options are put in order"),
        "placed": gettext("units that gave the option a place, whichever"),
    }


def _mark_meaning(what: str) -> str:
    return gettext(
        "how far %(what)s can be trusted where it is reconstructed. “printed”: it "
        "stands in the source. “follows”: no other fits what is printed. “chosen”: "
        "ours, others would fit too"
    ) % {"what": what}
