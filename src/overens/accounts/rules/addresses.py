"""What can stand as a name in an address. Pure Python."""

from __future__ import annotations

import re

from overens.errors import RuleBroken, gettext_noop

_SLUG = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")


class SlugNotPlain(RuleBroken):
    """A slug stands in an address."""

    sentence = gettext_noop(
        "Write the address with a to z, figures and hyphens, such as strandland."
    )
    field = "slug"


class SlugTooLong(RuleBroken):
    """A slug fits in an address, and in the column that holds it."""

    sentence = gettext_noop("Write an address of at most %(longest)s characters.")
    field = "slug"


# They stand where a slug does, in the addresses of pages that make a new one.
RESERVED_SLUGS = frozenset(("ny", "new"))


class SlugReserved(RuleBroken):
    """A page of ours has the address."""

    sentence = gettext_noop("The address %(slug)s is a page of ours. Choose another.")
    field = "slug"


def check_slug(slug: str, *, longest: int = 80) -> str:
    """Return a slug, or refuse what cannot stand in an address.

    Args:
        longest: how many characters its column holds; a space's, unless told.

    Raises:
        SlugNotPlain: it has other than a to z, figures and single hyphens.
        SlugTooLong: more than ``longest`` characters.
    """
    kept = slug.strip()
    if not _SLUG.match(kept):
        raise SlugNotPlain()
    if len(kept) > longest:
        raise SlugTooLong(longest=longest)
    return kept
