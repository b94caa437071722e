"""How right the matching of the register is, and how fast beside a plain one.

Made lists with known truth come from the generator beside the project
(``../shared/tools/make_register.py``), real ones from ``../shared/data``. Where they
are not there, nothing is measured, and that is said.
"""

from __future__ import annotations

import csv
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

from bench import world
from bench.part import Part, run_alone, times

SHARED = world.ROOT.parent / "shared"
GENERATOR = SHARED / "tools" / "make_register.py"
PLACES = SHARED / "data" / "se-geo" / "postal_to_municipality.csv"
ALIASES = SHARED / "data" / "se-associations" / "football_clubs_aliases.csv"
SPORTS_CLUBS = SHARED / "data" / "uk-sports-clubs"
FEDERATED = SHARED / "data" / "uk-charities" / "federated_part_a.csv"

SEEDS = (11, 23, 37)
ROWS, MANY_ROWS = 20_000, 250_000
GOALS = "P ≥ 0.95, R ≥ 0.90"
LINKED_GOAL = "P ≥ 0.995"
RATIO_GOAL = 1.5

Pairs = set[tuple[str, str]]
HEADINGS = ("list", "pairs", "precision", "recall", "goal")


def measure(_data: Path) -> Part:
    """Match the made and the real lists; return precision, recall and the ratio."""
    title = "Possible duplicates"
    if not GENERATOR.exists():
        return Part(
            title,
            "Skipped: the generator is not beside the project "
            "(`../shared/tools/make_register.py`).",
            HEADINGS,
            (),
        )
    rows: list[tuple[str, ...]] = []
    for seed in SEEDS:
        rows += _made(seed)
    rows += _real()
    rows += _speed()
    return Part(
        title,
        f"{ROWS:,} made rows for all of Sweden, seeds {', '.join(map(str, SEEDS))}, "
        "against the truth that the generator writes; then real lists, whose truth is "
        "partly known. Precision: the share of the pairs found that are right. Recall: "
        "the share of the right ones that are found, of all their rows' pairs. Last, "
        f"processor seconds for {MANY_ROWS:,} rows, and the same by rapidfuzz in five "
        "blocks (`bench/plain_matching.py`), in one process, one after the other.",
        HEADINGS,
        rows,
    )


