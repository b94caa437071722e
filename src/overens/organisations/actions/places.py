"""Give a register its places: Sweden's municipalities, or outlines of one's own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from overens.common.audit import Actor, write_line
from overens.common.models import OWN, check_fits
from overens.errors import RuleBroken
from overens.organisations.actions.bringing_in import import_areas
from overens.organisations.models import Area, Municipality
from overens.organisations.queries import area_texts, counties, municipalities_of
from overens.organisations.rules import (
    MunicipalityElsewhere,
    OutlineNotRead,
    PropertyMissing,
    RowsRefused,
    UnknownCounty,
    drawn,
    is_municipality_code,
    rings_of,
)

# What a map says of a municipality; its people are counted by others.
_DRAWN = ("name", "county", "path", "label_x", "label_y")


@dataclass(frozen=True)
class BroughtIn:
    """How many municipalities are new or changed, and how many areas are new."""

    municipalities: int
    areas: int


@transaction.atomic
def bring_in_sweden(*, by: Actor, county: str | None = None) -> BroughtIn:
    """Write the municipalities of a county of Sweden, or all 290, in the own world.

    Both lists of areas come too, where there are none. Done again it changes nothing.

    Args:
        county: its code ("13"); all counties when left out.

    Raises:
        UnknownCounty: there is no such county.
        MunicipalityElsewhere: another world has one of the codes.
        SwedenMissing: the list of municipalities is not built.
    """
    if county is not None and county not in counties():
        raise UnknownCounty(code=county)
    written = _write(municipalities_of([county] if county else ()), origin=OWN, by=by)
    return BroughtIn(len(written), _ensure_areas(by))


@transaction.atomic
def ensure_places(codes: Collection[str], *, by: Actor) -> None:
    """Add the municipalities of Sweden that are asked for and not there yet.

    All those of the same county come along, in the own world, and both lists of areas
    where there are none. What is there is left as it is.

    Args:
        codes: official codes, four figures; others are left alone.

    Raises:
        SwedenMissing: the list of municipalities is not built.
    """
    _ensure_areas(by)
    wanted = {code for code in codes if is_municipality_code(code)}
    there = set(Municipality.objects.values_list("code", flat=True))
    if wanted <= there:
        return
    of_sweden = municipalities_of()
    missing = {
        row["county"]
        for row in of_sweden
        if row["code"] in wanted and row["code"] not in there
    }
    rows = [
        row
        for row in of_sweden
        if row["county"] in missing and row["code"] not in there
    ]
    _write(rows, origin=OWN, by=by)


@transaction.atomic
def import_outlines(
    features: Iterable[Mapping[str, Any]], *, by: Actor, origin: str = OWN
) -> list[Municipality]:
    """Write municipalities with outlines of one's own; those that are there change.

    Args:
        features: as in GeoJSON: ``geometry`` a Polygon or MultiPolygon by WGS 84,
            ``properties`` with ``code`` (4 characters at most), ``name`` and, where it
            is not the code's first two, ``county``. Several with one code are one.

    Returns:
        The new and the changed.

    Raises:
        RowsRefused: some cannot be taken; its ``faults`` say which and why.
        MunicipalityElsewhere: another world has one of the codes.
    """
    rows: dict[str, dict[str, Any]] = {}
    shapes: dict[str, list[Any]] = {}
    faults: list[tuple[int, RuleBroken]] = []
    for number, feature in enumerate(features, start=1):
        try:
            row = _row(feature, origin)
            rings = rings_of(feature.get("geometry"))
            if not rings:
                raise OutlineNotRead(fault=row["name"])
        except RuleBroken as broken:
            faults.append((number, broken))
            continue
        rows.setdefault(row["code"], row)
        shapes.setdefault(row["code"], []).extend(rings)
    if faults:
        raise RowsRefused(faults)
    outlines = drawn(shapes, {code: row["county"] for code, row in rows.items()})
    for code, (path, (x, y)) in outlines.items():
        rows[code] |= {"path": path, "label": {"x": x, "y": y}}
    return _write(list(rows.values()), origin=origin, by=by)


def _row(feature: Mapping[str, Any], origin: str) -> dict[str, Any]:
    """Return what a feature says of a municipality, save its outline."""
    told = feature.get("properties")
    told = told if isinstance(told, Mapping) else {}
    row = {name: str(told.get(name) or "").strip() for name in ("code", "name")}
    for name, value in row.items():
        if not value:
            raise PropertyMissing(name=name, field=name)
    row["county"] = str(told.get("county") or row["code"][:2]).strip()
    check_fits(Municipality(origin=origin, **row))
    return row


def _write(
    rows: Sequence[Mapping[str, Any]], *, origin: str, by: Actor
) -> list[Municipality]:
    """Write the rows that are new or say something else; one audit line, if any."""
    there = Municipality.objects.in_bulk(
        [row["code"] for row in rows], field_name="code"
    )
    elsewhere = [place.name for place in there.values() if place.origin != origin]
    if elsewhere:
        raise MunicipalityElsewhere(names=", ".join(elsewhere))
    fresh = [
        Municipality(
            code=row["code"],
            name=row["name"],
            county=row["county"],
            path=row["path"],
            label_x=row["label"]["x"],
            label_y=row["label"]["y"],
            origin=origin,
        )
        for row in rows
    ]
    written = [
        place
        for place in fresh
        if place.code not in there or _told(place) != _told(there[place.code])
    ]
    if not written:
        return []
    Municipality.objects.bulk_create(
        written,
        # Two who ask for the same county at once both get it.
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=_DRAWN,
    )
    codes = [place.code for place in written]
    write_line("organisations.import_municipalities", by=by, facts={"codes": codes})
    return list(Municipality.objects.filter(code__in=codes))


def _told(place: Municipality) -> tuple[Any, ...]:
    return tuple(getattr(place, name) for name in _DRAWN)


def _ensure_areas(by: Actor) -> int:
    """Write the lists of areas that have nothing in them, and return how many areas."""
    there = set(Area.objects.values_list("classification", flat=True).distinct())
    return sum(
        len(import_areas(texts, classification=classification, by=by))
        for classification, texts in area_texts().items()
        if classification not in there
    )
