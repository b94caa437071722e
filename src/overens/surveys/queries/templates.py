"""Questionnaires to begin from, as files in the package. No query."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from overens.common.texts import LocalText
from overens.surveys.rules import SurveyDefinition, read_definition

# The order in which they are offered; each is a file in ``questionnaires/``.
_ORDER = ("mapping-2020", "signatories-yearly", "dialogue-evaluation", "both-sides")


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
    folder = files("overens.surveys") / "questionnaires"
    found = []
    for key in _ORDER:
        data = tomllib.loads((folder / f"{key}.toml").read_text(encoding="utf-8"))
        found.append(
            Template(key, LocalText(data["template"]["about"]), read_definition(data))
        )
    return tuple(found)
