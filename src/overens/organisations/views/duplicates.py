"""The queue of possible duplicates: the likest first, one pair at a time."""

from __future__ import annotations

import uuid as uuids

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from overens.accounts.queries import (
    Access,
    access_in_world,
    show_world,
    space_in_view,
)
from overens.accounts.rules import EDIT_REGISTER
from overens.common.explain import explain
from overens.common.form_pages import form_page
from overens.common.formats import number
from overens.common.models import OWN
from overens.errors import RuleBroken
from overens.organisations.actions import join_pair, tell_apart, undo_decision
from overens.organisations.models import DuplicatePair
from overens.organisations.queries.duplicates import (
    decided_pairs,
    pair_after,
    reasons_of,
    side_by_side,
    waiting_pairs,
)
from overens.organisations.rules import SAME

PAGE_SIZE = 20
# What the buttons of a pair's page send.
LEFT, RIGHT, APART = "left", "right", "apart"


def _list_url(request: HttpRequest) -> str:
    """Return the queue's address, in the space that the reader is in."""
    compact = request.GET.get("compact", "")
    address = reverse("organisations:duplicates")
    return f"{address}?compact={compact}" if compact else address


def _pair(request: HttpRequest, uuid: uuids.UUID) -> tuple[DuplicatePair, Access]:
    """Return a pair and the access of whoever may decide about it."""
    rows = DuplicatePair.objects.select_related("one__based_in", "other__based_in")
    pair = get_object_or_404(rows, uuid=uuid)
    access = access_in_world(request, EDIT_REGISTER, pair.one.origin)
    show_world(request, pair.one.origin)
    return pair, access


@require_safe
@login_required
def duplicates(request: HttpRequest) -> HttpResponse:
    """List the pairs that wait, and those that were decided last."""
    space = space_in_view(request)
    if space is not None and not space.has_column("organisations"):
        raise Http404
    world = space.origin if space else OWN
    access_in_world(request, EDIT_REGISTER, world)
    page = Paginator(waiting_pairs(world), PAGE_SIZE).get_page(request.GET.get("page"))
    count = page.paginator.count
    context = {
        "title": _("Possible duplicates"),
        "lead": _("Two that may be the same organisation. The likest stand first."),
        "page": page,
        "rows": [(pair, reasons_of(pair)) for pair in page],
        "count_text": ngettext(
            "%(n)s pair waits for a decision.",
            "%(n)s pairs wait for a decision.",
            count,
        )
        % {"n": number(count)},
        "decided": [
            (pair, pair.decision == SAME, *_led(pair)) for pair in decided_pairs(world)
        ],
        "breadcrumbs": [
            (_("Organisations"), reverse("organisations:organisations")),
            (_("Possible duplicates"), ""),
        ],
    }
    return render(request, "organisations/duplicates.html", context)


def _led(pair: DuplicatePair) -> tuple[str, str]:
    """Return the names of a decided pair, the one that leads on first."""
    names = (pair.one.name, pair.other.name)
    return names if pair.one.merged_into_id is not None else names[::-1]


@form_page
@login_required
def duplicate(request: HttpRequest, pair: uuids.UUID) -> HttpResponse:
    """Show two side by side; take what is decided, and go on to the next."""
    found, access = _pair(request, pair)
    after = pair_after(found, found.one.origin)
    list_url = _list_url(request)
    next_url = reverse("organisations:duplicate", args=[after.uuid]) if after else ""
    broken = ""
    if request.method == "POST":
        try:
            said = _decide(found, request.POST.get("decision", ""), access)
        except RuleBroken as fault:
            broken = explain(fault)
        else:
            messages.success(request, said)
            return redirect(next_url or list_url)
    seen = side_by_side(found)
    context = {
        "title": _("The same organisation?"),
        "pair": found,
        "one": found.one,
        "other": found.other,
        "seen": seen,
        "columns": [
            (found.one, seen.records[0], seen.more_records[0]),
            (found.other, seen.records[1], seen.more_records[1]),
        ],
        "broken": broken,
        "is_same": found.decision == SAME,
        "next_url": next_url,
        "list_url": list_url,
        "breadcrumbs": [
            (_("Organisations"), reverse("organisations:organisations")),
            (_("Possible duplicates"), list_url),
            (_("The same organisation?"), ""),
        ],
    }
    return render(
        request, "organisations/duplicate.html", context, status=422 if broken else 200
    )


def _decide(pair: DuplicatePair, decision: str, access: Access) -> str:
    """Do what a button says; return what is then shown.

    Raises:
        RuleBroken: somebody was quicker, or a rule of merging stops it.
        Http404: no button says that.
    """
    undo = _("You can undo it in the list of duplicates.")
    if decision in (LEFT, RIGHT):
        into = pair.one if decision == LEFT else pair.other
        join_pair(pair=pair, into=into, by=access.actor)
        return _("They are one now: %(name)s.") % {"name": into.name} + f" {undo}"
    if decision == APART:
        tell_apart(pair=pair, by=access.actor)
        return (
            _("Noted: %(one)s and %(other)s are two.")
            % {
                "one": pair.one.name,
                "other": pair.other.name,
            }
            + f" {undo}"
        )
    raise Http404


@require_POST
@login_required
def duplicate_undo(request: HttpRequest, pair: uuids.UUID) -> HttpResponse:
    """Take back what was decided about two."""
    found, access = _pair(request, pair)
    try:
        undo_decision(pair=found, by=access.actor)
    except RuleBroken as fault:
        messages.error(request, explain(fault))
        return redirect(_list_url(request))
    messages.success(request, _("Undone. You are asked about the two again."))
    return redirect("organisations:duplicate", pair=found.uuid)
