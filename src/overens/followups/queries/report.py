"""Puts a year's follow-up together from the rows of all columns to the left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from overens.common.formats import day as written_day
from overens.common.origins import publisher_in, weakest
from overens.common.texts import LocalText
from overens.compacts.models import Compact
from overens.followups.models import FollowUp
from overens.followups.queries.governing import decisions, groups
from overens.followups.queries.measures import measures
from overens.followups.queries.shapes import Figure, Report, Section
from overens.followups.queries.signatories import signatories
from overens.followups.queries.stored import from_stored
from overens.followups.queries.surveys import surveys
from overens.followups.rules import Missing, as_of


def counted_report(
    compact: Compact, followup: FollowUp, language: str, *, today: date
) -> Report:
    """Count a follow-up from the rows, in one language.

    Raises:
        NoSuchYear: the year has not begun.
    """
    year, space = followup.year, compact.space
    day = as_of(year, today=today)
    with override(language):
        went, changed = measures(space, year, day, language)
        name = compact.name.in_language(language)
        sections = _with_origin(
            (
                signatories(compact, year, day, language),
                went,
                changed,
                *surveys(space, year, language),
                decisions(space, year, language),
                groups(space, day, language),
            ),
            space.origin,
        )
        origin = weakest(section.origin for section in sections)
        return Report(
            compact=compact.slug,
            compact_name=name,
            year=year,
            language=language,
            origin=origin,
            publisher=publisher_in(origin, space.huvudman or str(space)),
            counted_as_of=day,
            status=followup.status,
            title=_("Follow-up %(year)s") % {"year": year},
            introduction=LocalText(followup.introduction).in_language(language),
            conclusions=LocalText(followup.conclusions).in_language(language),
            sections=sections,
            method=_method(day),
        )


def _with_origin(sections: tuple[Section, ...], origin: str) -> tuple[Section, ...]:
    """Give the compact's origin to the parts that do not say another."""
    return tuple(
        section if section.origin else replace(section, origin=origin)
        for section in sections
    )


def _method(day: date) -> tuple[str, ...]:
    return (
        _("The figures are counted from the rows as they stood on %(day)s.")
        % {"day": written_day(day)},
        _(
            "Every figure has its definition and a link. The list of who has signed "
            "opens as it stood that day; the other pages show how it stands when you "
            "read them."
        ),
        _(
            "Where nobody knows, it says so. A measure without a report counts as not "
            "reported, not as well or badly done."
        ),
        _("The two sides are never averaged: where they differ, both are shown."),
    )


def missing_in(followup: FollowUp, report: Report, today: date) -> Missing:
    """Return what the report lacks, read out of its own figures. No query."""
    measures_part = {each.key: each.value or 0 for each in _figures(report, "measures")}
    return Missing(
        year_is_over=today > date(followup.year, 12, 31),
        silent=measures_part.get("both-silent", 0),
        one_sided=measures_part.get("one-silent", 0),
        has_introduction=bool(followup.introduction),
        holes=tuple(section.title for section in report.sections if section.holes),
    )


def _figures(report: Report, key: str) -> tuple[Figure, ...]:
    return next((each.figures for each in report.sections if each.key == key), ())


def shown_report(followup: FollowUp, language: str) -> Report | None:
    """Return the report as it was last counted, or None before that. No query.

    It was made the day it was counted: that day is no figure, so it is not kept among
    them, where it would make every day's draft another.
    """
    stored = followup.report.get(language)
    if not stored:
        return None
    report: Report = from_stored(stored)
    counted = followup.counted_at
    return replace(
        report,
        made_on=timezone.localtime(counted, followup.space.zone).date()
        if counted
        else None,
    )
