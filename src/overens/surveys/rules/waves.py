"""The same question asked twice: how alike the two are, and what changed.

Two shares are compared from what is shown of each survey, and from nothing else; so a
comparison says no more than the two pages do. Only where both were answered openly, for
the same units, is each unit held against itself.

Rules 34 to 36 of docs/rules/surveys.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from overens.errors import gettext_noop
from overens.stats import (
    EXACT,
    Difference,
    Tested,
    fisher_test,
    mcnemar_p,
    permutation_test,
    share_difference,
    sign_flip_test,
)
from overens.surveys.rules.crossing import SCALE
from overens.surveys.rules.frames import Sheet
from overens.surveys.rules.questions import QUESTION_TYPES, Item, given_in
from overens.surveys.rules.results import LEVEL, OptionResult, QuestionResult
from overens.surveys.rules.verdicts import (
    FISHER,
    MCNEMAR,
    PERMUTATION,
    SIGN_FLIPS,
    SURE,
    Verdict,
    verdict,
    verdicts,
)

# How alike two askings are: in everything, in words alone, or only in part.
SAME, OTHER_GROUP, ADAPTED = "A", "B", "C"

GRADES = {
    SAME: gettext_noop("The same words, asked of the same kind of respondents."),
    OTHER_GROUP: gettext_noop(
        "The same words, asked of others: side by side, and not tested."
    ),
    ADAPTED: gettext_noop("Other words: read them both, and do not compare figures."),
}


@dataclass(frozen=True)
class Asked:
    """What decides how alike two askings are.

    Attributes:
        wording: what identifies the words and options, the same wherever they are used.
        group: what is counted and who answers, as the survey says it.
    """

    wording: object
    group: object


def equivalence(one: Asked, other: Asked) -> str:
    """Return A, B or C: same words and group, same words, or adapted words.

    Source: surveys.md, section 3.8.
    """
    if one.wording != other.wording:
        return ADAPTED
    return SAME if one.group == other.group else OTHER_GROUP


@dataclass(frozen=True)
class OptionChange:
    """One option before and after.

    Attributes:
        change: of the share, with its interval; None where a figure is withheld or
            nothing may be tested.
        verdict: what the test says; None likewise.
    """

    key: str
    label: str
    before: OptionResult
    after: OptionResult
    change: Difference | None
    verdict: Verdict | None

    @property
    def is_on_the_line(self) -> bool:
        """Whether the interval leaves no change out and the test does not, or not so.

        The one is Newcombe's and the other exact, so near the line they can differ.
        """
        if self.change is None or self.verdict is None or self.verdict.is_lowered:
            return False
        _middle, low, high = self.change
        leaves_out = low > 0 or high < 0
        return leaves_out != (self.verdict.word == SURE)


@dataclass(frozen=True)
class QuestionChange:
    """One question asked twice.

    Attributes:
        grade: ``SAME``, ``OTHER_GROUP`` or ``ADAPTED``.
        is_paired: each unit is held against itself.
        options: those that both have; none of adapted words.
        verdict: of the grades of a scale, whose options are not tested one by one.
        pairs: how many units are held against themselves.
    """

    grade: str
    before: QuestionResult
    after: QuestionResult
    is_paired: bool
    options: tuple[OptionChange, ...]
    verdict: Verdict | None = None
    pairs: int = 0

    @property
    def are_grades(self) -> bool:
        """Whether it is a scale, whose grades say little one by one."""
        return self.before.item.kind == SCALE


# Of each unit, the options it was counted under, by question.
Choices = Mapping[str, Mapping[str, frozenset[str]]]


def choices_by_unit(items: Sequence[Item], sheets: Sequence[Sheet]) -> Choices:
    """Return what each unit chose, where it answered."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for item in items:
        kind = QUESTION_TYPES[item.kind]
        for sheet in sheets:
            given = given_in(item, sheet.answers, units=1, person=sheet.respondent)
            if kind.is_answered(given):
                chosen = frozenset(kind.chosen(item, given))
                for unit in sheet.units:
                    found.setdefault(item.key, {})[unit] = chosen
    return found


