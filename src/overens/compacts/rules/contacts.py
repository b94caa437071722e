"""A signatory's contact: a role, never a person, and never a telephone number.

Pure. Rule C14, ``docs/rules/compacts.md``.
"""

from __future__ import annotations

import re

from overens.errors import RuleBroken, gettext_noop

LONGEST_ROLE = 120  # characters
FEWEST_FIGURES = 7  # of a telephone number; a year has four
# What contacts are called in associations and authorities. Only these are published:
# any other words may be somebody's name.
_ROLES = (
    "ordförande, ordf, vice ordförande, förste vice ordförande, kassör, sekreterare, "
    "ledamot, styrelseledamot, styrelse, styrelsen, suppleant, firmatecknare, "
    "distriktsordförande, föreningsordförande, kanslichef, kansli, kansliet, "
    "verksamhetschef, verksamhetsledare, verksamhetsutvecklare, verksamhetsansvarig, "
    "generalsekreterare, förbundssekreterare, vd, direktör, chef, enhetschef, "
    "avdelningschef, förvaltningschef, distriktschef, regionchef, regiondirektör, "
    "kommundirektör, kommunchef, föreståndare, föreningskonsulent, konsulent, "
    "ombudsman, handläggare, registrator, diarium, samordnare, koordinator, strateg, "
    "utvecklare, utvecklingsledare, projektledare, processledare, informatör, "
    "kommunikatör, administratör, sekretariat, sekretariatet, expedition, "
    "medlemsansvarig, medlemssekreterare, kontakt, kontaktperson, rektor, präst, "
    "kyrkoherde, pastor, diakon, "
    "chair, chairperson, chairman, chairwoman, vice chair, deputy chair, president, "
    "vice president, treasurer, secretary, board, board member, member of the board, "
    "general secretary, secretary general, director, managing director, ceo, "
    "chief executive, manager, office manager, operations manager, head of office, "
    "head of unit, office, registrar, officer, official, coordinator, developer, "
    "development officer, development manager, project manager, process leader, "
    "strategist, administrator, secretariat, contact, contact person, ombudsman, "
    "principal, priest, vicar, deacon, communications officer, information officer"
)
USUAL_ROLES = frozenset(_ROLES.split(", "))
_BETWEEN = re.compile(r"\s*(?:[,/;&+]|\b(?:och|and|eller|or|samt)\b)\s*")
_FIGURES = re.compile(r"\+?\(?\d[\d\s()/.\-\u2010-\u2015]*\d")
_YEARS = re.compile(r"\b(?:19|20)\d\d\s*[-/\u2010-\u2015]\s*(?:19|20)\d\d\b")


class PhoneInContact(RuleBroken):
    """A telephone number where a role is asked for."""

    sentence = gettext_noop(
        "Leave the telephone number out: write a role, such as chair, and an e-mail "
        "address."
    )
    field = "contact_role"


def has_phone(words: str) -> bool:
    """Tell whether words hold figures that may be a telephone number.

    >>> has_phone("070-123 45 67 Anna"), has_phone("Ordförande 2025–2027")
    (True, False)
    """
    return any(
        sum(mark.isdigit() for mark in found) >= FEWEST_FIGURES
        for found in _FIGURES.findall(_YEARS.sub("", words))
    )


def check_contact_role(words: str) -> str:
    """Return a contact's role as it is kept: single blanks, at most ``LONGEST_ROLE``.

    Raises:
        PhoneInContact: it holds a telephone number.
    """
    kept = " ".join(words.split())
    if has_phone(kept):
        raise PhoneInContact()
    return kept[:LONGEST_ROLE]


def is_usual_role(words: str) -> bool:
    """Tell whether words are a role, or several; anything else is not published.

    >>> is_usual_role("Vice ordförande"), is_usual_role("Ordförande Anna Ek")
    (True, False)
    """
    parts = [part.strip(" .()") for part in _BETWEEN.split(words.casefold())]
    named = [part for part in parts if part]
    return bool(named) and all(part in USUAL_ROLES for part in named)


def public_role(words: str) -> str:
    """Return a contact's role as the public may read it, empty when it is none."""
    return words if is_usual_role(words) else ""
