"""Read one file from standard input, print its rows as JSON, some hundred a line.

Arguments: ``sheet``, ``book`` (every sheet) or ``word``, and the limits as JSON. The
last line is an object: ``{"done": rows}`` or ``{"fault": name, …}``. Without a last
line the process was ended by a limit.
"""

from __future__ import annotations

import json
import re
import sys

from overens.common.sheets.opening.fault import Fault
from overens.common.sheets.opening.sheet import book_rows, sheet_rows
from overens.common.sheets.opening.word import word_rows

READERS = {"sheet": sheet_rows, "book": book_rows, "word": word_rows}

# Rows a line: fewer and larger pieces cross the border faster.
TOGETHER = 500

# How JSON writes a control character: a quick look before the slow one.
_ESCAPED_CONTROL = re.compile(r"\\u00[01]|\\[bf]|\\uff")

# What no database and no page can hold.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def limit_self(*, memory: int, seconds: int) -> None:
    """Bind this process to so many bytes and seconds; the system ends it beyond."""
    if sys.platform == "win32":
        return  # no such limits there; the caller's time limit still holds
    import resource

    for kind, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        try:
            resource.setrlimit(kind, (value, value))
        except (ValueError, OSError):
            # A system that refuses one limit keeps the others.
            continue


def main(arguments: list[str]) -> int:
    """Read one file, print its rows."""
    kind, limits = arguments[0], json.loads(arguments[1])
    data = sys.stdin.buffer.read()
    limit_self(memory=limits["memory"], seconds=limits["seconds"])
    number = 0
    waiting: list[list[str]] = []
    try:
        for number, row in enumerate(READERS[kind](data, limits), 1):
            if len(row) > limits["columns"]:
                raise Fault("wide", row=number, limit=limits["columns"])
            waiting.append(row)
            if len(waiting) == TOGETHER:
                _say(waiting)
                waiting.clear()
        _say(waiting)
        _say({"done": number})
    except Fault as fault:
        _say(fault.facts)
    except (MemoryError, RecursionError):
        _say({"fault": "damaged"})
    return 0


def _say(values: list[list[str]] | dict[str, object]) -> None:
    """Print rows, or the last word, as one line."""
    line = json.dumps(values)
    if _ESCAPED_CONTROL.search(line):
        cleaned = [[_CONTROL.sub("", cell) for cell in row] for row in values]
        line = json.dumps(cleaned)
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
