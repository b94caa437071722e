"""What is said beside a survey's figures: own words, reservations, printed figures.

Only surveys that were answered openly, as in ``asking``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from overens.common.models import RECONSTRUCTED, SOURCE
from overens.common.texts import LocalText
from overens.opendata.queries.asking import PART, open_surveys
from overens.opendata.queries.columns import (
    DataColumn,
    Of,
    local_column,
    origin_column,
)
from overens.opendata.queries.sets import Asked, DataSet
from overens.surveys.models import PrintedFigure, Remark, Survey
from overens.surveys.queries.stored import released_texts
from overens.surveys.rules import REMARK_KINDS


@dataclass(frozen=True)
class _Text:
    survey: Survey
    question: str
    text: LocalText


def _texts(asked: Asked) -> Iterator[_Text]:
    for each in open_surveys(asked):
        for key, texts in released_texts(each).items():
            for text in texts:
                yield _Text(each, key, text)


def _quoted(of: Survey) -> str:
    """Return the origin of what is quoted: a reconstruction quotes its source."""
    return SOURCE if of.origin == RECONSTRUCTED else of.origin


TEXTS = DataSet(
    "survey-texts",
    PART,
    _("Survey answers in own words"),
    _(
        "Texts that somebody has read and released, each without its writer and in an "
        "order of its own. Only surveys that were answered openly."
    ),
    (
        DataColumn(
            "survey",
            _("Survey"),
            _("Its name in addresses."),
            "key",
            lambda row: row.survey.slug,
        ),
        DataColumn(
            "question",
            _("Question"),
            _("Its name in the results."),
            "key",
            lambda row: row.question,
            ("surveys.ReleasedText.question_key",),
        ),
        *local_column(
            "text",
            _("Text"),
            _("As released."),
            lambda row: row.text,
            "surveys.ReleasedText.text",
        ),
        origin_column(lambda row: _quoted(row.survey)),
    ),
    shaped=_texts,
    counted=lambda asked: sum(1 for _row in _texts(asked)),
)

# --- what is said about the results ---------------------------------------------------

remark = Of(Remark)
REMARKS = DataSet(
    "survey-remarks",
    PART,
    _("Remarks on surveys"),
    _("What a reader has to know before believing a figure."),
    (
        remark.link("survey", _("Survey"), _("Its name in addresses.")),
        remark.key("question_key", _("Question"), _("Empty: the whole survey.")),
        remark.key(
            "kind",
            _("Kind"),
            _("A reservation, or what a promise would have withheld."),
            words=dict.fromkeys(REMARK_KINDS, ""),
        ),
        remark.integer("place", _("Order"), _("Its place in the list.")),
        *remark.texts("text", _("Text"), _("The remark.")),
        origin_column(lambda row: row.survey.origin),
    ),
    lambda asked: [
        Remark.objects.filter(survey__in=open_surveys(asked))
        .select_related("survey")
        .order_by("survey", "place")
    ],
)

printed = Of(PrintedFigure)
PRINTED = DataSet(
    "survey-printed-figures",
    PART,
    _("Figures as printed"),
    _("What a source printed, as a quotation; ours are in the results."),
    (
        printed.link("survey", _("Survey"), _("Its name in addresses.")),
        printed.key("question_key", _("Question"), _("Empty: the whole survey.")),
        printed.key("figure", _("Figure"), _("Which of our figures it stands beside.")),
        printed.several("option_keys", _("Options"), _("What it is about, if any.")),
        printed.integer("place", _("Order"), _("Its place in the list.")),
        printed.text("printed", _("As printed"), _("Never corrected.")),
        printed.flag("differs", _("Differs"), _("Whether ours is another.")),
        *printed.texts("comment", _("Comment"), _("Why they differ.")),
        origin_column(lambda row: _quoted(row.survey)),
    ),
    lambda asked: [
        PrintedFigure.objects.filter(survey__in=open_surveys(asked))
        .select_related("survey")
        .order_by("survey", "place")
    ],
)

SETS = (TEXTS, REMARKS, PRINTED)
