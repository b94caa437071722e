"""The writes that an answer makes, by themselves: three statements on two tables."""

from __future__ import annotations

from hashlib import sha256
from uuid import uuid4

PLAIN_TABLES = tuple(
    f"CREATE TABLE IF NOT EXISTS plain_{name} "
    "(hash TEXT PRIMARY KEY, said TEXT, begun INT, used INT)"
    for name in ("token", "answer")
)


def plain_writes(token: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the statements, each to be made in a transaction of its own."""
    key, said = sha256(token.encode()).hexdigest(), uuid4().hex * 12
    return [
        ("INSERT OR IGNORE INTO plain_token VALUES (%s, '', 1, 0)", (key,)),
        ("INSERT OR IGNORE INTO plain_answer VALUES (%s, %s, 0, 0)", (said, said)),
        ("UPDATE plain_token SET used = 1 WHERE hash = %s", (key,)),
    ]
