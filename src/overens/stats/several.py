"""Several tests at once: how much smaller a p has to be to say the same."""

from __future__ import annotations

from collections.abc import Sequence


def holm(ps: Sequence[float]) -> list[float]:
    """Return p corrected for being several, in their order.

    The chance that any of them is at or below a level by accident is then at most that
    level, however they hang together.

    Args:
        ps: the p of each test, 0 to 1.

    >>> [round(p, 3) for p in holm([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]

    Source: S. Holm, A simple sequentially rejective multiple test procedure,
    Scandinavian Journal of Statistics 6 (1979).
    """
    corrected = [0.0] * len(ps)
    so_far = 0.0
    by_size = sorted(range(len(ps)), key=lambda place: ps[place])
    for rank, place in enumerate(by_size):
        so_far = max(so_far, min(1.0, (len(ps) - rank) * ps[place]))
        corrected[place] = so_far
    return corrected
