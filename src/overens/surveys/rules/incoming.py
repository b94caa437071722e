"""Reads rows of answers: each fault is named by row and column, or nothing comes in.

A row is one submission, or one respondent who declined or kept silent. Columns:
``respondent``, ``outcome``, ``units`` (or the key of the questionnaire's question of
the kind *units*), and one a question; the own text of question ``q`` in ``q.text``.

Rules 19 to 23 of docs/rules/surveys.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from overens.errors import RuleBroken, gettext_noop
from overens.surveys.rules.collecting import read_cells
from overens.surveys.rules.frames import (
    ANSWERED,
    DECLINED,
    OUTCOMES,
    SILENT,
    Frame,
    Respondent,
    Sheet,
)
from overens.surveys.rules.questions import Item

RESPONDENT, OUTCOME, UNITS = "respondent", "outcome", "units"

# What an export says of itself: read past, for the survey has its own.
ORIGIN = "origin"

# Headings that people write by hand.
_OTHER_HEADINGS = {
    "svarande": RESPONDENT,
    "utfall": OUTCOME,
    "enheter": UNITS,
}
_OTHER_OUTCOMES = {
    "": ANSWERED,
    "svarade": ANSWERED,
    "svarat": ANSWERED,
    "tackade nej": DECLINED,
    "avböjde": DECLINED,
    "inget svar": SILENT,
    "svarade inte": SILENT,
    "no answer": SILENT,
}

# More faults than this in one file are not listed one by one.
MOST_FAULTS = 100


class NoSuchColumn(RuleBroken):
    """A heading that is no question of the survey."""

    sentence = gettext_noop(
        "The survey has no question “%(column)s”. It has: %(columns)s."
    )


class ColumnTwice(RuleBroken):
    """The same heading twice."""

    sentence = gettext_noop("The column “%(column)s” stands twice.")


class CellWithoutHeading(RuleBroken):
    """A row with more cells than there are headings."""

    sentence = gettext_noop("“%(text)s” stands in a column without a heading.")


class ColumnMissing(RuleBroken):
    """A heading that has to be there is not."""

    sentence = gettext_noop("The column “%(column)s” is missing.")


class NoRows(RuleBroken):
    """A file with headings only."""

    sentence = gettext_noop("The file has no rows with answers.")


class NoSuchRespondent(RuleBroken):
    """Somebody who was not asked."""

    sentence = gettext_noop("No respondent “%(given)s” was asked.")


class NoSuchUnit(RuleBroken):
    """A unit that the survey is not about."""

    sentence = gettext_noop("The survey is not about any “%(given)s”.")


class NotTheirUnit(RuleBroken):
    """A unit that the respondent does not answer for."""

    sentence = gettext_noop("%(respondent)s does not answer for %(unit)s.")


class UnitMissing(RuleBroken):
    """A sheet that says nothing of what it answers for."""

    sentence = gettext_noop("Write what the answers are for.")


class UnitTwice(RuleBroken):
    """A unit can have one answer."""

    sentence = gettext_noop("%(unit)s already has an answer.")


class NoSuchOutcome(RuleBroken):
    """An outcome that nobody knows."""

    sentence = gettext_noop("Write one of: %(outcomes)s.")


class AnswersDespiteOutcome(RuleBroken):
    """Somebody who did not answer cannot have answers."""

    sentence = gettext_noop("Somebody who did not answer cannot have answers.")


class NothingAnswered(RuleBroken):
    """A sheet without any answer."""

    sentence = gettext_noop("Nothing is answered on this row.")


@dataclass(frozen=True)
class Row:
    """One row that came in: its number as the reader counts them, cells by heading."""

    number: int
    cells: Mapping[str, object]


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where."""

    row: int
    column: str
    broken: RuleBroken


