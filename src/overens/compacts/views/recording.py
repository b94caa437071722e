"""The secretariat's pages for the compact, its sides and its sentences."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overens.accounts.queries import Access, in_space
from overens.accounts.rules import EDIT_COMPACT
from overens.common.form_pages import (
    answer_form,
    as_initial,
    form_page,
    posted,
    texts_in,
)
from overens.compacts import actions
from overens.compacts.forms import (
    CompactForm,
    InForceForm,
    PartyForm,
    SteeringForm,
    TraceForm,
)
from overens.compacts.models import Compact, CompactVersion, Party, SteeringDocument
from overens.compacts.queries.pages import SENTENCES
from overens.compacts.views.bringing_in import compact_of


def one_form(
    request: HttpRequest,
    form: Any,
    act: Callable[[dict[str, Any]], str],
    *,
    title: str,
    button: str,
    back_url: str,
    lead: str = "",
) -> HttpResponse:
    """Answer a page with one form, as every recording page is."""
    context = {"title": title, "lead": lead, "button": button, "back_url": back_url}
    return answer_form(request, form, context, act)


# --- the compact itself -----------------------------------------------------------

_TEXTS = (
    *("name", "short_name", "ended_why", "lead", "in_short"),
    *("area_name", "source_note"),
)
_PLAIN = (
    *("status", "began", "level", "parent"),
    *("principle_years", "commitment_years", "measure_years"),
)


@form_page
@in_space(EDIT_COMPACT)
def compact_change(request: HttpRequest, access: Access) -> HttpResponse:
    """Change what is said about the compact besides its wording."""
    compact = compact_of(access)
    initial: dict[str, Any] = {name: getattr(compact, name) for name in _PLAIN}
    initial["secretariat"] = compact.secretariat.name if compact.secretariat else ""
    for name in _TEXTS:
        initial |= as_initial(name, getattr(compact, name))

    def act(given: dict[str, Any]) -> str:
        actions.change_compact(
            compact=compact,
            by=access.actor,
            secretariat=given["secretariat"],
            **{name: given[name] for name in _PLAIN},
            **{name: texts_in(given, name) for name in _TEXTS},
        )
        messages.success(request, _("What is said about the compact is changed."))
        return compact.get_absolute_url()

    return one_form(
        request,
        CompactForm(posted(request), initial=initial, compact=compact),
        act,
        title=_("About the compact"),
        lead=_(
            "The wording itself is changed by a new version. A slip in it is put right "
            "where the sentence stands, under “Follow the sentence”."
        ),
        button=_("Save"),
        back_url=compact.get_absolute_url(),
    )


@require_safe
@in_space(EDIT_COMPACT)
def parties(request: HttpRequest, access: Access) -> HttpResponse:
    """List the sides and the steering documents, to add to and change."""
    compact = compact_of(access)
    context = {
        "title": _("Sides and what the compact starts from"),
        "compact": compact,
        "parties": list(Party.objects.filter(compact=compact)),
        "documents": list(SteeringDocument.objects.filter(compact=compact)),
        "breadcrumbs": [
            (str(compact.short_name or compact.name), compact.get_absolute_url()),
            (_("Sides and what the compact starts from"), ""),
        ],
    }
    return render(request, "compacts/parties.html", context)


@form_page
@in_space(EDIT_COMPACT)
def party_add(request: HttpRequest, access: Access) -> HttpResponse:
    """Add a side to the compact."""
    compact = compact_of(access)
    back = reverse("compacts:parties", args=[compact.slug])

    def act(given: dict[str, Any]) -> str:
        actions.add_party(
            compact=compact,
            name=texts_in(given, "name"),
            side=given["side"],
            motive=texts_in(given, "motive"),
            source_note=texts_in(given, "source_note"),
            by=access.actor,
        )
        messages.success(request, _("The side is there."))
        return back

    return one_form(
        request,
        PartyForm(posted(request)),
        act,
        title=_("New side"),
        button=_("Add the side"),
        back_url=back,
    )


@form_page
@in_space(EDIT_COMPACT)
def party_change(request: HttpRequest, access: Access, party: str) -> HttpResponse:
    """Change a side's name, sector or motive."""
    compact = compact_of(access)
    found = get_object_or_404(Party, compact=compact, key=party)
    back = reverse("compacts:parties", args=[compact.slug])
    initial = {
        "side": found.side,
        **as_initial("name", found.name),
        **as_initial("motive", found.motive),
        **as_initial("source_note", found.source_note),
    }

    def act(given: dict[str, Any]) -> str:
        actions.change_party(
            party=found,
            name=texts_in(given, "name"),
            side=given["side"],
            motive=texts_in(given, "motive"),
            source_note=texts_in(given, "source_note"),
            by=access.actor,
        )
        messages.success(request, _("The side is changed."))
        return back

    return one_form(
        request,
        PartyForm(posted(request), initial=initial),
        act,
        title=_("Change the side"),
        button=_("Save"),
        back_url=back,
    )


