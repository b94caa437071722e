"""The pages of whoever answers by link: no account, no cookie, no script needed.

One address for all pages. The code is in the page's body, never in an address; looking
at a page sends nothing in. What each page does is said by the button ``go``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from overens.accounts.queries import show_space
from overens.common.ballots import (
    AnswerTooLong,
    TokenUnknown,
    TokenUsed,
    TokenWithdrawn,
    TooLate,
    forget_draft,
)
from overens.common.ballots.sealing import is_token
from overens.common.explain import explain
from overens.common.formats import language_or_active
from overens.common.forms import UNPROCESSABLE
from overens.common.syncing import wait_for_disk
from overens.errors import RuleBroken
from overens.surveys.actions import answer, decline
from overens.surveys.forms import CodeForm, DeclineForm
from overens.surveys.rules.collecting import QuestionsChanged
from overens.surveys.views.answer_pages import (
    check_page,
    code_page,
    form_at,
    has_form,
    intro_page,
    page_at,
    receipt_page,
    stopped_page,
    wrong_at,
)
from overens.surveys.views.leaving_contact import CONTACT, CONTACTED, leaving_contact
from overens.surveys.views.sitting import (
    CHECK,
    Sitting,
    draft_in,
    sitting_of,
    sitting_page,
)
from overens.surveys.views.unsent import CARRIED, unsent_page

View = Callable[..., HttpResponse]

_NOWHERE = {
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}

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
    @wraps(view)
    def kept(request: HttpRequest) -> HttpResponse:
        request.has_key_in_address = True  # type: ignore[attr-defined]
        response = view(request)
        for header, value in _NOWHERE.items():
            response[header] = value
        return response

    return kept


@_nowhere
def answering(request: HttpRequest) -> HttpResponse:
    """Take somebody from the code in their letter to a receipt."""
    if request.method != "POST":
        return code_page(request, CodeForm())
    # As the pages carry it; anything else was typed or pasted.
    sent = request.POST
    token, go = sent.get("code", ""), sent.get("go", "")
    if not is_token(token):
        code = CodeForm(request.POST)
        if not code.is_valid():
            return code_page(request, code)
        token = code.cleaned_data["code"]
    try:
        sitting = sitting_of(
            token,
            carried=sent.get("carried", ""),
            language=language_or_active(),
        )
    except (TokenUnknown, TokenWithdrawn) as broken:
        if CARRIED in sent:
            # They were answering; the link worked until just now.
            return unsent_page(request, broken, status=GONE)
        code = CodeForm(request.POST)
        code.add_error("code", explain(broken))
        return code_page(request, code)
    show_space(request, sitting.survey.space)
    try:
        sitting.ballot = sitting.was_asked.standing.open_ballot()
        return _STEPS.get(go, _moved)(request, sitting, go)
    except TokenUsed as broken:
        # Whoever sent it may still be waiting to be told.
        wait_for_disk()
        # Sent twice from the same page: it came in the first time.
        if go == SEND:
            forget_draft(sitting.was_asked.standing.ballot, token)
            return receipt_page(request, sitting)
        if go in (CONTACT, CONTACTED) and sitting.survey.contact:
            return leaving_contact(request, sitting, go)
        return stopped_page(request, sitting, broken, CONFLICT)
    except (TooLate, TokenWithdrawn) as broken:
        return stopped_page(request, sitting, broken, GONE)


# --- the steps ------------------------------------------------------------------------


def _begun(request: HttpRequest, sitting: Sitting, go: str) -> HttpResponse:
    """Open the first page with something to fill in, or where they stopped."""
    if go == GO_ON:
        sitting.take_up(draft_in(sitting))
        return page_at(request, sitting, sitting.place or sitting.after(""))
    return page_at(request, sitting, sitting.after(""))


def _moved(request: HttpRequest, sitting: Sitting, go: str) -> HttpResponse:
    """Keep what the page says, and turn to another; or show the first page."""
    here = sitting.place
    is_page = has_form(sitting, here)
    if not is_page and here != CHECK:
        return intro_page(request, sitting)
    if is_page and request.POST.get("filled") == here:
        sitting.fill_in(request.POST, here)
    wrong = wrong_at(sitting, here) if go == NEXT and is_page else None
    if wrong is not None:
        return page_at(request, sitting, here, form=wrong)
    to = _target(sitting, here, go)
    sitting.place = to or here
    try:
        sitting.keep()
    except AnswerTooLong as broken:
        sitting.place = here
        shown = form_at(sitting, here)
        if shown is None or not shown.is_bound:
            # What is too long stands on another page.
            return check_page(request, sitting, broken=broken)
        shown.add_error(None, explain(broken))
        return page_at(request, sitting, here, form=shown)
    if go == PAUSE and sitting.keeps_drafts:
        return sitting_page(request, "paused", sitting, _("Your answers are kept"))
    return page_at(request, sitting, to) if to else intro_page(request, sitting)


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
        return page_at(request, sitting, f"{faulty[0]} {faulty[1]}")
    if sitting.read_version not in (None, sitting.version):
        # Who was never shown a question has not left it empty.
        return check_page(request, sitting, broken=QuestionsChanged())
    try:
        answer(
            sitting.token,
            sheets=sitting.sheets(),
            language=sitting.language,
            asked=sitting.was_asked,
            ballot=sitting.ballot,
        )
    except (TooLate, TokenWithdrawn):
        raise
    except RuleBroken as broken:
        return check_page(request, sitting, broken=broken)
    return receipt_page(request, sitting)


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