class AnswersRefused(RuleBroken):
    """A file with faults: nothing of it is kept."""

    sentence = gettext_noop(
        "Nothing was brought in. Faults in the file: %(count)s. The first is in row "
        "%(row)s, column %(column)s."
    )

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        first = self.faults[0]
        super().__init__(count=len(faults), row=first.row, column=first.column)


@dataclass(frozen=True)
class Incoming:
    """What a file holds once it has been read.

    Attributes:
        sheets: the submissions, in the file's order.
        declined: keys of those who said no.
        undecided: keys of those the file says kept silent.
    """

    sheets: tuple[Sheet, ...]
    declined: tuple[str, ...]
    undecided: tuple[str, ...]


def read_answers(
    items: Sequence[Item],
    frame: Frame,
    headings: Sequence[str],
    rows: Iterable[Row],
    *,
    answered: Iterable[str] = (),
) -> Incoming:
    """Read rows of answers.

    Args:
        items: the questionnaire.
        frame: who was asked about what. In an open frame each row is a new respondent
            with units of its own, whatever ids it bears.
        headings: the file's headings, as written.
        rows: cells by heading, as written.
        answered: units that have an answer since before.

    Raises:
        AnswersRefused: anything at all is wrong; it carries every fault.

    Source: rules 19 to 23, docs/rules/surveys.md.
    """
    return _Reader(items, frame, answered).read(headings, rows)


