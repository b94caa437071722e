"""Search the register, alike on both databases.

::

    search(Search(world, day, words, …), first=0, most=20)   → Answer
    all_ids(Search(…))                                       → every id, in order
    all_found(Search(…))                                     → the same, by what words
    municipality_counts(Search(…))                           → counts for a map
    near_by_name(name, world)                                → ids that may be meant

What is looked for is decided by rule (``rules.finding``), so that the databases only
look up terms; what is counted is held by the process (``holding``).
"""

from __future__ import annotations

from overens.organisations.queries.search.asking import (
    FURTHEST,
    Answer,
    Hit,
    Search,
    all_found,
    all_ids,
    any_invited,
    matching,
    municipality_counts,
    search,
)
from overens.organisations.queries.search.nearness import near_by_name

__all__ = [
    "FURTHEST",
    "Answer",
    "Hit",
    "Search",
    "all_found",
    "all_ids",
    "any_invited",
    "matching",
    "municipality_counts",
    "near_by_name",
    "search",
]
