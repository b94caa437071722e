"""The link in the yearly mail: say that the facts are right, or put them right.

Looking changes nothing, however often a mail program's scanner does it. Sending does,
once. Whoever has the link answers for the organisation that was asked.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from overens.accounts.models import Person
from overens.accounts.queries import day_in
from overens.common import formats
from overens.common.explain import explain
from overens.common.failpoints import failpoint
from overens.common.form_pages import add_broken
from overens.common.forms import invalid
from overens.common.keyed_pages import private
from overens.common.mailed_links import UNDO_WITHIN, is_undoable
from overens.errors import RuleBroken
from overens.organisations.actions import (
    confirm_by_link,
    correct_by_link,
    find_question,
    undo_by_link,
)
from overens.organisations.actions.confirming import space_of_question
from overens.organisations.forms import CorrectionForm
from overens.organisations.forms.visibility import say_who_sees
from overens.organisations.models import ConfirmationRequest
from overens.organisations.queries import choices_in
from overens.organisations.queries.facts import LABELS, Words, facts_of
from overens.organisations.rules.yearly import (
    AlreadyConfirmed,
    LinkExpired,
    LinkUnknown,
    StaleForm,
)

# What each no is answered with; a link that is over is gone, not forbidden.
_STATUS = {LinkUnknown: 404, LinkExpired: 410, AlreadyConfirmed: 409, StaleForm: 409}

_LONGEST_ATTEMPT = 4  # figures; nobody undoes that often


def _asked(request: HttpRequest, token: str) -> ConfirmationRequest:
    asked = find_question(token)
    request.space = space_of_question(asked)  # type: ignore[attr-defined]
    return asked


def _signed_in(request: HttpRequest) -> Person | None:
    return request.user if isinstance(request.user, Person) else None


def _say_no(
    request: HttpRequest, broken: RuleBroken, *, back: str = ""
) -> HttpResponse:
    """Say in a sentence why the link cannot be used, and where to turn."""
    space = getattr(request, "space", None)
    context = {
        "title": _("This link cannot be used"),
        "sentence": explain(broken),
        "contact_email": space.contact_email if space else "",
        "back_url": reverse("organisations:confirmation", args=[back]) if back else "",
        "noindex": True,
    }
    status = _STATUS.get(type(broken), 422)
    return render(request, "organisations/link_no.html", context, status=status)


def _expired(asked: ConfirmationRequest, request: HttpRequest) -> LinkExpired | None:
    space = request.space  # type: ignore[attr-defined]
    if day_in(space) > asked.expires:
        return LinkExpired(expires=formats.day(asked.expires))
    return None


def _context(
    request: HttpRequest, asked: ConfirmationRequest, token: str
) -> dict[str, Any]:
    shown = asked.organisation
    space = request.space  # type: ignore[attr-defined]
    return {
        "asked": asked,
        "organisation": shown,
        "facts": facts_of(shown, Words(shown.origin), day_in(space)),
        "token": token,
        "signed_in": _signed_in(request),
        # Said by the page, not by a message: a phone that keeps no cookies sees none.
        "is_undone": asked.used_at is None and asked.attempt > 0,
        "noindex": True,
    }


@private
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is asked about, or the receipt; take one press that it is right."""
    try:
        asked = _asked(request, token)
        if request.method == "POST":
            attempt = request.POST.get("attempt", "")
            is_number = attempt.isdecimal() and len(attempt) <= _LONGEST_ATTEMPT
            confirm_by_link(
                token=token,
                sent_attempt=int(attempt) if is_number else 0,
                signed_in=_signed_in(request),
            )
            failpoint("organisations.confirm.after_commit")
            return redirect("organisations:confirmation", token)
    except LinkUnknown as broken:
        return _say_no(request, broken)
    except LinkExpired:
        return _say_no(request, LinkExpired(expires=formats.day(asked.expires)))
    except AlreadyConfirmed as broken:
        return _receipt(request, find_question(token), token, broken=broken)
    except StaleForm as broken:
        context = _context(request, asked, token) | {"sentence": explain(broken)}
        return _ask(request, context, status=409)
    if asked.used_at is not None:
        return _receipt(request, asked, token)
    if broken_rule := _expired(asked, request):
        return _say_no(request, broken_rule)
    return _ask(request, _context(request, asked, token))


def _ask(
    request: HttpRequest, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    shown = context["organisation"]
    context["title"] = _("Are the facts about %(name)s right?") % {"name": shown.name}
    return render(request, "organisations/confirmation.html", context, status=status)


def _receipt(
    request: HttpRequest,
    asked: ConfirmationRequest,
    token: str,
    *,
    broken: RuleBroken | None = None,
) -> HttpResponse:
    stands = asked.answered_by
    context = _context(request, asked, token)
    changed: list[Any] = []
    if stands is not None:
        changed = [
            LABELS[name]
            for name in LABELS
            if name in stands.after and stands.before.get(name) != stands.after[name]
        ]
        context |= {
            "may_undo": stands.is_by_link
            and is_undoable(made=stands.created, now=timezone.now()),
            "undo_until": stands.created + UNDO_WITHIN,
        }
    context |= {
        "title": _("Thank you, the facts are confirmed"),
        "confirmation": stands,
        "changed": changed,
        "sentence": explain(broken) if broken else "",
        "contact_email": request.space.contact_email,  # type: ignore[attr-defined]
    }
    status = 409 if broken else 200
    return render(
        request, "organisations/confirmation_receipt.html", context, status=status
    )


@private
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation_correct(request: HttpRequest, token: str) -> HttpResponse:
    """Show the short form of what can be put right; take it in, and confirm."""
    try:
        asked = _asked(request, token)
    except LinkUnknown as broken:
        return _say_no(request, broken)
    if request.method != "POST" and asked.used_at is not None:
        return redirect("organisations:confirmation", token)
    if request.method != "POST" and (broken_rule := _expired(asked, request)):
        return _say_no(request, broken_rule)
    shown = asked.organisation
    form = CorrectionForm(
        request.POST if request.method == "POST" else None,
        choices=choices_in(shown.origin),
        initial=CorrectionForm.initial_of(shown) | {"attempt": asked.attempt},
    )
    say_who_sees(form, shown)
    context = {
        "title": _("Put the facts about %(name)s right") % {"name": shown.name},
        "form": form,
        "organisation": shown,
        "back_url": reverse("organisations:confirmation", args=[token]),
        "noindex": True,
    }
    template = "organisations/confirmation_correct.html"
    if request.method != "POST":
        return render(request, template, context)
    if form.is_valid():
        try:
            correct_by_link(
                token=token,
                sent_attempt=form.cleaned_data["attempt"] or 0,
                fields=form.facts_written(),
                contacts=form.contacts_of(shown),
                signed_in=_signed_in(request),
            )
        except RuleBroken as broken:
            # What was written stays on the page, whatever stops it.
            if isinstance(broken, LinkExpired):
                broken = LinkExpired(expires=formats.day(asked.expires))
            add_broken(form, broken)
        else:
            failpoint("organisations.confirm.after_commit")
            return redirect("organisations:confirmation", token)
    return invalid(request, template, context)


@private
@require_POST
def confirmation_undo(request: HttpRequest, token: str) -> HttpResponse:
    """Undo the answer of a link within a day, and go back to the link's page."""
    try:
        _asked(request, token)
        undo_by_link(token=token, signed_in=_signed_in(request))
    except LinkUnknown as broken:
        return _say_no(request, broken)
    except RuleBroken as broken:
        return _say_no(request, broken, back=token)
    return redirect("organisations:confirmation", token)
