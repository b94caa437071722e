"""Who holds which role, who may come in, and the places that later columns fill."""

from __future__ import annotations

from overens.accounts.queries.access import (
    Access,
    access_in_world,
    access_to,
    in_space,
    is_signed_in,
    person_of,
)
from overens.accounts.queries.extract import what_accounts_keeps
from overens.accounts.queries.places import (
    AWAITING,
    MY_PAGE,
    PERSONAL_EXTRACT,
    Awaiting,
    Extract,
    PagePart,
    PageRow,
    awaiting,
    my_page_parts,
    personal_extract,
)
from overens.accounts.queries.roles import (
    PersonRow,
    day_in,
    forget_grants,
    grants_of,
    has_right,
    has_right_in_world,
    is_admin,
    is_secretariat,
    other_admins,
    people_of,
    roles_of,
    spaces_managed_by,
)

__all__ = [
    "AWAITING",
    "MY_PAGE",
    "PERSONAL_EXTRACT",
    "Access",
    "Awaiting",
    "Extract",
    "PagePart",
    "PageRow",
    "PersonRow",
    "access_in_world",
    "access_to",
    "awaiting",
    "day_in",
    "forget_grants",
    "grants_of",
    "has_right",
    "has_right_in_world",
    "in_space",
    "is_admin",
    "is_secretariat",
    "is_signed_in",
    "my_page_parts",
    "other_admins",
    "people_of",
    "person_of",
    "personal_extract",
    "roles_of",
    "spaces_managed_by",
    "what_accounts_keeps",
]
