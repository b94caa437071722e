"""Opens a survey for answers by personal links, invites, and reminds.

Nobody's answer is here: it lies in a ballot until the survey closes.
"""

from __future__ import annotations

import uuid as uuids
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from overens.common.audit import Actor, write_line
from overens.common.ballots import hash_of, issue_tokens, open_ballot, written
from overens.common.ballots.sealing import shuffled
from overens.common.letters import Letter, letter, post_letter
from overens.common.models import Ballot
from overens.errors import RuleBroken, gettext_noop
from overens.surveys.actions.answers import NoQuestions
from overens.surveys.actions.drafts import promise_of
from overens.surveys.models import (
    AnswerSheet,
    Collection,
    Invitation,
    Survey,
)
from overens.surveys.queries import frame_of, questionnaire_items
from overens.surveys.queries.collecting import last_day_of, reminding
from overens.surveys.rules import (
    TAKEN_IN,
    check_groups,
    closing_instant,
    places_of,
)


class AlreadyOpened(RuleBroken):
    """A survey is opened once."""

    sentence = gettext_noop("The survey has already been opened.")


class HasAnswers(RuleBroken):
    """Answers that were given under another promise."""

    sentence = gettext_noop(
        "The survey already has answers. Make a new one with the same questions to "
        "send links."
    )


class NotOpen(RuleBroken):
    """Nobody can be asked before opening or after closing."""

    sentence = gettext_noop("Open the survey first: it takes in no answers now.")


# What the keys of these begin with, in the outbox.
REMINDER, MOVED = "surveys.reminder:", "surveys.moved:"


@dataclass(frozen=True)
class OpenedSurvey:
    """A survey that takes answers, and the code that opens them if the key is lost.

    Attributes:
        escrow: to be printed, shown this once; empty unless the survey is anonymous.
    """

    collection: Collection
    escrow: str


@dataclass(frozen=True)
class MailOut:
    """What a mail-out did.

    Attributes:
        batch: by which it can be undone for ten minutes.
        sent: how many letters wait to leave.
        skipped: why the others got none, by the respondent's key.
    """

    batch: uuids.UUID
    sent: int
    skipped: Mapping[str, str]


@transaction.atomic
def open_survey(
    survey: Survey,
    *,
    last_day: date,
    by: Actor,
    passphrase: str = "",
    small_groups_told: bool = False,
) -> OpenedSurvey:
    """Open a survey: its frame, mode and promise are what they are from now on.

    Args:
        last_day: the last day to answer, by the space's clock.
        passphrase: opens an anonymous survey's answers at closing; not kept.
        small_groups_told: whoever opens it has seen which groups are too small, and
            tells them so.

    Raises:
        AlreadyOpened, HasAnswers, NoQuestions, ClosesInThePast: it cannot be opened.
        NobodyToAsk, NothingToAnswerFor, AnsweredForByTwo: the frame does not do.
        GroupsTooSmall: the promise does not hold for all, and that is not told.
        PassphraseTooShort: an anonymous survey's passphrase could be guessed.
    """
    survey = Survey.objects.held(survey)
    if Collection.objects.filter(survey=survey).exists():
        raise AlreadyOpened()
    if AnswerSheet.objects.filter(survey=survey).exists():
        raise HasAnswers()
    if not questionnaire_items(survey):
        raise NoQuestions()
    zone = survey.space.zone
    closes_at = closing_instant(
        last_day, zone=zone, today=timezone.localdate(None, zone)
    )
    places = places_of(frame_of(survey, with_coverage=True))
    if not small_groups_told:
        check_groups(survey.mode, list(places.values()), least=survey.least_persons)
    opened = open_ballot(
        mode=survey.mode,
        closes_at=closes_at,
        about=survey,
        by=by,
        space=survey.space.slug,
        passphrase=passphrase,
    )
    collection = Collection.objects.create(
        survey=survey,
        mode=survey.mode,
        promise=survey.promise or promise_of(survey.mode),
        closes_at=closes_at,
        ballot=opened.ballot.uuid,
    )
    Invitation.objects.bulk_create(
        Invitation(
            respondent=person,
            stratum=places[person.key].stratum,
            unit_count=places[person.key].units,
            address=person.address,
        )
        for person in survey.frame_respondents.all()
    )
    # With the invitation it is forgotten when the survey closes.
    survey.frame_respondents.update(address="")
    write_line(
        "surveys.open_survey",
        by=by,
        about=survey,
        space=survey.space.slug,
        facts={"mode": survey.mode, "last_day": last_day.isoformat()},
    )
    return OpenedSurvey(collection, opened.escrow)


@transaction.atomic
def invite(
    survey: Survey, *, addresses: Mapping[str, str], by: Actor, language: str = "sv"
) -> MailOut:
    """Send each of some respondents a link of their own, once.

    Args:
        addresses: e-mail by the respondent's key.
        language: of the letter.

    Returns:
        What was done; who has been invited before is skipped.

    Raises:
        NotOpen: the survey takes in no answers.
    """
    collection, ballot = taken_in(survey)
    found = {
        invitation.respondent.key: invitation
        for invitation in Invitation.objects.filter(
            respondent__survey=survey, respondent__key__in=list(addresses)
        ).select_related("respondent")
    }
    skipped = {key: gettext_noop("was not asked") for key in addresses.keys() - found}
    asked = []
    for key, invitation in found.items():
        if invitation.token_hash:
            skipped[key] = gettext_noop("has a link already")
        else:
            asked.append(invitation)
    tokens = issue_tokens(ballot, count=len(asked), by=by) if asked else []
    batch = uuids.uuid4()
    # In an order that tells nothing of who stands where on the list.
    for invitation, token in zip(shuffled(asked), tokens, strict=True):
        invitation.address = addresses[invitation.respondent.key]
        invitation.token_hash = hash_of(token)
        words = _link_words(token, language)
        _post(collection, invitation, "invitation", batch, language, **words)
    facts = {"letters": len(asked), "skipped": len(skipped)}
    _note("surveys.invite", collection, batch, facts, by)
    return MailOut(batch, len(asked), skipped)


