"""What every action that changes a row does alike."""

from __future__ import annotations

import pytest

from overens.common.changing import set_changed
from overens.common.texts import LocalText
from overens.compacts.models import Party

pytestmark = pytest.mark.pure
KNOWN = {"name", "side"}


def test_only_what_differs_is_set_and_what_stood_before_is_returned():
    party = Party(key="civil", name={"sv": "Föreningarna"}, side="civil")

    before = set_changed(
        party, {"name": LocalText(sv="Idéburen sektor"), "side": "civil"}, KNOWN
    )

    assert before == {"name": {"sv": "Föreningarna"}}
    assert str(party.name["sv"]) == "Idéburen sektor"


def test_what_is_as_before_changes_nothing():
    party = Party(key="civil", name=LocalText(sv="Föreningarna"), side="civil")

    assert set_changed(party, {"name": LocalText(sv="Föreningarna")}, KNOWN) == {}


def test_a_field_that_may_not_be_changed_here_is_the_caller_s_mistake():
    party = Party(key="civil", name=LocalText(sv="Föreningarna"), side="civil")

    with pytest.raises(TypeError, match="key"):
        set_changed(party, {"side": "public", "key": "other"}, KNOWN)

    assert party.side == "civil"
