"""Take in that somebody still speaks for an organisation, or no longer; exactly once.

By the link of a mail or signed in. Undone within a day. Whoever answers locks the
person whose right it is, as the daily step does that lets rights lapse.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from overens.accounts.models import Person, Space
from overens.accounts.queries import day_in
from overens.common import formats
from overens.common.audit import Actor, write_line
from overens.common.failpoints import failpoint
from overens.common.mailed_links import hash_of, link_state
from overens.organisations.actions.asking_speakers import end_same_right
from overens.organisations.actions.mails import post_still_receipt
from overens.organisations.actions.standing import give_back_authority
from overens.organisations.models import Authority, AuthorityQuestion
from overens.organisations.queries.confirming import sending_space
from overens.organisations.rules import AuthorityThere
from overens.organisations.rules.lapsing import SAID_SO, RightOver
from overens.organisations.rules.yearly import (
    AlreadyConfirmed,
    LinkUnknown,
    NothingToUndo,
    check_open,
    check_undo,
)

_READ_ALONG = ("authority__person", "authority__organisation")


def find_still(token: str) -> AuthorityQuestion:
    """Return the question of a link; one query, nothing is written.

    Raises:
        LinkUnknown: no question has this link.
    """
    found: AuthorityQuestion | None = (
        AuthorityQuestion.objects.standing()
        .select_related(*_READ_ALONG)
        .filter(token_hash=hash_of(token))
        .first()
    )
    if found is None:
        raise LinkUnknown()
    return found


def space_of_still(question: AuthorityQuestion) -> Space:
    """Return the space whose secretariat asks."""
    space = sending_space(question.authority.organisation.origin)
    if space is None:  # its last space is gone since
        raise LinkUnknown()
    return space


def holder_of(question: AuthorityQuestion, signed_in: Person | None) -> Actor:
    """Return whoever holds a link: nobody we know, in the post that was asked about."""
    organisation = question.authority.organisation
    return Actor(
        kind="link",
        label=organisation.name,
        uuid=signed_in.uuid if signed_in else None,
        role=question.authority.post,
        organisation_uuid=organisation.uuid,
        organisation_label=organisation.name,
    )


@transaction.atomic
def answer_still(
    *, question: AuthorityQuestion, still: bool, sent_attempt: int, by: Actor, here: str
) -> AuthorityQuestion:
    """Take down whether somebody still speaks; a no ends the right today (O38).

    The same answer sent twice is one. Other questions about the same right that wait
    are answered by it.

    Args:
        sent_attempt: the number of undone answers when the page was opened.
        here: the whole address of the page, for the receipt.

    Raises:
        LinkExpired, AlreadyConfirmed, StaleForm: it cannot be answered now.
        RightOver: it ended before the answer came.
    """
    failpoint("organisations.still.before")
    question = _locked(question)
    space = space_of_still(question)
    today = day_in(space)
    try:
        check_open(
            link_state(
                expires=question.expires,
                used=question.used_at is not None,
                attempt=question.attempt,
                sent_attempt=sent_attempt,
                today=today,
            ),
            expires=question.expires,
        )
    except AlreadyConfirmed:
        if question.still is still and sent_attempt == question.attempt:
            return question
        raise
    authority = question.authority
    check_holds(authority, today)
    if not still:
        end_same_right(authority, today=today, why=SAID_SO, by=by)
    failpoint("organisations.still.after_answer")
    question.used_at, question.still = timezone.now(), still
    of_same_right(question).filter(used_at=None, expires__gte=today).update(
        used_at=question.used_at, still=still
    )
    write_line(
        "organisations.answer_still",
        by=by,
        about=authority,
        facts={"still": still, "question": str(question.uuid)},
    )
    post_still_receipt(question, space=space, here=here)
    failpoint("organisations.still.before_commit")
    return question


def check_holds(authority: Authority, today: date) -> None:
    """Refuse an answer about a right that has ended (O38).

    Raises:
        RightOver: it has.
    """
    if authority.holds_on(today) and authority.person.is_active:
        return
    ended = authority.last_day or today
    raise RightOver(name=authority.organisation.name, day=formats.day(ended))


def _locked(question: AuthorityQuestion) -> AuthorityQuestion:
    Person.objects.select_for_update().get(pk=question.authority.person_id)
    found: AuthorityQuestion = (
        AuthorityQuestion.objects.select_for_update(of=("self",))
        .select_related(*_READ_ALONG)
        .get(pk=question.pk)
    )
    return found


def of_same_right(question: AuthorityQuestion) -> QuerySet[AuthorityQuestion]:
    """Return the questions about one right: the first, its reminder, a merged row's."""
    same = Authority.objects.the_same_right(question.authority)
    return AuthorityQuestion.objects.standing().filter(authority__in=same)


@transaction.atomic
def undo_still(
    *, question: AuthorityQuestion, by: Actor, here: str
) -> AuthorityQuestion:
    """Undo an answer within a day; a right that it ended is given back.

    Raises:
        NothingToUndo, TooLateToUndo: it cannot be undone.
    """
    question = _locked(question)
    answered = question.used_at
    if answered is None:
        raise NothingToUndo()
    check_undo(made=answered, undone=False, now=timezone.now())
    if question.still is False:
        since = timezone.localdate(answered) - timedelta(days=1)
        ended = Authority.objects.the_same_right(question.authority).filter(
            ended_why=SAID_SO, last_day__gte=since
        )
        for held in ended.order_by("pk"):
            try:
                give_back_authority(authority=held, by=by)
            except AuthorityThere:
                # The secretariat gave it anew meanwhile: nothing is lacking.
                continue
    of_same_right(question).filter(used_at=answered).update(
        used_at=None, still=None, attempt=F("attempt") + 1
    )
    write_line(
        "organisations.undo_still",
        by=by,
        about=question.authority,
        facts={"question": str(question.uuid)},
    )
    post_still_receipt(
        question, space=space_of_still(question), here=here, is_undone=True
    )
    return question
