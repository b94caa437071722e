"""Roles: what there is, and what each may do. Pure Python."""

from __future__ import annotations

from overens.errors import gettext_noop

SECRETARIAT = "secretariat"
OFFICIAL = "official"
MEMBER = "member"
ADMIN = "admin"

ROLES = {
    SECRETARIAT: gettext_noop("secretariat"),
    OFFICIAL: gettext_noop("official"),
    MEMBER: gettext_noop("group member"),
    ADMIN: gettext_noop("administrator"),
}
