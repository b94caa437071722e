""" "Min sida": what I represent, what awaits me, my roles, my language, my data."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from overens.accounts.actions import change_language
from overens.accounts.forms import LanguageForm
from overens.accounts.models import Person, RoleGrant
from overens.accounts.queries import (
    Awaiting,
    awaiting,
    is_admin,
    my_page_parts,
    person_of,
    personal_extract,
    spaces_managed_by,
    today_in_view,
)
from overens.accounts.views.signing_in import cast
from overens.common.forms import invalid


def _when(row: Awaiting, today: date) -> tuple[str, str]:
    """Return by when something is to be done, short enough for a tag, and its tone."""
    if row.due is None:
        return _("When you have time"), "info"
    # Swedish writes months with a small letter: "2 jan", "2 Jan".
    month = "b" if (get_language() or "sv").startswith("sv") else "M"
    year = "" if row.due.year == today.year else " Y"
    short = date_format(row.due, f"j {month}{year}")
    if row.due < today:
        return _("Late since %(day)s") % {"day": short}, "danger"
    return _("By %(day)s") % {"day": short}, "warning"


def _context(
    request: HttpRequest, person: Person, form: LanguageForm
) -> dict[str, Any]:
    today = today_in_view(request)
    grants = RoleGrant.objects.filter(person=person).select_related("space")
    return {
        "title": _("My page"),
        "person": person,
        "today": today,
        "grants": grants.order_by("-first_day", "id"),
        "parts": my_page_parts(person, today),
        "awaiting": [(row, *_when(row, today)) for row in awaiting(person, today)],
        "manages_spaces": bool(spaces_managed_by(person, today))
        or is_admin(person, today),
        "form": form,
        "files": [
            {
                "label": _("My data"),
                "url": reverse("accounts:my_data"),
                "format": "json",
            }
        ],
        "cast": cast(),
    }


@require_safe
@never_cache
@login_required
def my_page(request: HttpRequest) -> HttpResponse:
    """Show a person what is theirs."""
    person = person_of(request)
    form = LanguageForm(initial={"language": person.language})
    return render(request, "accounts/my_page.html", _context(request, person, form))


@require_POST
@login_required
def language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language, and go on in it."""
    person = person_of(request)
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return invalid(
            request, "accounts/my_page.html", _context(request, person, form)
        )
    chosen = form.cleaned_data["language"]
    change_language(person=person, language=chosen, by=person.actor())
    with translation.override(chosen):
        messages.success(request, _("Your pages and mails are now in English."))
        return redirect(reverse("accounts:my_page"))


@require_safe
@never_cache
@login_required
def my_data(request: HttpRequest) -> HttpResponse:
    """Give a person everything that is kept about them, as JSON."""
    person = person_of(request)
    answer = JsonResponse(
        {
            "about": person.email,
            "taken_out": timezone.now().isoformat(timespec="seconds"),
            **personal_extract(person),
        },
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )
    name = _("my-data")
    answer["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return answer
