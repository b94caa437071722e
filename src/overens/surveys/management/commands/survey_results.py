"""``overens survey_results``: what a survey's answers come to."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from overens.common.commands import HouseCommand
from overens.surveys.management.finding import find_survey, later_form, write_out
from overens.surveys.queries import RESULT_FILES, result_file, shown_survey

LATER = ("ddi",)


class Command(HouseCommand):
    """Write a survey's results as JSON, CSV, Excel, PDF, Word or HTML."""

    help = "Write what a survey's answers come to."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read which survey, in which form, and where to."""
        parser.add_argument("survey", help="the survey's slug, such as hok-2020")
        parser.add_argument(
            "--format", choices=[*RESULT_FILES, *LATER], default="json", dest="form"
        )
        parser.add_argument("--out", help="the file to write; JSON may go to stdout")

    def handle(
        self, *, survey: str, form: str, out: str | None, **options: Any
    ) -> None:
        """Find, count, write."""
        if form in LATER:
            later_form(self, form)
        shown = shown_survey(find_survey(survey), options["language"])
        write_out(self, result_file(shown, form), out, is_text=form == "json")
