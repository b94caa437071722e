"""The surveys: the sources' of 2020, reconstructed, and Strandland's of last year."""

from __future__ import annotations

from overens.config.demonstration.loading.made import HOK, STRANDLAND, Made
from overens.surveys.actions import load_survey


def load_surveys(made: Made) -> None:
    """Make both surveys with frame, answers, quotes and what the source printed."""
    for slug, name in (
        (HOK, "sources/hok-2020.toml"),
        (STRANDLAND, "strandland/survey-last-year.toml"),
    ):
        load_survey(made.toml(name), space=made.worlds[slug].space, by=made.by)
