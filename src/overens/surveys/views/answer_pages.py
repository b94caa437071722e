"""What whoever answers by link is shown, from the code to the receipt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from overens.common.ballots import TokenUsed
from overens.common.explain import explain
from overens.common.forms import UNPROCESSABLE
from overens.errors import RuleBroken
from overens.surveys.forms import CodeForm
from overens.surveys.queries import are_few
from overens.surveys.rules import OPEN
from overens.surveys.rules.sitting import minutes_to_answer
from overens.surveys.views.drawn import drawn_once
from overens.surveys.views.sitting import (
    CHECK,
    GROUPS,
    HOW,
    Sitting,
    draft_in,
    sitting_page,
)
from overens.surveys.views.unsent import unsent_words


def code_page(request: HttpRequest, form: CodeForm) -> HttpResponse:
    status = UNPROCESSABLE if form.errors else 200
    context = {"title": _("Answer a survey"), "form": form}
    return render(request, "surveys/answer/code.html", context, status=status)


def intro_page(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Say who sees what, how long it takes and until when, before any question."""
    survey = sitting.survey
    collection = survey.collection
    kinds = [item.question.kind for item in sitting.questions.items]
    is_few = survey.mode != OPEN and are_few(sitting.was_asked)
    return sitting_page(
        request,
        "intro",
        sitting,
        str(survey),
        promise=collection.promise,
        minutes=minutes_to_answer(kinds),
        question_count=len(kinds),
        has_draft=bool(draft_in(sitting)),
        is_few=is_few,
    )


def page_at(
    request: HttpRequest, sitting: Sitting, place: str, *, form: Any = None
) -> HttpResponse:
    """Show the page at a place; the first one where there is none such."""
    sitting.place = place
    if place == CHECK:
        return check_page(request, sitting)
    step = sitting.step(place)
    if step is None:
        return _how_page(request, sitting, place, form)
    sheet, key = step
    places = sitting.questions.places
    several = len(sitting.units) > 1
    more = {
        "number": places[key] + 1,
        "question_count": len(places),
        "sheet_number": sheet + 1,
        "sheet_count": len(sitting.parts),
    }

    def draw(own: dict[str, str]) -> HttpResponse:
        item = sitting.item(key)
        shown = form or form_at(sitting, place)
        return sitting_page(
            request,
            "question",
            sitting,
            item.question.title.in_language(sitting.language),
            UNPROCESSABLE if shown.is_bound and shown.errors else 200,
            form=shown,
            has_heading=not shown["answer"].is_single_box,
            section=_section(sitting, item),
            several=several,
            **more,
            **own,
        )

    own = {
        "code": sitting.token,
        "carried": sitting.carried_beside,
        "answers_for": _names(sitting, sheet) if several else "",
    }
    if form is not None or sitting.is_begun(step):
        return draw(own)
    alike = ("question", sitting.was_asked.says, several, key, *more.values())
    return drawn_once(request, alike, own, draw)


def _how_page(
    request: HttpRequest, sitting: Sitting, place: str, form: Any
) -> HttpResponse:
    """Show a page that asks how they answer; the first of all where there is none."""
    shown = form or form_at(sitting, place)
    if shown is None:
        sitting.place = ""
        return intro_page(request, sitting)
    status = UNPROCESSABLE if shown.is_bound and shown.errors else 200
    title = _("How do you want to answer?") if place == HOW else _("Which go together?")
    return sitting_page(
        request,
        "question",
        sitting,
        title,
        status,
        form=shown,
        code=sitting.token,
        carried=sitting.carried_beside,
    )


def has_form(sitting: Sitting, place: str) -> bool:
    """Say whether there is a page at a place, with something to fill in."""
    if place in (HOW, GROUPS):
        return len(sitting.units) > 1
    return sitting.step(place) is not None


