"""What an XLSForm may say here: when asked, between what, and what excludes others."""

from __future__ import annotations

import re
from collections.abc import Iterable

# selected(${q}, 'a')   ${q} = 'a'   ${q} = 3
_ATOM = re.compile(
    r"""(?:selected\(\s*\$\{(?P<one>[\w.-]+)\}\s*,\s*['"](?P<chosen>[^'"]+)['"]\s*\)"""
    r"""|\$\{(?P<other>[\w.-]+)\}\s*=\s*(?:['"](?P<value>[^'"]+)['"]|(?P<grade>\d+)))"""
)
_LIMIT = re.compile(
    r"""\.\s*(?P<way>>=|<=)\s*(?:(?P<number>-?\d+(?:\.\d+)?)"""
    r"""|date\(\s*['"](?P<day>\d{4}-\d\d-\d\d)['"]\s*\))"""
)


# not(selected(., 'no') and count-selected(.) > 1)
_ALONE = re.compile(
    r"""not\(\s*selected\(\s*\.\s*,\s*['"](?P<chosen>[^'"]+)['"]\s*\)"""
    r"""\s+and\s+count-selected\(\s*\.\s*\)\s*>\s*1\s*\)"""
)


def read_condition(written: str) -> dict[str, list[str]] | None:
    """Return choices by question of a ``relevant``; None where it says anything else.

    >>> read_condition("selected(${a}, 'x') or ${a} = 'y'")
    {'a': ['x', 'y']}
    >>> read_condition("(${a} = 'x') and selected(${b}, 'y')")
    {'a': ['x'], 'b': ['y']}
    >>> read_condition("${a} > 3") is None
    True
    """
    found: dict[str, list[str]] = {}
    for part in _split(written, "and"):
        name = ""
        for atom in _split(part, "or"):
            read = _ATOM.fullmatch(_bare(atom))
            if read is None:
                return None
            asked = read["one"] or read["other"]
            if asked in found and asked != name or name not in ("", asked):
                return None
            name = asked
            found.setdefault(name, []).append(
                read["chosen"] or read["value"] or read["grade"]
            )
    return found


def written_condition(condition: dict[str, list[str]]) -> str:
    """Return choices by question as ``read_condition`` reads them."""
    parts = []
    for name, choices in condition.items():
        atoms = [f"selected(${{{name}}}, '{choice}')" for choice in choices]
        either = " or ".join(atoms)
        parts.append(f"({either})" if len(atoms) > 1 and len(condition) > 1 else either)
    return " and ".join(parts)


def read_limits(written: str) -> dict[str, str] | None:
    """Return the least and the most of a ``constraint``; None if it says more.

    >>> read_limits(". >= 0 and . <= 100")
    {'least': '0', 'most': '100'}
    >>> read_limits(". <= date('2026-12-31')")
    {'most': '2026-12-31'}
    """
    found: dict[str, str] = {}
    for part in _split(written, "and"):
        read = _LIMIT.fullmatch(_bare(part))
        end = "least" if read and read["way"] == ">=" else "most"
        if read is None or end in found:
            return None
        found[end] = read["number"] or read["day"]
    return found


def written_limits(least: str, most: str, *, is_day: bool) -> str:
    """Return two ends as ``read_limits`` reads them; "" where there is none."""
    said = {
        sign: f"date('{end}')" if is_day else end
        for sign, end in ((">=", least), ("<=", most))
        if end
    }
    return " and ".join(f". {sign} {end}" for sign, end in said.items())


def read_alone(written: str) -> list[str] | None:
    """Return the choices of a ``constraint`` that exclude all others; None if it says
    more.

    >>> read_alone("not(selected(., 'no') and count-selected(.) > 1)")
    ['no']
    >>> read_alone("count-selected(.) <= 3") is None
    True
    """
    found = []
    for part in _split(written, "and"):
        read = _ALONE.fullmatch(_bare(part))
        if read is None:
            return None
        found.append(read["chosen"])
    return found


def written_alone(choices: Iterable[str]) -> str:
    """Return choices that exclude all others as ``read_alone`` reads them."""
    return " and ".join(
        f"not(selected(., '{choice}') and count-selected(.) > 1)" for choice in choices
    )


def _bare(written: str) -> str:
    """Return an expression without the parentheses around all of it."""
    said = written.strip()
    while said.startswith("(") and _closes_at(said) == len(said) - 1:
        said = said[1:-1].strip()
    return said


def _closes_at(said: str) -> int:
    depth = 0
    for at, letter in enumerate(said):
        depth += (letter == "(") - (letter == ")")
        if not depth:
            return at
    return -1


def _split(written: str, word: str) -> list[str]:
    """Split at a word that stands outside parentheses and quotation marks."""
    said = _bare(written)
    parts, start, depth, mark = [], 0, 0, ""
    for at, letter in enumerate(said):
        if mark:
            mark = "" if letter == mark else mark
        elif letter in "'\"":
            mark = letter
        else:
            depth += (letter == "(") - (letter == ")")
            if not depth and re.match(rf"\s{word}\s", said[at:]):
                parts.append(said[start:at])
                start = at + len(word) + 1
    return [*parts, said[start:]]
