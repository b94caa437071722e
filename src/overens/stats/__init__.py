"""Pure statistics for small, finite groups: no Django, no clock, no files.

Counts, shares, intervals and p are exact while that is quick: whole numbers and
fractions, never an approximation that holds only for large samples. What is drawn, or
holds only roughly, says so. Impossible input raises ``ValueError`` with a sentence.
"""

from __future__ import annotations

from overens.stats.clusters import effective_n, effective_n_of
from overens.stats.crossed import fisher_p, fisher_test
from overens.stats.finite import finite_interval, logical_bounds, mean_bounds
from overens.stats.groups import (
    permutation_counts,
    permutation_p,
    permutation_test,
)
from overens.stats.hiding import (
    CannotHide,
    Choice,
    Problem,
    Protected,
    Range,
    Sum,
    choose,
    ranges,
)
from overens.stats.means import Mean, finite_mean
from overens.stats.ranks import kendall_met, kendall_tau, kendall_test
from overens.stats.rounding import half_up, percent, share
from overens.stats.several import holm
from overens.stats.spread import DRAWN, EXACT, Tested
from overens.stats.suppression import Suppressed, feasible_ranges, suppress
from overens.stats.waves import (
    Difference,
    mcnemar_p,
    share_difference,
    sign_flip_test,
)

__all__ = [
    "DRAWN",
    "EXACT",
    "CannotHide",
    "Choice",
    "Difference",
    "Mean",
    "Problem",
    "Protected",
    "Range",
    "Sum",
    "Suppressed",
    "Tested",
    "choose",
    "effective_n",
    "effective_n_of",
    "feasible_ranges",
    "finite_interval",
    "finite_mean",
    "fisher_p",
    "fisher_test",
    "half_up",
    "holm",
    "kendall_met",
    "kendall_tau",
    "kendall_test",
    "logical_bounds",
    "mcnemar_p",
    "mean_bounds",
    "percent",
    "permutation_counts",
    "permutation_p",
    "permutation_test",
    "ranges",
    "share",
    "share_difference",
    "sign_flip_test",
    "suppress",
]
