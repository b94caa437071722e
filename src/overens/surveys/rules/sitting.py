"""The way through a survey's pages: what comes next, how long it takes. Pure Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from overens.surveys.rules.conditions import Condition, is_asked, only_asked

# What a question takes on a phone, in seconds: to choose, and to write.
_TO_CHOOSE, _TO_WRITE = 25, 75
_WRITTEN = frozenset(["text"])

Step = tuple[int, str]


def asked_steps(
    conditions: Mapping[str, Condition], answers: Sequence[Mapping[str, object]]
) -> list[Step]:
    """Return the questions that are asked, sheet by sheet: (sheet from 0, key).

    Args:
        conditions: of each question that has something to fill in, in order.
        answers: of each sheet so far, as stored.

    Source: rule B4, docs/rules/surveys.md.
    """
    steps: list[Step] = []
    for number, given in enumerate(answers):
        kept = only_asked(conditions, given)
        steps += [
            (number, key)
            for key, condition in conditions.items()
            if is_asked(condition, kept)
        ]
    return steps


def step_after(
    steps: Sequence[Step], here: Step | None, places: Mapping[str, int]
) -> Step | None:
    """Return the step after a place, itself perhaps asked no more; None at the end.

    Args:
        here: None before the first.
        places: the number of each question, in order.
    """
    at = (-1, 0) if here is None else (here[0], places[here[1]])
    later = (step for step in steps if (step[0], places[step[1]]) > at)
    return next(later, None)


def step_before(
    steps: Sequence[Step], here: Step | None, places: Mapping[str, int]
) -> Step | None:
    """Return the step before a place, or before the end; None at the beginning."""
    earlier = [
        step
        for step in steps
        if here is None or (step[0], places[step[1]]) < (here[0], places[here[1]])
    ]
    return earlier[-1] if earlier else None


def minutes_to_answer(kinds: Sequence[str]) -> int:
    """Return about how many minutes one sheet takes; at least one.

    >>> minutes_to_answer(["single"] * 8 + ["text"])
    5
    """
    seconds = sum(_TO_WRITE if kind in _WRITTEN else _TO_CHOOSE for kind in kinds)
    return max(1, -(-seconds // 60))
