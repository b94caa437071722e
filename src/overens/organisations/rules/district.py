"""The district rule: who counts as a district organisation, and why. Pure Python.

Rule O1. Source: Region Halland's measures of 2017, footnote 3: a district organisation
has local associations attached to it, or is active (itself or through local activity)
in at least three of the county's municipalities.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

FEWEST_MUNICIPALITIES = 3  # of one county; the source's own figure

BRANCHES = "branches"
MUNICIPALITIES = "municipalities"


@dataclass(frozen=True)
class DistrictFinding:
    """What the rule says of an organisation, and what it rests on.

    Attributes:
        is_district: whether it counts as a district organisation; None where a source
            names it and says neither where it is active nor what belongs to it.
        reasons: ``BRANCHES``, ``MUNICIPALITIES``, both or none.
        branches: how many local branches it has that are active.
        municipalities: in how many of one county's municipalities it is active; the
            county where they are most.
        county: that county's code; empty when it is active in none.
        as_of: the day that the facts were looked at.
    """

    is_district: bool | None
    reasons: tuple[str, ...]
    branches: int
    municipalities: int
    county: str
    as_of: date


def district_finding(
    *,
    branches: int,
    municipalities: Mapping[str, str],
    as_of: date,
    only_named: bool = False,
) -> DistrictFinding:
    """Judge whether an organisation is a district organisation (rule O1).

    Args:
        branches: local branches, active on the day.
        municipalities: county code by municipality code, for each one where the
            organisation is active.
        as_of: the day that the facts are of.
        only_named: all that is known comes from a source; what it does not say is
            not known, rather than not so.

    >>> today = date(2026, 11, 22)
    >>> found = district_finding(branches=0, as_of=today,
    ...     municipalities={"9901": "99", "9902": "99", "9903": "99"})
    >>> found.is_district, found.reasons
    (True, ('municipalities',))
    """
    counted = Counter(municipalities.values())
    # The same county whatever the order that rows come in.
    county = max(sorted(counted), key=lambda code: counted[code], default="")
    most = counted[county] if county else 0
    reasons = []
    if branches > 0:
        reasons.append(BRANCHES)
    if most >= FEWEST_MUNICIPALITIES:
        reasons.append(MUNICIPALITIES)
    return DistrictFinding(
        is_district=(
            None if only_named and not branches and not most else bool(reasons)
        ),
        reasons=tuple(reasons),
        branches=branches,
        municipalities=most,
        county=county,
        as_of=as_of,
    )


def counts_as_district(finding: bool | None, decided: bool | None) -> bool | None:
    """Return whether an organisation counts as a district organisation (rule O1).

    Args:
        finding: what the rule says; None where it cannot tell.
        decided: what the secretariat has decided otherwise; None where it has not.
    """
    return finding if decided is None else decided
