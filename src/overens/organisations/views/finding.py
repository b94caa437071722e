"""Find organisations: words, filters, list and map."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from overens.accounts.models import Person
from overens.accounts.queries import has_right_in_world, space_in_view, today_in_view
from overens.accounts.rules import EDIT_REGISTER
from overens.common.charts import to_page_figure
from overens.common.formats import number
from overens.common.models import OWN, SOURCE
from overens.organisations.forms import SearchForm
from overens.organisations.models import Municipality
from overens.organisations.queries import (
    Choices,
    Search,
    bodies_without_contact,
    choices_in,
    found,
    place_map,
    units_without_contact,
)
from overens.organisations.views.places import first_county

MAP = "map"
UNITS_A_PAGE = 50


def may_edit(request: HttpRequest, world: str) -> bool:
    """Tell whether whoever reads the page may write in a world's register."""
    reader = request.user
    return isinstance(reader, Person) and has_right_in_world(
        reader, EDIT_REGISTER, world, today_in_view(request)
    )


def search_of(form: SearchForm, world: str, compact: str, day: Any) -> Search:
    """Return what a form searches by; what cannot be is no filter."""
    return Search(
        world=world,
        day=day,
        words=form.chosen("q"),
        municipality=form.chosen("municipality"),
        area=form.chosen("area"),
        kind=form.chosen("kind"),
        level=form.chosen("level"),
        signatory_of=compact if form.chosen("signatory") else "",
    )


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """List the organisations of a world, as a list or on a map by municipality."""
    space = space_in_view(request)
    if space is not None and not space.has_column("organisations"):
        raise Http404
    world = space.origin if space else OWN
    compact = space.slug if space else ""
    day = today_in_view(request)
    choices = choices_in(world)
    form = SearchForm(request.GET, choices=choices)
    search = search_of(form, world, compact, day)
    hits = found(search, request.GET.get("page", 1), compact=compact)
    may_write = may_edit(request, world)
    may_add = may_write and world == OWN  # others' municipalities are given
    is_first = may_add and not choices.municipalities
    view = MAP if request.GET.get("view") == MAP else ""
    context = {
        "title": _("Find organisations"),
        "lead": _("The associations, networks and public bodies that meet here."),
        "form": form,
        "page": hits.page,
        "signatories": hits.signatories,
        "count_text": _count_text(hits.page),
        "view": view,
        "has_map": any(place.path for place in choices.municipalities),
        "map": _map(request, search, choices) if view else "",
        "asked_compact": request.GET.get("compact", ""),
        "may_edit": may_write,
        "county_form": first_county() if is_first else None,
        "may_add_places": may_add,
        "save_url": f"{reverse('organisations:list_save')}?{request.GET.urlencode()}",
    }
    return render(request, "organisations/organisations.html", context)


def _count_text(page: Any) -> str:
    count = page.paginator.count
    if count <= len(page.object_list):
        return ngettext("%(n)s organisation.", "%(n)s organisations.", count) % {
            "n": number(count)
        }
    return _("Showing %(first)s to %(last)s of %(n)s organisations.") % {
        "first": number(page.start_index()),
        "last": number(page.end_index()),
        "n": number(count),
    }


def _map(request: HttpRequest, search: Search, choices: Choices) -> SafeString | str:
    """Return the map of how many that match are active where, or nothing."""

    def address(place: Municipality) -> str:
        parameters = request.GET.copy()
        parameters["municipality"] = place.code
        for name in ("page", "view"):
            parameters.pop(name, None)
        return f"{reverse('organisations:organisations')}?{parameters.urlencode()}"

    chart = place_map(search, choices.municipalities, address=address)
    return to_page_figure(chart, key="organisations", heading=2) if chart else ""


@require_safe
def without_contact(request: HttpRequest) -> HttpResponse:
    """List the public units that nobody can be reached in."""
    space = space_in_view(request)
    if space is not None and space.origin == SOURCE:
        # A source that names no contact has not said that there is none.
        raise Http404
    world = space.origin if space else OWN
    units = units_without_contact(world)
    page = Paginator(units, UNITS_A_PAGE).get_page(request.GET.get("page", 1))
    count = page.paginator.count
    context = {
        "title": _("Units without a contact"),
        "lead": ngettext(
            "%(n)s unit of the public bodies has no collaboration contact.",
            "%(n)s units of the public bodies have no collaboration contact.",
            count,
        )
        % {"n": number(count)},
        "page": page,
        "bodies": bodies_without_contact(world) if count else [],
        "may_edit": may_edit(request, world),
        "breadcrumbs": [
            (_("Organisations"), reverse("organisations:organisations")),
            (_("Units without a contact"), ""),
        ],
    }
    return render(request, "organisations/without_contact.html", context)
