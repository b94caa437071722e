"""The log of what has changed in the register, read so that nothing is missed.

SQLite lets one write at a time: whoever has seen a line has seen all with lower
numbers. On PostgreSQL a line may come to be seen after higher ones, when its
transaction ends; so each says which transaction wrote it, and those that may have been
going on when the log was read are looked at again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from overens.organisations.models import SearchChange

# From so many changes it is faster to read everything again.
MANY_CHANGES = 5_000
# Lines are forgotten after seven days; who has not looked for so long may miss some.
LONGEST_UNREAD = timedelta(days=3)

Line = tuple[int, str]

# Lines and the oldest transaction still going on, of one and the same moment.
_AFTER = (
    "SELECT line.id, line.token, line.organisation, line.transaction, moment.oldest "
    "FROM (SELECT txid_snapshot_xmin(txid_current_snapshot()) AS oldest) moment "
    "LEFT JOIN organisations_searchchange line ON line.transaction >= {since} "
    "ORDER BY line.id LIMIT {most}"
)


@dataclass(frozen=True)
class Seen:
    """How far the log was read.

    Attributes:
        since: from which number (SQLite) or transaction (PostgreSQL) on it is read
            next time.
        lines: those from there on that were there already.
        at: when, in seconds since 1970.
    """

    since: int
    lines: frozenset[Line]
    at: float

    @property
    def is_old(self) -> bool:
        """Tell whether lines may have been forgotten unread."""
        return timezone.now().timestamp() - self.at > LONGEST_UNREAD.total_seconds()


@dataclass(frozen=True)
class _Read:
    """Lines from a place on, each with its organisation, and how far that was."""

    lines: dict[Line, int | None]
    seen: Seen


def read_whole() -> Seen:
    """Return how far the log goes now, to who reads everything (one query)."""
    if connection.vendor == "sqlite":
        newest = SearchChange.objects.order_by("-id").values_list("id", "token")[:1]
        lines = frozenset(newest)
        return _seen(max((pk for pk, _token in lines), default=0), lines)
    return _after("txid_snapshot_xmin(txid_current_snapshot())").seen


def read_on(seen: Seen) -> tuple[Seen, set[int] | None]:
    """Return how far the log goes now, and which organisations have changed (a query).

    None: all may have, or so many that it is faster to read everything again.
    """
    if seen.is_old:
        return seen, None
    if connection.vendor == "sqlite":
        lines = {
            (pk, token): whose
            for pk, token, whose in SearchChange.objects.filter(id__gte=seen.since)
            .order_by("id")
            .values_list("id", "token", "organisation")[: MANY_CHANGES + 2]
        }
        newest = max(lines, default=None)
        read = _Read(
            lines,
            _seen(newest[0], frozenset([newest]))
            if newest
            else _seen(seen.since, frozenset()),
        )
    else:
        read = _after(str(seen.since))
    if not seen.lines <= read.lines.keys():
        # A line is gone: what wrote it was taken back.
        return read.seen, None
    changed = {whose for line, whose in read.lines.items() if line not in seen.lines}
    if None in changed or len(read.lines) > MANY_CHANGES:
        return read.seen, None
    return read.seen, {whose for whose in changed if whose is not None}


def _seen(since: int, lines: frozenset[Line]) -> Seen:
    return Seen(since, lines, timezone.now().timestamp())


def _after(since: str) -> _Read:
    """Read lines from a transaction on (PostgreSQL)."""
    with connection.cursor() as cursor:
        cursor.execute(_AFTER.format(since=since, most=MANY_CHANGES + 2))
        rows = cursor.fetchall()
    oldest = rows[0][4]
    there = [row for row in rows if row[0] is not None]
    again = frozenset((row[0], row[1]) for row in there if row[3] >= oldest)
    return _Read({(row[0], row[1]): row[2] for row in there}, _seen(oldest, again))
