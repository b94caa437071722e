"""The number of what waits is right at once after one's own act, for no query more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import make as base
from tests.plans import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure(strandland, vera):
    base.make_compact(strandland)
    return make.a_measure(
        make.a_plan(strandland),
        civil_organisation=vera.authorities.get().organisation,
        due=make.today() - timedelta(days=3),
    )


def number_on(client, url: str) -> int:
    return client.get(url).context["waiting"]


def test_what_an_act_changes_is_counted_on_the_next_page(client, petra, measure):
    client.force_login(petra)
    page = reverse("organisations:organisations")
    client.get(reverse("to_do"))
    before = number_on(client, page)
    with CaptureQueriesContext(
        connection,
    ) as queries_before:
        client.get(page)

    client.post(
        reverse("plans:measure_ask", args=[measure.plan.slug, measure.slug, "civil"])
    )

    with CaptureQueriesContext(connection) as queries_after:
        after = number_on(client, page)
    rows = len(client.get(reverse("to_do")).context["rows"])
    assert before != after == rows
    assert len(queries_after) <= len(queries_before) + 2


def test_a_form_that_is_refused_counts_nothing(client, petra, measure):
    client.force_login(petra)
    client.get(reverse("to_do"))
    before = client.session["waiting"]

    client.post(reverse("plans:measure_change", args=[measure.plan.slug, measure.slug]))

    assert client.session["waiting"] == before
