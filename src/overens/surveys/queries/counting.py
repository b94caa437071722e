"""The answers of an open survey, ready to be counted, and how many were asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from overens.surveys.models import (
    AnswerColumns,
    AnswerSheet,
    FrameRespondent,
    FrameUnit,
    Survey,
)
from overens.surveys.queries.stored import (
    few_sheets,
    has_groups,
    standing_sheets,
)
from overens.surveys.rules import Item, Outcomes, Sheet, Tally
from overens.surveys.rules.columns import Columns
from overens.surveys.rules.counting import Answers, OneByOne
from overens.surveys.rules.frames import outcomes_of
from overens.surveys.rules.laying import Laying, made_of, unpacked

# Up to so many sheets are counted one by one: that takes no longer, and the library
# that counts columns need not be loaded by a web process that has no large survey.
MOST_ONE_BY_ONE = 1_000

# Sheets that are held at a time while they are laid out.
AT_A_TIME = 2_000


def answers_of(survey: Survey, items: Sequence[Item]) -> Answers:
    """Return the answers of a survey that was answered openly. At most 5 queries.

    Args:
        items: all that was ever asked, as it is counted.

    Returns:
        The columns that are kept; else few sheets one by one; else all sheets, laid
        out on the spot. Of a frame with groups the sheets: what became of each group
        is told from them, and a frame with names holds some thousands.
    """
    if has_groups(survey):
        return OneByOne(standing_sheets(survey))
    kept = (
        AnswerColumns.objects.filter(survey=survey, made_of=made_of(items))
        .exclude(data=None)
        .first()
    )
    if kept is not None and kept.layout is not None and kept.data is not None:
        return unpacked(kept.layout, kept.data)
    sheets = few_sheets(survey, MOST_ONE_BY_ONE)
    return laid_out(survey, items) if sheets is None else OneByOne(sheets)


def each_sheet(survey: Survey, answers: Answers | None) -> Sequence[Sheet]:
    """Return answers sheet by sheet, for what is said unit by unit. At most 2 queries.

    Args:
        answers: as ``answers_of`` returned them; None of a guarded survey, whose sheets
            nobody is given.
    """
    if answers is None:
        return ()
    if isinstance(answers, OneByOne):
        return answers.sheets
    return standing_sheets(survey)


def are_many(survey: Survey) -> bool:
    """Say whether a survey's answers are kept in columns too. 1 query at most."""
    if has_groups(survey):
        return False
    standing = AnswerSheet.objects.standing().filter(survey=survey).order_by("pk")
    return standing[MOST_ONE_BY_ONE : MOST_ONE_BY_ONE + 1].exists()


def laid_out(survey: Survey, items: Sequence[Item]) -> Columns:
    """Lay a survey's answers out, some sheets at a time. 3 queries."""
    standing = AnswerSheet.objects.standing().filter(survey=survey)
    people, givers = (
        set(
            standing.exclude(**{name: None})
            .order_by()
            .values_list(name)
            .annotate(sheets=Count("pk"))
            .filter(sheets__gt=1)
            .values_list(name, flat=True)
        )
        for name in ("respondent", "giver")
    )
    laying = Laying(items)
    rows = standing.order_by("pk").values_list(
        "respondent_id", "giver", "answers", "unit_count", "questionnaire__version"
    )
    for person, giver, answers, units, version in rows.iterator(AT_A_TIME):
        several = person if person in people else giver if giver in givers else None
        laying.add(answers, units=units, version=version, giver=several)
    return laying.done()


def reached(survey: Survey, answers: Answers) -> tuple[Tally, Outcomes]:
    """Return how many units and persons there are, and answered. 1 query."""
    sheets = AnswerSheet.objects.standing().filter(respondent=OuterRef("pk"))
    people = FrameRespondent.objects.filter(survey=OuterRef("pk"))
    lost = people.filter(declined=True)
    if not survey.open_frame:
        lost = lost.filter(~Exists(sheets))
    units = FrameUnit.objects.filter(survey=OuterRef("pk"))
    everything, asked, declined = Survey.objects.values_list(
        _how_many(units), _how_many(people), _how_many(lost)
    ).get(pk=survey.pk)
    answered = answers.units()
    return (
        Tally(answered if survey.open_frame else everything, answered),
        outcomes_of(asked, declined, answers.persons, is_open=survey.open_frame),
    )


def _how_many(rows: QuerySet[Any]) -> Coalesce:
    """Return the number of some rows of a survey, to be asked for with others."""
    counted = rows.order_by().values("survey").annotate(rows=Count("pk"))
    return Coalesce(Subquery(counted.values("rows")), 0)
