"""What spans the tables of the compact."""

from __future__ import annotations

from overens.compacts.queries.places import fill_places

__all__ = ["fill_places"]
