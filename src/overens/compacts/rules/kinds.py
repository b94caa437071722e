"""Compacts, versions and signatures: what there is. Pure Python."""

from __future__ import annotations

from overens.errors import gettext_noop

COMPACT_STATUSES = {
    "drafting": gettext_noop("drafting"),
    "on referral": gettext_noop("on referral"),
    "adopted": gettext_noop("adopted"),
    "in force": gettext_noop("in force"),
    "lapsed": gettext_noop("lapsed"),
    "ended": gettext_noop("ended"),
    "unknown": gettext_noop("not stated in the source"),
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
