"""Something is wrong with a file: said across the border between two processes."""

from __future__ import annotations


class Fault(Exception):
    """Something is wrong with the file; the name and what the sentence needs."""

    def __init__(self, name: str, **facts: object) -> None:
        super().__init__(name)
        self.facts = {"fault": name, **facts}
