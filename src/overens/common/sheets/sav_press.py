"""Writes and reads SPSS files (.sav) in a process of its own.

The libraries take a hundred megabytes and do not give them back, so no web process
imports them. Run as ``python -m overens.common.sheets.sav_press write FILE`` with JSON
lines on standard input: first what the file is, then a row a line; or ``read FILE``,
which prints the names and then a row a line. Django is not needed.
"""

from __future__ import annotations

import json
import math
import sys
from typing import Any


def write(path: str) -> None:
    """Write the file that standard input describes."""
    import pandas
    import pyreadstat

    about = json.loads(sys.stdin.readline())
    variables = about["variables"]
    columns: list[list[Any]] = [[] for _each in variables]
    for line in sys.stdin:
        for column, value in zip(columns, json.loads(line), strict=True):
            column.append(value)
    names = [each["name"] for each in variables]
    frame = pandas.DataFrame(
        {
            each["name"]: pandas.Series(
                column, dtype="object" if each["is_text"] else "float64"
            )
            for each, column in zip(variables, columns, strict=True)
        },
        columns=names,
    )
    numbers = [each for each in variables if not each["is_text"]]
    pyreadstat.write_sav(
        frame,
        path,
        file_label=about["label"],
        note=about["notes"],
        column_labels={each["name"]: each["label"] for each in variables},
        variable_value_labels={
            each["name"]: {float(code): said for code, said in each["values"].items()}
            for each in numbers
            if each["values"]
        },
        missing_ranges={
            each["name"]: each["missing"] for each in variables if each["missing"]
        },
        variable_measure={each["name"]: each["measure"] for each in variables},
        variable_format={each["name"]: each["form"] for each in numbers},
        row_compress=True,
    )


def read(path: str) -> None:
    """Print the file's names, and then its rows."""
    import pyreadstat

    columns, _about = pyreadstat.read_sav(
        path, user_missing=True, disable_datetime_conversion=True, output_format="dict"
    )
    say = sys.stdout.write
    say(json.dumps(list(columns)) + "\n")
    for row in zip(*columns.values(), strict=True):
        say(json.dumps([_plain(value) for value in row]) + "\n")


def _plain(value: Any) -> Any:
    if isinstance(value, str) or value is None:
        return value
    number = float(value)
    return None if math.isnan(number) else number


if __name__ == "__main__":
    {"write": write, "read": read}[sys.argv[1]](sys.argv[2])
