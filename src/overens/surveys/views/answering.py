"""The pages of whoever answers by link: no account, no cookie, no script needed.

One address for all pages. The code is in the page's body, never in an address; looking
at a page sends nothing in. What each page does is said by the button ``go``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from overens.accounts.queries import show_space
from overens.common.ballots import (
    AnswerTooLong,
    TokenUnknown,
    TokenUsed,
    TokenWithdrawn,
    TooLate,
    ballot_for,
)
from overens.common.explain import explain
from overens.common.formats import language_or_active
from overens.common.forms import UNPROCESSABLE
from overens.errors import RuleBroken
from overens.surveys.actions import answer, decline
from overens.surveys.forms import CodeForm, DeclineForm
from overens.surveys.queries import alike_to
from overens.surveys.rules import OPEN
from overens.surveys.rules.collecting import QuestionsChanged
from overens.surveys.rules.sitting import minutes_to_answer
from overens.surveys.views.leaving_contact import CONTACT, CONTACTED, leaving_contact
from overens.surveys.views.sitting import (
    CHECK,
    GROUPS,
    HOW,
    Sitting,
    draft_in,
    sitting_of,
    sitting_page,
)

View = Callable[..., HttpResponse]

BEGIN, GO_ON, NEXT, BACK, STAY = "begin", "go on", "next", "back", "stay"
PAUSE, SEND, DECLINE, DECLINED, TO = "pause", "send", "decline", "declined", "to "
GONE, CONFLICT = 410, 409


def _nowhere(view: View) -> View:
    """Leave no trace of an answer in caches, indexes, referrers or cookies.

    The check against forged requests guards what a cookie allows; here the code in the
    page allows, so it is left out, and a phone that keeps no cookies can answer. The
    browser may keep a page for its own Back button: without that, going back would ask
    to send the form again.
    """

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @cache_control(private=True, no_cache=True)
    @wraps(view)
    def kept(request: HttpRequest) -> HttpResponse:
        request.has_key_in_address = True  # type: ignore[attr-defined]
        response = view(request)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return kept


@_nowhere
def answering(request: HttpRequest) -> HttpResponse:
    """Take somebody from the code in their letter to a receipt."""
    if request.method != "POST":
        return _code_page(request, CodeForm())
    code = CodeForm(request.POST)
    if not code.is_valid():
        return _code_page(request, code)
    token, go = code.cleaned_data["code"], request.POST.get("go", "")
    try:
        sitting = sitting_of(
            token,
            carried=request.POST.get("carried", ""),
            language=language_or_active(),
        )
    except (TokenUnknown, TokenWithdrawn) as broken:
        code.add_error("code", explain(broken))
        return _code_page(request, code)
    show_space(request, sitting.survey.space)
    try:
        ballot_for(token)
        return _STEPS.get(go, _moved)(request, sitting, go)
    except TokenUsed as broken:
        # Sent twice from the same page: it came in the first time.
        if go == SEND:
            return _receipt(request, sitting)
        if go in (CONTACT, CONTACTED) and sitting.survey.contact:
            return leaving_contact(request, sitting, go)
        return _stopped(request, sitting, broken, CONFLICT)
    except (TooLate, TokenWithdrawn) as broken:
        return _stopped(request, sitting, broken, GONE)


# --- the steps ------------------------------------------------------------------------


def _begun(request: HttpRequest, sitting: Sitting, go: str) -> HttpResponse:
    """Open the first page with something to fill in, or where they stopped."""
    if go == GO_ON:
        sitting.take_up(draft_in(sitting))
        return _page(request, sitting, sitting.place or sitting.after(""))
    return _page(request, sitting, sitting.after(""))


def _moved(request: HttpRequest, sitting: Sitting, go: str) -> HttpResponse:
    """Keep what the page says, and turn to another; or show the first page."""
    here = sitting.place
    form = _form_at(sitting, here, bound=False)
    if form is None and here != CHECK:
        return _intro(request, sitting)
    if form is not None and request.POST.get("filled") == here:
        sitting.fill_in(request.POST, form)
    if go == NEXT and form is not None:
        # How many answers there are is nobody's to guess; a question may be skipped.
        if here == HOW:
            filled: Any = sitting.how_form(bound=True)
        else:
            filled = _form_at(sitting, here, bound=True)
        if filled is not None and filled.is_bound and not filled.is_valid():
            return _page(request, sitting, here, form=filled)
    to = _target(sitting, here, go)
    sitting.place = to or here
    try:
        sitting.keep()
    except AnswerTooLong as broken:
        sitting.place = here
        shown = _form_at(sitting, here, bound=True)
        if shown is None:
            return _check(request, sitting, broken=broken)
        shown.add_error(None, explain(broken))
        return _page(request, sitting, here, form=shown)
    if go == PAUSE and sitting.keeps_drafts:
        return sitting_page(request, "paused", sitting, _("Your answers are kept"))
    return _page(request, sitting, to) if to else _intro(request, sitting)


def _target(sitting: Sitting, here: str, go: str) -> str:
    if go == NEXT:
        return sitting.after(here)
    if go == BACK:
        return sitting.before(here)
    if go.startswith(TO):
        return go.removeprefix(TO)
    return here


def _sent(request: HttpRequest, sitting: Sitting, go: str) -> HttpResponse:
    """Send the answers in, unless one of them cannot be taken."""
    faulty = sitting.first_faulty()
    if faulty is not None:
        return _page(request, sitting, f"{faulty[0]} {faulty[1]}")
    if sitting.read_version not in (None, sitting.version):
        # Who was never shown a question has not left it empty.
        return _check(request, sitting, broken=QuestionsChanged())
    try:
        answer(
            sitting.token,
            sheets=sitting.sheets(),
            language=sitting.language,
            asked=sitting.was_asked,
        )
    except (TooLate, TokenWithdrawn):
        raise
    except RuleBroken as broken:
        return _check(request, sitting, broken=broken)
    return _receipt(request, sitting)


def _declining(request: HttpRequest, sitting: Sitting, go: str) -> HttpResponse:
    """Ask why, and note that they will not answer."""
    form = DeclineForm(request.POST if go == DECLINED else None)
    if go == DECLINED and form.is_valid():
        decline(sitting.token, why=form.cleaned_data["why"])
        return sitting_page(request, "declined", sitting, _("Thank you for telling us"))
    status = UNPROCESSABLE if form.errors else 200
    title = _("You will not answer")
    return sitting_page(request, "decline", sitting, title, status, form=form)


_STEPS: dict[str, Callable[[HttpRequest, Sitting, str], HttpResponse]] = {
    BEGIN: _begun,
    GO_ON: _begun,
    SEND: _sent,
    DECLINE: _declining,
    DECLINED: _declining,
}


# --- the pages ------------------------------------------------------------------------


def _code_page(request: HttpRequest, form: CodeForm) -> HttpResponse:
    status = UNPROCESSABLE if form.errors else 200
    context = {"title": _("Answer a survey"), "form": form}
    return render(request, "surveys/answer/code.html", context, status=status)


def _intro(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Say who sees what, how long it takes and until when, before any question."""
    survey = sitting.survey
    collection = survey.collection
    kinds = [item.question.kind for item in sitting.asking]
    is_few = survey.mode != OPEN and alike_to(sitting.invitation) < survey.least_persons
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


