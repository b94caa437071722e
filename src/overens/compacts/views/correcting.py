"""The secretariat's pages that put right what was recorded wrongly."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from overens.accounts.queries import Access, in_space
from overens.accounts.rules import EDIT_COMPACT
from overens.common.audit import Actor
from overens.common.form_pages import as_initial, form_page, posted, texts_in
from overens.compacts import actions
from overens.compacts.forms import (
    HoleForm,
    KnownHoleForm,
    ReasonForm,
    SentenceForm,
    SignatureFactsForm,
    VersionForm,
)
from overens.compacts.models import (
    Compact,
    CompactVersion,
    Signature,
)
from overens.compacts.queries.wording import FIELDS, kind_of
from overens.compacts.views.bringing_in import compact_of
from overens.compacts.views.recording import one_form, sentence_of

# --- signatures -----------------------------------------------------------------------

_FACTS = ("party", "state", "day", "way", "evidence", "contact_role", "contact_email")


def _signature_of(compact: Compact, uuid: uuids.UUID) -> Signature:
    return get_object_or_404(
        Signature.objects.select_related("organisation", "version"),
        version__compact=compact,
        uuid=uuid,
    )


@form_page
@in_space(EDIT_COMPACT)
def signature_correct(
    request: HttpRequest, access: Access, signature: uuids.UUID
) -> HttpResponse:
    """Correct what was recorded of a signature."""
    compact = compact_of(access)
    found = _signature_of(compact, signature)
    initial = {name: getattr(found, name) for name in _FACTS}
    initial |= as_initial("because", found.because)
    form = SignatureFactsForm(posted(request), compact=compact, initial=initial)

    def act(given: dict[str, Any]) -> str:
        actions.correct_signature(
            signature=found,
            because=texts_in(given, "because"),
            by=access.actor,
            **{name: given[name] for name in _FACTS},
        )
        messages.success(request, _("The signature is corrected."))
        return found.get_absolute_url()

    return one_form(
        request,
        form,
        act,
        title=_("Correct the signature"),
        lead=found.organisation.name,
        button=_("Save"),
        back_url=found.get_absolute_url(),
    )


@form_page
@in_space(EDIT_COMPACT)
def withdrawal_undo(
    request: HttpRequest, access: Access, signature: uuids.UUID
) -> HttpResponse:
    """Take back a withdrawal that was recorded by mistake."""
    found = _signature_of(compact_of(access), signature)

    def undo(why: str, by: Actor) -> None:
        actions.undo_withdrawal(signature=found, why=why, by=by)

    return reason_page(
        request,
        access,
        undo,
        title=_("Take back the withdrawal"),
        lead=found.organisation.name,
        button=_("Take it back"),
        done=_("The withdrawal is taken back. The signature stands."),
        back_url=found.get_absolute_url(),
    )


def reason_page(
    request: HttpRequest,
    access: Access,
    act: Callable[[str, Actor], None],
    *,
    title: str,
    lead: str,
    button: str,
    done: str,
    back_url: str,
) -> HttpResponse:
    """Answer a page that asks why, and then takes something back or away."""

    def with_reason(given: dict[str, Any]) -> str:
        act(given["why"], access.actor)
        messages.success(request, done)
        return back_url

    return one_form(
        request,
        ReasonForm(posted(request)),
        with_reason,
        title=title,
        lead=lead,
        button=button,
        back_url=back_url,
    )


# --- the text and its versions --------------------------------------------------------


@form_page
@in_space(EDIT_COMPACT)
def sentence_correct(
    request: HttpRequest, access: Access, sentence: uuids.UUID
) -> HttpResponse:
    """Put right a slip of the pen in one sentence, or add its other language."""
    found = sentence_of(compact_of(access), sentence)
    names = [name for name in FIELDS[kind_of(found)] if name]

    def act(given: dict[str, Any]) -> str:
        actions.correct_sentence(
            sentence=found,
            by=access.actor,
            **{name: texts_in(given, name) for name in names},
        )
        messages.success(request, _("The text is put right."))
        url: str = found.follow_url()
        return url

    return one_form(
        request,
        SentenceForm(posted(request), sentence=found),
        act,
        title=_("Put a slip right"),
        lead=_(
            "Only for slips and translations: the signatures stand. What means "
            "something else is agreed on as a new version. What has been in force is "
            "listed with its old and new words."
        ),
        button=_("Save"),
        back_url=found.follow_url(),
    )


def _version_of(compact: Compact, number: int) -> CompactVersion:
    return get_object_or_404(
        CompactVersion.objects.select_related("compact__space"),
        compact=compact,
        number=number,
    )


@form_page
@in_space(EDIT_COMPACT)
def version_change(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Change what a version is called, how it began, when it ended, and its source."""
    compact = compact_of(access)
    version = _version_of(compact, number)
    back = reverse("compacts:versions", args=[compact.slug])
    initial = {
        "beginning": version.beginning,
        "valid_to": version.valid_to,
        **as_initial("title", version.title),
        **as_initial("source_note", version.source_note),
    }

    def act(given: dict[str, Any]) -> str:
        actions.change_version(
            version=version,
            title=texts_in(given, "title"),
            beginning=given["beginning"],
            valid_to=given["valid_to"],
            source_note=texts_in(given, "source_note"),
            by=access.actor,
        )
        messages.success(request, _("What is said about the version is changed."))
        return back

    return one_form(
        request,
        VersionForm(posted(request), initial=initial),
        act,
        title=_("About version %(number)s") % {"number": number},
        button=_("Save"),
        back_url=back,
    )


