"""Which of the register's organisations may be one and the same. Pure Python.

``same_by_rule`` is the strict rule by which rows are linked without asking (O16);
``rule_keys`` finds whom to hold it against; ``pairs_of`` finds all that a person may
be asked about, with a score and what speaks for and against (O17).
"""

from __future__ import annotations

from overens.organisations.rules.likeness.card import (
    AGAINST,
    FOR,
    LINKED,
    QUEUE,
    REASONS,
    Card,
    Likeness,
)
from overens.organisations.rules.likeness.known import site_of
from overens.organisations.rules.likeness.pairs import SHARED_FROM, pairs_of
from overens.organisations.rules.likeness.same import rule_keys, same_by_rule
from overens.organisations.rules.likeness.weighing import ASKED_FROM

__all__ = [
    "AGAINST",
    "ASKED_FROM",
    "FOR",
    "LINKED",
    "QUEUE",
    "REASONS",
    "SHARED_FROM",
    "Card",
    "Likeness",
    "pairs_of",
    "rule_keys",
    "same_by_rule",
    "site_of",
]
