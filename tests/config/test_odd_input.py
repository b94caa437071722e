"""Whatever stands in an address or a form: an answer, never a fault of ours."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client, RequestFactory

from overens.accounts.views.adapter import Adapter
from overens.common.documents import PressBusy
from overens.common.error_pages import server_error
from tests import make

pytestmark = pytest.mark.django_db

ODD_PATHS = (
    *("/planer/åland/", "/planer/%00/", "/planer/%FF/", "/organisationer/å-ä-ö/"),
    *("/enkater/å/resultat/", "/enkater/x/resultat.exe", "/lage/%00/", "/lage/å/"),
    *("/uppfoljning/å/2026/", "/uppfoljning/x/99999999999999999999/"),
    *(
        "/uppfoljning/strandland/" + "9" * 5000 + "/",
        "/" + "a/" * 2000,
        "/%2e%2e/",
    ),
    *("/handbok/å/", "/overenskommelser/å/", "/en/plans/å/", "/en/%00", "/api/%00"),
    *("/api/v1/å", "/static/%00", "/static/../../etc/passwd", "/logga-in/som/å/"),
)


@pytest.mark.parametrize("path", ODD_PATHS, ids=range(len(ODD_PATHS)))
def test_an_address_that_leads_nowhere_says_so(client, strandland, path):
    assert 400 <= client.get(path).status_code < 500


BODIES = (
    (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
    (b"email=%00", "application/x-www-form-urlencoded"),
    (b"email=a@example.org", "application/x-www-form-urlencoded; charset=nothing"),
    (b"email=a@example.org", "application/x-www-form-urlencoded; charset=utf-16"),
    (b"&".join(b"f%d=1" % n for n in range(6000)), "application/x-www-form-urlencoded"),
    (b"{", "application/json"),
    (b"no boundary", "multipart/form-data"),
    (
        b"--x\r\nContent-Disposition: form-data\r\n\r\n",
        "multipart/form-data; boundary=x",
    ),
    (b"", "multipart/form-data; boundary=" + "x" * 500),
    (b"x" * (13 * 1024 * 1024), "application/x-www-form-urlencoded"),
)


@pytest.mark.parametrize(("body", "kind"), BODIES, ids=range(len(BODIES)))
@pytest.mark.parametrize("address", ["/logga-in/", "/lage/nagon-lank/"])
def test_an_odd_form_is_answered(strandland, address, body, kind):
    cache.clear()
    client = Client(enforce_csrf_checks=False)

    assert client.generic("POST", address, body, kind).status_code < 500


LEADING_AWAY = (
    *("https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example"),
    *("\\\\evil.example", "javascript:alert(1)", "front_page", "accounts:sign_in_as"),
    *("http:evil.example", "\t//evil.example", "", "?x", "evil.example"),
)


@pytest.mark.parametrize("away", LEADING_AWAY)
def test_no_address_that_came_along_leads_elsewhere(client, settings, away):
    settings.DEMONSTRATION = True
    settings.ALLOWED_HOSTS = ["*"]
    make.make_person("vera")

    size = client.get("/textstorlek/", {"size": "lg", "next": away})
    signed = client.post("/logga-in/som/vera/", {"next": away})

    assert (size.status_code, size["Location"]) == (302, "/")
    assert (signed.status_code, signed["Location"]) == (302, "/min-sida/")
    assert not Adapter().is_safe_url(away)


def test_an_address_of_ours_that_came_along_is_gone_on_to(client):
    answer = client.get("/textstorlek/", {"size": "lg", "next": "/planer/?page=2"})

    assert answer["Location"] == "/planer/?page=2"
    assert Adapter().is_safe_url("/planer/")


def test_a_database_lost_outside_a_view_is_an_honest_page(monkeypatch, settings):
    def gone(*args, **options):
        raise OperationalError("server closed the connection")

    client = Client(raise_request_exception=False)
    # The page for an unknown address asks the database for its frame.
    monkeypatch.setattr("overens.config.context.space_of_frame", gone)

    answer = client.get("/finns-inte/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")


def test_who_would_have_to_wait_for_a_document_is_told_when_to_come_back(
    client, strandland, monkeypatch
):
    def taken(*args, **options):
        raise PressBusy("another document is being made")

    monkeypatch.setattr("overens.config.views.front.front_of", taken)

    answer = client.get("/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "Hämta din igen om tio sekunder" in answer.content.decode()


def test_any_other_fault_is_a_page_in_the_language_of_the_address():
    request = RequestFactory().get("/en/plans/")
    try:
        raise ZeroDivisionError
    except ZeroDivisionError:
        answer = server_error(request)

    assert answer.status_code == 500
    assert 'lang="en"' in answer.content.decode()
