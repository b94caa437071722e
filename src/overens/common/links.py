"""A link as it is kept: to a page of the web, by its full address. Pure Python."""

from __future__ import annotations

from urllib.parse import urlsplit

from overens.errors import RuleBroken, gettext_noop

LONGEST_LINK = 200  # characters; what the columns for links hold


class NotALink(RuleBroken):
    """A link leads to a web page: a page's own script is no address."""

    sentence = gettext_noop(
        "Write the link as a web address, at most %(longest)s characters: "
        "https://example.org."
    )


def check_link(link: object, *, field: str) -> str:
    """Return a link that may stand in a page; empty stays empty.

    An address without a scheme (``www.example.org``) is taken as https.

    Args:
        link: what came in, by whatever door.
        field: the form field that a fault belongs to.

    Raises:
        NotALink: another scheme than http or https (``javascript:``), no host, blanks
            or control characters in it, or longer than ``LONGEST_LINK``.

    >>> check_link(" www.example.org ", field="website")
    'https://www.example.org'
    """
    kept = str(link or "").strip()
    if not kept:
        return ""
    if ":" not in kept:
        kept = f"https://{kept}"
    try:
        parts = urlsplit(kept)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if (
        not host
        or parts.scheme not in {"http", "https"}
        or len(kept) > LONGEST_LINK
        or not all(letter.isprintable() and letter != " " for letter in kept)
    ):
        raise NotALink(field=field, longest=LONGEST_LINK)
    return kept
