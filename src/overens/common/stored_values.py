"""Frozen dataclasses as plain JSON and back: what is published is kept as it was.

What is published has to look the same in ten years, whatever the rows say by then; so
the thing itself is kept, not a recipe for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any


class Stored:
    """Writes values of known kinds as plain JSON and reads them back.

    Args:
        what: what holds them, for whoever adds a part of a new kind: "A report".
        kinds: the dataclasses that may be in it.
    """

    def __init__(self, what: str, kinds: Iterable[type[Any]]) -> None:
        self.what = what
        self.kinds = {kind.__name__: kind for kind in kinds}

    def to_stored(self, value: Any) -> Any:
        """Return a value as plain JSON.

        Raises:
            TypeError: a part is of a kind that could not be read back.
        """
        if is_dataclass(value) and not isinstance(value, type):
            kind = type(value).__name__
            if kind not in self.kinds:
                raise TypeError(f"{self.what} cannot keep a {kind}.")
            return {"is": kind} | {
                field.name: self.to_stored(getattr(value, field.name))
                for field in fields(value)
                if field.init
            }
        if isinstance(value, (tuple, list)):
            return [self.to_stored(each) for each in value]
        if isinstance(value, date):
            return {"is": "date", "day": value.isoformat()}
        if value is None or isinstance(value, (str, int, float, bool)):
            return str(value) if isinstance(value, str) else value
        raise TypeError(f"{self.what} cannot keep a {type(value).__name__}.")

    def from_stored(self, value: Any) -> Any:
        """Return what ``to_stored`` wrote; lists come back as tuples."""
        if isinstance(value, list):
            return tuple(self.from_stored(each) for each in value)
        if not isinstance(value, dict):
            return value
        if value["is"] == "date":
            return date.fromisoformat(value["day"])
        kind = self.kinds[value["is"]]
        known = {field.name for field in fields(kind) if field.init}
        return kind(
            **{
                name: self.from_stored(each)
                for name, each in value.items()
                if name in known
            }
        )
