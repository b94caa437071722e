"""How often a form that anybody may send is taken, and the trap for programs."""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import HttpRequest

# A field that no person sees: whatever fills it in is a program.
TRAP = "fax_number"
PUBLIC_FORM, MAIL_TO = "public_form", "public_form_mail"


def is_within_limit(request: HttpRequest, *, address: str = "") -> bool:
    """Count one sending of a public form; False when there have been too many.

    Counted by IP address and by the mail address that is written to
    (``settings.ACCOUNT_RATE_LIMITS``).
    """
    if not ratelimit.consume(request, action=PUBLIC_FORM):
        return False
    return not address or bool(
        ratelimit.consume(request, action=MAIL_TO, key=address.casefold())
    )


def is_trapped(request: HttpRequest) -> bool:
    """Tell whether a program filled in what no person sees."""
    return bool(request.POST.get(TRAP, "").strip())
