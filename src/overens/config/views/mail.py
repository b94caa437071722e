"""Mail on its way: undo or send now; in the demonstration, every mail is shown."""

from __future__ import annotations

import re
import uuid
from itertools import groupby

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from overens.common.mail import kept_body, send_batch_now, undo_batch, undo_mail
from overens.common.mailbox import latest_at_once
from overens.common.models import OutgoingMail
from overens.common.models.ledger import WAITING
from overens.config.access import mail_actor, mails_of, may_handle_mail

A_PAGE = 25
# Codes work for ten minutes; the newest stands first.
CODES_SHOWN = 5
# Mails whose receivers tell of the others (rule F6 of surveys).
_TELLS_WHO = "surveys.reminder:"
# Mails whose words tell whether their receiver has answered (rule F7).
_TELLS_WHETHER = "surveys.new_link:"
# Where a program on this machine can be served.
_ON_THIS_MACHINE = re.compile(r"https?://(?:127\.0\.0\.1|localhost)(?::\d+)?(?=/)")


def _check(request: HttpRequest) -> None:
    if not may_handle_mail(request):
        raise Http404


@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """Show mails, the newest first, grouped by mail-out."""
    _check(request)
    page = Paginator(mails_of(request), A_PAGE).get_page(request.GET.get("page"))
    texts = _texts(request, list(page.object_list))
    batches = [
        (batch, [(mail, texts.get(mail.pk, "")) for mail in _told_of(list(of_batch))])
        for batch, of_batch in groupby(page.object_list, key=lambda mail: mail.batch)
    ]
    context = {
        "title": _("Mail on its way"),
        "page": page,
        "batches": batches,
        # One of a mail-out may be stopped, or have left, before the others.
        "waiting": {mail.batch for mail in page.object_list if mail.state == WAITING},
        "is_demonstration": settings.DEMONSTRATION,
        "codes": latest_at_once(CODES_SHOWN)
        if settings.DEMONSTRATION and page.number == 1
        else [],
    }
    return render(request, "config/mails.html", context)


def _texts(request: HttpRequest, shown: list[OutgoingMail]) -> dict[int, str]:
    """Return the mails' texts as the one who handles them reads them; nothing is saved.

    A link in a mail is a key that its receiver alone is to have, so it is blanked; in
    the demonstration everybody is everybody, and the links are what one comes for.
    """
    if settings.DEMONSTRATION:
        # It may have been loaded at one port and be read at another.
        here = request.build_absolute_uri("/").rstrip("/")
        return {mail.pk: _ON_THIS_MACHINE.sub(here, mail.body) for mail in shown}
    return {
        mail.pk: kept_body(mail.body)
        for mail in shown
        if not mail.once_key.startswith(_TELLS_WHETHER)
    }


def _told_of(batch: list[OutgoingMail]) -> list[OutgoingMail]:
    """Return the mails of a mail-out that are shown: of reminders one stands for all.

    To whom they went, and how many they were, would tell who has answered a survey.
    """
    if settings.DEMONSTRATION or not batch[0].once_key.startswith(_TELLS_WHO):
        return batch
    one = next((mail for mail in batch if mail.state == WAITING), batch[0])
    one.to = ""
    return [one]


def _tells_who(batch: uuid.UUID) -> bool:
    """Say whether how many mails a mail-out has must not be told."""
    mails = OutgoingMail.objects.filter(batch=batch, once_key__startswith=_TELLS_WHO)
    return not settings.DEMONSTRATION and mails.exists()


def _check_batch(request: HttpRequest, batch: uuid.UUID) -> None:
    """Answer 404 to a mail-out that holds a mail of another's space."""
    ours = mails_of(request).filter(batch=batch).values("pk")
    if OutgoingMail.objects.filter(batch=batch).exclude(pk__in=ours).exists():
        raise Http404


@require_POST
def undo(request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
    """Take a mail-out back."""
    _check(request)
    _check_batch(request, batch)
    n = undo_batch(batch, by=mail_actor(request, batch))
    if n and _tells_who(batch):
        messages.success(request, _("The mails were stopped."))
    else:
        _say_undone(request, n)
    return redirect("mails")


@require_POST
def undo_one(request: HttpRequest, mail: uuid.UUID) -> HttpResponse:
    """Take back one mail of a mail-out."""
    _check(request)
    found = get_object_or_404(mails_of(request), uuid=mail)
    by = mail_actor(request, found.batch)
    _say_undone(request, int(undo_mail(found, by=by)))
    return redirect("mails")


def _say_undone(request: HttpRequest, n: int) -> None:
    if n:
        said = ngettext("%(n)s mail was stopped.", "%(n)s mails were stopped.", n)
        messages.success(request, said % {"n": n})
    else:
        messages.error(request, _("The mails had already left."))


@require_POST
def send_now(request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
    """Let a mail-out leave without waiting."""
    _check(request)
    _check_batch(request, batch)
    n = send_batch_now(batch, by=mail_actor(request, batch))
    if n:
        messages.success(request, _("The mails are leaving now."))
    else:
        messages.error(request, _("The mails had already left."))
    return redirect("mails")
