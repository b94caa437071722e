"""Tries of a sign-in code are counted also when many come at the same moment."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client

from overens.accounts.models import SentCode
from tests import make

IN, CODE = "/logga-in/", "/logga-in/kod/"


@pytest.fixture
def asked(transactional_db):
    """A browser that has asked for Vera's code, and the code."""
    cache.clear()
    make.make_person("vera")
    browser = Client()
    browser.post(IN, {"email": "vera@example.org"})
    code = re.search(r"^\d{6}$", mail.outbox[-1].body, re.MULTILINE).group()
    # The threads have connections of their own; this one must not hold a lock.
    connection.close()
    yield browser, code
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER common_audit_no_delete")


def tried(browser: Client, guesses: list[str]) -> list[int]:
    """Post the guesses from browsers with the same cookies, eight at a time."""

    def one(guess: str) -> int:
        twin = Client()
        twin.cookies = browser.cookies
        try:
            return twin.post(CODE, {"code": guess}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(one, guesses))


def is_signed_in() -> bool:
    from django.contrib.sessions.models import Session

    return any("_auth_user_id" in each.get_decoded() for each in Session.objects.all())


def test_of_many_wrong_codes_at_once_five_are_judged_and_the_right_one_is_over(asked):
    browser, code = asked
    wrong = [guess for guess in map("{:06}".format, range(25)) if guess != code]

    statuses = tried(browser, wrong)

    assert statuses.count(422) == 4  # the fifth leads back, as the rest do
    assert SentCode.objects.get().tries == 5
    assert tried(browser, [code]) == [302]
    assert not is_signed_in()


def test_the_right_code_from_two_at_once_signs_one_in(asked):
    browser, code = asked

    tried(browser, [code, code])

    assert is_signed_in()
    assert SentCode.objects.get().spent_at is not None
    browser.post(CODE, {"code": code})
    assert SentCode.objects.get().tries <= 2