class _Reader:
    """Reads one file, and gathers its faults on the way."""

    def __init__(
        self, items: Sequence[Item], frame: Frame, answered: Iterable[str]
    ) -> None:
        self.items = items
        self.frame = frame
        self.answered = set(answered)
        self.faults: list[Fault] = []
        self.units_heading = next(
            (item.key for item in items if item.kind == "units"), UNITS
        )
        self.unit_names = {key.casefold(): key for key in frame.units}
        self.names = {person.key.casefold(): person for person in frame.respondents}
        for name, key in frame.names.items():
            if key in frame.units:
                self.unit_names.setdefault(name.casefold(), key)
            if key in frame.by_key:
                self.names.setdefault(name.casefold(), frame.by_key[key])

    def read(self, headings: Sequence[str], rows: Iterable[Row]) -> Incoming:
        columns = self._columns(headings)
        self._stop_at_faults()
        sheets: list[Sheet] = []
        outcomes: dict[str, list[str]] = {DECLINED: [], SILENT: []}
        count = 0
        for row in rows:
            if _filled(astray := row.cells.get("")):
                place = str(sum(bool(name.strip()) for name in headings) + 1)
                fault = CellWithoutHeading(text=str(astray)[:80])
                self.faults.append(Fault(row.number, place, fault))
            cells = {columns[name]: row.cells.get(name) for name in columns}
            if not any(_filled(value) for value in cells.values()):
                continue
            count += 1
            outcome, sheet, person = self._row(row.number, cells)
            if sheet is not None:
                sheets.append(sheet)
            elif person and outcome in outcomes:
                outcomes[outcome].append(person)
            if len(self.faults) >= MOST_FAULTS:
                break
        if not count and not self.faults:
            self.faults.append(Fault(2, RESPONDENT, NoRows()))
        self._stop_at_faults()
        return Incoming(
            tuple(sheets), tuple(outcomes[DECLINED]), tuple(outcomes[SILENT])
        )

    def _stop_at_faults(self) -> None:
        if self.faults:
            raise AnswersRefused(self.faults[:MOST_FAULTS])

    def _columns(self, headings: Sequence[str]) -> dict[str, str]:
        """Return heading as written → column as it is known."""
        known = {RESPONDENT, OUTCOME, UNITS}
        for item in self.items:
            known |= {item.key, item.own_text_key} if item.own_text else {item.key}
        by_name = {name.casefold(): name for name in known} | _OTHER_HEADINGS
        found: dict[str, str] = {}
        for heading in headings:
            column = by_name.get(heading.strip().casefold())
            if column == self.units_heading:
                column = UNITS
            if column is None:
                if heading.strip().casefold() not in {"", ORIGIN}:
                    self.faults.append(
                        Fault(
                            1,
                            heading,
                            NoSuchColumn(
                                column=heading[:80], columns=", ".join(sorted(known))
                            ),
                        )
                    )
            elif column in found.values():
                self.faults.append(Fault(1, heading, ColumnTwice(column=heading)))
            else:
                found[heading] = column
        if RESPONDENT not in found.values() and not self.frame.is_open:
            self.faults.append(Fault(1, RESPONDENT, ColumnMissing(column=RESPONDENT)))
        return found

    def _row(
        self, number: int, cells: Mapping[str, object]
    ) -> tuple[str, Sheet | None, str]:
        """Return outcome, sheet if there is one, and respondent's key."""
        before = len(self.faults)
        outcome = self._outcome(number, cells.get(OUTCOME))
        answers = self._answers(number, cells)
        if self.frame.is_open:
            person: Respondent | None = Respondent(f"row-{number}", ())
        else:
            person = self._respondent(number, cells.get(RESPONDENT))
        key = person.key if person else ""
        if outcome != ANSWERED:
            if answers:
                column = next(iter(answers))
                self.faults.append(Fault(number, column, AnswersDespiteOutcome()))
            return outcome, None, key
        units = self._units(number, cells.get(UNITS), person)
        if len(self.faults) > before or person is None:
            return outcome, None, key
        if not answers:
            self.faults.append(Fault(number, self.items[0].key, NothingAnswered()))
            return outcome, None, key
        return outcome, Sheet(key, units, answers), key

    def _outcome(self, number: int, raw: object) -> str:
        given = str(raw or "").strip().casefold()
        outcome = _OTHER_OUTCOMES.get(given, given)
        if outcome not in OUTCOMES:
            self.faults.append(
                Fault(number, OUTCOME, NoSuchOutcome(outcomes=", ".join(OUTCOMES)))
            )
            return ANSWERED
        return outcome

    def _respondent(self, number: int, raw: object) -> Respondent | None:
        given = _name(raw)
        person = self.names.get(given.casefold())
        if person is None:
            self.faults.append(
                Fault(number, RESPONDENT, NoSuchRespondent(given=given[:80]))
            )
        return person

    def _units(
        self, number: int, raw: object, person: Respondent | None
    ) -> tuple[str, ...]:
        names = [_name(part) for part in raw] if isinstance(raw, list) else _split(raw)
        if self.frame.is_open:
            # Ids of another frame say only how many units the row stands for.
            return tuple(f"row-{number}-{n}" for n in range(1, max(1, len(names)) + 1))
        if not names:
            self.faults.append(Fault(number, self.units_heading, UnitMissing()))
        units = []
        for name in names:
            unit = self.unit_names.get(name.casefold())
            broken = self._unit_fault(name, unit, person)
            if broken is not None:
                self.faults.append(Fault(number, self.units_heading, broken))
            elif unit is not None and person is not None:
                self.answered.add(unit)
                units.append(unit)
        return tuple(units)

    def _unit_fault(
        self, name: str, unit: str | None, person: Respondent | None
    ) -> RuleBroken | None:
        if unit is None:
            return NoSuchUnit(given=name[:80])
        if person is not None and unit not in person.units:
            return NotTheirUnit(respondent=person.key, unit=unit)
        if unit in self.answered:
            return UnitTwice(unit=unit)
        return None

    def _answers(self, number: int, cells: Mapping[str, object]) -> dict[str, object]:
        answers, faults = read_cells(self.items, cells)
        self.faults += [
            Fault(number, column, fault) for column, fault in faults.items()
        ]
        return answers


def _filled(value: object) -> bool:
    return bool(str(value).strip()) if value not in (None, []) else False


def _name(raw: object) -> str:
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    return str(raw if raw is not None else "").strip()


def _split(raw: object) -> list[str]:
    return [part.strip() for part in re.split(r"[;|\n]", _name(raw)) if part.strip()]
