"""What may be told of a question that nearly the same persons have answered before.

Most people answer as they did last year. So where two rounds were answered by the same
persons but one, the difference between two figures is, most likely, what that one
answered: 8 said no, then 7, and everybody knows who has left. No figure of either round
by itself gives it away, so it has to be seen across rounds.

Rule 65 of docs/rules/surveys.md.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from overens.errors import RuleBroken, gettext_noop


class AskedOfNearlyTheSame(RuleBroken):
    """The difference to an earlier round would tell what few persons answered."""

    sentence = gettext_noop(
        "Nearly the same persons have answered this question before. The difference "
        "between the figures would tell what fewer than %(least)s of them answered, so "
        "they are not given out."
    )


@dataclass(frozen=True)
class AskedPerson:
    """Somebody who is asked, as far as a later round can know them again.

    Attributes:
        name: folded; "" where it is forgotten or was never told.
        key: in the survey's frame; tells only where there is no name.
        units: the folded names of what they answer for.
    """

    name: str
    key: str
    units: frozenset[str]


@dataclass(frozen=True)
class Round:
    """One survey of some persons.

    Attributes:
        persons: all who were asked.
        missing: how many of them did not answer; of whom nobody knows which.
    """

    persons: Sequence[AskedPerson]
    missing: int


def tells_of_few(before: Round, after: Round, least: int) -> bool:
    """Say whether two rounds differ by persons so few that their answers show.

    Those known to have been asked in one round only, with those who may have kept
    silent in the other, are the ones whose answers a difference can be made of. Where
    there is nobody who is known to have come or left, it points at nobody.

    Persons are known again by name, or by key where one of the two has no name; once as
    they are, and once with what they answer for, since a committee can come and go
    while its secretary stays.
    """
    has_names = all(
        any(person.name for person in each.persons) for each in (before, after)
    )

    def who(person: AskedPerson) -> Hashable:
        return person.name or person.key if has_names else person.key

    def who_for_what(person: AskedPerson) -> Hashable:
        return who(person), person.units

    return any(
        _is_few(before, after, known_by, least) for known_by in (who, who_for_what)
    )


def _is_few(
    before: Round,
    after: Round,
    known_by: Callable[[AskedPerson], Hashable],
    least: int,
) -> bool:
    first = {known_by(person) for person in before.persons}
    second = {known_by(person) for person in after.persons}
    if not first & second:
        return False
    return any(
        changed and len(changed) + missing < least
        for changed, missing in (
            (first - second, after.missing),
            (second - first, before.missing),
        )
    )


def asked_again(
    keys: Iterable[str],
    after: Round,
    earlier: Iterable[tuple[frozenset[str], Round]],
    least: int,
) -> frozenset[str]:
    """Return which questions must not be told, since nearly the same answered before.

    Args:
        keys: of the questions that are to be told.
        earlier: of each survey whose figures are known: its questions, and its round.
    """
    told_before = frozenset(
        key
        for questions, before in earlier
        if tells_of_few(before, after, least)
        for key in questions
    )
    return frozenset(keys) & told_before
