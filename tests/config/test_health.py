from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from overens.common.mail import post
from overens.common.models import OutgoingMail

pytestmark = pytest.mark.django_db


def test_the_process_says_that_it_lives_without_asking_the_database(
    client, django_assert_num_queries
):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"


def test_a_service_in_order_is_ready(client):
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json()["faults"] == {}


def test_a_service_whose_mail_does_not_leave_is_not_ready(client):
    mail = post(to="a@example.org", subject="x", body="", language="sv", once_key="1")
    OutgoingMail.objects.filter(pk=mail.pk).update(
        not_before=timezone.now() - timedelta(hours=1)
    )

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert answer.json()["faults"] == {"outbox": "1 mails are overdue"}


@pytest.mark.parametrize(("path", "words"), [("/", 'lang="sv"'), ("/en/", 'lang="en"')])
def test_a_database_that_is_away_is_an_honest_page(client, monkeypatch, path, words):
    def away(*args, **options):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr("overens.config.context.space_of_frame", away)

    answer = client.get(path)

    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert words in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "words"),
    [("/finns-inte/", "hittar inte sidan"), ("/en/not-here/", "cannot find")],
)
def test_an_unknown_address_is_answered_in_its_language(client, path, words):
    answer = client.get(path)

    assert answer.status_code == 404
    assert words in answer.content.decode()


def test_every_answer_carries_the_strict_policy(client):
    for path in ("/", "/finns-inte/", "/healthz"):
        policy = client.get(path)["Content-Security-Policy"]
        assert "unsafe-inline" not in policy
        assert "default-src 'none'" in policy
