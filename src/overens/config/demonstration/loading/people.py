"""The spaces, the cast, and the roles they hold."""

from __future__ import annotations

from overens.accounts.actions import create_person, create_space, grant_role
from overens.config.demonstration.loading.made import (
    HOK,
    SKANE,
    SOURCES,
    STRANDLAND,
    Made,
    World,
    whole_day,
)
from overens.organisations.actions import give_authority

# Nobody was asked anything in Skåne's slides, and no year of it is followed up.
COLUMNS = {
    STRANDLAND: (
        "organisations", "governance", "compacts", "surveys", "plans", "followups",
    ),
    HOK: (
        "organisations", "governance", "compacts", "surveys", "plans", "followups",
    ),
    SKANE: ("organisations", "governance", "compacts", "plans"),
}  # fmt: skip


def load_spaces(made: Made) -> None:
    """Make the three spaces, each in its own world."""
    for slug in (STRANDLAND, *SOURCES):
        whole = made.world_file(slug, "compact")
        facts = whole["space"]
        space = create_space(
            slug=facts["slug"],
            name=facts["name"],
            place=facts["place"],
            languages=facts["languages"],
            columns=COLUMNS[slug],
            secretariat_name=facts.get("secretariat_name", ""),
            contact_email=facts.get("contact_email", ""),
            huvudman=facts.get("huvudman", ""),
            huvudman_kind=facts.get("huvudman_kind", ""),
            origin=whole["origin"],
            time_zone=facts["time_zone"],
            by=made.by,
        )
        made.worlds[slug] = World(space)


def load_people(made: Made) -> None:
    """Make the cast and give them their dated roles, ended ones too."""
    whole = made.toml("strandland/people.toml")
    for row in whole["person"]:
        made.people[row["key"]] = create_person(
            email=row["email"],
            name=row["name"],
            language=row["language"],
            by=made.by,
        )
    for row in whole["grant"]:
        space = row.get("space")
        grant_role(
            person=made.people[row["person"]],
            role=row["role"],
            space=made.worlds[space].space if space else None,
            first_day=whole_day(row.get("from")),
            last_day=whole_day(row.get("to")),
            by=made.by,
        )


def load_authorities(made: Made) -> None:
    """Say who may speak for which organisation or unit, and since when."""
    units = made.worlds[STRANDLAND].units
    for row in made.toml("strandland/people.toml")["authority"]:
        unit = row.get("unit")
        give_authority(
            person=made.people[row["person"]],
            organisation=made.organisations[row["organisation"]],
            unit=units[unit] if unit else None,
            post=row["post"]["sv"],
            first_day=whole_day(row.get("from")),
            last_day=whole_day(row.get("to")),
            evidence=row["evidence"],
            by=made.by,
        )
