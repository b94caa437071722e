"""``overens verify_audit``: chains what is not yet chained, then walks the chain."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from overens.common.audit import chain_lines, verify_chain


class Command(BaseCommand):
    """Check that no audit line was changed, added afterwards or taken away."""

    help = "Check the audit chain: rows N, breaks 0."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read the form of the answer."""
        parser.add_argument("--json", action="store_true")

    def handle(self, **options: Any) -> None:
        """Print the verdict; exit 1 when the chain is broken."""
        while chain_lines():
            pass
        verdict = verify_chain()
        if options["json"]:
            self.stdout.write(
                json.dumps({"rows": verdict.lines, "breaks": list(verdict.breaks)})
            )
        else:
            self.stdout.write(f"rows {verdict.lines}, breaks {len(verdict.breaks)}")
        if verdict.breaks:
            self.stderr.write("; ".join(verdict.breaks[:5]))
            raise SystemExit(1)
