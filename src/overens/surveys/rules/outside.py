"""What others found when they asked much the same: quoted, graded, seldom tested.

An outside survey is somebody else's: its figures are as its source prints them. How
alike its question is to ours is graded by whoever enters it, as two rounds of ours are
(rule 35).

Rules 66 and 67 of docs/rules/surveys.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from overens.errors import RuleBroken, gettext_noop
from overens.stats import Tested, fisher_test, half_up, share_difference
from overens.surveys.rules.framing import folded
from overens.surveys.rules.marks import CHOSEN
from overens.surveys.rules.results import OptionResult, QuestionResult
from overens.surveys.rules.verdicts import FISHER, Verdict, verdicts
from overens.surveys.rules.waves import (
    ADAPTED,
    OTHER_GROUP,
    SAME,
    are_two_of_one,
    level_of_each,
)

SHARES, PLACES, WORDS = "shares", "places", "words"

FIGURES_OF = {
    SHARES: gettext_noop("Shares, in per cent"),
    PLACES: gettext_noop("An order, without figures"),
    WORDS: gettext_noop("Answers without any order"),
}

OUTSIDE_GRADES = {
    SAME: gettext_noop("A: the same words, options and kind of respondents"),
    OTHER_GROUP: gettext_noop("B: the same words, others asked"),
    ADAPTED: gettext_noop("C: other words"),
}

MOST_ANSWERS = 100
LONGEST_ANSWER = 300
_BETWEEN = "|"


class NoteMissing(RuleBroken):
    """Others were asked, and nobody says who."""

    sentence = gettext_noop(
        "Write how it differs from ours: whom they asked, or which words they used."
    )
    field = "note"


class AnswersMissing(RuleBroken):
    """Nothing to set beside ours."""

    sentence = gettext_noop("Write the answers as printed, one a line.")
    field = "answers"


class AnswerTwice(RuleBroken):
    """The same answer on two lines."""

    sentence = gettext_noop("“%(label)s” stands twice. Take one of them away.")
    field = "answers"


class AnswerTooLong(RuleBroken):
    """A line longer than an answer is."""

    sentence = gettext_noop("Line %(line)s is too long, or has no answer. Shorten it.")
    field = "answers"


class TooManyAnswers(RuleBroken):
    """More lines than a table holds."""

    sentence = gettext_noop("Write at most %(most)s answers.")
    field = "answers"


class SharesTooMany(RuleBroken):
    """Shares of one answer each that come to more than all."""

    sentence = gettext_noop(
        "The shares come to %(sum)s per cent, and one answer each can come to 100 at "
        "most. Look at the source again, or at which question it is."
    )
    field = "answers"


class ShareMissing(RuleBroken):
    """A line without a share between 0 and 100."""

    sentence = gettext_noop(
        "Line %(line)s needs a share after a bar, from 0 to 100: for example Ja | 41."
    )
    field = "answers"


class PlaceWrong(RuleBroken):
    """A place that is no whole number from 1."""

    sentence = gettext_noop(
        "Write a place after the bar in line %(line)s as a whole number from 1, or "
        "leave it out."
    )
    field = "answers"


@dataclass(frozen=True)
class OutsideAnswer:
    """One answer as the source prints it.

    Attributes:
        share: of those who answered, in per cent, as printed; "" where there is none.
        place: in the source's order, from 1, alike where it sets them alike; None
            where it gives no order.
        ours: our answer that it is set beside, where that reads otherwise.
    """

    label: str
    share: str = ""
    place: int | None = None
    ours: str = ""

    @property
    def stored(self) -> dict[str, Any]:
        """Return it as it is stored."""
        return {
            "label": self.label,
            "share": self.share,
            "place": self.place,
            "ours": self.ours,
        }


def answers_in(stored: Sequence[Mapping[str, Any]]) -> tuple[OutsideAnswer, ...]:
    """Return the answers that ``OutsideAnswer.stored`` wrote."""
    return tuple(
        OutsideAnswer(one["label"], one["share"], one["place"], one["ours"])
        for one in stored
    )


def read_outside(written: str, figures: str) -> tuple[OutsideAnswer, ...]:
    """Read answers as they are written, one a line: answer | figure | ours.

    Args:
        figures: what the source prints, a key of ``FIGURES_OF``.

    Raises:
        AnswersMissing, AnswerTwice, AnswerTooLong, TooManyAnswers: it is no list.
        ShareMissing, PlaceWrong: a figure is not right; they say which line.
    """
    found: dict[str, OutsideAnswer] = {}
    for line, text in enumerate(written.splitlines(), 1):
        if not text.strip():
            continue
        parts = [part.strip() for part in text.split(_BETWEEN)]
        label, figure, ours, *more = (*parts, "", "")[: max(3, len(parts))]
        if not label or more or len(text) > LONGEST_ANSWER:
            raise AnswerTooLong(line=line)
        if folded(label) in found:
            raise AnswerTwice(label=label)
        found[folded(label)] = OutsideAnswer(
            label,
            _share(figure, line) if figures == SHARES else "",
            _place(figure, line, len(found) + 1) if figures == PLACES else None,
            ours,
        )
    if not found:
        raise AnswersMissing()
    if len(found) > MOST_ANSWERS:
        raise TooManyAnswers(most=MOST_ANSWERS)
    return tuple(found.values())


def _share(figure: str, line: int) -> str:
    """Return a share as printed, with a point: "41", "61.5"."""
    plain = re.sub(r"[\s%\N{NO-BREAK SPACE}]", "", figure).replace(",", ".")
    try:
        value = Decimal(plain)
    except InvalidOperation as fault:
        raise ShareMissing(line=line) from fault
    if not value.is_finite() or not 0 <= value <= 100:
        raise ShareMissing(line=line)
    return plain


def _place(figure: str, line: int, default: int) -> int:
    if not figure:
        return default
    plain = figure.rstrip(".")
    if not plain.isascii() or not plain.isdigit() or int(plain) < 1:
        raise PlaceWrong(line=line)
    return int(plain)


def check_shares(answers: Sequence[OutsideAnswer], *, several: bool) -> None:
    """Refuse printed shares that cannot be of one answer each.

    Args:
        several: our question lets several be chosen, and so may theirs.

    Raises:
        SharesTooMany: they come to more than all, however they were rounded.
    """
    shares = [Decimal(one.share) for one in answers if one.share]
    if not several and sum(shares) > 100 + Decimal(len(shares)) / 2:
        raise SharesTooMany(sum=f"{sum(shares):f}")


def written_outside(answers: Sequence[OutsideAnswer]) -> str:
    """Return answers as ``read_outside`` reads them."""
    between = f" {_BETWEEN} "
    return "\n".join(
        between.join((one.label, one.share or str(one.place or ""), one.ours)).rstrip(
            between
        )
        for one in answers
    )


def figures_in(answers: Sequence[OutsideAnswer]) -> str:
    """Return what the source prints of some answers, a key of ``FIGURES_OF``."""
    if any(one.share for one in answers):
        return SHARES
    return PLACES if any(one.place for one in answers) else WORDS


def check_note(grade: str, note: Mapping[str, str]) -> None:
    """Refuse a comparison that does not say how the two differ.

    Raises:
        NoteMissing: it is no A, and nobody says why.
    """
    if grade != SAME and not any(text.strip() for text in note.values()):
        raise NoteMissing()


@dataclass(frozen=True)
class Beside:
    """One answer of theirs, and ours where it reads the same.

    Attributes:
        change: our share less theirs, with Newcombe's interval; None where nothing may
            be tested or either figure is not known.
        verdict: what Fisher's test says; None likewise.
    """

    theirs: OutsideAnswer
    ours: OptionResult | None
    change: tuple[float, float, float] | None
    verdict: Verdict | None


def is_ours(question: QuestionResult) -> bool:
    """Say whether a question's counts were counted, or follow from a source."""
    return any(option.mark != CHOSEN for option in question.options)


