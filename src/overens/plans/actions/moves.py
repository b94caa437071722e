"""What the secretariat may make of a measure by hand: see ``rules.MOVES``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from overens.accounts.queries import day_in
from overens.common.audit import Actor
from overens.common.explain import Marked
from overens.common.texts import LocalText
from overens.errors import RuleBroken, gettext_noop
from overens.plans.actions.measures import locked, say, unsaved_measure
from overens.plans.models import ActionPlan, Measure
from overens.plans.queries.rows import facts_of, latest_said
from overens.plans.rules import (
    CARRIED_OVER,
    DONE,
    ON_PLAN,
    PAUSED,
    DoneLater,
    DueWithoutPlan,
    MoveNotPossible,
    PauseEndsBeforeItBegins,
    check_move,
    check_why,
    status_of,
    status_on,
)


class DoneByReports(RuleBroken):
    """The sides' own reports make it done; only they can say otherwise."""

    sentence = gettext_noop(
        "Those responsible have reported that it is done. Ask them to report again."
    )


class GoesOnThere(RuleBroken):
    """The later plan has it already."""

    sentence = gettext_noop(
        "It goes on as %(measure)s in the later plan, so it cannot be taken back here."
    )


class SamePlan(RuleBroken):
    """A measure cannot be carried over to the plan it stands in."""

    sentence = gettext_noop("Choose another plan than the one the measure is in.")
    field = "to_plan"


def _check_move_to(
    measure: Measure, then: str, today: date, *, only_from: str = ""
) -> None:
    said = latest_said([measure]).get(measure.pk, ())
    status, _reason = status_on(facts_of(measure, said), today)
    try:
        check_move(status.key, then)
        if only_from and status.key != only_from:
            raise MoveNotPossible()
    except MoveNotPossible as broken:
        # The two statuses are words to translate at the door.
        raise MoveNotPossible(
            now=Marked(status.label), then=Marked(status_of(then).label)
        ) from broken


@transaction.atomic
def pause_measure(
    *,
    measure: Measure,
    by: Actor,
    why: LocalText | Mapping[str, str],
    day: date | None = None,
    until: date | None = None,
) -> None:
    """Pause a measure, with the reason that its page shows.

    Args:
        measure: the measure.
        by: who pauses it.
        why: the reason, by language.
        day: the first day of the pause; today when left out.
        until: the day it is taken up again, if that is known.

    Raises:
        MoveNotPossible: a measure with its status cannot be paused.
        WhyMissing: no reason was given.
        PauseEndsBeforeItBegins: it is to be taken up again by the day of the pause.
    """
    measure = locked(measure)
    today = day_in(measure.plan.space)
    _check_move_to(measure, PAUSED, today)
    check_why(LocalText(why).in_language("sv"))
    first = day or today
    if until is not None and until <= first:
        raise PauseEndsBeforeItBegins(field="until", first=first)
    measure.paused_day, measure.paused_until = first, until
    measure.paused_why = LocalText(why)
    measure.save()
    say("pause_measure", measure, by)


@transaction.atomic
def resume_measure(*, measure: Measure, by: Actor) -> None:
    """Take a paused measure up again from today; its dates say what its status is.

    Raises:
        MoveNotPossible: it is not paused.
    """
    measure = locked(measure)
    today = day_in(measure.plan.space)
    _check_move_to(measure, ON_PLAN, today, only_from=PAUSED)
    measure.paused_until = max(today, measure.paused_day or today)
    measure.save()
    say("resume_measure", measure, by)


@transaction.atomic
def finish_measure(*, measure: Measure, by: Actor, day: date | None = None) -> None:
    """Note that a measure is done, as of a day (today when left out).

    Raises:
        MoveNotPossible: it is done already, or has left the plan.
        DoneLater: the day has not come yet.
    """
    measure = locked(measure)
    today = day_in(measure.plan.space)
    _check_move_to(measure, DONE, today)
    if day is not None and day > today:
        raise DoneLater(field="day", day=day)
    measure.done_day = day or today
    measure.save()
    say("finish_measure", measure, by)


@transaction.atomic
def reopen_measure(*, measure: Measure, by: Actor) -> None:
    """Take back that a measure is done; its dates and reports say what it is.

    Raises:
        MoveNotPossible: it is not done.
        DoneByReports: nobody has noted it as done; the sides have reported so.
    """
    measure = locked(measure)
    today = day_in(measure.plan.space)
    _check_move_to(measure, ON_PLAN, today, only_from=DONE)
    if measure.done_day is None:
        raise DoneByReports()
    measure.done_day = None
    measure.save()
    say("reopen_measure", measure, by)


@transaction.atomic
def take_back_carry_over(*, measure: Measure, by: Actor) -> None:
    """Take back that a measure was carried over; its dates say what its status is.

    Raises:
        MoveNotPossible: it is not carried over.
        GoesOnThere: it goes on in a later plan.
    """
    measure = locked(measure)
    today = day_in(measure.plan.space)
    _check_move_to(measure, ON_PLAN, today, only_from=CARRIED_OVER)
    there = Measure.objects.filter(carried_over_from=measure)
    goes_on = there.standing().first()
    if goes_on is not None:
        raise GoesOnThere(measure=str(goes_on))
    # One that was taken out of the later plan is let go: it may be carried over anew.
    there.update(carried_over_from=None)
    measure.carried_over_day, measure.carried_over_why = None, LocalText()
    measure.save()
    say("take_back_carry_over", measure, by)


# What a measure takes with it to a later plan.
_TAKEN_ALONG = (
    "title", "about", "why_note", "principle", "commitment", "assignment",
    "public_body", "public_unit", "civil_organisation", "together_with", "performer",
    "currency", "funding", "indicator", "target", "baseline", "now", "milestones",
    "origin",
)  # fmt: skip


@transaction.atomic
def carry_over(
    *,
    measure: Measure,
    by: Actor,
    why: LocalText | Mapping[str, str],
    to_plan: ActionPlan | None = None,
    due: date | None = None,
    day: date | None = None,
) -> Measure | None:
    """Carry a measure over to a later plan, with why.

    Args:
        measure: the measure that is left.
        by: who does it.
        why: the reason, by language; both pages show it.
        to_plan: the later plan; left out when there is none yet.
        due: when it is to be done there.
        day: the day of carrying over; today when left out.

    Returns:
        The new measure, or None when there is no later plan yet.

    Raises:
        MoveNotPossible: it is done or carried over already.
        WhyMissing: no reason was given.
        SamePlan: the later plan is the one it stands in.
        DueWithoutPlan: a day is given, but no later plan.
    """
    measure = locked(measure)
    today = day_in(measure.plan.space)
    _check_move_to(measure, CARRIED_OVER, today)
    check_why(LocalText(why).in_language("sv"))
    if to_plan is not None and to_plan.pk == measure.plan_id:
        raise SamePlan()
    if to_plan is None and due is not None:
        raise DueWithoutPlan()
    measure.carried_over_day = day or today
    measure.carried_over_why = LocalText(why)
    measure.save()
    carried = None
    if to_plan is not None:
        carried = unsaved_measure(
            to_plan,
            **{name: getattr(measure, name) for name in _TAKEN_ALONG},
            due=due,
            carried_in_year=measure.plan.year,
            carried_in_why=LocalText(why),
        )
        carried.carried_over_from = measure
        carried.save()
    say("carry_over", measure, by, to=str(carried.plan.slug) if carried else "")
    return carried
