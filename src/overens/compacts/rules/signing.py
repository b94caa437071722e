"""Signatures as recorded facts, and who has not signed again. Pure Python."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from overens.common.dates import PartialDate
from overens.errors import RuleBroken, gettext_noop

LONGEST_WHY = 400  # characters

# What an organisation that signed the version before can be to the new one (rule C9).
RECONSENT_STATES = {
    "again": gettext_noop("has signed again"),
    "declared": gettext_noop("declared, awaiting decision"),
    "withdrawn": gettext_noop("withdrew"),
    "closed": gettext_noop("no longer asked"),
    "not yet": gettext_noop("has not signed again"),
}


class SignatureDayToCome(RuleBroken):
    """A signature of tomorrow."""

    sentence = gettext_noop("The day has not come yet. Write the day it was signed.")
    field = "day"


class SignedAlready(RuleBroken):
    """One standing signature for each version and organisation."""

    sentence = gettext_noop("%(organisation)s has already signed this version.")
    field = "organisation"


class WithdrawnBeforeSigned(RuleBroken):
    """The end comes before the beginning."""

    sentence = gettext_noop("The day comes before the signature. Check the day.")
    field = "day"


class WithdrawalToCome(RuleBroken):
    """A withdrawal is recorded when it has happened."""

    sentence = gettext_noop("The day has not come yet. Write the day it was withdrawn.")
    field = "day"


class WithdrawnAlready(RuleBroken):
    """A signature is withdrawn once."""

    sentence = gettext_noop("This signature has already been withdrawn.")


class WhyMissing(RuleBroken):
    """A withdrawal is shown with its reason."""

    sentence = gettext_noop("Write why. The reason is kept and shown.")
    field = "why"


class NotWithdrawn(RuleBroken):
    """There is no withdrawal to take back."""

    sentence = gettext_noop("This signature has not been withdrawn.")


class SideOfAnotherKind(RuleBroken):
    """A public body on civil society's side, or the other way round."""

    sentence = gettext_noop(
        "%(organisation)s is not of that side. Choose a side of its own sector."
    )
    field = "party"


class PartyOfAnotherCompact(RuleBroken):
    """The side does not belong to this compact."""

    sentence = gettext_noop("This side does not belong to the compact.")
    field = "party"


class ReasonMissing(RuleBroken):
    """What is taken back or away is so for a reason."""

    sentence = gettext_noop("Write why. The reason is kept.")
    field = "why"


class TookPartAlready(RuleBroken):
    """An organisation takes part in drafting a version once."""

    sentence = gettext_noop("%(organisation)s is already among those who drafted.")
    field = "organisation"


def check_signature_day(day: PartialDate, *, today: date) -> None:
    """Refuse a signature of a day that is still to come (rule C7).

    Raises:
        SignatureDayToCome: the earliest day that it can be is after ``today``.
    """
    if day.earliest is not None and day.earliest > today:
        raise SignatureDayToCome()


def check_reason(why: str) -> str:
    """Return a reason as it is kept, at most ``LONGEST_WHY`` characters.

    Raises:
        ReasonMissing: nothing but blank space was written.
    """
    kept = " ".join(why.split())[:LONGEST_WHY]
    if not kept:
        raise ReasonMissing()
    return kept


def check_withdrawal(day: date, why: str, *, signed: PartialDate, today: date) -> str:
    """Return the reason as it is kept, or say what is wrong with it (rule C8).

    Raises:
        WithdrawalToCome: ``day`` is after ``today``.
        WithdrawnBeforeSigned: ``day`` is before the signature can have been given.
        WhyMissing: nothing but blank space was written.
    """
    if day > today:
        raise WithdrawalToCome()
    if signed.earliest is not None and day < signed.earliest:
        raise WithdrawnBeforeSigned()
    kept = " ".join(why.split())[:LONGEST_WHY]
    if not kept:
        raise WhyMissing()
    return kept


@dataclass(frozen=True)
class Reconsent:
    """How it stands with one organisation that signed the version before."""

    organisation: int
    state: str


def reconsent(
    before: Collection[int],
    *,
    signed: Collection[int],
    declared: Collection[int],
    withdrawn: Collection[int],
    closed: Collection[int],
) -> tuple[Reconsent, ...]:
    """Return how each signatory of the version before stands to the new one (C9).

    Args:
        before: organisations that signed the version before, withdrawn ones too.
        signed: those that have signed the new version.
        declared: those that have declared that they will.
        withdrawn: those that withdrew from either version and have not come back.
        closed: those that are no longer asked (dissolved, speak through another).
    """
    order = (
        ("again", signed),
        ("declared", declared),
        ("withdrawn", withdrawn),
        ("closed", closed),
    )
    return tuple(
        Reconsent(
            organisation,
            next((key for key, those in order if organisation in those), "not yet"),
        )
        for organisation in before
    )
