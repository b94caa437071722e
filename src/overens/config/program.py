"""The command ``overens``: Django's management command by another name.

Exit 2 for wrong use and 1 for a database that does not answer, each in one line; what
a rule says no to is the commands' own to say.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

# What Django answers itself, besides the commands that it lists.
BUILT_IN = {"help", "version", "--help", "--version", "-h"}


def main() -> None:
    """Run a command; a fault of use or of the database is one line on stderr."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "overens.config.settings")
    os.environ.update(base_url_of(sys.argv[1:], os.environ))
    import django
    from django.core.management import execute_from_command_line, get_commands
    from django.db import DatabaseError

    # Before this, only Django's own commands are known.
    django.setup()
    asked = sys.argv[1] if len(sys.argv) > 1 else "help"
    if asked not in BUILT_IN and asked not in get_commands():
        near = get_close_matches(asked, get_commands(), n=1)
        meant = f" Did you mean {near[0]}?" if near else " See overens help."
        _stop(f"there is no command {asked}.{meant}", 2)
    try:
        execute_from_command_line(["overens", *sys.argv[1:]])
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read had enough (… | head). What is left goes nowhere, so that
        # Python does not try again, and complain, when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except DatabaseError as fault:
        why = " ".join(str(fault).split()) or type(fault).__name__
        _stop(
            f"the database cannot be used: {why}. Look at OVERENS_DATABASE_URL and "
            "OVERENS_DATA, and run overens migrate if it is new.",
            1,
        )


def base_url_of(words: Sequence[str], environment: Mapping[str, str]) -> dict[str, str]:
    """Return the address that a site served on this machine is reached by.

    Empty when the command serves nothing, when the address is given, or in production,
    where only whoever runs the server knows it.
    """
    given = environment.get("OVERENS_BASE_URL")
    production = environment.get("OVERENS_ENV") == "production"
    if list(words[:1]) != ["serve"] or given or production:
        return {}
    parser = ArgumentParser(add_help=False)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", default="8000")
    asked, _rest = parser.parse_known_args(words[1:])
    if not asked.port.isdecimal():
        return {}
    # 0.0.0.0 is every address of the machine, and no address to go to.
    host = "127.0.0.1" if asked.host in ("0.0.0.0", "::") else asked.host
    return {"OVERENS_BASE_URL": f"http://{host}:{int(asked.port)}"}


def _stop(why: str, code: int) -> None:
    sys.stderr.write(f"overens: {why}\n")
    raise SystemExit(code)


if __name__ == "__main__":
    main()
