"""How much a difference bears, in one of three words, always by the same rule.

Rules 32 and 33 of docs/rules/surveys.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from overens.stats import Tested, holm

SURE, TENDENCY, NOT_SURE = "sure", "tendency", "not sure"

# At most this chance of as much by accident, and the word is ours.
SURE_UP_TO, TENDENCY_UP_TO = 0.05, 0.10

# The tests, as they are named in sentences.
FISHER, PERMUTATION, KENDALL, MCNEMAR = "fisher", "permutation", "kendall", "mcnemar"
SIGN_FLIPS = "sign flips"


@dataclass(frozen=True)
class Verdict:
    """What a test says of a difference.

    Attributes:
        word: ``SURE``, ``TENDENCY`` or ``NOT_SURE``.
        test: a key of the tests.
        tested: its p and how it was had.
        is_lowered: it would be sure if each answer were somebody's own.
        tau: Kendall's tau-b, where that is the test.
        of: how many tests were made at once.
        corrected: p for being one of so many, which the word is by.
    """

    word: str
    test: str
    tested: Tested
    is_lowered: bool = False
    tau: float | None = None
    of: int = 1
    corrected: float | None = None

    @property
    def p(self) -> float:
        """The p that the word is by."""
        return self.tested.p if self.corrected is None else self.corrected


def verdict(
    test: str, tested: Tested, *, is_independent: bool, tau: float | None = None
) -> Verdict:
    """Return the word for a p.

    Args:
        is_independent: each answer is of a person of their own. Where one person
            answered for several units the p is too small, so nothing is significant.
    """
    word, lowered = _word(tested.p, is_independent)
    return Verdict(word, test, tested, lowered, tau)


def _word(p: float, is_independent: bool) -> tuple[str, bool]:
    """Return the word for a p, and whether it would be sure of independent answers."""
    if p <= SURE_UP_TO:
        return (SURE, False) if is_independent else (TENDENCY, True)
    return (TENDENCY if p <= TENDENCY_UP_TO else NOT_SURE), False


def verdicts(
    test: str,
    tested: Sequence[Tested | None],
    *,
    is_independent: bool,
    are_one: bool = False,
) -> list[Verdict | None]:
    """Return the words for the options of one question, tested at once.

    Each keeps its own p; the word is by what Holm makes of all of them, so that a
    question with many options is not sure of one by accident.

    Args:
        tested: one an option; None where nothing may be tested.
        are_one: the tests say the same: of two options that exclude each other.
    """
    there = [one for one in tested if one is not None]
    if are_one or len(there) < 2:
        return [
            verdict(test, one, is_independent=is_independent) if one else None
            for one in tested
        ]
    corrected = iter(holm([one.p for one in there]))
    # The first p to be corrected is multiplied by all of them.
    least = min((one.least for one in there if one.least is not None), default=None)
    if least is not None:
        least = min(1.0, least * len(there))
    found: list[Verdict | None] = []
    for one in tested:
        if one is None:
            found.append(None)
            continue
        p = next(corrected)
        word, lowered = _word(p, is_independent)
        kept = replace(one, least=least)
        found.append(Verdict(word, test, kept, lowered, of=len(there), corrected=p))
    return found


def for_all(found: Sequence[Verdict | None]) -> Verdict | None:
    """Return the verdict that a sentence on all of a question's is made of.

    One that is lowered, where any is: then that is to be said.
    """
    there = [one for one in found if one is not None]
    return next((one for one in there if one.is_lowered), there[0] if there else None)
