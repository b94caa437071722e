"""Can anybody point Nils out? What a report's sentences and figures tell together.

A sentence is looked through for what would have to be true of whoever it is about: an
answer, a group, a committee, that they did not answer. Then it is asked how many
persons all of that is true of. Of an open survey they are counted. Of a guarded one
only what has been given out is asked, never the answers: else whoever writes a report
could have them read out by trying sentence after sentence.

Words are looked for, nothing is understood. So a report without clues is no proof, and
a clue is no verdict: somebody reads and decides.

Rule R3 of docs/rules/surveys.md; surveys.md R9, T8, T9, T14.
"""

from __future__ import annotations

from overens.surveys.rules.singling.clues import (
    ABOUT_ONE,
    ECHO,
    FEW,
    FEW_TOGETHER,
    GROUP,
    MISSING,
    NAMED,
    NOT_ANSWERED,
    NOT_GIVEN_OUT,
    NOT_GIVEN_OUT_TOGETHER,
    OPTION,
    UNIT,
    Clue,
    Condition,
    Crowd,
    Searched,
    Vocabulary,
)
from overens.surveys.rules.singling.search import Search

__all__ = [
    "ABOUT_ONE",
    "ECHO",
    "FEW",
    "FEW_TOGETHER",
    "GROUP",
    "MISSING",
    "NAMED",
    "NOT_ANSWERED",
    "NOT_GIVEN_OUT",
    "NOT_GIVEN_OUT_TOGETHER",
    "OPTION",
    "UNIT",
    "Clue",
    "Condition",
    "Crowd",
    "Search",
    "Searched",
    "Vocabulary",
]
