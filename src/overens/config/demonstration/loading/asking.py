"""The surveys: the sources' of 2020, reconstructed, and Strandland's of two years."""

from __future__ import annotations

from overens.config.demonstration.loading.made import HOK, STRANDLAND, Made
from overens.surveys.actions import load_survey, release_table

FILES = (
    (HOK, "sources/hok-2020.toml"),
    (STRANDLAND, "strandland/survey-last-year.toml"),
    (STRANDLAND, "strandland/survey-organisations-last-year.toml"),
    (STRANDLAND, "strandland/survey-organisations.toml"),
)


def load_surveys(made: Made) -> None:
    """Make the surveys with frame, answers, quotes and what a source printed.

    Of this year's, which was answered anonymously, one table has been given out.
    """
    for slug, name in FILES:
        survey = load_survey(made.toml(name), space=made.worlds[slug].space, by=made.by)
    release_table(survey, rows="members", columns="engaged", by=made.by)
