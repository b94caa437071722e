"""``overens rebuild_search``: write anew what organisations are found by."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from overens.common.commands import HouseCommand
from overens.organisations.actions import rebuild_search


class Command(HouseCommand):
    """Write the terms of every organisation anew, and build the index."""

    help = "Build the register's search anew; needed after a load that was cut off."

    def handle(self, **_options: Any) -> None:
        """Rebuild, and say how many were found by something else before."""
        count = rebuild_search()
        self.stdout.write(
            _("The search is built anew; %(n)s organisations were changed in it.")
            % {"n": count}
        )
