"""``overens create_survey``: from a file, or with the questions of another survey."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings

from overens.accounts.models import Space
from overens.accounts.rules import NoSuchSpace
from overens.common.audit import operator
from overens.common.commands import HouseCommand, read_bytes
from overens.surveys.actions import BOOKS, copy_survey, load_survey_file
from overens.surveys.management.finding import find_survey


class Command(HouseCommand):
    """Make a survey from TOML, JSON or an XLSForm, or with another's questions."""

    help = "Make a survey from a file (own format or XLSForm), or like another one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read the file, or which survey to take the questions from."""
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument(
            "--space", help="the compact it belongs to, if the file does not say"
        )
        parser.add_argument("--like", metavar="SURVEY", help="take its questions")
        parser.add_argument("--slug", help="the new survey's slug, with --like")
        parser.add_argument(
            "--open-frame",
            action="store_true",
            help="each imported row is a new respondent with units of its own",
        )

    def handle(
        self,
        *,
        file: Path | None,
        like: str | None,
        slug: str | None,
        open_frame: bool,
        space: str | None,
        **options: Any,
    ) -> None:
        """Make the survey and say its slug."""
        if (file is None) == (like is None) or (like is not None and not slug):
            self.stderr.write("Give a FILE, or --like SURVEY with --slug NEW.")
            raise SystemExit(2)
        if like is not None:
            made = copy_survey(
                find_survey(like), slug=str(slug), by=operator(), open_frame=open_frame
            )
        else:
            assert file is not None
            read_bytes(file)
            home = Space.objects.filter(slug=space).first() if space else None
            if space and home is None:
                # Never in the file's own instead: that is not what was meant.
                raise NoSuchSpace(slug=space)
            if home is None and file.suffix.lower() in BOOKS:
                # An XLSForm never says: it belongs where the front page is.
                home = Space.objects.filter(slug=settings.FRONT_SPACE).first()
            made = load_survey_file(file, by=operator(), space=home)
        self.stdout.write(made.slug)
