"""The secretariat's pages for who has signed, withdrawn, drafted and been asked."""

from __future__ import annotations

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overens.accounts.queries import Access, in_space
from overens.accounts.rules import EDIT_COMPACT
from overens.common.form_pages import as_initial, form_page, posted, texts_in
from overens.compacts import actions
from overens.compacts.forms import (
    DraftingForm,
    RequestForm,
    SignatureForm,
    WithdrawalForm,
)
from overens.compacts.models import CompactVersion, Signature
from overens.compacts.queries.signing import ReconsentRow, reconsent_rows
from overens.compacts.views.bringing_in import compact_of
from overens.compacts.views.recording import one_form
from overens.organisations.models import Organisation


@form_page
@in_space(EDIT_COMPACT)
def signature_add(request: HttpRequest, access: Access) -> HttpResponse:
    """Record one signature, or that an organisation has declared that it will sign."""
    compact = compact_of(access)
    back = reverse("compacts:signatories", args=[compact.slug])

    def act(given: dict[str, Any]) -> str:
        names = ("version", "organisation", "party", "state", "day", "way", "evidence")
        actions.record_signature(
            **{name: given[name] for name in names},
            contact_role=given["contact_role"],
            contact_email=given["contact_email"],
            because=texts_in(given, "because"),
            by=access.actor,
        )
        messages.success(request, _("The signature is recorded."))
        return back

    return one_form(
        request,
        SignatureForm(posted(request), compact=compact),
        act,
        title=_("Record a signature"),
        button=_("Record it"),
        back_url=back,
    )


@form_page
@in_space(EDIT_COMPACT)
def signature_withdraw(
    request: HttpRequest, access: Access, signature: uuids.UUID
) -> HttpResponse:
    """Record that a signatory has withdrawn."""
    compact = compact_of(access)
    found = get_object_or_404(
        Signature.objects.select_related("organisation"),
        version__compact=compact,
        uuid=signature,
    )
    back = reverse("compacts:signatories", args=[compact.slug])

    def act(given: dict[str, Any]) -> str:
        actions.withdraw_signature(signature=found, by=access.actor, **given)
        messages.success(
            request,
            _("The withdrawal is recorded. Earlier lists are as they were."),
        )
        return back

    return one_form(
        request,
        WithdrawalForm(posted(request), initial={"day": access.day}),
        act,
        title=_("The signatory has withdrawn"),
        lead=found.organisation.name,
        button=_("Record it"),
        back_url=back,
    )


@form_page
@in_space(EDIT_COMPACT)
def drafting_add(request: HttpRequest, access: Access) -> HttpResponse:
    """Record that an organisation took part in drafting."""
    compact = compact_of(access)

    def act(given: dict[str, Any]) -> str:
        actions.record_drafting(
            version=given["version"],
            organisation=given["organisation"],
            source_note=texts_in(given, "source_note"),
            by=access.actor,
        )
        messages.success(request, _("It is recorded among those who drafted."))
        return compact.get_absolute_url()

    return one_form(
        request,
        DraftingForm(posted(request), compact=compact),
        act,
        title=_("Took part in drafting"),
        lead=_("To have taken part in drafting is not to have signed."),
        button=_("Record it"),
        back_url=compact.get_absolute_url(),
    )


def _version_in_force(access: Access) -> CompactVersion:
    compact = compact_of(access)
    found = CompactVersion.objects.filter(compact=compact, is_current=True)
    return get_object_or_404(found.select_related("compact__space"))


@require_safe
@in_space(EDIT_COMPACT)
def reconsent(request: HttpRequest, access: Access) -> HttpResponse:
    """List those who signed the version before: who has signed again, who has not."""
    version = _version_in_force(access)
    rows = reconsent_rows(version)
    compact = version.compact
    context = {
        "title": _("Have they signed again?"),
        "compact": compact,
        "version": version,
        "groups": _by_state(rows),
        "breadcrumbs": [
            (str(compact.short_name or compact.name), compact.get_absolute_url()),
            (
                _("Who has signed"),
                reverse("compacts:signatories", args=[compact.slug]),
            ),
            (_("Have they signed again?"), ""),
        ],
    }
    return render(request, "compacts/reconsent.html", context)


def _by_state(rows: list[ReconsentRow]) -> list[tuple[str, list[ReconsentRow]]]:
    found: dict[str, list[ReconsentRow]] = {}
    for row in rows:
        found.setdefault(row.label, []).append(row)
    return list(found.items())


@form_page
@in_space(EDIT_COMPACT)
def request_record(
    request: HttpRequest, access: Access, organisation: str
) -> HttpResponse:
    """Record that an organisation was asked to sign, and what it has said."""
    version = _version_in_force(access)
    found = get_object_or_404(
        Organisation.objects.in_world(version.compact.origin), slug=organisation
    )
    asked = version.consent_requests.filter(organisation=found).first()
    initial = (
        {
            "asked_day": asked.asked_day,
            "is_closed": asked.is_closed,
            **as_initial("awaits", asked.awaits),
            **as_initial("why", asked.why),
        }
        if asked
        else {}
    )
    back = reverse("compacts:reconsent", args=[version.compact.slug])

    def act(given: dict[str, Any]) -> str:
        actions.record_request(
            version=version,
            organisation=found,
            asked_day=given["asked_day"],
            reminded_days=asked.reminded_days if asked else (),
            awaits=texts_in(given, "awaits"),
            why=texts_in(given, "why"),
            is_closed=given["is_closed"],
            by=access.actor,
        )
        messages.success(request, _("What it has said is recorded."))
        return back

    return one_form(
        request,
        RequestForm(posted(request), initial=initial),
        act,
        title=_("What has the organisation said?"),
        lead=found.name,
        button=_("Record it"),
        back_url=back,
    )
