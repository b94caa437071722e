"""Writes an interview guide, what was said, and whether it is shown."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from overens.common.audit import Actor, write_line
from overens.common.models.base import removing
from overens.common.texts import LANGUAGES, LocalText
from overens.surveys.actions.own_words import withdraw_quotation
from overens.surveys.models import (
    Interview,
    InterviewGuide,
    InterviewTheme,
    Survey,
)
from overens.surveys.queries.interviews import guide_of, promise_of, takes_no_more
from overens.surveys.queries.own_words import known_of, themes_of
from overens.surveys.rules import OPEN
from overens.surveys.rules.flags import UNIT, flags_in
from overens.surveys.rules.interviews import (
    MOST_THEMES,
    InterviewGone,
    InterviewInFuture,
    InterviewsShown,
    InterviewsStand,
    NoInterviews,
    NotAgreed,
    NotesWithoutTheme,
    NoThemes,
    RoleMissing,
    RolePointsOut,
    ThemeGone,
    ThemeHasNotes,
    ThemeMissing,
    TooManyThemes,
)


@transaction.atomic
def set_guide(
    survey: Survey, *, opening: LocalText, chosen: LocalText, by: Actor
) -> InterviewGuide:
    """Say how interviews begin, and how those interviewed were chosen."""
    survey = Survey.objects.held(survey)
    guide = guide_of(survey) or InterviewGuide(survey=survey, origin=survey.origin)
    guide.opening, guide.chosen = opening, chosen
    guide.save()
    _note("surveys.set_interview_guide", survey, by)
    return guide


@transaction.atomic
def keep_theme(
    survey: Survey,
    *,
    title: LocalText,
    instruction: LocalText,
    theme: InterviewTheme | None = None,
    by: Actor,
) -> InterviewTheme:
    """Add a theme to the guide, last, or change its wording.

    Raises:
        ThemeMissing, TooManyThemes: the theme does not do.
        ThemeGone: it has been taken out meanwhile.
    """
    survey = Survey.objects.held(survey)
    if not title:
        raise ThemeMissing()
    if theme is not None and not _is_there(theme):
        raise ThemeGone()
    is_new = theme is None
    if theme is None:
        themes = themes_of(survey)
        if len(themes) >= MOST_THEMES:
            raise TooManyThemes(most=MOST_THEMES)
        # No key of a question: code books and texts are called by both.
        key = f"theme-{uuid.uuid4().hex[:12]}"
        place = themes[-1].place + 1 if themes else 1
        theme = InterviewTheme(
            survey=survey, key=key, place=place, origin=survey.origin
        )
    theme.title, theme.instruction = title, instruction
    # Its place, and what is found on it, may have been changed since it was read.
    theme.save(update_fields=None if is_new else ["title", "instruction"])
    _note("surveys.keep_interview_theme", survey, by, theme=theme.key)
    return theme


@transaction.atomic
def word_theme(
    theme: InterviewTheme, *, finding: LocalText, by: Actor
) -> InterviewTheme:
    """Write what the interviews say on a theme.

    Raises:
        ThemeGone: it has been taken out meanwhile.
    """
    Survey.objects.held(theme.survey)
    if not _is_there(theme):
        raise ThemeGone()
    theme.finding = finding
    theme.save(update_fields=["finding"])
    _note("surveys.word_interview_theme", theme.survey, by, theme=theme.key)
    return theme


@transaction.atomic
def move_theme(theme: InterviewTheme, *, up: bool, by: Actor) -> None:
    """Let a theme change places with the one above it, or below."""
    survey = Survey.objects.held(theme.survey)
    themes = themes_of(survey)
    # None where it has been taken out meanwhile.
    at = next((n for n, each in enumerate(themes) if each.pk == theme.pk), None)
    to = -1 if at is None else at - 1 if up else at + 1
    if at is None or not 0 <= to < len(themes):
        return
    themes[at], themes[to] = themes[to], themes[at]
    for place, each in enumerate(themes, 1):
        each.place = place
    InterviewTheme.objects.bulk_update(themes, ["place"])
    _note("surveys.move_interview_theme", survey, by, theme=theme.key)


@transaction.atomic
def remove_theme(theme: InterviewTheme, *, by: Actor) -> None:
    """Take a theme out of the guide.

    Raises:
        ThemeHasNotes: something was said on it.
    """
    survey = Survey.objects.held(theme.survey)
    if not _is_there(theme):
        return
    if any(each.notes.get(theme.key, "").strip() for each in survey.interviews.all()):
        raise ThemeHasNotes()
    if survey.interview_quotes.filter(question_key=theme.key).exists():
        raise ThemeHasNotes()
    survey.text_codes.filter(question_key=theme.key).delete()
    with removing():
        theme.delete()
    _note("surveys.remove_interview_theme", survey, by, theme=theme.key)


@transaction.atomic
def keep_interview(
    survey: Survey,
    *,
    role: LocalText,
    day: date,
    notes: Mapping[str, str],
    agreed: bool = False,
    interview: Interview | None = None,
    by: Actor,
) -> Interview:
    """Keep what somebody said, theme by theme, or change what was noted.

    Args:
        notes: by theme.
        agreed: the person has been told what is done with it, and agrees.
        interview: the one to change; its person agreed once.

    Raises:
        RoleMissing, RolePointsOut, NotAgreed, InterviewInFuture: what does not do.
        NoThemes: the guide is empty.
        InterviewsShown: under the survey's promise none is added any more.
        InterviewGone: it has been taken back meanwhile.
        NotesWithoutTheme: a theme has been taken out meanwhile.
    """
    survey = Survey.objects.held(survey)
    themes = themes_of(survey)
    if not themes:
        raise NoThemes()
    if interview is None:
        if takes_no_more(survey):
            raise InterviewsShown()
        if not agreed:
            raise NotAgreed()
        told = {language: promise_of(survey, language) for language in LANGUAGES}
        interview = Interview(survey=survey, promise=LocalText(told))
    elif not _is_there(interview):
        raise InterviewGone()
    _check_role(survey, role)
    if day > timezone.localdate(timezone=survey.space.zone):
        raise InterviewInFuture()
    keys = {theme.key for theme in themes}
    lost = [said.strip() for key, said in notes.items() if key not in keys]
    if any(lost):
        raise NotesWithoutTheme(said=" ".join(filter(None, lost)))
    interview.role, interview.day = role, day
    interview.notes = {
        theme.key: said
        for theme in themes
        if (said := notes.get(theme.key, "").strip())
    }
    is_new = interview.pk is None
    interview.save()
    action = "surveys.add_interview" if is_new else "surveys.change_interview"
    _note(action, survey, by, interview=str(interview.uuid))
    return interview


@transaction.atomic
def take_back_interview(interview: Interview, *, why: str, by: Actor) -> None:
    """Let go of all that somebody said, since they take it back.

    What is quoted of it goes too: as if it had never been where nothing is published,
    else with the reason in its place. Figures that were given out under a promise
    stand.
    """
    survey = Survey.objects.held(interview.survey)
    if not _is_there(interview):
        return
    for quote in interview.quotes.all():
        if survey.published:
            withdraw_quotation(survey, quote, why)
        else:
            with removing():
                quote.delete()
    uuid_ = str(interview.uuid)
    interview.delete()
    _note("surveys.take_back_interview", survey, by, interview=uuid_)


@transaction.atomic
def show_interviews(survey: Survey, *, by: Actor) -> None:
    """Let the interviews stand in the results.

    Raises:
        NoInterviews: there is nothing to show.
    """
    survey = Survey.objects.held(survey)
    if not survey.interviews.exists():
        raise NoInterviews()
    Survey.objects.filter(pk=survey.pk).update(interviews_shown=True)
    _note("surveys.show_interviews", survey, by)


@transaction.atomic
def hide_interviews(survey: Survey, *, by: Actor) -> None:
    """Take the interviews out of the results again, while nobody else has read them.

    Raises:
        InterviewsStand: the results are published.
    """
    survey = Survey.objects.held(survey)
    if survey.published:
        raise InterviewsStand()
    Survey.objects.filter(pk=survey.pk).update(interviews_shown=False)
    _note("surveys.hide_interviews", survey, by)


def _is_there(row: Interview | InterviewTheme) -> bool:
    """Say whether a row of a survey that is held has not been taken away."""
    # By its uuid: one that was deleted in this process has no number any more.
    return bool(row.__class__._default_manager.filter(uuid=row.uuid).exists())


def _check_role(survey: Survey, role: LocalText) -> None:
    if not role:
        raise RoleMissing()
    known = known_of(survey, [], [])
    found = [
        flag.found
        for said in role.values()
        for flag in flags_in(said, known)
        # In an open survey a role may say of which unit.
        if flag.is_sure and not (flag.kind == UNIT and survey.mode == OPEN)
    ]
    if found:
        raise RolePointsOut(found=", ".join(dict.fromkeys(found)))


def _note(what: str, survey: Survey, by: Actor, **facts: str) -> None:
    """Write the line of audit: never whom it was with, or what was said."""
    write_line(
        what,
        by=by,
        about=survey,
        space=survey.space.slug,
        facts={"survey": survey.slug, **facts},
    )
