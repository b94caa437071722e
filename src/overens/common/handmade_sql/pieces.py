"""What one piece of hand-made SQL is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """One table, index or trigger.

    Attributes:
        kind: ``table``, ``index`` or ``trigger``.
        name: as the database knows it.
        sqlite: the statement that makes it there; empty = not needed.
        postgresql: likewise.
        must_hold: a part of the stored definition that has to be there (SQLite).
        on: the table that it belongs to, where it is none itself.
        needs: a table and a column of it without which it cannot be made yet.
        then: statements that put right what was missed while it was gone (SQLite).
    """

    kind: str
    name: str
    sqlite: str
    postgresql: str
    must_hold: str = ""
    on: str = ""
    needs: tuple[str, str] | None = None
    then: str = ""

    def statement(self, vendor: str) -> str:
        """Return the statement for a database, or an empty text."""
        return self.sqlite if vendor == "sqlite" else self.postgresql

    def removal(self, vendor: str) -> str:
        """Return the statement that takes it away."""
        after = (
            f" ON {self.on}" if self.kind == "trigger" and vendor != "sqlite" else ""
        )
        return f"DROP {self.kind} IF EXISTS {self.name}{after}"
