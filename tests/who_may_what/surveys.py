"""Surveys: what is published is for everyone, results only where given openly."""

from __future__ import annotations

from overens.common.audit import operator
from overens.surveys.actions import load_survey
from tests.surveys.made import small
from tests.who_may_what import EVERYONE, Route, Side


def build(side: Side) -> None:
    """Put a published survey on the side."""
    side.survey = load_survey(
        small(slug=f"liten-{side.name}", space=side.space.slug), by=operator()
    )


ROUTES = {
    "surveys:surveys": Route(get=EVERYONE),
    "surveys:results": Route(get=EVERYONE, args=lambda side: [side.survey.slug]),
    "surveys:results_file": Route(
        get=EVERYONE, args=lambda side: [side.survey.slug, "json"]
    ),
}
