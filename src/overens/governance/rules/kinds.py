"""Groups, decisions and assignments: what there is. Pure Python."""

from __future__ import annotations

from overens.errors import gettext_noop

GROUP_KINDS = {
    "steering": gettext_noop("steering group"),
    "presidium": gettext_noop("chairs’ preparatory group"),
    "preparatory": gettext_noop("preparatory group"),
    "working": gettext_noop("working committee"),
    "reference": gettext_noop("reference group"),
}
SEAT_ROLES = {
    "chair": gettext_noop("chair"),
    "vice chair": gettext_noop("vice chair"),
    "member": gettext_noop("ordinary member"),
    "substitute": gettext_noop("substitute"),
    "co-opted": gettext_noop("co-opted"),
}
# Rule G1: who is counted when a group's size and balance are judged.
ORDINARY_ROLES = ("chair", "vice chair", "member")
REGIMES = {
    "notes": gettext_noop("notes"),
    "association": gettext_noop("minutes as in an association"),
    "kommunallagen": gettext_noop("minutes under the Local Government Act"),
    # What no source says is not filled in (rule G7).
    "unknown": gettext_noop("not known"),
}
DECISION_KINDS = {
    "approve": gettext_noop("gave its approval"),
    "stand behind": gettext_noop("stood behind"),
    "note": gettext_noop("noted in the minutes"),
    "assign": gettext_noop("gave an assignment"),
    "remit": gettext_noop("sent back"),
    "table": gettext_noop("left on the table"),
    "reject": gettext_noop("rejected"),
    "proposed": gettext_noop("proposed, outcome unknown"),
}
ASSIGNMENT_STATES = {
    "in time": gettext_noop("answered in time"),
    "late": gettext_noop("answered late"),
    "answered": gettext_noop("answer recorded"),
    "waiting": gettext_noop("awaits an answer"),
    "overdue": gettext_noop("answer overdue"),
}
