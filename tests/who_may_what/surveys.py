"""Surveys: what is published is for everyone, results only where given openly."""

from __future__ import annotations

from overens.common.audit import operator
from overens.surveys.actions import load_survey
from tests.surveys.made import small
from tests.who_may_what import EVERYONE, NO_SUCH_METHOD, NOBODY, Route, Side


def build(side: Side) -> None:
    """Put two published surveys on the side."""
    side.survey, side.wave = (
        load_survey(small(slug=slug, space=side.space.slug), by=operator())
        for slug in (f"liten-{side.name}", f"liten-{side.name}-igen")
    )


ROUTES = {
    "surveys:surveys": Route(get=EVERYONE),
    "surveys:results": Route(get=EVERYONE, args=lambda side: [side.survey.slug]),
    "surveys:compare": Route(
        get=EVERYONE, args=lambda side: [side.survey.slug, side.wave.slug]
    ),
    # Answered openly, so there is nothing to give out: 422 says so.
    "surveys:release": Route(
        get=NO_SUCH_METHOD,
        post=NOBODY.instead(petra=422),
        args=lambda side: [side.survey.slug],
        other_get=NO_SUCH_METHOD,
        other_post=NOBODY,
    ),
    "surveys:results_file": Route(
        get=EVERYONE, args=lambda side: [side.survey.slug, "json"]
    ),
}
