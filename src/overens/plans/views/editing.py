"""The secretariat's forms: plans, measures, and what is made of a measure by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overens.accounts.queries import Access, access_to, in_space
from overens.accounts.rules import EDIT_PLAN
from overens.common import formats
from overens.common.form_pages import answer_form, form_page, texts_in
from overens.plans.actions import (
    add_measure,
    carry_over,
    change_measure,
    change_plan,
    finish_measure,
    make_plan,
    pause_measure,
    reopen_measure,
    resume_measure,
    take_back_carry_over,
    withdraw_measure,
    withdraw_plan,
)
from overens.plans.forms import (
    CarryOverForm,
    FinishForm,
    MeasureForm,
    PauseForm,
    PlanForm,
    WithdrawForm,
)
from overens.plans.forms.measures import NothingForm
from overens.plans.models import Measure
from overens.plans.rules import (
    CARRIED_OVER,
    DONE,
    MOVES,
    ON_PLAN,
    PAUSED,
    in_order,
)
from overens.plans.views.finding import (
    Moved,
    find_measure,
    find_plan,
    plans_url,
    task_context,
)


def _only_a_title() -> str:
    return _("Only a title in one language has to be filled in.")


@form_page
@in_space(EDIT_PLAN)
def plan_add(request: HttpRequest, access: Access) -> HttpResponse:
    """Make a plan."""
    form = PlanForm(request.POST or None, space=access.space)

    def act(_given: dict[str, Any]) -> str:
        plan = make_plan(space=access.space, by=access.actor, **form.fields_given())
        messages.success(request, _("The plan is saved. Now add its measures."))
        return plan.get_absolute_url()

    back = plans_url(access.space)
    context = {
        "title": _("Add an action plan"),
        "lead": _only_a_title(),
        "back_url": back,
        "cancel_url": back,
        "button": _("Save the plan"),
    }
    return answer_form(request, form, context, act)


@form_page
@login_required
def plan_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a plan."""
    try:
        plan = find_plan(request, slug)
    except Moved as moved:
        return redirect("plans:plan_change", moved.slug)
    access = access_to(request, EDIT_PLAN, plan.space)
    form = PlanForm(request.POST or None, space=plan.space, plan=plan)

    def act(_given: dict[str, Any]) -> str:
        changed = change_plan(plan=plan, by=access.actor, **form.fields_given())
        messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
        return plan.get_absolute_url()

    context = task_context(plan, _("Change the plan"), plan.get_absolute_url())
    context |= {"button": _("Save the plan"), "lead": _only_a_title()}
    return answer_form(request, form, context, act)


@form_page
@login_required
def plan_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a plan away, with its measures and the reason."""
    try:
        plan = find_plan(request, slug)
    except Moved as moved:
        return redirect("plans:plan_withdraw", moved.slug)
    access = access_to(request, EDIT_PLAN, plan.space)
    form = WithdrawForm(request.POST if request.method == "POST" else None)

    def act(given: dict[str, Any]) -> str:
        withdraw_plan(plan=plan, by=access.actor, why=given["why"])
        messages.success(request, _("%(plan)s is withdrawn.") % {"plan": plan})
        return plans_url(plan.space)

    n = Measure.objects.standing().filter(plan=plan).count()
    title = _("Withdraw %(plan)s") % {"plan": plan}
    context = task_context(plan, title, plan.get_absolute_url())
    context |= {
        "lead": ngettext(
            "The plan and its %(n)s measure are not shown any more. Questions that "
            "wait for an answer are taken back.",
            "The plan and its %(n)s measures are not shown any more. Questions that "
            "wait for an answer are taken back.",
            n,
        )
        % {"n": formats.number(n)},
        "button": _("Withdraw the plan"),
    }
    return answer_form(request, form, context, act)


@form_page
@login_required
def measure_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a measure into a plan."""
    try:
        plan = find_plan(request, slug)
    except Moved as moved:
        return redirect("plans:measure_add", moved.slug)
    access = access_to(request, EDIT_PLAN, plan.space)
    form = MeasureForm(request.POST or None, plan=plan)

    def act(_given: dict[str, Any]) -> str:
        measure = add_measure(plan=plan, by=access.actor, **form.fields_given())
        messages.success(
            request, _("%(number)s is in the plan.") % {"number": measure.number}
        )
        return measure.get_absolute_url()

    context = task_context(plan, _("Add a measure"), plan.get_absolute_url())
    context |= {"button": _("Save the measure"), "lead": _only_a_title()}
    return answer_form(request, form, context, act, template="plans/measure_form.html")


@form_page
@login_required
def measure_change(request: HttpRequest, slug: str, measure: str) -> HttpResponse:
    """Change a measure."""
    found = find_measure(request, slug, measure)
    access = access_to(request, EDIT_PLAN, found.plan.space)
    form = MeasureForm(request.POST or None, plan=found.plan, measure=found)

    def act(_given: dict[str, Any]) -> str:
        changed = change_measure(measure=found, by=access.actor, **form.fields_given())
        messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
        return found.get_absolute_url()

    title = _("Change %(measure)s") % {"measure": found}
    context = task_context(found.plan, title, found.get_absolute_url())
    context |= {"button": _("Save the measure"), "lead": _only_a_title()}
    return answer_form(request, form, context, act, template="plans/measure_form.html")


