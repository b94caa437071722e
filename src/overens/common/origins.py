"""Where facts come from, in words: one sentence for pages, documents and workbooks.

What comes from a source is told by this demonstration and by nobody who is named in it:
not its publisher's word, not its publisher's file.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext

from overens.common.models import MADE_UP, OWN, RECONSTRUCTED, SOURCE

# From what is most to be trusted to what is least: a whole is worth its weakest part.
_WEAKER = (OWN, SOURCE, RECONSTRUCTED, MADE_UP)


def is_from_source(origin: str) -> bool:
    """Tell whether facts are somebody else's, retold or reconstructed here."""
    return origin in (SOURCE, RECONSTRUCTED)


def weakest(origins: Iterable[str]) -> str:
    """Return the origin that a whole has to say, of those of its parts.

    >>> weakest(["source", "reconstructed", "source"])
    'reconstructed'
    """
    return max(origins, key=_WEAKER.index, default=OWN)


def origin_sentence(origin: str) -> str:
    """Return what a reader has to know first, or "" for one's own facts.

    Args:
        origin: a key of ``ORIGINS``; anything else is a page of several worlds.
    """
    if origin == OWN:
        return ""
    if origin == MADE_UP:
        return gettext(
            "Demonstration: everything here is made up, the places and the "
            "organisations too."
        )
    if origin == SOURCE:
        return gettext(
            "Demonstration: this shows only what public documents say, and it may be "
            "out of date. No organisation named here runs this site or has reviewed it."
        )
    if origin == RECONSTRUCTED:
        return gettext(
            "Demonstration: the figures here are reconstructed out of a public "
            "document, which may be out of date. No organisation named here runs this "
            "site or has reviewed it."
        )
    return gettext(
        "Demonstration: part of it is from public documents and may be out of date, "
        "the rest is made up. No organisation named here runs this site or has "
        "reviewed it."
    )


def publisher_in(origin: str, publisher: str) -> str:
    """Return who stands behind a file: never somebody whose document is retold."""
    return gettext("Demonstration of Överens") if is_from_source(origin) else publisher
