"""Who may open the roof's own pages."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from overens.accounts.models import Person, RoleGrant
from overens.accounts.rules import ADMIN, SECRETARIAT


def may_handle_mail(request: HttpRequest) -> bool:
    """Tell whether the reader handles mail: the secretariat; anyone in the demo.

    In the demonstration no mail leaves the machine, and the page of mails is where
    one opens the links that a real person would get.
    """
    if settings.DEMONSTRATION:
        return True
    return holds_any(request, SECRETARIAT, ADMIN)


def holds_any(request: HttpRequest, *roles: str) -> bool:
    """Tell whether the one signed in holds one of the roles today, anywhere."""
    user = request.user
    if not isinstance(user, Person):
        return False
    today = timezone.localdate()
    return RoleGrant.objects.on(today).filter(person=user, role__in=roles).exists()
