"""What every command of the product does alike: its language, and how a no is said.

Exit 0 done; 1 the rule or the data said no, the reason in one line on stderr; 2 wrong
use (argparse's own). ``--json`` is each command's to declare: always one document on
stdout, with ``"error"`` in it where something said no.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import (
    BaseCommand,
    CommandError,
    CommandParser,
    SystemCheckError,
)
from django.utils import translation

from overens.common.explain import explain
from overens.common.texts import LANGUAGES
from overens.errors import RuleBroken, Unreadable, gettext_noop


class NoSuchFile(Unreadable):
    """There is no file to read."""

    sentence = gettext_noop("There is no file at %(path)s that can be read.")


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file that somebody named.

    Raises:
        NoSuchFile: there is none, or it may not be read.
    """
    try:
        return path.read_bytes()
    except OSError as fault:
        raise NoSuchFile(path=str(path)) from fault


class NotWritten(RuleBroken):
    """What the command made could not be put where it was asked to."""

    sentence = gettext_noop("The file cannot be written at %(path)s: %(why)s.")


class HouseCommand(BaseCommand):
    """A command that takes ``--language`` and turns a broken rule into exit 1."""

    _has_printed = False

    def create_parser(
        self, prog_name: str, subcommand: str, **options: Any
    ) -> CommandParser:
        """Return the parser with ``--language`` added."""
        parser = super().create_parser(prog_name, subcommand, **options)
        parser.add_argument(
            "--language",
            choices=LANGUAGES,
            default=settings.LANGUAGE_CODE,
            help="the language of what is printed",
        )
        return parser

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run in the asked language; say a broken rule in one line and exit 1."""
        with translation.override(options.get("language") or settings.LANGUAGE_CODE):
            try:
                return super().execute(*args, **options)
            except RuleBroken as broken:
                self._say_no(broken, options)
            except CommandError as refused:
                # Django says it with the class's name before; called from Python, and
                # for its own checks, the exception is what is asked for.
                if isinstance(refused, SystemCheckError) or not self._from_a_shell:
                    raise
                self.stderr.write(" ".join(str(refused).split()))
                raise SystemExit(refused.returncode) from refused
            except OSError as fault:
                out = options.get("out")
                if not out or str(fault.filename) != str(out):
                    raise
                why = (fault.strerror or "").lower()
                self._say_no(NotWritten(path=str(out), why=why), options)

    @property
    def _from_a_shell(self) -> bool:
        return bool(getattr(self, "_called_from_command_line", False))

    def _say_no(self, broken: RuleBroken, options: dict[str, Any]) -> NoReturn:
        said = " ".join(explain(broken).split())
        if options.get("json") and not self._has_printed:
            self.print_json({"error": said})
        self.stderr.write(said)
        raise SystemExit(1) from broken

    def print_json(self, document: Any) -> None:
        """Print one JSON document, and nothing else, on stdout."""
        self._has_printed = True
        self.stdout.write(json.dumps(document, ensure_ascii=False, indent=1))
