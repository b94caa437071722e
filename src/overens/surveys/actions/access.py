"""Two persons together let answers be taken out one by one; each step is logged."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from overens.accounts.models import Person
from overens.common.audit import Actor, write_line
from overens.surveys.models import AnswersRequest, Survey
from overens.surveys.queries.access import answers_are_in, rows_of
from overens.surveys.rules.access import (
    AGREED,
    ASKED,
    ENDED,
    LASTS,
    LONGEST_REASON,
    REFUSED,
    NoAccess,
    NothingToRead,
    OwnRequest,
    ReasonWanted,
    RequestDecided,
    WhyNotWanted,
    check_may_ask,
)


@transaction.atomic
def ask_for_rows(
    survey: Survey, *, reason: str, person: Person, by: Actor
) -> AnswersRequest:
    """Ask for a confidential survey's answers one by one.

    Asked again while it waits, the first request stands.

    Raises:
        ReasonWanted: it is not said what they are needed for.
        NothingToAskFor, AnonymousResults, AnswersNotIn, TooFewPersons: see the rules.
    """
    survey = Survey.objects.held(survey)
    check_may_ask(
        survey.mode,
        is_in=answers_are_in(survey),
        persons=rows_of(survey).persons,
        least=survey.least_persons,
    )
    if not reason.strip():
        raise ReasonWanted()
    waiting = AnswersRequest.objects.filter(
        survey=survey, asked_by=person, state=ASKED
    ).first()
    if waiting is not None:
        return waiting
    made = AnswersRequest.objects.create(
        survey=survey, reason=reason.strip()[:LONGEST_REASON], asked_by=person
    )
    _log("surveys.ask_for_rows", made, by)
    return made


@transaction.atomic
def decide_on_rows(
    request: AnswersRequest,
    *,
    agrees: bool,
    person: Person,
    by: Actor,
    said: str = "",
) -> AnswersRequest:
    """Agree to a request, or refuse it; never one's own.

    Args:
        said: to whoever asked; a no says why.

    Raises:
        OwnRequest: whoever decides has asked.
        RequestDecided: somebody has decided.
        WhyNotWanted: it is refused without a word.
        NothingToAskFor, AnonymousResults, AnswersNotIn, TooFewPersons: it may not be
            given any more.
    """
    request = _held(request)
    if request.asked_by_id == person.pk:
        raise OwnRequest()
    if request.state != ASKED:
        raise RequestDecided()
    if not agrees and not said.strip():
        raise WhyNotWanted()
    survey, now = request.survey, timezone.now()
    if agrees:
        check_may_ask(
            survey.mode,
            is_in=answers_are_in(survey),
            persons=rows_of(survey).persons,
            least=survey.least_persons,
        )
    request.state = AGREED if agrees else REFUSED
    request.decided_by, request.decided_at = person, now
    request.until = now + LASTS if agrees else None
    request.said = said.strip()[:LONGEST_REASON]
    request.save(update_fields=["state", "decided_by", "decided_at", "until", "said"])
    _log("surveys.agree_to_rows" if agrees else "surveys.refuse_rows", request, by)
    return request


@transaction.atomic
def end_rows(request: AnswersRequest, *, by: Actor) -> AnswersRequest:
    """Take a request back, or end what was agreed, at once; anybody with the right may.

    Raises:
        RequestDecided: it was refused or ended before.
    """
    request = _held(request)
    if request.state not in (ASKED, AGREED):
        raise RequestDecided()
    request.state, request.until = ENDED, None
    request.save(update_fields=["state", "until"])
    _log("surveys.end_rows", request, by)
    return request


@transaction.atomic
def read_no(request: AnswersRequest, *, person: Person, by: Actor) -> AnswersRequest:
    """Note that whoever asked has read why it was refused.

    Raises:
        NothingToRead: it was not refused, somebody else asked, or it is read.
    """
    request = _held(request)
    is_theirs = request.asked_by_id == person.pk and request.state == REFUSED
    if not is_theirs or request.no_is_read:
        raise NothingToRead()
    request.no_is_read = True
    request.save(update_fields=["no_is_read"])
    _log("surveys.read_no_to_rows", request, by)
    return request


@transaction.atomic
def fetch_rows(
    request: AnswersRequest, *, ending: str, person: Person, by: Actor
) -> AnswersRequest:
    """Note that the rows are fetched: before any of them leaves.

    Raises:
        NoAccess: nobody has agreed, somebody else asked, or the day is over.
    """
    request = _held(request)
    if request.asked_by_id != person.pk or not request.is_open:
        raise NoAccess()
    request.fetched += 1
    request.save(update_fields=["fetched"])
    _log("surveys.fetch_rows", request, by, ending=ending)
    return request


def _held(request: AnswersRequest) -> AnswersRequest:
    return (
        AnswersRequest.objects.select_for_update(of=("self",))
        .select_related("survey__space")
        .get(pk=request.pk)
    )


def _log(action: str, request: AnswersRequest, by: Actor, **facts: str) -> None:
    survey = request.survey
    write_line(
        action,
        by=by,
        about=survey,
        space=survey.space.slug,
        facts={"request": str(request.uuid), **facts},
    )
