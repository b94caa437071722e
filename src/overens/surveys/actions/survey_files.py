"""Reads a survey's file, TOML, JSON or XLSForm, and makes the survey of it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from overens.accounts.models import Space
from overens.common.audit import Actor
from overens.common.sheets import STANDARD, Limits, read_book
from overens.errors import Unreadable
from overens.surveys.actions.surveys import load_survey
from overens.surveys.models import Survey
from overens.surveys.rules import read_xlsform

# What an XLSForm is saved as; .xls comes with a sentence on how to save it anew.
BOOKS = (".xlsx", ".xls", ".ods")


def load_survey_file(
    path: Path | str, *, by: Actor, space: Space | None = None
) -> Survey:
    """Make a survey from a file: the own format as TOML or JSON, or an XLSForm.

    Args:
        path: the file.
        by: who makes it.
        space: where it belongs; else the file's own ``survey.space``.

    Raises:
        Unreadable: the file is none of them.
        RuleBroken: its content does not hold together; nothing is made then.
    """
    return load_survey(read_survey_file(path), by=by, space=space)


def read_survey_file(path: Path | str) -> Mapping[str, Any]:
    """Return the content of a survey file.

    Raises:
        Unreadable: it cannot be read as TOML, JSON or a workbook.
        FormRefused: it is an XLSForm with something that we cannot keep.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise Unreadable() from fault
    return read_survey_data(data, path.suffix)


def read_survey_data(
    data: bytes, suffix: str, *, limits: Limits = STANDARD
) -> Mapping[str, Any]:
    """Return the content of a survey file: a workbook, JSON by its suffix, else TOML.

    Args:
        suffix: of its name; a workbook is known by what it is.
        limits: how much a workbook may ask for.

    Raises:
        Unreadable: it cannot be read as what it is.
        FormRefused: it is an XLSForm with something that we cannot keep.
    """
    if suffix.lower() in BOOKS or data.startswith(b"PK\x03\x04"):
        return read_xlsform(read_book(data, limits=limits))
    try:
        text = data.decode("utf-8-sig")
        read = json.loads(text) if suffix == ".json" else tomllib.loads(text)
    except (ValueError, RecursionError) as fault:
        raise Unreadable() from fault
    if not isinstance(read, dict):
        raise Unreadable()
    return read
