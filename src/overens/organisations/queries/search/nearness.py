"""Which organisations a written name may mean: a bounded few, to be compared well."""

from __future__ import annotations

from overens.organisations.queries.search.bits import places_in
from overens.organisations.queries.search.databases import ids_of
from overens.organisations.queries.search.holding import LENGTHS, held_now
from overens.organisations.queries.search.meaning import put_right
from overens.organisations.rules import question_of, typed_words

# Names to compare with; those with all the words, and of like length, go first.
MOST_NEAR = 300


def near_by_name(name: str, world: str) -> list[int]:
    """Return the ids of listed organisations of a world whose names may be near.

    Those with all words; then with all but one, any of them; words that nobody has
    are put right where they can be (rule O27). At most ``MOST_NEAR``.
    """
    held = held_now()
    listed = held.having("world", world) & held.having("listed")
    words = put_right(typed_words(name), held.known_words())
    if not words or not listed:
        return []
    asked = [words, *(words[:n] + words[n + 1 :] for n in range(len(words)))]
    questions = [question_of(each).hits for each in asked if each]
    own = min(len(name) // 2, LENGTHS - 1)
    by_nearness = sorted(range(LENGTHS), key=lambda step: abs(step - own))
    near_ids: dict[int, None] = {}
    for ids in ids_of(*questions):
        found = held.found(ids) & listed
        for step in by_nearness:
            of_length = found & held.having("length", str(step))
            for place in places_in(of_length) if of_length else ():
                near_ids.setdefault(held.ids[place])
                if len(near_ids) >= MOST_NEAR:
                    return list(near_ids)
    return list(near_ids)
