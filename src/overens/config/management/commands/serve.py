"""``overens serve``: brings the database up to date, serves pages, does jobs."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Serve until told to stop."""

    help = "Serve the pages, with the job worker; migrates first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read where to serve."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--web-only", action="store_true", help="without the job worker"
        )

    def handle(self, *, host: str, port: int, web_only: bool, **_: Any) -> None:
        """Prepare, then serve."""
        call_command("migrate", verbosity=0)
        collect_static()
        if settings.DEMONSTRATION:
            call_command("load_demo", if_empty=True)
        from overens.config.serving import Server

        Server(host=host, port=port, with_jobs=not web_only).run()


def collect_static() -> None:
    """Put the static files in the data folder, unless they are there already."""
    if settings.TESTING:
        return
    from overens.config.static_stamp import is_fresh, write_stamp

    if is_fresh():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    write_stamp()
