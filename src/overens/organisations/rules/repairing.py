"""Text that was damaged on its way: letters read in the wrong encoding. Pure Python.

``Ã¶`` is an ö whose two bytes of UTF-8 were read as two letters of Windows-1252 or
Latin-1. Only what can be nothing else is taken for that: a name is never guessed at.
"""

from __future__ import annotations

import re
import unicodedata

# Windows-1252 has its own signs where Latin-1 has control characters.
_SIGNS = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_TAIL = f"[\u0080-\u00bf{_SIGNS}]"
# Two bytes (Â or Ã first) hold the letters of western Europe, three (â€) its quotes.
# Ì is the first byte of an accent that stands by itself.
# A lower-case ã is a letter of Portuguese: only before a sign that is none of its own.
_DOUBLE = re.compile(f"[ÂÃ]{_TAIL}|â[€\u0080]{_TAIL}|ã[¥¤¶©]|Ì[ˆŠ\u0081\u0088\u008a]")
# Where a byte had no letter and was lost, the closing quote is what it was.
_LOST_QUOTE = "â€\N{REPLACEMENT CHARACTER}"
MOST_ROUNDS = 3  # encoded twice too often has been seen; more is something else


def looks_double_encoded(text: str) -> bool:
    """Tell whether letters in the text are UTF-8 that was read as something else.

    >>> looks_double_encoded("FÃ¶reningen"), looks_double_encoded("Föreningen São Åby”")
    (True, False)
    """
    # Asked of every cell of a sheet: ASCII is settled without the pattern.
    return not text.isascii() and (
        _LOST_QUOTE in text or _DOUBLE.search(text) is not None
    )


def repaired(text: str) -> str:
    """Return the text with composed letters (NFC), and as it was before it was damaged.

    Args:
        text: what a source says; whatever is not damaged comes back as it is.

    >>> repaired("HembygdsfÃ¶reningen i Ã…sa"), repaired("Åsa")
    ('Hembygdsföreningen i Åsa', 'Åsa')
    >>> repaired(repaired("FÃƒÂ¶rening"))
    'Förening'
    """
    if text.isascii():
        return text
    for _round in range(MOST_ROUNDS):
        if not looks_double_encoded(text):
            break
        text = _DOUBLE.sub(_letter, text.replace(_LOST_QUOTE, "”"))
    return unicodedata.normalize("NFC", text)


def _letter(found: re.Match[str]) -> str:
    """Return the letter that some signs stand for; the signs where they are none."""
    signs = found.group().replace("ã", "Ã")
    try:
        return b"".join(_byte(sign) for sign in signs).decode()
    except UnicodeError:
        return found.group()


def _byte(sign: str) -> bytes:
    return sign.encode("latin-1") if sign < "\u0100" else sign.encode("cp1252")
