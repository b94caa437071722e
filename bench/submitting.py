"""What answering a survey costs: its pages, sending, and four processes at once.

    python -m bench submitting

On a database of its own. The plain side makes the same writes, each in a transaction
of its own, as the answer does: that a link is begun, the answer, and that the link is
used. Nothing may tie an answer to its link, so the three cannot be one.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench import world
from bench.answers import definition
from bench.part import Part, medians, ms, times
from bench.plain_writes import PLAIN_TABLES, plain_writes

TURNS = 40
PEOPLE, PROCESSES = 36_000, 4
# Two times, by turns with the same writes.
SECONDS, ROUNDS = 5, 2
HEADINGS = ("what", "time", "beside", "ratio", "goal")
MINIMAL = "/bench/minimal"
WRITES = "/bench/same-writes"
HERE = "/svara/"
AS_FORM = "application/x-www-form-urlencoded"


def measure(data: Path) -> Part:
    """Measure the pages in this process, then four processes on one database."""
    tokens = _opened(data)
    lines = [*_pages(tokens)]
    lines.append(_at_once(data, tokens[10 * TURNS :]))
    return Part(
        "Answering a survey",
        "An anonymous survey of nine questions that "
        f"{PEOPLE:,} people are asked, by personal link. Median of {TURNS} turns by "
        "turns through Django's test client. Empty: a view without template or query, "
        "through the same middleware; what the page consists of stands under it, and "
        "the minimal view is what a page of ten queries costs: sixty rows in a bare "
        "table. Same writes: a view "
        f"that makes the statements alone. At once: {PROCESSES} processes send answers "
        f"for {SECONDS} seconds and as many make the same writes with `sqlite3` and "
        f"`synchronous=FULL`, {ROUNDS} times by turns; how many each came to. The load "
        f"meanwhile: {os.getloadavg()[1]:.0f}, where {os.cpu_count()} is full.",
        HEADINGS,
        lines,
    )


def _opened(data: Path) -> list[str]:
    """Open a survey in a new database; return the tokens of those who are asked."""
    data.mkdir(exist_ok=True)
    world.open_here(data)
    from django.core.management import call_command
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    from overens.accounts.models import Space
    from overens.common.audit import operator
    from overens.common.models import OutgoingMail
    from overens.surveys.actions import invite, load_survey, open_survey

    by = operator()
    Space.objects.create(slug="bench", name={"sv": "Mätning"}, origin="made up")
    asked = definition() | {
        "frame": {
            "units": [{"key": f"u{n}", "sv": f"Enhet {n}"} for n in range(PEOPLE)],
            "respondents": [
                {"key": f"p{n}", "name": f"Person {n}", "units": [f"u{n}"]}
                for n in range(PEOPLE)
            ],
        }
    }
    asked["survey"] |= {"mode": "anonymous", "published": False}
    survey = load_survey(asked, by=by)
    open_survey(
        survey,
        last_day=timezone.localdate() + timedelta(days=9),
        passphrase="fyra ord i en rad",
        small_groups_told=True,
        by=by,
    )
    addresses = {f"p{n}": f"p{n}@example.org" for n in range(PEOPLE)}
    invite(survey, addresses=addresses, by=by)
    bodies = OutgoingMail.objects.order_by("id").values_list("body", flat=True)
    found = [re.search(r"/svara/#([a-z2-7]{52})", body) for body in bodies]
    return [each[1] for each in found if each]


# --- one at a time --------------------------------------------------------------------


def _pages(tokens: list[str]) -> list[tuple[str, ...]]:
    from django.conf import settings
    from django.test import Client

    settings.ROOT_URLCONF = "bench.minimal"
    client = Client(headers={"host": "127.0.0.1"})
    left = iter(tokens)

    def get(path: str) -> Callable[[], object]:
        def work() -> None:
            assert client.get(path).status_code == 200

        return work

    def post(sent: str) -> str:
        response = client.post(HERE, sent, content_type=AS_FORM)
        assert response.status_code == 200, response.content.decode()[:500]
        return response.content.decode()

    # As a browser sends a form without files; it makes the body, not we.
    first = _hidden(post(urlencode({"code": next(left)})))
    question = _hidden(post(urlencode({**first, "go": "begin"})))
    check = {**question, "go": "next"}
    turned = urlencode(check)

    from overens.surveys.actions import answer
    from overens.surveys.rules import GivenSheet
    from overens.surveys.views import answer_pages as pages
    from overens.surveys.views.sitting import sitting_of

    def form() -> None:
        post(turned)

    def read() -> Any:
        return sitting_of(check["code"], carried=check["carried"], language="sv")

    asked = client.post(HERE, turned, content_type=AS_FORM).wsgi_request
    sitting = read()
    place = sitting.after(sitting.place)

    def send() -> None:
        begun = _hidden(post(urlencode({"code": next(left)})))
        all_of_it = urlencode({**begun, "carried": _filled(begun), "go": "send"})
        began = time.perf_counter()
        page = post(all_of_it)
        sent.append(time.perf_counter() - began)
        assert "Tack" in page

    sent: list[float] = []
    found = medians(
        {
            "empty": get(world.EMPTY),
            "minimal": get(MINIMAL),
            "form": form,
            "read": read,
            "draw": lambda: pages.page_at(asked, sitting, place),
            "writes": get(WRITES),
            "send": send,
            "answer": lambda: answer(next(left), sheets=[GivenSheet(CELLS)]),
            "thank": lambda: pages.receipt_page(asked, sitting),
        },
        times=TURNS,
    )
    sending = sorted(sent)[len(sent) // 2]
    return [
        _line("a question’s page, beside an empty view", found["form"], found["empty"]),
        _line("a question’s page, beside the minimal", found["form"], found["minimal"]),
        _part("reading what it is about", found["read"], found["form"]),
        _part("drawing it", found["draw"], found["form"]),
        _line("sending, beside the same writes", sending, found["writes"]),
        _part("reading, sealing and writing", found["answer"], sending),
        _part("drawing the receipt", found["thank"], sending),
    ]


def _line(what: str, ours: float, beside: float) -> tuple[str, ...]:
    return what, ms(ours), ms(beside), times(ours / beside), "≤ 1.5x"


def _part(what: str, seconds: float, whole: float) -> tuple[str, ...]:
    return f"– of it {what}", ms(seconds), "", f"{seconds / whole:.0%}", ""


def _hidden(page: str) -> dict[str, str]:
    """Return what the page's form carries."""
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in fields}


