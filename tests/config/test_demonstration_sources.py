"""The two compacts of the sources as loaded: what is not known is shown as a hole."""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from overens.compacts.models import Compact
from overens.config.demonstration.loading import load_demonstration
from overens.config.demonstration.reading import read_toml
from overens.governance.models import Decision, Group

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Load once for the whole module; each test then undoes what it did itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        list(load_demonstration())
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _demonstration(loaded, settings):
    settings.DEMONSTRATION = True


def test_what_the_sources_do_not_say_is_said_to_be_missing(client):
    page = client.get("/overenskommelser/hok/").content.decode()
    assert "Framgår inte av källan" in page
    assert "Det här säger källorna inte" in page
    assert "Vilka organisationer som har undertecknat." in page


@pytest.mark.parametrize("slug", ["hok", "skane"])
def test_no_field_that_a_source_leaves_unknown_has_a_value(slug):
    whole = read_toml(f"sources/{slug}.toml", today=timezone.localdate())
    compact = Compact.objects.get(slug=slug)
    tables = [(compact, whole["compact"]), (compact.versions.get(), whole["version"])]
    tables += [
        (compact.parties.get(key=party["key"]), party) for party in whole["party"]
    ]
    checked = 0
    for row, table in tables:
        stored = {field.name for field in row._meta.concrete_fields}
        for name in set(table.get("unknown", ())) & stored - {"status"}:
            assert not getattr(row, name), (row, name)
            checked += 1
    assert compact.status == "unknown"
    assert checked >= 5


@pytest.mark.parametrize(
    ("slug", "words"), [("hok", "lanserad 2019"), ("skane", "antagen 2010")]
)
def test_a_source_compact_says_how_it_began_and_where_each_part_is_known_from(
    client, slug, words
):
    page = client.get(f"/overenskommelser/{slug}/").content.decode()
    said = " ".join(re.sub(r"<[^>]+>", " ", page).split())

    assert words in said
    assert "gäller från" not in said
    assert page.count('class="source"') >= 6
    if slug == "hok":
        assert "som exempel" in said


def test_what_a_text_calls_its_parts_stands_over_them(client):
    assert "Mål som Region Halland anger" in _read(client, "hok")
    assert "Åtaganden och åtgärder 2010–2014" in _read(client, "skane")


def _read(client, slug):
    return client.get(f"/overenskommelser/{slug}/").content.decode()


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
