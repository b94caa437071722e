"""Who may open the roof's own pages."""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from overens.accounts.models import Person, RoleGrant
from overens.accounts.rules import ADMIN, SECRETARIAT
from overens.common.models import OutgoingMail


def may_handle_mail(request: HttpRequest) -> bool:
    """Tell whether the reader handles mail: the secretariat; anyone in the demo.

    In the demonstration no mail leaves the machine, and the page of mails is where
    one opens the links that a real person would get.
    """
    if settings.DEMONSTRATION:
        return True
    return holds_any(request, SECRETARIAT, ADMIN)


def mails_of(request: HttpRequest) -> QuerySet[OutgoingMail]:
    """Return the mails that the reader handles: of their own spaces.

    Whoever runs the server handles them all, and so does anyone in the demonstration.
    """
    if settings.DEMONSTRATION or holds_any(request, ADMIN):
        return OutgoingMail.objects.all()
    user = request.user
    if not isinstance(user, Person):
        return OutgoingMail.objects.none()
    held = RoleGrant.objects.on(timezone.localdate()).filter(
        person=user, role=SECRETARIAT
    )
    return OutgoingMail.objects.filter(space__in=held.values("space__slug"))


def holds_any(request: HttpRequest, *roles: str) -> bool:
    """Tell whether the one signed in holds one of the roles today, anywhere."""
    user = request.user
    if not isinstance(user, Person):
        return False
    today = timezone.localdate()
    return RoleGrant.objects.on(today).filter(person=user, role__in=roles).exists()
