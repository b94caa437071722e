"""What an organisation can be: the words of the register, by key. Pure Python.

A key is what is stored; its English word is translated at the door. To add one, add it
here and its Swedish word in the catalogue: nothing is migrated.
"""

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
# The same relations seen from above: what the lower one is.
RELATIONS_BELOW = {
    "branch": gettext_noop("local association"),
    "member": gettext_noop("member"),
    "successor": gettext_noop("successor"),
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

# What an organisation does for people, in the words of the compacts.
ROLES = {
    "voice": gettext_noop("voice: speaks for a group or a cause"),
    "service": gettext_noop("service: does something for people"),
}
# Searched by, never shown to the public: sources misspell.
SPELT = "spelt"
NAME_KINDS = {
    "former": gettext_noop("former name"),
    "short": gettext_noop("short name"),
    SPELT: gettext_noop("as a source writes it"),
    "other": gettext_noop("other name"),
}
# Members are kept in bands: exact figures age fast and say little more.
MEMBERS_BANDS = {
    "1-24": gettext_noop("1 to 24 members"),
    "25-99": gettext_noop("25 to 99 members"),
    "100-499": gettext_noop("100 to 499 members"),
    "500-1999": gettext_noop("500 to 1,999 members"),
    "2000-": gettext_noop("2,000 members or more"),
}
LANGUAGES = {
    "sv": gettext_noop("Swedish"),
    "en": gettext_noop("English"),
    "ar": gettext_noop("Arabic"),
    "fa": gettext_noop("Persian"),
    "fi": gettext_noop("Finnish"),
    "rom": gettext_noop("Romani"),
    "so": gettext_noop("Somali"),
    "ti": gettext_noop("Tigrinya"),
    "uk": gettext_noop("Ukrainian"),
    "tsp": gettext_noop("Swedish Sign Language"),
}
TARGET_GROUPS = {
    "everyone": gettext_noop("everyone"),
    "children": gettext_noop("children"),
    "youth": gettext_noop("young people"),
    "families": gettext_noop("families"),
    "older": gettext_noop("older people"),
    "disability": gettext_noop("persons with disabilities"),
    "patients": gettext_noop("patients and service users"),
    "relatives": gettext_noop("relatives"),
    "newcomers": gettext_noop("newcomers"),
    "women": gettext_noop("women"),
    "victims": gettext_noop("victims of crime"),
    "jobseekers": gettext_noop("jobseekers"),
    "residents": gettext_noop("residents of an area"),
    "islanders": gettext_noop("islanders"),
    "volunteers": gettext_noop("volunteers"),
    "lgbtq": gettext_noop("lgbtqi people"),
    "associations": gettext_noop("associations"),
}
SOURCES = {
    "own": gettext_noop("the organisation itself"),
    "municipality": gettext_noop("the municipality’s register"),
    "region": gettext_noop("the region’s list of grant recipients"),
    "compact": gettext_noop("the compact’s lists of participants"),
    "secretariat": gettext_noop("the secretariat"),
    "public documents": gettext_noop("public documents"),
}
# How a row of a source came to its organisation.
LINK_NEW, LINK_RULE, LINK_PERSON = "new", "rule", "person"
LINKS = {
    LINK_NEW: gettext_noop("the organisation was made from it"),
    LINK_RULE: gettext_noop("linked by rule"),
    LINK_PERSON: gettext_noop("linked by a person"),
}
# How far an import has come.
READ, WRITING, WRITTEN, TAKEN_BACK = "read", "writing", "written", "taken back"
IMPORT_STATES = {
    READ: gettext_noop("read, not yet brought in"),
    WRITING: gettext_noop("being brought in"),
    WRITTEN: gettext_noop("brought in"),
    TAKEN_BACK: gettext_noop("undone"),
}
# What organisations are asked, and the minutes that an answer takes.
PROGRESS, CONFIRM, STILL = "progress", "confirm", "still"
REQUESTS = {
    PROGRESS: gettext_noop("how a measure goes"),
    CONFIRM: gettext_noop("whether the facts in the register are right"),
    STILL: gettext_noop("whether somebody still speaks for it"),
}
REQUEST_MINUTES = {PROGRESS: 10, CONFIRM: 5, STILL: 1}
# What somebody decided about two that may be the same.
SAME, NOT_SAME = "same", "not same"
# The groups of fields that each have their own source and day.
FIELD_GROUPS = {
    "identity": gettext_noop("name and form"),
    "activity": gettext_noop("what it does, where and for whom"),
    "contact": gettext_noop("contact"),
}
# Which of them each field belongs to.
GROUP_OF = {
    "name": "identity",
    "org_number": "identity",
    "form": "identity",
    "federation": "identity",
    "founded": "identity",
    "dissolved_on": "identity",
    "status": "identity",
    "level": "activity",
    "level_note": "activity",
    "about": "activity",
    "roles": "activity",
    "languages": "activity",
    "target_groups": "activity",
    "access_needs": "activity",
    "members_band": "activity",
    "municipalities": "activity",
    "areas": "activity",
    "icnptso": "activity",
    "last_active_year": "activity",
    "based_in": "contact",
    "locality": "contact",
    "website": "contact",
    "annual_meeting_month": "contact",
}
# Two classifications stand side by side: the twenty areas of the 2020 survey are the
# public list; the United Nations' ICNP/TSO is for statistics.
AREAS, ICNPTSO = "areas", "icnptso"
CLASSIFICATIONS = {
    AREAS: gettext_noop("areas"),
    ICNPTSO: gettext_noop("ICNP/TSO"),
}
# Marks that later columns set; the key says of what: here, a compact's slug.
SIGNATORY = "signatory"
# Set by whoever invites; the key says to what.
INVITED = "invited"

# How long ago the facts were last confirmed (rule O29).
CONFIRMED = {
    "year": gettext_noop("within a year"),
    "older": gettext_noop("more than a year ago"),
    "never": gettext_noop("never"),
}
