"""What is known of who may have a survey's answers one by one, and the rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from overens.accounts.models import Person, Space
from overens.accounts.queries import has_right
from overens.accounts.rules import AGREE_TO_ROWS
from overens.common.to_do import MOST_ROWS, ToDo
from overens.surveys.models import AnswerSheet, AnswersRequest, Collection, Survey
from overens.surveys.queries.versions import every_part
from overens.surveys.rules import (
    COLLECTED,
    Sheet,
    written_headings,
    written_row,
)
from overens.surveys.rules.access import AGREED, ASKED, REFUSED
from overens.surveys.rules.outgoing import without_words

AT_A_TIME = 2_000


def answers_are_in(survey: Survey) -> bool:
    """Say whether a survey is closed, or its answers came in by file. 1 query."""
    states = Collection.objects.filter(survey=survey).values_list("state", flat=True)
    return all(state == COLLECTED for state in states)


@dataclass(frozen=True)
class Rows:
    """How many rows could be taken out, and how many persons they are from."""

    rows: int
    persons: int


def rows_of(survey: Survey) -> Rows:
    """Return how many answer sheets stand, of how many distinct persons. 1 query."""
    found = _standing(survey).aggregate(
        sheets=Count("pk"),
        named=Count("respondent"),
        people=Count("respondent", distinct=True),
        given=Count("giver"),
        givers=Count("giver", distinct=True),
    )
    alone = found["sheets"] - found["named"] - found["given"]
    return Rows(found["sheets"], alone + found["people"] + found["givers"])


def rows_to_do(person: Person, space: Space, today: date) -> Iterator[ToDo]:
    """Yield the requests that wait for a person's yes or no, and answers to theirs.

    A yes stands until the rows are fetched or the day is over, a no until it is read.
    1 query.
    """
    if not space.has_column("surveys"):
        return
    if not has_right(person, AGREE_TO_ROWS, space, today):
        return
    mine = Q(asked_by=person)
    fetchable = Q(state=AGREED, until__gt=timezone.now(), fetched=0)
    unread = Q(state=REFUSED, no_is_read=False)
    found = (
        AnswersRequest.objects.filter(
            (Q(state=ASKED) & ~mine) | (mine & (fetchable | unread)),
            survey__space=space,
            survey__withdrawn_at=None,
        )
        .select_related("survey", "asked_by", "decided_by")
        .order_by("id")[: MOST_ROWS * 2]
    )
    for each in found:
        yield _to_do(each)


def _to_do(each: AnswersRequest) -> ToDo:
    told = {
        "survey": each.survey,
        "asked_by": each.asked_by,
        "decided_by": each.decided_by,
    }
    title, why, label = {
        ASKED: (
            _("Answers one by one are asked for: %(survey)s"),
            _("%(asked_by)s asks, and somebody else has to agree."),
            _("Read and decide"),
        ),
        AGREED: (
            _("You can fetch the answers one by one: %(survey)s"),
            _("%(decided_by)s has agreed. After a day you have to ask again."),
            _("Fetch the rows"),
        ),
        REFUSED: (
            _("You do not get the answers one by one: %(survey)s"),
            _("%(decided_by)s has refused, and says why."),
            _("Read why"),
        ),
    }[each.state]
    return ToDo(
        key=f"surveys.rows:{each.uuid}:{each.state}",
        urgency="now",
        title=title % told,
        why=why % told,
        action_label=label,
        url=reverse("surveys:rows_decide", args=[each.survey.slug, each.uuid]),
        since=timezone.localdate(each.decided_at or each.created),
    )


def requests_for(survey: Survey) -> QuerySet[AnswersRequest]:
    """Return who has asked for the rows, the latest first."""
    return (
        AnswersRequest.objects.filter(survey=survey)
        .select_related("asked_by", "decided_by")
        .order_by("-id")
    )


def guarded_rows(survey: Survey) -> Iterator[dict[str, str]]:
    """Yield a confidential survey's answers one by one; whose, nothing says.

    In an order that tells nothing, each person a number in that order; without own
    words, which are read and released text by text, without group and without what they
    answered for, or for how many. Who did not answer has no row.
    """
    items = every_part(survey, "sv")
    headings = written_headings(items)
    people: dict[Any, int] = {}
    last, place = None, 0
    while True:
        # By the random address of each row.
        rows = _standing(survey).order_by("uuid")
        if last is not None:
            rows = rows.filter(uuid__gt=last)
        lot = list(
            rows.values_list(
                "uuid",
                "respondent_id",
                "giver",
                "answers",
                "questionnaire__version",
            )[:AT_A_TIME]
        )
        if not lot:
            return
        for address, person, giver, answers, version in lot:
            place += 1
            number = people.setdefault(person or giver or address, len(people) + 1)
            sheet = Sheet(
                respondent=f"row-{number}",
                # As one, however many it is: few answer for as many as some do.
                units=(f"row-{place}",),
                answers=without_words(items, answers),
                version=version,
            )
            row = written_row(items, sheet)
            yield {name: row.get(name, "") for name in headings}
        last = lot[-1][0]


def _standing(survey: Survey) -> QuerySet[AnswerSheet]:
    return AnswerSheet.objects.standing().filter(survey=survey).order_by()