def _generated(folder: Path, rows: int, seed: int) -> tuple[list, Pairs]:
    """Return made rows as cards, and the pairs that are one."""
    register, truth = folder / "register.csv", folder / "truth.csv"
    command = [sys.executable, str(GENERATOR), "--rows", str(rows), "--seed", str(seed)]
    command += ["--scope", "sweden", "--places", str(PLACES)]
    command += ["--out", str(register), "--truth", str(truth)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    groups: dict[str, list[str]] = defaultdict(list)
    for row in _read(truth):
        groups[row["entity_id"]].append(row["record_id"])
    return [_card(row) for row in _read(register)], _within(groups)


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _within(groups: dict[str, list[str]]) -> Pairs:
    return {
        (min(two), max(two))
        for keys in groups.values()
        for two in combinations(keys, 2)
    }


def _card(row: dict[str, str]):  # type: ignore[no-untyped-def]
    from overens.errors import RuleBroken
    from overens.organisations.rules import check_org_number
    from overens.organisations.rules.likeness import Card

    try:
        number = check_org_number(row["orgnr"])
    except RuleBroken:
        number = ""
    return Card(
        key=row["record_id"],
        name=row["name"],
        number=number,
        municipality=row["municipality_code"],
        locality=row["locality"],
        postal_code=row["postal_code"],
        email=row["email"],
        website=row["website"],
        federation=row["federation"],
    )


def _line(name: str, found: Pairs, truth: Pairs, goal: str) -> tuple[str, ...]:
    right = len(found & truth)
    return (
        name,
        f"{len(found):,}",
        f"{right / len(found):.4f}" if found else "–",
        f"{right / len(truth):.3f}" if truth else "–",
        goal,
    )


def _found(cards: list, least: int | None = None) -> tuple[Pairs, Pairs]:
    """Return all pairs found, and those that the strict rule links."""
    from overens.organisations.rules.likeness import ASKED_FROM, LINKED, pairs_of

    pairs = list(pairs_of(cards, least=ASKED_FROM if least is None else least))
    every = {(min(p.a, p.b), max(p.a, p.b)) for p in pairs}
    linked = {(min(p.a, p.b), max(p.a, p.b)) for p in pairs if p.decision == LINKED}
    return every, linked


def _made(seed: int) -> list[tuple[str, ...]]:
    with tempfile.TemporaryDirectory() as folder:
        cards, truth = _generated(Path(folder), ROWS, seed)
    every, linked = _found(cards)
    return [
        _line(f"seed {seed}, all found", every, truth, GOALS),
        _line(f"seed {seed}, linked by the rule", linked, truth, LINKED_GOAL),
    ]


def _real() -> list[tuple[str, ...]]:
    """Return what comes of real lists, none of which has a number or municipality."""
    from overens.organisations.rules.likeness import Card

    rows = []
    if ALIASES.exists():
        clubs: dict[str, list[str]] = defaultdict(list)
        cards = []
        for at, row in enumerate(_read(ALIASES)):
            clubs[row["club_id"]].append(f"{at:04d}")
            cards.append(Card(f"{at:04d}", row["name"], locality=row["place"]))
        for least in (50, 60, 65):
            every, _linked = _found(cards, least)
            name = f"names of Swedish football clubs, from {least}"
            rows.append(_line(name, every, _within(clubs), ""))
    lookup = SPORTS_CLUBS / "cascs_id_lookup_part_a.csv"
    if lookup.exists():
        listed = list(_read(SPORTS_CLUBS / "cascs_part_a.csv"))
        cards = [
            Card(row["id"], row["name"], locality=row["locality"].rpartition(",")[2])
            for row in listed
        ]
        ids = {row["id"] for row in listed}
        known = {
            (min(row["new_id"], row["old_id"]), max(row["new_id"], row["old_id"]))
            for row in _read(lookup)
            if {row["new_id"], row["old_id"]} <= ids and row["new_id"] != row["old_id"]
        }
        every, _linked = _found(cards)
        name, count, _precision, recall, _goal = _line("", every, known, "")
        name = f"British sports clubs ({len(known)} pairs known, others unknown)"
        rows.append((name, count, "–", recall, ""))
    if FEDERATED.exists():
        branches = {
            row["org_id"]: Card(row["org_id"], row["name"]) for row in _read(FEDERATED)
        }
        every, _linked = _found([*branches.values()])
        rows.append(
            (
                f"British branches by name alone ({len(branches):,}, all different)",
                f"{len(every):,}",
                "–",
                "–",
                "0 pairs",
            )
        )
    return rows


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _speed() -> list[tuple[str, ...]]:
    from bench.plain_matching import plain_pairs

    with tempfile.TemporaryDirectory() as folder:
        cards, truth = _generated(Path(folder), MANY_ROWS, 91)
    found: list[tuple[Pairs, Pairs]] = []
    ours = _seconds(lambda: found.append(_found(cards)))
    # Kilobytes on Linux: of cards, truth and matching, before the plain one runs.
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    plain: list[Pairs] = []
    theirs = _seconds(
        lambda: plain.append({(min(p), max(p)) for p in plain_pairs(cards)})
    )
    every, linked = found[0]
    return [
        _line(f"{MANY_ROWS:,} rows, all found", every, truth, GOALS),
        _line(f"{MANY_ROWS:,} rows, linked by the rule", linked, truth, LINKED_GOAL),
        _line(f"{MANY_ROWS:,} rows, rapidfuzz in five blocks", plain[0], truth, ""),
        (
            f"{MANY_ROWS:,} rows: {ours:.0f} s, in five blocks {theirs:.0f} s, "
            f"{memory:.0f} MB",
            "",
            "",
            times(ours / theirs),
            f"≤ {RATIO_GOAL}x, ≤ 1,000 MB",
        ),
    ]


if __name__ == "__main__":
    run_alone(measure)
