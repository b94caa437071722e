"""Refuse what the pages' strict Content-Security-Policy would refuse in the browser.

    python scripts/lint_templates.py

No ``style=``, no ``onclick=`` and its kin, no script or style written in the page: the
browser would drop them without a word, and the page would look or work otherwise than
its author saw.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

COMMENT = re.compile(
    r"\{#.*?#\}|\{%\s*comment\b.*?endcomment\s*%\}|<!--.*?-->", re.DOTALL
)
RULES = (
    (
        re.compile(r"""(?<![\w-])style\s*=\s*["'{]""", re.IGNORECASE),
        "a style attribute",
    ),
    (
        re.compile(r"""(?<=[\s"'])(?:hx-)?on[a-z:-]+\s*=\s*["'{]""", re.IGNORECASE),
        "an event attribute",
    ),
    (
        re.compile(
            r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*application/(?:ld\+)?json)",
            re.IGNORECASE,
        ),
        "a script written in the page",
    ),
    (re.compile(r"<style\b", re.IGNORECASE), "a style element"),
    (re.compile(r"javascript:", re.IGNORECASE), "a javascript: address"),
)


def faults_in(text: str) -> list[tuple[int, str]]:
    """Return (line number, what is there) for each thing the browser would refuse."""
    # A comment keeps its lines, so that the numbers stay right.
    text = COMMENT.sub(lambda match: "\n" * match.group(0).count("\n"), text)
    return sorted(
        (text.count("\n", 0, match.start()) + 1, what)
        for rule, what in RULES
        for match in rule.finditer(text)
    )


def faults(root: Path) -> list[str]:
    """Return a line for each fault in the templates under ``root``; none is good."""
    files = sorted((root / "src" / "overens").glob("**/templates/**/*.html"))
    return [
        f"{file.relative_to(root)}:{line}: {what}, which the browser will not obey"
        for file in files
        for line, what in faults_in(file.read_text(encoding="utf-8"))
    ]


def main() -> int:
    """Print the faults; 0 none, 1 some."""
    found = faults(ROOT)
    print("\n".join(found) or "The templates hold no inline style or script.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
