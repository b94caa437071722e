"""``overens serve``: brings the database up to date, serves pages, does jobs."""

from __future__ import annotations

import os
import socket
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from overens.common.commands import HouseCommand


def port_number(text: str) -> int:
    """Return a port that a program can listen on; 0 takes any that is free."""
    if not text.isdecimal() or int(text) > 65535:
        raise ArgumentTypeError(f"{text} is no port: write one from 1 to 65535")
    return int(text)


class Command(HouseCommand):
    """Serve until told to stop."""

    help = "Serve the pages, with the job worker; migrates first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read where to serve."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=port_number, default=8000)
        parser.add_argument(
            "--web-only", action="store_true", help="without the job worker"
        )

    def handle(self, *, host: str, port: int, web_only: bool, **_: Any) -> None:
        """Prepare, then serve."""
        check_free(host, port)
        call_command("migrate", verbosity=0)
        collect_static()
        if settings.DEMONSTRATION:
            call_command("load_demo", if_empty=True)
        check_front_space()
        from overens.config.serving import Server

        Server(host=host, port=port, with_jobs=not web_only).run()


def check_free(host: str, port: int) -> None:
    """Refuse to start where another program serves already.

    Raises:
        CommandError: the port is taken, or the host is none of this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # As the server will: a port whose last connections linger is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            raise CommandError(
                f"{host}:{port} cannot be served: {fault.strerror}. Stop what is "
                "there, or choose another with --port (make run PORT=8001)."
            ) from fault


def check_front_space() -> None:
    """Refuse to start when the front page is asked of a space that is not there.

    Raises:
        CommandError: ``OVERENS_SPACE`` names none of the spaces that there are.
    """
    from overens.accounts.models import Space

    there = list(Space.objects.order_by("slug").values_list("slug", flat=True))
    asked = os.environ.get("OVERENS_SPACE", "")
    if asked and there and asked not in there:
        raise CommandError(
            f"OVERENS_SPACE={asked} is none of the spaces here: {', '.join(there)}."
        )


def collect_static() -> None:
    """Put the static files in the data folder, unless they are there already."""
    if settings.TESTING:
        return
    from overens.config.static_stamp import is_fresh, write_stamp

    if is_fresh():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    write_stamp()
