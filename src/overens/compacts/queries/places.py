"""What this column tells in places that earlier columns have declared."""

from __future__ import annotations

from collections.abc import Iterable

from overens.accounts.models import Space
from overens.common.slots import fill
from overens.compacts.models import Party
from overens.governance.queries import PartyChoice


def party_choices(space: Space) -> Iterable[PartyChoice]:
    """Yield the sides of the space's compact, for the seats of its groups."""
    for party in Party.objects.filter(compact__space=space).order_by("place", "id"):
        yield PartyChoice(party.key, party.name, party.side)


def fill_places() -> None:
    """Register the parts; called once when the program starts."""
    fill("governance.parties", party_choices, part_name="compacts")
