"""What every action that changes a row does alike."""

from __future__ import annotations

import pytest

from overens.common.audit import operator
from overens.common.changing import save_changed, set_changed
from overens.common.models import AuditLine
from overens.common.texts import LocalText
from overens.compacts.models import Party

KNOWN = {"name", "side"}


@pytest.mark.pure
def test_only_what_differs_is_set_and_what_stood_before_is_returned():
    party = Party(key="civil", name={"sv": "Föreningarna"}, side="civil")

    before = set_changed(
        party, {"name": LocalText(sv="Idéburen sektor"), "side": "civil"}, KNOWN
    )

    assert before == {"name": {"sv": "Föreningarna"}}
    assert str(party.name["sv"]) == "Idéburen sektor"


@pytest.mark.pure
def test_what_is_as_before_changes_nothing():
    party = Party(key="civil", name=LocalText(sv="Föreningarna"), side="civil")

    assert set_changed(party, {"name": LocalText(sv="Föreningarna")}, KNOWN) == {}


@pytest.mark.pure
def test_a_field_that_may_not_be_changed_here_is_the_caller_s_mistake():
    party = Party(key="civil", name=LocalText(sv="Föreningarna"), side="civil")

    with pytest.raises(TypeError, match="key"):
        set_changed(party, {"side": "public", "key": "other"}, KNOWN)

    assert party.side == "civil"


@pytest.mark.django_db
def test_what_differs_is_saved_and_one_line_says_what_stood_there(strandland):
    by = operator()
    before = set_changed(strandland, {"huvudman": "Region Strandland"}, {"huvudman"})
    save_changed(strandland, before, "accounts.change_space", by=by, space="strandland")

    strandland.refresh_from_db()
    assert strandland.huvudman == "Region Strandland"
    line = AuditLine.objects.get(action="accounts.change_space")
    assert line.facts == {"before": before}


@pytest.mark.django_db
def test_where_nothing_differs_nothing_is_saved_or_logged(
    strandland, django_assert_num_queries
):
    with django_assert_num_queries(0):
        save_changed(strandland, {}, "accounts.change_space", by=operator(), space="")
