"""Where on earth an organisation is, as exactly as the register knows: a municipality.

The register holds no addresses. A point is the middle of a municipality, where its name
stands on the map; who shows it has to say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from overens.common.models import MADE_UP
from overens.organisations.models import Municipality, Organisation
from overens.organisations.rules import degrees

ACTIVE_IN, BASED_IN = "active in", "based in"

Point = tuple[float, float]


def middle_of(place: Municipality) -> Point | None:
    """Return longitude and latitude of a municipality's middle by WGS 84.

    None where it has no place on earth (a made-up one, or drawn in units of its own).
    """
    if place.origin == MADE_UP or not place.path:
        return None
    return degrees(place.label_x, place.label_y)


def _points(places: Any) -> Iterator[Point]:
    for place in places:
        middle = middle_of(place)
        if middle is not None:
            yield middle


def geometry_of(organisation: Organisation) -> tuple[dict[str, Any] | None, str]:
    """Return an organisation's GeoJSON geometry, and what it is the place of.

    The municipalities where it is active; where none is known, the one where it is
    based; else no geometry, which the standard (RFC 7946, section 3.2) writes as null.
    """
    places = sorted(organisation.municipalities.all(), key=lambda place: place.code)
    points = list(_points(places))
    if points:
        return _geometry(points), ACTIVE_IN
    based = list(_points([organisation.based_in] if organisation.based_in else []))
    return (_geometry(based), BASED_IN) if based else (None, "")


def _geometry(points: list[Point]) -> dict[str, Any]:
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    return {"type": "MultiPoint", "coordinates": points}