def changed(
    grade: str,
    before: QuestionResult,
    after: QuestionResult,
    *,
    is_independent: bool,
    paired: tuple[Choices, Choices] | None = None,
) -> QuestionChange:
    """Compare one question asked twice.

    Args:
        grade: how alike the askings are; only ``SAME`` is tested.
        before, after: what is shown of each.
        is_independent: nobody answered for several units.
        paired: what each unit chose each time, where both were answered openly.
    """
    if grade == ADAPTED:
        return QuestionChange(grade, before, after, False, ())
    units = _in_both(before.key, after.key, paired)
    later = {option.key: option for option in after.options}
    both = [(one, later[one.key]) for one in before.options if one.key in later]
    bases = (before.base, after.base)
    may_test = grade == SAME and all(bases)
    are_grades = before.item.kind == SCALE
    tests = [
        _tested(one, other, bases, [(one.key in u, one.key in v) for u, v in units])
        if may_test and not are_grades
        else None
        for one, other in both
    ]
    words = verdicts(
        MCNEMAR if units else FISHER,
        tests,
        is_independent=is_independent,
        are_one=are_two_of_one(before) and are_two_of_one(after),
    )
    options = tuple(
        OptionChange(
            one.key,
            one.label,
            one,
            other,
            _change(one, other, bases, of=word.of if word else 1) if may_test else None,
            word,
        )
        for (one, other), word in zip(both, words, strict=True)
    )
    of_grades = (
        _grades_verdict(before, after, units, is_independent=is_independent)
        if may_test and are_grades
        else None
    )
    return QuestionChange(
        grade, before, after, bool(units), options, of_grades, len(units)
    )


def are_two_of_one(result: QuestionResult) -> bool:
    """Say whether a question has two options that exclude each other and nothing else.

    Then what is tested of the one is tested of the other.
    """
    counts = [option.count for option in result.options]
    return len(counts) == 2 and sum(count or 0 for count in counts) == result.base


def _grades_verdict(
    one: QuestionResult,
    other: QuestionResult,
    units: Sequence[tuple[frozenset[str], frozenset[str]]],
    *,
    is_independent: bool,
) -> Verdict | None:
    """Test the means of two askings of a scale by permutation (rule 33).

    Of the same units each unit's change. None where a grade is withheld, or none was
    given.
    """
    if units:
        changes = [
            int(next(iter(later))) - int(next(iter(first)))
            for first, later in units
            if first and later
        ]
        return verdict(
            SIGN_FLIPS, sign_flip_test(changes), is_independent=is_independent
        )
    grades = [_grades(result) for result in (one, other)]
    if not all(grades):
        return None
    return verdict(
        PERMUTATION, permutation_test(*grades), is_independent=is_independent
    )


def _grades(result: QuestionResult) -> list[int]:
    """Return each grade that was given; nothing where one is withheld."""
    if result.item.kind != SCALE or not result.is_whole:
        return []
    return [
        int(option.key) for option in result.options for _ in range(option.count or 0)
    ]


def _in_both(
    before: str, after: str, paired: tuple[Choices, Choices] | None
) -> list[tuple[frozenset[str], frozenset[str]]]:
    if paired is None:
        return []
    one, other = paired[0].get(before, {}), paired[1].get(after, {})
    return [(one[unit], other[unit]) for unit in one if unit in other]


def _tested(
    before: OptionResult,
    after: OptionResult,
    bases: tuple[int, int],
    units: Sequence[tuple[bool, bool]],
) -> Tested | None:
    """Test one option; None where a figure is withheld."""
    yes, yes_later = before.count, after.count
    if yes is None or yes_later is None:
        return None
    if units:
        left = sum(one and not other for one, other in units)
        came = sum(other and not one for one, other in units)
        return Tested(mcnemar_p(left, came), EXACT)
    return fisher_test([[yes, bases[0] - yes], [yes_later, bases[1] - yes_later]])


def _change(
    before: OptionResult, after: OptionResult, bases: tuple[int, int], *, of: int
) -> Difference | None:
    """Return how an option's share changed; None where a figure is withheld.

    Of several tested at once each interval is so wide that all of them hold together.
    """
    if before.count is None or after.count is None:
        return None
    level = level_of_each(of)
    return share_difference(before.count, bases[0], after.count, bases[1], level)


def level_of_each(of: int) -> float:
    """Return the level of each of several intervals, for ``LEVEL`` of all (Bonferroni).

    >>> round(level_of_each(5), 4)
    0.99
    """
    return 1 - (1 - LEVEL) / of
