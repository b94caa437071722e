"""Saved lists of organisations: kept with what was asked for, and why each is there."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from overens.accounts.queries import Access, access_to
from overens.accounts.rules import CHOOSE_WHOM
from overens.common.form_pages import form_page, posted
from overens.common.formats import number
from overens.organisations.actions import (
    ListLine,
    add_to_list,
    put_back,
    remove_list,
    rename_list,
    save_list,
    take_out,
    update_list,
)
from overens.organisations.forms import (
    AddToListForm,
    ListForm,
    SearchForm,
    TakeOutForm,
)
from overens.organisations.models import (
    Organisation,
    OrganisationList,
    OrganisationListRow,
)
from overens.organisations.queries import (
    FURTHEST,
    Choices,
    all_ids,
    choices_in,
    lists_of,
    shown_rows,
    the_one_named,
)
from overens.organisations.queries.choosing import (
    Asked,
    Changed,
    changes_of,
    list_to_ask,
)
from overens.organisations.queries.why import (
    AskRow,
    facts_of,
    group_words,
    rows_in_words,
    why_in_words,
)
from overens.organisations.rules.choosing import CONSULTATION, INFLUENCE, Wanted
from overens.organisations.views.choosing import (
    A_PAGE,
    asking_access,
    count_text,
    files_at,
    sheet_answer,
    spread_context,
)
from overens.organisations.views.editing import answer
from overens.organisations.views.finding import search_of

FILTERS = (
    "q",
    "municipality",
    "area",
    "kind",
    "form",
    "level",
    "confirmed",
    "signatory",
    "invited",
)


def question_in(form: SearchForm) -> dict[str, Any]:
    """Return what is asked for as plain values, so that it can be asked again."""
    asked = {name: form.chosen(name) for name in FILTERS}
    return {name: value for name, value in asked.items() if value}


def asked_in_words(form: SearchForm) -> str:
    """Return what was asked for as one line: "Kommun: Sandhamra, Område: Kultur"."""
    said = []
    for name in FILTERS:
        value, field = form.chosen(name), form.fields.get(name)
        if not value or field is None:
            continue
        words = form.words_for(name, value) or value
        said.append(str(field.label) if value is True else f"{field.label}: {words}")
    return ", ".join(said)


@require_safe
@login_required
def lists(request: HttpRequest) -> HttpResponse:
    """List the saved lists of a space."""
    access = asking_access(request)
    rows = lists_of(access.space)
    context = {
        "title": _("Saved lists"),
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page", 1)),
        "asked_compact": request.GET.get("compact", ""),
        "breadcrumbs": _trail(_("Saved lists")),
    }
    return render(request, "organisations/lists.html", context)


def _trail(*more: str, kept: OrganisationList | None = None) -> list[tuple[str, str]]:
    trail = [(_("Organisations"), reverse("organisations:organisations"))]
    if kept is not None:
        trail.append((_("Saved lists"), reverse("organisations:lists")))
    return trail + [(words, "") for words in more]


@form_page
@login_required
def list_save(request: HttpRequest) -> HttpResponse:
    """Keep what a search finds as a list with a name."""
    access = asking_access(request)
    world, compact = access.space.origin, access.space.slug
    search_form = SearchForm(request.GET, choices=choices_in(world))
    search = search_of(search_form, world, compact, access.day)
    asked = asked_in_words(search_form)
    form = ListForm(posted(request))

    def done() -> str:
        rows = shown_rows(all_ids(search)[:FURTHEST], "")
        kept = save_list(
            space=access.space,
            name=form.cleaned_data["name"],
            organisations=[ListLine(organisation, asked) for organisation in rows],
            question=question_in(search_form),
            by=access.actor,
        )
        return reverse("organisations:list", args=[kept.uuid])

    parameters = request.GET.urlencode()
    context = {
        "title": _("Save as a list"),
        "lead": asked or _("All organisations"),
        "button": _("Save"),
        "back_url": f"{reverse('organisations:organisations')}?{parameters}",
    }
    return answer(
        request, form=form, context=context, done=done, said=_("Saved."), adds=True
    )


def _kept(request: HttpRequest, kept: uuid.UUID) -> tuple[OrganisationList, Access]:
    rows = OrganisationList.objects.select_related("space")
    found = get_object_or_404(rows, uuid=kept)
    return found, access_to(request, CHOOSE_WHOM, found.space)


def wanted_of(kept: OrganisationList) -> Wanted:
    """Return the question of a list, also of one that a search made."""
    ask = kept.question.get("ask")
    if ask is None:
        one = (kept.question.get(name) for name in ("area", "municipality"))
        area, place = ({value} - {None, ""} for value in one)
        return Wanted(frozenset(area), frozenset(place))
    influence = ask.get("influence")
    return Wanted(
        frozenset(ask.get("areas", ())),
        frozenset(ask.get("municipalities", ())),
        influence if influence in INFLUENCE else CONSULTATION,
    )


def _shown(
    stored: list[OrganisationListRow], wanted: Wanted, access: Access, choices: Choices
) -> tuple[Asked, list[AskRow]]:
    """Return what is known today of those on a list, and each as it is shown."""
    asked = list_to_ask(stored, wanted, access.day, choices)
    by_key = {row.organisation_id: row for row in stored}
    return asked, rows_in_words(asked, choices, kept=by_key)


@require_safe
@login_required
def list_kept(request: HttpRequest, kept: uuid.UUID) -> HttpResponse:
    """Show a saved list, each organisation with the reason why it is there."""
    found, access = _kept(request, kept)
    choices = choices_in(access.space.origin)
    wanted = wanted_of(found)
    stored = list(found.rows.select_related("organisation"))
    asked, rows = _shown(stored, wanted, access, choices)
    context = {
        "title": found.name,
        "list": found,
        "is_proposal": "ask" in found.question,
        "asked_text": _question_in_words(wanted, choices),
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page", 1)),
        "count_text": count_text(rows),
        "groups": group_words(),
        "taken_out": [row for row in stored if row.taken_out],
        **spread_context(asked),
        "files": files_at("organisations:list_file", found.uuid),
        "breadcrumbs": _trail(found.name, kept=found),
    }
    return render(request, "organisations/list.html", context)


def _question_in_words(wanted: Wanted, choices: Choices) -> str:
    """Return what was asked for: "Works with: Public health. Active in: …"."""
    facts = {
        "areas": sorted(wanted.areas),
        "municipalities": sorted(wanted.municipalities),
    }
    return why_in_words(facts, choices)


@require_safe
@login_required
def list_file(request: HttpRequest, kept: uuid.UUID, kind: str) -> HttpResponse:
    """Give a saved list as CSV or Excel."""
    found, access = _kept(request, kept)
    choices = choices_in(access.space.origin)
    stored = list(found.rows.select_related("organisation"))
    _asked, rows = _shown(stored, wanted_of(found), access, choices)
    return sheet_answer(rows, kind, found.name, access)


def _to(kept: OrganisationList) -> str:
    return reverse("organisations:list", args=[kept.uuid])


@form_page
@login_required
def list_change(request: HttpRequest, kept: uuid.UUID) -> HttpResponse:
    """Give a list another name, or take it away."""
    found, access = _kept(request, kept)
    form = ListForm(posted(request), initial={"name": found.name})

    def done() -> str:
        rename_list(kept=found, name=form.cleaned_data["name"], by=access.actor)
        return _to(found)

    context = {
        "title": _("Change the list"),
        "button": _("Save"),
        "back_url": _to(found),
        "remove_url": reverse("organisations:list_remove", args=[found.uuid]),
        "remove_text": _(
            "The list and the reasons on it are gone for good: fetch it as a file "
            "first if you may need it. The organisations stay as they are."
        ),
    }
    return answer(
        request,
        form=form,
        context=context,
        done=done,
        said=_("Saved."),
        template="organisations/kept_change.html",
    )


@require_POST
@login_required
def list_remove(request: HttpRequest, kept: uuid.UUID) -> HttpResponse:
    """Take a list away."""
    found, access = _kept(request, kept)
    remove_list(kept=found, by=access.actor)
    messages.success(
        request, _("The list “%(name)s” is taken away.") % {"name": found.name}
    )
    return redirect(f"{reverse('organisations:lists')}?compact={found.space.slug}")


@form_page
@login_required
def list_add(request: HttpRequest, kept: uuid.UUID) -> HttpResponse:
    """Add an organisation to a list by hand, with why."""
    found, access = _kept(request, kept)
    form = AddToListForm(posted(request))

    def done() -> str:
        one = the_one_named(form.cleaned_data["name"], found.space.origin, field="name")
        assert isinstance(one, Organisation)
        add_to_list(
            kept=found,
            organisation=one,
            reason=form.cleaned_data["note"],
            by=access.actor,
        )
        return _to(found)

    context = {
        "title": _("Add by hand to %(name)s") % {"name": found.name},
        "button": _("Add"),
        "back_url": _to(found),
    }
    said = _("Added.")
    return answer(request, form=form, context=context, done=done, said=said, adds=True)


def _row(kept: OrganisationList, organisation: uuid.UUID) -> OrganisationListRow:
    rows = kept.rows.select_related("organisation", "list__space")
    return get_object_or_404(rows, organisation__uuid=organisation)


@form_page
@login_required
def list_take_out(
    request: HttpRequest, kept: uuid.UUID, organisation: uuid.UUID
) -> HttpResponse:
    """Take an organisation out of a list, with why."""
    found, access = _kept(request, kept)
    row = _row(found, organisation)
    form = TakeOutForm(posted(request))

    def done() -> str:
        take_out(row=row, reason=form.cleaned_data["note"], by=access.actor)
        return _to(found)

    context = {
        "title": _("Take %(name)s out of the list") % {"name": row.organisation},
        "lead": _("It stands under Taken out with your reason, and can be put back."),
        "button": _("Take it out"),
        "back_url": _to(found),
    }
    said = _("Taken out.")
    return answer(request, form=form, context=context, done=done, said=said)


@require_POST
@login_required
def list_put_back(
    request: HttpRequest, kept: uuid.UUID, organisation: uuid.UUID
) -> HttpResponse:
    """Let an organisation stand on a list again."""
    found, access = _kept(request, kept)
    put_back(row=_row(found, organisation), by=access.actor)
    messages.success(request, _("It stands on the list again."))
    return redirect(_to(found))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def list_changed(request: HttpRequest, kept: uuid.UUID) -> HttpResponse:
    """Hold a saved list against a fresh proposal; take in those who are new."""
    found, access = _kept(request, kept)
    if "ask" not in found.question:
        raise Http404
    choices = choices_in(access.space.origin)
    wanted = wanted_of(found)
    changed = changes_of(found, wanted, access.day, choices)
    if request.method == "POST":
        count = update_list(
            kept=found, organisations=_new_lines(changed), by=access.actor
        )
        said = ngettext("%(n)s was added.", "%(n)s were added.", count)
        messages.success(request, said % {"n": number(count)})
        return redirect(_to(found))
    context = {
        "title": _("What has changed since the list was saved"),
        "list": found,
        "new": [
            (line.organisation, why_in_words(line.why, choices))
            for line in _new_lines(changed)
        ],
        "gone": changed.gone,
        "breadcrumbs": [
            *_trail(kept=found),
            (found.name, _to(found)),
            (_("Changed"), ""),
        ],
    }
    return render(request, "organisations/list_changed.html", context)


def _new_lines(changed: Changed) -> list[ListLine]:
    return [
        ListLine(changed.organisations[row.candidate.id], why=facts_of(row))
        for row in changed.new
    ]
