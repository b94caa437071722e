"""Saved searches: a person's own, and those that the secretariat shares."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from overens.accounts.models import Space
from overens.accounts.queries import has_right, person_of, today_in_view
from overens.accounts.rules import EDIT_REGISTER
from overens.common.audit import Actor
from overens.common.form_pages import form_page, posted
from overens.organisations.actions import remove_search, rename_search, save_search
from overens.organisations.forms import SavedSearchForm, SearchForm
from overens.organisations.models import SavedSearch
from overens.organisations.queries import choices_in
from overens.organisations.views.editing import answer
from overens.organisations.views.finding import space_of
from overens.organisations.views.lists import asked_in_words, question_in


def _space(request: HttpRequest) -> Space:
    space = space_of(request)
    if space is None:
        raise Http404
    return space


def _by(request: HttpRequest) -> Actor:
    return person_of(request).actor("")


def _is_secretariat(request: HttpRequest, space: Space) -> bool:
    """Tell whether whoever reads belongs to the secretariat of that very space."""
    person = person_of(request)
    return has_right(person, EDIT_REGISTER, space, today_in_view(request))


def _mine(request: HttpRequest, kept: uuid.UUID) -> SavedSearch:
    """Return a saved search that is one's own or one's secretariat's."""
    search = get_object_or_404(SavedSearch.objects.select_related("space"), uuid=kept)
    if search.person_id is None:
        if _is_secretariat(request, search.space):
            return search
    elif search.person_id == person_of(request).pk:
        return search
    raise Http404


def _address(search: SavedSearch) -> str:
    """Return the address where it finds what there is today."""
    asked = {
        name: "on" if value is True else value
        for name, value in search.question.items()
    }
    parameters = QueryDict(mutable=True)
    parameters.update({**asked, "compact": search.space.slug})
    return f"{reverse('organisations:organisations')}?{parameters.urlencode()}"


def _list_url(space: Space) -> str:
    return f"{reverse('organisations:searches')}?compact={space.slug}"


@require_safe
@login_required
def searches(request: HttpRequest) -> HttpResponse:
    """List one's saved searches of a space, and the secretariat's."""
    space = _space(request)
    rows = SavedSearch.objects.filter(space=space).seen_by(
        person_of(request), is_secretariat=_is_secretariat(request, space)
    )
    context = {
        "title": _("Saved searches"),
        "searches": [(row, _address(row)) for row in rows],
        "breadcrumbs": [
            (_("Organisations"), reverse("organisations:organisations")),
            (_("Saved searches"), ""),
        ],
    }
    return render(request, "organisations/searches.html", context)


@form_page
@login_required
def search_save(request: HttpRequest) -> HttpResponse:
    """Keep what is asked for under a name."""
    space = _space(request)
    asked = SearchForm(request.GET, choices=choices_in(space.origin))
    may_share = _is_secretariat(request, space)
    form = SavedSearchForm(posted(request), may_share=may_share)

    def done() -> str:
        is_shared = may_share and form.cleaned_data["is_shared"]
        save_search(
            space=space,
            name=form.cleaned_data["name"],
            question=question_in(asked),
            person=None if is_shared else person_of(request),
            by=_by(request),
        )
        return _list_url(space)

    parameters = request.GET.urlencode()
    context = {
        "title": _("Save the search"),
        "lead": asked_in_words(asked) or _("All organisations"),
        "button": _("Save"),
        "back_url": f"{reverse('organisations:organisations')}?{parameters}",
    }
    return answer(
        request, form=form, context=context, done=done, said=_("Saved."), adds=True
    )


@form_page
@login_required
def search_change(request: HttpRequest, kept: uuid.UUID) -> HttpResponse:
    """Give a saved search another name, or take it away."""
    search = _mine(request, kept)
    form = SavedSearchForm(posted(request), initial={"name": search.name})

    def done() -> str:
        name = form.cleaned_data["name"]
        rename_search(search=search, name=name, by=_by(request))
        return _list_url(search.space)

    context = {
        "title": _("Change the saved search"),
        "button": _("Save"),
        "back_url": _list_url(search.space),
        "remove_url": reverse("organisations:search_remove", args=[search.uuid]),
        "remove_text": _("The organisations that it finds stay as they are."),
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
def search_remove(request: HttpRequest, kept: uuid.UUID) -> HttpResponse:
    """Take a saved search away."""
    search = _mine(request, kept)
    remove_search(search=search, by=_by(request))
    messages.success(
        request, _("The search “%(name)s” is taken away.") % {"name": search.name}
    )
    return redirect(_list_url(search.space))