@form_page
@in_space(EDIT_COMPACT)
def steering_add(request: HttpRequest, access: Access) -> HttpResponse:
    """Add a strategy or plan that the compact starts from."""
    compact = compact_of(access)
    back = reverse("compacts:parties", args=[compact.slug])

    def act(given: dict[str, Any]) -> str:
        actions.add_steering_document(
            compact=compact,
            name=texts_in(given, "name"),
            owner_name=texts_in(given, "owner_name"),
            period=given["period"],
            source_note=texts_in(given, "source_note"),
            by=access.actor,
        )
        messages.success(request, _("The document is there."))
        return back

    return one_form(
        request,
        SteeringForm(posted(request)),
        act,
        title=_("New steering document"),
        button=_("Add the document"),
        back_url=back,
    )


@form_page
@in_space(EDIT_COMPACT)
def version_in_force(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Put a version in force; the one before it ends."""
    compact = compact_of(access)
    version = get_object_or_404(
        CompactVersion.objects.select_related("compact__space"),
        compact=compact,
        number=number,
    )
    form = InForceForm(
        posted(request),
        compact=compact,
        initial={
            "valid_from": version.valid_from,
            "beginning": version.beginning,
            "adopted_by": version.adopted_by_id,
        },
    )

    def act(given: dict[str, Any]) -> str:
        actions.put_in_force(
            version=version,
            by=access.actor,
            valid_from=given["valid_from"],
            adopted_by=given["adopted_by"],
            beginning=given["beginning"] or None,
        )
        messages.success(request, _("The version is in force."))
        return compact.get_absolute_url()

    return one_form(
        request,
        form,
        act,
        title=_("Put version %(number)s in force") % {"number": number},
        lead=_(
            "Everyone can then read it. Those who signed the version before are asked "
            "to sign again."
        ),
        button=_("Put it in force"),
        back_url=reverse("compacts:versions", args=[compact.slug]),
    )


def sentence_of(compact: Compact, uuid: uuids.UUID) -> Any:
    """Return a sentence of a compact, of whatever kind.

    Raises:
        Http404: the compact has none of that uuid.
    """
    for kind in SENTENCES:
        found = (
            kind.objects.filter(version__compact=compact, uuid=uuid)
            .select_related("version__compact__space")
            .first()
        )
        if found is not None:
            return found
    raise Http404


@form_page
@in_space(EDIT_COMPACT)
def sentence_trace(
    request: HttpRequest, access: Access, sentence: uuids.UUID
) -> HttpResponse:
    """Record where a passage, principle, goal or commitment came from."""
    compact = compact_of(access)
    found = sentence_of(compact, sentence)
    form = TraceForm(
        posted(request),
        compact=compact,
        initial={
            "decision": found.arises_from_id,
            "assignment": found.arises_from_assignment_id,
            **as_initial("note", found.arises_note),
        },
    )

    def act(given: dict[str, Any]) -> str:
        actions.trace_sentence(
            sentence=found,
            decision=given["decision"],
            assignment=given["assignment"],
            note=texts_in(given, "note"),
            by=access.actor,
        )
        messages.success(request, _("It is recorded where the sentence came from."))
        url: str = found.follow_url()
        return url

    return one_form(
        request,
        form,
        act,
        title=_("Where did the sentence come from?"),
        lead=str(found),
        button=_("Record it"),
        back_url=found.follow_url(),
    )
