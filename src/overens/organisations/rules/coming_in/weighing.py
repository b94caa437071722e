"""What a row of a source may change in the register, and what stands against it. Pure.

Rule O21: what the organisation itself has confirmed wins; then what the secretariat has
written; then the source that a fact came from; another source fills holes only. Nothing
is ever emptied because a source is silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from overens.errors import gettext_noop
from overens.organisations.rules.kinds import GROUP_OF, SPELT
from overens.organisations.rules.names import folded

TAKEN = ""
CONFIRMED, BY_HAND = "confirmed", "by hand"
OTHER_SOURCE, OTHER_NUMBER = "other source", "other number"
KEPT_WHY = {
    CONFIRMED: gettext_noop("the organisation itself has confirmed what stands"),
    BY_HAND: gettext_noop("the secretariat has written what stands"),
    OTHER_SOURCE: gettext_noop("what stands comes from another source"),
    OTHER_NUMBER: gettext_noop(
        "two valid numbers that differ are for a person to judge"
    ),
}
# The register's field for each that a row says.
_FIELDS = {
    "name": "name",
    "org_number": "org_number",
    "form": "form",
    "level": "level",
    "federation": "federation",
    "municipality": "based_in",
    "locality": "locality",
    "website": "website",
    "last_active_year": "last_active_year",
    "about": "about",
}
_LISTS = ("areas", "municipalities")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field where a source and the register do not say the same.

    Attributes:
        field: the register's field.
        before: what stands there; texts, a year, or a list of keys.
        after: what the source says; of a list, all that would stand.
        kept: why what stands is kept, a key of ``KEPT_WHY``; empty when it is taken.
    """

    field: str
    before: Any
    after: Any
    kept: str = TAKEN


def weigh(
    held: Mapping[str, Any],
    said: Mapping[str, Any],
    *,
    before: Mapping[str, Any] | None,
    sources: Mapping[str, Mapping[str, str]],
    source: str,
) -> list[Difference]:
    """Return where a row and the register differ, and which of them stands.

    Args:
        held: the organisation's fields, as ``_FIELDS`` names them, and its lists.
        said: what the row says now (``RowRead.said``).
        before: what it said the last time; None the first time.
        sources: source and day of each group of fields (``field_sources``).
        source: the slug of the row's source.

    >>> weigh({"website": ""}, {"website": "https://a.se"}, before=None, sources={},
    ...     source="list")
    [Difference(field='website', before='', after='https://a.se', kept='')]
    """
    found = []
    for name, field in _FIELDS.items():
        new = said.get(name)
        if not new or (before is not None and before.get(name) == new):
            continue
        stands = held.get(field) or ("" if isinstance(new, str) else None)
        if _same(stands, new):
            continue
        kept = _kept(field, stands, sources, source)
        found.append(Difference(field, stands, new, kept))
    for name in _LISTS:
        stands = sorted(held.get(name) or ())
        were = set((before or {}).get(name) or ())
        new = set(said.get(name) or ())
        wanted = sorted((set(stands) - (were - new)) | (new - were))
        if wanted != stands:
            holder = sources.get(GROUP_OF[name], {})
            kept = CONFIRMED if holder.get("source") == "own" else TAKEN
            found.append(Difference(name, stands, wanted, kept))
    return found


def _same(stands: Any, new: Any) -> bool:
    if isinstance(stands, str) and isinstance(new, str):
        return " ".join(stands.split()) == " ".join(new.split())
    return bool(stands == new)


def _kept(
    field: str, stands: Any, sources: Mapping[str, Mapping[str, str]], source: str
) -> str:
    """Return why what stands is kept; empty when the source's word is taken."""
    holder = sources.get(GROUP_OF[field], {})
    if holder.get("source") == "own":
        return CONFIRMED
    if not stands:
        return TAKEN
    if field == "org_number":
        return OTHER_NUMBER
    if holder.get("source") == "secretariat":
        return BY_HAND
    if holder and holder.get("register", "") != source:
        return OTHER_SOURCE
    return TAKEN


def new_names(
    said: Mapping[str, Any], known: Iterable[str], *, is_renamed: bool
) -> list[tuple[str, str]]:
    """Return names that a row adds to an organisation: (name, kind) each.

    Args:
        known: the names that it has, the present one first.
        is_renamed: whether the row's name becomes its present name.

    What a list calls former or other is an *other* name; a different spelling is kept
    to be searched by, and never shown.
    """
    there = {folded(name) for name in known}
    found: list[tuple[str, str]] = []
    for name in said.get("other_names") or ():
        if folded(name) not in there:
            there.add(folded(name))
            found.append((name, "other"))
    if not is_renamed and folded(said["name"]) not in there:
        found.append((said["name"], SPELT))
    return found
