"""Yearly follow-ups, and every figure in them as it was last counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from overens.common.formats import language_or_active
from overens.followups.models import Correction, FollowUp
from overens.followups.queries import Figure, Section, shown_report
from overens.followups.rules import STATUSES
from overens.opendata.queries.columns import DataColumn, Of, labels, origin_column
from overens.opendata.queries.sets import Asked, DataSet

PART = "followups"

followup = Of(FollowUp)
FOLLOWUPS = DataSet(
    "follow-ups",
    PART,
    _("Follow-ups"),
    _("One row a year: the parties’ own words, who approved it, and when."),
    (
        followup.id(),
        followup.integer("year", _("Year"), _("The year it follows up.")),
        followup.key(
            "status", _("Status"), _("How far it has come."), words=labels(STATUSES)
        ),
        *followup.texts(
            "introduction", _("Introduction"), _("The parties’ own words.")
        ),
        *followup.texts("conclusions", _("Conclusions"), _("The parties’ own words.")),
        followup.link(
            "approved_by", _("Approved by"), _("The decision that approved it.")
        ),
        followup.day(
            "published_on",
            _("Published"),
            _("When it was published. Drafts are not in the file."),
        ),
        followup.day(
            "counted_at",
            _("Counted"),
            _("When its figures were last counted."),
            get=lambda each: each.counted_at.date() if each.counted_at else None,
        ),
        followup.page(),
        followup.origin(),
    ),
    lambda asked: [
        FollowUp.objects.of(asked.space)
        .published()
        .defer("report")
        .select_related("space", "approved_by")
        .order_by("year")
    ],
)


correction = Of(Correction)
CORRECTIONS = DataSet(
    "follow-up-corrections",
    PART,
    _("Corrections of the follow-ups"),
    _("What was found wrong after a follow-up was published, and what is right."),
    (
        correction.id(),
        correction.link(
            "followup",
            _("Follow-up"),
            _("The published follow-up that it corrects: its year."),
            show="year",
        ),
        correction.day("day", _("Day"), _("The day of the correction.")),
        *correction.texts("said", _("It says"), _("What the follow-up says.")),
        *correction.texts("correct", _("Right is"), _("What is right.")),
        *correction.texts("why", _("Why"), _("Why it was wrong.")),
        correction.origin(),
    ),
    lambda asked: [
        Correction.objects.standing()
        .filter(followup__space=asked.space, followup__status="published")
        .select_related("followup")
        .order_by("followup__year", "day", "id")
    ],
)


@dataclass(frozen=True)
class _Counted:
    followup: FollowUp
    section: Section
    figure: Figure


def _figures(asked: Asked) -> Iterator[_Counted]:
    language = language_or_active()
    for each in (
        FollowUp.objects.of(asked.space)
        .published()
        .select_related("space")
        .order_by("year")
    ):
        report = shown_report(each, language)
        for section in report.sections if report else ():
            for figure in section.figures:
                yield _Counted(each, section, figure)


def _count_figures(asked: Asked) -> int:
    """Count the figures where they are kept, without making charts of the rest."""
    kept = FollowUp.objects.of(asked.space).published().values_list("report", flat=True)
    language = language_or_active()
    return sum(
        len(section["figures"])
        for report in kept
        for section in report.get(language, {}).get("sections", ())
    )


def _rows_behind(row: Any) -> str:
    return f"{settings.BASE_URL}{row.figure.url}" if row.figure.url else ""


FIGURES = DataSet(
    "follow-up-figures",
    PART,
    _("Figures of the follow-ups"),
    _(
        "Every figure with its base, unit and definition, as it was last counted; "
        "those of a published follow-up stand for ever."
    ),
    (
        DataColumn(
            "year",
            _("Year"),
            _("The year it follows up."),
            "integer",
            lambda row: row.followup.year,
        ),
        DataColumn(
            "section", _("Part"), _("Its name in data."), "key", lambda r: r.section.key
        ),
        DataColumn(
            "section_title",
            _("Part, in words"),
            _("In the language of the file."),
            "text",
            lambda row: row.section.title,
        ),
        DataColumn(
            "key",
            _("Figure"),
            _("Its name in data."),
            "key",
            lambda row: row.figure.key,
            (followup.path("report"),),
        ),
        DataColumn(
            "label",
            _("Figure, in words"),
            _("In the language of the file."),
            "text",
            lambda row: row.figure.label,
        ),
        DataColumn(
            "value",
            _("Value"),
            _("Empty where nobody knows."),
            "integer",
            lambda row: row.figure.value,
        ),
        DataColumn(
            "base",
            _("Base"),
            _("What it is of. Empty for a plain count."),
            "integer",
            lambda row: row.figure.base,
        ),
        DataColumn(
            "share",
            _("Share"),
            _("Value of base, 0 to 1."),
            "number",
            lambda row: row.figure.data["share"],
        ),
        DataColumn(
            "unit",
            _("Unit"),
            _("What is counted, in the language of the file."),
            "text",
            lambda row: row.figure.unit,
        ),
        DataColumn(
            "definition",
            _("Definition"),
            _("How it is counted, in the language of the file."),
            "text",
            lambda row: row.figure.definition,
        ),
        DataColumn(
            "note",
            _("Note"),
            _("Why a value is missing."),
            "text",
            lambda row: row.figure.note,
        ),
        DataColumn(
            "page",
            _("Page"),
            _("The page with the rows behind it."),
            "url",
            _rows_behind,
        ),
        origin_column(lambda row: row.section.origin or row.followup.origin),
    ),
    shaped=_figures,
    counted=_count_figures,
)

SETS = (FOLLOWUPS, CORRECTIONS, FIGURES)
