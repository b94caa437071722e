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
from overens.plans.actions.taking_back import take_back_about
from overens.plans.models import ActionPlan, Measure
from overens.plans.rules import (
    RESERVED_SLUGS,
    DueBeforeStart,
    NumberTaken,
    TitleMissing,
    UnitOfAnotherBody,
    check_done_day,
    check_lengths,
    check_pause,
    check_why,
    next_number,
    number_in,
)
from overens.plans.rules.sheet import UnitWithoutBody


class WrongSide(RuleBroken):
    """An organisation stands on the other side."""

    sentence = gettext_noop(
        "%(organisation)s is not of that side. Choose it on the other side."
    )


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
_TEXTS = (
    *("title", "about", "why_note", "together_with", "performer", "funding"),
    *("indicator", "baseline", "target", "now", "paused_why", "carried_over_why"),
    *("carried_in_why", "source_note"),
)
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
        as ``check_measure``, and DoneLater: as their sentences say.
    """
    measure = unsaved_measure(plan, **fields)
    measure.save()
    write_line("plans.add_measure", by=by, about=measure, space=plan.space.slug)
    return measure


class Taken:
    """The numbers, places and addresses that a plan's measures have; read once.

    Whoever makes or changes many tells it of each.
    """

    def __init__(self, plan: ActionPlan) -> None:
        # Two at once would take the same number: the plan's row is the lock.
        self.plan = (
            ActionPlan.objects.select_for_update(of=("self",))
            .select_related("space")
            .get(pk=plan.pk)
        )
        rows = Measure.objects.filter(plan=plan).values_list(
            "number", "place", "slug", "pk"
        )
        # By number: the measure's key, None for one that is not saved yet.
        self.numbers: dict[str, int | None] = {}
        self.slugs: set[str] = set()
        self.last_place = 0
        for number, place, slug, key in rows:
            self._note(number, place, slug, key)

    def add(self, measure: Measure) -> None:
        """Note a measure that is about to be saved."""
        self._note(measure.number, measure.place, measure.slug, measure.pk)

    def _note(self, number: str, place: int, slug: str, key: int | None) -> None:
        self.numbers[number] = key
        self.slugs.add(slug)
        self.last_place = max(self.last_place, place)

    def is_by_another(self, measure: Measure) -> bool:
        """Tell whether another measure has the number."""
        number = measure.number
        if number not in self.numbers:
            return False
        return measure._state.adding or self.numbers[number] != measure.pk


def unsaved_measure(
    plan: ActionPlan, taken: Taken | None = None, **fields: Unpack[MeasureFields]
) -> Measure:
    """Return a measure that has passed the rules; shared by adding and importing.

    Args:
        plan: the plan.
        taken: what its measures have taken, where many are made; it is told of this.
        fields: see ``MeasureFields``.
    """
    taken = taken or Taken(plan)
    measure = Measure(plan=taken.plan, origin=fields.pop("origin", taken.plan.origin))
    give_fields(measure, fields)
    if not measure.number:
        measure.number = next_number(taken.numbers)
    if not measure.place:
        measure.place = taken.last_place + 1
    measure.slug = _slug_for(measure, taken.slugs)
    check_measure(measure, taken)
    _check_done(measure, fields)
    taken.add(measure)
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
    measure = locked(measure)
    changed = apply_changes(measure, fields)
    if changed:
        measure.save()
        say("change_measure", measure, by, changed=changed)
    return changed


def apply_changes(
    measure: Measure, fields: MeasureFields, taken: Taken | None = None
) -> list[str]:
    """Give a measure fields, check it, and return what became different; unsaved."""
    names = [*fields]
    before = stored_values(measure, *names)
    give_fields(measure, fields)
    check_measure(measure, taken)
    _check_done(measure, fields)
    after = stored_values(measure, *names)
    return [name for name in names if before[name] != after[name]]


def _check_done(measure: Measure, fields: MeasureFields) -> None:
    """See that a day that is given now has come: an earlier one is left alone."""
    if fields.get("done_day"):
        check_done_day(measure.done_day, today=day_in(measure.plan.space))


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


def check_measure(measure: Measure, taken: Taken | None = None) -> None:
    """Say which rule a measure breaks, if any, before it is saved.

    Args:
        measure: as it would be saved.
        taken: what the plan's measures have taken; looked up when left out.

    Raises:
        TitleMissing, NumberTooLong, TextTooLong, DueBeforeStart, PauseWithoutFirstDay,
        PauseEndsBeforeItBegins, NumberTaken, UnitWithoutBody, UnitOfAnotherBody,
        WrongSide.
    """
    if not measure.title:
        raise TitleMissing()
    check_lengths(measure.number, {name: getattr(measure, name) for name in _TEXTS})
    if measure.starts and measure.due and measure.due < measure.starts:
        raise DueBeforeStart()
    check_pause(measure.paused_day, measure.paused_until)
    if taken is not None:
        is_taken = taken.is_by_another(measure)
    else:
        same = Measure.objects.filter(plan=measure.plan_id, number=measure.number)
        is_taken = same.exclude(pk=measure.pk).exists()
    if is_taken:
        raise NumberTaken(number=measure.number)
    for field, kind in _SIDES:
        organisation: Organisation | None = getattr(measure, field)
        if organisation is not None and organisation.kind != kind:
            raise WrongSide(field=field, organisation=str(organisation))
    unit = measure.public_unit
    if unit is not None and measure.public_body is None:
        raise UnitWithoutBody(field="public_unit")
    if unit is not None and unit.body_id != measure.public_body_id:
        raise UnitOfAnotherBody(unit=str(unit), body=str(measure.public_body))


def _slug_for(measure: Measure, taken: set[str]) -> str:
    wished = slugify(measure.number)[:36] or "measure"
    if wished in RESERVED_SLUGS:
        wished = f"measure-{wished}"
    slug, number = wished, 1
    while slug in taken:
        number += 1
        slug = f"{wished}-{number}"
    return slug


def locked(measure: Measure) -> Measure:
    """Return the measure read anew and locked until the transaction ends."""
    # Only the measure's own row: PostgreSQL refuses to lock through an outer join.
    return (
        Measure.objects.select_for_update(of=("self",))
        .select_related("plan__space")
        .get(pk=measure.pk)
    )


def say(verb: str, measure: Measure, by: Actor, **facts: Any) -> None:
    """Write the audit line of something done to a measure."""
    write_line(
        f"plans.{verb}",
        by=by,
        about=measure,
        space=measure.plan.space.slug,
        facts=facts,
    )


@transaction.atomic
def withdraw_measure(*, measure: Measure, by: Actor, why: str) -> None:
    """Take a measure out of its plan, with the reason; it is kept, not shown.

    Questions about it that wait for an answer are taken back.

    Raises:
        WhyMissing: no reason was given.
    """
    measure = locked(measure)
    measure.withdrawn_why = check_why(why)[:400]
    measure.withdrawn_at = timezone.now()
    measure.save(update_fields=["withdrawn_at", "withdrawn_why"])
    take_back_about([measure])
    say("withdraw_measure", measure, by)
