"""The command ``overens``: Django's management command by another name."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run a command; a broken rule is one line on stderr and exit 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "overens.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["overens", *sys.argv[1:]])


if __name__ == "__main__":
    main()
