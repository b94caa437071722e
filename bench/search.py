"""Searching the register beside plain FTS5 statements, from a thousand rows to all.

The rows come from the generator beside the project. Each size is measured in a process
of its own, on a database of its own that is thrown away.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench import world
from bench.duplicates import GENERATOR, PLACES
from bench.part import Part, ms, run_alone, taken, times
from bench.register_pages import by_turns
from bench.register_rows import fill, read_rows

SIZES = (1_000, 10_000, 100_000, 263_498)
SEED = 91
# Questions of each kind, and turns of each; the first turn only warms up.
ASKED, TURNS = 40, 3
DAY = date(2026, 11, 22)
HEADINGS = (
    "organisations",
    "what",
    "ours",
    "same, raw",
    "ratio",
    "goal",
    "raw, whole words",
)
BROAD = ("förening", "idrott", "stockholm", "klubb", "för*", "if", "s*", "röda", "i")


@dataclass(frozen=True)
class Taken:
    """Seconds of each question: ours, and two kinds of raw statements."""

    ours: list[float]
    same: list[float]
    plain: list[float]


def measure(_data: Path) -> Part:
    """Measure each size, and put the lines together."""
    title = "Searching the register"
    if not GENERATOR.exists():
        return Part(
            title,
            "Skipped: the generator is not beside the project "
            "(`../shared/tools/make_register.py`).",
            HEADINGS,
            (),
        )
    lines: list[tuple[str, ...]] = []
    least, most = min(SIZES), max(SIZES)
    with tempfile.TemporaryDirectory(prefix="overens-bench-search-") as folder:
        sheet = _generated(Path(folder), most)
        kept = {rows: Path(folder) / f"data-{rows}" for rows in SIZES}
        for rows, data in kept.items():
            command = [sys.executable, "-m", "bench.search", "--size", str(rows)]
            done = subprocess.run(
                [*command, str(sheet), str(data)],
                cwd=world.ROOT,
                check=True,
                stdout=subprocess.PIPE,
                text=True,
            )
            told = json.loads(done.stdout.strip().splitlines()[-1])
            lines += [tuple(line) for line in told]
        pages = by_turns(kept[least], kept[most])
    for name, (few, many) in pages.items():
        line = (f"{most:,}", f"{name}, beside {least:,}", ms(many), ms(few))
        lines.append((*line, times(many / few), "≤ 1.2x", ""))
    return Part(
        title,
        f"A page of 20, the count and counts by filter for {ASKED} questions of each "
        f"kind, p50 / p95 of {TURNS - 1} turns, by turns with the same question put "
        "to the same index in four raw statements (page by rank, count, by "
        "municipality, by area). Ours forgets between turns what it keeps of broad "
        "questions for the next page. Last column: the four statements on an FTS5 "
        "table of the names by `unicode61`, which finds whole words only: less, and "
        "nothing inside words, in another case or spelt wrong. The last lines: pages "
        "through Django's test client, medians, two processes by turns. Found: the "
        "organisation meant among the first 20.",
        HEADINGS,
        lines,
    )


def _generated(folder: Path, rows: int) -> Path:
    sheet = folder / "register.csv"
    command = [sys.executable, str(GENERATOR), "--rows", str(rows), "--seed", str(SEED)]
    command += ["--scope", "sweden", "--places", str(PLACES)]
    command += ["--out", str(sheet), "--truth", str(folder / "truth.csv")]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return sheet


# --- one size, in a process of its own ------------------------------------------------


def measure_size(rows: int, sheet: Path, data: Path) -> list[tuple[str, ...]]:
    """Fill a database with some of the rows and measure on it."""
    data.mkdir()
    os.environ["OVERENS_SPACE"] = "none"
    world.open_here(data)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    fill(read_rows(sheet, rows))
    _make_plain()
    lines: list[tuple[str, ...]] = []
    spelt = _questions(rows)
    for kind, questions in spelt.items():
        lines.append(_line(rows, kind, _by_turns(questions)))
    lines += _misspelt(rows, spelt["term"])
    return lines


def _make_plain() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE VIRTUAL TABLE plain USING fts5(name, "
            "content='organisations_organisation', content_rowid='id', "
            "tokenize='unicode61 remove_diacritics 0', prefix='2 3')"
        )
        cursor.execute("INSERT INTO plain(plain) VALUES ('rebuild')")
        cursor.execute("ANALYZE")


def _questions(rows: int) -> dict[str, list[str]]:
    """Return what is asked: whole names, one word, a beginning, a number, broad."""
    from overens.organisations.models import Organisation
    from overens.organisations.rules import words_of

    chance = random.Random(SEED)
    some = chance.sample(range(1, rows + 1), min(rows, 6 * ASKED))
    there = Organisation.objects.filter(pk__in=some).order_by("pk")
    names = list(there.values_list("name", flat=True))
    chance.shuffle(names)
    words = [word for name in names for word in words_of(name) if len(word) > 5]
    chance.shuffle(words)
    numbers = there.exclude(org_number="").values_list("org_number", flat=True)
    return {
        "name": names[:ASKED],
        "term": words[:ASKED],
        "prefix": [f"{w[: chance.randint(3, 6)]}*" for w in words[ASKED : 2 * ASKED]],
        "number": list(numbers[:ASKED]),
        "broad": list(BROAD),
    }


def _ours(words: str) -> None:
    from overens.organisations.models import Organisation
    from overens.organisations.queries import Search, search
    from overens.organisations.queries.search.holding import held_now

    held_now().answers.clear()
    answer = search(Search("own", DAY, words.removesuffix("*")), most=20)
    rows = Organisation.objects.only("slug", "name")
    assert len(rows.in_bulk(answer.ids)) == min(20, answer.count)


_HITS = "{index} WHERE {index} MATCH ?"
_RAW = (
    "SELECT o.id, o.slug, o.name FROM {index} JOIN organisations_organisation o "
    "ON o.id = {index}.rowid WHERE {index} MATCH ? ORDER BY {index}.rank LIMIT 20",
    f"SELECT count(*) FROM {_HITS}",
    "SELECT m.municipality_id, count(*) FROM {index} JOIN "
    "organisations_organisation_municipalities m ON m.organisation_id = {index}.rowid "
    "WHERE {index} MATCH ? GROUP BY 1",
    "SELECT a.area_id, count(*) FROM {index} JOIN organisations_organisation_areas a "
    "ON a.organisation_id = {index}.rowid WHERE {index} MATCH ? GROUP BY 1",
)


def _raw(index: str, question: str) -> None:
    from django.db import connection

    for statement in _RAW:
        asked = statement.format(index=index)
        connection.connection.execute(asked, (question,)).fetchall()


def _same(words: str) -> str:
    """Return what the product's own index is asked for words."""
    from overens.organisations.models.searching import fts5_of
    from overens.organisations.rules import question_of, typed_words

    return fts5_of(question_of(typed_words(words)).hits)


