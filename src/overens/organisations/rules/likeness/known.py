"""A card made ready to be compared: each field in the form that tells. Pure Python."""

from __future__ import annotations

import re
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from overens.organisations.rules.likeness.card import Card
from overens.organisations.rules.likeness.names import WIDE_WORDS, words_of
from overens.organisations.rules.likeness.words import ANYBODYS_MAIL

_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?")


class Known(NamedTuple):
    """What is known of a card.

    Attributes:
        key: the card's.
        said: the words of its name, in order.
        words: the same, once each.
        core: its words but for places, in order of the alphabet.
        others: the words of each other name.
        place: the words of its post town.
        number, borrowed, municipality: as the card has them.
        postal: the figures of its post code.
        domain: of its e-mail; "" where anybody can have one there.
        site: web address without scheme, ``www.`` and what follows ``?``.
        form: as the card has it.
    """

    key: str
    said: tuple[str, ...]
    words: frozenset[str]
    core: str
    others: tuple[frozenset[str], ...]
    place: frozenset[str]
    number: str
    borrowed: str
    municipality: str
    postal: str
    domain: str
    site: str
    form: str


@lru_cache(maxsize=50_000)
def place_words(locality: str) -> frozenset[str]:
    """Return the words of a post town, as names are compared."""
    return frozenset(words_of(locality))


def domain_of(email: str) -> str:
    """Return an e-mail's domain; nothing where anybody can have an address there."""
    domain = email.rpartition("@")[2].strip().casefold()
    return "" if domain in ANYBODYS_MAIL or "." not in domain else domain


def site_of(website: str) -> str:
    """Return a web address as it is compared.

    >>> site_of("HTTPS://www.example.org/Klubb/"), site_of("saknas")
    ('example.org/klubb', '')
    """
    plain = website.strip().casefold().partition("?")[0].partition("#")[0]
    plain = _SCHEME.sub("", plain).rstrip("/")
    return plain if "." in plain.partition("/")[0] else ""


def figures_of(text: str) -> str:
    """Return the figures of a text."""
    plain = text.replace(" ", "")
    return plain if plain.isdigit() else "".join(filter(str.isdigit, plain))


def known(card: Card) -> Known:
    """Make a card ready to be compared."""
    said = words_of(card.name)
    words = frozenset(said)
    place = place_words(card.locality) if card.locality else frozenset()
    bare = words - place - WIDE_WORDS
    return Known(
        key=card.key,
        said=said,
        words=words,
        core=intern(" ".join(sorted(bare or words))),
        others=tuple(frozenset(words_of(name)) for name in card.other_names),
        place=place,
        number=card.number,
        borrowed=card.borrowed,
        municipality=intern(card.municipality),
        postal=intern(figures_of(card.postal_code)),
        domain=intern(domain_of(card.email)),
        site=intern(site_of(card.website)),
        form=card.form,
    )
