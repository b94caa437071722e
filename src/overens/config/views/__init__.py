"""The roof's pages: front page, "Att göra nu", mail, about, handbook, health."""

from __future__ import annotations
