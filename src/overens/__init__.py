"""Överens runs a compact between the public sector and civil society."""

from __future__ import annotations

import sys

# SQLite 3.7.0-3.51.2 can lose committed writes when several connections use WAL
# (sqlite.org/wal.html#walresetbug). The wheel carries a mended one; it has to stand
# in before anything imports sqlite3. Elsewhere a system check says what to do.
try:
    import pysqlite3
except ImportError:  # no wheel for this platform: common.checks decides
    pass
else:
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
