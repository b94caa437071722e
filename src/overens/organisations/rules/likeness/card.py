"""What is held side by side, and what comes out of it. Pure Python."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from overens.errors import gettext_noop

LINKED, QUEUE = "linked", "queue"

# What speaks for: key, and the word that is translated at the door.
FOR = {
    "number equal": gettext_noop("same organisation number"),
    "name equal": gettext_noop("same name"),
    "name spelt otherwise": gettext_noop("same name, spelt in another way"),
    "name but for the place": gettext_noop("same name but for the place"),
    "name nearly equal": gettext_noop("nearly the same name"),
    "other name equal": gettext_noop("one’s present name is another name of the other"),
    "same municipality": gettext_noop("same municipality"),
    "same post code": gettext_noop("same post code"),
    "same web address": gettext_noop("same web address"),
    "same e-mail domain": gettext_noop("same e-mail domain"),
}
# What speaks against.
AGAINST = {
    "numbers differ": gettext_noop("two different organisation numbers"),
    "borrowed number": gettext_noop("one uses the other’s number: a branch, perhaps"),
    "names differ": gettext_noop("the names differ"),
    "other municipality": gettext_noop("another municipality"),
    "other place in the name": gettext_noop("the names say different places"),
    "part of the other": gettext_noop(
        "one may be a part of the other: a section, a youth club"
    ),
    "branch of the other": gettext_noop("one may be a branch of the other"),
    "other kind of body": gettext_noop("the names say different kinds of association"),
    "other word in the name": gettext_noop("one name has a word that the other lacks"),
    "web addresses differ": gettext_noop("different web addresses"),
    "e-mail domains differ": gettext_noop("different e-mail domains"),
    "name says little": gettext_noop("many are called that"),
    "company": gettext_noop("one is a company"),
}
REASONS = FOR | AGAINST


@dataclass(frozen=True, slots=True)
class Card:
    """One organisation, or one row of a source, as it is held against others.

    Attributes:
        key: what it is known by to whoever asks; unique among the cards.
        name: as it is written, damaged or not.
        other_names: former names, short names.
        number: its own organisation number, ten figures that have been checked; or "".
        borrowed: a number that is its parent's; or "".
        municipality: four figures, or "".
        locality: post town.
        postal_code: as it is written.
        email: a role's address.
        website: as it is written.
        federation: national organisation, as a source writes it.
        form: a key of ``rules.FORMS``, or "".
    """

    key: str
    name: str
    other_names: tuple[str, ...] = ()
    number: str = ""
    borrowed: str = ""
    municipality: str = ""
    locality: str = ""
    postal_code: str = ""
    email: str = ""
    website: str = ""
    federation: str = ""
    form: str = ""


class Likeness(NamedTuple):
    """How like two cards are.

    Attributes:
        a: key of the one that came first.
        b: key of the other.
        score: 0 to 100.
        reasons: keys of ``REASONS``; what speaks for first.
        decision: ``linked`` where the strict rule holds (O16), else ``queue``.
    """

    a: str
    b: str
    score: int
    reasons: tuple[str, ...]
    decision: str
