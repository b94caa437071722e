"""Work that nobody need wait for: asked for by name, done at least once.

An action calls ``later("plans.send_receipt", uuid)`` inside its transaction; the row
in the queue commits with the change. ``overens.<package>.tasks.<name>`` does it, in the
job worker, and has to bear being run twice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from typing import Any

from django_tasks import task


def resolve(name: str) -> Callable[..., Any]:
    """Return the function of a job's name, ``package.function``.

    Raises:
        LookupError: there is no such function in ``overens.<package>.tasks``.
    """
    package, _, function = name.partition(".")
    try:
        found = getattr(import_module(f"overens.{package}.tasks"), function)
    except (ImportError, AttributeError) as fault:
        raise LookupError(f"No job is called {name}.") from fault
    if not callable(found):
        raise LookupError(f"No job is called {name}.")
    return found  # type: ignore[no-any-return]


@task()
def run(name: str, arguments: list[Any]) -> None:
    """Do the job of that name."""
    resolve(name)(*arguments)


def later(name: str, *arguments: Any, at: datetime | None = None) -> None:
    """Ask for a job; it is queued in the current transaction.

    Args:
        name: ``package.function``; a misspelt one raises LookupError at once.
        arguments: plain values; a uuid is passed as text.
        at: not before this instant.
    """
    resolve(name)
    plain = [
        argument
        if isinstance(argument, (str, int, float, bool, type(None)))
        else str(argument)
        for argument in arguments
    ]
    run.using(run_after=at).enqueue(name, plain)
