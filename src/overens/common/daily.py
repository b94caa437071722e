"""What is done once a day: each column registers its steps, ``do_daily`` takes them.

A step is called with the day, or None for each space's own, and yields one ``Line``
for each thing that it did, or passed over and why. It is safe to take twice the same
day: the second time it passes over what the first one did. A step is registered in
``apps.ready()``::

    from overens.common.daily import register
    register("plans.ask_for_reports", ask_for_reports_on)
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

log = logging.getLogger("overens.daily")


@dataclass(frozen=True)
class Line:
    """One thing that a step did, or passed over.

    Args:
        what: the thing, in one line.
        did: whether it was done; else it was passed over.
        why: why it was passed over; empty for what was done.
    """

    what: str
    did: bool = True
    why: str = ""


@dataclass(frozen=True)
class StepResult:
    """What one step came to; ``fault`` when it could not be taken to its end."""

    name: str
    lines: tuple[Line, ...]
    fault: str = ""

    @property
    def did(self) -> int:
        """How many things were done."""
        return sum(line.did for line in self.lines)

    @property
    def skipped(self) -> int:
        """How many things were passed over."""
        return len(self.lines) - self.did


Step = Callable[[date | None], Iterable[Line]]

_STEPS: dict[str, tuple[int, Step]] = {}


def register(name: str, step: Step, *, order: int = 50) -> None:
    """Add a step; registering the same name again replaces it.

    Args:
        name: ``package.verb_noun``.
        step: called with the day, or None for each space's own; yields lines.
        order: lower ones first.
    """
    _STEPS[name] = (order, step)


def steps() -> list[tuple[str, Step]]:
    """Return the steps in the order in which they are taken."""
    ordered = sorted(_STEPS.items(), key=lambda entry: (entry[1][0], entry[0]))
    return [(name, step) for name, (_order, step) in ordered]


def take_steps(today: date | None = None) -> list[StepResult]:
    """Take every step; one that fails does not stop the others.

    Args:
        today: the day; each space's own, by its clock, when left out.
    """
    results = []
    for name, step in steps():
        lines: list[Line] = []
        fault = ""
        try:
            lines.extend(step(today))
        # Whatever went wrong in one column, the rest of the day's work is done.
        except Exception as wrong:
            log.exception("The step %s failed", name)
            fault = f"{type(wrong).__name__}: {wrong}"
        results.append(StepResult(name, tuple(lines), fault))
    return results
