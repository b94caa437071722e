"""The only code that writes reports of surveys."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from overens.common.audit import Actor, write_line
from overens.common.documents.stored import to_stored
from overens.common.texts import LANGUAGES, LocalText
from overens.surveys.actions.surveys import publish_survey
from overens.surveys.models import Report, ReportEdition, Survey
from overens.surveys.queries.report import report as document_of
from overens.surveys.queries.report_checks import (
    ANALYSIS,
    checked,
)
from overens.surveys.queries.report_drafts import drafted
from overens.surveys.queries.reports import texts_in
from overens.surveys.queries.results import shown_survey
from overens.surveys.rules.reports import (
    PARTS,
    CorrectionMissing,
    NoSuchPart,
    NothingToReport,
    check_publishing,
)


@transaction.atomic
def begin_report(survey: Survey, *, by: Actor) -> Report:
    """Begin the report of a survey, with a first wording of its figures.

    A second time changes nothing: what has been written stands.

    Raises:
        ResultsWithheld: nothing has been given out.
        NothingToReport: nobody has answered.
    """
    survey = (
        Survey.objects.select_for_update(of=("self",))
        .select_related("space")
        .get(pk=survey.pk)
    )
    begun = Report.objects.filter(survey=survey).first()
    if begun is not None:
        return begun
    if not shown_survey(survey, "sv", only_figures=True).result.units.answered:
        raise NothingToReport()
    draft = drafted(survey)
    report = Report.objects.create(
        survey=survey,
        origin=survey.origin,
        analyses={key: dict(text) for key, text in draft.analyses.items()},
        **draft.parts,
    )
    _note("surveys.begin_report", report, by)
    return report


@transaction.atomic
def word_report(report: Report, *, part: str, text: LocalText, by: Actor) -> Report:
    """Change what one part says.

    Args:
        part: a key of ``PARTS``, or ``analysis:`` and a question's key.

    Raises:
        NoSuchPart: the report has no such part.
    """
    report = _locked(report)
    kind, _, question = part.partition(":")
    if kind == ANALYSIS:
        report.analyses = {**report.analyses, question: dict(text)}
        report.save(update_fields=["analyses"])
    elif part in PARTS:
        setattr(report, part, text)
        report.save(update_fields=[part])
    else:
        raise NoSuchPart()
    _note("surveys.word_report", report, by, part=part)
    return report


@transaction.atomic
def publish_report(
    report: Report,
    *,
    by: Actor,
    clues_read: bool = False,
    corrected: LocalText | None = None,
    day: date | None = None,
) -> ReportEdition:
    """Publish a report as it stands: frozen, in both languages, for everyone.

    The survey's results are shown to everyone from then on, too.

    Args:
        clues_read: somebody has read what may point a person out.
        corrected: what an earlier edition had wrong, and why.
        day: the day of the edition; today when left out.

    Raises:
        TextsStop: a sentence cannot stand as it is.
        CluesUnread: nobody says that the clues are read.
        CorrectionMissing: it is not the first edition, and says nothing of why.
    """
    report = _locked(report)
    survey = report.survey
    shown = {language: shown_survey(survey, language) for language in LANGUAGES}
    found = [checked(report, each) for each in shown.values()]
    clues = sum(each.clues for each in found)
    check_publishing(
        faults=sum(each.faults for each in found), clues=clues, clues_read=clues_read
    )
    editions = list(report.editions.order_by("number"))
    if editions and not corrected:
        raise CorrectionMissing()
    today = day or timezone.localdate(timezone=survey.space.zone)
    edition = ReportEdition(
        report=report,
        number=len(editions) + 1,
        published_on=today,
        corrected=corrected if editions and corrected else LocalText(),
    )
    edition.content = {
        language: to_stored(
            document_of(each, texts_in(report, language, [*editions, edition]))
        )
        for language, each in shown.items()
    }
    edition.save()
    publish_survey(survey, by=by)
    _note(
        "surveys.publish_report", report, by, edition=edition.number, clues_read=clues
    )
    return edition


def _locked(report: Report) -> Report:
    return (
        Report.objects.select_for_update(of=("self",))
        .select_related("survey__space")
        .get(pk=report.pk)
    )


def _note(action: str, report: Report, by: Actor, **facts: Any) -> None:
    write_line(
        action,
        by=by,
        about=report,
        space=report.survey.space.slug,
        facts=facts,
    )
