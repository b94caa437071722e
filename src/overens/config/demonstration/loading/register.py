"""The register: Strandland's places and organisations, and those that sources name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from overens.config.demonstration.loading.made import SOURCES, STRANDLAND, Made, Row
from overens.organisations.actions import (
    count_sector,
    import_areas,
    import_municipalities,
    import_organisations,
    import_units,
    keep_sector_count,
    set_visibility,
)
from overens.organisations.actions.importing import add_source, read_import
from overens.organisations.queries import area_texts
from overens.organisations.rules import row_of_sheet


def load_places(made: Made) -> None:
    """Make the six municipalities with their shapes, and both lists of areas."""
    place = made.toml("strandland/place.toml")
    import_municipalities(
        place["municipality"],
        county=place["county"]["code"],
        origin=place["origin"],
        by=made.by,
    )
    for classification, texts in area_texts().items():
        import_areas(texts, classification=classification, by=made.by)


def load_organisations(made: Made) -> None:
    """Make Strandland's organisations, public bodies and their units."""
    world = made.worlds[STRANDLAND]
    origin, slug = world.space.origin, world.space.slug
    told = made.toml("strandland/organisations.toml")["organisation"]
    sheet = [row_of_sheet(cells) for cells in made.csv("strandland/organisations.csv")]
    civil = import_organisations(
        _based(told, sheet),
        origin=origin,
        space=slug,
        file_name="organisations.csv",
        by=made.by,
    )
    public = made.toml("strandland/public.toml")
    bodies = import_organisations(
        # Public bodies keep their own facts up to date.
        [{"status": "active", "source": "own"} | body for body in public["body"]],
        kind="public",
        origin=origin,
        space=slug,
        file_name="public.toml",
        by=made.by,
    )
    made.organisations |= civil.organisations | bodies.organisations
    world.units = import_units(public["unit"], bodies=bodies.organisations, by=made.by)
    for row in told:
        if "visibility" in row:
            set_visibility(
                organisation=civil.organisations[row["slug"]],
                visibility=row["visibility"],
                day=made.today,
                by_side="own",
                by=made.by,
            )


def load_list_of_sandhamra(made: Made) -> None:
    """Let a municipality's list wait to be written in: messy, as such lists are."""
    world = made.worlds[STRANDLAND]
    source = add_source(
        name="Föreningsregistret i Sandhamra", origin=world.space.origin, by=made.by
    )
    name = "strandland/list-of-sandhamra.csv"
    read_import(
        source=source,
        data=made.text(name).encode(),
        file_name="foreningar-sandhamra.csv",
        day=made.today,
        space=world.space.slug,
        by=made.by,
    )


def _based(*lists: Iterable[Row]) -> list[dict[str, Any]]:
    """Return the rows with the seat (säte) under the register's name for it."""
    return [
        {**row, "based_in": row.get("based_in") or row.get("seat", "")}
        for rows in lists
        for row in rows
    ]


def load_named_in_sources(made: Made) -> None:
    """Make the organisations and units that the sources name, with nothing more."""
    for slug in SOURCES:
        world, whole = made.worlds[slug], made.world_file(slug, "organisations")
        for kind in ("civil", "public"):
            found = import_organisations(
                [
                    # The document goes with each fact; the register says what kind
                    # of source it is.
                    {**row, "source": "public documents"}
                    for row in whole["organisation"]
                    if row["kind"] == kind
                ],
                kind=kind,
                origin=world.space.origin,
                space=slug,
                by=made.by,
            )
            made.organisations |= found.organisations
        world.units = import_units(
            whole.get("unit", []), bodies=made.organisations, by=made.by
        )


def load_sector_counts(made: Made) -> None:
    """Make the counts of earlier years, and count what there is today."""
    origin = made.worlds[STRANDLAND].space.origin
    for row in made.toml("strandland/sector.toml")["count"]:
        counts = {key: value for key, value in row.items() if key != "day"}
        keep_sector_count(
            world=origin,
            day=date.fromisoformat(str(row["day"])),
            counts=counts,
            by=made.by,
        )
    list(count_sector(made.today))
