"""A survey's results, files and answering, from thirteen answers to a million.

    python -m bench.answers [--full]

Each size is measured in a process of its own, on a database of its own that is thrown
away. A million answers take some five minutes and 4 GB of disk.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench import world
from bench.memory import rollup
from bench.part import Part, medians, ms, taken, times

SIZES = (13, 10_000, 100_000)
FULL_SIZES = (13, 10_000, 100_000, 1_000_000)
SEED = 11
TURNS = 15
# Where the files of answers are written too.
FILES = (10_000, 100_000)
HEADINGS = ("answers", "what", "time", "beside", "ratio", "goal")

QUESTIONS = (
    "leg",
    "knows",
    "uses",
    "has",
    "hurdles",
    "helps",
    "satisfied",
    "works",
    "again",
)


def measure(sizes: tuple[int, ...] = SIZES) -> Part:
    """Measure each size, and put the lines together."""
    lines: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory(prefix="overens-bench-answers-") as folder:
        for size in sizes:
            told = _alone(["--size", str(size), str(Path(folder) / f"data-{size}")])
            lines += [tuple(line) for line in told["lines"]]
            if size == FILES[0]:
                few = told
            if size == FILES[1]:
                ratio = told["csv"] / few["csv"]
                goal = "≤ 12x, ≤ 300 MB"
                line = (f"{size:,}", "answers as CSV, beside 10,000", ms(told["csv"]))
                lines.append((*line, ms(few["csv"]), times(ratio), goal))
    return Part(
        "Results of a survey, by its answers",
        "Nine questions (four single, two of several among eight, three grades) and "
        "one cross table with its test; an open survey in which a tenth answered for "
        f"two and a tenth gave two answers. Median of {TURNS} turns by turns, from the "
        "database to all figures with their words. Floor: numpy counts the same "
        "columns, held in memory, by one `bincount` each and one for the table: no "
        "persons, no intervals, no words. A process keeps the tests of tables, so only "
        "the first time has one. CSV: the answers one by one as the command writes "
        "them, piece by piece; memory is that of the whole process. Up to a million: "
        "`python -m bench.answers --full` (some five minutes).",
        HEADINGS,
        lines,
    )


def _alone(arguments: list[str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.answers", *arguments]
    done = subprocess.run(command, cwd=world.ROOT, check=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


# --- one size, in a process of its own ------------------------------------------------


def measure_size(size: int, data: Path) -> dict[str, Any]:
    """Fill a database with so many answers and measure on it."""
    data.mkdir()
    os.environ["OVERENS_SPACE"] = "none"
    world.open_here(data)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    survey = _filled(size)
    from overens.surveys.actions.columns import lay_out

    laying = taken(lambda: lay_out(survey))
    lines = [*_results(survey, size)]
    if size > FILES[0]:
        lines.append((f"{size:,}", "to lay the answers out", ms(laying), "", "", ""))
    told: dict[str, Any] = {"lines": lines}
    if size in FILES:
        told["csv"], memory = _csv(survey)
        line = (f"{size:,}", "memory while the CSV is written", f"{memory:.0f} MB")
        lines.append((*line, "", "", "≤ 300 MB"))
    return told


def _options(*keys: str) -> list[dict[str, str]]:
    return [{"key": key, "sv": key.title(), "en": key.title()} for key in keys]


def definition() -> dict[str, Any]:
    """Return a survey of nine questions with one answer or several, and no frame."""
    kinds = {
        "leg": ("single", _options("care", "growth")),
        "knows": ("single", _options("yes", "vaguely", "no")),
        "uses": ("single", _options("yes", "vaguely", "no")),
        "has": ("single", _options("yes", "no")),
        "hurdles": ("multi", _options(*"abcdefgh")),
        "helps": ("multi", _options(*"abcdefgh")),
        "satisfied": ("scale", _options(*"12345")),
        "works": ("scale", _options(*"12345")),
        "again": ("scale", _options(*"12345")),
    }
    words = {"sv": "svar", "en": "answer"}
    return {
        "survey": {
            "slug": "many",
            "space": "bench",
            "mode": "open",
            "origin": "made up",
            "published": True,
            **dict.fromkeys(
                ("title", "unit", "units", "respondent", "respondents"), words
            ),
        },
        "questions": [
            {
                "key": key,
                "kind": kind,
                "title": {"sv": key, "en": key},
                "options": options,
            }
            for key, (kind, options) in kinds.items()
        ],
        "frame": {"open": True},
    }


def _filled(size: int) -> Any:
    """Make the survey and its answers; one in ten pooled, one in ten of two sheets."""
    import uuid

    from overens.accounts.models import Space
    from overens.common.audit import operator
    from overens.surveys.actions import load_survey
    from overens.surveys.models import AnswerSheet

    Space.objects.create(slug="bench", name={"sv": "Mätning"}, origin="made up")
    survey = load_survey(definition(), by=operator())
    questionnaire = survey.questionnaires.get()
    chance = random.Random(SEED)
    options = {
        question["key"]: [option["key"] for option in question["options"]]
        for question in definition()["questions"]
    }

    def one(key: str) -> Any:
        if chance.random() < 0.1:
            return None
        if key in ("hurdles", "helps"):
            return [o for o in options[key] if chance.random() < 0.3] or ["a"]
        return chance.choice(options[key])

    def rows() -> Iterator[AnswerSheet]:
        giver = None
        for number in range(size):
            is_second, giver_before = number % 20 == 1, giver
            giver = uuid.UUID(int=chance.getrandbits(128)) if number % 20 == 0 else None
            said = {key: one(key) for key in QUESTIONS}
            pooled = number % 10 == 5
            yield AnswerSheet(
                survey=survey,
                questionnaire=questionnaire,
                giver=giver_before if is_second else giver,
                answers={key: value for key, value in said.items() if value},
                unit_count=2 if pooled else 1,
                pooled=pooled,
            )

    batch: list[AnswerSheet] = []
    for row in rows():
        batch.append(row)
        if len(batch) == 5_000:
            AnswerSheet.objects.bulk_create(batch, batch_size=1_000)
            batch = []
    AnswerSheet.objects.bulk_create(batch, batch_size=1_000)
    return survey


def _results(survey: Any, size: int) -> Iterator[tuple[str, ...]]:
    """Take the results as page and file get them beside the floor, by turns."""
    from overens.surveys.queries import (
        questions_to_cross,
        result_document,
        shown_cross,
        shown_survey,
    )

    def ours() -> None:
        shown = shown_survey(survey, "sv", only_figures=True)
        result_document(shown)
        by_key = {item.key: item for item in questions_to_cross(shown)}
        assert shown_cross(shown, by_key["knows"], by_key["satisfied"]) is not None

    yield (
        f"{size:,}",
        "results and a cross table, first time",
        ms(taken(ours)),
        "",
        "",
        "",
    )
    found = medians({"ours": ours, "floor": _floor(survey)}, times=TURNS)
    goal = "≤ 4x" if size >= 1_000_000 else "≤ 50 ms" if size <= 10_000 else ""
    ratio = times(found["ours"] / found["floor"])
    yield (
        f"{size:,}",
        "results and a cross table",
        ms(found["ours"]),
        ms(found["floor"]),
        ratio,
        goal,
    )


def _floor(survey: Any) -> Callable[[], object]:
    """Return what counts the same columns with numpy and does nothing besides."""
    import numpy

    from overens.surveys.queries import every_part
    from overens.surveys.queries.counting import laid_out

    columns = laid_out(survey, every_part(survey, "sv"))
    kept = {
        key: (column.codes.copy(), len(column.answers))
        for key, column in columns.questions.items()
    }
    weights = columns.weights

    def work() -> None:
        for codes, size in kept.values():
            numpy.bincount(codes, weights=weights, minlength=size)
        (rows, high), (across, wide) = kept["knows"], kept["satisfied"]
        pairs = rows.astype(numpy.intp) * wide + across
        numpy.bincount(pairs, weights=weights, minlength=high * wide)

    return work


def _csv(survey: Any) -> tuple[float, float]:
    """Return seconds and the most memory in MB of writing the answers as CSV."""
    from overens.surveys.queries import answers_file

    most = 0.0

    def work() -> None:
        nonlocal most
        for number, _piece in enumerate(answers_file(survey, "csv")):
            if number % 20 == 0:
                most = max(most, rollup(os.getpid(), "Rss"))

    seconds = min(taken(work) for _turn in range(3))
    return seconds, most


def main() -> None:
    """Measure one size, or all; print as ``bench.part.run_alone`` does."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", nargs=2, metavar=("ANSWERS", "FOLDER"))
    parser.add_argument("--full", action="store_true", help="up to a million answers")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--data", help="not used: each size has its own database")
    options = parser.parse_args()
    if options.size:
        size, folder = options.size
        print(json.dumps(measure_size(int(size), Path(folder)), ensure_ascii=False))
        return
    part = measure(FULL_SIZES if options.full else SIZES)
    print(
        json.dumps(asdict(part), ensure_ascii=False) if options.json else part.as_text()
    )


if __name__ == "__main__":
    main()