@transaction.atomic
def remind(survey: Survey, *, by: Actor, language: str = "sv") -> MailOut:
    """Remind those who have neither answered nor declined.

    The letter has no link: we do not have it, and a second one could give two answers.

    Returns:
        What was done, with a reason for each who gets no letter.

    Raises:
        NotOpen: the survey takes in no answers.
    """
    collection, ballot = taken_in(survey)
    found = reminding(survey, ballot)
    batch = uuids.uuid4()
    for invitation in shuffled(found.to):
        _post(
            collection,
            invitation,
            "reminder",
            batch,
            language,
            sent=invitation.mailed_at,
        )
    skipped = {one.respondent.key: why for one, why in found.skipped.items()}
    # How many letters there were would tell how many of whom had answered (rule F7).
    facts = {"asked": found.reached, "skipped": sum(found.counts.values())}
    _note("surveys.remind", collection, batch, facts, by)
    return MailOut(batch, len(found.to), skipped)


def give_link(
    collection: Collection,
    ballot: Ballot,
    invitation: Invitation,
    *,
    address: str,
    by: Actor,
    language: str,
    is_answered: bool,
) -> uuids.UUID:
    """Send somebody whose link was taken back, or who had none, one of their own.

    Args:
        is_answered: their answer is in. Then they get a letter that says so, and what
            is kept and told of it is the same but for the letter's words (rule F7).

    Returns:
        The mail-out, which can be stopped; the earlier link does not work again.
    """
    (token,) = issue_tokens(ballot, count=1, by=by, void=is_answered)
    batch = uuids.uuid4()
    invitation.address = address
    words = {}
    if not is_answered:
        invitation.token_hash = hash_of(token)
        words = _link_words(token, language)
    _post(collection, invitation, "new_link", batch, language, **words)
    return batch


def tell_moved(
    collection: Collection, invitation: Invitation, *, to: str, language: str
) -> None:
    """Tell whoever had a link that it has been sent to another address instead."""
    post_letter(
        letter_of(collection, "moved", language),
        to=to,
        language=language,
        once_key=f"{MOVED}{invitation.uuid}:{invitation.letters}",
        space=collection.survey.space.slug,
        about=invitation,
    )


def letter_of(
    collection: Collection, template: str, language: str, **words: object
) -> Letter:
    """Return a letter as those who are asked get it.

    Args:
        template: ``invitation``, ``reminder``, ``new_link`` or ``moved``.
        **words: the ``link`` of an invitation, the day a reminded one was ``sent``.
    """
    last_day = last_day_of(collection)
    with override(language):
        subject = (
            _("%(survey)s: your link")
            if template in ("new_link", "moved")
            else _("%(survey)s: answer by %(last)s")
        )
        return letter(
            f"surveys/mail/{template}.txt",
            subject
            % {
                "survey": collection.survey,
                "last": formats.date_format(last_day, "j F"),
            },
            {"collection": collection, "last_day": last_day, **words},
            sender=collection.survey.space.sender,
        )


def opened(survey: Survey) -> Collection:
    """Return the survey's collecting, locked, while its answers are not in.

    Raises:
        NotOpen: it was never opened, or the answers are in.
    """
    collection = (
        Collection.objects.select_for_update(of=("self",))
        .select_related("survey__space")
        .filter(survey=survey, state=TAKEN_IN)
        .first()
    )
    if collection is None:
        raise NotOpen()
    return collection


def taken_in(survey: Survey) -> tuple[Collection, Ballot]:
    """Return the survey's collecting, locked, and its ballot, if answers come in now.

    Raises:
        NotOpen: none do.
    """
    collection = opened(survey)
    ballot = Ballot.objects.taking().filter(uuid=collection.ballot).first()
    if ballot is None:
        raise NotOpen()
    return collection, ballot


def _link_words(token: str, language: str) -> dict[str, str]:
    """Return what a letter says of its link."""
    where = answering_url(language)
    # After the #, no server and no log is told the token.
    return {"link": f"{where}#{token}", "where": where, "code": written(token)}


def answering_url(language: str) -> str:
    """Return where an answer is given, in a language."""
    with override(language):
        return settings.BASE_URL + reverse("surveys:answering")


def _post(
    collection: Collection,
    invitation: Invitation,
    template: str,
    batch: uuids.UUID,
    language: str,
    **words: object,
) -> None:
    invitation.letters += 1
    invitation.mailed_at = timezone.now()
    invitation.save(update_fields=["address", "token_hash", "letters", "mailed_at"])
    written = letter_of(collection, template, language, **words)
    post_letter(
        written,
        to=invitation.address,
        language=language,
        once_key=f"surveys.{template}:{invitation.uuid}:{invitation.letters}",
        space=collection.survey.space.slug,
        about=invitation,
        batch=batch,
    )


def _note(
    action: str,
    collection: Collection,
    batch: uuids.UUID,
    facts: Mapping[str, int],
    by: Actor,
) -> None:
    survey = collection.survey
    write_line(
        action,
        by=by,
        about=survey,
        space=survey.space.slug,
        facts={"batch": str(batch), **facts},
    )
