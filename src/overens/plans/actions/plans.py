"""Make a plan and change it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from overens.accounts.models import Space
from overens.common.audit import Actor, write_line
from overens.common.imports import stored_values
from overens.common.models import Redirect
from overens.common.texts import LocalText
from overens.compacts.models import Principle
from overens.errors import RuleBroken, gettext_noop
from overens.governance.models import Decision
from overens.plans.actions.taking_back import take_back_about
from overens.plans.models import ActionPlan, Measure
from overens.plans.rules import PlanTitleMissing, check_period, check_why

# Words that stand where a plan's address would: lists and forms.
_RESERVED = frozenset({"new", "ny", "mail-outs", "utskick"})


class PlanSlugTaken(RuleBroken):
    """Another plan has the address."""

    sentence = gettext_noop(
        "Another plan already has the address “%(slug)s”. Choose another."
    )
    field = "slug"


class PlanFields(TypedDict, total=False):
    """What a plan can be given; what is left out is left as it is."""

    title: LocalText | Mapping[str, str]
    year: int | None
    first_day: date | None
    last_day: date | None
    theme_principle: Principle | None
    theme: LocalText | Mapping[str, str]
    focus: LocalText | Mapping[str, str]
    target_picture: LocalText | Mapping[str, str]
    adopted_by: Decision | None
    is_followed: bool
    source_note: LocalText | Mapping[str, str]
    origin: str


def free_slug(wished: str, *, besides: ActionPlan | None = None) -> str:
    """Return the address a plan gets when its own is empty or taken by a word.

    Raises:
        PlanSlugTaken: another plan has it.
    """
    slug = slugify(wished)[:80] or "plan"
    if slug in _RESERVED:
        slug = f"plan-{slug}"
    others = ActionPlan.objects.filter(slug=slug)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    if others.exists():
        raise PlanSlugTaken(slug=slug)
    return slug


def _numbered(wished: str) -> str:
    """Return a free address: the wished one, else with the first free number."""
    number, slug = 1, wished
    while True:
        try:
            return free_slug(slug)
        except PlanSlugTaken:
            number += 1
            slug = f"{slugify(wished)[:70]}-{number}"


@transaction.atomic
def make_plan(
    *, space: Space, by: Actor, slug: str = "", **fields: Unpack[PlanFields]
) -> ActionPlan:
    """Make an action plan.

    Args:
        space: whose plan it is.
        by: who makes it.
        slug: its address; made from the space and the year when left out.
        fields: see ``PlanFields``. Days left out become those of the year.

    Raises:
        PlanTitleMissing: no title in any language.
        PlanEndsBeforeItBegins: the last day comes before the first.
        PlanSlugTaken: another plan has the address that was asked for.
    """
    year = fields.get("year")
    plan = ActionPlan(space=space, origin=fields.pop("origin", space.origin))
    _give(plan, fields)
    if year and plan.is_followed and not (plan.first_day or plan.last_day):
        plan.first_day, plan.last_day = date(year, 1, 1), date(year, 12, 31)
    _check(plan)
    if slug:
        plan.slug = free_slug(slug)
    else:
        # Nobody chose this one, so nobody is asked to choose another.
        plan.slug = _numbered(f"{space.slug}-{year or plan.title.in_language('sv')}")
    try:
        # A savepoint: two at once may both have found the address free.
        with transaction.atomic():
            plan.save()
    except IntegrityError as fault:
        raise PlanSlugTaken(slug=plan.slug) from fault
    write_line("plans.make_plan", by=by, about=plan, space=space.slug)
    return plan


@transaction.atomic
def change_plan(
    *, plan: ActionPlan, by: Actor, slug: str = "", **fields: Unpack[PlanFields]
) -> list[str]:
    """Change a plan; return the names of the fields that became different.

    A changed address keeps the old one working.
    """
    plan = ActionPlan.objects.select_for_update().get(pk=plan.pk)
    names = [*fields]
    before = stored_values(plan, *names)
    _give(plan, fields)
    _check(plan)
    after = stored_values(plan, *names)
    changed = [name for name in names if before[name] != after[name]]
    if slug and slug != plan.slug:
        old, plan.slug = plan.slug, free_slug(slug, besides=plan)
        Redirect.objects.update_or_create(
            kind=plan._meta.label, old_slug=old, defaults={"uuid": plan.uuid}
        )
        changed.append("slug")
    if changed:
        plan.save()
        write_line(
            "plans.change_plan",
            by=by,
            about=plan,
            space=plan.space.slug,
            facts={"changed": changed},
        )
    return changed


@transaction.atomic
def withdraw_plan(*, plan: ActionPlan, by: Actor, why: str) -> None:
    """Take a plan and its measures away, with the reason; they are kept, not shown.

    Questions about its measures that wait for an answer are taken back.

    Raises:
        WhyMissing: no reason was given.
    """
    plan = ActionPlan.objects.select_for_update().get(pk=plan.pk)
    plan.withdrawn_why = check_why(why)[:400]
    plan.withdrawn_at = timezone.now()
    plan.save(update_fields=["withdrawn_at", "withdrawn_why"])
    take_back_about(Measure.objects.filter(plan=plan))
    write_line("plans.withdraw_plan", by=by, about=plan, space=plan.space.slug)


def _give(plan: ActionPlan, fields: PlanFields) -> None:
    for name, value in fields.items():
        if isinstance(value, Mapping):
            value = LocalText(value)
        setattr(plan, name, value)


def _check(plan: ActionPlan) -> None:
    if not plan.title:
        raise PlanTitleMissing()
    check_period(plan.first_day, plan.last_day)
