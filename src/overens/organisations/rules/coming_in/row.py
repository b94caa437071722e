"""One row of a sheet, read: what it says in the register's own terms, and its notes.

The form of a page and the import of 260,000 rows judge a field by the same rules; here
a sheet's wording is understood first. Nothing is guessed: what is not understood is
said, kept with the row, and left out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from overens.errors import RuleBroken, gettext_noop
from overens.organisations.rules.checks import check_name
from overens.organisations.rules.coming_in.columns import KEEP, NAME, PRIVATE
from overens.organisations.rules.coming_in.numbers import (
    NUMBER_NOTES,
    is_nothing,
    read_number,
)
from overens.organisations.rules.coming_in.words import (
    area_of,
    form_of,
    level_of,
    word_key,
)
from overens.organisations.rules.names import folded
from overens.organisations.rules.repairing import looks_double_encoded, repaired

DOUBLE_ENCODED = "double encoded"
UNKNOWN_PLACE = "unknown municipality"
UNKNOWN_AREA = "unknown area"
UNKNOWN_FORM = "unknown form"
UNKNOWN_LEVEL = "unknown level"
NOT_A_LINK = "not a web address"
NOT_AN_EMAIL = "not an e-mail address"
NOT_A_YEAR = "not a year"
BORROWED = "borrowed number"
NOTES = {
    **NUMBER_NOTES,
    DOUBLE_ENCODED: gettext_noop("letters are damaged (Ã¶ for ö)"),
    UNKNOWN_PLACE: gettext_noop("the municipality is not known here"),
    UNKNOWN_AREA: gettext_noop("an area is not among the twenty"),
    UNKNOWN_FORM: gettext_noop("the legal form is not in the list"),
    UNKNOWN_LEVEL: gettext_noop("the level is not in the list"),
    NOT_A_LINK: gettext_noop("the web address cannot be read"),
    NOT_AN_EMAIL: gettext_noop("the e-mail address cannot be read"),
    NOT_A_YEAR: gettext_noop("the year cannot be read"),
    BORROWED: gettext_noop(
        "another organisation has this number; kept as borrowed from its parent"
    ),
}
LONGEST_CELL = 2_000  # characters of a cell that are read and kept
# An address is shorter; what is longer is not searched for one.
LONGEST_ADDRESS = 320
LONGEST_LINK = 190  # rule O12, less a scheme that is put before it
MOST_AREAS = 8
# Addresses of a role, not a person: what stands before the @ (register.md §3).
_ROLE = re.compile(
    r"(info|kansli|kansliet|kontakt|styrelsen?|foreningen?|forening|mail|epost|post|"
    r"office|contact|sekretariat|ordforanden?|kassor|sekreterare|medlem|hej|board|"
    r"bokning|expedition|distrikt|region)([._-]?[a-z]{0,12})?"
)
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[a-zA-ZåäöÅÄÖ]{2,}")
_SITE = re.compile(r"(?:https?://)?[^\s/@]+\.[a-zåäö]{2,}(?::\d+)?(?:[/?#]\S*)?", re.I)
_POST_CODE = re.compile(r"(?<!\d)(\d{3})\s?(\d{2})(?!\d)")
_SEVERAL = re.compile(r"[;,/|\n]+")
_YEAR = re.compile(r"(?<!\d)(19\d\d|20\d\d)(?!\d)")


class TooManyCells(RuleBroken):
    """A separator went astray."""

    sentence = gettext_noop(
        "The row has more cells than there are headings. A %(delimiter)s may stand "
        "inside a name: put the name in quotation marks."
    )
    field = "name"


class SameRow(RuleBroken):
    """The same number in the source twice."""

    sentence = gettext_noop("%(key)s stands in row %(row)s too. Keep one of them.")
    field = "record_id"


@dataclass(frozen=True)
class Places:
    """Municipalities by code and by ``word_key`` of name; and areas likewise."""

    codes: frozenset[str] = frozenset()
    by_name: Mapping[str, str] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class RowRead:
    """One row of a source, read.

    Attributes:
        key: its number in the source, or one made of what it says.
        said: plain values by field, empty ones left out: name, org_number, form, level,
            federation, municipality (code), locality, postal_code, areas (keys),
            municipalities (codes), email, website, last_active_year, about,
            other_names.
        raw: its cells by heading, without what is private.
        notes: keys of ``NOTES``.
    """

    key: str
    said: dict[str, Any]
    raw: dict[str, str]
    notes: list[str]

    @property
    def digest(self) -> str:
        """A digest of what it says: the same row is the same another day."""
        text = repr((sorted(self.said.items()), sorted(self.raw.items())))
        return hashlib.blake2b(
            text.encode("utf-8", "replace"), digest_size=16
        ).hexdigest()


@dataclass(frozen=True)
class Reader:
    """Reads the rows of one sheet.

    Args:
        names: its headings, in order.
        mapping: what each column holds, by heading.
        places: what municipalities and areas there are.
        municipality: code of the one that all rows are in, where none is said.
        repairs: whether double-encoded letters are put right, which a person confirms.
    """

    names: Sequence[str]
    mapping: Mapping[str, str]
    places: Places
    municipality: str = ""
    repairs: bool = False

    def read(self, cells: Sequence[str]) -> RowRead:
        """Return a row, read.

        Raises:
            RuleBroken: it cannot be taken (no name; a personal number; astray cells).
        """
        if any(cell.strip() for cell in cells[len(self.names) :]):
            raise TooManyCells(delimiter=";")
        notes: list[str] = []
        raw: dict[str, str] = {}
        found: dict[str, list[str]] = {}
        for name, cell in zip(self.names, cells, strict=False):
            if not cell or not (text := cell.strip()):
                continue
            # A name is judged as it is: cut, a wrong one would look right.
            if self.mapping.get(name) != NAME:
                text = text[:LONGEST_CELL]
            text = self._letters(text, notes)
            held = self.mapping.get(name, KEEP)
            if held == PRIVATE:
                continue
            if held != KEEP:
                found.setdefault(held, []).append(text)
            if held != "address":
                raw[name] = text[:LONGEST_CELL]
        said = self._said(found, notes)
        key = (found.get("record_id") or [""])[0][:80] or record_key(said)
        if "org_number" in found and "org_number" not in said:
            # What is no organisation number may be a mistyped personal number.
            for name, held in self.mapping.items():
                if held == "org_number":
                    raw.pop(name, None)
        return RowRead(key, said, raw, list(dict.fromkeys(notes)))

    def _letters(self, text: str, notes: list[str]) -> str:
        if text.isascii():
            return text
        if looks_double_encoded(text):
            if not self.repairs:
                notes.append(DOUBLE_ENCODED)
                return text
            return repaired(text)
        return repaired(text)

    def _said(self, found: Mapping[str, list[str]], notes: list[str]) -> dict[str, Any]:
        def one(name: str) -> str:
            text = (found.get(name) or [""])[0]
            return "" if is_nothing(text) else " ".join(text.split())

        number = read_number((found.get("org_number") or [""])[0])
        if number.note:
            notes.append(number.note)
        post_code, town = post_code_of(one("postal_code")), one("locality")
        if "address" in found:
            in_address, rest = town_of(one("address"))
            post_code, town = post_code or in_address, town or rest
        place = self._place(one("municipality"), notes) or self.municipality
        elsewhere = [
            code
            for word in several(found.get("operates_in", ()))
            if (code := self._place(word, notes))
        ]
        form, areas = self._form_and_areas(found, notes)
        said: dict[str, Any] = {
            "name": check_name((found.get("name") or [""])[0]),
            "org_number": number.number,
            "form": form,
            "level": self._word(one("level"), level_of, UNKNOWN_LEVEL, notes),
            "federation": one("federation")[:120],
            "municipality": place,
            "locality": town[:80],
            "postal_code": post_code,
            "areas": areas,
            "municipalities": sorted({*elsewhere, *([place] if place else [])}),
            "email": self._email(one("email"), notes),
            "website": self._site(one("website"), notes),
            "last_active_year": self._year(one("last_active_year"), notes),
            "about": (found.get("about") or [""])[0][:LONGEST_CELL],
            "other_names": [
                " ".join(part.split())[:200]
                for cell in found.get("other_names", ())
                for part in re.split(r"[;|\n]", cell)
                if not is_nothing(part)
            ],
        }
        return {name: value for name, value in said.items() if value}

    def _place(self, text: str, notes: list[str]) -> str:
        if not text:
            return ""
        if text.isdigit():
            # Excel takes the nought from 0180.
            code = text.zfill(4)
            if code in self.places.codes:
                return code
        else:
            key = word_key(text)
            bare = key.removesuffix("kommun").removesuffix("stad")
            for name in (key, bare, bare.removesuffix("s")):
                if name in self.places.by_name:
                    return self.places.by_name[name]
        notes.append(UNKNOWN_PLACE)
        return ""

    def _form_and_areas(
        self, found: Mapping[str, list[str]], notes: list[str]
    ) -> tuple[str, list[str]]:
        """Return form and areas; a column of types may hold either (FRI's lists)."""
        known = self.places.areas
        form, keys = "", []
        for word in several(found.get("areas", ())):
            key = area_of(word, known)
            if key:
                keys.append(key)
            else:
                notes.append(UNKNOWN_AREA)
        for word in found.get("form", ())[:1]:
            if is_nothing(word):
                continue
            form = form_of(word)
            if not form:
                key = area_of(word, known)
                keys += [key] if key else []
                notes += [] if key else [UNKNOWN_FORM]
        return form, list(dict.fromkeys(keys))[:MOST_AREAS]

    @staticmethod
    def _word(text: str, key_of: Any, note: str, notes: list[str]) -> str:
        key: str = key_of(text) if text else ""
        if text and not key:
            notes.append(note)
        return key

    @staticmethod
    def _email(text: str, notes: list[str]) -> str:
        found = _EMAIL.search(text) if len(text) <= LONGEST_ADDRESS else None
        if text and not found:
            notes.append(NOT_AN_EMAIL)
        return found[0].casefold()[:254] if found else ""

    @staticmethod
    def _site(text: str, notes: list[str]) -> str:
        if not text:
            return ""
        if len(text) > LONGEST_LINK or not _SITE.fullmatch(text):
            notes.append(NOT_A_LINK)
            return ""
        has_scheme = text.casefold().startswith(("http://", "https://"))
        return text if has_scheme else f"https://{text}"

    @staticmethod
    def _year(text: str, notes: list[str]) -> int | None:
        found = _YEAR.search(text)
        if text and not found:
            notes.append(NOT_A_YEAR)
        return int(found[1]) if found else None


def several(cells: Sequence[str]) -> list[str]:
    """Return the words of cells that hold several: parted by ``;`` ``,`` ``/`` ``|``.

    >>> several(["Kultur; Musik", "Dans"])
    ['Kultur', 'Musik', 'Dans']
    """
    return [
        word
        for cell in cells
        for part in _SEVERAL.split(cell)
        if (word := part.strip()) and not is_nothing(word)
    ]


def post_code_of(text: str) -> str:
    """Return a post code as five figures, such as 30245; empty where there is none."""
    found = _POST_CODE.search(text)
    return found[1] + found[2] if found else ""


def town_of(address: str) -> tuple[str, str]:
    """Return post code and post town of an address; the street is left where it is.

    >>> town_of("Storgatan 1 B, 302 45, Halmstad"), town_of("Box 12")
    (('30245', 'Halmstad'), ('', ''))
    """
    found = _POST_CODE.search(address)
    if not found:
        return "", ""
    town = address[found.end() :].strip(" ,;\t").split(",")[0].strip()
    return found[1] + found[2], "" if any(map(str.isdigit, town)) else town


def is_role_address(email: str) -> bool:
    """Tell whether an address is a role's, not a person's (rule O22).

    >>> is_role_address("info@example.org"), is_role_address("eva.ek@example.org")
    (True, False)
    """
    return _ROLE.fullmatch(folded(email.partition("@")[0])) is not None


def record_key(said: Mapping[str, Any]) -> str:
    """Return a number for a row whose source has none: of its number, or its name.

    A name is one's within a municipality and a post town; what else a row says may
    change without its becoming another.
    """
    if said.get("org_number"):
        return f"nr:{said['org_number']}:{_short(folded(said['name']))}"
    parts = (said["name"], said.get("municipality", ""), said.get("locality", ""))
    return f"namn:{_short('|'.join(map(folded, parts)))}"


def _short(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=10).hexdigest()
