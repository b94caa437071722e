"""Bring a text or a sheet in: paste or choose, look, save; then undo if need be."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from overens.accounts.models import Space
from overens.accounts.queries import (
    Access,
    has_right,
    in_space,
    person_of,
    today_in_view,
)
from overens.accounts.rules import EDIT_COMPACT, SECRETARIAT
from overens.common.explain import explain
from overens.common.files import Original
from overens.common.form_pages import add_broken, posted
from overens.common.formats import number
from overens.common.forms import invalid
from overens.common.originals import MARKER, marked, original_of
from overens.compacts.actions import (
    SignatoryImport,
    WordingImport,
    import_signatories,
    import_wording,
)
from overens.compacts.actions.wording import counts
from overens.compacts.forms import NewCompactForm, NewVersionForm, SheetForm
from overens.compacts.models import Compact, Party
from overens.compacts.queries.first_hour import (
    may_fill,
    may_start,
    steps_of,
    world_of,
)
from overens.compacts.queries.runs import compact_there, imports_of, is_saved
from overens.compacts.queries.signatories import SAME, PlannedRow, reason_of
from overens.compacts.queries.wording import words_of_note
from overens.compacts.rules import LineFault, WordingRefused, in_words_of_word
from overens.errors import NotYours, RuleBroken

# More faults than this are said as a number: nobody mends a hundred at a time.
MOST_FAULTS = 12
form_page = require_http_methods(["GET", "HEAD", "POST"])
TEXT_PAGE = "compacts/text_import.html"
SHEET_PAGE = "compacts/signatories_import.html"


def compact_of(access: Access) -> Compact:
    """Return the compact of the space one has access to."""
    return get_object_or_404(Compact.objects.with_space(), space=access.space)


def refuse_text(form: Any, broken: RuleBroken) -> None:
    """Put each fault of a text on the form, one line each."""
    faults = broken.faults if isinstance(broken, WordingRefused) else (broken,)
    for fault in faults[:MOST_FAULTS]:
        if form.is_word and isinstance(fault, LineFault):
            fault = in_words_of_word(fault)
        add_broken(form, fault)
    more = len(faults) - MOST_FAULTS
    if more > 0:
        form.add_error("text", _("… and %(n)s more.") % {"n": number(more)})


# --- texts --------------------------------------------------------------------------


@form_page
@login_required
def compact_add(request: HttpRequest) -> HttpResponse:
    """Begin the first hour: a new compact from its text."""
    person, today = person_of(request), today_in_view(request)
    if not may_start(person, today):
        raise NotYours()
    there = compact_there(request.POST.get("slug", ""))
    if there is not None and has_right(person, EDIT_COMPACT, there.space, today):
        if request.POST.get("save") and is_saved(there, request.POST.get("text", "")):
            messages.info(request, _("The text is saved already."))
            return redirect("compacts:first_hour", there.slug)
    else:
        there = None
    form = NewCompactForm(posted(request), request.FILES or None)
    context = {
        "there": there,
        "title": _("Paste your compact"),
        "lead": _(
            "You see what we have understood before anything is saved, and can undo it."
        ),
        "back_url": reverse("compacts:compacts"),
        "is_new": True,
    }

    def bring_in(given: dict[str, Any], *, dry_run: bool) -> WordingImport:
        space = Space.objects.filter(slug=given["slug"]).first()
        if space is not None and not may_fill(person, space, today):
            raise NotYours(field="slug")
        return import_wording(
            slug=given["slug"],
            text=given["text"],
            language=given["language"],
            valid_from=given["valid_from"],
            secretariat_person=person,
            origin=world_of(person, today),
            original=_original(request, given["text"]),
            by=person.actor(SECRETARIAT),
            dry_run=dry_run,
        )

    return _text_page(request, form, context, bring_in)


@form_page
@in_space(EDIT_COMPACT)
def version_add(request: HttpRequest, access: Access) -> HttpResponse:
    """Bring in a new version, or another language of one."""
    compact = compact_of(access)
    form = NewVersionForm(posted(request), request.FILES or None)
    context = {
        "title": _("New version or translation"),
        "lead": _(
            "A text in a language that the latest version lacks becomes its "
            "translation; any other text becomes a new version."
        ),
        "back_url": compact.get_absolute_url(),
        "compact": compact,
        "sides": list(Party.objects.filter(compact=compact)),
    }

    def bring_in(given: dict[str, Any], *, dry_run: bool) -> WordingImport:
        return import_wording(
            slug=compact.slug,
            text=given["text"],
            language=given["language"],
            same_parties=_same_parties(request),
            original=_original(request, given["text"]),
            by=access.actor,
            dry_run=dry_run,
        )

    return _text_page(request, form, context, bring_in)


def _same_parties(request: HttpRequest) -> dict[str, str]:
    """Return which headings are another name of a side there is: ``side:We=region``."""
    return {
        name.removeprefix("side:"): str(key)
        for name, key in request.POST.items()
        if name.startswith("side:") and key
    }


def _text_page(
    request: HttpRequest, form: Any, context: dict[str, Any], bring_in: Any
) -> HttpResponse:
    """Show the form, the preview, or save; the three look at the same text."""
    context |= {"form": form, "button": _("Look at what is understood")}
    if request.method != "POST":
        return render(request, TEXT_PAGE, context)
    if request.POST.get("edit"):
        form = type(form)(
            initial={name: request.POST.get(name) for name in form.fields}
        )
        return render(request, TEXT_PAGE, {**context, "form": form})
    if not form.is_valid():
        return invalid(request, TEXT_PAGE, context)
    is_save = bool(request.POST.get("save"))
    try:
        brought = bring_in(form.cleaned_data, dry_run=not is_save)
    except RuleBroken as broken:
        refuse_text(form, broken)
        return invalid(request, TEXT_PAGE, context)
    if is_save:
        return _saved(request, brought)
    context |= {
        "title": _("This is what we have understood"),
        "brought": brought,
        "wording": brought.wording,
        "counts": _counted(brought),
        "what": _what_happens(brought),
        "notes": [words_of_note(note) for note in brought.wording.notes],
        "kept": [*_kept(form), *marked(request.POST, form, person_of(request))],
    }
    return render(request, "compacts/text_preview.html", context)


def _kept(form: Any) -> list[tuple[str, str]]:
    """Return what was typed, to go along with the preview."""
    return [
        (name, str(value))
        for name, value in form.cleaned_data.items()
        if name != "file" and value not in (None, "")
    ]


def _original(request: HttpRequest, text: str) -> Original:
    marker = request.POST.get(MARKER, "")
    return original_of(marker, text=text, person=person_of(request))


def _counted(brought: WordingImport) -> list[dict[str, str]]:
    found = counts(brought.wording)
    words = {
        "passages": ngettext("passage", "passages", found["passages"]),
        "principles": ngettext("principle", "principles", found["principles"]),
        "goals": ngettext("goal", "goals", found["goals"]),
        "commitments": ngettext("commitment", "commitments", found["commitments"]),
    }
    return [{"n": number(found[kind]), "label": word} for kind, word in words.items()]


def _what_happens(brought: WordingImport) -> str:
    plan = brought.plan
    facts = {"number": plan.number}
    if plan.outcome == "unchanged":
        return _("Version %(number)s says exactly this already.") % facts
    if plan.outcome == "changed":
        return _("The text becomes a translation of version %(number)s.") % facts
    if brought.compact is None:
        return _("The text becomes a new compact.")
    return _("The text becomes version %(number)s, not yet in force.") % facts


def _saved(request: HttpRequest, brought: WordingImport) -> HttpResponse:
    if brought.run is None or brought.compact is None:
        messages.info(request, _what_happens(brought))
        return redirect("compacts:compacts")
    messages.success(request, _("The text is saved. You can still undo it below."))
    return redirect("compacts:first_hour", brought.compact.slug)


# --- sheets --------------------------------------------------------------------------

_LOOKS = {
    "new": ("success", "plus"),
    "changed": ("info", "pencil"),
    "unchanged": ("neutral", "check"),
    "refused": ("danger", "circle-x"),
}


@form_page
@in_space(EDIT_COMPACT)
def signatories_import(request: HttpRequest, access: Access) -> HttpResponse:
    """Bring in a sheet of who has signed."""
    compact = compact_of(access)
    form = SheetForm(posted(request), request.FILES or None, compact=compact)
    context = {
        "title": _("Paste the signatories"),
        "lead": _(
            "Copy the rows from Excel with their headings. You see each row before "
            "anything is saved."
        ),
        "back_url": reverse("compacts:signatories", args=[compact.slug]),
        "compact": compact,
        "form": form,
        "button": _("Look at the rows"),
    }
    if request.method != "POST":
        return render(request, SHEET_PAGE, context)
    if request.POST.get("edit"):
        initial = {name: request.POST.get(name) for name in ("text", "version")}
        form = SheetForm(initial=initial, compact=compact)
        return render(request, SHEET_PAGE, {**context, "form": form})
    if not form.is_valid():
        return invalid(request, SHEET_PAGE, context)
    is_save = bool(request.POST.get("save"))
    try:
        brought = import_signatories(
            version=form.cleaned_data["version"],
            cells=form.cells(),
            choices=_choices(request),
            original=_original(request, form.cleaned_data["text"]),
            by=access.actor,
            dry_run=not is_save,
        )
    except RuleBroken as broken:
        add_broken(form, broken)
        return invalid(request, SHEET_PAGE, context)
    if is_save:
        return _signed(request, brought, compact)
    plan = brought.plan
    context |= {
        "title": _("This is what the rows would do"),
        "rows": [_shown(row) for row in plan.rows],
        "plan": plan,
        "counts": _row_counts(brought),
        "to_save": plan.count("new") + plan.count("changed"),
        "kept": [
            ("text", form.cleaned_data["text"]),
            ("version", str(form.cleaned_data["version"].pk)),
            *marked(request.POST, form, person_of(request)),
        ],
    }
    return render(request, "compacts/signatories_preview.html", context)


def _choices(request: HttpRequest) -> dict[int, str]:
    """Return what was chosen for rows whose name resembles another: ``row-7=same``."""
    found = {}
    for name, value in request.POST.items():
        prefix, _dash, row = name.partition("-")
        if prefix == "row" and row.isdecimal() and value == SAME:
            found[int(row)] = SAME
    return found


def _row_counts(brought: SignatoryImport) -> list[dict[str, str]]:
    words = {
        "new": _("new signatures"),
        "changed": _("changed"),
        "unchanged": _("unchanged"),
        "refused": _("refused"),
    }
    found = brought.plan.counts
    return [{"n": number(found[key]), "label": label} for key, label in words.items()]


def _shown(planned: PlannedRow) -> dict[str, Any]:
    words = {
        "new": _("New organisation, signs")
        if planned.organisation is None
        else _("Known, signs"),
        "changed": _("Filled in"),
        "unchanged": _("As before"),
        "refused": _("Not taken"),
    }
    tone, icon = _LOOKS[planned.outcome]
    return {
        "planned": planned,
        "row": planned.row,
        "word": words[planned.outcome],
        "tone": tone,
        "icon": icon,
        "reason": explain(planned.fault) if planned.fault else "",
        "similar": planned.similar,
        "note": reason_of(planned),
    }


def _signed(
    request: HttpRequest, brought: SignatoryImport, compact: Compact
) -> HttpResponse:
    found = brought.plan.counts
    if brought.run is None:
        messages.info(
            request, _("Nothing was saved: there was nothing new in the rows.")
        )
        return redirect("compacts:signatories", compact.slug)
    messages.success(
        request,
        _("%(new)s new signatures, %(changed)s changed, %(refused)s rows not taken.")
        % {name: number(count) for name, count in found.items()},
    )
    return redirect("compacts:import", brought.run.uuid)


@require_safe
@in_space(EDIT_COMPACT)
def first_hour(request: HttpRequest, access: Access) -> HttpResponse:
    """Show how far a compact has come in its first hour, and what can be undone."""
    compact = compact_of(access)
    steps = steps_of(compact, access.day)
    context = {
        "title": _("The first hour"),
        "compact": compact,
        "steps": [
            {
                "label": step.label,
                "url": step.url,
                "key": "done" if step.is_done else "not_begun",
                "state": _("Done") if step.is_done else _("Not begun"),
                "hint": step.hint,
            }
            for step in steps
        ],
        "done": sum(step.is_done for step in steps),
        "runs": imports_of([access.space.slug], most=5),
        "breadcrumbs": [
            (str(compact.short_name or compact.name), compact.get_absolute_url()),
            (_("The first hour"), ""),
        ],
    }
    return render(request, "compacts/first_hour.html", context)
