"""The only code that writes follow-ups."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from overens.accounts.models import Space
from overens.common.audit import SYSTEM, Actor, write_line
from overens.common.jobs import later
from overens.common.models import OWN, removing
from overens.common.texts import LANGUAGES, LocalText
from overens.compacts.models import Compact
from overens.followups.models import Correction, FollowUp
from overens.followups.queries import counted_report, to_stored
from overens.followups.rules import (
    AlreadyFrozen,
    NotPublished,
    StandsAlready,
    WithdrawnAlready,
    as_of,
    check_correction,
    check_why,
)
from overens.governance.models import Decision


@transaction.atomic
def begin_followup(
    *,
    space: Space,
    year: int,
    by: Actor,
    introduction: LocalText | None = None,
    conclusions: LocalText | None = None,
    origin: str = OWN,
) -> FollowUp:
    """Begin a year's follow-up and count it; the one there is when it has begun.

    Raises:
        NoSuchYear: the year has not begun.
    """
    as_of(year, today=timezone.localdate(timezone=space.zone))
    followup, made = FollowUp.objects.get_or_create(
        space=space,
        year=year,
        defaults={
            "introduction": introduction or LocalText(),
            "conclusions": conclusions or LocalText(),
            "origin": origin,
        },
    )
    if made:
        write_line("followups.begin_followup", by=by, about=followup, space=space.slug)
        followup = count_followup(followup=followup, by=by)
    return followup


@transaction.atomic
def word_followup(
    *,
    followup: FollowUp,
    introduction: LocalText,
    conclusions: LocalText,
    by: Actor,
) -> FollowUp:
    """Change the parties' own words, and count again.

    Raises:
        AlreadyFrozen: it is published.
    """
    followup = _draft(followup)
    followup.introduction, followup.conclusions = introduction, conclusions
    followup.save(update_fields=["introduction", "conclusions"])
    write_line(
        "followups.word_followup", by=by, about=followup, space=followup.space.slug
    )
    return count_followup(followup=followup, by=by)


@transaction.atomic
def count_followup(
    *, followup: FollowUp, by: Actor, today: date | None = None
) -> FollowUp:
    """Count a draft from its rows, in both languages.

    Figures that have not changed are not written again, nor in the audit log.

    Raises:
        AlreadyFrozen: it is published; its figures stand.
    """
    followup = _draft(followup)
    compact = Compact.objects.select_related("space").get(space=followup.space)
    day = today or timezone.localdate(timezone=followup.space.zone)
    report = _report(compact, followup, day)
    if report == followup.report:
        return followup
    followup.report = report
    followup.counted_at = timezone.now()
    followup.save(update_fields=["report", "counted_at"])
    write_line(
        "followups.count_followup", by=by, about=followup, space=followup.space.slug
    )
    return followup


def _report(compact: Compact, followup: FollowUp, day: date) -> dict[str, Any]:
    """Return the report in every language, as it is stored."""
    return {
        language: to_stored(counted_report(compact, followup, language, today=day))
        for language in LANGUAGES
    }


@transaction.atomic
def publish_followup(
    *,
    followup: FollowUp,
    by: Actor,
    approved_by: Decision | None = None,
    day: date | None = None,
) -> FollowUp:
    """Count a last time and freeze the figures.

    Args:
        followup: a draft.
        by: who publishes it.
        approved_by: the decision that took it in, where there is one.
        day: the day it was published; today when left out.

    Raises:
        AlreadyFrozen: it is published already.
    """
    followup = _draft(followup)
    followup.status = "published"
    followup.approved_by = approved_by
    followup.published_on = day or timezone.localdate(timezone=followup.space.zone)
    compact = Compact.objects.select_related("space").get(space=followup.space)
    followup.report = _report(compact, followup, followup.published_on)
    followup.counted_at = timezone.now()
    followup.save()
    write_line(
        "followups.publish_followup", by=by, about=followup, space=followup.space.slug
    )
    later("followups.make_documents", followup.uuid)
    return followup


@transaction.atomic
def add_correction(
    *,
    followup: FollowUp,
    said: LocalText,
    correct: LocalText,
    why: LocalText,
    by: Actor,
    day: date | None = None,
) -> Correction:
    """Set down what a published follow-up says that is wrong, and what is right.

    Args:
        followup: published; its figures are not changed.
        said: what it says.
        correct: what is right.
        why: why it was wrong, and how that came to light.
        by: who corrects it.
        day: the day of the correction; today when left out.

    Raises:
        NotPublished: it is a draft, which is changed instead.
        CorrectionIsBare, CorrectedTooEarly: as ``rules.check_correction``.
    """
    followup = FollowUp.objects.select_related("space").get(pk=followup.pk)
    if followup.status != "published" or followup.published_on is None:
        raise NotPublished(year=followup.year)
    today = timezone.localdate(timezone=followup.space.zone)
    check_correction(
        said,
        correct,
        why,
        day=day or today,
        published=followup.published_on,
        today=today,
    )
    correction = Correction.objects.create(
        followup=followup,
        day=day or today,
        said=said,
        correct=correct,
        why=why,
        origin=followup.origin,
    )
    _note_correction("followups.add_correction", correction, by)
    return correction


@transaction.atomic
def withdraw_correction(*, correction: Correction, why: str, by: Actor) -> Correction:
    """Take back a correction that was itself a mistake; it can be put back.

    Raises:
        WhyMissing: no reason was given.
        WithdrawnAlready: it is withdrawn.
    """
    found = _locked(correction)
    if found.withdrawn_at is not None:
        raise WithdrawnAlready()
    found.withdrawn_why = check_why(why)
    found.withdrawn_at = timezone.now()
    found.save(update_fields=["withdrawn_at", "withdrawn_why"])
    _note_correction("followups.withdraw_correction", found, by)
    return found


@transaction.atomic
def restore_correction(*, correction: Correction, by: Actor) -> Correction:
    """Put a withdrawn correction back.

    Raises:
        StandsAlready: it is not withdrawn.
    """
    found = _locked(correction)
    if found.withdrawn_at is None:
        raise StandsAlready()
    found.withdrawn_at, found.withdrawn_why = None, ""
    found.save(update_fields=["withdrawn_at", "withdrawn_why"])
    _note_correction("followups.restore_correction", found, by)
    return found


def _locked(correction: Correction) -> Correction:
    return (
        Correction.objects.select_for_update(of=("self",))
        .select_related("followup__space")
        .get(pk=correction.pk)
    )


def _note_correction(action: str, correction: Correction, by: Actor) -> None:
    """Write the line of audit, and have the documents made anew."""
    followup = correction.followup
    write_line(action, by=by, about=correction, space=followup.space.slug)
    later("followups.make_documents", followup.uuid)


@transaction.atomic
def remove_draft(*, followup: FollowUp, by: Actor) -> None:
    """Take away a draft that was begun by mistake, with the words written in it.

    Raises:
        AlreadyFrozen: it is published; what has been published stays.
    """
    followup = _draft(followup)
    write_line(
        "followups.remove_draft",
        by=by,
        about=followup,
        space=followup.space.slug,
        facts={"year": followup.year},
    )
    with removing():
        followup.delete()


def count_drafts(*, today: date | None = None) -> Iterator[tuple[FollowUp, bool]]:
    """Count every draft anew; run once a day, and again without harm.

    Args:
        today: the day; each space's own when left out.

    Yields:
        Each draft, and whether its figures changed.
    """
    drafts = FollowUp.objects.exclude(status="published").select_related("space")
    for draft in drafts:
        followup = count_followup(followup=draft, by=SYSTEM, today=today)
        yield followup, followup.report != draft.report


def _draft(followup: FollowUp) -> FollowUp:
    locked = (
        FollowUp.objects.select_for_update(of=("self",))
        .select_related("space")
        .get(pk=followup.pk)
    )
    if locked.status == "published":
        raise AlreadyFrozen(year=locked.year)
    return locked
