"""``overens publish_survey``: lets anyone know of a survey and its results."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from overens.common.audit import operator
from overens.common.commands import HouseCommand
from overens.surveys.actions import publish_survey
from overens.surveys.management.finding import find_survey


class Command(HouseCommand):
    """Publish a survey. One that was not answered openly shows no figures even then."""

    help = "Let anyone know of a survey, and of its results if answered openly."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read which survey."""
        parser.add_argument("survey", help="the survey's slug, such as hok-2020")

    def handle(self, *, survey: str, **options: Any) -> None:
        """Publish it and print its address."""
        self.stdout.write(
            publish_survey(find_survey(survey), by=operator()).get_absolute_url()
        )