def wrong_at(sitting: Sitting, place: str) -> Any:
    """Return a page's form where one may not go on from it.

    A question may be skipped; how many answers there are is nobody's to guess.
    """
    step = sitting.step(place)
    if step is not None and (not sitting.is_begun(step) or sitting.read(step).is_right):
        return None
    form = form_at(sitting, place, must=True)
    return form if form.is_bound and not form.is_valid() else None


def form_at(sitting: Sitting, place: str, *, must: bool = False) -> Any:
    """Return the form of a page; None where there is no such page.

    Args:
        must: bound, also where nothing was chosen of how they answer.
    """
    if not has_form(sitting, place):
        return None
    if place == HOW:
        return sitting.how_form(bound=must or "how" in sitting.fields)
    if place == GROUPS:
        begun = any(name.startswith("for-") for name in sitting.fields)
        return sitting.groups_form(bound=begun)
    number, key = sitting.step(place) or (0, "")
    return sitting.form(number, sitting.item(key), heads=True)


def _section(sitting: Sitting, item: Any) -> str:
    """Return the heading of the section that a question is in."""
    heading = ""
    for each in sitting.items:
        heading = each.section.in_language(sitting.language) or heading
        if each is item:
            return str(heading)
    return ""


def _names(sitting: Sitting, sheet: int) -> str:
    names = sitting.unit_names
    return ", ".join(names[key] for key in sitting.parts[sheet])


def check_page(
    request: HttpRequest, sitting: Sitting, *, broken: RuleBroken | None = None
) -> HttpResponse:
    """Show all that was filled in, to be changed or sent."""
    sitting.place = CHECK
    asked = list(sitting.asked())
    sheets = [
        {
            "answers_for": _names(sitting, number),
            "rows": [
                {
                    "question": item.question.title.in_language(sitting.language),
                    "place": f"{number} {item.key}",
                    "lines": list(_lines(form)),
                }
                for each, item, form in asked
                if each == number
            ],
        }
        for number in range(len(sitting.parts))
    ]
    return sitting_page(
        request,
        "check",
        sitting,
        _("Check your answers"),
        UNPROCESSABLE if broken else 200,
        sheets=sheets,
        fault=explain(broken) if broken else "",
    )


def _lines(form: Any) -> Iterator[str]:
    """Yield what was filled in a question's form, in words."""
    if not form.is_bound:
        return
    for bound in form:
        given = bound.value()
        if hasattr(bound.field, "parts"):
            yield from _parts(bound.field, given)
            continue
        choices = dict(getattr(bound.field, "choices", []))
        if choices:
            chosen = given if isinstance(given, list) else [given]
            yield from (str(choices[one]) for one in chosen if one in choices)
        elif bound.is_single_box:
            if given:
                yield _("Yes") if bound.name == "answer" else str(bound.label)
        elif given:
            unit = getattr(bound.field, "suffix", "")
            yield f"{given} {unit}".strip()


def _parts(field: Any, given: Any) -> Iterator[str]:
    """Yield what was chosen of each part of a field."""
    choices = dict(field.fields[0].choices)
    for part, value in zip(field.parts, given or (), strict=False):
        if value in choices and value:
            yield f"{part.label}: {choices[value]}"


def receipt_page(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Say that the answers are in, and nothing of what they were."""
    title = _("Thank you, your answers are in")
    return drawn_once(
        request,
        ("receipt", sitting.was_asked.says),
        {"code": sitting.token},
        lambda own: sitting_page(
            request, "receipt", sitting, title, **dict[str, Any](own)
        ),
    )


def stopped_page(
    request: HttpRequest, sitting: Sitting, broken: RuleBroken, status: int
) -> HttpResponse:
    """Say why no answer is taken by the link."""
    title = (
        _("Your answers are already in")
        if isinstance(broken, TokenUsed)
        else _("The link takes no answers")
    )
    return sitting_page(
        request,
        "stopped",
        sitting,
        title,
        status,
        sentence=explain(broken),
        is_in=isinstance(broken, TokenUsed),
        unsent=[] if isinstance(broken, TokenUsed) else unsent_words(request),
    )
