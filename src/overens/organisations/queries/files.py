"""Files of the register, read into the rows that the imports take."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from overens.common.commands import read_bytes
from overens.common.sheets import read_sheet
from overens.organisations.rules import FileNotRead, row_of_sheet


def toml_of(path: Path) -> dict[str, Any]:
    """Return a TOML file's contents.

    Raises:
        NoSuchFile: there is none, or it may not be read.
        FileNotRead: it is not TOML; the sentence says where.
    """
    try:
        return tomllib.loads(read_bytes(path).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise FileNotRead(path=path.name, fault=str(fault)) from fault


def features_of(path: Path) -> list[dict[str, Any]]:
    """Return the features of a GeoJSON file, for ``actions.import_outlines``.

    Raises:
        NoSuchFile: there is none, or it may not be read.
        FileNotRead: it is not GeoJSON with features; the sentence says where.
    """
    try:
        whole = json.loads(read_bytes(path).decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        raise FileNotRead(path=path.name, fault=str(fault)) from fault
    features = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(features, list) or not all(
        isinstance(feature, dict) for feature in features
    ):
        raise FileNotRead(path=path.name, fault="FeatureCollection")
    return features


def organisations_of(path: Path) -> list[dict[str, Any]]:
    """Return the organisations of a file, ready for ``actions.import_organisations``.

    A TOML file has ``[[organisation]]`` or, for public bodies, ``[[body]]``; a sheet
    (CSV, .xlsx, .ods) has the headings of ``rules.row_of_sheet``.

    Raises:
        NoSuchFile, FileNotRead, SheetUnreadable: it cannot be read.
    """
    if path.suffix.lower() == ".toml":
        found = toml_of(path)
        return [*found.get("organisation", ()), *found.get("body", ())]
    heading, *rows = read_sheet(read_bytes(path), path.name)
    names = [name.strip().lower() for name in heading]
    return [
        row_of_sheet(dict(zip(names, cells, strict=True)))
        for cells in rows
        if any(cell.strip() for cell in cells)
    ]
