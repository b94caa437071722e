"""Releases people's own words one by one, and forgets them when their time is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from overens.common.audit import SYSTEM, Actor, write_line
from overens.common.daily import Line
from overens.common.models import MADE_UP, OWN
from overens.common.models.base import removing
from overens.common.texts import LocalText
from overens.surveys.actions.reports import withdraw_from_editions
from overens.surveys.models import (
    AnswerSheet,
    InterviewQuote,
    InterviewTheme,
    ReadText,
    ReleasedText,
    Survey,
)
from overens.surveys.queries.own_words import (
    OwnText,
    Worded,
    can_be_quoted,
    column_of,
    items_with_words,
    known_of,
    texts_of,
    worded,
)
from overens.surveys.rules.disclosure import LEAST_FOR_TEXTS
from overens.surveys.rules.flags import flags_in
from overens.surveys.rules.interviews import TooFewInterviews
from overens.surveys.rules.own_words import (
    FORGOTTEN,
    NothingReleased,
    NotReleased,
    ReleasedAlready,
    StillPointsOut,
    TextGone,
    TooFewToQuote,
    WhyWithdrawn,
    words_in,
)

# As the map says of an answer's own words; in days after the survey.
WORDS_KEPT = timedelta(days=2 * 365)


@transaction.atomic
def release_text(
    survey: Survey,
    *,
    question: str,
    mark: str,
    text: LocalText,
    points_nobody_out: bool = False,
    by: Actor,
) -> ReleasedText | InterviewQuote:
    """Let a text be shown, as it was written or shortened. The only door to showing.

    Args:
        question: its key, or that of a theme of interviews.
        mark: which of the question's texts, as ``mark_of`` calls it.
        text: as it is to be shown, in one language at least.
        points_nobody_out: somebody has looked at names and numbers that are left in it.

    Raises:
        NothingReleased, StillPointsOut: what is to be shown is not.
        ReleasedAlready, TextGone: somebody was there before.
        TooFewToQuote, TooFewInterviews: under the survey's promise no text of the
            question is shown.
    """
    survey, item, its, texts = _found(survey, question, mark)
    if its.released is not None:
        raise ReleasedAlready()
    if not can_be_quoted(survey, item):
        if isinstance(item, InterviewTheme):
            raise TooFewInterviews(least=LEAST_FOR_TEXTS)
        raise TooFewToQuote(least=LEAST_FOR_TEXTS)
    shown = LocalText({key: said.strip() for key, said in text.items()})
    if not shown:
        raise NothingReleased()
    if not points_nobody_out:
        known = known_of(survey, [item], texts)
        left = [
            flag.found
            for said in shown.values()
            for flag in flags_in(said, known)
            if flag.is_sure
        ]
        if left:
            raise StillPointsOut(found=", ".join(dict.fromkeys(left)))
    released = _kept(survey, item, its, shown)
    ReadText.objects.filter(survey=survey, question_key=item.key, mark=mark).delete()
    _note("surveys.release_text", survey, item, by)
    return released


def _kept(
    survey: Survey, item: Worded, its: OwnText, shown: LocalText
) -> ReleasedText | InterviewQuote:
    """Store a text as released, after all others of its question."""
    kind = InterviewQuote if isinstance(item, InterviewTheme) else ReleasedText
    others = kind._default_manager.filter(survey=survey, question_key=item.key)
    place = (others.aggregate(last=Max("place"))["last"] or 0) + 1
    if isinstance(item, InterviewTheme):
        return InterviewQuote.objects.create(
            survey=survey,
            interview_id=its.sheets[0],
            question_key=item.key,
            mark=its.mark,
            text=shown,
            place=place,
        )
    return ReleasedText.objects.create(
        survey=survey,
        sheet_id=its.sheets[0],
        question_key=item.key,
        text=shown,
        place=place,
    )


@transaction.atomic
def leave_text(survey: Survey, *, question: str, mark: str, by: Actor) -> None:
    """Note that a text has been read and is not to be shown.

    Raises:
        ReleasedAlready, TextGone: somebody was there before.
    """
    survey, item, its, _texts = _found(survey, question, mark)
    if its.released is not None:
        raise ReleasedAlready()
    _read, is_new = ReadText.objects.get_or_create(
        survey=survey, question_key=item.key, mark=mark
    )
    if is_new:
        _note("surveys.leave_text", survey, item, by)


@transaction.atomic
def take_back_text(
    survey: Survey, *, question: str, mark: str, why: str = "", by: Actor
) -> ReleasedText | InterviewQuote | None:
    """Take back a release that was a mistake.

    Before the survey is published it is as if it had not been; the text is to be read
    again. Afterwards somebody may have read it: it is emptied, and a correction stands
    in its place that says that a text was withdrawn, and why.

    Returns:
        The correction; None where nothing had been published.

    Raises:
        NotReleased: it is not released.
        TextGone: there is no such text.
        WhyWithdrawn: it has been shown, and no reason is given.
    """
    survey, item, its, _texts = _found(survey, question, mark)
    if its.released is None:
        raise NotReleased()
    if not survey.published:
        with removing():
            its.released.delete()
        _note("surveys.take_back_text", survey, item, by)
        return None
    if not why.strip():
        raise WhyWithdrawn()
    correction = withdraw_quotation(survey, its.released, why)
    if its.sheets:
        ReadText.objects.get_or_create(survey=survey, question_key=item.key, mark=mark)
    _note("surveys.withdraw_text", survey, item, by)
    return correction


def withdraw_quotation(
    survey: Survey, quoted: ReleasedText | InterviewQuote, why: str
) -> ReleasedText | InterviewQuote:
    """Empty a text that everybody could read, there and in every edition (rule W5)."""
    withdraw_from_editions(survey, quoted.text)
    quoted.text = LocalText()
    if isinstance(quoted, InterviewQuote):
        quoted.interview, quoted.mark = None, ""
    else:
        quoted.sheet = None
    quoted.withdrawn_at = timezone.now()
    quoted.withdrawn_why = why.strip()[:400]
    quoted.save()
    return quoted


def _found(
    survey: Survey, question: str, mark: str
) -> tuple[Survey, Worded, OwnText, list[OwnText]]:
    """Return the survey, held, and one of a question's texts among all of them.

    Raises:
        TextGone: there is none.
    """
    survey = Survey.objects.held(survey)
    for item in worded(survey):
        if item.key == question:
            texts = texts_of(survey, item)
            for its in texts:
                if its.mark == mark:
                    return survey, item, its, texts
    raise TextGone()


def _note(what: str, survey: Survey, item: Worded, by: Actor) -> None:
    """Write the line of audit: of which question, never which text or what it said."""
    write_line(
        what,
        by=by,
        about=survey,
        space=survey.space.slug,
        facts={"survey": survey.slug, "question": item.key},
    )


def forget_words(today: date | None = None) -> Iterator[Line]:
    """Forget own words two years after the survey; a daily step.

    That somebody wrote is kept, for the counts; so are the texts that were released.
    A source's words are the source's, and stay.

    Args:
        today: the day; each space's own when left out.
    """
    kept = Survey.objects.filter(words_forgotten=False, origin__in=(OWN, MADE_UP))
    found: Any = kept.select_related("space", "collection").annotate(
        latest=Max("sheets__created")
    )
    for survey in found:
        collection = getattr(survey, "collection", None)
        over = collection.closes_at if collection else survey.latest
        zone = survey.space.zone
        day = today or timezone.localdate(timezone=zone)
        if over is None or over > datetime.combine(day, time.min, zone) - WORDS_KEPT:
            continue
        count = _forget_words_of(survey)
        if count:
            yield Line(f"{survey.slug}: own words in {count} sheets forgotten")


@transaction.atomic
def _forget_words_of(survey: Survey) -> int:
    columns = [column_of(item) or "" for item in items_with_words(survey)]
    emptied = []
    for sheet in AnswerSheet.objects.filter(survey=survey).only("answers"):
        said = [column for column in columns if words_in(sheet.answers, column)]
        if said:
            sheet.answers = sheet.answers | dict.fromkeys(said, FORGOTTEN)
            emptied.append(sheet)
    AnswerSheet.objects.bulk_update(emptied, ["answers"], batch_size=500)
    ReadText.objects.filter(survey=survey).delete()
    Survey.objects.filter(pk=survey.pk).update(words_forgotten=True)
    if emptied:
        write_line(
            "surveys.forget_words",
            by=SYSTEM,
            about=survey,
            space=survey.space.slug,
            facts={"survey": survey.slug, "sheets": len(emptied)},
        )
    return len(emptied)
