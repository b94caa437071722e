"""A filled form is not lost because its writer was signed out meanwhile.

Each form for somebody signed in carries their signed name (``writer``). Sent when they
are not signed in any more, its fields are kept in the session of their browser while
they sign in; then a page shows what they wrote, with one button that sends it. Another
person who signs in there never sees it. Files and passphrases are not kept, nor
anything from a form that does not say who wrote it: no anonymous sender can fill our
sessions.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _

from overens.common.meanwhile import OPENED_WITH, SENT_ONCE, opened_with

WRITER = "writer"
THROW_AWAY = "throw_away_kept"
_KEPT = "kept_form"
_SALT = "overens.common.kept_forms"
_LONGEST = 1_000_000  # characters; the longest compact has about 60 000
_TOLD = 40  # a value of so many characters is shown to be read again
_NOT_KEPT = ("csrfmiddlewaretoken", WRITER)
# A session is stored, and what opens sealed answers never is.
SECRET = "passphrase"

Answer = Callable[[HttpRequest], HttpResponse]


def writer_of(user: Any) -> str:
    """Return who writes, signed; empty for nobody."""
    if not getattr(user, "is_authenticated", False):
        return ""
    return signing.dumps(str(user.uuid), salt=_SALT)


def keepers(
    user: Any, form: BaseForm | None, *, opened: str = ""
) -> list[tuple[str, str]]:
    """Return the hidden fields that a form carries, by name; none for nobody.

    Args:
        opened: what the form was first opened with, when it comes back faulty.
    """
    writer = writer_of(user)
    if not writer:
        return []
    kept = [
        (WRITER, writer),
        (SENT_ONCE, secrets.token_urlsafe(9) if form else ""),
        (OPENED_WITH, opened or (opened_with(form) if form else "")),
    ]
    return [(name, value) for name, value in kept if value]


def _writer_in(request: HttpRequest) -> str:
    """Return the uuid of who wrote a posted form, or an empty text."""
    try:
        return str(signing.loads(request.POST.get(WRITER, ""), salt=_SALT))
    except signing.BadSignature:
        return ""


def _fields(request: HttpRequest) -> list[tuple[str, list[str]]]:
    return [
        (name, [str(value) for value in values])
        for name, values in request.POST.lists()
        if name not in _NOT_KEPT and not name.startswith(SECRET)
    ]


def _page(
    request: HttpRequest, fields: list[tuple[str, list[str]]], *, status: int = 200
) -> HttpResponse:
    values = [(name, value) for name, many in fields for value in many]
    context = {
        "title": _("What you wrote is still here"),
        "fields": values,
        "told": [value for _name, value in values if len(value) >= _TOLD],
        "throw_away": THROW_AWAY,
    }
    return render(request, "common/kept_form.html", context, status=status)


def offer_again(request: HttpRequest) -> HttpResponse | None:
    """Return a page that sends a form again, when the one signed in wrote it.

    For a form whose guard against forgery is too old. The signed name shows that the
    page came from here, to this person; and they press the button themselves.
    """
    writer = _writer_in(request)
    if not writer or writer != str(getattr(request.user, "uuid", "")):
        return None
    return _page(request, _fields(request), status=403)


class KeptForms:
    """Keeps what was written over signing in, and shows it afterwards."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Keep a form that was answered with the sign-in page."""
        response = self.get_response(request)
        if (
            request.method == "POST"
            and response.status_code == 302
            and response["Location"].startswith(resolve_url(settings.LOGIN_URL))
            and not request.user.is_authenticated
        ):
            self._keep(request)
        return response

    def _keep(self, request: HttpRequest) -> None:
        writer, fields = _writer_in(request), _fields(request)
        size = sum(len(value) for _name, many in fields for value in many)
        if not writer or size > _LONGEST:
            return
        request.session[_KEPT] = {
            "path": request.path,
            "writer": writer,
            "fields": fields,
        }
        messages.info(
            request,
            _(
                "You have been signed out. What you wrote is kept: sign in, and you "
                "can go on."
            ),
        )

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, named: Any
    ) -> HttpResponse | None:
        """Show what was kept where it was written, once its writer is back."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        kept = request.session.get(_KEPT)
        if kept is None or not request.user.is_authenticated:
            return None
        if kept["writer"] != str(getattr(request.user, "uuid", "")):
            del request.session[_KEPT]
            return None
        if kept["path"] != request.path:
            return None
        if request.method == "POST":
            del request.session[_KEPT]
            return redirect(request.path) if THROW_AWAY in request.POST else None
        return _page(request, kept["fields"])