@form_page
@in_space(EDIT_COMPACT)
def force_take_back(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Take back that a version was put in force by mistake."""
    compact = compact_of(access)
    version = _version_of(compact, number)

    def take_back(why: str, by: Actor) -> None:
        actions.take_back_force(version=version, why=why, by=by)

    return reason_page(
        request,
        access,
        take_back,
        title=_("Take back that version %(number)s is in force") % {"number": number},
        lead=_("It becomes a draft again, and the version before it is in force."),
        button=_("Take it back"),
        done=_("The version is a draft again."),
        back_url=reverse("compacts:versions", args=[compact.slug]),
    )


# --- holes ----------------------------------------------------------------------------


@form_page
@in_space(EDIT_COMPACT)
def hole_add(request: HttpRequest, access: Access) -> HttpResponse:
    """List one more thing that the sources do not say."""
    return _hole_page(request, access, None)


@form_page
@in_space(EDIT_COMPACT)
def hole_change(request: HttpRequest, access: Access, place: int) -> HttpResponse:
    """Change what is said of a hole, or take it off the list: it is filled."""
    return _hole_page(request, access, place)


def _hole_page(request: HttpRequest, access: Access, place: int | None) -> HttpResponse:
    compact = compact_of(access)
    holes = list(compact.holes)
    if place is not None and not 1 <= place <= len(holes):
        raise Http404
    hole: dict[str, Any] = holes[place - 1] if place is not None else {}
    initial = {
        **as_initial("text", hole.get("text", {})),
        **as_initial("note", hole.get("note", {})),
    }
    kind = HoleForm if place is None else KnownHoleForm

    def act(given: dict[str, Any]) -> str:
        said = {
            **hole,
            "text": dict(texts_in(given, "text")),
            "note": dict(texts_in(given, "note")),
        }
        if place is None:
            holes.append(said)
        elif given["is_filled"]:
            del holes[place - 1]
        else:
            holes[place - 1] = said
        actions.change_compact(compact=compact, holes=holes, by=access.actor)
        messages.success(request, _("The list of what is not known is changed."))
        return f"{compact.get_absolute_url()}#holes"

    return one_form(
        request,
        kind(posted(request), initial=initial),
        act,
        title=_("What the sources do not say"),
        button=_("Save"),
        back_url=compact.get_absolute_url(),
    )
