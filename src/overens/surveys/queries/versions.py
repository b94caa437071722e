"""Every question that a survey has asked, in whichever version of its questionnaire."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext

from overens.common import formats
from overens.surveys.models import (
    Collection,
    OutsideQuestion,
    QuestionnaireItem,
    Survey,
)
from overens.surveys.queries.stored import item_in
from overens.surveys.queries.wording import figure
from overens.surveys.rules import (
    COLLECTED,
    Item,
    QuestionResult,
    SurveyResult,
    spread_out,
)


@dataclass(frozen=True)
class AskedItem:
    """A question as stored, and the versions that ask it.

    Attributes:
        since, until: first and last version; ``until`` is None of one still asked.
        added, gone: the days that the version with it, and the one without, were made;
            None of one that has been there from the beginning, or still is.
    """

    stored: QuestionnaireItem
    since: int
    until: int | None
    added: date | None
    gone: date | None

    @property
    def is_quoted(self) -> bool:
        """Whether something of others stands beside one of the survey's questions."""
        return bool(getattr(self.stored, "is_quoted", False))


def takes_no_more(survey: Survey) -> bool:
    """Say whether no more answers come in, or the results are known to all. 1 query."""
    in_already = Collection.objects.filter(survey=survey, state=COLLECTED)
    return survey.published or in_already.exists()


def every_item(survey: Survey) -> list[AskedItem]:
    """Return the latest questions in order, each after what it replaced. 1 query."""
    return every_item_of([survey])[survey.pk]


def every_item_of(surveys: Sequence[Survey]) -> dict[int, list[AskedItem]]:
    """Return ``every_item`` of several surveys, by the survey's pk. 1 query."""
    rows = (
        QuestionnaireItem.objects.filter(questionnaire__survey__in=surveys)
        .select_related("question", "questionnaire")
        .annotate(
            is_quoted=Exists(
                OutsideQuestion.objects.filter(survey=OuterRef("questionnaire__survey"))
            )
        )
        .order_by("questionnaire__version", "place")
    )
    asked: dict[int, list[QuestionnaireItem]] = {each.pk: [] for each in surveys}
    for row in rows:
        asked[row.questionnaire.survey_id].append(row)
    return {each.pk: _in_order(each, asked[each.pk]) for each in surveys}


def _in_order(survey: Survey, rows: Iterable[QuestionnaireItem]) -> list[AskedItem]:
    made: dict[int, date] = {}
    first: dict[str, int] = {}
    last: dict[str, QuestionnaireItem] = {}
    for row in rows:
        version = row.questionnaire.version
        made[version] = timezone.localdate(row.questionnaire.created, survey.space.zone)
        first.setdefault(row.key, version)
        last[row.key] = row
    latest = max(made, default=1)
    found = [
        _asked(row, first[row.key], row.questionnaire.version, latest, made)
        for row in last.values()
    ]
    still = [each for each in found if each.until is None]
    still.sort(key=lambda each: each.stored.place)
    for each in (each for each in found if each.until is not None):
        at = [n for n, new in enumerate(still) if _replaces(new, each)]
        still.insert(at[0] if at else len(still), each)
    return still


def _replaces(new: AskedItem, old: AskedItem) -> bool:
    return new.stored.question.replaces_id == old.stored.question_id


def _asked(
    row: QuestionnaireItem, since: int, until: int, latest: int, made: dict[int, date]
) -> AskedItem:
    is_gone = until < latest
    return AskedItem(
        stored=row,
        since=since,
        until=until if is_gone else None,
        added=made[since] if since > 1 else None,
        gone=made[until + 1] if is_gone else None,
    )


def asked_in_version(asked: AskedItem, language: str) -> Item:
    """Return a question as the rules take it, with the versions that ask it."""
    item = item_in(asked.stored, language)
    return replace(item, since=asked.since, until=asked.until)


def every_part(survey: Survey, language: str) -> list[Item]:
    """Return all that was ever asked as it is counted, a row at a time. 1 query."""
    return every_part_of([survey], language)[survey.pk]


def every_part_of(surveys: Sequence[Survey], language: str) -> dict[int, list[Item]]:
    """Return ``every_part`` of several surveys, by the survey's pk. 1 query."""
    return {
        survey: spread_out(asked_in_version(each, language) for each in items)
        for survey, items in every_item_of(surveys).items()
    }


def version_in_words(
    asked: AskedItem,
    result: QuestionResult,
    survey: SurveyResult,
    words: dict[str, str],
) -> tuple[str, ...]:
    """Return when a question came or went, and how many got it; nothing if all did."""
    facts = {
        **words,
        "got": figure(result.got if result.got is not None else survey.units.answered),
        "answered": figure(survey.units.answered),
    }
    said = []
    if asked.added is not None:
        said.append(
            gettext(
                "Added %(day)s: %(got)s of the %(answered)s %(units)s that answered "
                "got this question."
            )
            % {**facts, "day": formats.day(asked.added)}
        )
    if asked.gone is not None:
        said.append(
            gettext(
                "Asked in other words since %(day)s: %(got)s of the %(answered)s "
                "%(units)s that answered got this wording."
            )
            % {**facts, "day": formats.day(asked.gone)}
        )
    return tuple(said)
