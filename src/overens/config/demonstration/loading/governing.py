"""Groups and their seats, meetings, and decisions with all their holes."""

from __future__ import annotations

from overens.accounts.models import Person
from overens.common.models import SOURCE
from overens.common.texts import LocalText
from overens.config.demonstration.loading.made import (
    Made,
    Row,
    World,
    partial_day,
    whole_day,
)
from overens.governance.actions import (
    add_group,
    add_meeting,
    add_seat,
    answer_assignment,
    end_seat,
    note_assignment,
    record_assignment,
    record_decision,
    record_memorandum,
)
from overens.governance.models import Decision, Group
from overens.organisations.models import Unit


def load_groups(made: Made) -> None:
    """Make each world's groups with their seats and meetings."""
    for slug, world in made.worlds.items():
        whole = made.world_file(slug, "governance")
        # What a source does not say is unknown; nothing is filled in.
        is_source = world.space.origin == SOURCE
        groups: dict[str, Group] = {}
        for row in whole.get("group", []):
            groups[row["slug"]] = add_group(
                space=world.space,
                slug=row["slug"],
                name=row["name"],
                kind=row["kind"],
                does=row.get("does", ""),
                regime=row.get("regime", "unknown" if is_source else "notes"),
                most_seats=row.get("most_seats"),
                exact_seats=row.get("exact_seats"),
                parity=row.get("parity", None if is_source else False),
                prepares_for=groups.get(row.get("prepares_for", "")),
                source_note=made.cited(row, otherwise=made.source_of(slug)),
                by=made.by,
            )
        parties = {
            party["key"]: party for party in made.world_file(slug, "compact")["party"]
        }
        for row in whole.get("seat", []):
            _take_seat(made, world, groups[row["group"]], parties[row["party"]], row)
        for row in whole.get("meeting", []):
            day = partial_day(row["day"])
            add_meeting(
                group=groups[row["group"]],
                day=day,
                title=row["title"],
                notes=row.get("notes", ""),
                is_planned=(day.earliest or made.today) > made.today,
                by=made.by,
            )


def _take_seat(made: Made, world: World, group: Group, party: Row, row: Row) -> None:
    """Let somebody have a seat; one with a reason has been left."""
    person: Person | None = made.people.get(row.get("person", ""))
    unit: Unit | None = world.units.get(row.get("unit", ""))
    last_day = whole_day(row.get("to"))
    seat = add_seat(
        group=group,
        party_key=party["key"],
        party_name=party["name"],
        sector=party["side"],
        role=row["role"],
        organisation=made.organisations.get(row.get("organisation", "")),
        unit=unit,
        person=person,
        first_day=whole_day(row.get("from")),
        last_day=last_day,
        by=made.by,
    )
    left = whole_day(row.get("left")) or last_day
    if "why" in row and left:
        end_seat(seat=seat, day=left, why=row["why"], by=made.by)


def load_decisions(made: Made) -> None:
    """Record each world's decisions, what they rest on and what they assign."""
    for slug, world in made.worlds.items():
        whole = made.world_file(slug, "governance")
        source = made.source_of(slug)
        for row in whole.get("decision", []):
            world.decisions[row["slug"]] = _record(made, world, row, source)
        for row in whole.get("memorandum", []):
            record_memorandum(
                decision=world.decisions[row["decision"]],
                title=row["title"],
                day=partial_day(row.get("day")),
                case_number=row.get("case_number", ""),
                from_name=row.get("from", ""),
                addressee=row.get("addressee", ""),
                source_note=made.cited(row, otherwise=source),
                by=made.by,
            )
        for row in whole.get("assignment", []):
            _assign(made, world, row, source)


def _record(made: Made, world: World, row: Row, source: str) -> Decision:
    return record_decision(
        space=world.space,
        slug=row["slug"],
        title=row["title"],
        body_name=row["body"],
        unit=world.units.get(row.get("unit", "")),
        kind=row["kind"],
        day=partial_day(row.get("day")),
        approved_day=partial_day(row.get("approved_day")),
        noticed_day=partial_day(row.get("noticed_day")),
        paragraph=row.get("paragraph", ""),
        case_number=row.get("case_number", ""),
        text=row.get("text", ""),
        follows=world.decisions.get(row.get("follows", "")),
        source_note=made.cited(row, otherwise=source),
        by=made.by,
    )


def _assign(made: Made, world: World, row: Row, source: str) -> None:
    """Record an assignment, and how it was answered or how it goes."""
    owner = world.units[row["owner"]]
    assignment = record_assignment(
        decision=world.decisions[row["decision"]],
        text=row["text"],
        owner=owner,
        owner_name=LocalText(owner.name),
        due=partial_day(row.get("due")),
        due_text=row.get("due_text", ""),
        source_note=made.cited(row, otherwise=source),
        by=made.by,
    )
    if row.get("answered_day") or row.get("answered_by"):
        assignment = answer_assignment(
            assignment=assignment,
            day=partial_day(row.get("answered_day")),
            answered_by=world.decisions.get(row.get("answered_by", "")),
            note=row.get("answer_note", ""),
            by=made.by,
        )
    elif row.get("answer_note"):
        assignment = note_assignment(
            assignment=assignment, note=row["answer_note"], by=made.by
        )
    world.assignments[row["key"]] = assignment
