"""A survey's report as it is written, and as it was published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import override

from overens.common.documents import Document
from overens.common.documents.stored import from_stored
from overens.common.texts import LocalText
from overens.surveys.models import Report, ReportEdition, Survey
from overens.surveys.queries.report import Corrected, Texts, report
from overens.surveys.queries.report_checks import parts_of_report, text_of
from overens.surveys.queries.shown import ShownSurvey
from overens.surveys.rules.reports import PARTS


def texts_in(
    written: Report, language: str, editions: Sequence[ReportEdition] = ()
) -> Texts:
    """Return what is written in a report, in one language; no query.

    Args:
        editions: all so far, with the one that is being made; none of a draft.
    """
    return Texts(
        parts={name: text_of(written, name).in_language(language) for name in PARTS},
        analyses={
            key: LocalText(text).in_language(language)
            for key, text in written.analyses.items()
        },
        corrections=tuple(
            Corrected(edition.published_on, edition.corrected.in_language(language))
            for edition in editions
            if edition.corrected
        ),
        published=editions[-1].published_on if editions else None,
    )


def report_of(survey: Survey) -> Report | None:
    """Return what is written of a survey; None where nobody has begun. 1 query."""
    return Report.objects.filter(survey=survey).first()


def editions_of(survey: Survey) -> list[ReportEdition]:
    """Return a report's editions without what they say, the latest first. 1 query."""
    return list(
        ReportEdition.objects.filter(report__survey=survey)
        .select_related("report__survey__space")
        .defer("content")
        .order_by("-number")
    )


def edition_document(edition: ReportEdition, language: str) -> Document:
    """Return an edition as it was published."""
    content = edition.content
    return from_stored(content.get(language) or next(iter(content.values())))


def published_document(survey: Survey, language: str) -> Document | None:
    """Return the latest edition as it was published; None of a survey without. 1 query.

    Every file of the report is of this one, so that none says something else.
    """
    edition = (
        ReportEdition.objects.filter(report__survey=survey).order_by("-number").first()
    )
    return None if edition is None else edition_document(edition, language)


def draft_document(written: Report, shown: ShownSurvey) -> Document:
    """Return a report as it would be published now; at most 2 queries a verdict."""
    with override(shown.language):
        return report(shown, texts_in(written, shown.language))


@dataclass(frozen=True)
class Missing:
    """A part of a report that lacks words in a language."""

    name: str
    title: str


def missing_parts(written: Report, shown: ShownSurvey) -> list[Missing]:
    """Return the parts that have words in another language than this one."""
    with override(shown.language):
        return [
            Missing(name, title)
            for name, title in parts_of_report(shown)
            if (text := text_of(written, name)) and not text.get(shown.language)
        ]
