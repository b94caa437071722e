"""Add a measure, change it, and what the secretariat may make of it by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from overens.accounts.queries import day_in
from overens.common.audit import Actor, write_line
from overens.common.imports import stored_values
from overens.common.texts import LocalText
from overens.compacts.models import Commitment, Principle
from overens.errors import RuleBroken, gettext_noop
from overens.governance.models import Assignment
from overens.organisations.models import Organisation, Unit
from overens.plans.models import ActionPlan, Measure
from overens.plans.queries.rows import facts_of, latest_said
from overens.plans.rules import (
    CARRIED_OVER,
    DONE,
    ON_PLAN,
    PAUSED,
    RESERVED_SLUGS,
    DueBeforeStart,
    MoveNotPossible,
    NumberTaken,
    TitleMissing,
    UnitOfAnotherBody,
    check_move,
    check_why,
    next_number,
    number_in,
    status_on,
)


class WrongSide(RuleBroken):
    """An organisation stands on the other side."""

    sentence = gettext_noop(
        "%(organisation)s is not of that side. Choose it on the other side."
    )


class DoneByReports(RuleBroken):
    """The sides' own reports make it done; only they can say otherwise."""

    sentence = gettext_noop(
        "Those responsible have reported that it is done. Ask them to report again."
    )


class SamePlan(RuleBroken):
    """A measure cannot be carried over to the plan it stands in."""

    sentence = gettext_noop("Choose another plan than the one the measure is in.")
    field = "to_plan"


class MeasureFields(TypedDict, total=False):
    """What a measure can be given; what is left out is left as it is."""

    number: str
    place: int
    title: LocalText | Mapping[str, str]
    about: LocalText | Mapping[str, str]
    principle: Principle | None
    commitment: Commitment | None
    assignment: Assignment | None
    why_note: LocalText | Mapping[str, str]
    public_body: Organisation | None
    public_unit: Unit | None
    civil_organisation: Organisation | None
    together_with: LocalText | Mapping[str, str]
    performer: LocalText | Mapping[str, str]
    starts: date | None
    due: date | None
    budget_ore: int | None
    currency: str
    funding: LocalText | Mapping[str, str]
    indicator: LocalText | Mapping[str, str]
    baseline: LocalText | Mapping[str, str]
    target: LocalText | Mapping[str, str]
    now: LocalText | Mapping[str, str]
    milestones: list[dict[str, Any]]
    done_day: date | None
    paused_day: date | None
    paused_until: date | None
    paused_why: LocalText | Mapping[str, str]
    carried_over_day: date | None
    carried_over_why: LocalText | Mapping[str, str]
    carried_in_year: int | None
    carried_in_why: LocalText | Mapping[str, str]
    source_note: LocalText | Mapping[str, str]
    origin: str


# The texts whose number is kept beside them, for the bar.
_NUMBERED = ("baseline", "target", "now")
_SIDES = (("public_body", "public"), ("civil_organisation", "civil"))


@transaction.atomic
def add_measure(
    *, plan: ActionPlan, by: Actor, **fields: Unpack[MeasureFields]
) -> Measure:
    """Put a measure into a plan.

    Args:
        plan: the plan.
        by: who adds it.
        fields: see ``MeasureFields``; a number left out becomes the next one.

    Raises:
        TitleMissing, DueBeforeStart, NumberTaken, UnitOfAnotherBody, WrongSide: as
            their sentences say.
    """
    measure = unsaved_measure(plan, **fields)
    measure.save()
    write_line("plans.add_measure", by=by, about=measure, space=plan.space.slug)
    return measure


def unsaved_measure(plan: ActionPlan, **fields: Unpack[MeasureFields]) -> Measure:
    """Return a measure that has passed the rules; shared by adding and importing."""
    # Two at once would take the same number: the plan's row is the lock.
    plan = (
        ActionPlan.objects.select_for_update(of=("self",))
        .select_related("space")
        .get(pk=plan.pk)
    )
    measure = Measure(plan=plan, origin=fields.pop("origin", plan.origin))
    give_fields(measure, fields)
    taken = dict(Measure.objects.filter(plan=plan).values_list("number", "place"))
    if not measure.number:
        measure.number = next_number(taken)
    if not measure.place:
        measure.place = max(taken.values(), default=0) + 1
    measure.slug = _slug_for(measure)
    check_measure(measure)
    return measure


@transaction.atomic
def change_measure(
    *, measure: Measure, by: Actor, **fields: Unpack[MeasureFields]
) -> list[str]:
    """Change a measure; return the names of the fields that became different.

    The address stays when the number changes, so that old links work.

    Raises:
        as ``add_measure``.
    """
    measure = _locked(measure)
    changed = apply_changes(measure, fields)
    if changed:
        measure.save()
        _say("change_measure", measure, by, changed=changed)
    return changed


def apply_changes(measure: Measure, fields: MeasureFields) -> list[str]:
    """Give a measure fields, check it, and return what became different; unsaved."""
    names = [*fields]
    before = stored_values(measure, *names)
    give_fields(measure, fields)
    check_measure(measure)
    after = stored_values(measure, *names)
    return [name for name in names if before[name] != after[name]]


