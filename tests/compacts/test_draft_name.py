"""The name of a compact that is all draft is its own people's to know."""

from __future__ import annotations

import pytest
from django.urls import reverse

from overens.compacts.models import CompactVersion
from tests import make

pytestmark = pytest.mark.django_db
NAME = "Den hemliga överenskommelsen"


@pytest.fixture
def draft(strandland, settings):
    """A space whose compact has never been in force, beside the front page's."""
    settings.DEMONSTRATION = True
    settings.FRONT_SPACE = strandland.slug
    make.make_compact(strandland)
    space = make.make_space("hemlig", name={"sv": NAME, "en": NAME})
    compact = make.make_compact(space)
    CompactVersion.objects.filter(compact=compact).update(
        is_draft=True, is_current=False
    )
    return space


PLACES = [
    ("front_page", []),
    ("governance:groups", []),
    ("organisations:organisations", []),
]


@pytest.mark.parametrize(("route", "args"), PLACES)
@pytest.mark.parametrize("who", [None, "eve", "petra"])
def test_others_do_not_see_it_in_the_strip(route, args, who, request, client, draft):
    if who:
        client.force_login(request.getfixturevalue(who))

    assert NAME not in client.get(reverse(route, args=args)).content.decode()


@pytest.mark.parametrize("route", ["governance:trail", "governance:groups"])
def test_others_do_not_find_its_groups_and_decisions(route, client, draft):
    url = (
        reverse(route, args=[draft.slug])
        if route == "governance:trail"
        else f"{reverse(route)}?compact={draft.slug}"
    )
    answer = client.get(url)
    assert answer.status_code == 404
    assert NAME not in answer.content.decode()

    client.force_login(make.make_person("maja", role="member", space=draft))
    answer = client.get(url)
    assert answer.status_code == 200
    assert NAME in answer.content.decode()


def test_in_force_it_is_everyones(client, draft):
    CompactVersion.objects.update(is_draft=False)

    assert NAME in client.get(reverse("front_page")).content.decode()
    assert client.get(reverse("governance:trail", args=["hemlig"])).status_code == 200
