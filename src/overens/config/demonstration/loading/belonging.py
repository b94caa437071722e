"""What hangs together in Strandland, and whom Omar means to ask."""

from __future__ import annotations

from overens.accounts.rules import OFFICIAL, SECRETARIAT
from overens.config.demonstration.loading.made import STRANDLAND, Made, Row, whole_day
from overens.organisations.actions import (
    ListLine,
    add_to_list,
    change_organisation,
    override_district,
    relate,
    save_list,
    take_out,
)
from overens.organisations.queries import choices_in
from overens.organisations.queries.choosing import whom_to_ask
from overens.organisations.queries.why import facts_of
from overens.organisations.rules.choosing import Wanted


def load_structure(made: Made) -> None:
    """Say what belongs to what, what is dissolved, and what goes against the rule."""
    told, there = made.toml("strandland/structure.toml"), made.organisations
    for row in told["relation"]:
        relate(
            lower=there[row["lower"]],
            upper=there[row["upper"]],
            kind=row["kind"],
            first_day=whole_day(row["from"]),
            last_day=whole_day(row.get("to")),
            by=made.by,
        )
    for row in told["dissolved"]:
        there[row["organisation"]] = change_organisation(
            organisation=there[row["organisation"]], dissolved_on=row["on"], by=made.by
        )
    for row in told["override"]:
        override_district(
            organisation=there[row["organisation"]],
            is_district=row["is_district"],
            note=row["note"],
            day=whole_day(row["day"]) or made.today,
            by=made.people["petra"].actor(SECRETARIAT),
        )


def load_lists(made: Made) -> None:
    """Save what Omar asked for, as he would: proposed, then changed by hand."""
    for row in made.toml("strandland/structure.toml")["list"]:
        _save(made, row)


def _save(made: Made, row: Row) -> None:
    space, by = made.worlds[STRANDLAND].space, made.people[row["by"]].actor(OFFICIAL)
    areas, municipalities = row["areas"], row["municipalities"]
    wanted = Wanted(frozenset(areas), frozenset(municipalities), row["influence"])
    asked = whom_to_ask(space.origin, wanted, made.today, choices_in(space.origin))
    kept = save_list(
        space=space,
        name=row["name"],
        organisations=[
            ListLine(asked.organisations[each.candidate.id], why=facts_of(each))
            for each in asked.rows
        ],
        question={
            "ask": {
                "areas": areas,
                "municipalities": municipalities,
                "influence": row["influence"],
            }
        },
        by=by,
    )
    rows = {each.organisation.slug: each for each in kept.rows.all()}
    for one in row["taken_out"]:
        take_out(row=rows[one["organisation"]], reason=one["why"], by=by)
    for one in row["added"]:
        organisation = made.organisations[one["organisation"]]
        add_to_list(kept=kept, organisation=organisation, reason=one["why"], by=by)
