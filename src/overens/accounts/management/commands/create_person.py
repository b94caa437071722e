"""``overens create_person``: somebody who can sign in, without a role as yet."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from overens.accounts.actions import create_person
from overens.common.audit import operator
from overens.common.commands import HouseCommand
from overens.common.texts import LANGUAGES


class Command(HouseCommand):
    """Make a person."""

    help = "Make a person who signs in by a code sent to the address."

    def add_arguments(self, parser: CommandParser) -> None:
        """Read who it is."""
        parser.add_argument("email")
        parser.add_argument("--name", required=True, help="shown to colleagues")
        parser.add_argument(
            "--writes-in",
            choices=LANGUAGES,
            default="sv",
            help="the language of the person's pages and mails",
        )

    def handle(self, **options: Any) -> None:
        """Make the person and print the address."""
        person = create_person(
            email=options["email"],
            name=options["name"],
            language=options["writes_in"],
            by=operator(),
        )
        self.stdout.write(person.email)
