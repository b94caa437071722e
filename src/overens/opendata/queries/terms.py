"""On what terms a compact's data may be used, by where its rows come from."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from overens.common.models import MADE_UP, OWN, RECONSTRUCTED, SOURCE
from overens.opendata.queries.columns import Words
from overens.opendata.queries.sets import Asked

CC0 = "https://creativecommons.org/publicdomain/zero/1.0/deed.sv"


@dataclass(frozen=True)
class Licence:
    """On what terms a space's data may be used."""

    name: str
    url: str
    sentence: str


_FREE = _(
    "Free to use for anything, without asking (CC0). Say where it comes from all the "
    "same, and which day you fetched it."
)
_SENTENCES: dict[str, Words] = {
    OWN: _FREE,
    MADE_UP: _(
        "Everything here is made up. It is free to use for anything (CC0); keep the "
        "column “origin”, so that nobody takes it for facts."
    ),
    SOURCE: _(
        "Facts from public documents, retold in our own words. Facts are free to use; "
        "name the document that each row gives as its source."
    ),
    RECONSTRUCTED: _(
        "Reconstructed from figures in public documents. Name the document that each "
        "row gives as its source, and say that the rows are reconstructed."
    ),
}
_NAMES: dict[str, Words] = {
    SOURCE: _("Facts from public documents"),
    RECONSTRUCTED: _("Facts from public documents"),
}


def licence_of(asked: Asked) -> Licence:
    """Return the terms of a space's data, in the reader's language."""
    origin = asked.space.origin
    is_free = origin not in _NAMES
    return Licence(
        name="CC0 1.0" if is_free else str(_NAMES[origin]),
        url=CC0 if is_free else "",
        sentence=str(_SENTENCES[origin]),
    )
