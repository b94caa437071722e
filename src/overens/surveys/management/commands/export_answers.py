"""``overens export_answers``: all answers, in a form that ``import_answers`` reads."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from overens.common.commands import HouseCommand
from overens.surveys.management.finding import find_survey, write_out
from overens.surveys.queries import ANSWER_FILES, answers_file

# What may go to the screen where no file is named.
TEXTS = ("csv", "json")


class Command(HouseCommand):
    """Write a survey's answers as CSV, Excel, SPSS or JSON."""

    help = "Write a survey's answers, one submission a row."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read which survey, in which form, and where to."""
        parser.add_argument("survey", help="the survey's slug, such as hok-2020")
        parser.add_argument(
            "--format", choices=list(ANSWER_FILES), default="csv", dest="form"
        )
        parser.add_argument("--out", help="the file to write")

    def handle(
        self, *, survey: str, form: str, out: str | None, **options: Any
    ) -> None:
        """Find, write."""
        pieces = answers_file(find_survey(survey), form)
        write_out(self, pieces, out, is_text=form in TEXTS)
