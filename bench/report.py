"""A report as PDF against a bare Typst compile of the same source."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from bench import world
from bench.part import Part, medians, ms, run_alone, times

TURNS = 7
GOAL = 1.5

# What anyone would write to compile a folder, with the fonts that the source names.
BARE = """\
import sys, time, typst
folder, fonts = sys.argv[1], sys.argv[2:]
compiler = typst.Compiler(
    input=folder + "/main.typ",
    font_paths=typst.Fonts(include_system_fonts=False, font_paths=fonts),
)
made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=0)
sys.stdout.buffer.write(made)
"""


def measure(data: Path) -> Part:
    """Write the report of ``hok-2020`` from the rows, and its Typst source alone."""
    world.open_here(data)
    from overens.common.documents import pdf
    from overens.common.documents.press import font_folders
    from overens.surveys.models import Survey
    from overens.surveys.queries import result_file, shown_survey
    from overens.surveys.queries.report import report

    survey = Survey.objects.select_related("space").get(slug="hok-2020")
    document = report(shown_survey(survey, "sv"))
    with patch.object(pdf, "_pressed", return_value=b"") as pressed:
        pdf.to_pdf(document)
    files = pressed.call_args.kwargs["source"] | pressed.call_args.kwargs["data"]
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            (Path(folder) / name).write_text(text)
        bare = [sys.executable, "-I", "-c", BARE, folder, *font_folders()]

        def compile_bare() -> bytes:
            done = subprocess.run(bare, capture_output=True, check=True)
            return done.stdout

        def whole() -> bytes:
            return result_file(shown_survey(survey, "sv"), "pdf")

        def made_anew(make: Callable[[], bytes]) -> bytes:
            # What was made before lies on disk, and would be read and not made.
            with patch.object(pdf, "read_kept", return_value=None):
                return make()

        found = medians(
            {
                "bare": compile_bare,
                "document": lambda: made_anew(lambda: pdf.to_pdf(document)),
                "whole": lambda: made_anew(whole),
                "again": whole,
            },
            times=TURNS,
            warm=1,
        )
        from pypdf import PdfReader

        written = Path(folder) / "report.pdf"
        written.write_bytes(pdf.to_pdf(document))
        pages = len(PdfReader(written).pages)
    base = found["bare"]
    goal = f"≤ {GOAL}x"
    return Part(
        "A report as PDF",
        f"The report of `hok-2020`, {pages} pages, tagged PDF/UA-1. Bare: a Python "
        "process that compiles the same source, data and drawings with the same fonts "
        f"and nothing else. Median of {TURNS} turns; each starts its own process, as "
        "the product does so that no web process keeps Typst's memory. Made anew each "
        "time but in the last line, where what was made lies on disk.",
        ("what", "time", "of bare", "goal"),
        (
            ("bare Typst compile", ms(base), "1x", ""),
            (
                "the document as PDF",
                ms(found["document"]),
                times(found["document"] / base),
                goal,
            ),
            (
                "counted from the rows, then as PDF",
                ms(found["whole"]),
                times(found["whole"] / base),
                goal,
            ),
            (
                "counted from the rows, and the PDF given again",
                ms(found["again"]),
                times(found["again"] / base),
                goal,
            ),
        ),
    )


if __name__ == "__main__":
    run_alone(measure)
