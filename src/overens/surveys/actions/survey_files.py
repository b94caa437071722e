"""Reads a survey's file, TOML or JSON, and makes the survey of it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from overens.accounts.models import Space
from overens.common.audit import Actor
from overens.errors import Unreadable
from overens.surveys.actions.surveys import load_survey
from overens.surveys.models import Survey


def load_survey_file(
    path: Path | str, *, by: Actor, space: Space | None = None
) -> Survey:
    """Make a survey from a file in the own format, TOML or JSON.

    Args:
        path: the file.
        by: who makes it.
        space: where it belongs; else the file's own ``survey.space``.

    Raises:
        Unreadable: the file is neither TOML nor JSON.
        RuleBroken: its content does not hold together; nothing is made then.
    """
    return load_survey(read_survey_file(path), by=by, space=space)


def read_survey_file(path: Path | str) -> Mapping[str, Any]:
    """Return the content of a survey file.

    Raises:
        Unreadable: it cannot be read as TOML or JSON.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise Unreadable() from fault
    return read_survey_data(data, path.suffix)


def read_survey_data(data: bytes, suffix: str) -> Mapping[str, Any]:
    """Return the content of a survey file: JSON by its suffix, else TOML.

    Raises:
        Unreadable: it cannot be read as what it is.
    """
    try:
        text = data.decode("utf-8-sig")
        read = json.loads(text) if suffix == ".json" else tomllib.loads(text)
    except (ValueError, RecursionError) as fault:
        raise Unreadable() from fault
    if not isinstance(read, dict):
        raise Unreadable()
    return read
