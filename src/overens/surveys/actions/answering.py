"""Takes answers and refusals by link, and makes sheets of them when the survey closes.

No line of the log tells of an answer or a refusal, and nothing here has a time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.db import transaction

from overens.common.audit import Actor, write_line
from overens.common.ballots import (
    Opened,
    Receipt,
    TokenUnknown,
    ballot_for,
    cast,
    close_ballot,
    end_now,
    hash_of,
    used_hashes,
)
from overens.common.ballots.sealing import typed
from overens.common.mail import forget_mails_about
from overens.common.models import Ballot, OutgoingMail
from overens.surveys.actions.answers import AT_A_TIME
from overens.surveys.actions.collecting import NotOpen
from overens.surveys.actions.releases import release_if_due
from overens.surveys.models import (
    AnswerSheet,
    Collection,
    Coverage,
    FrameRespondent,
    Invitation,
    SheetUnit,
    Survey,
)
from overens.surveys.queries import item_in, questionnaire_items
from overens.surveys.rules import COLLECTED, OPEN, read_sheet

# The longest reason that is kept of somebody who declines; in characters.
LONGEST_REASON = 1_000


def answer(token: str, *, cells: Mapping[str, object], language: str = "sv") -> Receipt:
    """Take somebody's answers, once; sent again, the first stand.

    Args:
        token: of their link, or as they typed it.
        cells: what was answered, by column, as ``import_answers`` reads a row.
        language: that options are named in, where they are not named by key.

    Raises:
        AnswersNotTaken: a question has something that is no answer to it.
        NothingToSend: nothing is answered.
        TokenUnknown, TokenWithdrawn, TooLate, KeyMissing, AnswerTooLong: see ``cast``.
    """
    invitation = _invitation(token)
    survey = invitation.respondent.survey
    items = questionnaire_items(survey)
    answers = read_sheet([item_in(item, language) for item in items], cells)
    said: dict[str, Any] = {
        "questionnaire": items[0].questionnaire_id,
        "answers": answers,
    }
    if survey.mode == OPEN:
        said["respondent"] = invitation.respondent_id
    return cast(
        token,
        answer=json.dumps(said, ensure_ascii=False, sort_keys=True),
        stratum=invitation.stratum,
        units=invitation.unit_count,
    )


@transaction.atomic
def decline(token: str, *, why: str = "") -> None:
    """Note that somebody will not answer, with or without a reason.

    They may still answer by the same link until the survey closes.

    Raises:
        TokenUsed: they have answered.
        TokenUnknown, TokenWithdrawn, TooLate: the link does not work.
    """
    ballot_for(token)
    invitation = _invitation(token)
    FrameRespondent.objects.filter(pk=invitation.respondent_id).update(declined=True)
    Invitation.objects.filter(pk=invitation.pk).update(
        declined_why=why.strip()[:LONGEST_REASON]
    )


def close_survey(
    survey: Survey, *, by: Actor, passphrase: str = "", early: bool = False
) -> Collection:
    """Close a survey and make its sheets; stopped half-way, it goes on the next time.

    Call outside a transaction: the database is rewritten (``common.ballots``).

    Args:
        passphrase: opens an anonymous survey's answers; the code on paper does too.
        early: before its last day is over; no answer comes in from now on.

    Raises:
        NotOpen: the survey was never opened.
        StillOpen, WrongPassphrase, KeyMissing, AnswersUnreadable: nothing is changed.
        TracesLeft: the answers are in; close once more to wipe the old copies.
    """
    collection = (
        Collection.objects.select_related("survey__space").filter(survey=survey).first()
    )
    if collection is None:
        raise NotOpen()
    ballot = Ballot.objects.get(uuid=collection.ballot)
    if early:
        end_now(ballot, by=by)
    close_ballot(
        ballot,
        into=partial(_keep, collection, ballot, by),
        by=by,
        passphrase=passphrase,
        wiping=(OutgoingMail, Invitation, FrameRespondent, Collection),
    )
    # What is computed once: figures that are given out are never reckoned again.
    release_if_due(collection.survey, by=by)
    return Collection.objects.get(pk=collection.pk)


def _invitation(token: str) -> Invitation:
    found = (
        Invitation.objects.filter(token_hash=hash_of(typed(token)))
        .select_related("respondent__survey")
        .first()
    )
    if found is None:
        # One that was replaced is told to be so.
        ballot_for(token)
        raise TokenUnknown()
    return found


def _keep(
    collection: Collection, ballot: Ballot, by: Actor, opened: Sequence[Opened]
) -> None:
    """Write the sheets, and forget whom each link went to."""
    survey = collection.survey
    invitations = list(Invitation.objects.filter(respondent__survey=survey))
    said = [(answer, json.loads(answer.answer)) for answer in opened]
    sheets = AnswerSheet.objects.bulk_create(
        [
            AnswerSheet(
                survey=survey,
                questionnaire_id=what["questionnaire"],
                respondent_id=what.get("respondent"),
                answers=what["answers"],
                unit_count=answer.units,
                pooled=answer.units > 1,
                stratum=answer.stratum,
                promise=collection.promise,
            )
            for answer, what in said
        ],
        batch_size=AT_A_TIME,
    )
    _tie_to_units(sheets)
    used = used_hashes(ballot)
    FrameRespondent.objects.filter(
        declined=True,
        pk__in=[i.respondent_id for i in invitations if i.token_hash in used],
    ).update(declined=False)
    forget_mails_about(invitations)
    Invitation.objects.filter(respondent__survey=survey).update(
        token_hash="", address="", mailed_at=None, letters=0
    )
    Collection.objects.filter(pk=collection.pk).update(
        state=COLLECTED, shown_answered=[]
    )
    write_line(
        "surveys.close_survey",
        by=by,
        about=survey,
        space=survey.space.slug,
        facts={"sheets": len(sheets)},
    )


def _tie_to_units(sheets: Sequence[AnswerSheet]) -> None:
    """Say which units a sheet stands for, where its giver was promised that it does."""
    by_person = {sheet.respondent_id: sheet for sheet in sheets if sheet.respondent_id}
    SheetUnit.objects.bulk_create(
        [
            SheetUnit(sheet=by_person[coverage.respondent_id], unit_id=coverage.unit_id)
            for coverage in Coverage.objects.filter(respondent__in=list(by_person))
        ],
        batch_size=AT_A_TIME,
    )
