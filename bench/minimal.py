"""The product's addresses, and one more: the least page that asks ten queries.

It shows sixty rows and nothing besides: no frame, no components, no translation. What
a page of the product costs more than this is what its frame and its content cost.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from overens.config import urls
from overens.organisations.models import Organisation

ADDRESS = "/bench/minimal"
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


_template = engines["django"].from_string(TEMPLATE)
urlpatterns = [path(ADDRESS.lstrip("/"), minimal), *urls.urlpatterns]
handler404 = urls.handler404
