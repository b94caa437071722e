"""Open data: everyone, everywhere, read only."""

from __future__ import annotations

from tests.who_may_what import EVERYONE, Route, Side, who


def asked(side: Side) -> str:
    return f"compact={side.space.slug}"


NOTHING_HERE = who(404)

ROUTES = {
    "opendata:open_data": Route(get=EVERYONE, query=asked),
    "opendata:everything": Route(get=EVERYONE, query=asked),
    "opendata:dictionary": Route(get=EVERYONE, query=asked),
    "opendata:dataset": Route(
        get=EVERYONE, args=lambda side: ["signatories"], query=asked
    ),
    "opendata:dataset_file": Route(
        get=EVERYONE, args=lambda side: ["signatories", "csv"], query=asked
    ),
    # The interface for programs stands outside the pages' languages.
    "api:root": Route(get=EVERYONE),
    "api:openapi-json": Route(get=EVERYONE, post=EVERYONE),
    "api:datasets": Route(get=EVERYONE, query=asked),
    "api:dataset": Route(get=EVERYONE, args=lambda side: ["signatories"], query=asked),
    "api_missing": Route(get=NOTHING_HERE, post=NOTHING_HERE),
}
