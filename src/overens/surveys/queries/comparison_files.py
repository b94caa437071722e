"""Two surveys side by side as data: for both waves and sides, one row an option."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, override

from overens.common.sheets import Column, write_csv
from overens.surveys.queries.shown import ShownSurvey
from overens.surveys.rules import SAME, OptionChange, QuestionResult, Verdict
from overens.surveys.rules.waves import ADAPTED

COLUMNS = (
    "question",
    "title",
    "grade",
    "option",
    "label",
    "before",
    "before_count",
    "before_base",
    "before_share",
    "after",
    "after_count",
    "after_base",
    "after_share",
    "difference",
    "low",
    "high",
    "p",
    "tests",
    "p_corrected",
    "verdict",
    "origin",
)


@dataclass(frozen=True)
class Compared:
    """Two surveys' questions as they are compared.

    Attributes:
        questions: (grade, before, after, options, verdict) of each that both ask; the
            verdict is of the grades of a scale, whose options have none.
    """

    before: ShownSurvey
    after: ShownSurvey
    questions: Sequence[
        tuple[
            str, QuestionResult, QuestionResult, Sequence[OptionChange], Verdict | None
        ]
    ]


def comparison_rows(compared: Compared) -> list[dict[str, Any]]:
    """Return the questions that two surveys share as rows by ``COLUMNS``.

    What is tested of a scale as a whole stands in a row without an option.
    """
    rows = []
    for grade, before, after, options, of_all in compared.questions:
        about = {
            "question": after.key,
            "title": after.item.title,
            "grade": grade,
            "before": compared.before.survey.slug,
            "after": compared.after.survey.slug,
            "before_base": None if before.is_withheld else before.base,
            "after_base": None if after.is_withheld else after.base,
            "origin": compared.after.survey.origin,
        }
        rows += [about | _option(option) for option in options] or [about]
        if of_all is not None:
            rows.append(about | _verdict(of_all))
    return [{name: row.get(name) for name in COLUMNS} for row in rows]


def _option(option: OptionChange) -> dict[str, Any]:
    said: dict[str, Any] = {
        "option": option.key,
        "label": option.label,
        "before_count": option.before.count,
        "before_share": option.before.share,
        "after_count": option.after.count,
        "after_share": option.after.share,
    }
    if option.change is not None:
        middle, low, high = (round(part, 4) for part in option.change)
        said |= {"difference": middle, "low": low, "high": high}
    if option.verdict is not None:
        said |= _verdict(option.verdict)
    return said


def _verdict(found: Verdict) -> dict[str, Any]:
    return {
        "p": round(found.tested.p, 4),
        "tests": found.of,
        "p_corrected": round(found.p, 4),
        "verdict": found.word,
    }


def _meanings() -> dict[str, str]:
    return {
        "question": gettext("the question's name in data"),
        "title": gettext("the question as asked"),
        "grade": gettext(
            "how alike the two askings are: A the same words and kind of respondents, "
            "or both sides in the same words; B the same words, others asked; C other "
            "words"
        ),
        "option": gettext("the option's name in data; empty of a scale as a whole"),
        "label": gettext("the option as asked"),
        "before": gettext("the first survey's name in data"),
        "before_count": gettext("units that chose it in the first; empty if withheld"),
        "before_base": gettext("units that answered the question in the first"),
        "before_share": gettext("count of base in the first, 0 to 1"),
        "after": gettext("the second survey's name in data"),
        "after_count": gettext("units that chose it in the second; empty if withheld"),
        "after_base": gettext("units that answered the question in the second"),
        "after_share": gettext("count of base in the second, 0 to 1"),
        "difference": gettext("share in the second less share in the first"),
        "low": gettext("least of the difference's interval (95 per cent, Newcombe)"),
        "high": gettext("most of the difference's interval (95 per cent, Newcombe)"),
        "p": gettext("of the test of this option, or of the means of a scale"),
        "tests": gettext("how many options of the question are tested at once"),
        "p_corrected": gettext(
            "p for being one of so many (Holm); the verdict is by it"
        ),
        "verdict": gettext(
            "sure (statistically significant), tendency or not sure; empty where "
            "nothing is tested"
        ),
        "origin": gettext("where the figures come from"),
    }


def _csv(compared: Compared) -> bytes:
    meanings = _meanings()
    columns = tuple(Column(name, name, meanings[name]) for name in COLUMNS)
    rows = [tuple(row.values()) for row in comparison_rows(compared)]
    return write_csv(columns, rows, keys=True)


def _json(compared: Compared) -> bytes:
    document = {
        "before": compared.before.survey.slug,
        "after": compared.after.survey.slug,
        "language": compared.after.language,
        "origin": compared.after.survey.origin,
        "rows": comparison_rows(compared),
    }
    return f"{json.dumps(document, ensure_ascii=False, indent=1)}\n".encode()


@dataclass(frozen=True)
class ComparisonFile:
    """One form that a comparison can be had in."""

    label: Promise
    media_type: str
    write: Callable[[Compared], bytes]


COMPARISON_FILES: dict[str, ComparisonFile] = {
    "csv": ComparisonFile(
        gettext_lazy("The comparison as CSV"), "text/csv; charset=utf-8", _csv
    ),
    "json": ComparisonFile(
        gettext_lazy("The comparison as JSON"), "application/json", _json
    ),
}


def comparison_file(compared: Compared, ending: str) -> bytes:
    """Return a comparison in one of the forms of ``COMPARISON_FILES``.

    Raises:
        KeyError: there is no such form.
    """
    with override(compared.after.language):
        return COMPARISON_FILES[ending].write(compared)


def grade_of(is_same: bool) -> str:
    """Return the grade of one question to both sides."""
    return SAME if is_same else ADAPTED
