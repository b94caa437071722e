"""The product's addresses, and two more: the least page that asks ten queries, and a
view that makes the writes of a survey's answer.

The page shows sixty rows and nothing besides: no frame, no components, no translation.
What a page of the product costs more than this is what its frame and its content cost.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from bench.plain_writes import PLAIN_TABLES, plain_writes
from overens.config import urls
from overens.organisations.models import Organisation

ADDRESS, WRITES = "/bench/minimal", "/bench/same-writes"
QUERIES, ROWS = 10, 6
TEMPLATE = """<!doctype html><title>Minimal</title><table>{% for row in rows %}
<tr><td>{{ row.name }}</td><td>{{ row.slug }}</td><td>{{ row.status }}</td></tr>
{% endfor %}</table>"""


def minimal(request: HttpRequest) -> HttpResponse:
    """Read ten times six organisations and list them."""
    rows = [
        row
        for turn in range(QUERIES)
        for row in Organisation.objects.order_by("id").only("name", "slug", "status")[
            turn * ROWS : (turn + 1) * ROWS
        ]
    ]
    return HttpResponse(_template.render({"rows": rows}))


def same_writes(request: HttpRequest) -> HttpResponse:
    """Make the writes of a survey's answer, and nothing besides."""
    with connection.cursor() as cursor:
        for statement in PLAIN_TABLES:
            cursor.execute(statement)
        for statement, values in plain_writes(uuid4().hex):
            with transaction.atomic(durable=True):
                cursor.execute(statement, values)
    return HttpResponse("Tack")


_template = engines["django"].from_string(TEMPLATE)
urlpatterns = [
    path(ADDRESS.lstrip("/"), minimal),
    path(WRITES.lstrip("/"), same_writes),
    *urls.urlpatterns,
]
handler404 = urls.handler404
