"""What everyone may read of a compact."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overens.accounts.models import Person
from overens.accounts.queries import day_in, has_right, roles_of, today_in_view
from overens.accounts.rules import EDIT_COMPACT, EVERYWHERE
from overens.common.dates import read_day
from overens.common.sheets import Column, write_csv
from overens.compacts.models import Compact, CompactVersion, Signature
from overens.compacts.queries.first_hour import keeps_one, may_start
from overens.compacts.queries.pages import (
    COMPACT_PARTS,
    VersionText,
    compact_page,
    compacts_shown,
    followed,
    published_compacts,
    signatories_as_of,
    version_in,
    version_rows,
    versions_of,
)


def compact_in_view(request: HttpRequest, slug: str) -> Compact:
    """Return the compact of an address, and show its space in the frame."""
    return _shown(request, get_object_or_404(Compact.objects.with_space(), slug=slug))


def _shown(request: HttpRequest, compact: Compact) -> Compact:
    if not compact.space.has_column("compacts"):
        raise Http404
    request.space = compact.space  # type: ignore[attr-defined]
    return compact


def may_read_drafts(request: HttpRequest, compact: Compact) -> bool:
    """Tell whether the reader has a part in the compact's space (rule C15)."""
    person, space = request.user, compact.space
    return isinstance(person, Person) and bool(
        roles_of(person, space, day_in(space)) - EVERYWHERE
    )


def versions_in_view(
    request: HttpRequest, compact: Compact, versions: Sequence[CompactVersion]
) -> tuple[CompactVersion, ...]:
    """Return the versions that the reader may see; drafts are for the space's people.

    Raises:
        Http404: there is none, so for this reader there is no compact.
    """
    published = tuple(version for version in versions if not version.is_draft)
    if (len(published) < len(versions) or not versions) and may_read_drafts(
        request, compact
    ):
        return tuple(versions)
    if not published:
        raise Http404
    return published


def may_edit(request: HttpRequest, compact: Compact) -> bool:
    """Tell whether the reader is the compact's secretariat."""
    person = request.user
    space = compact.space
    return isinstance(person, Person) and has_right(
        person, EDIT_COMPACT, space, day_in(space)
    )


def _number(request: HttpRequest) -> int | None:
    asked = request.GET.get("version", "")
    if not asked:
        return None
    if not asked.isdecimal() or len(asked) > 4:
        raise Http404
    return int(asked)


@require_safe
def compacts(request: HttpRequest) -> HttpResponse:
    """List the compacts; those that are drafts to their space's people only."""
    person = request.user if isinstance(request.user, Person) else None
    today = today_in_view(request)
    published = published_compacts()
    shown = [
        each
        for each in compacts_shown(settings.FRONT_SPACE)
        if each.pk in published or may_read_drafts(request, each)
    ]
    origins = {each.origin for each in shown}
    context = {
        "title": _("Compacts"),
        "compacts": shown,
        "page_origin": next(iter(origins)) if len(origins) == 1 else "mixed",
        "may_add": person is not None and may_start(person, today),
        "has_imports": person is not None and keeps_one(person, today),
    }
    return render(request, "compacts/compacts.html", context)