def set_beside(
    grade: str,
    answers: Sequence[OutsideAnswer],
    answered: int | None,
    ours: QuestionResult,
    *,
    is_independent: bool,
) -> tuple[Beside, ...]:
    """Set an outside question's answers beside ours.

    Args:
        grade: A, B or C; only A is tested, and of C nothing is set beside ours. Nor is
            it beside counts of ours that we chose: they say nothing (rule 25).
        answers: as the source prints them.
        answered: how many answered there; None where the source does not say.
        ours: what is shown of our question.
        is_independent: nobody of ours answered for several units.

    A count of theirs is had from the printed share, so it may be out by as much as the
    source rounds.
    """
    if grade == ADAPTED or not is_ours(ours):
        return ()
    options = {option.key: option for option in ours.options}
    # By key or by label, in any language: a source has one, the reader another.
    beside = [
        options.get(ours.item.lookup.get(folded(one.ours or one.label), ""))
        for one in answers
    ]
    counts = [
        _counts(theirs, option, answered, ours.base) if grade == SAME else None
        for theirs, option in zip(answers, beside, strict=True)
    ]
    words = verdicts(
        FISHER,
        [_tested(*each) if each else None for each in counts],
        is_independent=is_independent,
        are_one=are_two_of_one(ours)
        and [sum(n) for n in zip(*(c[::2] for c in counts if c), strict=True)]
        == [answered, ours.base],
    )
    return tuple(
        Beside(
            theirs,
            option,
            share_difference(*each, level_of_each(word.of if word else 1))
            if each
            else None,
            word,
        )
        for theirs, option, each, word in zip(
            answers, beside, counts, words, strict=True
        )
    )


def _tested(theirs: int, answered: int, ours: int, base: int) -> Tested:
    return fisher_test([[theirs, answered - theirs], [ours, base - ours]])


def _counts(
    theirs: OutsideAnswer, ours: OptionResult | None, answered: int | None, base: int
) -> tuple[int, int, int, int] | None:
    """Return their count and base, then ours; None where either is not known."""
    if ours is None or ours.count is None or not base or not answered:
        return None
    if not theirs.share:
        return None
    count = int(half_up(int(Decimal(theirs.share) * 1000) * answered, 100_000))
    return count, answered, ours.count, base
