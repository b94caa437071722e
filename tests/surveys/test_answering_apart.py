"""Whoever answers goes a short way in, where no session or account is looked at."""

from __future__ import annotations

import gzip

import pytest
from django.conf import settings as set_up
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from overens.config import apart
from overens.errors import RuleBroken
from overens.surveys.rules.collecting import NobodyToAsk
from overens.surveys.views import answering
from tests.surveys.answering_by_page import HERE, begin, press, run_through, text_of
from tests.surveys.collected import invited, opened, survey_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_folder"),
]

IN_ENGLISH = "/en/answer/"
# What nobody who answers needs: files, sessions, forms kept over signing in, and what
# the short way does by itself.
PASSED_BY = {
    "overens.config.apart.Apart",
    "overens.common.middleware.OpenToPrograms",
    "overens.common.middleware.DatabaseAway",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "overens.common.middleware.KeptPrivate",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "overens.config.waiting.RightNumber",
    "overens.common.middleware.ReadableAddress",
    "overens.common.kept_forms.KeptForms",
    "overens.common.middleware.BrokenRule",
}


def test_what_is_passed_by_is_named_and_the_rest_comes_in_its_order():
    """Who adds a guard to all pages says here whether it guards these."""
    rest = [name for name in set_up.MIDDLEWARE if name not in PASSED_BY]
    assert rest == set_up.MIDDLEWARE_APART
    assert set(set_up.MIDDLEWARE) >= PASSED_BY


def test_somebody_signed_in_is_shown_what_anybody_is_and_nothing_is_asked_of_them(
    plain, client, petra
):
    survey = survey_of(mode="confidential")
    opened(survey, small_groups_told=True)
    token = invited(survey)["p3"]
    client.force_login(petra)
    whole = []
    for browser in (plain, client):
        pages = [browser.get(HERE), begin(browser, token)]
        pages += [press(browser, pages[-1], "begin")]
        with CaptureQueriesContext(connection) as asked:
            pages += [browser.post(HERE, {"code": token})]
        assert not [one for one in asked if "session" in one["sql"]]
        whole.append([page.content for page in pages])
        assert not pages[-1].cookies
        # Their own browser may keep it: else Back would not show it again.
        assert pages[-1]["Cache-Control"] == "private, no-cache"

    assert whole[0] == whole[1]
    check = run_through(client, token)
    assert "Tack" in text_of(press(client, check, "send"))
    # They are as signed in as before.
    assert client.get("/min-sida/").status_code == 200


@pytest.mark.parametrize(("here", "language"), [(HERE, "sv"), (IN_ENGLISH, "en")])
def test_the_page_is_as_guarded_as_any(here, language):
    headers = {"accept-encoding": "gzip"}
    page = Client(headers=headers).get(here)
    assert f'lang="{language}"' in gzip.decompress(page.content).decode()
    assert page["Content-Language"] == language
    other = Client(headers=headers).get("/enkater/")
    for header in (
        "Content-Security-Policy",
        "X-Frame-Options",
        "X-Content-Type-Options",
        "Cross-Origin-Opener-Policy",
        "Content-Encoding",
    ):
        assert page[header] == other[header], header
    assert page["Referrer-Policy"] == "no-referrer"


def test_a_broken_rule_an_absent_database_and_a_fault_are_pages(monkeypatch):
    class Unworded(RuleBroken):
        sentence = NobodyToAsk.sentence

    browser = Client(raise_request_exception=False)
    came = {}
    for fault in (Unworded(), OperationalError("gone"), KeyError("ours")):

        def stop(*_args, fault=fault):
            raise fault

        monkeypatch.setattr(answering, "code_page", stop)
        came[type(fault).__name__] = page = browser.get(HERE)
        assert "<h1" in page.content.decode()
    assert {name: page.status_code for name, page in came.items()} == {
        "Unworded": 422,
        "OperationalError": 503,
        "KeyError": 500,
    }
    assert came["OperationalError"]["Retry-After"] == "30"


def test_another_host_is_no_host_of_ours_and_the_page_is_guarded(settings):
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    for path in (HERE, "/enkater/"):
        page = Client(headers={"host": "elsewhere.example"}).get(path)
        assert page.status_code == 400
        assert page["X-Content-Type-Options"] == "nosniff"


def test_the_program_may_lie_under_an_address_of_another(plain):
    apart._answering.cache_clear()
    try:
        for path in ("/healthz", HERE):
            assert plain.get(path, SCRIPT_NAME="/under").status_code == 200
        assert set(apart._answering(set_up.ROOT_URLCONF)) == {HERE, IN_ENGLISH}
    finally:
        apart._answering.cache_clear()


def test_what_is_no_such_request_is_told_so(plain):
    assert plain.put(HERE).status_code == 405
    assert "<h1" in text_of(plain.put(HERE))
    assert plain.get(HERE, {"x": "\0"}).status_code == 400
    assert plain.get(f"{HERE}mer/").status_code == 404
    assert plain.get(HERE.rstrip("/")).status_code in (301, 302)
    assert plain.head(HERE).status_code == 200


def test_where_one_answers_is_known_in_each_language():
    assert set(apart._answering(set_up.ROOT_URLCONF)) == {HERE, IN_ENGLISH}
