"""Names as they are searched, sorted and put in an address. Pure Python."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

from rapidfuzz import fuzz, process

from overens.accounts.rules import check_slug

# Rule O13: how like two names are, 0 to 100, before somebody is asked.
ALIKE_FROM = 88
LONGEST_SLUG = 80  # characters; readable, and within what mail programs leave whole
_SWEDISH = str.maketrans({"å": "a", "ä": "a", "ö": "o", "æ": "a", "ø": "o", "ß": "ss"})
# å ä ö come last in Swedish; letters that any collation sorts after z.
_SORTED = str.maketrans({"å": "zza", "ä": "zzb", "æ": "zzb", "ö": "zzc", "ø": "zzc"})
_NOT_A_WORD = re.compile(r"[^0-9a-z]+")
# What the columns for the register's addresses hold: slugs that other registers have
# published may be longer than those made here.
LONGEST_GIVEN_SLUG = 120  # characters


def check_given_slug(slug: object) -> str:
    """Return an address that somebody chose, by whatever door it came (rule O12).

    Raises:
        SlugNotPlain: it has other than a to z, figures and single hyphens.
        SlugTooLong: more than ``LONGEST_GIVEN_SLUG`` characters.
    """
    return check_slug(str(slug), longest=LONGEST_GIVEN_SLUG)


def folded(text: str) -> str:
    """Return the text in lower case without accents: ``Röda Korset`` → ``roda korset``.

    >>> folded("Föreningen  Café Ålidhem")
    'foreningen cafe alidhem'
    """
    bare = text.casefold().translate(_SWEDISH)
    # Asked of each name and word of long lists: most need no more.
    if not bare.isascii():
        apart = unicodedata.normalize("NFKD", bare)
        bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(bare.split())


def sort_name(name: str) -> str:
    """Return what a list is sorted by: å, ä, ö last, capitals and quotes no matter.

    >>> sorted(["Ö", "Åsa", "Älg", "zebra", "”Bil”"], key=sort_name)
    ['”Bil”', 'zebra', 'Åsa', 'Älg', 'Ö']
    """
    lower = name.casefold().translate(_SORTED)
    apart = unicodedata.normalize("NFKD", lower)
    kept = "".join(letter for letter in apart if letter.isalnum() or letter == " ")
    return " ".join(kept.split())[:200]


def slug_of(name: str, taken: Collection[str] = ()) -> str:
    """Return an address for a name: å, ä → a, ö → o; a number after it when taken.

    >>> slug_of("Hörselgruppen i Åby & Ö")
    'horselgruppen-i-aby-o'
    >>> slug_of("Brukarrådet", taken={"brukarradet", "brukarradet-2"})
    'brukarradet-3'
    """
    base = _NOT_A_WORD.sub("-", folded(name)).strip("-")[:LONGEST_SLUG].strip("-")
    base = base or "organisation"
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def alike(name: str, names: Sequence[str], *, most: int = 9) -> list[int]:
    """Return the places of the names that are this one or like it, the likest first.

    Rule O13. Capitals, accents and the order of the words do not matter.

    >>> alike("brukarradet strandland", ["Strandlands Brukarråd", "Åby IF"])
    [0]
    """
    found = process.extract(
        _sorted_words(name),
        [_sorted_words(each) for each in names],
        scorer=fuzz.ratio,
        processor=None,
        score_cutoff=ALIKE_FROM,
        limit=most,
    )
    return [place for _words, _score, place in found]


def _sorted_words(name: str) -> str:
    return " ".join(sorted(folded(name).split()))
