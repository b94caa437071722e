"""Puts a year's follow-up together from the rows of all columns to the left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from overens.common.formats import day as written_day
from overens.common.origins import is_from_source, publisher_in, weakest
from overens.common.texts import LocalText
from overens.compacts.models import Compact
from overens.followups.models import Correction, FollowUp
from overens.followups.queries.governing import decisions, groups
from overens.followups.queries.links import open_links
from overens.followups.queries.measures import measures
from overens.followups.queries.shapes import Corrected, Figure, Report, Section
from overens.followups.queries.signatories import signatories
from overens.followups.queries.sources import sources
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
        parts = (
            signatories(compact, year, day, language),
            went,
            changed,
            *surveys(space, year, language),
            decisions(space, year, language),
            groups(space, day, language),
        )
        unsaid: tuple[str, ...] = ()
        from_source = is_from_source(space.origin)
        if from_source:
            parts = (*parts, sources(compact, year, language))
            unsaid = tuple(part.unsaid for part in parts if part.unsaid)
            parts = tuple(part for part in parts if not part.unsaid)
        sections = _with_origin(parts, space.origin)
        introduction = _own_words(followup.introduction, language)
        conclusions = _own_words(followup.conclusions, language)
        origin = weakest([space.origin, *(each.origin for each in sections)])
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
            introduction=introduction[0],
            introduction_in=introduction[1],
            conclusions=conclusions[0],
            conclusions_in=conclusions[1],
            sections=sections,
            method=_method(day, from_source=from_source),
            unsaid=unsaid,
        )


def _own_words(texts: LocalText, language: str) -> tuple[str, str]:
    """Return the words, and their language where it is not the one asked for."""
    words, written_in = LocalText(texts).best(language)
    return words, "" if written_in == language else written_in


def _with_origin(sections: tuple[Section, ...], origin: str) -> tuple[Section, ...]:
    """Give the compact's origin to the parts that do not say another."""
    return tuple(
        section if section.origin else replace(section, origin=origin)
        for section in sections
    )


def _method(day: date, *, from_source: bool) -> tuple[str, ...]:
    counted = _("The figures are counted from the rows as they stood on %(day)s.") % {
        "day": written_day(day)
    }
    if from_source:
        return (
            counted,
            _("Every figure has its definition and a link to its rows."),
            _("Nothing is filled in where the sources say nothing."),
        )
    return (
        counted,
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
        holes=(
            *(section.title for section in report.sections if section.holes),
            *report.unsaid,
        ),
    )


def _figures(report: Report, key: str) -> tuple[Figure, ...]:
    return next((each.figures for each in report.sections if each.key == key), ())


def shown_report(followup: FollowUp, language: str) -> Report | None:
    """Return the report as it was last counted, or None before that. No query.

    Links to parts that have been switched off since are left out.
    It was made the day it was counted: that day is no figure, so it is not kept among
    them, where it would make every day's draft another.
    """
    stored = followup.report.get(language)
    if not stored:
        return None
    report: Report = open_links(from_stored(stored), followup.space)
    counted = followup.counted_at
    return replace(
        report,
        made_on=timezone.localtime(counted, followup.space.zone).date()
        if counted
        else None,
    )


def corrected_report(followup: FollowUp, language: str) -> Report | None:
    """Return the report with what was found wrong after it was published. 1 query.

    What was published stands as it was (F5); the corrections stand beside it (F13).
    """
    report = shown_report(followup, language)
    if report is None or followup.status != "published":
        return report
    return replace(
        report,
        corrections=tuple(
            Corrected(
                each.day,
                LocalText(each.said),
                LocalText(each.correct),
                LocalText(each.why),
            )
            for each in Correction.objects.of(followup)
        ),
    )
