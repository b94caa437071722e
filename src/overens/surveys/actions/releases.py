"""Gives figures out of surveys that were not answered openly: once, and for good."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from overens.common.audit import Actor, write_line
from overens.errors import RuleBroken, gettext_noop
from overens.surveys.models import Release, Survey
from overens.surveys.models.releases import GROUPS, QUESTIONS, table_key
from overens.surveys.queries.codes import with_codes
from overens.surveys.queries.rounds import round_of, rounds_before
from overens.surveys.queries.stored import (
    frame_of,
    groups_item,
    has_groups,
    items_in,
    questionnaire_items,
    standing_sheets,
)
from overens.surveys.rules import (
    OPEN,
    Item,
    Sheet,
    TooFewPersons,
    can_cross,
    facts_in,
    protect_table,
    question_key,
    release_figures,
    released_in,
    stands_of,
)
from overens.surveys.rules.disclosure import Fact, check_unchanged
from overens.surveys.rules.disclosure.again import AskedOfNearlyTheSame, asked_again
from overens.surveys.rules.frames import outcomes
from overens.surveys.rules.groups import (
    group_outcomes,
    protect_groups,
    stored_groups,
)


class AnsweredOpenly(RuleBroken):
    """An open survey hides nothing, so nothing has to be given out."""

    sentence = gettext_noop("The survey was answered openly; its results are shown.")


class NoSuchTable(RuleBroken):
    """The two cannot be crossed."""

    sentence = gettext_noop(
        "Choose two different questions with one answer each to cross."
    )


@transaction.atomic
def release_results(survey: Survey, *, by: Actor) -> Release:
    """Give out the figures of all questions, as far as they point at nobody.

    A second time changes nothing: the figures that were given out stand.

    Raises:
        AnsweredOpenly: there is nothing to guard.
        TooFewPersons: too few answered for anything to be shown.
    """
    survey = _locked(survey)
    stored = Release.objects.filter(survey=survey, key=QUESTIONS).first()
    if stored is not None:
        return stored
    items = _items(survey)
    sheets = standing_sheets(survey)
    frame = frame_of(survey)
    released, facts = release_figures(
        items,
        frame,
        sheets,
        survey.least_persons,
        _asked_again(survey, items, outcomes(frame, sheets).missing),
    )
    release = Release.objects.create(
        survey=survey,
        key=QUESTIONS,
        figures=released.stored,
        facts=[fact.stored for fact in facts],
    )
    write_line(
        "surveys.release_results",
        by=by,
        about=survey,
        space=survey.space.slug,
        facts={"facts": len(facts)},
    )
    if has_groups(survey):
        _release_groups(survey, sheets, by=by)
    return release


def _asked_again(survey: Survey, items: Sequence[Item], missing: int) -> frozenset[str]:
    """Return the questions that nearly the same persons have answered before."""
    if survey.open_frame:
        return frozenset()
    return asked_again(
        {question_key(item.key) for item in items},
        round_of(survey, missing),
        rounds_before(survey),
        survey.least_persons,
    )


def _release_groups(survey: Survey, sheets: Sequence[Sheet], *, by: Actor) -> Release:
    """Give out of which groups how many answered (rule 61)."""
    shown, facts = protect_groups(
        group_outcomes(frame_of(survey, with_coverage=True), sheets, survey.strata),
        survey.least_persons,
    )
    release = Release.objects.create(
        survey=survey,
        key=GROUPS,
        figures=stored_groups(shown),
        facts=[fact.stored for fact in facts],
    )
    write_line(
        "surveys.release_groups",
        by=by,
        about=survey,
        space=survey.space.slug,
        facts={"facts": len(facts)},
    )
    return release


def release_if_due(survey: Survey, *, by: Actor) -> Release | None:
    """Give the figures out of a published survey that is guarded, if enough answered.

    Source: rule 30, docs/rules/surveys.md: with fewer, the page says so.
    """
    if survey.mode == OPEN or not survey.published:
        return None
    try:
        return release_results(survey, by=by)
    except TooFewPersons:
        return None


@transaction.atomic
def release_table(survey: Survey, *, rows: str, columns: str, by: Actor) -> Release:
    """Give out two questions crossed, weighed against all that was given out before.

    Raises:
        AnsweredOpenly: there is nothing to guard.
        NoSuchTable: they are not two questions with one answer each.
        TooFewPersons: too few answered for anything to be shown.
        AnswersChanged: the answers are not those that figures were given out of.
        TableNotSafe: nothing of the table may be shown.
        AskedOfNearlyTheSame: one of them is withheld for what was asked before.
        TooManyTables: too much has been given out to weigh one more.
    """
    survey = _locked(survey)
    items = _items(survey)
    groups = groups_item(survey, "sv")
    if groups is not None:
        items = [groups, *items]
    pair = [item for key in (rows, columns) for item in items if item.key == key]
    if len(pair) != 2 or rows == columns or not all(can_cross(item) for item in pair):
        raise NoSuchTable()
    key = table_key(rows, columns)
    stored = Release.objects.filter(survey=survey, key=key).first()
    if stored is not None:
        return stored
    released = released_in(release_results(survey, by=by).figures)
    if any(question_key(item.key) in released.again for item in pair):
        raise AskedOfNearlyTheSame(least=survey.least_persons)
    sheets = standing_sheets(survey)
    items, sheets = with_codes(survey, items, sheets)
    stands = stands_of(items, sheets)
    if groups is not None and not _has(survey, GROUPS):
        # Given out before groups were told; weighed against the same answers.
        check_unchanged(stands, _ledger(survey))
        _release_groups(survey, sheets, by=by)
    table = protect_table(
        pair[0], pair[1], items, stands, _ledger(survey), survey.least_persons
    )
    release = Release.objects.create(
        survey=survey,
        key=key,
        figures=table.stored,
        facts=[fact.stored for fact in table.facts],
    )
    write_line(
        "surveys.release_table",
        by=by,
        about=survey,
        space=survey.space.slug,
        facts={"table": key, "facts": len(table.facts)},
    )
    return release


def _has(survey: Survey, key: str) -> bool:
    return Release.objects.filter(survey=survey, key=key).exists()


def _ledger(survey: Survey) -> list[Fact]:
    """Return everything that was given out of a survey, as facts."""
    return [
        fact
        for release in Release.objects.filter(survey=survey)
        for fact in facts_in(release.facts)
    ]


def _locked(survey: Survey) -> Survey:
    """Return the survey, held: two that give out at once must see each other's facts.

    Raises:
        AnsweredOpenly: there is nothing to guard.
    """
    survey = Survey.objects.held(survey)
    if survey.mode == OPEN:
        raise AnsweredOpenly()
    return survey


def _items(survey: Survey) -> list[Item]:
    return items_in(questionnaire_items(survey), "sv")
