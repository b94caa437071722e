"""Makes a survey by hand and changes it while nobody has been asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from overens.accounts.models import Space
from overens.common.audit import Actor, write_line
from overens.common.changing import save_changed, set_changed
from overens.common.texts import LANGUAGES, LocalText
from overens.errors import RuleBroken, gettext_noop
from overens.surveys.actions.surveys import create_survey
from overens.surveys.models import Collection, Survey
from overens.surveys.rules import (
    LEAST_PERSONS,
    OPEN,
    PROMISES,
    SURVEY_TEXTS,
    SurveyDefinition,
    TitleMissing,
    check_draft,
    free_key,
)

# What the secretariat writes about a survey.
WRITTEN_TEXTS = (
    "title",
    "introduction",
    "contact",
    "unit",
    "units",
    "respondent",
    "respondents",
)
CHANGEABLE = frozenset({*WRITTEN_TEXTS, "year", "mode", "promise"})

_EMPTY = SurveyDefinition(
    slug="",
    space="",
    year=None,
    origin="own",
    mode=OPEN,
    huvudman="",
    published=False,
    open_frame=False,
    texts={name: {} for name in SURVEY_TEXTS},
    remarks=(),
    questions=(),
    units=(),
    respondents=(),
    rows=(),
    quotes=(),
    printed=(),
    counts={},
    least_persons=LEAST_PERSONS,
    submissions_mark="",
)


class WhyMissing(RuleBroken):
    """Nothing is taken away without a reason."""

    sentence = gettext_noop("Write why the survey is taken away.")
    field = "why"


@transaction.atomic
def make_survey(
    *,
    space: Space,
    title: LocalText,
    mode: str,
    by: Actor,
    year: int | None = None,
    like: SurveyDefinition | None = None,
) -> Survey:
    """Make a survey that nobody is asked yet.

    Args:
        title: what it is called, in one language at least.
        mode: a key of ``MODES``; those who answer are promised what goes with it.
        like: a template, whose texts and questions it begins with.

    Raises:
        TitleMissing: no language has a title.
    """
    if not title:
        raise TitleMissing()
    # Two at once must not find the same address free.
    Space.objects.select_for_update().get(pk=space.pk)
    begun = like or _EMPTY
    return create_survey(
        replace(
            begun,
            slug=free_slug(space, title),
            year=year,
            origin=space.origin,
            mode=mode,
            texts={**begun.texts, "title": title, "promise": promise_of(mode)},
        ),
        by=by,
        space=space,
    )


def free_slug(space: Space, title: LocalText) -> str:
    """Return an address that no survey has, made from the compact's and a title."""
    # Only words of the title tell one survey from another on a short address.
    wished = f"{space.slug[:20]}-{free_key(str(title), (), 'enkat')[:30]}".strip("-")
    taken = set(
        Survey.objects.filter(slug__startswith=wished).values_list("slug", flat=True)
    )
    return free_key(wished, taken, "enkat")


def promise_of(mode: str) -> LocalText:
    """Return what a mode promises those who answer, in each language."""
    return in_each_language(PROMISES[mode])


def in_each_language(words: str) -> LocalText:
    """Return words of ours, marked for translation, as a text in each language."""
    texts = {}
    for language in LANGUAGES:
        with override(language):
            texts[language] = gettext(words)
    return LocalText(texts)


@transaction.atomic
def change_survey(*, survey: Survey, by: Actor, **changes: Any) -> Mapping[str, object]:
    """Change what a survey is called, says and promises, while nobody is asked.

    Args:
        **changes: new values of fields in ``CHANGEABLE``; the promise follows the mode.

    Returns:
        What differed, as it was before; empty when nothing did.

    Raises:
        AskedAlready: it has been asked.
        TitleMissing: no language would have a title.
    """
    survey = locked_draft(survey)
    if "title" in changes and not changes["title"]:
        raise TitleMissing()
    if "mode" in changes:
        changes["promise"] = promise_of(changes["mode"])
    before = set_changed(survey, changes, CHANGEABLE)
    action = "surveys.change_survey"
    save_changed(survey, before, action, by=by, space=survey.space.slug)
    return before


@transaction.atomic
def withdraw_survey(*, survey: Survey, why: str, by: Actor) -> Survey:
    """Take away a survey that nobody has been asked; it stays stored with the reason.

    Raises:
        AskedAlready: it has been asked.
        WhyMissing: no reason was given.
    """
    survey = locked_draft(survey)
    if not why.strip():
        raise WhyMissing()
    survey.withdrawn_at = timezone.now()
    survey.withdrawn_why = why.strip()[:400]
    survey.save(update_fields=["withdrawn_at", "withdrawn_why"])
    # Nobody will be written to.
    survey.frame_respondents.update(address="")
    write_line(
        "surveys.withdraw_survey",
        by=by,
        about=survey,
        space=survey.space.slug,
        facts={"why": survey.withdrawn_why},
    )
    return survey


def locked_draft(survey: Survey) -> Survey:
    """Return the survey's row, locked, if its questions may still be changed.

    Raises:
        AskedAlready: they may not.
    """
    survey = Survey.objects.held(survey)
    check_draft(
        published=survey.published,
        # Opened for answers, it is asked already: the answers lie in the ballot.
        sheets=survey.sheets.exists()
        or Collection.objects.filter(survey=survey).exists(),
        taken_away=survey.withdrawn_at is not None,
    )
    return survey