CELLS = {"leg": "care", "knows": "yes", "satisfied": "3", "works": "4"}


def _filled(carried: dict[str, str]) -> str:
    said = json.loads(carried.get("carried") or "{}")
    said["fields"] = {f"0.{key}-answer": [value] for key, value in CELLS.items()}
    return json.dumps(said)


# --- four at once ---------------------------------------------------------------------


def _at_once(data: Path, tokens: list[str]) -> tuple[str, ...]:
    """Let processes send answers for some seconds, and then make the same writes."""
    from overens.common.models import BallotAnswer

    ours, plain, longest = 0, 0, 0.0
    for number in range(ROUNDS):
        came, slowest = _run(data, "answer", tokens[number::ROUNDS])
        # Those that were counted are in, each once.
        assert BallotAnswer.objects.count() >= ours + came
        ours, longest = ours + came, max(longest, slowest)
        plain += _run(data, "write", tokens[number::ROUNDS])[0]
    seconds = SECONDS * ROUNDS
    return (
        f"answers of {PROCESSES} processes in {seconds} s (longest {ms(longest)})",
        f"{ours:,}",
        f"{plain:,}",
        times(ours / plain),
        "≥ 0.7x",
    )


def _run(data: Path, what: str, tokens: list[str]) -> tuple[int, float]:
    programs = []
    for number in range(PROCESSES):
        command = [sys.executable, "-m", "bench.submitting", "--data", str(data)]
        command += ["--do", what]
        programs.append(
            subprocess.Popen(
                command,
                cwd=world.ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        assert programs[-1].stdin is not None
        programs[-1].stdin.write("\n".join(tokens[number::PROCESSES]) + "\n")
    counted, longest = 0, 0.0
    # All are started before any begins: each waits for the end of its list.
    for program in programs:
        assert program.stdin is not None
        program.stdin.close()
    for program in programs:
        assert program.stdout is not None
        done, slowest = program.stdout.read().split()
        assert program.wait() == 0
        counted, longest = counted + int(done), max(longest, float(slowest))
    return counted, longest


def _answer(data: Path, tokens: list[str]) -> None:
    world.open_here(data)
    from overens.surveys.actions import answer
    from overens.surveys.rules import GivenSheet

    _until_over(tokens, lambda token: answer(token, sheets=[GivenSheet(CELLS)]))


def _write(data: Path, tokens: list[str]) -> None:
    import overens  # noqa: F401  (puts the mended SQLite in place)

    import sqlite3  # isort: skip

    base = sqlite3.connect(data / "overens.sqlite3", timeout=30, isolation_level=None)
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("PRAGMA synchronous = FULL")
    for statement in PLAIN_TABLES:
        base.execute(statement)

    def work(token: str) -> None:
        for statement, values in plain_writes(token):
            base.execute("BEGIN IMMEDIATE")
            base.execute(statement.replace("%s", "?"), values)
            base.execute("COMMIT")

    # It is faster, and must not come to the end of the links.
    _until_over([f"{token}{turn}" for turn in range(20) for token in tokens], work)


def _until_over(tokens: list[str], work: Callable[[str], Any]) -> None:
    """Work through tokens until the time is over; print how many, and the slowest."""
    work(tokens[0])  # The first has what is loaded once.
    over, done, slowest = time.perf_counter() + SECONDS, 0, 0.0
    for token in tokens[1:]:
        began = time.perf_counter()
        if began > over:
            break
        work(token)
        done, slowest = done + 1, max(slowest, time.perf_counter() - began)
    else:
        sys.exit("There were too few links for so fast a machine.")
    print(done, slowest)


def main() -> None:
    """Measure, or be one of the processes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--do", choices=("answer", "write"))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--data", type=Path, help="only for the processes")
    options = parser.parse_args()
    if options.do:
        tokens = sys.stdin.read().split()
        {"answer": _answer, "write": _write}[options.do](options.data, tokens)
        return
    with tempfile.TemporaryDirectory(prefix="overens-bench-") as folder:
        part = measure(Path(folder) / "data")
    print(
        json.dumps(asdict(part), ensure_ascii=False) if options.json else part.as_text()
    )


if __name__ == "__main__":
    main()
