"""Take in a report on a measure, by link or signed in, and undo it within a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from overens.accounts.models import Person
from overens.accounts.queries import day_in
from overens.common.audit import Actor, write_line
from overens.common.failpoints import failpoint
from overens.common.mailed_links import hash_of
from overens.common.texts import LocalText
from overens.errors import RuleBroken, gettext_noop
from overens.organisations.models import Organisation, Unit
from overens.plans.actions.mails import post_receipt, post_undone
from overens.plans.models import Measure, ProgressReport, ProgressRequest
from overens.plans.queries.rows import facts_of, latest_said
from overens.plans.rules import (
    AlreadyReported,
    Written,
    check_link,
    check_report,
    check_undo,
    status_on,
)


class LinkUnknown(RuleBroken):
    """No question has such a link."""

    sentence = gettext_noop(
        "We do not know this link. Copy the whole address from the mail, or write to "
        "the secretariat."
    )


def find_request(token: str) -> ProgressRequest:
    """Return the question of a link; one query, nothing is written.

    Raises:
        LinkUnknown: no question has this link.
    """
    found = (
        ProgressRequest.objects.select_related(
            "measure__plan__space",
            "measure__public_body",
            "measure__public_unit",
            "measure__civil_organisation",
            "organisation",
            "unit",
            "answered_by",
        )
        .filter(token_hash=hash_of(token), voided_at=None)
        .first()
    )
    if found is None:
        raise LinkUnknown()
    return found


@transaction.atomic
def report_progress(
    *,
    measure: Measure,
    side: str,
    written: Written,
    language: str,
    once_key: str,
    by: Actor,
    by_role: LocalText,
    organisation: Organisation | None = None,
    unit: Unit | None = None,
    by_person: Person | None = None,
    day: date | None = None,
) -> ProgressReport:
    """Take in one report. The only way a ProgressReport comes to be.

    Page, link and loading end here. The same ``once_key`` gives the same report, and
    questions that wait for this side of the measure count as answered.

    Args:
        measure: what is reported on.
        side: ``public`` or ``civil``.
        written: state and words as they came in.
        language: the language it is written in.
        once_key: what makes a repeat the same report.
        by: who the audit log names.
        by_role: the role in which it is reported, never a name.
        organisation, unit: who is spoken for.
        by_person: who was signed in, if anybody.
        day: the day it is about; today when left out.

    Raises:
        as ``rules.check_report``.
    """
    # The measure's row is the lock: two at once are taken one after the other.
    measure = (
        Measure.objects.select_for_update(of=("self",))
        .select_related("plan__space")
        .get(pk=measure.pk)
    )
    known = ProgressReport.objects.filter(once_key=once_key).first()
    if known is not None:
        return known
    today = day_in(measure.plan.space)
    said = latest_said([measure]).get(measure.pk, ())
    status, _reason = status_on(facts_of(measure, said), today)
    kept = check_report(written, status=status.key)
    report = ProgressReport.objects.create(
        measure=measure,
        side=side,
        organisation=organisation,
        unit=unit,
        by_role=by_role,
        by_person=by_person,
        day=day or today,
        state=kept.state,
        text=kept.text,
        language=language,
        difference=kept.difference,
        for_whom=kept.for_whom,
        how_known=kept.how_known,
        once_key=once_key,
        origin=measure.origin,
    )
    failpoint("plans.report.after_report")
    ProgressRequest.objects.filter(
        measure=measure, side=side, used_at=None, voided_at=None, expires__gte=today
    ).update(used_at=timezone.now(), answered_by=report)
    write_line(
        "plans.report_progress",
        by=by,
        about=measure,
        space=measure.plan.space.slug,
        facts={"report": str(report.uuid), "side": side, "state": report.state},
    )
    return report


@dataclass(frozen=True)
class LinkAnswer:
    """What became of a report by link; ``is_new`` is False for a repeat."""

    report: ProgressReport
    is_new: bool


@transaction.atomic
def report_by_link(
    *,
    token: str,
    written: Written,
    sent_attempt: int,
    language: str,
    signed_in: Person | None = None,
) -> LinkAnswer:
    """Take in the answer to a question by mail, exactly once.

    Whoever has the link answers for the organisation that was asked; the receipt goes
    to the address that was asked. Sending the same words again gives the same report.

    Args:
        token: the link's token.
        written: state and words as they came in.
        sent_attempt: the number of undone reports when the page was opened; one more
            for a new report after the one that stands.
        language: the page's language.
        signed_in: who was signed in when it was sent, if anybody; the log notes it.

    Raises:
        LinkUnknown, LinkExpired, AlreadyReported, StaleForm, and as
        ``rules.check_report``.
    """
    failpoint("plans.report.before_report")
    asked = find_request(token)
    # The measure first, as ``report_progress`` takes them: two that lock in different
    # order wait for each other, and PostgreSQL then ends one.
    Measure.objects.select_for_update().get(pk=asked.measure_id)
    # Locked before it is judged: the second of two at once finds it answered.
    asked = (
        ProgressRequest.objects.select_for_update(of=("self",))
        .select_related("measure__plan__space", "organisation", "unit", "answered_by")
        .get(pk=asked.pk)
    )
    today = day_in(asked.measure.plan.space)
    try:
        check_link(
            expires=asked.expires,
            used=asked.used_at is not None,
            attempt=asked.attempt,
            sent_attempt=sent_attempt,
            today=today,
            by_this_link=is_by_link(asked, asked.answered_by),
        )
    except AlreadyReported:
        report = asked.answered_by
        if report is not None and _is_repeat(asked, report, written, sent_attempt):
            return LinkAnswer(report, is_new=False)
        raise
    is_after_another = asked.used_at is not None
    asked.attempt = sent_attempt
    report = report_progress(
        measure=asked.measure,
        side=asked.side,
        written=written,
        language=language,
        once_key=once_key_of(asked),
        by=_holder(asked, signed_in),
        by_role=LocalText(asked.to_role),
        organisation=asked.organisation,
        unit=asked.unit,
    )
    if is_after_another:
        asked.used_at, asked.answered_by = timezone.now(), report
        asked.save(update_fields=["attempt", "used_at", "answered_by"])
    post_receipt(asked, report, token=token)
    failpoint("plans.report.before_commit")
    return LinkAnswer(report, is_new=True)


def once_key_of(asked: ProgressRequest) -> str:
    """Return what makes a repeat of this answer the same report."""
    return f"link:{asked.uuid}:{asked.attempt}"


def is_by_link(asked: ProgressRequest, report: ProgressReport | None) -> bool:
    """Tell whether a report came in by this very link, so that it can undo it."""
    return report is not None and report.once_key == once_key_of(asked)


def _is_repeat(
    asked: ProgressRequest, report: ProgressReport, written: Written, sent_attempt: int
) -> bool:
    same_words = (
        report.state == written.state
        and report.text == written.text.replace("\r\n", "\n").strip()
        and report.difference == written.difference.replace("\r\n", "\n").strip()
        and report.for_whom == written.for_whom.strip()
        and report.how_known == written.how_known
    )
    return same_words and sent_attempt == asked.attempt and is_by_link(asked, report)


def _holder(asked: ProgressRequest, signed_in: Person | None = None) -> Actor:
    """Return whoever holds the link: nobody we know, in the role that was asked.

    Who was signed in meanwhile is noted: the link may have been passed on.
    """
    spoken_for = asked.unit or asked.organisation
    return Actor(
        kind="link",
        label=str(asked.by_name),
        uuid=signed_in.uuid if signed_in else None,
        role=LocalText(asked.to_role).in_language("sv"),
        organisation_uuid=spoken_for.uuid if spoken_for else None,
        organisation_label=str(asked.by_name),
    )


@transaction.atomic
def undo_report(*, report: ProgressReport, by: Actor) -> None:
    """Undo a report within a day of its making; the question can be answered again.

    Whether it is the person's own to undo is for the door to see.

    Raises:
        AlreadyUndone: it is undone already.
        TooLateToUndo: more than a day has gone.
    """
    report = (
        ProgressReport.objects.select_for_update(of=("self",))
        .select_related("measure__plan__space")
        .get(pk=report.pk)
    )
    space = report.measure.plan.space
    check_undo(
        made=report.created,
        undone=report.withdrawn_at is not None,
        now=timezone.now(),
    )
    report.withdrawn_at = timezone.now()
    report.withdrawn_why = "undone by its reporter"
    report.save(update_fields=["withdrawn_at", "withdrawn_why"])
    ProgressRequest.objects.filter(answered_by=report).update(
        used_at=None, answered_by=None, attempt=F("attempt") + 1
    )
    write_line(
        "plans.undo_report",
        by=by,
        about=report.measure,
        space=space.slug,
        facts={"report": str(report.uuid), "side": report.side},
    )


@transaction.atomic
def undo_by_link(*, token: str, signed_in: Person | None = None) -> ProgressReport:
    """Undo the report that came in by a link, and say so to the asked address.

    Raises:
        LinkUnknown: no question has this link.
        NothingToUndo: no report by this link stands.
        AlreadyUndone, TooLateToUndo: as ``undo_report``.
    """
    asked = find_request(token)
    asked = (
        ProgressRequest.objects.select_for_update(of=("self",))
        .select_related("measure__plan__space", "organisation", "unit", "answered_by")
        .get(pk=asked.pk)
    )
    report = asked.answered_by
    if report is None or not is_by_link(asked, report):
        raise NothingToUndo()
    undo_report(report=report, by=_holder(asked, signed_in))
    post_undone(asked, report, token=token)
    return report


class NothingToUndo(RuleBroken):
    """No report by this link stands."""

    sentence = gettext_noop("There is no report by this link to undo.")
