"""Earlier surveys of the same persons, as far as they can be known again."""

from __future__ import annotations

from collections import defaultdict

from overens.surveys.models import (
    Coverage,
    FrameRespondent,
    QuestionnaireItem,
    Release,
    Survey,
)
from overens.surveys.models.releases import QUESTIONS
from overens.surveys.queries.stored import frame_of, standing_sheets
from overens.surveys.rules import OPEN, folded, released_in
from overens.surveys.rules.disclosure.again import AskedPerson, Round
from overens.surveys.rules.frames import outcomes


def round_of(survey: Survey, missing: int) -> Round:
    """Return whom a survey asked. 2 queries.

    Args:
        missing: how many of them did not answer.
    """
    units: dict[int, set[str]] = defaultdict(set)
    for person, name in Coverage.objects.filter(respondent__survey=survey).values_list(
        "respondent_id", "unit__name"
    ):
        units[person].add(folded(str(next(iter((name or {}).values()), ""))))
    people = FrameRespondent.objects.filter(survey=survey)
    return Round(
        tuple(
            # Whoever was changed after opening is like nobody: which of the two
            # answered is not known, nor whose key a list gives again.
            AskedPerson("", f"{survey.uuid} {key}", frozenset(units[pk]))
            if is_off or is_replaced
            else AskedPerson(folded(name), key, frozenset(units[pk]))
            for pk, name, key, is_off, is_replaced in people.values_list(
                "pk", "name", "key", "taken_off", "replaced"
            )
        ),
        missing,
    )


def rounds_before(survey: Survey) -> list[tuple[frozenset[str], Round]]:
    """Return the surveys that share a question and whose figures are known.

    Of whichever compact: a person may be asked in several. Each with the keys of the
    questions that it told, as this survey calls them.
    """
    ours = dict(
        QuestionnaireItem.objects.filter(questionnaire__survey=survey).values_list(
            "key", "question_id"
        )
    )
    called = {question: key for key, question in ours.items()}
    found = []
    for other in (
        Survey.objects.standing()
        .filter(origin=survey.origin, open_frame=False)
        .filter(questionnaires__items__key__in=ours)
        .exclude(pk=survey.pk)
        .distinct()
    ):
        told = _told(other)
        if told is None:
            continue
        missing, hidden = told
        theirs = QuestionnaireItem.objects.filter(questionnaire__survey=other)
        keys = {
            called.get(question, key)
            for key, question in theirs.values_list("key", "question_id")
            if key not in hidden and (key in ours or question in called)
        }
        found.append((frozenset(keys), round_of(other, missing)))
    return found


def _told(survey: Survey) -> tuple[int, frozenset[str]] | None:
    """Return how many did not answer, and which questions were withheld in whole.

    None where no figure of it is known.
    """
    if survey.mode == OPEN:
        if not survey.published:
            return None
        people = outcomes(frame_of(survey), standing_sheets(survey))
        return people.missing, frozenset()
    release = Release.objects.filter(survey=survey, key=QUESTIONS).first()
    if release is None:
        return None
    released = released_in(release.figures)
    return released.respondents.missing, released.again
