"""Fields of the register as they come in, made into what is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from overens.common.dates import PartialDate
from overens.common.links import check_link
from overens.common.texts import LocalText, local
from overens.organisations.models import Area, Municipality
from overens.organisations.rules import (
    FIELD_GROUPS,
    FORMS,
    GROUP_OF,
    LANGUAGES,
    LEVELS,
    MEMBERS_BANDS,
    NAME_KINDS,
    ROLES,
    SOURCES,
    STATUSES,
    TARGET_GROUPS,
    DayNotRead,
    UnknownArea,
    UnknownMunicipality,
    check_month,
    check_name,
    check_org_number,
    check_word,
    check_words,
    check_year,
)

MANY = ("municipalities", "areas", "icnptso")


def _text(value: Any) -> LocalText:
    return local(value) if value else LocalText()


def day_of(value: PartialDate | str | None) -> PartialDate:
    """Return a day, month or year as it comes in; unknown where nothing does.

    Raises:
        DayNotRead: it has another shape, or names no day that exists.
    """
    if isinstance(value, PartialDate):
        return value
    try:
        return PartialDate.parse(str(value or ""))
    except ValueError as fault:
        raise DayNotRead() from fault


def cleaned(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields as they are stored; each as its rule says.

    Args:
        fields: some of ``GROUP_OF``'s, plain values. ``municipalities`` and
            ``based_in`` are codes, ``areas`` and ``icnptso`` keys.

    Raises:
        RuleBroken: the first field that cannot be taken, with its name.
        TypeError: a field cannot be written here.
    """
    checks: dict[str, Callable[[Any], Any]] = {
        "name": check_name,
        "org_number": check_org_number,
        "form": lambda value: check_word(value, FORMS, field="form"),
        "federation": lambda value: " ".join(str(value).split())[:120],
        "locality": lambda value: " ".join(str(value).split())[:80],
        "last_active_year": check_year,
        "founded": day_of,
        "dissolved_on": day_of,
        "status": lambda value: check_word(value, STATUSES, field="status"),
        "level": lambda value: check_word(value, LEVELS, field="level"),
        "level_note": lambda value: str(value).strip()[:300],
        "about": _text,
        "access_needs": _text,
        "roles": lambda value: check_words(value, ROLES, field="roles"),
        "languages": lambda value: check_words(value, LANGUAGES, field="languages"),
        "target_groups": lambda value: check_words(
            value, TARGET_GROUPS, field="target_groups"
        ),
        "members_band": lambda value: check_word(
            value, MEMBERS_BANDS, field="members_band"
        ),
        "annual_meeting_month": check_month,
        "website": lambda value: check_link(value, field="website"),
        "based_in": lambda value: value or "",
        "municipalities": list,
        "areas": list,
        "icnptso": list,
    }
    unknown = set(fields) - set(checks)
    if unknown:
        raise TypeError(f"Not written here: {sorted(unknown)}")
    return {name: checks[name](value) for name, value in fields.items()}


def other_names_of(given: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return other names of an organisation, each as its rule says; days untouched.

    Args:
        given: ``name`` and where known ``kind`` (a key of ``NAME_KINDS``; former).

    Raises:
        NameMissing, NameTooLong, UnknownWord: one of them cannot be taken.
    """
    return [
        {
            **other,
            "name": check_name(str(other.get("name") or "")),
            "kind": check_word(other.get("kind") or "former", NAME_KINDS, field="kind"),
        }
        for other in given
    ]


def municipality_of(code: str) -> Municipality | None:
    """Return the municipality with a code; None for no code.

    Raises:
        UnknownMunicipality: the register does not have it.
    """
    if not code:
        return None
    found = Municipality.objects.filter(code=code).first()
    if found is None:
        raise UnknownMunicipality(field="based_in", code=code)
    return found


def municipalities_of(codes: Iterable[str]) -> list[Municipality]:
    """Return the municipalities with these codes.

    Raises:
        UnknownMunicipality: the register does not have one of them.
    """
    wanted = list(dict.fromkeys(codes))
    found = {each.code: each for each in Municipality.objects.filter(code__in=wanted)}
    for code in wanted:
        if code not in found:
            raise UnknownMunicipality(code=code)
    return [found[code] for code in wanted]


def areas_of(classification: str, keys: Iterable[str]) -> list[Area]:
    """Return the areas with these keys in a classification.

    Raises:
        UnknownArea: the register does not have one of them.
    """
    wanted = list(dict.fromkeys(keys))
    rows = Area.objects.filter(classification=classification, key__in=wanted)
    found = {area.key: area for area in rows}
    for key in wanted:
        if key not in found:
            raise UnknownArea(key=key)
    return [found[key] for key in wanted]


def sources_of(
    fields: Iterable[str], source: str, day: date | None
) -> dict[str, dict[str, str]]:
    """Return source and day for each group that some of the fields belong to."""
    check_word(source, SOURCES, field="source")
    said = {"source": source, "day": day.isoformat() if day else ""}
    groups = {GROUP_OF[name] for name in fields if name in GROUP_OF}
    return {group: dict(said) for group in FIELD_GROUPS if group in groups}
