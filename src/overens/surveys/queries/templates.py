"""Questionnaires to begin from, as files in the package. No query."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from overens.common.texts import LocalText
from overens.surveys.rules import SurveyDefinition, read_definition

# The order in which they are offered; each is a file in ``questionnaires/``.
BOTH_SIDES = "both-sides"
_ORDER = ("mapping-2020", "signatories-yearly", "dialogue-evaluation", BOTH_SIDES)


@dataclass(frozen=True)
class Template:
    """A questionnaire to begin from, and one sentence on what it is for."""

    key: str
    about: LocalText
    definition: SurveyDefinition

    @property
    def title(self) -> LocalText:
        """What it is called."""
        return LocalText(self.definition.texts["title"])


@cache
def questionnaire_templates() -> tuple[Template, ...]:
    """Return the questionnaires to begin from, in the order they are offered."""
    found = []
    for key in _ORDER:
        data = _file(key)
        found.append(
            Template(key, LocalText(data["template"]["about"]), read_definition(data))
        )
    return tuple(found)


@cache
def words_of_sides() -> dict[str, dict[str, LocalText]]:
    """Return what each side's units and respondents are called, until somebody says."""
    sides = _file(BOTH_SIDES)["template"]["sides"]
    return {
        side: {name: LocalText(text) for name, text in words.items()}
        for side, words in sides.items()
    }


def _file(key: str) -> dict[str, Any]:
    text = (files("overens.surveys") / "questionnaires" / f"{key}.toml").read_text(
        encoding="utf-8"
    )
    return tomllib.loads(text)
