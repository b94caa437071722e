"""Which of the differences that parties tell of are quoted, and which are counted."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import override

from overens.followups.queries.shapes import Difference, ToldApart
from overens.plans.queries import how_known_word

QUOTED_A_WAY = 3
NOT_KNOWN = "unknown"


def told_apart(differences: Sequence[Difference], language: str) -> ToldApart:
    """Return at most three quotes for each way of knowing, and how many do not know.

    Args:
        differences: what the reports say, in the order of the measures.
        language: the one that the report is written in.
    """
    with override(language):
        not_known = how_known_word(NOT_KNOWN)
    ways: dict[str, list[Difference]] = {}
    for difference in differences:
        ways.setdefault(difference.how_known, []).append(difference)
    unknown = len(ways.pop(not_known, []))
    quoted = tuple((way, tuple(told[:QUOTED_A_WAY])) for way, told in ways.items())
    shown = sum(len(told) for _way, told in quoted)
    return ToldApart(quoted, unknown, has_more=shown < len(differences))
