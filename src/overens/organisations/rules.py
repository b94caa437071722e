"""What an organisation can be, and the district rule. Pure Python."""

from __future__ import annotations

from overens.errors import gettext_noop

KINDS = {"civil": gettext_noop("civil society"), "public": gettext_noop("public body")}
FORMS = {
    "association": gettext_noop("non-profit association"),
    "economic association": gettext_noop("economic association"),
    "foundation": gettext_noop("foundation"),
    "faith community": gettext_noop("faith community"),
    "network": gettext_noop("network without organisation number"),
    "company": gettext_noop("limited company"),
    "region": gettext_noop("region"),
    "municipality": gettext_noop("municipality"),
    "state": gettext_noop("state authority"),
}
LEVELS = {
    "local": gettext_noop("local"),
    "district": gettext_noop("district"),
    "national": gettext_noop("national"),
    "umbrella": gettext_noop("umbrella"),
    "unique": gettext_noop("the only one of its kind"),
}
STATUSES = {
    "active": gettext_noop("active"),
    "dormant": gettext_noop("dormant"),
    "dissolved": gettext_noop("dissolved"),
    "unknown": gettext_noop("unknown"),
}
RELATIONS = {
    "branch": gettext_noop("branch of"),
    "member": gettext_noop("member of"),
    "successor": gettext_noop("successor of"),
}
UNIT_KINDS = {
    "council": gettext_noop("council"),
    "board": gettext_noop("board"),
    "committee": gettext_noop("committee"),
    "subcommittee": gettext_noop("sub-committee"),
    "administration": gettext_noop("administration"),
    "department": gettext_noop("department"),
    "company": gettext_noop("publicly owned company"),
}
LEGS = {
    "health": gettext_noop("health care"),
    "development": gettext_noop("regional development"),
    "both": gettext_noop("both legs"),
    "other": gettext_noop("another leg"),
}
