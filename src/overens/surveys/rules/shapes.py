"""The small shapes that a survey's file is made of, and what is said of a wrong one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from overens.errors import RuleBroken, gettext_noop

LANGUAGES = ("sv", "en")

_KEY = re.compile(r"^[a-z0-9][a-z0-9-]{0,59}$")

LocalText = dict[str, str]


class WrongDefinition(RuleBroken):
    """The file does not describe a survey."""

    sentence = gettext_noop("The survey file is not right at “%(where)s”.")


class DefinitionMissing(WrongDefinition):
    """Something that has to be there is not."""

    sentence = gettext_noop("The survey file lacks “%(where)s”.")


class DefinitionUnknown(WrongDefinition):
    """A value that is not one of those there are."""

    sentence = gettext_noop(
        "The survey file says “%(given)s” at “%(where)s”; write one of: %(allowed)s."
    )


class DefinitionTwice(WrongDefinition):
    """A key that stands twice."""

    sentence = gettext_noop("The survey file has “%(given)s” twice at “%(where)s”.")


class NotATable(WrongDefinition):
    """A table was wanted."""

    sentence = gettext_noop("The survey file needs a table at “%(where)s”.")


class NotAList(WrongDefinition):
    """A list was wanted."""

    sentence = gettext_noop("The survey file needs a list at “%(where)s”.")


class NotAText(WrongDefinition):
    """A text, or texts by language, were wanted."""

    sentence = gettext_noop(
        "The survey file needs a text at “%(where)s”, or one for each language: sv, en."
    )


class NotANumber(WrongDefinition):
    """Whole numbers were wanted."""

    sentence = gettext_noop("The survey file needs whole numbers at “%(where)s”.")


class TooSmall(WrongDefinition):
    """A number is smaller than it may be."""

    sentence = gettext_noop(
        "Write at least %(least)s at “%(where)s” in the survey file."
    )


class NotAKey(WrongDefinition):
    """A key has letters that no key has."""

    sentence = gettext_noop(
        "Write “%(where)s” in the survey file with small letters, digits and hyphens."
    )


def table_of(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return a table that has to be there."""
    if name not in data:
        raise DefinitionMissing(where=name)
    table = data[name]
    if not isinstance(table, dict):
        raise NotATable(where=name)
    return table


def list_of(data: Mapping[str, Any], name: str) -> list[Any]:
    """Return a list of tables, empty where there is none."""
    entries = data.get(name, [])
    if not isinstance(entries, list) or not all(
        isinstance(entry, dict) for entry in entries
    ):
        raise NotAList(where=name)
    return entries


def key_of(value: object, where: str) -> str:
    """Return a key: small letters, digits and hyphens."""
    if not value:
        raise DefinitionMissing(where=where)
    if not isinstance(value, str) or not _KEY.match(value):
        raise NotAKey(where=where)
    return value


def text_of(
    table: Mapping[str, Any], name: str, where: str, *, required: bool = True
) -> str:
    """Return a text in one language."""
    value = table.get(name) or ""
    if not isinstance(value, str):
        raise NotAText(where=where)
    if required and not value.strip():
        raise DefinitionMissing(where=where)
    return value.strip()


def by_language(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return the texts that stand in a table beside its other keys."""
    return {language: table[language] for language in LANGUAGES if table.get(language)}


def number_of(
    table: Mapping[str, Any], name: str, where: str, default: int, *, at_least: int
) -> int:
    """Return a whole number, ``default`` where there is none."""
    value = table.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int):
        raise NotANumber(where=f"{where}.{name}")
    if value < at_least:
        raise TooSmall(where=f"{where}.{name}", least=at_least)
    return int(value)


def local_of(value: object, where: str, *, required: bool = True) -> LocalText:
    """Return a published text by language; a plain text is taken as Swedish."""
    if isinstance(value, str):
        value = {"sv": value}
    if value is None:
        value = {}
    if (
        not isinstance(value, dict)
        or not set(value) <= set(LANGUAGES)
        or not all(isinstance(text, str) for text in value.values())
    ):
        raise NotAText(where=where)
    texts = {language: text.strip() for language, text in value.items() if text.strip()}
    if required and not texts:
        raise DefinitionMissing(where=where)
    return texts


def one_of(value: object, allowed: Iterable[str], where: str) -> str:
    """Return a value that is one of those there are."""
    allowed = list(allowed)
    if value is None or value == "":
        raise DefinitionMissing(where=where)
    if not isinstance(value, str) or value not in allowed:
        raise DefinitionUnknown(
            given=str(value)[:80], where=where, allowed=", ".join(allowed[:40])
        )
    return value


def check_unique(keys: Iterable[str], where: str) -> None:
    """Refuse a key that stands twice."""
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise DefinitionTwice(given=key, where=where)
        seen.add(key)
