"""How allauth behaves here: nobody signs up, codes are figures, the words are ours.

Only signing in by a code is used of allauth; its own addresses, templates and messages
are not. An address that nobody has is answered as any other, and gets a mail that says
so: the reader learns nothing, the one who mistyped does, and both ways take the time
that a mail takes.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.cryptokit import generate_user_code
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from overens.accounts.queries import grants_of, person_of
from overens.accounts.rules import SECRETARIAT
from overens.common.views import is_here

# Six figures, as banks use: typed on a phone in one go. Five tries a code, three codes
# a minute and twenty a day to an address: whoever guesses one address has fifteen
# chances in a million in a minute, and a hundred (one in 10,000) in a day.
CODE_LENGTH = 6


def landing_url(request: HttpRequest) -> str:
    """Return where one lands after signing in, when no page was asked for."""
    person = person_of(request)
    today = timezone.localdate()
    works = any(
        grant.role == SECRETARIAT and grant.holds_on(today)
        for grant in grants_of(person)
    )
    return str(resolve_url(settings.WORK_URL if works else settings.LOGIN_REDIRECT_URL))


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People are invited; signing up is closed."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": gettext_lazy(
            "That is not the code in the mail. Check the figures and try again."
        ),
        "too_many_login_attempts": gettext_lazy(
            "That was too many tries. Wait a minute, then ask for a new code. If that "
            "does not help, try again tomorrow."
        ),
        "rate_limited": gettext_lazy(
            "That was too many tries. Wait a minute, then ask for a new code. If that "
            "does not help, try again tomorrow."
        ),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return whose address counts: as trusted proxies say.

        allauth's own refuses the page when fewer proxies have added their word than it
        was told of, as when the server is asked from the inside.
        """
        trusted = settings.ALLAUTH_TRUSTED_PROXY_COUNT
        added = request.headers.get("x-forwarded-for", "").split(",")
        if trusted and len(added) >= trusted and added[-trusted].strip():
            return added[-trusted].strip()
        return str(request.META.get("REMOTE_ADDR") or "local")

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: an account is made by the secretariat or an organisation."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Lead on within this site only.

        Where any host may be asked for (the demonstration), allauth's own check lets
        a link lead to any host after signing in.
        """
        return is_here(url or "")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead one who works in a space to what waits, others to their own page."""
        return landing_url(request)

    def generate_login_code(self) -> str:
        """Return six random figures."""
        return str(generate_user_code(length=CODE_LENGTH, numeric=True, dashed=False))

    def format_email_subject(self, subject: str) -> str:
        """Return the subject as it is, without a site's name before it."""
        return subject

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        """Send at once, in the language of the page, from our own templates."""
        name = template_prefix.rpartition("/")[2]
        super().send_mail(f"accounts/mail/{name}", email, context)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Pass on what is said in words; allauth's message templates are not ours."""
        if message is not None:
            messages.add_message(request, level, message, extra_tags=extra_tags)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Lead an account that was closed meanwhile back to the sign-in page."""
        messages.error(request, _("This account is closed. Write to the secretariat."))
        return redirect("accounts:sign_in")
