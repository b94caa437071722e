"""Who answered, group by group of the frame: in full, in part, or not at all.

Rules 60 to 62 of docs/rules/surveys.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from overens.stats import (
    CannotHide,
    Choice,
    Problem,
    Protected,
    Sum,
    choose,
    fisher_test,
)
from overens.surveys.rules.conditions import Condition, is_asked
from overens.surveys.rules.crossing import Crossed
from overens.surveys.rules.disclosure import Fact
from overens.surveys.rules.disclosure.ledger import exactly
from overens.surveys.rules.frames import Frame, Sheet
from overens.surveys.rules.questions import (
    QUESTION_TYPES,
    Item,
    Option,
    given_in,
    question_key,
)
from overens.surveys.rules.stands import GROUP
from overens.surveys.rules.verdicts import FISHER, Verdict, verdict

# Fewer groups than this are nothing to compare.
FEWEST_GROUPS = 2


@dataclass(frozen=True)
class Came:
    """What became of the units, or of the persons, of one group.

    Attributes:
        frame: how many there are; None where it is not known of which group they are.
        answered: in full or in part; None where that is withheld.
        partial: of the answered, in part only; None where that is not told.
        declined: said no; None where they are not told apart from the silent.
    """

    frame: int | None
    answered: int | None
    partial: int | None = None
    declined: int | None = None

    @property
    def missing(self) -> int | None:
        """How many did not answer, whatever they said; None where that is not known."""
        if self.frame is None or self.answered is None:
            return None
        return self.frame - self.answered

    @property
    def silent(self) -> int | None:
        """How many neither answered nor declined; None where that is not told."""
        if self.missing is None or self.declined is None:
            return None
        return self.missing - self.declined


@dataclass(frozen=True)
class GroupOutcome:
    """One group of the frame; its key is "" for what lies in none, or in several."""

    key: str
    units: Came
    respondents: Came

    @property
    def is_withheld(self) -> bool:
        """Whether how many answered is not told."""
        return self.units.answered is None


def group_item(names: Mapping[str, str], title: str) -> Item | None:
    """Return the groups as something to cross; None where there are not two.

    Args:
        names: of the groups in one language, by key, in their order.
    """
    if len(names) < FEWEST_GROUPS:
        return None
    options = tuple(Option(key, name) for key, name in names.items())
    return Item(GROUP, "single", title, options)


def is_in_part(
    sheet: Sheet, items: Sequence[Item], conditions: Mapping[str, Condition]
) -> bool:
    """Say whether a sheet leaves some question empty that it was to answer.

    Own words and consent may always be left; a question that was not asked is not
    missed; and who does not know has answered.
    """
    for item in items:
        kind = QUESTION_TYPES[item.kind]
        if (
            not kind.is_missed
            or not item.is_asked_in(sheet.version)
            or not is_asked(conditions.get(question_key(item.key), {}), sheet.answers)
        ):
            continue
        given = given_in(item, sheet.answers, units=1, person=sheet.respondent)
        if not kind.is_answered(given) and not given.is_unsaid:
            return True
    return False


def group_outcomes(
    frame: Frame,
    sheets: Sequence[Sheet],
    groups: Iterable[str],
    in_part: Sequence[bool] | None = None,
) -> tuple[GroupOutcome, ...]:
    """Count units and persons by group and by what became of them.

    Args:
        frame: everybody asked, with what each answers for.
        groups: the keys of the groups, in their order.
        in_part: of each sheet whether it was answered in part only; None where that,
            and who declined, is not to be told.

    Returns:
        One a group, and a last one for what lies in none or, in a sheet that is tied
        to nobody, in several; it is left out where it is empty. Nothing in an open
        frame, where nobody knows how many there are.
    """
    if frame.is_open:
        return ()
    keys = [*groups, ""]
    group_of = {
        unit: group if group in keys else "" for unit, group in frame.units.items()
    }
    units = Counter(group_of.values())
    persons: dict[str, set[str]] = {key: set() for key in keys}
    for person in frame.respondents:
        for unit in person.units:
            persons[group_of.get(unit, "")].add(person.key)
    all_answers = _answers(sheets, keys)
    partly = None
    declined: tuple[set[str], set[str]] | None = None
    if in_part is not None:
        chosen = [
            sheet for sheet, is_part in zip(sheets, in_part, strict=True) if is_part
        ]
        partly = _answers(chosen, keys)
        declined = _declined(frame, sheets)
    found = []
    for key in keys:
        answered, answering = all_answers[key]
        if not key and not units[key] and not answered:
            continue
        # More answers than there are such units: of whom, nobody knows.
        is_blurred = answered > units[key]
        came = Came(None if is_blurred else units[key], answered)
        people = Came(None if is_blurred else len(persons[key]), len(answering))
        if partly is not None and declined is not None:
            came = replace(
                came,
                partial=partly[key][0],
                declined=sum(group_of[unit] == key for unit in declined[0]),
            )
            people = replace(
                people,
                partial=len(partly[key][1]),
                declined=len((persons[key] & declined[1]) - answering),
            )
        found.append(GroupOutcome(key, came, people))
    return tuple(found)


def _answers(
    sheets: Sequence[Sheet], keys: Sequence[str]
) -> dict[str, tuple[int, set[str]]]:
    """Return how many units answered of each group, and who answered for them."""
    units = dict.fromkeys(keys, 0)
    persons: dict[str, set[str]] = {key: set() for key in keys}
    for sheet in sheets:
        for told, count in sheet.by_group.items():
            group = told if told in units else ""
            units[group] += count
            persons[group].add(sheet.respondent)
    return {key: (units[key], persons[key]) for key in keys}


def _declined(frame: Frame, sheets: Sequence[Sheet]) -> tuple[set[str], set[str]]:
    """Return the units whose every respondent said no, and the persons who did."""
    answered = {unit for sheet in sheets for unit in sheet.units}
    no = {person.key for person in frame.respondents if person.declined}
    asked: dict[str, list[bool]] = {}
    for person in frame.respondents:
        for unit in person.units:
            asked.setdefault(unit, []).append(person.declined)
    units = {
        unit
        for unit, said in asked.items()
        if all(said) and unit in frame.units and unit not in answered
    }
    return units, no


def protect_groups(
    outcomes: Sequence[GroupOutcome], least: int
) -> tuple[tuple[GroupOutcome, ...], tuple[Fact, ...]]:
    """Say of which groups it may be told how many answered, and the facts that tells.

    How large a group is, everybody can find out. A group where fewer than ``least``
    persons answered, or fewer did not, is withheld, and with it as many others as it
    takes, of units and of persons alike. That all or nobody of a group answered is told
    where the group is not of few: it is no answer to anything.

    Returns:
        The groups, those withheld without figures; and what a reader knows then.
    """
    few = {n for n, each in enumerate(outcomes) if _is_few(each.respondents, least)}
    hidden = set(few)
    try:
        while True:
            before = set(hidden)
            for side in (
                [each.units for each in outcomes],
                [each.respondents for each in outcomes],
            ):
                hidden |= _hidden(side, few, hidden, least)
            if hidden == before:
                break
    except CannotHide:
        hidden = set(range(len(outcomes)))
    shown = tuple(
        GroupOutcome(
            each.key,
            Came(each.units.frame, None),
            Came(each.respondents.frame, None),
        )
        if n in hidden
        else each
        for n, each in enumerate(outcomes)
    )
    facts = []
    for n, each in enumerate(outcomes):
        where = {GROUP: each.key}
        if n not in hidden:
            facts.append(exactly(each.units.answered or 0, where))
        elif each.units.frame is not None:
            facts.append(Fact(where, 0, each.units.frame))
    return shown, tuple(facts)


def _is_few(persons: Came, least: int) -> bool:
    parts = (persons.answered, persons.missing)
    if any(part is not None and 0 < part < least for part in parts):
        return True
    return persons.frame is not None and 0 < persons.frame < least


def _hidden(
    side: Sequence[Came], few: set[int], hidden: set[int], least: int
) -> frozenset[int]:
    """Return which groups to hide of units, or of persons; each a row of two cells."""
    if not hidden:
        return frozenset()
    answered = [each.answered or 0 for each in side]
    sizes = [
        most if each.frame is None else each.frame
        for each, most in zip(side, answered, strict=True)
    ]
    # Of what lies in no one group nobody knows how much there is.
    most = sum(answered)
    rows = [
        Sum((2 * n, 2 * n + 1), size, size)
        if each.frame is not None
        else Sum((2 * n, 2 * n + 1), 0, most)
        for n, (each, size) in enumerate(zip(side, sizes, strict=True))
    ]
    total = Sum(tuple(range(0, 2 * len(side), 2)), most, most)
    return choose(
        Problem(
            size=2 * len(side),
            known=(*rows, total),
            choices=tuple(Choice((2 * n,), count) for n, count in enumerate(answered)),
            must_go=frozenset(hidden),
            protected=tuple(
                # A group smaller than the threshold can have no wider range.
                Protected((2 * n,), min(least, sizes[n]))
                for n in sorted(few)
            ),
        )
    )


def stored_groups(outcomes: Sequence[GroupOutcome]) -> dict[str, Any]:
    """Return the groups of a guarded survey as they are stored."""
    return {
        "groups": [
            [
                each.key,
                *(
                    part
                    for came in (each.units, each.respondents)
                    for part in (came.frame, came.answered)
                ),
            ]
            for each in outcomes
        ]
    }


def groups_in(stored: Mapping[str, Any]) -> tuple[GroupOutcome, ...]:
    """Return the groups that ``stored_groups`` wrote."""
    return tuple(
        GroupOutcome(key, Came(units, answered), Came(persons, answering))
        for key, units, answered, persons, answering in stored["groups"]
    )


def rates_differ(outcomes: Sequence[GroupOutcome]) -> Verdict | None:
    """Test whether groups differ in how many units answered; Fisher's test.

    None where a figure is withheld, where what lies in several groups cannot be told
    apart, and where there are not two groups with anybody in them.

    Source: surveys.md, section 3.6 (b).
    """
    named = [each for each in outcomes if each.key and each.units.frame]
    if len(named) < FEWEST_GROUPS or any(
        each.units.missing is None for each in outcomes
    ):
        return None
    table = [[each.units.answered or 0, each.units.missing or 0] for each in named]
    is_independent = all(each.units.frame == each.respondents.frame for each in named)
    return verdict(FISHER, fisher_test(table), is_independent=is_independent)


def weighted_shares(
    table: Crossed, outcomes: Sequence[GroupOutcome]
) -> dict[str, Fraction] | None:
    """Return each answer's share as if every group had answered as far as the others.

    A measure of how much non-response may matter, and no better estimate: within a
    group those who answered may differ from the others all the same.

    Args:
        table: the groups, and a question beside them.

    Returns:
        The share of each answer to the question; None where a figure is withheld, where
        of some group nobody answered, or where not all lie in a group.

    Source: post-stratification; surveys.md, section 3.6 (c).
    """
    sizes = {each.key: each.units.frame for each in outcomes if each.units.frame != 0}
    if not table.is_whole or not sizes or "" in sizes or None in sizes.values():
        return None
    bases = {key: table.of_row(key) for key in sizes}
    if not all(bases.values()):
        return None
    all_units = sum(size or 0 for size in sizes.values())
    return {
        option.key: sum(
            (
                Fraction(size or 0, all_units)
                * Fraction(table.counts[key, option.key] or 0, bases[key] or 1)
                for key, size in sizes.items()
            ),
            Fraction(),
        )
        for option in table.columns.options
    }
