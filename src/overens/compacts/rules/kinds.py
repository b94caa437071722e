"""Compacts, versions and signatures: what there is, and what a compact needs."""

from __future__ import annotations

from overens.errors import RuleBroken, gettext_noop

COMPACT_STATUSES = {
    "drafting": gettext_noop("drafting"),
    "on referral": gettext_noop("on referral"),
    "adopted": gettext_noop("adopted"),
    "in force": gettext_noop("in force"),
    "lapsed": gettext_noop("lapsed"),
    "ended": gettext_noop("ended"),
    "unknown": gettext_noop("the source does not say"),
}
# What a version's first day is the day of, as far as is known.
BEGINNINGS = {
    "in force": gettext_noop("in force from"),
    "launched": gettext_noop("launched"),
    "adopted": gettext_noop("adopted in"),
}
SIDES = {
    "public": gettext_noop("the public sector"),
    "civil": gettext_noop("civil society"),
}
FUNCTIONS = {
    "voice": gettext_noop("voice"),
    "service": gettext_noop("service"),
    "": gettext_noop("no function named"),
}
SIGNATURE_STATES = {
    "signed": gettext_noop("signed"),
    "declared": gettext_noop("declared, awaiting decision"),
}
SIGNATURE_WAYS = {
    "ceremony": gettext_noop("by the ceremony list"),
    "two together": gettext_noop("two together"),
    "on the spot": gettext_noop("on the spot"),
    "link": gettext_noop("by personal link"),
    "decision": gettext_noop("by decision"),
    "": gettext_noop("way not stated"),
}


class NameMissing(RuleBroken):
    """Everything is called something."""

    sentence = gettext_noop("Write what it is called.")
    field = "name"


class SideMissing(RuleBroken):
    """A party is of the public sector or of civil society."""

    sentence = gettext_noop("Choose the public sector or civil society.")
    field = "side"


class PartyThere(RuleBroken):
    """Two parties cannot bear the same name."""

    sentence = gettext_noop("There is already a party called %(name)s.")
    field = "name"


class CompactThere(RuleBroken):
    """One space, one compact, one address."""

    sentence = gettext_noop(
        "There is already a compact at %(slug)s. Choose another address, or bring the "
        "text in as a new version."
    )
    field = "slug"


class PartyInUse(RuleBroken):
    """A side that something stands on is not taken away."""

    sentence = gettext_noop(
        "%(name)s is in use: %(commitments)s commitments, %(signatures)s signatures "
        "and %(seats)s seats stand on it. Take them away first, or keep the side."
    )


class NoSuchParty(RuleBroken):
    """A heading is said to be a side that the compact does not have."""

    sentence = gettext_noop("The compact has no side called %(name)s.")


class NoSuchCompact(RuleBroken):
    """No compact has the address."""

    sentence = gettext_noop("There is no compact at %(slug)s.")
    field = "slug"


class NoSuchImport(RuleBroken):
    """No import has the uuid."""

    sentence = gettext_noop("There is no import called %(run)s.")


class NoSuchVersion(RuleBroken):
    """The compact lacks a version of that number."""

    sentence = gettext_noop("%(compact)s has no version %(number)s.")
    field = "version"
