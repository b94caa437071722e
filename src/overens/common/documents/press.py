"""Runs Typst. A process of its own: started by its path, ended when it has printed.

Typst takes 100 to 200 MB while it works and gives little of it back, so neither the
web process nor the job worker ever imports it. This file imports nothing of the
product: what it needs comes on standard input as JSON, what it makes goes to
standard output. ``docs/decisions/0006-documents.md`` has the figures.

Input: ``{"files": {name: text}, "made": [year, month, day], "format": "pdf" | "png",
"ppi": number}``. The file that is compiled is ``main.typ``. Output: the bytes of the
PDF, or for PNG a JSON list of base64 texts, one a page. A fault of any kind, a
warning too, goes to standard error with exit code 1.
"""

from __future__ import annotations

import base64
import json
import re
import sys
import unicodedata
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

FONT_PACKAGES = ("fontpkg_source_sans_3", "fontpkg_source_serif_4")

# PDF/UA-1: what a screen reader needs must be there, or nothing is made.
STANDARDS = ["ua-1"]

# Latin, Greek and Cyrillic with their punctuation: the fonts have it all.
_SURE = re.compile("[\n\t -~\xa0-\u024f\u0370-\u03ff\u0400-\u045f\u2010-\u2026]*")
STAND_IN = "□"


def font_folders() -> list[str]:
    """Return the folders of the fonts that documents are set in.

    Raises:
        RuntimeError: a font package is not installed; the page would otherwise be set
            in whatever stood nearest, without a word.
    """
    folders = []
    for name in FONT_PACKAGES:
        spec = find_spec(name)
        if spec is None or not spec.submodule_search_locations:
            raise RuntimeError(f"The font package {name} is not installed.")
        folders.append(str(Path(spec.submodule_search_locations[0]) / "files"))
    return folders


class Press:
    """Compiles Typst with our fonts and no others."""

    def __init__(self) -> None:
        import typst

        self._typst = typst
        self._fonts = typst.Fonts(include_system_fonts=False, font_paths=font_folders())

    def make(self, files: Any, stamp: int, **options: Any) -> Any:
        """Return what Typst makes of the files.

        Raises:
            RuntimeError: it failed, or warned; either way the sentence says why.
        """
        compiler = self._typst.Compiler(input=files, font_paths=self._fonts)
        try:
            made, warnings = compiler.compile_with_warnings(timestamp=stamp, **options)
        except self._typst.TypstError as fault:
            raise RuntimeError(str(fault)) from fault
        if warnings:
            raise RuntimeError("; ".join(str(warning) for warning in warnings))
        return made

    def can_set(self, character: str) -> bool:
        """Whether the fonts have a form for the character."""
        source = '#set document(title: "x")\n#set text(font: "Source Sans 3")\n'
        source += '#json("c.json")'
        files = {
            "main.typ": source.encode(),
            "c.json": json.dumps(character).encode(),
        }
        try:
            self.make(files, 0, format="pdf", pdf_standards=STANDARDS)
        except RuntimeError:
            return False
        return True


def rare_characters(texts: list[str]) -> set[str]:
    """Return the characters that the fonts may not have."""
    return {
        character
        for text in texts
        if not _SURE.fullmatch(text)
        for character in text
        if not _SURE.fullmatch(character)
    }


def stand_in_for(character: str) -> str:
    """Return what is shown for a character without a form.

    A symbol is named, since its name is what it says ("[thumbs up sign]"); of a
    letter only its place can be kept.
    """
    if unicodedata.category(character) == "So":
        name = unicodedata.name(character, "")
        if name and "REGIONAL INDICATOR" not in name:
            return f"[{name.lower()}]"
    return STAND_IN


def settable(files: dict[str, str], press: Press) -> tuple[dict[str, str], bool]:
    """Return the data files with every character shown or stood in for.

    Returns:
        The files, and whether a letter had to be given up.
    """
    swaps = {
        character: stand_in_for(character)
        for character in sorted(rare_characters(list(files.values())))
        if not press.can_set(character)
    }
    if not swaps:
        return files, False
    table = str.maketrans(swaps)
    changed = {name: text.translate(table) for name, text in files.items()}
    return changed, STAND_IN in swaps.values()


def main() -> int:
    """Read one job, print what it makes."""
    job = json.load(sys.stdin.buffer)
    year, month, day = job["made"]
    stamp = int(datetime(year, month, day, tzinfo=UTC).timestamp())
    try:
        press = Press()
        data, gave_up = settable(job["data"], press)
        if gave_up and "document.json" in data:
            values = json.loads(data["document.json"])
            data["document.json"] = json.dumps({**values, "unshown": True})
        files = {
            name: text.encode() for name, text in {**job["source"], **data}.items()
        }
        if job["format"] == "pdf":
            made = press.make(files, stamp, format="pdf", pdf_standards=STANDARDS)
            sys.stdout.buffer.write(made)
            return 0
        pages = press.make(files, stamp, format="png", ppi=float(job["ppi"]))
    except RuntimeError as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    listed = pages if isinstance(pages, list) else [pages]
    sys.stdout.write(json.dumps([base64.b64encode(page).decode() for page in listed]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
