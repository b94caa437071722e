"""Finds the sentences of the personal-data map, which the page shows in Swedish too.

``personal("Reaches the one asked.", retention="ninety days", …)`` stands beside the
fields in the models; its words are messages though no gettext function is called.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator


def data_map_messages(source: bytes) -> Iterator[str]:
    """Yield purpose and retention of each ``personal(…)`` call of a module."""
    if b"personal(" not in source:
        return
    for node in ast.walk(ast.parse(source)):
        if not (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "personal"
        ):
            continue
        said = [*node.args[:1]]
        said += [word.value for word in node.keywords if word.arg == "retention"]
        for value in said:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value.value
