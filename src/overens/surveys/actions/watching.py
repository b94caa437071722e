"""Keeps an opened survey going: its last day, and the list of who has answered."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import formats, timezone

from overens.common.audit import Actor, write_line
from overens.common.ballots import put_off, used_hashes
from overens.common.models import Ballot
from overens.surveys.actions.collecting import opened
from overens.surveys.actions.contacts import show_contacts
from overens.surveys.models import Collection, Survey
from overens.surveys.queries.collecting import everybody_asked, last_day_of
from overens.surveys.rules import check_later, check_renewal, closing_instant


@transaction.atomic
def put_off_last_day(survey: Survey, *, last_day: date, by: Actor) -> Collection:
    """Let people answer until a later day.

    Raises:
        NotOpen: the survey takes in no answers.
        ClosesInThePast, NotLater: the day does not do.
        TooLate: the answers are being counted.
    """
    collection = opened(survey)
    zone = collection.survey.space.zone
    closes_at = closing_instant(
        last_day, zone=zone, today=timezone.localdate(None, zone)
    )
    before = last_day_of(collection)
    check_later(
        collection.closes_at, closes_at, last=formats.date_format(before, "j F Y")
    )
    put_off(Ballot.objects.get(uuid=collection.ballot), closes_at=closes_at, by=by)
    collection.closes_at = closes_at
    collection.save(update_fields=["closes_at"])
    write_line(
        "surveys.put_off_last_day",
        by=by,
        about=survey,
        space=collection.survey.space.slug,
        facts={"before": before.isoformat(), "last_day": last_day.isoformat()},
    )
    return collection


@transaction.atomic
def renew_list(survey: Survey, *, by: Actor) -> Collection:
    """Show anew who has answered, when so many more have that no one can tell who last.

    Raises:
        NotOpen: the survey takes in no answers.
        TooFewNew: fewer have answered since than may be told of at a time.
    """
    collection = opened(survey)
    used = used_hashes(Ballot.objects.get(uuid=collection.ballot))
    # With those taken off, who are named no more: without them it would tell that they
    # had answered.
    answered = [i for i in everybody_asked(survey) if i.token_hash in used]
    shown = set(collection.shown_answered)
    listed = sum(i.respondent_id in shown for i in answered)
    check_renewal(listed, len(answered), least=survey.least_persons)
    collection.shown_answered = sorted(i.respondent_id for i in answered)
    collection.save(update_fields=["shown_answered"])
    show_contacts(survey)
    write_line(
        "surveys.renew_list",
        by=by,
        about=survey,
        space=collection.survey.space.slug,
        facts={"answered": len(answered)},
    )
    return collection
