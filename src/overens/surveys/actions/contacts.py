"""Takes the names of those who want to be contacted, apart from what they answered.

No line of the log tells of a wish: it would have a time, and the answer came before it.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from overens.common.audit import Actor, write_line
from overens.common.ballots import TokenUsed, ballot_for
from overens.common.ballots.sealing import shuffled
from overens.surveys.models import ContactWish, Survey
from overens.surveys.queries import invitation_of
from overens.surveys.rules import OPEN
from overens.surveys.rules.contacts import (
    LONGEST_ABOUT,
    MOST_WISHES,
    NoContactOffered,
    NotAnsweredYet,
    NoWayToReach,
    TooManyWishes,
)


@transaction.atomic
def leave_contact(
    token: str, *, name: str, email: str = "", phone: str = "", about: str = ""
) -> None:
    """Keep that somebody who has answered wants to be contacted.

    The token says that its holder has answered; nothing of it is kept. Sent twice, the
    same wish is kept once.

    Raises:
        TokenUnknown, TokenWithdrawn, TooLate: the link does not work any more.
        NotAnsweredYet: nothing has come in by it.
        NoContactOffered, NoWayToReach, TooManyWishes: see the rules.
    """
    try:
        ballot_for(token)
    except TokenUsed:
        pass
    else:
        raise NotAnsweredYet()
    survey = invitation_of(token).respondent.survey
    if not survey.contact:
        raise NoContactOffered()
    if not (email.strip() or phone.strip()):
        raise NoWayToReach()
    wishes = ContactWish.objects.filter(survey=survey)
    if wishes.count() >= MOST_WISHES:
        raise TooManyWishes()
    wishes.get_or_create(
        survey=survey,
        name=name.strip(),
        email=email.strip(),
        phone=phone.strip(),
        about=about.strip()[:LONGEST_ABOUT],
        defaults={
            "day": timezone.localdate(timezone=survey.space.zone),
            "seen": survey.mode == OPEN,
        },
    )


def show_contacts(survey: Survey) -> None:
    """Let the secretariat see those who have asked so far; they stand in a new order.

    Called when who has answered is shown anew, and at closing: somebody alone would
    else be seen to have answered just now.
    """
    waiting = list(ContactWish.objects.filter(survey=survey, seen=False))
    ContactWish.objects.filter(pk__in=[wish.pk for wish in waiting]).delete()
    ContactWish.objects.bulk_create(
        ContactWish(
            survey=survey,
            name=wish.name,
            email=wish.email,
            phone=wish.phone,
            about=wish.about,
            day=wish.day,
            seen=True,
        )
        for wish in shuffled(waiting)
    )


@transaction.atomic
def mark_contacted(wish: ContactWish, *, today: date | None, by: Actor) -> None:
    """Say that somebody has been contacted, or that it is to be done after all.

    Args:
        today: the day it was done; None where it was not.
    """
    wish.done_on = today
    wish.save(update_fields=["done_on"])
    write_line(
        "surveys.mark_contacted",
        by=by,
        about=wish.survey,
        space=wish.survey.space.slug,
        facts={"survey": wish.survey.slug, "done": today is not None},
    )
