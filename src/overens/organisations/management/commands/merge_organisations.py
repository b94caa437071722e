"""``overens merge_organisations SLUG INTO``: let one of two rows lead to the other."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from overens.common.audit import operator
from overens.common.commands import HouseCommand
from overens.organisations.actions import merge_into
from overens.organisations.models import Organisation
from overens.organisations.rules import UnknownOrganisation


def organisation_at(slug: str) -> Organisation:
    """Return the organisation with a slug.

    Raises:
        UnknownOrganisation: there is none.
    """
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        raise UnknownOrganisation(slug=slug)
    return found


class Command(HouseCommand):
    """Merge two rows for the same organisation."""

    help = "Let an organisation's page lead to another's; found by both names there."

    def add_arguments(self, parser: CommandParser) -> None:
        """Read which, and into which."""
        parser.add_argument("slug", help="the row that leads on")
        parser.add_argument("into", help="the row that stands")

    def handle(self, **options: Any) -> None:
        """Merge and print the address that stands."""
        into = merge_into(
            organisation=organisation_at(options["slug"]),
            into=organisation_at(options["into"]),
            by=operator(),
        )
        self.stdout.write(into.slug)
