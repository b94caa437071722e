"""The demonstration: two worlds of data, and what reads them. See README.md."""

from __future__ import annotations
