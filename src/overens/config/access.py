"""Who may open the roof's own pages."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest

from overens.accounts.models import Person, Space
from overens.accounts.queries import (
    day_in,
    has_right,
    role_giving,
    spaces_by_slug,
)
from overens.accounts.rules import READ_MAIL
from overens.common.audit import Actor
from overens.common.models import OutgoingMail


def may_handle_mail(request: HttpRequest) -> bool:
    """Tell whether the reader handles mail (rule A1); anyone does in the demonstration.

    There no mail leaves the machine, and the page of mails is where one opens the links
    that a real person would get.
    """
    return settings.DEMONSTRATION or bool(_spaces_of(request))


def mails_of(request: HttpRequest) -> QuerySet[OutgoingMail]:
    """Return the mails that the reader handles: of the spaces where they may.

    In the demonstration everyone handles them all.
    """
    if settings.DEMONSTRATION:
        return OutgoingMail.objects.all()
    slugs = [space.slug for space in _spaces_of(request)]
    return OutgoingMail.objects.filter(space__in=slugs)


def mail_actor(request: HttpRequest, batch: uuid.UUID) -> Actor:
    """Return whom the audit log names for what is done to a mail-out.

    With the role that gives the right; in the demonstration one who has none is named
    without, and one who is not signed in is a visitor.
    """
    user = request.user
    if not isinstance(user, Person):
        return Actor(kind="visitor", label="demonstration")
    first = OutgoingMail.objects.filter(batch=batch).first()
    space = spaces_by_slug(request).get(first.space) if first else None
    if space is None:
        return user.actor()
    return user.actor(role_giving(READ_MAIL, user, space, day_in(space)))


def _spaces_of(request: HttpRequest) -> list[Space]:
    """Return the spaces whose mail the reader handles today, by each space's clock."""
    user = request.user
    if not isinstance(user, Person):
        return []
    return [
        space
        for space in spaces_by_slug(request).values()
        if has_right(user, READ_MAIL, space, day_in(space))
    ]
