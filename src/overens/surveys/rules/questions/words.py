"""Kinds of question without anything to choose: own words, units, consent."""

from __future__ import annotations

from overens.errors import RuleBroken, gettext_noop
from overens.surveys.rules.questions.base import QuestionType, only, plain, read_text
from overens.surveys.rules.questions.shapes import Given, Item

# What is stored of somebody who agrees; who does not leaves no trace.
AGREED = "yes"
_AGREES = frozenset({AGREED, "ja", "true", "sant", "1", "1.0", "on", "x"})
_DOES_NOT = frozenset({"", "no", "nej", "false", "falskt", "0", "0.0"})


class NotYesOrNo(RuleBroken):
    """A consent that is neither given nor not given."""

    sentence = gettext_noop("Write yes for who agrees, or leave it empty.")


class Text(QuestionType):
    """An answer in own words."""

    key = "text"
    label = gettext_noop("own words")
    template = "surveys/_result_text.html"
    is_compared = False
    is_missed = False
    is_words = True

    def read_answer(self, item: Item, raw: object) -> object:
        """Read a text without outer blank space."""
        return read_text(raw) or None


class Units(QuestionType):
    """Which units the sheet answers for: "I answer for". Never shown by unit."""

    key = "units"
    label = gettext_noop("answers for")
    template = "surveys/_result_units.html"
    is_compared = False
    can_be_unsaid = False

    def read_answer(self, item: Item, raw: object) -> object:
        """Read nothing: the sheet's own units are the answer."""
        return None

    def is_answered(self, given: Given) -> bool:
        """A sheet always says what it answers for."""
        return True


class Consent(QuestionType):
    """One sentence to agree to. How many agreed is told, and never more (rule 39)."""

    key = "consent"
    label = gettext_noop("a sentence to agree to")
    template = "surveys/_result_consent.html"
    is_compared = False
    can_be_unsaid = False
    is_missed = False
    tells_by_absence = True

    def read_answer(self, item: Item, raw: object) -> object:
        """Read whether somebody agrees; not to agree is stored as nothing."""
        raw = only(raw)
        said = "yes" if raw is True else "" if raw is False else plain(raw).casefold()
        if said not in _AGREES | _DOES_NOT:
            raise NotYesOrNo()
        return AGREED if said in _AGREES else None
