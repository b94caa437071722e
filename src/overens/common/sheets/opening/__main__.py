"""Read one file from standard input, print its rows as JSON, one a line.

Arguments: ``sheet`` or ``word``, and the limits as JSON. The last line is an object:
``{"done": rows}`` or ``{"fault": name, …}``. Without a last line the process was
ended by a limit.
"""

from __future__ import annotations

import json
import re
import sys

from overens.common.sheets.opening.fault import Fault
from overens.common.sheets.opening.sheet import sheet_rows
from overens.common.sheets.opening.word import word_rows

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


READERS = {"sheet": sheet_rows, "word": word_rows}


def main(arguments: list[str]) -> int:
    """Read one file, print its rows."""
    kind, limits = arguments[0], json.loads(arguments[1])
    data = sys.stdin.buffer.read()
    limit_self(memory=limits["memory"], seconds=limits["seconds"])
    out = sys.stdout
    number = 0
    try:
        for number, row in enumerate(READERS[kind](data, limits), 1):
            if len(row) > limits["columns"]:
                raise Fault("wide", row=number, limit=limits["columns"])
            out.write(json.dumps([_CONTROL.sub("", cell) for cell in row]) + "\n")
        out.write(json.dumps({"done": number}) + "\n")
    except Fault as fault:
        out.write(json.dumps(fault.facts) + "\n")
    except (MemoryError, RecursionError):
        out.write(json.dumps({"fault": "damaged"}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
