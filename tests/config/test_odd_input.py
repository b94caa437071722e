"""Whatever stands in an address or a form: an answer, never a fault of ours."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import OperationalError, transaction
from django.test import Client, RequestFactory
from django.utils import translation

from overens.accounts.views.adapter import Adapter
from overens.common.error_pages import server_error
from tests import make
from tests.test_who_may_what import LISTED, address_of, built

pytestmark = pytest.mark.django_db

# What a program that guesses, a cut-off link or a person who edits an address sends.
ODD = (
    *("page=abc", "page=999999&sort=-nothing", "page=-1", "page=²&limit=-1", "page="),
    *("page=%00", "compact=%00", "q=%00", "status=a%00b", "%00=1", "area=%00"),
    *("compact=finns-inte", "compact=%C3%A5lund&municipality=%C3%A5", "compact="),
    *("compact=grannland", "compact=strandland&compact=grannland&print=1"),
    *("version=99999999", "version=abc", "version=-1", "version=" + "9" * 5000),
    *("date=0000&on=0000&day=0000", "date=2026-02-30&on=2026-02-30", "as_of=9999-99"),
    *("year=99999999999999999999", "year=abc", "date=9999-99-99&on=10000-01-01"),
    *("q=" + "å" * 5000, "q=%FF%FE%ED%A0%80", "q='%20OR%201=1--", "q=%25_%25"),
    *("q[]=1&q[]=2&q[a][b]=1", "side=x&theme=y&organisation=z&status[]=x"),
    *("limit=abc&offset=" + "9" * 30, "bbox=a,b,c,d&format=exe", "a" * 6000),
    *("next=//evil.example", "next=word", "next=%0d%0aSet-Cookie:a", "size=%00"),
    *("&&&===?%", "%zz"),
)

OPEN = [name for name, route in LISTED.items() if route.get["anonymous"] == 200]


@pytest.fixture(scope="module")
def sides(django_db_setup, django_db_blocker):
    """Two worlds with something in every column, never committed."""
    with (
        django_db_blocker.unblock(),
        translation.override("sv"),
        transaction.atomic(),
    ):
        yield built()
        transaction.set_rollback(True)


def faults_of(client, address):
    """Return how the address was answered wrongly, or nothing."""
    try:
        status = client.get(address).status_code
    # Any fault at all: this is what the test looks for.
    except Exception as fault:
        return [f"{address[:160]}: {type(fault).__name__}: {fault}"[:400]]
    return [f"{address[:160]}: {status}"] if status >= 500 else []


@pytest.mark.parametrize("name", OPEN)
def test_an_odd_question_is_answered(name, sides, settings):
    route = LISTED[name]
    for setting, value in (route.settings or {}).items():
        setattr(settings, setting, value)
    address = address_of(name, route, sides["own"], "sv").partition("?")[0]
    client, faults = Client(), []
    for question in ODD:
        cache.clear()
        with transaction.atomic():
            faults += faults_of(client, f"{address}?{question}")
            transaction.set_rollback(True)

    assert faults == []


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
    monkeypatch.setattr("overens.config.context.spaces", gone)

    answer = client.get("/finns-inte/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")


def test_any_other_fault_is_a_page_in_the_language_of_the_address():
    request = RequestFactory().get("/en/plans/")
    try:
        raise ZeroDivisionError
    except ZeroDivisionError:
        answer = server_error(request)

    assert answer.status_code == 500
    assert 'lang="en"' in answer.content.decode()
