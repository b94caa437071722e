"""``overens survey_results``: what a survey's answers come to."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from overens.common.audit import operator
from overens.common.commands import HouseCommand
from overens.surveys.actions import release_results
from overens.surveys.management.finding import find_survey, write_out
from overens.surveys.queries import RESULT_FILES, result_file, shown_survey
from overens.surveys.rules import OPEN


class Command(HouseCommand):
    """Write a survey's results as JSON, CSV, Excel, PDF, Word, HTML or DDI."""

    help = "Write what a survey's answers come to."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read which survey, in which form, and where to."""
        parser.add_argument("survey", help="the survey's slug, such as hok-2020")
        parser.add_argument(
            "--format", choices=list(RESULT_FILES), default="json", dest="form"
        )
        parser.add_argument("--out", help="the file to write; JSON may go to stdout")

    def handle(
        self, *, survey: str, form: str, out: str | None, **options: Any
    ) -> None:
        """Find, count, write."""
        found = find_survey(survey)
        if found.mode != OPEN:
            # Whoever reads the file has been given the figures: they are in the ledger.
            release_results(found, by=operator())
        shown = shown_survey(found, options["language"])
        write_out(self, [result_file(shown, form)], out, is_text=form == "json")
