from __future__ import annotations

import threading
import uuid
from datetime import timedelta

import pytest
from django.core import mail as sent_mail
from django.db import connection
from django.utils import timezone

from overens.common import mail as outbox
from overens.common.audit import SYSTEM
from overens.common.models import OutgoingMail
from overens.common.models.ledger import CANCELLED, FAILED, SENT, WAITING

pytestmark = pytest.mark.django_db


def _post(**fields):
    values = {
        "to": "vera@example.org",
        "subject": "Hur går det med Å-07?",
        "body": "Öppna länken.",
        "language": "sv",
        "once_key": uuid.uuid4().hex,
    }
    return outbox.post(**(values | fields))


def test_a_mail_waits_ten_minutes():
    _post()

    assert outbox.send_due() == 0
    assert outbox.send_due(timezone.now() + timedelta(minutes=10)) == 1
    assert [m.to for m in sent_mail.outbox] == [["vera@example.org"]]


def test_the_same_key_writes_one_mail():
    first, again = _post(once_key="report:1"), _post(once_key="report:1")

    assert first.pk == again.pk


def test_a_mail_out_can_be_undone_while_it_waits():
    batch = uuid.uuid4()
    _post(batch=batch), _post(batch=batch)

    assert outbox.undo_batch(batch, by=SYSTEM) == 2
    assert outbox.send_due(timezone.now() + timedelta(hours=1)) == 0
    assert set(OutgoingMail.objects.values_list("state", flat=True)) == {CANCELLED}


def test_what_has_left_cannot_be_undone():
    mail = _post(at_once=True)
    outbox.send_due()

    assert outbox.undo_batch(mail.batch, by=SYSTEM) == 0
    mail.refresh_from_db()
    assert mail.state == SENT


def test_a_mail_server_that_is_away_is_tried_again_and_then_given_up(monkeypatch):
    def away(self, fail_silently=False):
        raise ConnectionRefusedError("refused")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    mail = _post(at_once=True)
    now = timezone.now()
    for tried in range(outbox.LONGEST_TRIES):
        assert outbox.send_due(now + tried * outbox.BETWEEN_TRIES) == 0
        mail.refresh_from_db()
        last = tried == outbox.LONGEST_TRIES - 1
        assert mail.state == (FAILED if last else WAITING)
    assert mail.failure == "refused"


def test_a_mail_that_cannot_be_written_does_not_hold_up_the_others(monkeypatch):
    def send(self, fail_silently=False):
        if "åsa" in self.to[0]:
            raise UnicodeEncodeError("ascii", self.to[0], 0, 1, "not an address")
        return 1

    monkeypatch.setattr("django.core.mail.EmailMessage.send", send)
    poison = _post(at_once=True, to="åsa@example.org")
    other = _post(at_once=True)

    assert outbox.send_due() == 1
    poison.refresh_from_db(), other.refresh_from_db()
    assert (poison.state, other.state) == (FAILED, SENT)


def test_a_mail_that_is_on_its_way_is_not_hurried_into_leaving_twice(monkeypatch):
    mail = _post(at_once=True)
    hurried, left = [], []

    def send(self, fail_silently=False):
        left.append(self.to)
        if len(left) == 1:
            hurried.append(outbox.send_batch_now(mail.batch, by=SYSTEM))
            outbox.send_due()
        return 1

    monkeypatch.setattr("django.core.mail.EmailMessage.send", send)
    outbox.send_due()

    assert hurried == [0]
    assert len(left) == 1


def test_a_mail_whose_worker_was_killed_before_it_left_leaves_later(monkeypatch):
    mail = _post(at_once=True)
    now = timezone.now()

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("django.core.mail.EmailMessage.send", _raise(KeyboardInterrupt))
        outbox.send_due(now)

    assert outbox.send_due(now) == 0
    assert outbox.send_due(now + outbox.BETWEEN_TRIES) == 1
    mail.refresh_from_db()
    assert mail.state == SENT


def _raise(fault):
    def send(self, fail_silently=False):
        raise fault

    return send


def test_a_line_break_cannot_add_a_header():
    mail = _post(at_once=True, subject="Hej\r\nBcc: eve@example.org")
    outbox.send_due()

    assert mail.subject == "Hej Bcc: eve@example.org"
    assert sent_mail.outbox[0].recipients() == ["vera@example.org"]


def test_the_link_is_blanked_once_the_mail_has_left(settings):
    mail = _post(at_once=True, body=f"Svara:\n{settings.BASE_URL}/lage/hemlig/\n")
    outbox.send_due()

    mail.refresh_from_db()
    assert "hemlig" not in mail.body
    assert "hemlig" in sent_mail.outbox[0].body


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_a_mail_once():
    for _ in range(10):
        _post(at_once=True)
    left = []

    def work():
        left.append(outbox.send_due())
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    [worker.start() for worker in workers]
    [worker.join() for worker in workers]

    assert sum(left) == 10
    assert len(sent_mail.outbox) == 10
