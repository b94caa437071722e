"""The only code that writes reports of surveys."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from overens.common.audit import Actor, write_line
from overens.common.documents.stored import to_stored
from overens.common.failpoints import failpoint
from overens.common.texts import LANGUAGES, LocalText
from overens.surveys.actions.surveys import publish_survey
from overens.surveys.models import (
    AnswerSheet,
    QuestionnaireItem,
    Remark,
    Report,
    ReportEdition,
    Survey,
)
from overens.surveys.queries.bound import filled
from overens.surveys.queries.report import report as document_of
from overens.surveys.queries.report_checks import check_correction, checked
from overens.surveys.queries.report_drafts import drafted
from overens.surveys.queries.report_parts import (
    filled_beside,
    parts_beside,
    with_beside,
)
from overens.surveys.queries.reports import texts_in, what_it_says
from overens.surveys.queries.results import shown_survey
from overens.surveys.queries.shown import ShownSurvey
from overens.surveys.rules.reports import (
    ANALYSIS,
    BESIDE,
    BESIDE_PARTS,
    HEADING,
    PARTS,
    REMARK,
    CorrectionMissing,
    NoSuchPart,
    NothingToReport,
    ReportChanged,
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
    survey = Survey.objects.held(survey)
    begun = Report.objects.filter(survey=survey).first()
    if begun is not None:
        return begun
    if not shown_survey(survey, "sv", only_figures=True).result.units.answered:
        raise NothingToReport()
    draft = drafted(survey)
    report = Report.objects.create(
        survey=survey,
        origin=survey.origin,
        introduction=survey.introduction,
        analyses={key: dict(text) for key, text in draft.analyses.items()},
        **draft.parts,
    )
    _note("surveys.begin_report", report, by)
    return report


@transaction.atomic
def show_results(survey: Survey, *, by: Actor) -> Survey:
    """Let everyone read a survey's results, with or without a report.

    Raises:
        NothingToReport: nobody has answered; it may still be made and opened.
    """
    if not AnswerSheet.objects.standing().filter(survey=survey).exists():
        raise NothingToReport()
    return publish_survey(survey, by=by)


@transaction.atomic
def word_report(report: Report, *, part: str, text: LocalText, by: Actor) -> Report:
    """Change what one part says.

    Args:
        part: a key of ``PARTS``, or ``analysis:`` and a question's key; or what stands
            beside the figures: ``beside:method``, ``heading:`` and a question's key,
            ``remark:`` and its place. That is shown with the next edition.

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
    elif kind in (HEADING, REMARK) or (kind == BESIDE and question in BESIDE_PARTS):
        report.beside = {**report.beside, part: dict(text)}
        report.save(update_fields=["beside"])
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
    as_read: str | None = None,
    corrected: LocalText | None = None,
    day: date | None = None,
) -> ReportEdition:
    """Publish a report as it stands: frozen, in both languages, for everyone.

    The survey's results are shown to everyone from then on, too.

    Args:
        clues_read: somebody has read what may point a person out.
        as_read: ``what_it_says`` of the report that they read; None is not held against
            what stands there now.
        corrected: what an earlier edition had wrong, and why.
        day: the day of the edition; today when left out.

    Raises:
        ReportChanged: it says something else than what was read.
        TextsStop: a sentence cannot stand as it is.
        CorrectionStops: what is said of the earlier edition cannot stand as it is.
        CluesUnread: nobody says that the clues are read.
        CorrectionMissing: it is not the first edition, and says nothing of why.
    """
    # The survey first, as all that brings in answers: both languages tell the same.
    Survey.objects.select_for_update().get(pk=report.survey_id)
    report = _locked(report)
    survey = report.survey
    shown = {language: shown_survey(survey, language) for language in LANGUAGES}
    found = [checked(report, each) for each in shown.values()]
    clues = sum(each.clues for each in found)
    if as_read not in (None, what_it_says(report, clues)):
        raise ReportChanged()
    check_publishing(
        faults=sum(each.faults for each in found), clues=clues, clues_read=clues_read
    )
    editions = list(report.editions.order_by("number"))
    if editions and not corrected:
        raise CorrectionMissing()
    if editions and corrected:
        check_correction(corrected, shown)
        corrected = LocalText(
            {code: _filled(text, shown[code]) for code, text in corrected.items()}
        )
    parts = parts_beside(report, shown[LANGUAGES[0]])
    told = filled_beside(parts, shown)
    today = day or timezone.localdate(timezone=survey.space.zone)
    edition = ReportEdition(
        report=report,
        number=len(editions) + 1,
        published_on=today,
        corrected=corrected if editions and corrected else LocalText(),
    )
    edition.content = {
        language: to_stored(
            document_of(
                with_beside(each, parts, told),
                texts_in(report, shown, language, [*editions, edition]),
            )
        )
        for language, each in shown.items()
    }
    edition.save()
    failpoint("surveys.publish_report.after_edition")
    _show_beside(survey, {name: told[name] for name in report.beside if name in told})
    failpoint("surveys.publish_report.after_beside")
    publish_survey(survey, by=by)
    _note(
        "surveys.publish_report", report, by, edition=edition.number, clues_read=clues
    )
    return edition


def _filled(text: str, shown: ShownSurvey) -> str:
    with override(shown.language):
        return filled(text, shown)


def _show_beside(survey: Survey, told: Mapping[str, LocalText]) -> None:
    """Put what the report says beside the figures where the results show it."""
    for name, text in told.items():
        kind, _, of = name.partition(":")
        if kind == BESIDE:
            Survey.objects.filter(pk=survey.pk).update(**{of: text})
        elif kind == HEADING:
            QuestionnaireItem.objects.filter(
                questionnaire__survey=survey, key=of
            ).update(finding=text)
        elif text:
            Remark.objects.filter(survey=survey, place=of).update(text=text)
        else:
            Remark.objects.filter(survey=survey, place=of).delete()


def withdraw_from_editions(survey: Survey, text: LocalText) -> None:
    """Take a quotation out of every edition: the one thing that changes in them.

    Whoever was promised not to be known is owed that more than an edition is owed its
    words (R5). Where it stood it is said that a quotation was withdrawn.
    """
    gone = {quoted for quoted in text.values() if quoted}
    for edition in ReportEdition.objects.filter(report__survey=survey):
        for language, document in edition.content.items():
            with override(language):
                said = gettext("A quotation was withdrawn.")
            for block in document["blocks"]:
                if block["is"] == "Quote" and block["text"] in gone:
                    block.update(text=said, source="", language="")
        edition.save(update_fields=["content"])


def _locked(report: Report) -> Report:
    return (
        Report.objects.select_for_update(of=("self",))
        .select_related("survey__space")
        .get(pk=report.pk)
    )


def _note(action: str, report: Report, by: Actor, **facts: Any) -> None:
    failpoint(f"{action}.before_log")
    write_line(
        action,
        by=by,
        about=report,
        space=report.survey.space.slug,
        facts=facts,
    )
    failpoint(f"{action}.before_commit")
