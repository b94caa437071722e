"""``overens import_compact FILE --slug S``: a compact's text into its parts."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from overens.accounts.models import RoleGrant
from overens.accounts.rules import SECRETARIAT
from overens.common.audit import operator
from overens.common.commands import HouseCommand, read_bytes
from overens.common.explain import explain
from overens.common.files import Original
from overens.common.sheets import STANDARD
from overens.compacts.actions import WordingImport, import_wording
from overens.compacts.actions.wording import counts
from overens.compacts.queries.files import text_of_file
from overens.compacts.queries.wording import words_of_note
from overens.compacts.rules import WordingRefused, in_words_of_word

# On the one line of stderr; JSON has all of them.
MOST_FAULTS = 12


class Command(HouseCommand):
    """Bring a compact's text in, in the language of ``--language``."""

    help = (
        "Bring in a compact's text (Markdown, Word or plain text) as a new compact, a "
        "new version, or another language of a version. --language is the text's own."
    )

    def create_parser(
        self, prog_name: str, subcommand: str, **options: Any
    ) -> CommandParser:
        """Return the parser; ``--version`` is the compact's, not the program's."""
        return super().create_parser(
            prog_name, subcommand, conflict_handler="resolve", **options
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read the file, the compact's address and the version."""
        parser.add_argument("file", type=Path, help="Markdown, .docx or plain text")
        parser.add_argument("--slug", required=True, help="address of the compact")
        parser.add_argument(
            "--version", dest="number", type=int, help="number of the version"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what it would do, save nothing"
        )
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, **options: Any) -> None:
        """Read, bring in or preview, and say what became of it."""
        path: Path = options["file"]
        is_word = path.suffix.casefold() == ".docx"
        original = Original(read_bytes(path), path.name)
        text = text_of_file(original.data, original.name, limits=STANDARD)
        try:
            brought = import_wording(
                slug=options["slug"],
                text=text,
                language=options["language"],
                number=options["number"],
                by=operator(),
                original=original,
                dry_run=options["dry_run"],
            )
        except WordingRefused as refused:
            faults = [
                {"line": fault.line, "sentence": explain(fault)}
                for fault in (
                    in_words_of_word(each) if is_word else each
                    for each in refused.faults
                )
            ]
            shown = [str(fault["sentence"]) for fault in faults[:MOST_FAULTS]]
            if len(faults) > MOST_FAULTS:
                shown.append("…")
            said = " ".join(shown)
            if options["json"]:
                self.print_json({"outcome": "refused", "error": said, "faults": faults})
            self.stderr.write(said)
            raise SystemExit(1) from refused
        if options["json"]:
            self.print_json(_document(brought, options))
        else:
            self._say(brought, dry_run=options["dry_run"])

    def _say(self, brought: WordingImport, *, dry_run: bool) -> None:
        found = ", ".join(f"{kind} {n}" for kind, n in counts(brought.wording).items())
        plan = brought.plan
        would = "would be: " if dry_run else ""
        self.stdout.write(f"{would}{plan.outcome}, version {plan.number}; {found}")
        for note in brought.wording.notes:
            self.stdout.write(words_of_note(note))
        if brought.run is not None:
            self.stdout.write(f"import {brought.run.uuid}")
        if lacks_secretariat(brought):
            self.stdout.write(
                _("Give it a secretariat: %(command)s")
                % {"command": how_to_grant(brought)}
            )


def lacks_secretariat(brought: WordingImport) -> bool:
    """Tell whether a compact was made or changed that nobody may edit."""
    return (
        brought.run is not None
        and brought.compact is not None
        and not RoleGrant.objects.filter(
            space=brought.compact.space, role=SECRETARIAT
        ).exists()
    )


def how_to_grant(brought: WordingImport) -> str:
    """Return the command that gives the compact a secretariat."""
    slug = brought.compact.slug if brought.compact else ""
    return f"overens grant_role name@example.org {SECRETARIAT} --space {slug}"


def _document(brought: WordingImport, options: dict[str, Any]) -> dict[str, Any]:
    plan = brought.plan
    return {
        "compact": options["slug"],
        "version": plan.number,
        "language": options["language"],
        "outcome": plan.outcome,
        "title": brought.wording.title,
        **counts(brought.wording),
        "parties": list(brought.wording.parties),
        "notes": [
            {
                "line": note.line,
                "sentence": words_of_note(note),
            }
            for note in brought.wording.notes
        ],
        "import": str(brought.run.uuid) if brought.run else None,
        "next": how_to_grant(brought) if lacks_secretariat(brought) else None,
    }
