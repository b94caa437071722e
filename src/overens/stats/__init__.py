"""Pure statistics for small, finite groups: no Django, no clock, no files.

Everything here is exact: whole numbers and fractions, never an approximation that
holds only for large samples. Impossible input raises ``ValueError`` with a sentence.
"""

from __future__ import annotations

from overens.stats.clusters import effective_n
from overens.stats.finite import finite_interval, logical_bounds, mean_bounds
from overens.stats.rounding import half_up, percent, share

__all__ = [
    "effective_n",
    "finite_interval",
    "half_up",
    "logical_bounds",
    "mean_bounds",
    "percent",
    "share",
]