@require_safe
def compact(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a compact: its wording, its parties, who has signed and who drafted it."""
    # With the versions comes the compact: one query for both.
    versions = versions_of(slug)
    if versions:
        found = _shown(request, versions[0].compact)
    else:
        found = compact_in_view(request, slug)
    versions = versions_in_view(request, found, versions)
    page = compact_page(found, versions, _number(request))
    if page is None:
        raise Http404
    today = day_in(found.space)
    context = {
        "title": str(found.name),
        "breadcrumbs": [
            (_("Compacts"), reverse("compacts:compacts")),
            (str(found.short_name or found.name), ""),
        ],
        "compact": found,
        "page": page,
        "text": page.text,
        "points": [line for line in str(found.in_short).splitlines() if line.strip()],
        "parts": COMPACT_PARTS(found.space, today),
        "standing": _standing(page.versions, page.text, today),
        "may_edit": may_edit(request, found),
    }
    return render(request, "compacts/compact.html", context)


def _standing(
    versions: Sequence[CompactVersion], text: VersionText | None, today: date
) -> str:
    """Return how the version shown stands to the one in force.

    ``earlier``, ``not yet``, or empty where the compact's own status says it.
    """
    if text is None:
        return ""
    shown, begins = text.version, text.version.valid_from.earliest
    if shown.is_current:
        return "not yet" if begins is not None and begins > today else ""
    current = next((each for each in versions if each.is_current), None)
    if current is None:
        return ""
    return "earlier" if shown.number < current.number else "not yet"


@require_safe
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    """List every version of a compact: its dates, its decision, who has signed it."""
    found = compact_in_view(request, slug)
    rows = version_rows(found)
    seen = versions_in_view(request, found, [row.version for row in rows])
    context = {
        "title": _("Versions"),
        "breadcrumbs": [
            (str(found.short_name or found.name), found.get_absolute_url()),
            (_("Versions"), ""),
        ],
        "compact": found,
        "rows": [row for row in rows if row.version in seen],
        "may_edit": may_edit(request, found),
    }
    return render(request, "compacts/versions.html", context)


def _day(request: HttpRequest) -> tuple[date | None, str]:
    """Return the day asked for, and what was typed when it is no day."""
    asked = (request.GET.get("date") or request.GET.get("per") or "").strip()
    if not asked:
        return None, ""
    try:
        return read_day(asked), ""
    except ValueError:
        return None, asked


@require_safe
def signatories(request: HttpRequest, slug: str) -> HttpResponse:
    """List who has signed a version, as it stands or as it stood on a day."""
    found = compact_in_view(request, slug)
    versions = versions_in_view(request, found, list(found.versions.all()))
    version = version_in(versions, _number(request))
    if version is None and request.GET.get("version"):
        raise Http404
    day, mistyped = _day(request)
    signed, declared, withdrawn = (
        signatories_as_of(version, day) if version else ([], [], [])
    )
    context = {
        "title": _("Who has signed"),
        "breadcrumbs": [
            (str(found.short_name or found.name), found.get_absolute_url()),
            (_("Who has signed"), ""),
        ],
        "compact": found,
        "versions": versions,
        "version": version,
        "day": day,
        "mistyped": mistyped,
        "signed": signed,
        "declared": declared,
        "withdrawn": withdrawn,
        "reasons": [row for row in signed if row.because],
        "has_any": bool(signed or declared or withdrawn),
        "may_edit": may_edit(request, found),
    }
    return render(
        request, "compacts/signatories.html", context, status=422 if mistyped else 200
    )


@require_safe
def signatories_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the list of signatories as CSV."""
    found = compact_in_view(request, slug)
    versions = versions_in_view(request, found, list(found.versions.all()))
    version = version_in(versions, _number(request))
    if version is None:
        raise Http404
    day, mistyped = _day(request)
    if mistyped:
        # Never a file as of another day than the one that was meant.
        sentence = _("Write a date, for example 2026-12-15.")
        return HttpResponse(sentence, status=422, content_type="text/plain")
    signed, declared, withdrawn = signatories_as_of(version, day)
    columns = (
        Column("organisation", _("Organisation")),
        Column("party", _("Side")),
        Column("state", _("State")),
        Column("day", _("Day")),
        Column("way", _("Way")),
        Column("evidence", _("What shows it")),
        Column("withdrawn", _("Withdrew")),
        Column("reason", _("Reason")),
        Column("origin", "origin"),
    )
    rows = [_row(row) for row in (*signed, *declared, *withdrawn)]
    response = HttpResponse(
        write_csv(columns, rows), content_type="text/csv; charset=utf-8"
    )
    name = f"{found.slug}-{version.number}-signatories.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _row(row: Signature) -> list[str]:
    return [
        row.organisation.name,
        str(row.party.name),
        row.get_state_display(),
        str(row.day),
        row.get_way_display(),
        row.evidence,
        row.withdrawn_day.isoformat() if row.withdrawn_day else "",
        row.withdrawn_why,
        row.origin,
    ]


@require_safe
def follow(request: HttpRequest, slug: str, sentence: uuids.UUID) -> HttpResponse:
    """Follow a sentence: where it came from, and what it led to."""
    found = compact_in_view(request, slug)
    shown = followed(found, sentence, day_in(found.space))
    if shown is None:
        raise Http404
    versions_in_view(request, found, [shown.sentence.version])
    version: CompactVersion = shown.sentence.version
    context = {
        "title": _("“%(sentence)s”") % {"sentence": str(shown.sentence)},
        "steps": shown.steps,
        "breadcrumbs": [
            (str(found.short_name or found.name), found.get_absolute_url()),
            (_("Follow the sentence"), ""),
        ],
        "compact": found,
        "shown": shown,
        "version": version,
        "kind": capfirst(shown.sentence._meta.verbose_name),
        "may_edit": may_edit(request, found),
    }
    return render(request, "compacts/follow.html", context)
