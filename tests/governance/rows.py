"""Rows of governance for tests: the least that holds."""

from __future__ import annotations

from typing import Any

from overens.common.audit import SYSTEM
from overens.common.dates import PartialDate
from overens.governance import actions
from overens.governance.models import Decision, Group


def make_group(space: Any, name: str = "Styrgruppen", **fields: Any) -> Group:
    """Return a steering group."""
    fields.setdefault("kind", "steering")
    return actions.add_group(space=space, name={"sv": name}, by=SYSTEM, **fields)


def make_seat(group: Group, party: str = "region", **fields: Any) -> Any:
    """Return an ordinary seat of a side, vacant unless a holder is given."""
    fields.setdefault("role", "member")
    fields.setdefault("party_name", {"sv": party.capitalize()})
    fields.setdefault("sector", "civil" if party == "civil" else "public")
    return actions.add_seat(group=group, party_key=party, by=SYSTEM, **fields)


def make_decision(space: Any, title: str = "Åtgärder", **fields: Any) -> Decision:
    """Return a decision; its day, § and number are holes unless given."""
    fields.setdefault("kind", "approve")
    if isinstance(fields.get("day"), str):
        fields["day"] = PartialDate.parse(fields["day"])
    return actions.record_decision(
        space=space,
        title={"sv": title},
        body_name={"sv": "Regionstyrelsen"},
        by=SYSTEM,
        **fields,
    )
