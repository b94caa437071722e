"""Statuses, sides and reasons in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from overens.common import formats
from overens.compacts.rules import SIDES
from overens.plans.rules import HOW_KNOWN, Agreement, Reason, Status


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


@dataclass(frozen=True)
class AgreementShown:
    """How the sides' reports stand to each other, as a tag: word, tone and icon."""

    word: str
    tone: str
    icon: str


_AGREEMENT_LOOKS = {
    Agreement.NONE: ("neutral", "circle-dashed"),
    Agreement.ONE: ("neutral", "message-circle"),
    Agreement.AGREE: ("success", "heart-handshake"),
    Agreement.DIFFER: ("warning", "git-compare"),
}


def agreement_shown(found: Agreement) -> AgreementShown:
    """Return how the sides' reports stand to each other, in the reader's language."""
    tone, icon = _AGREEMENT_LOOKS[found]
    return AgreementShown(gettext(found.value), tone, icon)


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
