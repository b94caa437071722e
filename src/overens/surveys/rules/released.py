"""Figures as they were given out: made once from the answers, then never again.

What is stored here is all that any door may show of a survey that was not answered
openly. Everything else that is said, shares and bounds and means and sentences, is made
from these counts; so nothing can be said that they do not say.

Rule 30 of docs/rules/surveys.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from overens.surveys.rules.disclosure import (
    Fact,
    ShownCounts,
    may_quote,
    protect_questions,
)
from overens.surveys.rules.frames import (
    Frame,
    Outcomes,
    Sheet,
    Tally,
    covered_units,
    outcomes,
    units_by_person,
)
from overens.surveys.rules.notes import survey_notes
from overens.surveys.rules.questions import (
    QUESTION_TYPES,
    Counted,
    Given,
    Item,
    OptionCount,
    given_in,
    question_key,
)
from overens.surveys.rules.results import SurveyResult, figures_of
from overens.surveys.rules.stands import stands_of


@dataclass(frozen=True)
class Released:
    """The figures of a survey, as far as they may be shown.

    Attributes:
        sizes: for how many units each person answered, largest first.
        least: persons that must stand behind a figure.
        again: questions of which nothing is told, since nearly the same persons
            answered them before (rule 65).
    """

    units: Tally
    respondents: Outcomes
    submissions: int
    sizes: tuple[int, ...]
    least: int
    questions: Mapping[str, ShownCounts]
    again: frozenset[str] = frozenset()

    @property
    def stored(self) -> dict[str, Any]:
        """Return it as it is stored."""
        people = self.respondents
        return {
            "units": [self.units.frame, self.units.answered],
            "respondents": [people.frame, people.answered],
            "submissions": self.submissions,
            "sizes": list(self.sizes),
            "least": self.least,
            "questions": {
                key: {
                    "base": counts.base,
                    "persons": counts.persons,
                    "counts": dict(counts.counts),
                    "unsaid": counts.unsaid,
                }
                for key, counts in self.questions.items()
            },
            "again": sorted(self.again),
        }


def released_in(stored: Mapping[str, Any]) -> Released:
    """Return the figures that ``Released.stored`` wrote."""
    return Released(
        units=Tally(*stored["units"]),
        respondents=_untold(*stored["respondents"]),
        submissions=stored["submissions"],
        sizes=tuple(stored["sizes"]),
        least=stored["least"],
        questions={
            key: ShownCounts(
                counts["base"],
                counts["persons"],
                counts["counts"],
                # Not there in what was given out before the unsaid were counted.
                counts.get("unsaid"),
            )
            for key, counts in stored["questions"].items()
        },
        # Not there in what was given out before rounds were weighed together.
        again=frozenset(stored.get("again", ())),
    )


def release_figures(
    items: Sequence[Item],
    frame: Frame,
    sheets: Sequence[Sheet],
    least: int,
    again: frozenset[str] = frozenset(),
) -> tuple[Released, tuple[Fact, ...]]:
    """Return what may be shown of a survey, and the facts that this tells.

    Args:
        again: questions that nearly the same persons answered before; nothing is told
            of them.

    Who declined and who kept silent are not told apart: of few persons that would be
    said of somebody.

    Raises:
        TooFewPersons: too few answered for anything to be shown.
    """
    stands = stands_of(items, sheets)
    told = [item for item in items if question_key(item.key) not in again]
    shown = protect_questions(told, stands, least)
    people = outcomes(frame, sheets)
    counted = {
        item.key: _plainly(item, sheets, least)
        for item in told
        if item.key not in shown.questions
    }
    released = Released(
        units=covered_units(frame, sheets),
        respondents=_untold(people.frame, people.answered),
        submissions=len(sheets),
        sizes=tuple(units_by_person(sheets)),
        least=least,
        questions={
            item.key: replace(
                {**shown.questions, **counted}[item.key],
                unsaid=_unsaid(item, sheets, least),
            )
            for item in told
        },
        again=again,
    )
    return released, shown.facts


def _untold(asked: int, answered: int) -> Outcomes:
    """Return how many answered, and nothing of what the others did."""
    return Outcomes(asked, answered, None, None)


def _plainly(item: Item, sheets: Sequence[Sheet], least: int) -> ShownCounts:
    """A question without options: how many answered it, where they are not few.

    Where leaving it empty says something too, those who did must not be few either.
    """
    kind = QUESTION_TYPES[item.kind]
    counted = kind.count(item, _given(item, sheets))
    everybody = len({sheet.respondent for sheet in sheets})
    if 0 < counted.persons < least or (
        kind.tells_by_absence
        and (not counted.persons or everybody - counted.persons < least)
    ):
        return ShownCounts(None, None, {})
    return ShownCounts(counted.base, counted.persons, {})


def _unsaid(item: Item, sheets: Sequence[Sheet], least: int) -> int | None:
    """Return for how many units somebody said that they do not know; None if few.

    How many left a question empty is told with its base. So the unsaid are told only
    where neither they nor the others of those are few persons (rule 37).
    """
    kind = QUESTION_TYPES[item.kind]
    empty = [given for given in _given(item, sheets) if not kind.is_answered(given)]
    unsaid = {given.person for given in empty if given.is_unsaid}
    skipped = {given.person for given in empty if not given.is_unsaid}
    if len(unsaid) < least or 0 < len(skipped) < least:
        return None
    return sum(given.units for given in empty if given.is_unsaid)


def _given(item: Item, sheets: Sequence[Sheet]) -> list[Given]:
    return [
        given_in(item, sheet.answers, units=len(sheet.units), person=sheet.respondent)
        for sheet in sheets
    ]


def released_result(
    items: Sequence[Item],
    released: Released,
    quotes: Mapping[str, Sequence[str]],
    *,
    is_open: bool,
) -> SurveyResult:
    """Return a survey's figures from what was given out, in one language.

    Args:
        items: the questions, in their order.
        released: what was given out.
        quotes: released texts by question key; shown where enough persons answered.
        is_open: nobody knows how many units there are in all.
    """
    units = released.units
    questions = tuple(
        figures_of(
            item,
            _counted(item, released),
            units,
            _quotes(item, released, quotes),
            None if is_open else units.frame,
        )
        for item in items
    )
    return SurveyResult(
        units=units,
        respondents=released.respondents,
        submissions=released.submissions,
        questions=questions,
        notes=survey_notes(
            units,
            released.respondents,
            [question.base for question in questions if not question.is_withheld],
            Counter(released.sizes),
            is_open=is_open,
            sheets_are_ours=False,
            hidden_below=released.least
            if any(o.suppressed for q in questions for o in q.options)
            else 0,
        ),
    )


def _counted(item: Item, released: Released) -> Counted:
    shown = released.questions.get(item.key, ShownCounts(None, None, {}))
    options = tuple(
        OptionCount(option.key, option.label, shown.counts.get(option.key, 0), 0)
        for option in item.options
    )
    return QUESTION_TYPES[item.kind].completed(
        Counted(
            base=shown.base or 0,
            persons=shown.persons or 0,
            options=options,
            hidden=frozenset(o.key for o in item.options if o.key not in shown.counts),
            unsaid=shown.unsaid,
            is_withheld=shown.base is None,
            is_again=question_key(item.key) in released.again,
            least=released.least,
        )
    )


def _quotes(
    item: Item, released: Released, quotes: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    shown = released.questions.get(item.key)
    if shown is None or not may_quote(shown.persons):
        return ()
    return tuple(quotes.get(item.key, ()))
