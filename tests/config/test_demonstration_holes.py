"""What the demonstration says of its sources: nothing that they do not say."""

from __future__ import annotations

import pytest
from django.test import Client

from overens.governance.models import Decision, Group

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demonstration(loaded, settings):
    settings.DEMONSTRATION = True


def test_of_a_sources_groups_nothing_is_said_that_the_source_does_not_say():
    of_sources = Group.objects.filter(space__origin="source")

    assert of_sources.exists()
    assert set(of_sources.values_list("regime", "parity")) == {("unknown", None)}
    page = Client().get("/grupper/?compact=skane").content.decode()
    assert "Varav vakanta" not in page


@pytest.mark.parametrize(
    "path", ["/overenskommelser/skane/beslut/", "/grupper/?compact=hok"]
)
def test_what_a_source_does_not_say_promises_nothing(path):
    page = Client().get(path).content.decode()

    assert "Framgår inte av källan" in page
    assert "Här kommer du att se" not in page


def test_a_decision_of_unknown_outcome_was_proposed():
    proposed = Decision.objects.filter(kind="proposed").first()

    page = Client().get(proposed.get_absolute_url()).content.decode()

    assert "Det här föreslogs" in page
    assert "Det här beslutades" not in page


def test_a_list_of_several_worlds_says_so():
    page = Client().get("/overenskommelser/").content.decode()

    assert "resten är påhittat" in page
    assert "allt här är påhittat" not in page