def _page(
    request: HttpRequest, sitting: Sitting, place: str, *, form: Any = None
) -> HttpResponse:
    """Show the page at a place; the first one where there is none such."""
    sitting.place = place
    if place == CHECK:
        return _check(request, sitting)
    step = sitting.step(place)
    shown = form or _form_at(sitting, place, bound=True)
    if shown is None:
        sitting.place = ""
        return _intro(request, sitting)
    status = UNPROCESSABLE if shown.is_bound and shown.errors else 200
    more: dict[str, Any] = {"form": shown, "can_go_back": True}
    if step is not None:
        item = sitting.item(step[1])
        number = sitting.keys.index(step[1]) + 1
        more |= {
            "has_heading": not shown["answer"].is_single_box,
            "number": number,
            "question_count": len(sitting.keys),
            "section": _section(sitting, item),
            "answers_for": _names(sitting, step[0]),
            "sheet_number": step[0] + 1,
            "sheet_count": len(sitting.parts),
        }
        title = item.question.title.in_language(sitting.language)
    else:
        title = (
            _("How do you want to answer?") if place == HOW else _("Which go together?")
        )
    return sitting_page(request, "question", sitting, title, status, **more)


def _form_at(sitting: Sitting, place: str, *, bound: bool) -> Any:
    """Return the form of a page; None where the page has none, or is not one."""
    if len(sitting.units) > 1 and place == HOW:
        return sitting.how_form(bound=bound and "how" in sitting.fields)
    if len(sitting.units) > 1 and place == GROUPS:
        begun = any(name.startswith("for-") for name in sitting.fields)
        return sitting.groups_form(bound=bound and begun)
    step = sitting.step(place)
    if step is None:
        return None
    return sitting.form(step[0], sitting.item(step[1]), heads=True)


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


def _check(
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


def _receipt(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    return sitting_page(
        request, "receipt", sitting, _("Thank you, your answers are in")
    )


def _stopped(
    request: HttpRequest, sitting: Sitting, broken: RuleBroken, status: int
) -> HttpResponse:
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
    )
