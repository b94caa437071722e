"""The surveys: the sources' of 2020, reconstructed, and Strandland's of two years."""

from __future__ import annotations

from dataclasses import replace

from overens.common.texts import LocalText
from overens.config.demonstration.loading.made import HOK, STRANDLAND, Made
from overens.surveys.actions import load_survey, make_survey, release_table
from overens.surveys.queries import questionnaire_templates
from overens.surveys.rules import ANONYMOUS

FILES = (
    (HOK, "sources/hok-2020.toml"),
    (STRANDLAND, "strandland/survey-last-year.toml"),
    (STRANDLAND, "strandland/survey-organisations-last-year.toml"),
    (STRANDLAND, "strandland/survey-organisations.toml"),
)


def load_surveys(made: Made) -> None:
    """Make the surveys with frame, answers, quotes and what a source printed.

    Of this year's, which was answered anonymously, one table has been given out. The
    committee secretaries are to be asked anew: a draft.
    """
    for slug, name in FILES:
        survey = load_survey(made.toml(name), space=made.worlds[slug].space, by=made.by)
    release_table(survey, rows="members", columns="engaged", by=made.by)
    _draft_next(made)


def _draft_next(made: Made) -> None:
    """Let Strandland have begun to ask again, from the template of 2020."""
    template = questionnaire_templates()[0].definition
    year = made.today.year
    make_survey(
        space=made.worlds[STRANDLAND].space,
        title=LocalText(
            sv=f"Kartläggning av samverkan {year}",
            en=f"Mapping of collaboration {year}",
        ),
        mode=ANONYMOUS,
        year=year,
        # Where real words come from is no part of a made-up county.
        like=replace(
            template,
            questions=tuple(replace(q, provenance={}) for q in template.questions),
        ),
        by=made.by,
    )
