"""The same question to both sides of a compact, and the gap between their answers.

Rules 63 and 64 of docs/rules/surveys.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from overens.errors import RuleBroken, gettext_noop
from overens.surveys.rules.results import QuestionResult
from overens.surveys.rules.verdicts import Verdict
from overens.surveys.rules.waves import ADAPTED, SAME, OptionChange, changed

PUBLIC, CIVIL = "public", "civil"

SIDES = {
    PUBLIC: gettext_noop("The public sector"),
    CIVIL: gettext_noop("Civil society"),
}
OTHER: Mapping[str, str] = {PUBLIC: CIVIL, CIVIL: PUBLIC}


class TiedAlready(RuleBroken):
    """A survey has one other side."""

    sentence = gettext_noop("The same questions are already asked of the other side.")


class SideUnknown(RuleBroken):
    """Nobody can say which is the other side of none."""

    sentence = gettext_noop("Choose which side this survey asks.")
    field = "side"


def other_of(side: str) -> str:
    """Return the other side.

    Raises:
        SideUnknown: it is neither of the two.
    """
    if side not in OTHER:
        raise SideUnknown()
    return OTHER[side]


@dataclass(frozen=True)
class Gap:
    """One question to both sides.

    Attributes:
        options: each with civil society before and the public sector after, so that
            the change is how many more of the public sector; none of other words.
        verdict: of the grades of a scale, where both sides' are all shown; of other
            questions each option has its own.
    """

    public: QuestionResult
    civil: QuestionResult
    options: tuple[OptionChange, ...]
    verdict: Verdict | None

    @property
    def is_same(self) -> bool:
        """Whether both sides were asked in the same words."""
        return bool(self.options)

    @property
    def widest(self) -> OptionChange | None:
        """The option with the widest gap; None where no figure may be compared."""
        told = [option for option in self.options if option.change is not None]
        if not told:
            return None
        return max(told, key=lambda o: abs(o.change[0]) if o.change else 0)


def gap(
    public: QuestionResult,
    civil: QuestionResult,
    *,
    same_words: bool,
    is_independent: bool,
) -> Gap:
    """Hold one question to both sides against each other.

    Args:
        public, civil: what is shown of each.
        same_words: wording and options are the same.
        is_independent: nobody answered for several units.
    """
    found = changed(
        SAME if same_words else ADAPTED, civil, public, is_independent=is_independent
    )
    return Gap(public, civil, found.options, found.verdict)
