from __future__ import annotations

import uuid

import pytest

from overens.common.mail import post
from overens.common.models.ledger import CANCELLED, WAITING
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def mails(strandland):
    """A mail of the secretariat's own space, and one of another."""
    make.make_space("grannland")
    return {
        space: post(
            to="vera@example.org",
            subject=f"Från {space}",
            body="",
            language="sv",
            once_key=space,
            space=space,
            batch=uuid.uuid4(),
        )
        for space in ("strandland", "grannland")
    }


def test_a_secretariat_sees_the_mails_of_its_own_space(client, petra, mails):
    client.force_login(petra)

    page = client.get("/mejl/").content.decode()

    assert "Från strandland" in page
    assert "Från grannland" not in page


def test_whoever_runs_the_server_sees_all_mails(client, ada, mails):
    client.force_login(ada)

    page = client.get("/mejl/").content.decode()

    assert "Från strandland" in page
    assert "Från grannland" in page


@pytest.mark.parametrize("deed", ["angra", "skicka-nu"])
def test_a_secretariat_cannot_touch_the_mails_of_another_space(
    client, petra, mails, deed
):
    client.force_login(petra)
    other = mails["grannland"]

    assert client.post(f"/mejl/{other.batch}/{deed}/").status_code == 404
    before = other.not_before
    other.refresh_from_db()
    assert (other.state, other.not_before) == (WAITING, before)


def test_a_secretariat_takes_back_its_own(client, petra, mails):
    client.force_login(petra)
    own = mails["strandland"]

    client.post(f"/mejl/{own.batch}/angra/")

    own.refresh_from_db()
    assert own.state == CANCELLED
