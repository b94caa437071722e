"""What may be shown of each question by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from overens.errors import RuleBroken, gettext_noop
from overens.stats import CannotHide, Choice, Problem, Protected, Sum, choose
from overens.surveys.rules.disclosure.ledger import Fact, exactly
from overens.surveys.rules.questions import QUESTION_TYPES, Item
from overens.surveys.rules.stands import (
    CHOSEN_HERE,
    NO_ANSWER,
    NOT_CHOSEN,
    Cell,
    Stand,
    categories,
    counted,
    persons_in,
    several_key,
)

# Persons that must stand behind a figure: as a rule, and whatever a survey says.
LEAST_PERSONS, LEAST_EVER = 5, 3

# Persons that must have answered a question before anything is quoted from it.
LEAST_FOR_TEXTS = 8


class TooFewPersons(RuleBroken):
    """Too few answered for anything at all to be shown."""

    sentence = gettext_noop(
        "Fewer than %(least)s persons have answered. No results are shown: a figure "
        "could point someone out."
    )


@dataclass(frozen=True)
class ShownCounts:
    """What may be shown of one question.

    Attributes:
        base: units that answered it; None where nothing of the question may be shown.
        persons: persons behind them; None likewise.
        counts: units by option; a hidden option is not there.
        unsaid: units whose respondents do not know or will not say; None where that
            could point somebody out, and where there is nobody: the two look alike.
    """

    base: int | None
    persons: int | None
    counts: Mapping[str, int]
    unsaid: int | None = None


@dataclass(frozen=True)
class ShownFigures:
    """What may be shown of all questions, and the facts that tells."""

    questions: Mapping[str, ShownCounts]
    facts: tuple[Fact, ...]


def may_quote(persons: int | None) -> bool:
    """Say whether so many answered a question that texts may be quoted from it."""
    return persons is not None and persons >= LEAST_FOR_TEXTS


def protect_questions(
    items: Sequence[Item], stands: Sequence[Stand], least: int = LEAST_PERSONS
) -> ShownFigures:
    """Say what may be shown of each question by itself.

    Args:
        items: the questions.
        stands: the answers, laid out by ``stands_of``.
        least: persons that must stand behind a figure.

    Raises:
        TooFewPersons: fewer than that answered at all.
    """
    if len({stand.person for stand in stands}) < least:
        raise TooFewPersons(least=least)
    facts = [exactly(sum(stand.units for stand in stands), {})]
    questions = {}
    for item in items:
        if not item.options:
            continue
        several = QUESTION_TYPES[item.kind].several
        protect = _protect_several if several else _protect_one
        questions[item.key], told = protect(item, stands, least)
        facts += told
    return ShownFigures(questions, tuple(facts))


def needs_cover(stands: Sequence[Stand], item: Item, least: int) -> list[str]:
    """Return the options of a question whose counts must not be worked out."""
    found = counted(stands, [item.key])
    return [
        category
        for category in categories(item)
        if category != NO_ANSWER
        and (cell := found.get((category,)))
        and (cell.persons < least or cell.units == base_of(found))
    ]


def base_of(found: Mapping[tuple[str, ...], Cell]) -> int:
    return sum(cell.units for at, cell in found.items() if NO_ANSWER not in at)


def _protect_one(
    item: Item, stands: Sequence[Stand], least: int
) -> tuple[ShownCounts, list[Fact]]:
    """A question with one option each: its options add up to its base."""
    found = counted(stands, [item.key])
    answered = [value for value in categories(item) if value != NO_ANSWER]
    base = base_of(found)
    persons = persons_in(stands, item.key, *answered)
    if not base:
        told = dict.fromkeys((option.key for option in item.options), 0)
        everybody = sum(stand.units for stand in stands)
        return ShownCounts(0, 0, told), [exactly(everybody, {item.key: NO_ANSWER})]
    cover = needs_cover(stands, item, least)
    counts = [found[value,].units if (value,) in found else 0 for value in answered]
    # How many answered in own words alone is told of no question.
    options = {option.key for option in item.options}
    own = {n for n, value in enumerate(answered) if value not in options}
    also: set[int] = set()
    while True:
        hidden = _hidden(
            counts,
            Sum(tuple(range(len(counts))), base, base),
            {answered.index(value) for value in cover},
            own | also,
            least if persons >= least else None,
        )
        if hidden is None:
            return ShownCounts(None, None, {}), []
        together = persons_in(stands, item.key, *(answered[n] for n in hidden))
        left = [n for n, count in enumerate(counts) if count and n not in hidden]
        if not 0 < together < least or not left:
            break
        # What is hidden adds up to what is left of the base, a figure like any other.
        also.add(min(left, key=lambda n: counts[n]))
    shown = {value: counts[n] for n, value in enumerate(answered) if n not in hidden}
    facts = [exactly(count, {item.key: value}) for value, count in shown.items()]
    silent = found.get((NO_ANSWER,), Cell(0, 0)).units
    return (
        ShownCounts(base, persons, shown),
        [*facts, exactly(silent, {item.key: NO_ANSWER})],
    )


def _protect_several(
    item: Item, stands: Sequence[Stand], least: int
) -> tuple[ShownCounts, list[Fact]]:
    """A question with several options: each is chosen or not, of those who answered."""
    names = [several_key(item.key, option.key) for option in item.options]
    by_option = [counted(stands, [name]) for name in names]
    base = base_of(by_option[0])
    persons = persons_in(stands, names[0], CHOSEN_HERE, NOT_CHOSEN)
    counts = [found.get((CHOSEN_HERE,), Cell(0, 0)).units for found in by_option]
    cover = {
        n
        for n, found in enumerate(by_option)
        if counts[n]
        and (
            counts[n] == base
            or any(
                0 < found.get((side,), Cell(0, 0)).persons < least
                for side in (CHOSEN_HERE, NOT_CHOSEN)
            )
        )
    }
    # Who answered chose something, or wrote something where there is a line for it.
    something = 0 if item.own_text else base
    hidden = _hidden(
        counts,
        Sum(tuple(range(len(counts))), something, base * len(counts)),
        cover,
        set(),
        least if persons >= least or not base else None,
        most=base,
    )
    if hidden is None:
        return ShownCounts(None, None, {}), []
    facts = []
    shown = {}
    silent = sum(stand.units for stand in stands) - base
    for n, (name, option) in enumerate(zip(names, item.options, strict=True)):
        facts.append(exactly(silent, {name: NO_ANSWER}))
        if n not in hidden:
            shown[option.key] = counts[n]
            facts.append(exactly(counts[n], {name: CHOSEN_HERE}))
    return ShownCounts(base, persons, shown), facts


def _hidden(
    counts: Sequence[int],
    together: Sum,
    cover: set[int],
    never: set[int],
    least: int | None,
    *,
    most: int | None = None,
) -> frozenset[int] | None:
    """Return which of a question's counts to hide; None where nothing may be told.

    Args:
        together: what is known of all counts together.
        cover: those that nobody may work out.
        never: those that are not told in any case.
        least: how wide their ranges must be; None where too few answered.
        most: the most that any one of them can be.
    """
    if least is None:
        return None
    each = () if most is None else tuple(Sum((n,), 0, most) for n in range(len(counts)))
    problem = Problem(
        size=len(counts),
        known=(together, *each),
        choices=tuple(Choice((n,), count) for n, count in enumerate(counts)),
        must_go=frozenset(cover | never),
        protected=tuple(Protected((n,), least) for n in sorted(cover)),
    )
    try:
        return choose(problem) if cover else problem.must_go
    except CannotHide:
        return None