def _whole_words(words: str) -> str:
    from overens.organisations.rules import words_of

    asked = " ".join(f'"{word}"' for word in words_of(words))
    return asked + ("*" if words.endswith("*") else "")


def _by_turns(questions: Sequence[str]) -> Taken:
    kept = Taken([], [], [])
    columns = (kept.ours, kept.same, kept.plain)
    for turn in range(TURNS):
        for words in questions:
            same, plain = _same(words), _whole_words(words)
            seconds = (
                taken(lambda words=words: _ours(words)),
                taken(lambda same=same: _raw("organisations_search", same)),
                taken(lambda plain=plain: _raw("plain", plain)),
            )
            if turn:
                for each, one in zip(columns, seconds, strict=True):
                    each.append(one)
    return kept


def _p95(seconds: Sequence[float]) -> float:
    return statistics.quantiles(seconds, n=20)[18]


def _two(seconds: Sequence[float]) -> str:
    return f"{ms(statistics.median(seconds))} / {ms(_p95(seconds))}"


def _line(rows: int, kind: str, kept: Taken) -> tuple[str, ...]:
    if kind == "broad":
        ratio = statistics.median(kept.ours) / statistics.median(kept.same)
        goal = "p50 ≤ 0.35x"
    else:
        ratio = _p95(kept.ours) / _p95(kept.same)
        goal = f"p95 ≤ 1.25x + 4 ms = {ms(1.25 * _p95(kept.same) + 0.004)}"
    goal = "p95 ≤ 10 ms" if kind == "number" else goal
    spent = (_two(kept.ours), _two(kept.same), times(ratio), goal, _two(kept.plain))
    return (f"{rows:,}", kind, *spent)


def _slip(word: str, chance: random.Random) -> str:
    """Return a word with one letter gone, doubled, changed or its places changed."""
    at = chance.randrange(1, len(word) - 1)
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + chance.choice("aeinorst") + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )


def _misspelt(rows: int, words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return what a slip in a word of a name costs, and how often it is found."""
    from overens.organisations.models import Organisation
    from overens.organisations.queries import Search, search

    chance = random.Random(SEED + 1)
    wrong = {word: _slip(word, chance) for word in words}
    right: list[float] = []
    slipped: list[float] = []
    for turn in range(TURNS):
        for word in words:
            one = taken(lambda word=word: _ours(word))
            other = taken(lambda word=word: _ours(wrong[word]))
            if turn:
                right.append(one)
                slipped.append(other)
    most = 3 * _p95(right) + 0.005
    line = (
        f"{rows:,}",
        "one slip in a word, beside the word spelt right (second column)",
        _two(slipped),
        _two(right),
        times(_p95(slipped) / _p95(right)),
        f"p95 ≤ 3x + 5 ms = {ms(most)}",
        "",
    )
    some = chance.sample(range(1, rows + 1), min(rows, 200))
    found = asked = 0
    for pk, name in Organisation.objects.filter(pk__in=some).values_list("pk", "name"):
        long = [word for word in name.split() if len(word) > 4 and word.isalpha()]
        if not long:
            continue
        word = chance.choice(long)
        words_typed = name.replace(word, _slip(word, chance), 1)
        asked += 1
        found += pk in search(Search("own", DAY, words_typed), most=20).ids
    share = f"{found} of {asked} = {found / asked:.0%}"
    return [
        line,
        (f"{rows:,}", "one slip in a name: found", share, "", "", "≥ 95 %", ""),
    ]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--size"]:
        _size, sheet_path, data_path = sys.argv[2:5]
        told = measure_size(int(_size), Path(sheet_path), Path(data_path))
        print(json.dumps(told, ensure_ascii=False))
    else:
        run_alone(measure)
