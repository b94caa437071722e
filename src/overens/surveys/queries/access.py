"""What is known of who may have a survey's answers one by one, and the rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, QuerySet

from overens.surveys.models import AnswerSheet, AnswersRequest, Collection, Survey
from overens.surveys.queries.versions import every_part
from overens.surveys.rules import (
    COLLECTED,
    Sheet,
    written_headings,
    written_row,
)
from overens.surveys.rules.outgoing import without_words

AT_A_TIME = 2_000


def answers_are_in(survey: Survey) -> bool:
    """Say whether a survey is closed, or its answers came in by file. 1 query."""
    states = Collection.objects.filter(survey=survey).values_list("state", flat=True)
    return all(state == COLLECTED for state in states)


def persons_answered(survey: Survey) -> int:
    """Return how many distinct persons answered. 1 query."""
    found = _standing(survey).aggregate(
        sheets=Count("pk"),
        named=Count("respondent"),
        people=Count("respondent", distinct=True),
        given=Count("giver"),
        givers=Count("giver", distinct=True),
    )
    alone = found["sheets"] - found["named"] - found["given"]
    return int(alone + found["people"] + found["givers"])


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
    words, which are read and released text by text, without group and without the names
    of what they answered for. Who did not answer has no row.
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
                "unit_count",
                "questionnaire__version",
            )[:AT_A_TIME]
        )
        if not lot:
            return
        for address, person, giver, answers, count, version in lot:
            place += 1
            number = people.setdefault(person or giver or address, len(people) + 1)
            sheet = Sheet(
                respondent=f"row-{number}",
                units=tuple(f"row-{place}-{n}" for n in range(1, count + 1)),
                answers=without_words(items, answers),
                version=version,
            )
            row = written_row(items, sheet)
            yield {name: row.get(name, "") for name in headings}
        last = lot[-1][0]


def _standing(survey: Survey) -> QuerySet[AnswerSheet]:
    return AnswerSheet.objects.standing().filter(survey=survey).order_by()
