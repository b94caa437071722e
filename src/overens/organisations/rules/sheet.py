"""A row of the register's sheet, turned into the shape that the import takes. Pure.

The shape is what ``organisations.toml`` and ``public.toml`` of the demonstration have
and what ``actions.import_organisations`` reads; a sheet has the same in flat columns,
lists parted by blanks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_LISTS = (
    "municipalities",
    "areas",
    "icnptso",
    "roles",
    "languages",
    "target_groups",
    "member_of",
)
_PLAIN = (
    "slug",
    "name",
    "kind",
    "form",
    "level",
    "parent",
    "seat",
    "members_band",
    "website",
    "status",
    "last_confirmed",
    "source",
    "founded",
    "org_number",
)
_FORMER = re.compile(r"^(?P<name>.+?)(?:\s*\(till (?P<to>[\d-]+)\))?$")


def row_of_sheet(cells: Mapping[str, str]) -> dict[str, Any]:
    """Return one organisation of a sheet, by heading, in the import's shape.

    >>> row = row_of_sheet({"slug": "a", "areas": "culture sport", "about_sv": "Bra.",
    ...     "former_names": "Gamla A (till 2006)"})
    >>> row["areas"], row["about"]
    (['culture', 'sport'], {'sv': 'Bra.'})
    >>> row["other_names"]
    [{'name': 'Gamla A', 'kind': 'former', 'to': '2006'}]
    """
    row: dict[str, Any] = {name: cells.get(name, "").strip() for name in _PLAIN}
    row |= {name: cells.get(name, "").split() for name in _LISTS}
    for name in ("about", "access_needs"):
        row[name] = _texts(cells, name)
    month = cells.get("annual_meeting_month", "").strip()
    row["annual_meeting_month"] = int(month) if month.isdigit() else None
    role = _texts(cells, "contact")
    if role or cells.get("email"):
        row["contact"] = {"role": role, "email": cells.get("email", "").strip()}
    row["other_names"] = [
        {"name": found["name"].strip(), "kind": "former", "to": found["to"] or ""}
        for part in cells.get("former_names", "").split("|")
        if (found := _FORMER.match(part.strip()))
    ]
    return row


def _texts(cells: Mapping[str, str], name: str) -> dict[str, str]:
    """Return ``{"sv": …, "en": …}`` from ``name_sv`` and ``name_en``."""
    found = {code: cells.get(f"{name}_{code}", "").strip() for code in ("sv", "en")}
    return {code: text for code, text in found.items() if text}
