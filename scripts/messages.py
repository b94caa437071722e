"""Keep the Swedish words of every package complete: extract, check, compile.

English is the message itself (msgid), so only Swedish has catalogues:
``src/overens/<package>/locale/sv/LC_MESSAGES/django.po``. A package carries its own
words; what stands in the catalogue of ``common`` is everyone's and need not be said
again. Messages of modules without a package of their own (``errors``, ``stats``)
belong to ``common``.

    python scripts/messages.py extract [PACKAGE …] [--prune]
    python scripts/messages.py check [PACKAGE …]
    python scripts/messages.py compile

``extract`` adds what is missing and keeps what is translated; ``--prune`` also takes
away what is used no more. Nothing in the files depends on the day or the machine.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# It is run by its path, so Python looks for modules beside it and not in the root.
sys.path[0] = str(ROOT)

from scripts.catalogues import check, compile_all, extract  # noqa: E402
from scripts.message_sources import Unreadable  # noqa: E402


def main(arguments: list[str] | None = None) -> int:
    """Run one of the three commands; 0 good, 1 something to mend."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("extract", "check", "compile"):
        command = commands.add_parser(name)
        command.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
        if name != "compile":
            command.add_argument("packages", nargs="*", metavar="PACKAGE")
        if name == "extract":
            command.add_argument("--prune", action="store_true")
    options = parser.parse_args(arguments)
    try:
        if options.command == "check":
            lines = check(options.root, set(options.packages))
            print("\n".join(lines) or "Swedish is complete.")
            return 1 if lines else 0
        if options.command == "extract":
            lines = extract(options.root, set(options.packages), prune=options.prune)
        else:
            lines = compile_all(options.root)
    except Unreadable as fault:
        print(fault, file=sys.stderr)
        return 1
    print("\n".join(lines) or "Nothing to do.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
