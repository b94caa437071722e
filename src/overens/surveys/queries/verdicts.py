"""What a test says, in words that promise no more than it bears."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext, gettext_lazy

from overens.common import formats
from overens.stats import DRAWN
from overens.surveys.rules import (
    FISHER,
    KENDALL,
    MCNEMAR,
    NOT_SURE,
    PERMUTATION,
    SURE,
    SURE_UP_TO,
    TENDENCY,
    Verdict,
)
from overens.surveys.rules.verdicts import SIGN_FLIPS

WORDS = {
    SURE: gettext_lazy(
        "A statistically significant difference: more than chance would make (%(p)s)"
    ),
    TENDENCY: gettext_lazy("A tendency, and chance alone could make it (%(p)s)"),
    NOT_SURE: gettext_lazy("No statistically significant difference (%(p)s)"),
}
GOES_TOGETHER = {
    SURE: gettext_lazy(
        "They go together, and it is statistically significant: tau %(tau)s (%(p)s)"
    ),
    TENDENCY: gettext_lazy("They tend to go together: tau %(tau)s (%(p)s)"),
    NOT_SURE: gettext_lazy(
        "That they go together is not statistically significant: tau %(tau)s (%(p)s)"
    ),
}
TESTS = {
    FISHER: gettext_lazy("Fisher’s exact test"),
    PERMUTATION: gettext_lazy("permutation test of the difference in means"),
    KENDALL: gettext_lazy("Kendall’s tau-b with permutation test"),
    MCNEMAR: gettext_lazy("McNemar’s exact test of the same units"),
    SIGN_FLIPS: gettext_lazy("permutation test of each unit’s own change"),
}
SMALLEST_SHOWN = 0.001


def p_in_words(p: float) -> str:
    """Return "p = 0,286", or "p < 0,001"."""
    if p < SMALLEST_SHOWN:
        return f"p < {formats.number(SMALLEST_SHOWN, 3)}".replace(" ", formats.NO_BREAK)
    return f"p = {formats.number(p, 3)}".replace(" ", formats.NO_BREAK)


def p_of(verdict: Verdict) -> str:
    """Return a verdict's p, and beside it the corrected one that the word is by."""
    p = p_in_words(verdict.tested.p)
    if verdict.corrected is None:
        return p
    return gettext("%(p)s, corrected %(corrected)s") % {
        "p": p,
        "corrected": p_in_words(verdict.corrected),
    }


def verdict_in_words(verdict: Verdict) -> str:
    """Return a verdict as a heading, with its p."""
    p = p_of(verdict)
    if verdict.tau is None:
        return str(WORDS[verdict.word]) % {"p": p}
    tau = formats.number(verdict.tau, 2)
    return str(GOES_TOGETHER[verdict.word]) % {"p": p, "tau": tau}


def several_in_words(verdicts: Sequence[Verdict | None]) -> list[str]:
    """Return that several were tested at once, where they were."""
    of = max((verdict.of for verdict in verdicts if verdict), default=1)
    if of < 2:
        return []
    return [
        gettext(
            "Since %(count)s answers are tested at once, more is asked of each of them "
            "(Holm’s correction), and the intervals are wider."
        )
        % {"count": formats.number(of)}
    ]


def method_in_words(
    verdict: Verdict, words: dict[str, str], *, on_the_line: bool = False
) -> str:
    """Return how a verdict was reached, and what keeps it from being more.

    Args:
        on_the_line: an interval that is shown says otherwise than the test.
    """
    test = str(TESTS[verdict.test])
    counted = (
        gettext("drawn: 19,999 of all ways in which the answers could have fallen")
        if verdict.tested.method == DRAWN
        else gettext("exact: all ways in which the answers could have fallen")
    )
    said = [
        gettext("Method: %(test)s (%(counted)s).") % {"test": test, "counted": counted}
    ]
    said += several_in_words([verdict])
    if verdict.is_lowered:
        said.append(
            gettext(
                "Some answered for several %(units)s, so the p is too small and "
                "nothing is called significant."
            )
            % words
        )
    if on_the_line:
        said.append(
            gettext(
                "Interval and test are reckoned in two ways, and this near the line "
                "they differ. The verdict is the test’s."
            )
        )
    least = verdict.tested.least
    if least is not None and least > SURE_UP_TO:
        said.append(
            gettext(
                "With so few answers no difference could be sure: the smallest p there "
                "can be is %(least)s."
            )
            % {"least": formats.number(least, 3)}
        )
    return " ".join(said)
