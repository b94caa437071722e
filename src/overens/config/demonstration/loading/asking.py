"""The surveys: the sources' of 2020, reconstructed, and Strandland's of last year."""

from __future__ import annotations

from overens.config.demonstration.loading.made import HOK, STRANDLAND, Made
from overens.surveys.actions import load_survey

# Under these keys the file says what has no table yet: the same question put to others.
NOT_HERE = ("gap",)


def load_surveys(made: Made) -> None:
    """Make both surveys with frame, answers, quotes and what the source printed."""
    for slug, name in (
        (HOK, "sources/hok-2020.toml"),
        (STRANDLAND, "strandland/survey-last-year.toml"),
    ):
        whole = made.toml(name)
        load_survey(
            {key: facts for key, facts in whole.items() if key not in NOT_HERE},
            space=made.worlds[slug].space,
            by=made.by,
        )
