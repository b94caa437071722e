"""How far a survey's collecting has come, without telling who answered last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext

from overens.common.ballots import used_hashes
from overens.common.models import Ballot, BallotDraft
from overens.common.models.ballots import CLOSED, TAKING
from overens.surveys.models import Collection, FrameUnit, Invitation, Survey
from overens.surveys.rules import COLLECTED, OPEN, may_renew
from overens.surveys.rules.collecting import HAS_ANSWERED, why_not_reminded


@dataclass(frozen=True)
class Told:
    """Somebody who has said that they will not answer, and why, if they said."""

    name: str
    why: str


@dataclass(frozen=True)
class Collecting:
    """A survey that is opened, as its secretariat may see it.

    Attributes:
        last_day: by the space's clock.
        is_taking: answers come in now, by the database's clock.
        is_over: the time is up, and the answers are not in yet.
        is_wiped: the answers are in, and nothing leads back to anybody.
        asked, units: how many on the list, with those who have been taken off it.
        taken_off: how many have been.
        answered: how many have answered; None when the answers are in.
        listed: those who are shown as having answered, by name.
        listed_units: for how many units those answer.
        may_renew: the list may be shown anew (rule F6).
        to_invite: how many have an address and no link.
        unreached: those without an address or a link, by name.
    """

    collection: Collection
    last_day: date
    is_taking: bool
    is_over: bool
    is_wiped: bool
    asked: int
    taken_off: int
    units: int
    answered: int | None
    listed: Sequence[str]
    listed_units: int
    may_renew: bool
    declined: Sequence[Told]
    to_invite: int
    invited: int
    unreached: Sequence[str]

    @property
    def is_open(self) -> bool:
        """Whether answers are given openly, so that who answers is no secret."""
        return bool(self.collection.mode == OPEN)

    @property
    def is_in(self) -> bool:
        """Whether the answers are in."""
        return self.collection.state == COLLECTED


def last_day_of(collection: Collection) -> date:
    """Return the last day to answer, by the space's clock; no query."""
    last = collection.closes_at - timedelta(seconds=1)
    return timezone.localdate(last, collection.survey.space.zone)


def collection_of(survey: Survey) -> Collection | None:
    """Return the survey's collecting, if it has been opened. 1 query."""
    return (
        Collection.objects.select_related("survey__space").filter(survey=survey).first()
    )


def invitations_of(survey: Survey) -> list[Invitation]:
    """Return those who are asked, in the list's order. 1 query."""
    return [one for one in everybody_asked(survey) if not one.respondent.taken_off]


def may_get_paper(collection: Collection) -> list[Invitation]:
    """Return those who can be given a form: not who is shown as having answered.

    Those without an address first. 1 query.
    """
    shown = set(collection.shown_answered)
    asked = invitations_of(collection.survey)
    return sorted(
        (one for one in asked if one.respondent_id not in shown),
        key=lambda one: bool(one.address),
    )


def everybody_asked(survey: Survey) -> list[Invitation]:
    """Return the invitations, of those taken off the list too. 1 query."""
    return list(
        Invitation.objects.filter(respondent__survey=survey)
        .select_related("respondent")
        .order_by("respondent__place")
    )


def drafts_kept(collection: Collection) -> int:
    """Return how many have begun an answer and not sent it. 1 query."""
    return BallotDraft.objects.filter(ballot=collection.ballot).count()


def collecting_of(collection: Collection) -> Collecting:
    """Return how far it has come. 3 queries."""
    survey = collection.survey
    ballot, is_taking, units = _ballot_of(collection)
    everybody = everybody_asked(survey)
    invitations = [i for i in everybody if not i.respondent.taken_off]
    used = used_hashes(ballot)
    answered = [i for i in invitations if i.token_hash in used]
    is_over = ballot.state == TAKING and not is_taking
    shown = set(collection.shown_answered)
    # When the time is up nobody answers any more, so the list is whole.
    is_whole = is_over or collection.mode == OPEN
    listed = answered if is_whole else [i for i in answered if i.respondent_id in shown]
    listed_as = {i.respondent_id for i in listed}
    return Collecting(
        collection=collection,
        last_day=last_day_of(collection),
        is_taking=is_taking,
        is_over=is_over,
        is_wiped=ballot.state == CLOSED,
        asked=len(everybody),
        taken_off=len(everybody) - len(invitations),
        units=units,
        # Less by one when somebody is taken off would tell that they had answered.
        answered=None if collection.state == COLLECTED else len(used),
        listed=[_who(i) for i in listed],
        listed_units=sum(i.unit_count for i in listed),
        may_renew=is_taking
        and not is_whole
        and may_renew(
            len(shown & {i.respondent_id for i in everybody}),
            len(used),
            least=survey.least_persons,
        ),
        declined=[
            Told(str(i.respondent), i.declined_why)
            for i in invitations
            # Who has answered after all has not declined.
            if i.respondent.declined and i.respondent_id not in listed_as
        ],
        to_invite=sum(bool(i.address) and not i.token_hash for i in invitations),
        invited=sum(bool(i.token_hash) for i in invitations),
        unreached=[
            str(i.respondent) for i in invitations if not i.address and not i.token_hash
        ],
    )


def _who(invitation: Invitation) -> str:
    """Return who has answered; of one who was replaced it may have been either."""
    person = invitation.respondent
    if not person.replaced:
        return str(person)
    return gettext("%(name)s, or who was asked before") % {"name": person}


def _ballot_of(collection: Collection) -> tuple[Ballot, bool, int]:
    """Return the ballot, whether it takes answers in now, and how many units it is of.

    All at once: the page of collecting asks for much besides. 1 query.
    """
    units = FrameUnit.objects.filter(survey=collection.survey_id).order_by()
    found: Any = Ballot.objects.annotate(
        is_taking=Exists(Ballot.objects.taking().filter(pk=OuterRef("pk"))),
        units=Subquery(units.values("survey").annotate(n=Count("pk")).values("n")),
    ).get(uuid=collection.ballot)
    return found, found.is_taking, found.units or 0


@dataclass(frozen=True)
class Reminding:
    """Whom a reminder would go to, and why not to the others.

    Attributes:
        to: those who would get a letter.
        skipped: why each of the others would get none, by invitation.
        counts: how many get none whether or not they have answered, by reason.
        reached: how many are left: of these who has not answered gets a letter. What
            may be told: with ``to`` it would tell who has answered, by changing one
            after the other (rule F7).
    """

    to: Sequence[Invitation]
    skipped: Mapping[Invitation, str]
    counts: Mapping[str, int]
    reached: int


def reminding(survey: Survey, ballot: Ballot) -> Reminding:
    """Return whom a reminder would go to now (rule 45). 2 queries."""
    used, now = used_hashes(ballot), timezone.now()
    to, skipped = [], {}
    told: Counter[str] = Counter()
    for invitation in invitations_of(survey):
        mailed = invitation.mailed_at
        why = why_not_reminded(
            declined=invitation.respondent.declined,
            invited=bool(invitation.token_hash),
            reachable=bool(invitation.address),
            since_mailed=now - mailed if mailed else None,
        )
        told[why] += 1
        if invitation.token_hash in used:
            why = HAS_ANSWERED
        if why:
            skipped[invitation] = why
        else:
            to.append(invitation)
    reached = told.pop("", 0)
    return Reminding(to, skipped, told, reached)
