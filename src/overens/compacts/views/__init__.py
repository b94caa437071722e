"""Pages of the compact: what everyone reads (``public``), and what is brought in."""

from __future__ import annotations
