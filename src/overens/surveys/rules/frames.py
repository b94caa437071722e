"""Whom a survey asks, about what, and what became of it.

A *frame* holds the units that the figures are about (committees) and the respondents
who answer for them (their secretaries): many to many. Persons, units and submitted
sheets are three different numbers, and each result says which it counts.

Rules 7 to 10 of docs/rules/surveys.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from overens.errors import RuleBroken, gettext_noop

# What became of a respondent. "Answered" is never set by hand: there is a sheet.
ANSWERED, DECLINED, SILENT = "answered", "declined", "silent"

OUTCOMES = {
    ANSWERED: gettext_noop("Has answered"),
    DECLINED: gettext_noop("Has declined"),
    SILENT: gettext_noop("Has not answered"),
}

# How openly a survey is answered. Of one that is not open only guarded figures are
# shown, once they have been given out.
OPEN, CONFIDENTIAL, ANONYMOUS = "open", "confidential", "anonymous"

MODES = {
    OPEN: gettext_noop("Open answers"),
    CONFIDENTIAL: gettext_noop("Confidential answers"),
    ANONYMOUS: gettext_noop("Anonymous answers"),
}


class ResultsWithheld(RuleBroken):
    """The survey promised something that its figures could break."""

    sentence = gettext_noop(
        "The answers to this survey were not given openly. Nothing is shown until it "
        "is known which figures can point nobody out; answers one by one are never "
        "shown."
    )


class ConfidentialResults(ResultsWithheld):
    """Those who answered were promised confidentiality."""

    sentence = gettext_noop(
        "Those who answered this survey were promised confidentiality. Nothing is "
        "shown until it is known which figures can point nobody out."
    )


class AnonymousResults(ResultsWithheld):
    """Those who answered were promised anonymity."""

    sentence = gettext_noop(
        "Those who answered this survey were promised anonymity. Nothing is shown "
        "until it is known which figures can point nobody out; answers one by one are "
        "never shown."
    )


_WITHHELD: dict[str, type[ResultsWithheld]] = {
    CONFIDENTIAL: ConfidentialResults,
    ANONYMOUS: AnonymousResults,
}


def check_answers_shown(mode: str) -> None:
    """Say no to answers one by one unless they were given openly.

    Every door asks: export, command, and results that have not been given out. A mode
    that nobody knows is treated as the strictest.

    Raises:
        ResultsWithheld: the survey is confidential or anonymous.

    Source: rule 10, docs/rules/surveys.md.
    """
    if mode != OPEN:
        raise _WITHHELD.get(mode, ResultsWithheld)()


@dataclass(frozen=True)
class Respondent:
    """Somebody who is asked: a key, the units they answer for, and what they said.

    Attributes:
        declined: whether they said that they would not answer.
    """

    key: str
    units: tuple[str, ...]
    declined: bool = False


@dataclass(frozen=True)
class Frame:
    """Everybody asked, and every unit the survey is about.

    Attributes:
        units: key to stratum (such as a leg), "" where there is none.
        respondents: all who were asked.
        is_open: each answer brings its own unit, so nobody knows how many there are
            in all; then no bounds and no intervals can be given.
        names: other names that a file may use, name to key, of units and respondents.
    """

    units: Mapping[str, str]
    respondents: tuple[Respondent, ...]
    is_open: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    by_key: Mapping[str, Respondent] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "by_key", {person.key: person for person in self.respondents}
        )


@dataclass(frozen=True)
class Sheet:
    """One submission: who, for which units, and the answers by question key.

    A sheet for several units is a pooled answer (samlingssvar): it counts once for
    each unit, and as one person and one submission.
    """

    respondent: str
    units: tuple[str, ...]
    answers: Mapping[str, object]
    # Of the questionnaire that it answers.
    version: int = 1
    # The group of each unit, where groups are asked for; "" of one in none.
    strata: tuple[str, ...] = ()

    @property
    def is_pooled(self) -> bool:
        """Whether one answer was given for several units together."""
        return len(self.units) > 1

    @property
    def by_group(self) -> Mapping[str, int]:
        """How many of its units lie in each group; all in none where nobody asked."""
        return Counter(self.strata) if self.strata else {"": len(self.units)}


@dataclass(frozen=True)
class Tally:
    """How many there are and how many answered."""

    frame: int
    answered: int


@dataclass(frozen=True)
class Outcomes:
    """What became of the persons asked; the three parts add up to the frame.

    Of a survey that was not answered openly it is not told who declined and who kept
    silent: both are None.
    """

    frame: int
    answered: int
    declined: int | None
    silent: int | None

    @property
    def missing(self) -> int:
        """How many did not answer, whatever they said."""
        return self.frame - self.answered


def outcome_of(person: Respondent, sheets: Sequence[Sheet]) -> str:
    """Return what became of a respondent: a sheet outweighs an earlier no."""
    if any(sheet.respondent == person.key for sheet in sheets):
        return ANSWERED
    return DECLINED if person.declined else SILENT


def outcomes(frame: Frame, sheets: Sequence[Sheet]) -> Outcomes:
    """Count the persons by what became of them.

    Source: outcome codes after AAPOR, Standard Definitions; rule 8.
    """
    answering = {sheet.respondent for sheet in sheets}
    declined = sum(
        person.declined and (frame.is_open or person.key not in answering)
        for person in frame.respondents
    )
    return outcomes_of(
        len(frame.respondents), declined, len(answering), is_open=frame.is_open
    )


def outcomes_of(asked: int, declined: int, answered: int, *, is_open: bool) -> Outcomes:
    """Count the persons from how many there are of each.

    Args:
        asked: how many the frame names.
        declined: of them, how many declined and did not answer all the same.
        answered: distinct persons with a sheet; one that nothing ties to a person is
            somebody's all the same (rule 44).
        is_open: those who answered are known by their sheets, the others by the frame.
    """
    if is_open:
        return Outcomes(asked + answered, answered, declined, asked - declined)
    return Outcomes(asked, answered, declined, asked - answered - declined)


def covered_units(frame: Frame, sheets: Sequence[Sheet]) -> Tally:
    """Count the units that have an answer, each once.

    In an open frame there are as many as have answered, as far as anyone knows.
    """
    answered = len({unit for sheet in sheets for unit in sheet.units})
    return Tally(answered if frame.is_open else len(frame.units), answered)


def units_by_person(sheets: Sequence[Sheet]) -> list[int]:
    """Return for how many units each answering person answered, largest first."""
    sizes: dict[str, int] = {}
    for sheet in sheets:
        sizes[sheet.respondent] = sizes.get(sheet.respondent, 0) + len(sheet.units)
    return sorted(sizes.values(), reverse=True)
