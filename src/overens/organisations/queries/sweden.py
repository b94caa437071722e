"""What every register may start from: Sweden's municipalities, and the lists of areas.

Read from files in the package each time they are asked for: they are needed once in a
register's life, and would else stay in the memory of every process.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection, Mapping
from importlib.resources import files
from typing import Any

from overens.organisations.rules import SwedenMissing

_PACKAGE = "overens.organisations"


def counties() -> dict[str, str]:
    """Return the Swedish name of each county by its code ("13": "Hallands län").

    Raises:
        SwedenMissing: the file is not built.
    """
    named: dict[str, str] = _sweden()["counties"]
    return named


def municipalities_of(wanted: Collection[str] = ()) -> list[dict[str, Any]]:
    """Return the municipalities of counties, or all, in order of code.

    Args:
        wanted: codes of counties; all when there are none.

    Returns:
        Rows as ``actions.import_municipalities`` takes them, with their ``county``.

    Raises:
        SwedenMissing: the file is not built.
    """
    return [
        row
        for row in _sweden()["municipalities"]
        if not wanted or row["county"] in wanted
    ]


def area_texts() -> dict[str, Mapping[str, Mapping[str, str]]]:
    """Return the areas of each classification: texts by language, by key, in order."""
    text = files(_PACKAGE).joinpath("areas.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _sweden() -> dict[str, Any]:
    """Return what ``scripts/build_places.py`` wrote; its form is said there."""
    source = files(_PACKAGE).joinpath("places", "sweden.json")
    try:
        whole: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    except FileNotFoundError as fault:
        raise SwedenMissing() from fault
    return whole
