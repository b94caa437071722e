"""Changes whom an opened survey asks, each logged; an answer that is in still counts.

An old link is taken back before a new one is given out, so there is never a second
answer by the same person. Whether somebody has answered is not to be found out so: of a
guarded survey each change looks the same, unless the list shows that they have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from overens.common.audit import Actor, write_line
from overens.common.ballots import withdraw_tokens
from overens.common.mail import TakenBack, forget_mails_about
from overens.common.models import Ballot, BallotToken, OutgoingMail
from overens.surveys.actions.collecting import (
    MOVED,
    REMINDER,
    give_link,
    taken_in,
    tell_moved,
)
from overens.surveys.models import Collection, Invitation
from overens.surveys.rules import OPEN, LinkUsed, NameMissing, RowGone


@dataclass(frozen=True)
class Changing:
    """An invitation that is changed, its link taken back unless it has been used.

    Attributes:
        is_answered: an answer has been sent by the link, and nobody is told.
    """

    collection: Collection
    ballot: Ballot
    row: Invitation
    is_answered: bool


@transaction.atomic
def send_new_link(
    invitation: Invitation, *, address: str, by: Actor, language: str = "sv"
) -> Invitation:
    """Send somebody who has lost their letter another link; the old one is taken back.

    Whoever has answered gets a letter that says so.

    Raises:
        NotOpen: the survey takes in no answers.
        LinkUsed: they have answered, and the list shows it.
        RowGone: they are off the list.
    """
    changing = link_taken_back(invitation, by)
    _give(changing, "surveys.send_new_link", address, language, by)
    return changing.row


@transaction.atomic
def replace_respondent(
    invitation: Invitation,
    *,
    name: str,
    address: str,
    by: Actor,
    language: str = "sv",
) -> Invitation:
    """Let somebody else answer for the same; they get a link of their own.

    Where an answer is in already they get a letter that says so.

    Raises:
        NameMissing: nobody could tell who it is.
        NotOpen, LinkUsed, RowGone: as for ``send_new_link``.
    """
    name = " ".join(name.split())
    if not name:
        raise NameMissing()
    changing = link_taken_back(invitation, by)
    row = changing.row
    person = row.respondent
    person.name, person.declined, person.replaced = name, False, True
    person.save(update_fields=["name", "declined", "replaced"])
    row.declined_why = ""
    row.save(update_fields=["declined_why"])
    _give(changing, "surveys.replace_respondent", address, language, by)
    return row


@transaction.atomic
def take_off(invitation: Invitation, *, by: Actor) -> None:
    """Take somebody off an opened survey's list; an answer that is in still counts.

    They and what they answered for are counted as asked, since that was so when the
    survey was opened. Name, address and reason go.

    Raises:
        NotOpen, LinkUsed, RowGone: as for ``send_new_link``.
    """
    changing = link_taken_back(invitation, by)
    row = changing.row
    _log("surveys.take_off", changing, by)
    row.address = row.declined_why = ""
    row.save(update_fields=["address", "declined_why"])
    person = row.respondent
    person.name, person.declined, person.taken_off = "", False, True
    person.save(update_fields=["name", "declined", "taken_off"])


def take_back_letters(mails: Sequence[OutgoingMail]) -> Iterator[TakenBack]:
    """Take links back with the invitations that were stopped; two queries.

    Whoever had one is as if never invited, and can be invited anew. A reminder that was
    stopped leaves nothing behind; for a new link that was stopped another can be sent.
    """
    stopped = [
        mail.about_uuid for mail in mails if mail.once_key.startswith("surveys.invita")
    ]
    if not stopped:
        return
    given = Invitation.objects.filter(uuid__in=stopped)
    BallotToken.objects.filter(
        token_hash__in=given.values("token_hash"), used=False, begun=False
    ).update(withdrawn=True)
    given.update(token_hash="", mailed_at=None)
    yield from ()


def link_taken_back(invitation: Invitation, by: Actor) -> Changing:
    """Return what is needed to change an invitation, its link taken back.

    Call within the change's transaction.

    Raises:
        NotOpen: the survey takes in no answers.
        RowGone: they are off the list.
        LinkUsed: an answer has come in by it, or is coming in, and that may be told.
    """
    collection, ballot = taken_in(invitation.respondent.survey)
    row = (
        Invitation.objects.filter(pk=invitation.pk).select_related("respondent").first()
    )
    if row is None or row.respondent.taken_off:
        raise RowGone()
    is_answered = bool(row.token_hash) and not withdraw_tokens(
        ballot, hashes=[row.token_hash], by=by
    )
    if is_answered and _may_be_told(collection, row):
        raise LinkUsed(name=str(row.respondent))
    if not is_answered:
        row.token_hash = ""
        row.save(update_fields=["token_hash"])
    # A reminder holds no link, and only who had not answered has one: to stop it would
    # tell that. And whoever lost their link is told, however often it is sent on.
    forget_mails_about([row], but=(REMINDER, MOVED))
    return Changing(collection, ballot, row, is_answered)


def _may_be_told(collection: Collection, row: Invitation) -> bool:
    """Say whether it is no secret that somebody has answered (rule F6)."""
    return collection.mode == OPEN or row.respondent_id in collection.shown_answered


def _give(
    changing: Changing, action: str, address: str, language: str, by: Actor
) -> None:
    before = changing.row.address
    batch = give_link(
        changing.collection,
        changing.ballot,
        changing.row,
        address=address,
        language=language,
        by=by,
        is_answered=changing.is_answered,
    )
    moved = bool(before) and before.casefold() != address.casefold()
    if moved:
        # Nobody's link goes elsewhere without their being told.
        tell_moved(changing.collection, changing.row, to=before, language=language)
    # Not where: the log outlives the address.
    other = "yes" if moved else "no"
    _log(action, changing, by, batch=str(batch), other_address=other)


def _log(action: str, changing: Changing, by: Actor, **facts: str) -> None:
    survey = changing.collection.survey
    write_line(
        action,
        by=by,
        about=survey,
        space=survey.space.slug,
        facts={"respondent": changing.row.respondent.key, **facts},
    )
