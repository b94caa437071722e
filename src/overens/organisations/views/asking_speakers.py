"""The secretariat sees who is asked whether they still speak, and asks by hand."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overens.common import formats
from overens.common.form_pages import form_page
from overens.organisations.actions import ask_speakers_by_hand
from overens.organisations.queries.confirming import addresses_asked
from overens.organisations.queries.lapsing import (
    DUE,
    LAPSED,
    WAITS,
    rights_in_state,
    speakers_to_ask,
)
from overens.organisations.views.asking import (
    PAGE_SIZE,
    asked_in_view,
    asking_page,
    state_in_view,
    went_out,
)


def _states() -> dict[str, str]:
    """Return what can be chosen, in the order in which it is shown."""
    return {
        DUE: _("To be asked"),
        WAITS: _("Asked, not answered"),
        LAPSED: _("Lapsed without an answer"),
    }


@form_page
@login_required
def speakers(request: HttpRequest) -> HttpResponse:
    """List rights to speak by how they stand to the yearly question; ask about some."""
    space, access = asked_in_view(request)
    states = _states()
    state = state_in_view(request, states)
    found = rights_in_state(space.origin, state, access.day)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = speakers_to_ask(page, access.day, addresses_asked(access.day))
    address = f"{reverse('organisations:speakers')}?compact={space.slug}"
    broken = ""
    if request.method == "POST":
        chosen = set(request.POST.getlist("authority"))
        picked = [row.authority for row in rows if str(row.authority.uuid) in chosen]
        if picked:
            asked = ask_speakers_by_hand(
                authorities=picked, space=space, by=access.actor
            )
            return went_out(request, len(asked), address)
        broken = _("Tick at least one to ask.")
    count = page.paginator.count
    context = {
        "lead": _(
            "Whoever speaks for an organisation is asked once a year, the month after "
            "its annual meeting, whether they still do. Without an answer the right "
            "lapses. Here you ask by hand, and see whose has lapsed."
        ),
        "page": page,
        "is_due": state == DUE,
        "states": [(key, word, key == state) for key, word in states.items()],
        "broken": broken,
        "count_text": ngettext("%(n)s right", "%(n)s rights", count)
        % {"n": formats.number(count)},
    }
    if state != DUE:
        context["may_ask"] = False
    title = _("Questions about rights to speak")
    return asking_page(request, "speakers", title, rows, context)
