"""Whatever stands after the question mark of an address: an answer, never a fault.

A file of its own: its two worlds stay built until the last test here is done, and other
tests would find their people already there.
"""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils import translation

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
