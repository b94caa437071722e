"""The secretariat's pages that change and take away sides, documents and drafters."""

from __future__ import annotations

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from overens.accounts.queries import Access, in_space
from overens.accounts.rules import EDIT_COMPACT
from overens.common.audit import Actor
from overens.common.form_pages import as_initial, form_page, posted, texts_in
from overens.compacts import actions
from overens.compacts.forms import SteeringForm
from overens.compacts.models import Compact, Drafting, Party, SteeringDocument
from overens.compacts.views.bringing_in import compact_of
from overens.compacts.views.correcting import reason_page
from overens.compacts.views.recording import one_form


@form_page
@in_space(EDIT_COMPACT)
def party_remove(request: HttpRequest, access: Access, party: str) -> HttpResponse:
    """Take away a side that nothing stands on."""
    compact = compact_of(access)
    found = get_object_or_404(Party, compact=compact, key=party)

    def remove(why: str, by: Actor) -> None:
        actions.remove_party(party=found, why=why, by=by)

    return reason_page(
        request,
        access,
        remove,
        title=_("Take the side away"),
        lead=str(found.name),
        button=_("Take it away"),
        done=_("The side is taken away."),
        back_url=reverse("compacts:parties", args=[compact.slug]),
    )


@form_page
@in_space(EDIT_COMPACT)
def drafting_remove(
    request: HttpRequest, access: Access, drafting: uuids.UUID
) -> HttpResponse:
    """Take away an organisation that did not take part in drafting."""
    compact = compact_of(access)
    found = get_object_or_404(
        Drafting.objects.select_related("organisation", "version__compact__space"),
        version__compact=compact,
        uuid=drafting,
    )

    def remove(why: str, by: Actor) -> None:
        actions.remove_drafting(drafting=found, why=why, by=by)

    return reason_page(
        request,
        access,
        remove,
        title=_("Did not take part in drafting"),
        lead=found.organisation.name,
        button=_("Take it away"),
        done=_("It is no longer among those who drafted."),
        back_url=compact.get_absolute_url(),
    )


def _document_of(compact: Compact, uuid: uuids.UUID) -> SteeringDocument:
    return get_object_or_404(
        SteeringDocument.objects.select_related("compact__space"),
        compact=compact,
        uuid=uuid,
    )


@form_page
@in_space(EDIT_COMPACT)
def steering_change(
    request: HttpRequest, access: Access, document: uuids.UUID
) -> HttpResponse:
    """Change a strategy or plan that the compact starts from."""
    compact = compact_of(access)
    found = _document_of(compact, document)
    back = reverse("compacts:parties", args=[compact.slug])
    texts = ("name", "owner_name", "source_note")
    initial: dict[str, Any] = {"period": found.period}
    for name in texts:
        initial |= as_initial(name, getattr(found, name))

    def act(given: dict[str, Any]) -> str:
        actions.change_steering_document(
            document=found,
            period=given["period"],
            by=access.actor,
            **{name: texts_in(given, name) for name in texts},
        )
        messages.success(request, _("The document is changed."))
        return back

    return one_form(
        request,
        SteeringForm(posted(request), initial=initial),
        act,
        title=_("Change the steering document"),
        button=_("Save"),
        back_url=back,
    )


@form_page
@in_space(EDIT_COMPACT)
def steering_remove(
    request: HttpRequest, access: Access, document: uuids.UUID
) -> HttpResponse:
    """Take away a steering document."""
    compact = compact_of(access)
    found = _document_of(compact, document)

    def remove(why: str, by: Actor) -> None:
        actions.remove_steering_document(document=found, why=why, by=by)

    return reason_page(
        request,
        access,
        remove,
        title=_("Take the steering document away"),
        lead=str(found.name),
        button=_("Take it away"),
        done=_("The document is taken away."),
        back_url=reverse("compacts:parties", args=[compact.slug]),
    )
