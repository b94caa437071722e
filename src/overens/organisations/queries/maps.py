"""Where organisations are active, as a map."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext as _

from overens.common import formats
from overens.common.charts import Area, AreaMap
from overens.organisations.models import Municipality
from overens.organisations.queries.search import Search, municipality_counts
from overens.organisations.rules import map_breaks, map_fit, map_size


def _page_of(place: Municipality) -> str:
    return ""


def place_map(
    search: Search,
    places: Sequence[Municipality] | None = None,
    *,
    counts: Mapping[str, int] | None = None,
    address: Callable[[Municipality], str] = _page_of,
    description: str = "",
) -> AreaMap | None:
    """Return the map of how many that match are active where (at most four queries).

    Args:
        search: what is counted; its municipality is no filter here.
        places: the municipalities of its world, where they are read already.
        counts: how many in each, by code, where they are known already.
        address: gives the page of a municipality; none when left out.
        description: what is counted, where it is not what a reader has searched for.

    Returns:
        The map, or None for a world whose municipalities have no outlines.
    """
    if places is None:
        places = list(Municipality.objects.filter(origin=search.world))
    drawn = [place for place in places if place.path]
    if not drawn:
        return None
    if counts is None:
        counts = municipality_counts(search)
    fit = map_fit([place.path for place in drawn])
    areas = tuple(
        Area(
            name=place.name,
            value=counts.get(place.code, 0),
            path=fit.outline(place.path),
            at=fit.point(place.label_x, place.label_y),
            href=address(place),
        )
        for place in drawn
    )
    width, height = map_size(area.path for area in areas)
    most = max(areas, key=lambda area: area.value or 0)
    return AreaMap(
        title=_("Most are active in %(place)s") % {"place": most.name}
        if most.value
        else _("None are active here"),
        description=description
        or _(
            "How many of the organisations found are active in each municipality. One "
            "that is active in several counts in each."
        ),
        language=formats.language_or_active(),
        unit=_("organisations"),
        row_heading=_("Municipality"),
        size=(max(width, fit.width), height),
        areas=areas,
        breaks=map_breaks([area.value or 0 for area in areas]),
    )
