"""Changes whom an opened survey asks: each logged, and none once a link is used.

An old link is taken back before a new one is given out, so there is never a second
answer by the same person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import transaction

from overens.common.audit import Actor, write_line
from overens.common.ballots import withdraw_tokens
from overens.common.mail import TakenBack, forget_mails_about
from overens.common.models import Ballot, BallotToken, OutgoingMail, removing
from overens.surveys.actions.collecting import give_link, taken_in
from overens.surveys.models import Collection, Invitation
from overens.surveys.rules import LinkUsed, NameMissing, RowGone


@transaction.atomic
def send_new_link(
    invitation: Invitation, *, address: str, by: Actor, language: str = "sv"
) -> Invitation:
    """Send somebody who has lost their letter another link; the old one is taken back.

    Raises:
        NotOpen: the survey takes in no answers.
        LinkUsed: they have answered.
        RowGone: they are off the list.
    """
    collection, ballot, row = link_taken_back(invitation, by)
    batch = give_link(
        collection, ballot, row, address=address, language=language, by=by
    )
    _log("surveys.send_new_link", collection, row, by, batch=str(batch))
    return row


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

    Raises:
        NameMissing: nobody could tell who it is.
        NotOpen, LinkUsed, RowGone: as for ``send_new_link``.
    """
    name = " ".join(name.split())
    if not name:
        raise NameMissing()
    collection, ballot, row = link_taken_back(invitation, by)
    person = row.respondent
    person.name, person.declined = name, False
    person.save(update_fields=["name", "declined"])
    row.declined_why = ""
    row.save(update_fields=["declined_why"])
    batch = give_link(
        collection, ballot, row, address=address, language=language, by=by
    )
    _log("surveys.replace_respondent", collection, row, by, batch=str(batch))
    return row


@transaction.atomic
def take_off(invitation: Invitation, *, by: Actor) -> None:
    """Take somebody off an opened survey's list; what they answered for stays on it.

    Raises:
        NotOpen, LinkUsed, RowGone: as for ``send_new_link``.
    """
    collection, _ballot, row = link_taken_back(invitation, by)
    _log("surveys.take_off", collection, row, by)
    person = row.respondent
    with removing():
        row.delete()
        person.delete()


def take_back_letters(mails: Sequence[OutgoingMail]) -> Iterator[TakenBack]:
    """Take links back with the invitations that were stopped; two queries.

    Whoever had one is as if never invited, and can be invited anew. A reminder that was
    stopped leaves nothing behind.
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


def link_taken_back(
    invitation: Invitation, by: Actor
) -> tuple[Collection, Ballot, Invitation]:
    """Return what is needed to change an invitation, its link taken back.

    Call within the change's transaction.

    Raises:
        NotOpen: the survey takes in no answers.
        RowGone: they are off the list.
        LinkUsed: an answer has come in by it, or is coming in.
    """
    collection, ballot = taken_in(invitation.respondent.survey)
    row = (
        Invitation.objects.filter(pk=invitation.pk).select_related("respondent").first()
    )
    if row is None:
        raise RowGone()
    if row.token_hash:
        taken_back = withdraw_tokens(ballot, hashes=[row.token_hash], by=by)
        if not taken_back:
            raise LinkUsed(name=str(row.respondent))
        row.token_hash = ""
        row.save(update_fields=["token_hash"])
    forget_mails_about([row])
    return collection, ballot, row


def _log(
    action: str, collection: Collection, row: Invitation, by: Actor, **facts: str
) -> None:
    write_line(
        action,
        by=by,
        about=collection.survey,
        space=collection.survey.space.slug,
        facts={"respondent": row.respondent.key, **facts},
    )
