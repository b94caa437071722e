"""The question whether somebody still speaks: by the link of a mail, or signed in.

Looking changes nothing, however often a mail program's scanner does it. Sending does,
once.
"""

from __future__ import annotations

import uuid as uuids
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from overens.accounts.models import Person
from overens.accounts.queries import day_in, person_of
from overens.common import formats
from overens.common.audit import Actor
from overens.common.explain import explain
from overens.common.failpoints import failpoint
from overens.common.keyed_pages import private
from overens.common.mailed_links import UNDO_WITHIN, is_undoable
from overens.errors import RuleBroken
from overens.organisations.actions.still import (
    answer_still,
    check_holds,
    find_still,
    holder_of,
    space_of_still,
    undo_still,
)
from overens.organisations.models import AuthorityQuestion
from overens.organisations.queries.lapsing import in_words
from overens.organisations.rules.lapsing import RightOver
from overens.organisations.rules.yearly import (
    AlreadyConfirmed,
    LinkExpired,
    LinkUnknown,
    StaleForm,
)

# What each no is answered with; what is over is gone, not forbidden.
_STATUS = {
    LinkUnknown: 404,
    LinkExpired: 410,
    RightOver: 410,
    AlreadyConfirmed: 409,
    StaleForm: 409,
}
_LONGEST_ATTEMPT = 4  # figures; nobody undoes that often

_Find = Callable[[], AuthorityQuestion]


@private
@require_http_methods(["GET", "HEAD", "POST"])
def still(request: HttpRequest, token: str) -> HttpResponse:
    """Ask by the link of a mail; take one press, yes or no, or its undoing."""
    signed_in = request.user if isinstance(request.user, Person) else None
    here = reverse("organisations:still", args=[token])
    try:
        asked = find_still(token)
        by = holder_of(asked, signed_in)
        context = {"here": here, "signed_in": signed_in, "has_key": True}
        return _page(request, lambda: find_still(token), by, context)
    except LinkUnknown as broken:
        no = {
            "title": _("This link cannot be used"),
            "sentence": explain(broken),
            "noindex": True,
        }
        return render(request, "organisations/link_no.html", no, status=404)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def still_signed_in(request: HttpRequest, question: uuids.UUID) -> HttpResponse:
    """Ask a person who is signed in about a right of their own."""
    person = person_of(request)

    def find() -> AuthorityQuestion:
        rows = AuthorityQuestion.objects.standing().select_related(
            "authority__person", "authority__organisation"
        )
        found: AuthorityQuestion = get_object_or_404(
            rows, uuid=question, authority__person=person
        )
        return found

    here = reverse("organisations:still_signed_in", args=[question])
    by = person.actor("spokesperson", organisation=find().authority.organisation)
    return _page(request, find, by, {"here": here})


def _page(
    request: HttpRequest, find: _Find, by: Actor, context: dict[str, Any]
) -> HttpResponse:
    """Show the question or what came of it; take what is sent."""
    asked = find()
    space = space_of_still(asked)
    request.space = space  # type: ignore[attr-defined]
    here = context["here"]
    broken: RuleBroken | None = None
    if request.method == "POST":
        try:
            _take(request, asked, by, settings.BASE_URL + here)
            return redirect(here)
        except (LinkExpired, RightOver, AlreadyConfirmed, StaleForm) as no:
            broken, asked = no, find()
        except RuleBroken as no:
            broken = no
    elif asked.used_at is None:
        try:
            if day_in(space) > asked.expires:
                raise LinkExpired(expires=asked.expires)
            check_holds(asked.authority, day_in(space))
        except RuleBroken as no:
            broken = no
    if isinstance(broken, LinkExpired):
        broken = LinkExpired(expires=formats.day(asked.expires))
    is_over = isinstance(broken, LinkExpired | RightOver)
    answered = asked.used_at
    context |= {
        "title": in_words(asked.authority),
        "asked": asked,
        "authority": asked.authority,
        "organisation": asked.authority.organisation,
        "is_open": answered is None and not is_over,
        "is_over": answered is None and is_over,
        "is_undone": answered is None and asked.attempt > 0,
        "sentence": explain(broken) if broken else "",
        "may_undo": answered is not None
        and is_undoable(made=answered, now=timezone.now()),
        "undo_until": answered + UNDO_WITHIN if answered else None,
        "contact_email": space.contact_email,
        "noindex": True,
    }
    status = _STATUS.get(type(broken), 422) if broken else 200
    return render(request, "organisations/still.html", context, status=status)


def _take(request: HttpRequest, asked: AuthorityQuestion, by: Actor, here: str) -> None:
    """Take a yes, a no or an undoing; anything else is taken as looking."""
    said = request.POST.get("answer", "")
    if said == "undo":
        undo_still(question=asked, by=by, here=here)
        return
    if said not in ("yes", "no"):
        return
    attempt = request.POST.get("attempt", "")
    is_number = attempt.isdecimal() and len(attempt) <= _LONGEST_ATTEMPT
    answer_still(
        question=asked,
        still=said == "yes",
        sent_attempt=int(attempt) if is_number else 0,
        by=by,
        here=here,
    )
    failpoint("organisations.still.after_commit")
