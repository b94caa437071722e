"""The secretariat sees who has not confirmed, and asks by hand what it chooses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overens.accounts.models import Space
from overens.accounts.queries import Access, access_in_world, space_in_view
from overens.accounts.rules import EDIT_REGISTER
from overens.common import formats
from overens.common.form_pages import form_page
from overens.organisations.actions import ask_by_hand
from overens.organisations.queries.confirming import (
    LONG_AGO,
    NEVER,
    SILENT,
    WAITS,
    WORLDS_ASKED,
    ToAsk,
    addresses_asked,
    in_state,
    rows_to_ask,
)
from overens.organisations.queries.lapsing import SpeakerToAsk

PAGE_SIZE = 25


def _states() -> dict[str, str]:
    """Return what can be chosen, in the order in which it is shown."""
    return {
        NEVER: _("Never confirmed"),
        LONG_AGO: _("More than a year ago"),
        WAITS: _("Asked, not answered"),
        SILENT: _("Silent after a reminder"),
    }


@form_page
@login_required
def confirmations(request: HttpRequest) -> HttpResponse:
    """List organisations by how they stand to the yearly question; ask those chosen."""
    space, access = asked_in_view(request)
    states = _states()
    state = state_in_view(request, states)
    found = in_state(space.origin, state, access.day)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = rows_to_ask(page, access.day, addresses_asked(access.day))
    address = f"{reverse('organisations:confirmations')}?compact={space.slug}"
    broken = ""
    if request.method == "POST":
        chosen = set(request.POST.getlist("organisation"))
        picked = [
            row.organisation for row in rows if str(row.organisation.uuid) in chosen
        ]
        if picked:
            n = len(ask_by_hand(organisations=picked, space=space, by=access.actor))
            return went_out(request, n, address)
        broken = _("Tick at least one organisation to ask.")
    count = page.paginator.count
    context = {
        "lead": _(
            "Each organisation is asked once a year, the month after its annual "
            "meeting, whether what the register says is right. Here you ask by hand."
        ),
        "page": page,
        "states": [(key, word, key == state) for key, word in states.items()],
        "broken": broken,
        "count_text": ngettext("%(n)s organisation", "%(n)s organisations", count)
        % {"n": formats.number(count)},
    }
    title = _("Yearly confirmations")
    return asking_page(request, "confirmations", title, rows, context)


def asked_in_view(request: HttpRequest) -> tuple[Space, Access]:
    """Return the space whose register is asked, and what this person may do there."""
    space = space_in_view(request)
    if space is None or not space.has_column("organisations"):
        raise Http404
    if space.origin not in WORLDS_ASKED:
        raise Http404
    return space, access_in_world(request, EDIT_REGISTER, space.origin)


def state_in_view(request: HttpRequest, states: Mapping[str, str]) -> str:
    """Return the state that is looked at; the first where none is chosen."""
    state = request.GET.get("state", next(iter(states)))
    if state not in states:
        raise Http404
    return state


def asking_page(
    request: HttpRequest,
    name: str,
    title: str,
    rows: Sequence[ToAsk] | Sequence[SpeakerToAsk],
    context: Mapping[str, Any],
) -> HttpResponse:
    """Show those who can be asked by hand, each with why it is not asked today.

    Args:
        name: of the template.
        context: what else it needs; ``broken`` is a sentence when nobody was chosen.
    """
    shown = {
        "title": title,
        "rows": [(row, _(row.why_not.value) if row.why_not else "") for row in rows],
        "may_ask": any(row.why_not is None for row in rows),
        "breadcrumbs": [
            (_("Organisations"), reverse("organisations:organisations")),
            (title, ""),
        ],
        **context,
    }
    status = 422 if context["broken"] else 200
    return render(request, f"organisations/{name}.html", shown, status=status)


def went_out(request: HttpRequest, n: int, address: str) -> HttpResponse:
    """Say how many questions leave, or that there was nobody to ask."""
    if not n:
        messages.info(request, _("There is nobody left to ask today."))
        return redirect(address)
    said = ngettext(
        "%(n)s question leaves in ten minutes. Until then, undo it here.",
        "%(n)s questions leave in ten minutes. Until then, undo them here.",
        n,
    )
    messages.success(request, said % {"n": formats.number(n)})
    return redirect("mails")
