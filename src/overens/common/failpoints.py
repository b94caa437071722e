"""Named places where a test may stop the program: what then is lost, and what is not.

``failpoint("plans.report.before_commit")`` does nothing, unless the environment says
``OVERENS_FAILPOINTS=plans.report.before_commit:kill9`` outside production. Each named
place acts once for each data folder, so that a worker that is started anew gets past.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

from django.conf import settings


class Stopped(Exception):
    """The failpoint's action ``raise``."""


def wanted() -> dict[str, str]:
    """Return the actions asked for, by place; nothing in production."""
    text = os.environ.get("OVERENS_FAILPOINTS", "")
    if not text or settings.PRODUCTION:
        return {}
    pairs = (entry.partition(":") for entry in text.split(","))
    return {name.strip(): action.strip() for name, _, action in pairs if name.strip()}


def failpoint(name: str) -> None:
    """Stop here, if a test has asked for it.

    Raises:
        Stopped: the action asked for is ``raise``.
    """
    if "OVERENS_FAILPOINTS" not in os.environ:
        return
    action = wanted().get(name)
    if action is None or not _first_time(name):
        return
    if action == "kill9":
        os.kill(os.getpid(), signal.SIGKILL)
    raise Stopped(name)


def _first_time(name: str) -> bool:
    folder = Path(settings.DATA) / "failpoints"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        (folder / name).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
