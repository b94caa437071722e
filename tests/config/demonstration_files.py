"""Reads the demonstration's files for the tests that hold them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from overens.compacts.rules.reading import read_wording
from overens.config.demonstration import reading
from overens.config.demonstration.reading import read_csv, read_text, read_toml

FOLDER = Path(reading.__file__).parent
HANDBOOK = FOLDER.parent / "handbook"
TODAY = date(2026, 11, 22)
DAYS = [
    date(2026, 1, 1),
    date(2026, 2, 28),
    date(2027, 6, 19),
    TODAY,
    date(2028, 2, 29),
    date(2026, 12, 31),
]
FILES = sorted(
    str(path.relative_to(FOLDER))
    for path in FOLDER.rglob("*")
    if path.suffix in {".toml", ".csv", ".md"} and path.name != "README.md"
)


def strandland(name: str, today: date = TODAY) -> dict[str, Any]:
    """One of Strandland's files, by its name without ending."""
    return read_toml(f"strandland/{name}.toml", today=today)


def organisations() -> dict[str, dict[str, Any]]:
    """Every civil-society organisation by slug, from both files, lists as lists."""
    found = {one["slug"]: one for one in strandland("organisations")["organisation"]}
    for row in read_csv("strandland/organisations.csv", today=TODAY):
        several = ("municipalities", "areas", "icnptso", "roles", "languages")
        lists = {key: row[key].split() for key in (*several, "target_groups")}
        found[row["slug"]] = {**row, **lists, "member_of": row["member_of"].split()}
    return found


def texts(value: Any) -> Iterator[str]:
    """Every text of a file, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def pairs(value: Any) -> Iterator[dict[str, Any]]:
    """Every table that holds a Swedish text."""
    if isinstance(value, dict):
        if isinstance(value.get("sv"), str):
            yield value
        for inner in value.values():
            yield from pairs(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from pairs(inner)


def sentences_of(version: int) -> set[str]:
    """The headings of a version, and its commitments as "<party> <number>"."""
    wording = read_wording(
        read_text(f"strandland/compact-{version}.sv.md", today=TODAY)
    )
    counted: Counter[str] = Counter()
    found = {piece.heading for piece in wording.pieces if piece.heading}
    for piece in wording.of("commitment"):
        group = wording.groups[piece.group].name
        counted[group] += 1
        found.add(f"{group} {counted[group]}")
    return found
