"""A survey's own nouns in the forms that they have in a sentence, as patterns.

A mere beginning is too little: "nämnde" is no committee. So a word is looked for with
the endings that nouns have, Swedish and English.

Rules R2 and R3 of docs/rules/surveys.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_SINGULAR = r"(?:s|['’]s|ens?|ets?|ns?|ts?)?"
_ANY = r"(?:['’]s|(?:en|et|n|t|ar|er|or|na|arna|erna|orna)?s?)?"
# "Sekreterarna" has lost the e of "sekreterare".
_SHORTENED = r"(?:na|ar|arna|or|orna)s?"
# What is left of a compound has to be a word.
_LEAST_TAIL = 4


def forms_of(words: Iterable[str], *, singular: bool = False) -> str:
    """Return a pattern of some nouns in their forms; of none, what matches nothing.

    Args:
        words: as the survey has them. Of "nämndsekreterare", where "nämnd" is one of
            them too, "sekreterare" is a form; of "committee secretary", "secretary".
        singular: the forms of one only.
    """
    folded = {word.casefold().strip() for word in words} - {""}
    wanted = sorted(folded | set(_tails(folded)), key=len, reverse=True)
    if not wanted:
        return r"(?!)"
    endings = _SINGULAR if singular else _ANY
    patterns = [r"\s+".join(map(re.escape, word.split())) + endings for word in wanted]
    if not singular:
        patterns += [
            re.escape(word[:-1]) + _SHORTENED for word in wanted if word[-1] in "ae"
        ]
    return rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)"


def _tails(words: set[str]) -> Iterator[str]:
    for word in words:
        *_, last = word.split()
        if last != word:
            yield last
        for first in words - {word}:
            tail = word.removeprefix(first)
            if tail != word and " " not in word and len(tail) >= _LEAST_TAIL:
                yield tail
