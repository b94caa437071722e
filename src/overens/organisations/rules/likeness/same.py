"""The strict rule: what is one without anybody being asked. Pure Python.

Rule O16. The same number and a like name; or the same name, as compared, in the same
municipality with the same post code, web address or e-mail domain; and nothing against.
"""

from __future__ import annotations

from collections.abc import Collection

from overens.organisations.rules.likeness.card import Card
from overens.organisations.rules.likeness.known import known
from overens.organisations.rules.likeness.names import line_of
from overens.organisations.rules.likeness.weighing import Around, ruled


def same_by_rule(
    a: Card, b: Card, *, shared: Collection[str] = frozenset()
) -> tuple[str, ...]:
    """Return why two are one organisation by the strict rule; else nothing.

    Never where both have a number and the numbers differ, nor where one uses its
    parent's: then a person says.

    Args:
        a, b: what is known of each; the order does not matter.
        shared: web addresses and e-mail domains that many have, and so say nothing.

    Returns:
        Keys of ``REASONS``, the deciding first; empty where the rule does not hold.
    """
    return ruled(known(a), known(b), Around(shared=frozenset(shared)))


def rule_keys(card: Card) -> tuple[str, ...]:
    """Return what to look a card up by: cards that the rule links share a key.

    A number has ten figures; a name stands as it is compared, before it the
    municipality's code. Nothing where neither can be said.

    >>> rule_keys(Card("1", "Åsa IF", number="8024500001", municipality="1384"))
    ('8024500001', '1384 asa forening idrott')
    """
    keys = (card.number,) if card.number else ()
    line = line_of(card.name) if card.municipality else ""
    return (*keys, f"{card.municipality} {line}") if line else keys
