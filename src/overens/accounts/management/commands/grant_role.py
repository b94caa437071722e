"""``overens grant_role``: give a person a role in a space for a time."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import CommandParser

from overens.accounts.actions import grant_role, person_with
from overens.accounts.models import Space
from overens.accounts.rules import ROLES, NoSuchSpace
from overens.common.audit import operator
from overens.common.commands import HouseCommand


def a_day(text: str) -> date:
    """Read 2026-12-15."""
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise ArgumentTypeError(f"write a day as 2026-12-15, not {text}") from fault


class Command(HouseCommand):
    """Give a role."""

    help = "Give a person a role: secretariat, official or member of a space; or admin."

    def add_arguments(self, parser: CommandParser) -> None:
        """Read who, which role, where and how long."""
        parser.add_argument("email")
        parser.add_argument("role", choices=list(ROLES))
        parser.add_argument("--space", metavar="SLUG", help="not for admin")
        parser.add_argument("--from", dest="first_day", type=a_day, metavar="DAY")
        parser.add_argument("--to", dest="last_day", type=a_day, metavar="DAY")

    def handle(self, **options: Any) -> None:
        """Give the role and print it."""
        slug = options["space"]
        space = Space.objects.filter(slug=slug).first() if slug else None
        if slug and space is None:
            raise NoSuchSpace(slug=slug)
        grant = grant_role(
            person=person_with(options["email"]),
            role=options["role"],
            space=space,
            first_day=options["first_day"],
            last_day=options["last_day"],
            by=operator(),
        )
        self.stdout.write(f"{grant.person.email}\t{grant.role}\t{slug or '-'}")
