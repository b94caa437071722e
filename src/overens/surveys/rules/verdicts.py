"""How much a difference bears, in one of three words, always by the same rule.

Rules 32 and 33 of docs/rules/surveys.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from overens.stats import Tested

SURE, TENDENCY, NOT_SURE = "sure", "tendency", "not sure"

# At most this chance of as much by accident, and the word is ours.
SURE_UP_TO, TENDENCY_UP_TO = 0.05, 0.10

# The tests, as they are named in sentences.
FISHER, PERMUTATION, KENDALL, MCNEMAR = "fisher", "permutation", "kendall", "mcnemar"


@dataclass(frozen=True)
class Verdict:
    """What a test says of a difference.

    Attributes:
        word: ``SURE``, ``TENDENCY`` or ``NOT_SURE``.
        test: a key of the tests.
        tested: its p and how it was had.
        is_lowered: it would be sure if each answer were somebody's own.
        tau: Kendall's tau-b, where that is the test.
    """

    word: str
    test: str
    tested: Tested
    is_lowered: bool = False
    tau: float | None = None


def verdict(
    test: str, tested: Tested, *, is_independent: bool, tau: float | None = None
) -> Verdict:
    """Return the word for a p.

    Args:
        is_independent: each answer is of a person of their own. Where one person
            answered for several units the p is too small, so nothing is sure.
    """
    word = NOT_SURE
    if tested.p <= TENDENCY_UP_TO:
        word = TENDENCY
    if tested.p <= SURE_UP_TO and is_independent:
        word = SURE
    lowered = tested.p <= SURE_UP_TO and not is_independent
    return Verdict(word, test, tested, lowered, tau)
