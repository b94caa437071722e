"""Asks the other side the same: a second survey, tied to the first."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext, override

from overens.accounts.models import Space
from overens.common.audit import Actor, write_line
from overens.common.texts import LocalText
from overens.errors import RuleBroken, gettext_noop
from overens.surveys.actions.drafts import free_slug, make_survey, promise_of
from overens.surveys.models import Questionnaire, QuestionnaireItem, Survey
from overens.surveys.queries import questionnaire_items
from overens.surveys.queries.templates import words_of_sides
from overens.surveys.rules import SurveyDefinition, TitleMissing
from overens.surveys.rules.sides import CIVIL, PUBLIC, SIDES, TiedAlready, other_of


class NothingToAsk(RuleBroken):
    """The other side cannot be asked the same as nothing."""

    sentence = gettext_noop("Add a question first: there is nothing to ask both sides.")


class NotTheSameWorld(RuleBroken):
    """Made up and real, or two compacts, are never held together."""

    sentence = gettext_noop("Both sides have to be asked within the same compact.")


@transaction.atomic
def ask_other_side(survey: Survey, *, side: str, title: LocalText, by: Actor) -> Survey:
    """Make a draft with the same questions to the other side, tied to a survey.

    Args:
        side: which side ``survey`` asks.
        title: what the new one is called.

    Raises:
        TitleMissing: no language has a title.
        SideUnknown: it is no side.
        TiedAlready: it has an other side.
        NothingToAsk: it has no questions.
    """
    if not title:
        raise TitleMissing()
    survey = _locked(survey)
    items = questionnaire_items(survey)
    if not items:
        raise NothingToAsk()
    words = words_of_sides()[other_of(side)]
    made = Survey.objects.create(
        space=survey.space,
        slug=free_slug(survey.space, title),
        year=survey.year,
        origin=survey.origin,
        mode=survey.mode,
        least_persons=survey.least_persons,
        huvudman=survey.huvudman,
        title=title,
        introduction=survey.introduction,
        promise=promise_of(survey.mode),
        **words,
    )
    questionnaire = Questionnaire.objects.create(survey=made, version=1)
    QuestionnaireItem.objects.bulk_create(
        QuestionnaireItem(
            questionnaire=questionnaire,
            question=item.question,
            key=item.key,
            place=item.place,
            section=item.section,
            condition=item.condition,
        )
        for item in items
    )
    _tie(survey, made, side)
    write_line(
        "surveys.ask_other_side",
        by=by,
        about=made,
        space=survey.space.slug,
        facts={"like": survey.slug, "side": made.side},
    )
    return made


@transaction.atomic
def tie_sides(survey: Survey, other: Survey, *, side: str, by: Actor) -> Survey:
    """Let two surveys be each other's other side.

    Args:
        side: which side ``survey`` asks.

    Raises:
        SideUnknown, TiedAlready, NotTheSameWorld: they cannot be tied.
    """
    survey, other = _locked(survey), _locked(other)
    alike = survey.space_id == other.space_id and survey.origin == other.origin
    if not alike or survey.pk == other.pk:
        raise NotTheSameWorld()
    _tie(survey, other, side)
    write_line(
        "surveys.tie_sides",
        by=by,
        about=survey,
        space=survey.space.slug,
        facts={"other": other.slug, "side": side},
    )
    return survey


@transaction.atomic
def untie_sides(survey: Survey, *, by: Actor) -> Survey:
    """Take two surveys apart. A second time changes nothing."""
    survey = Survey.objects.held(survey)
    other = survey.other_side
    if other is None:
        return survey
    for each in (survey, other):
        each.side, each.other_side = "", None
        each.save(update_fields=["side", "other_side"])
    write_line(
        "surveys.untie_sides",
        by=by,
        about=survey,
        space=survey.space.slug,
        facts={"other": other.slug},
    )
    return survey


@transaction.atomic
def make_both_sides(
    *,
    space: Space,
    title: LocalText,
    mode: str,
    by: Actor,
    year: int | None,
    like: SurveyDefinition,
) -> Survey:
    """Make two drafts with the same questions, one to each side.

    Returns:
        The one to the public sector.

    Raises:
        TitleMissing: no language has a title.
    """
    if not title:
        raise TitleMissing()
    public = make_survey(
        space=space, title=_to(PUBLIC, title), mode=mode, by=by, year=year, like=like
    )
    ask_other_side(public, side=PUBLIC, title=_to(CIVIL, title), by=by)
    return public


def _to(side: str, title: LocalText) -> LocalText:
    """Return a title with the side that it is to, in each of its languages."""
    texts = {}
    for language, text in title.items():
        with override(language):
            texts[language] = f"{text}: {gettext(SIDES[side]).lower()}"
    return LocalText(texts)


def _locked(survey: Survey) -> Survey:
    survey = Survey.objects.held(survey)
    if survey.other_side_id is not None:
        raise TiedAlready()
    return survey


def _tie(survey: Survey, other: Survey, side: str) -> None:
    survey.side, other.side = side, other_of(side)
    survey.other_side, other.other_side = other, survey
    for each in (survey, other):
        each.save(update_fields=["side", "other_side"])
