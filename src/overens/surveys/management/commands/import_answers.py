"""``overens import_answers``: a file of answers, whole or not at all."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from overens.common.audit import operator
from overens.common.commands import HouseCommand, read_bytes
from overens.common.explain import explain
from overens.surveys.actions import check_answers, import_answers
from overens.surveys.management.finding import find_survey
from overens.surveys.queries.answer_files import coding_of
from overens.surveys.rules import AnswersRefused
from overens.surveys.schemas import read_answers_file


class Command(HouseCommand):
    """Bring answers in; name every fault by row and column, and then keep nothing."""

    help = "Bring in answers from CSV, Excel, SPSS or JSON: all of them, or none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read which survey and which file."""
        parser.add_argument("survey", help="the survey's slug, such as hok-2020")
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--json", action="store_true", help="print one document")

    def handle(
        self, *, survey: str, file: Path, dry_run: bool, json: bool, **options: Any
    ) -> None:
        """Read, check, write; a refused file is listed fault by fault."""
        found = find_survey(survey)
        data = read_bytes(file)
        headings, rows = read_answers_file(data, file.name, coding_of(found))
        try:
            said = self._bring_in(found, headings, rows, data, file.name, dry_run)
        except AnswersRefused as refused:
            self._list_faults(refused, as_json=json)
            raise
        if json:
            self.print_json(said)
        else:
            for name, value in said.items():
                self.stdout.write(f"{name}: {value}")

    def _bring_in(
        self,
        survey: Any,
        headings: Any,
        rows: Any,
        data: bytes,
        name: str,
        dry_run: bool,
    ) -> dict[str, Any]:
        if dry_run:
            incoming = check_answers(survey, headings=headings, rows=rows)
            return {
                "survey": survey.slug,
                "sheets": len(incoming.sheets),
                "units": sum(len(sheet.units) for sheet in incoming.sheets),
                "declined": len(incoming.declined),
                "import": None,
            }
        run = import_answers(
            survey,
            headings=headings,
            rows=rows,
            data=data,
            by=operator(),
            file_name=name,
        )
        return {**run.summary, "import": str(run.uuid)}

    def _list_faults(self, refused: AnswersRefused, *, as_json: bool) -> None:
        faults = [
            {"row": f.row, "column": f.column, "reason": explain(f.broken)}
            for f in refused.faults
        ]
        if as_json:
            self.print_json({"faults": faults})
        else:
            for fault in faults:
                self.stdout.write("{row}\t{column}\t{reason}".format_map(fault))
