"""Statuses, sides and reasons in the reader's language."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext

from overens.common import formats
from overens.compacts.rules import SIDES
from overens.plans.rules import HOW_KNOWN, Reason, Status


def side_word(side: str) -> str:
    """Return "det offentliga" or "civilsamhället"."""
    return gettext(SIDES[side])


def side_heading(side: str) -> str:
    """Return the side's word with a capital, to begin a sentence or stand alone."""
    word = side_word(side)
    return word[:1].upper() + word[1:]


def status_word(status: Status) -> str:
    """Return the status in the reader's language: "Enligt plan"."""
    return gettext(status.label)


def how_known_word(key: str) -> str:
    """Return how a difference is known, in the reader's language."""
    return gettext(HOW_KNOWN[key]) if key else ""


def reason_text(reason: Reason) -> str:
    """Return why a status holds, as a sentence in the reader's language."""
    facts: dict[str, object] = {}
    for name, value in reason.facts.items():
        if isinstance(value, date):
            facts[name] = formats.day(value)
        elif name == "side":
            facts[name] = side_heading(str(value))
        else:
            facts[name] = value
    sentence = gettext(reason.sentence)
    return sentence % facts if facts else sentence
