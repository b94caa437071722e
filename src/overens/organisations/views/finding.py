"""Find organisations: words, filters, list, table and map; the same as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from overens.accounts.models import Person, Space
from overens.accounts.queries import (
    has_right,
    has_right_in_world,
    space_in_view,
    today_in_view,
)
from overens.accounts.rules import CHOOSE_WHOM, EDIT_REGISTER
from overens.common.charts import to_page_figure
from overens.common.formats import number
from overens.common.forms import as_query
from overens.common.models import OWN, SOURCE
from overens.organisations.forms import SearchForm
from overens.organisations.models import Municipality
from overens.organisations.queries import (
    FILES,
    Choices,
    Found,
    Search,
    bodies_without_contact,
    choices_in,
    found,
    place_map,
    reader_in,
    register_file,
    units_without_contact,
)
from overens.organisations.queries.confirming import WORLDS_ASKED
from overens.organisations.views.places import first_county

MAP, TABLE = "map", "table"
UNITS_A_PAGE = 50
# Values of a filter that are offered with their counts; the form has all of them.
MOST_OFFERED = 8
_NARROWED_BY = ("municipality", "area", "form", "level", "kind", "confirmed", "invited")


def may_edit(request: HttpRequest, world: str) -> bool:
    """Tell whether whoever reads the page may write in a world's register."""
    reader = request.user
    return isinstance(reader, Person) and has_right_in_world(
        reader, EDIT_REGISTER, world, today_in_view(request)
    )


def may_choose_whom(request: HttpRequest, space: Space) -> bool:
    """Tell whether whoever reads the page may choose whom to ask in a space."""
    reader = request.user
    return isinstance(reader, Person) and has_right(
        reader, CHOOSE_WHOM, space, today_in_view(request)
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
        form=form.chosen("form"),
        confirmed=form.chosen("confirmed"),
        signatory_of=compact if form.chosen("signatory") else "",
        never_invited=bool(form.chosen("invited")),
    )


def space_of(request: HttpRequest) -> Space | None:
    """Return the space whose register is read; None for an installation without.

    Raises:
        Http404: the register is switched off there.
    """
    space = space_in_view(request)
    if space is not None and not space.has_column("organisations"):
        raise Http404
    return space


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """List the organisations of a world, as a list, a table or a map."""
    space = space_of(request)
    world = space.origin if space else OWN
    compact = space.slug if space else ""
    day = today_in_view(request)
    choices = choices_in(world)
    form = SearchForm(request.GET, choices=choices)
    search = search_of(form, world, compact, day)
    hits = found(
        search,
        request.GET.get("page", 1),
        compact=compact,
        reader=reader_in(request.user, world, day),
    )
    may_write = may_edit(request, world)
    may_add = may_write and world == OWN  # others' municipalities are given
    is_first = may_add and not choices.municipalities
    view = request.GET.get("view", "")
    view = view if view in (MAP, TABLE) else ""
    parameters = as_query(request.GET)
    context = {
        "title": _("Find organisations"),
        "lead": _("The associations, networks and public bodies that meet here."),
        "form": form,
        "page": hits.page,
        "meant": hits.meant,
        "narrow": _narrow(request, form, hits),
        "signatories": hits.signatories,
        "count_text": _count_text(hits),
        "view": view,
        "has_map": any(place.path for place in choices.municipalities),
        "map": _map(request, search, choices, hits) if view == MAP else "",
        "asked_compact": request.GET.get("compact", ""),
        "may_edit": may_write,
        "may_register": space is not None and world in WORLDS_ASKED,
        "may_ask": space is not None and may_choose_whom(request, space),
        "county_form": first_county() if is_first else None,
        "may_add_places": may_add,
        "save_url": f"{reverse('organisations:list_save')}{parameters}",
        "save_search_url": f"{reverse('organisations:search_save')}{parameters}",
        "files": [
            {
                "label": kind.label,
                "format": ending,
                "url": f"{reverse('organisations:as_file', args=[ending])}{parameters}",
            }
            for ending, kind in FILES.items()
        ],
    }
    return render(request, "organisations/organisations.html", context)


@require_safe
def as_file(request: HttpRequest, ending: str) -> StreamingHttpResponse:
    """Give what the list shows, all its pages, as CSV, Excel or JSON."""
    kind = FILES.get(ending)
    space = space_of(request)
    if kind is None:
        raise Http404
    world = space.origin if space else OWN
    form = SearchForm(request.GET, choices=choices_in(world))
    day = today_in_view(request)
    search = search_of(form, world, space.slug if space else "", day)
    data = register_file(
        search,
        ending,
        publisher=str(space or ""),
        reader=reader_in(request.user, world, day),
    )
    response = StreamingHttpResponse(data, content_type=kind.media_type)
    name = _("organisations")
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response


@dataclass(frozen=True)
class Value:
    """One value of a filter: in words, how many have it, and the page with it."""

    words: str
    count: int
    url: str


@dataclass(frozen=True)
class Narrowing:
    """One filter that is not in use, with the values that most have."""

    label: str
    values: list[Value]


def _narrow(request: HttpRequest, form: SearchForm, hits: Found) -> list[Narrowing]:
    """Return the filters that would part what is found, with counts."""
    offered = []
    for name in _NARROWED_BY:
        counts = hits.facets.get(name, {})
        if name not in form.fields or form.chosen(name) or not counts:
            continue
        values = []
        for value, count in list(counts.items())[:MOST_OFFERED]:
            words = form.words_for(name, value)
            if not words or count == hits.count:
                continue
            parameters = request.GET.copy()
            parameters[name] = value
            parameters.pop("page", None)
            values.append(Value(words, count, as_query(parameters)))
        if values:
            offered.append(Narrowing(str(form.fields[name].label), values))
    return offered


def _count_text(hits: Found) -> str:
    page, count = hits.page, hits.count
    if count <= len(page.object_list):
        return ngettext("%(n)s organisation.", "%(n)s organisations.", count) % {
            "n": number(count)
        }
    return _("Showing %(first)s to %(last)s of %(n)s organisations.") % {
        "first": number(page.start_index()),
        "last": number(page.end_index()),
        "n": number(count),
    }


def _map(
    request: HttpRequest, search: Search, choices: Choices, hits: Found
) -> SafeString | str:
    """Return the map of how many that match are active where, or nothing."""

    def address(place: Municipality) -> str:
        parameters = request.GET.copy()
        parameters["municipality"] = place.code
        for name in ("page", "view"):
            parameters.pop(name, None)
        return f"{reverse('organisations:organisations')}?{parameters.urlencode()}"

    chart = place_map(
        search,
        choices.municipalities,
        counts=hits.facets["municipality"],
        address=address,
    )
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
