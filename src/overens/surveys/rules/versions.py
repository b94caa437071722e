"""Versions of a questionnaire: what may be added once somebody has answered.

Rule 47 of docs/rules/surveys.md.
"""

from __future__ import annotations

from overens.errors import RuleBroken, gettext_noop
from overens.surveys.rules.drafts import AskedAlready, TakenAway
from overens.surveys.rules.frames import OPEN


class BeforeAndAfter(RuleBroken):
    """Those who answered before and after would be told apart."""

    sentence = gettext_noop(
        "The answers were promised to point nobody out. A new question would tell "
        "those who answered before it from those who answered after, so the questions "
        "stand as they are. Make a new survey to ask more."
    )


def check_new_version(*, mode: str, is_over: bool, taken_away: bool) -> None:
    """Say whether a question may be added after somebody has been asked.

    Args:
        is_over: no more answers come in, or the results are known to all.

    Raises:
        TakenAway: the survey is withdrawn.
        AskedAlready: nobody would be asked the new question.
        BeforeAndAfter: it was not to be answered openly.

    Source: rule 47, docs/rules/surveys.md.
    """
    if taken_away:
        raise TakenAway()
    if is_over:
        raise AskedAlready()
    if mode != OPEN:
        raise BeforeAndAfter()
