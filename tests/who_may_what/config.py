"""The front page and what stands beside the columns."""

from __future__ import annotations

from tests.who_may_what import EVERYONE, SIGNED_IN, Route

ROUTES = {
    "healthz": Route(get=EVERYONE),
    "readyz": Route(get=EVERYONE),
    "front_page": Route(get=EVERYONE),
    "to_do": Route(get=SIGNED_IN),
}
