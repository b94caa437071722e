"""Writes what others found, beside our questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction

from overens.accounts.models import Space
from overens.common.audit import Actor, write_line
from overens.common.changing import save_changed, set_changed
from overens.common.models import removing
from overens.common.texts import LocalText
from overens.errors import RuleBroken, gettext_noop
from overens.surveys.models import OutsideQuestion, OutsideSurvey, Survey
from overens.surveys.rules import TitleMissing
from overens.surveys.rules.outside import OutsideAnswer, check_note

CHANGEABLE = frozenset(
    {"title", "done_by", "year", "asked", "source", "url", "answered"}
)


class BesideAlready(RuleBroken):
    """An outside survey stands once beside each question."""

    sentence = gettext_noop(
        "This survey already stands beside that question. Change it instead."
    )
    field = "question"


class StillBeside(RuleBroken):
    """A survey whose figures are shown is not taken away under them."""

    sentence = gettext_noop("First take its questions away from beside ours.")


@transaction.atomic
def add_outside_survey(
    *,
    space: Space,
    title: LocalText,
    done_by: str,
    year: int,
    asked: LocalText,
    source: LocalText,
    by: Actor,
    url: str = "",
    answered: int | None = None,
) -> OutsideSurvey:
    """Enter a survey that others did.

    Raises:
        TitleMissing: no language has a title.
    """
    if not title:
        raise TitleMissing()
    outside = OutsideSurvey.objects.create(
        space=space,
        origin=space.origin,
        title=title,
        done_by=done_by,
        year=year,
        asked=asked,
        source=source,
        url=url,
        answered=answered,
    )
    write_line(
        "surveys.add_outside_survey", by=by, about=outside, space=space.slug, facts={}
    )
    return outside


@transaction.atomic
def change_outside_survey(
    *, outside: OutsideSurvey, by: Actor, **changes: Any
) -> OutsideSurvey:
    """Change what is said of an outside survey.

    Args:
        **changes: new values of fields in ``CHANGEABLE``.

    Raises:
        TitleMissing: no language would have a title.
    """
    if "title" in changes and not changes["title"]:
        raise TitleMissing()
    before = set_changed(outside, changes, CHANGEABLE)
    action = "surveys.change_outside_survey"
    save_changed(outside, before, action, by=by, space=outside.space.slug)
    return outside


@transaction.atomic
def remove_outside_survey(*, outside: OutsideSurvey, by: Actor) -> None:
    """Take away an outside survey that stands beside nothing.

    Raises:
        StillBeside: a question of it does.
    """
    if outside.questions.exists():
        raise StillBeside()
    write_line(
        "surveys.remove_outside_survey",
        by=by,
        about=outside,
        space=outside.space.slug,
        facts={"title": dict(outside.title)},
    )
    with removing():
        outside.delete()


@transaction.atomic
def set_outside_question(
    *,
    outside: OutsideSurvey,
    survey: Survey,
    question_key: str,
    wording: LocalText,
    grade: str,
    note: LocalText,
    answers: Sequence[OutsideAnswer],
    by: Actor,
    instead_of: OutsideQuestion | None = None,
) -> OutsideQuestion:
    """Set a question of an outside survey beside one of ours, or change it there.

    Args:
        instead_of: the row to change.

    Raises:
        NoteMissing: it differs from ours and nobody says how.
        BesideAlready: it stands beside that question.
    """
    check_note(grade, note)
    row = instead_of or OutsideQuestion(outside=outside, survey=survey)
    row.question_key = question_key
    row.wording, row.grade, row.note = wording, grade, note
    row.answers = [one.stored for one in answers]
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as fault:
        raise BesideAlready() from fault
    write_line(
        "surveys.set_outside_question",
        by=by,
        about=row,
        space=survey.space.slug,
        facts={"survey": survey.slug, "question": question_key, "grade": grade},
    )
    return row


@transaction.atomic
def remove_outside_question(*, question: OutsideQuestion, by: Actor) -> None:
    """Take an outside question away from beside ours."""
    write_line(
        "surveys.remove_outside_question",
        by=by,
        about=question,
        space=question.survey.space.slug,
        facts={"question": question.question_key, "answers": question.answers},
    )
    with removing():
        question.delete()
