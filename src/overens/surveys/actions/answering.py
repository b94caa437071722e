"""Takes answers and refusals by link, and makes sheets of them when the survey closes.

No line of the log tells of an answer or a refusal, and nothing here has a time.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max

from overens.common.audit import Actor, write_line
from overens.common.ballots import (
    Opened,
    Receipt,
    ballot_for,
    cast,
    close_ballot,
    end_now,
    forget_draft,
    used_hashes,
)
from overens.common.ballots.sealing import hash_of, shuffled, typed
from overens.common.mail import forget_mails_about
from overens.common.models import Ballot, OutgoingMail
from overens.surveys.actions.answers import AT_A_TIME
from overens.surveys.actions.collecting import NotOpen
from overens.surveys.actions.columns import lay_out
from overens.surveys.actions.contacts import show_contacts
from overens.surveys.actions.releases import release_if_due
from overens.surveys.models import (
    AnswerSheet,
    Collection,
    ContactWish,
    FrameRespondent,
    Invitation,
    Remark,
    SheetUnit,
    Survey,
)
from overens.surveys.queries import Asked, AskedUnit, asked_of, invitation_of
from overens.surveys.queries.register_changes import (
    changes_in_words,
    register_changes,
)
from overens.surveys.rules import (
    CAVEAT,
    COLLECTED,
    OPEN,
    GivenSheet,
    NothingToSend,
    divided,
    joint_stratum,
    only_asked,
    read_sheet,
)

# The longest reason that is kept of somebody who declines; in characters.
LONGEST_REASON = 1_000


def answer(
    token: str,
    *,
    sheets: Sequence[GivenSheet],
    language: str = "sv",
    asked: Asked | None = None,
    ballot: Ballot | None = None,
) -> Receipt:
    """Take somebody's answers, once; sent again, the first stand.

    Answers to questions that were not to be asked are left out, and so is a sheet
    without any.

    Args:
        token: of their link, or as they typed it.
        sheets: one for all their units, or several with some units each.
        language: that options are named in, where they are not named by key.
        asked, ballot: what they are asked, and what ``ballot_for`` gave, where it has
            been read; ``cast`` sees anew whether the answer may come in.

    Raises:
        AnswersNotTaken: a question has something that is no answer to it.
        NothingToSend: no sheet has an answer.
        UnitsNotYours: the sheets are not for each of their units once.
        TokenUnknown, TokenWithdrawn, TooLate, KeyMissing, AnswerTooLong: see ``cast``.
    """
    asked = asked or asked_of(token)
    ballot = ballot or asked.standing.ballot
    survey = asked.survey
    items = asked.in_language(language)
    conditions = {item.key: item.condition for item in asked.items}
    said: dict[str, Any] = {
        "questionnaire": asked.items[0].questionnaire_id,
        "sheets": [],
    }
    for sheet, units in zip(sheets, divided(sheets, list(asked.units)), strict=True):
        answers = only_asked(conditions, read_sheet(items, sheet.cells))
        if answers:
            about = [asked.units[unit] for unit in units]
            said["sheets"].append(_said(answers, about, survey))
    if not said["sheets"]:
        raise NothingToSend()
    if survey.mode == OPEN:
        said["respondent"] = asked.respondent
    receipt = cast(
        token,
        answer=json.dumps(said, ensure_ascii=False, sort_keys=True),
        stratum=asked.stratum,
        units=asked.unit_count,
        ballot=ballot,
    )
    forget_draft(receipt.ballot, token)
    return receipt


def _said(
    answers: Mapping[str, object], units: Sequence[AskedUnit], survey: Survey
) -> dict[str, Any]:
    """Return a sheet as the ballot keeps it: which units only where it is open."""
    said: dict[str, Any] = {
        "answers": answers,
        "stratum": joint_stratum(unit.stratum for unit in units),
        "units": len(units),
    }
    if survey.mode == OPEN:
        said["covers"] = [unit.pk for unit in units]
    return said


@transaction.atomic
def decline(token: str, *, why: str = "") -> None:
    """Note that somebody will not answer, with or without a reason.

    They may still answer by the same link until the survey closes.

    Raises:
        TokenUsed: they have answered.
        TokenUnknown, TokenWithdrawn, TooLate: the link does not work.
    """
    ballot_for(token)
    invitation = invitation_of(token)
    # Unless the link has been taken back meanwhile.
    theirs = Invitation.objects.filter(
        pk=invitation.pk, token_hash=hash_of(typed(token))
    )
    FrameRespondent.objects.filter(
        pk=invitation.respondent_id, invitation__in=theirs, taken_off=False
    ).update(declined=True)
    theirs.filter(respondent__taken_off=False).update(
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
        wiping=(OutgoingMail, Invitation, FrameRespondent, Collection, ContactWish),
    )
    # What is computed once: figures that are given out are never reckoned again.
    release_if_due(collection.survey, by=by)
    lay_out(collection.survey)
    return Collection.objects.get(pk=collection.pk)


def _keep(
    collection: Collection, ballot: Ballot, by: Actor, opened: Sequence[Opened]
) -> None:
    """Write the sheets, and forget whom each link went to."""
    survey = collection.survey
    invitations = list(Invitation.objects.filter(respondent__survey=survey))
    given = [
        (_sheet(collection, said, sheet), sheet.get("covers", []))
        for said in (json.loads(answer.answer) for answer in opened)
        for sheet in said["sheets"]
    ]
    if survey.mode != OPEN:
        # What one person said apart must not lie together either.
        given = shuffled(given)
    sheets = AnswerSheet.objects.bulk_create(
        [sheet for sheet, _covers in given], batch_size=AT_A_TIME
    )
    SheetUnit.objects.bulk_create(
        [
            SheetUnit(sheet=sheet, unit_id=unit)
            for sheet, covers in given
            for unit in covers
        ],
        batch_size=AT_A_TIME,
    )
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
    show_contacts(survey)
    _note_register_changes(survey)
    write_line(
        "surveys.close_survey",
        by=by,
        about=survey,
        space=survey.space.slug,
        facts={"sheets": len(sheets)},
    )


def _note_register_changes(survey: Survey) -> None:
    """Let the results say what has become of those on the list meanwhile (F9)."""
    text = changes_in_words(register_changes(survey))
    if text:
        last = survey.remarks.aggregate(last=Max("place"))["last"] or 0
        Remark.objects.create(survey=survey, kind=CAVEAT, place=last + 1, text=text)


def _sheet(
    collection: Collection, said: dict[str, Any], sheet: Mapping[str, Any]
) -> AnswerSheet:
    """Return a sheet to be kept, with a mark in common where one gave several."""
    several = len(said["sheets"]) > 1 and "respondent" not in said
    if several:
        said.setdefault("giver", uuid.uuid4())
    return AnswerSheet(
        survey=collection.survey,
        questionnaire_id=said["questionnaire"],
        respondent_id=said.get("respondent"),
        giver=said.get("giver"),
        answers=sheet["answers"],
        unit_count=sheet["units"],
        pooled=sheet["units"] > 1,
        stratum=sheet["stratum"],
        promise=collection.promise,
    )
