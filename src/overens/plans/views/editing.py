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
from django.views.decorators.http import require_http_methods

from overens.accounts.queries import Access, access_to, in_space
from overens.accounts.rules import EDIT_PLAN
from overens.common.form_pages import answer_form, texts_in
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
)
from overens.plans.forms import (
    CarryOverForm,
    FinishForm,
    MeasureForm,
    PauseForm,
    PlanForm,
)
from overens.plans.forms.measures import NothingForm
from overens.plans.models import Measure
from overens.plans.rules import CARRIED_OVER, DONE, MOVES, ON_PLAN, PAUSED
from overens.plans.views.finding import (
    Moved,
    find_measure,
    find_plan,
    plans_url,
    task_context,
)


def _only_a_title() -> str:
    return _("Only a title in one language has to be filled in.")


form_page = require_http_methods(["GET", "HEAD", "POST"])


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
    form = PlanForm(
        request.POST or None, space=plan.space, initial=PlanForm.initial_of(plan)
    )

    def act(_given: dict[str, Any]) -> str:
        changed = change_plan(plan=plan, by=access.actor, **form.fields_given())
        messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
        return plan.get_absolute_url()

    context = task_context(plan, _("Change the plan"), plan.get_absolute_url())
    context |= {"button": _("Save the plan"), "lead": _only_a_title()}
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
    form = MeasureForm(
        request.POST or None, plan=found.plan, initial=MeasureForm.initial_of(found)
    )

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
    }


# Which of them makes a measure what: the key of the status that it is to have.
_MAKES = {PAUSED: "pause", DONE: "finish", CARRIED_OVER: "carry-over"}
# On plan is reached by taking back whatever it is now.
_TAKES_BACK = {PAUSED: "resume", DONE: "reopen"}


def moves_from(measure: Measure, status: str) -> list[dict[str, str]]:
    """Return what may be made of a measure with a status: label and address each."""
    names = [
        _TAKES_BACK.get(status, "") if then == ON_PLAN else _MAKES.get(then, "")
        for then in (ON_PLAN, DONE, PAUSED, CARRIED_OVER)
        if then in MOVES[status]
    ]
    moves = _moves()
    return [
        {
            "label": moves[name][3],
            "url": reverse(
                "plans:measure_move", args=[measure.plan.slug, measure.slug, name]
            ),
        }
        for name in names
        if name in moves
    ]


@form_page
@login_required
def measure_move(
    request: HttpRequest, slug: str, measure: str, move: str
) -> HttpResponse:
    """Pause, take up again, finish, open again or carry over a measure."""
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
        messages.success(request, _("Saved."))
        return found.get_absolute_url()

    context = task_context(
        found.plan, title % {"measure": found}, found.get_absolute_url()
    )
    return answer_form(request, form, {**context, "button": button}, act)
