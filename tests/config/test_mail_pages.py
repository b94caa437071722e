from __future__ import annotations

import uuid

import pytest

from overens.common.ballots.sealing import new_token, written
from overens.common.mail import post, send_due
from overens.common.models import AuditLine, OutgoingMail
from overens.common.models.ledger import CANCELLED, SENT, WAITING
from overens.common.templatetags.house_letters import letter, letter_unlinked
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


def test_whoever_runs_the_server_reads_nobodys_mail(client, ada, mails):
    client.force_login(ada)

    assert client.get("/mejl/").status_code == 404


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
    line = AuditLine.objects.get(action="common.undo_mail")
    assert (line.actor_label, line.actor_role) == ("Petra", "secretariat")


def test_a_mail_that_a_worker_has_taken_is_not_said_to_be_stopped(client, petra, mails):
    client.force_login(petra)
    own = mails["strandland"]
    OutgoingMail.objects.filter(pk=own.pk).update(attempts=1)

    client.post(f"/mejl/{own.batch}/angra/")

    own.refresh_from_db()
    assert own.state == WAITING


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("petra", ("person", "Petra", "secretariat")),
        ("ada", ("person", "Ada", "")),
        ("", ("visitor", "demonstration", "")),
    ],
)
def test_in_the_demonstration_the_log_names_no_role_that_is_not_held(
    client, settings, request, mails, name, named
):
    settings.DEMONSTRATION = True
    if name:
        client.force_login(request.getfixturevalue(name))

    client.post(f"/mejl/{mails['strandland'].batch}/angra/")

    line = AuditLine.objects.get(action="common.undo_mail")
    assert (line.actor_kind, line.actor_label, line.actor_role) == named


def test_a_code_in_a_mail_is_its_receivers_alone_before_and_after_sending(
    client, petra, strandland, settings
):
    code = written(new_token())
    sent = post(
        to="vera@example.org",
        subject="Frågor",
        body=f"Skriv in koden:\n\n{code}\n\nTack!",
        language="sv",
        once_key="a code",
        space=strandland.slug,
        at_once=True,
    )
    client.force_login(petra)
    assert code not in client.get("/mejl/").content.decode()

    send_due()

    sent.refresh_from_db()
    assert sent.state == SENT
    assert sent.body == "Skriv in koden:\n\n…\n\nTack!"


def test_a_secretariat_reads_its_waiting_mails_with_their_links_blanked(
    client, petra, strandland, settings
):
    post(
        to="vera@example.org",
        subject="Hur går det?",
        body=f"Svara här:\n{settings.BASE_URL}/lage/hemlig-nyckel/\nTack!",
        language="sv",
        once_key="a question",
        space=strandland.slug,
    )
    client.force_login(petra)

    page = client.get("/mejl/").content.decode()

    assert "Läs mejlet" in page
    assert "Svara här:" in page and "Tack!" in page
    assert "hemlig-nyckel" not in page


def test_one_mail_of_another_space_is_not_undone(client, petra, mails):
    client.force_login(petra)
    other = mails["grannland"]

    assert client.post(f"/mejl/ett/{other.uuid}/angra/").status_code == 404
    other.refresh_from_db()
    assert other.state == WAITING


def test_a_letter_has_its_links_and_a_rule_before_its_sender():
    shown = letter("Svara på https://exempel.example.org/lage/x/\n\n-- \nKansliet <b>")

    assert 'class="ds-link" href="https://exempel.example.org/lage/x/"' in shown
    assert "<hr><p>Kansliet &lt;b&gt;</p>" in shown
    assert "<a " not in letter_unlinked("https://exempel.example.org/")