def give_fields(measure: Measure, fields: MeasureFields) -> None:
    """Set fields, texts as ``LocalText``, and the numbers that stand in texts."""
    for name, value in fields.items():
        if isinstance(value, Mapping):
            value = LocalText(value)
        setattr(measure, name, value)
    for name in _NUMBERED:
        if name in fields:
            text = LocalText(getattr(measure, name))
            setattr(measure, f"{name}_number", number_in(text.in_language("sv")))


def check_measure(measure: Measure) -> None:
    """Say which rule a measure breaks, if any, before it is saved.

    Raises:
        TitleMissing, DueBeforeStart, NumberTaken, UnitOfAnotherBody, WrongSide.
    """
    if not measure.title:
        raise TitleMissing()
    if measure.starts and measure.due and measure.due < measure.starts:
        raise DueBeforeStart()
    same = Measure.objects.filter(plan=measure.plan_id, number=measure.number)
    if same.exclude(pk=measure.pk).exists():
        raise NumberTaken(number=measure.number)
    for field, kind in _SIDES:
        organisation: Organisation | None = getattr(measure, field)
        if organisation is not None and organisation.kind != kind:
            raise WrongSide(field=field, organisation=str(organisation))
    unit = measure.public_unit
    if unit is not None and unit.body_id != measure.public_body_id:
        raise UnitOfAnotherBody(
            unit=str(unit), body=str(measure.public_body or gettext_noop("the body"))
        )


def _slug_for(measure: Measure) -> str:
    wished = slugify(measure.number)[:36] or "measure"
    if wished in RESERVED_SLUGS:
        wished = f"measure-{wished}"
    taken = set(
        Measure.objects.filter(
            plan=measure.plan_id, slug__startswith=wished
        ).values_list("slug", flat=True)
    )
    slug, number = wished, 1
    while slug in taken:
        number += 1
        slug = f"{wished}-{number}"
    return slug


def _locked(measure: Measure) -> Measure:
    # Only the measure's own row: PostgreSQL refuses to lock through an outer join.
    return (
        Measure.objects.select_for_update(of=("self",))
        .select_related("plan__space")
        .get(pk=measure.pk)
    )


def _say(verb: str, measure: Measure, by: Actor, **facts: Any) -> None:
    write_line(
        f"plans.{verb}",
        by=by,
        about=measure,
        space=measure.plan.space.slug,
        facts=facts,
    )


def _check_move_to(
    measure: Measure, then: str, today: date, *, only_from: str = ""
) -> None:
    said = latest_said([measure]).get(measure.pk, ())
    status, _reason = status_on(facts_of(measure, said), today)
    check_move(status.key, then)
    if only_from and status.key != only_from:
        raise MoveNotPossible(now=status.label, then=then)


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
    """
    measure = _locked(measure)
    today = day_in(measure.plan.space)
    _check_move_to(measure, PAUSED, today)
    check_why(LocalText(why).in_language("sv"))
    measure.paused_day, measure.paused_until = day or today, until
    measure.paused_why = LocalText(why)
    measure.save()
    _say("pause_measure", measure, by)


@transaction.atomic
def resume_measure(*, measure: Measure, by: Actor) -> None:
    """Take a paused measure up again from today; its dates say what its status is.

    Raises:
        MoveNotPossible: it is not paused.
    """
    measure = _locked(measure)
    today = day_in(measure.plan.space)
    _check_move_to(measure, ON_PLAN, today, only_from=PAUSED)
    measure.paused_until = max(today, measure.paused_day or today)
    measure.save()
    _say("resume_measure", measure, by)


@transaction.atomic
def finish_measure(*, measure: Measure, by: Actor, day: date | None = None) -> None:
    """Note that a measure is done, as of a day (today when left out).

    Raises:
        MoveNotPossible: it is done already, or has left the plan.
    """
    measure = _locked(measure)
    today = day_in(measure.plan.space)
    _check_move_to(measure, DONE, today)
    measure.done_day = min(day or today, today)
    measure.save()
    _say("finish_measure", measure, by)


@transaction.atomic
def reopen_measure(*, measure: Measure, by: Actor) -> None:
    """Take back that a measure is done; its dates and reports say what it is.

    Raises:
        MoveNotPossible: it is not done.
        DoneByReports: nobody has noted it as done; the sides have reported so.
    """
    measure = _locked(measure)
    today = day_in(measure.plan.space)
    _check_move_to(measure, ON_PLAN, today, only_from=DONE)
    if measure.done_day is None:
        raise DoneByReports()
    measure.done_day = None
    measure.save()
    _say("reopen_measure", measure, by)


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
    """
    measure = _locked(measure)
    today = day_in(measure.plan.space)
    _check_move_to(measure, CARRIED_OVER, today)
    check_why(LocalText(why).in_language("sv"))
    if to_plan is not None and to_plan.pk == measure.plan_id:
        raise SamePlan()
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
    _say("carry_over", measure, by, to=str(carried.plan.slug) if carried else "")
    return carried


@transaction.atomic
def withdraw_measure(*, measure: Measure, by: Actor, why: str) -> None:
    """Take a measure out of its plan, with the reason; it is kept, not shown.

    Raises:
        WhyMissing: no reason was given.
    """
    measure = _locked(measure)
    measure.withdrawn_why = check_why(why)[:400]
    measure.withdrawn_at = timezone.now()
    measure.save(update_fields=["withdrawn_at", "withdrawn_why"])
    _say("withdraw_measure", measure, by)