# What the secretariat may make of a measure: the form, its title and button, and what
# is done with what was filled in. A new move is a row here, and one in rules.MOVES.
Act = Callable[[Measure, Access, Any], None]


def _pause(measure: Measure, access: Access, form: Any) -> None:
    pause_measure(
        measure=measure,
        by=access.actor,
        why=texts_in(form.cleaned_data, "why"),
        until=form.cleaned_data["until"],
    )


def _resume(measure: Measure, access: Access, form: Any) -> None:
    resume_measure(measure=measure, by=access.actor)


def _finish(measure: Measure, access: Access, form: Any) -> None:
    finish_measure(measure=measure, by=access.actor, day=form.cleaned_data["day"])


def _reopen(measure: Measure, access: Access, form: Any) -> None:
    reopen_measure(measure=measure, by=access.actor)


def _carry_over(measure: Measure, access: Access, form: Any) -> None:
    carry_over(
        measure=measure,
        by=access.actor,
        why=texts_in(form.cleaned_data, "why"),
        to_plan=form.chosen_plan(),
        due=form.cleaned_data["due"],
    )


def _take_back(measure: Measure, access: Access, form: Any) -> None:
    take_back_carry_over(measure=measure, by=access.actor)


def _withdraw(measure: Measure, access: Access, form: Any) -> None:
    withdraw_measure(measure=measure, by=access.actor, why=form.cleaned_data["why"])


def _moves() -> dict[str, tuple[type[Any], Act, str, str]]:
    return {
        "pause": (PauseForm, _pause, _("Pause %(measure)s"), _("Pause")),
        "resume": (NothingForm, _resume, _("Take up %(measure)s again"), _("Take up")),
        "finish": (FinishForm, _finish, _("Finish %(measure)s"), _("Mark as done")),
        "reopen": (NothingForm, _reopen, _("Open %(measure)s again"), _("Open again")),
        "carry-over": (
            CarryOverForm,
            _carry_over,
            _("Carry over %(measure)s"),
            _("Carry over"),
        ),
        "take-back": (
            NothingForm,
            _take_back,
            _("Take back that %(measure)s is carried over"),
            _("Take back the carrying over"),
        ),
        WITHDRAW: (
            WithdrawForm,
            _withdraw,
            _("Take %(measure)s out of the plan"),
            _("Take out of the plan"),
        ),
    }


# Which of them makes a measure what: the key of the status that it is to have.
_MAKES = {PAUSED: "pause", DONE: "finish", CARRIED_OVER: "carry-over"}
# On plan is reached by taking back whatever it is now.
_TAKES_BACK = {PAUSED: "resume", DONE: "reopen", CARRIED_OVER: "take-back"}
# Not a status: it is possible whatever the measure is.
WITHDRAW = "withdraw"


def moves_from(
    measure: Measure, status: str, *, goes_on: bool = False
) -> list[dict[str, str]]:
    """Return what may be made of a measure with a status: label and address each.

    Args:
        measure: the measure.
        status: the key of its status; empty when it is not followed here.
        goes_on: whether it goes on in a later plan, and so cannot be taken back.
    """
    names = [
        move_to(then, status)
        # What takes back comes first.
        for then in (ON_PLAN, *(each.key for each in in_order() if each.key != ON_PLAN))
        if then in MOVES.get(status, ())
    ]
    names = [name for name in names if not (goes_on and name == "take-back")]
    names.append(WITHDRAW)
    moves = _moves()
    return [
        {
            "label": moves[name][3],
            "url": reverse(
                "plans:measure_move", args=[measure.plan.slug, measure.slug, name]
            ),
        }
        for name in names
    ]


def move_to(then: str, status: str) -> str:
    """Return the name of the move that makes a measure something else by hand.

    Raises:
        KeyError: no move does; ``rules.MOVES`` promises one that is not built.
    """
    return _TAKES_BACK[status] if then == ON_PLAN else _MAKES[then]


@form_page
@login_required
def measure_move(
    request: HttpRequest, slug: str, measure: str, move: str
) -> HttpResponse:
    """Pause, take up again, finish, open again, carry over or withdraw a measure."""
    moves = _moves()
    if move not in moves:
        raise Http404
    found = find_measure(request, slug, measure)
    access = access_to(request, EDIT_PLAN, found.plan.space)
    shape, act_on, title, button = moves[move]
    options: dict[str, Any] = {}
    if shape is CarryOverForm:
        options["plan"] = found.plan
    if shape is FinishForm:
        options["initial"] = {"day": access.day}
    data = request.POST if request.method == "POST" else None
    form = shape(data, **options)

    def act(_given: dict[str, Any]) -> str:
        act_on(found, access, form)
        if move == WITHDRAW:
            messages.success(
                request, _("%(measure)s is taken out.") % {"measure": found}
            )
            return found.plan.get_absolute_url()
        messages.success(request, _("Saved."))
        return found.get_absolute_url()

    context = task_context(
        found.plan, title % {"measure": found}, found.get_absolute_url()
    )
    if move == WITHDRAW:
        context["lead"] = _(
            "It is not shown any more, and its reports with it. Questions about it "
            "that wait for an answer are taken back. If it is left for another year, "
            "carry it over instead."
        )
    return answer_form(request, form, {**context, "button": button}, act)
