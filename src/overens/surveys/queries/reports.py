"""A survey's report as it is written, and as it was published."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from django.utils.translation import gettext, override

from overens.common import formats
from overens.common.documents import Document, Note
from overens.common.documents.stored import from_stored
from overens.common.texts import LANGUAGES, LocalText
from overens.surveys.models import Report, ReportEdition, Survey
from overens.surveys.queries.report import report
from overens.surveys.queries.report_parts import (
    filled_beside,
    parts_beside,
    parts_of_report,
    text_of,
    with_beside,
)
from overens.surveys.queries.report_texts import Corrected, Texts
from overens.surveys.queries.results import shown_survey
from overens.surveys.queries.shown import ShownSurvey
from overens.surveys.rules.reports import PARTS


def texts_in(
    written: Report,
    shown: Mapping[str, ShownSurvey],
    language: str,
    editions: Sequence[ReportEdition] = (),
) -> Texts:
    """Return what is written in a report, for readers of one language; no query.

    Args:
        shown: the results in each language, for texts that lack this one.
        editions: all so far, with the one that is being made; none of a draft.
    """
    return Texts(
        parts={name: text_of(written, name).best(language) for name in PARTS},
        analyses={
            key: LocalText(text).best(language)
            for key, text in written.analyses.items()
        },
        others=shown,
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


def edition_document(
    edition: ReportEdition, language: str, later: ReportEdition | None = None
) -> Document:
    """Return an edition as it was published.

    Args:
        later: the latest edition, where this is an earlier one; it is told first.
    """
    content = edition.content
    document = from_stored(content.get(language) or next(iter(content.values())))
    if later is None:
        return document
    with override(language):
        note = Note(
            "warning",
            gettext("Edition %(number)s, %(day)s, corrects this one: %(what)s")
            % {
                "number": formats.number(later.number),
                "day": formats.day(later.published_on),
                "what": later.corrected.in_language(language),
            },
            gettext("There is a later edition"),
        )
    return replace(document, blocks=(note, *document.blocks))


def published_document(survey: Survey, language: str) -> Document | None:
    """Return the latest edition as it was published; None of a survey without. 1 query.

    Every file of the report is of this one, so that none says something else.
    """
    edition = (
        ReportEdition.objects.filter(report__survey=survey).order_by("-number").first()
    )
    return None if edition is None else edition_document(edition, language)


def draft_document(written: Report, language: str) -> Document:
    """Return a report as it would be published now, and saying that it is a draft."""
    shown = {code: shown_survey(written.survey, code) for code in LANGUAGES}
    parts = parts_beside(written, shown[language])
    worded = with_beside(shown[language], parts, filled_beside(parts, shown))
    document = report(worded, texts_in(written, shown, language))
    with override(language):
        note = Note("warning", gettext("This is a draft. It is not published."))
    return replace(document, blocks=(note, *document.blocks))


def what_it_says(written: Report, clues: int) -> str:
    """Return a mark of what a report says, to tell whether it was changed since."""
    said = [
        written.analyses,
        written.beside,
        *(text_of(written, name) for name in PARTS),
        clues,
    ]
    return blake2b(
        json.dumps(said, sort_keys=True).encode(), digest_size=16
    ).hexdigest()


@dataclass(frozen=True)
class Missing:
    """A part of a report that lacks words in a language."""

    name: str
    title: str


def missing_parts(written: Report, shown: ShownSurvey) -> list[Missing]:
    """Return the parts that have words in another language than this one."""
    with override(shown.language):
        return [
            Missing(part.name, part.title)
            for part in (
                *parts_of_report(written, shown),
                *parts_beside(written, shown),
            )
            if part.text and not part.text.get(shown.language)
        ]
