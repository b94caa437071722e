"""How answers are collected: what is promised, who is too few, when it ends.

Rules 40 to 45 of docs/rules/surveys.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from overens.errors import RuleBroken, gettext_noop
from overens.surveys.rules.frames import OPEN, Frame
from overens.surveys.rules.questions import (
    QUESTION_TYPES,
    UNSAID,
    Item,
    cell_of,
    check_alone,
    parts_of,
    read_text,
)

# How far the collecting of answers has come; before it there is a draft.
TAKEN_IN, COLLECTED = "open", "collected"
COLLECTION_STATES = {
    TAKEN_IN: gettext_noop("Answers are taken in"),
    COLLECTED: gettext_noop("Answers are in"),
}

# Why somebody is not reminded.
HAS_ANSWERED, HAS_DECLINED, NOT_INVITED, NO_ADDRESS, JUST_MAILED = (
    gettext_noop("has answered"),
    gettext_noop("has declined"),
    gettext_noop("has not been invited"),
    gettext_noop("has a form on paper and no e-mail address"),
    gettext_noop("had a letter less than two days ago"),
)
# Between two letters to the same person.
BETWEEN_LETTERS = timedelta(days=2)


class ModeFixed(RuleBroken):
    """What was promised at opening is not changed."""

    sentence = gettext_noop(
        "The survey has been opened, so its promise to those who answer cannot be "
        "changed. Make a new survey with the same questions instead."
    )


class ClosesInThePast(RuleBroken):
    """Nobody could answer."""

    sentence = gettext_noop("Choose a last day that has not passed.")
    field = "last_day"


class NobodyToAsk(RuleBroken):
    """A frame without people, or one that each answer makes itself."""

    sentence = gettext_noop(
        "Say first who is asked about what: answers by personal links need a list of "
        "people."
    )


class NothingToAnswerFor(RuleBroken):
    """Somebody is asked about nothing."""

    sentence = gettext_noop(
        "%(respondent)s answers for nothing. Say for what, or take them off the list."
    )


class AnsweredForByTwo(RuleBroken):
    """A unit would be counted twice, and nobody could tell."""

    sentence = gettext_noop(
        "%(unit)s is answered for by several people. Choose one of them."
    )


class GroupsTooSmall(RuleBroken):
    """Some could be told by their group alone, whatever is destroyed."""

    sentence = gettext_noop(
        "We cannot promise anonymity to these, who are fewer than %(least)s alike: "
        "%(groups)s. Join groups, or confirm that you tell them so before you send."
    )


class AnswersNotTaken(RuleBroken):
    """Something in a sheet is wrong; nothing of it is kept.

    Attributes:
        faults: what is wrong, by column.
    """

    sentence = gettext_noop(
        "Your answers have not been sent yet. Look at the questions marked below."
    )

    def __init__(self, faults: Mapping[str, RuleBroken]) -> None:
        self.faults = dict(faults)
        super().__init__()


class NothingToSend(RuleBroken):
    """No question has an answer."""

    sentence = gettext_noop(
        "You have not answered any question yet. Answer at least one, or decline."
    )


class QuestionsChanged(RuleBroken):
    """A question was added, or asked in other words, while somebody answered."""

    sentence = gettext_noop(
        "The questions were changed while you answered. Look through them below, "
        "answer what is new if you want to, and send."
    )


class UnitsNotYours(RuleBroken):
    """An answer for what its giver was not asked about, or twice for the same."""

    sentence = gettext_noop(
        "Choose again what each answer is for: at least one, and none of them twice."
    )


@dataclass(frozen=True)
class Place:
    """What is kept of somebody's answers besides them: of each unit its group.

    Attributes:
        strata: one a unit, in order; never which unit.
    """

    strata: tuple[str, ...]

    @property
    def units(self) -> int:
        """For how many units somebody answers."""
        return len(self.strata)

    @property
    def stratum(self) -> str:
        """The group of all of them; empty where they are of several."""
        return joint_stratum(self.strata)


@dataclass(frozen=True)
class GivenSheet:
    """One answer of somebody's: for which of their units, and what stands in it.

    Attributes:
        cells: what was answered, by column, as ``import_answers`` reads a row.
        units: keys; empty for all that they were asked about.
    """

    cells: Mapping[str, object]
    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class SmallGroup:
    """Those whose answers are for the same groups and numbers, when they are few."""

    strata: tuple[str, ...]
    persons: int

    @property
    def units(self) -> int:
        """For how many units each of them answers."""
        return len(self.strata)


def joint_stratum(strata: Iterable[str]) -> str:
    """Return the group that all units are of; empty where they are of several."""
    groups = set(strata)
    return groups.pop() if len(groups) == 1 else ""


def places_of(frame: Frame) -> dict[str, Place]:
    """Return what will be kept of each respondent's answer, by key.

    Raises:
        NobodyToAsk: nobody is asked, or each answer brings its own unit.
        NothingToAnswerFor: somebody is asked about nothing.
        AnsweredForByTwo: two answer for the same unit.

    Source: rule 41, docs/rules/surveys.md.
    """
    if frame.is_open or not frame.respondents:
        raise NobodyToAsk()
    places: dict[str, Place] = {}
    taken: set[str] = set()
    for person in frame.respondents:
        if not person.units:
            raise NothingToAnswerFor(respondent=person.key)
        for unit in person.units:
            if unit in taken:
                raise AnsweredForByTwo(unit=unit)
            taken.add(unit)
        places[person.key] = Place(
            tuple(sorted(frame.units[unit] for unit in person.units))
        )
    return places


def small_groups(places: Iterable[Place], *, least: int) -> list[SmallGroup]:
    """Return the groups that could point somebody out, the smallest first.

    Args:
        places: what is kept of each respondent's answer.
        least: how many persons alike it takes.

    Source: rule 42, docs/rules/surveys.md.
    """
    alike = Counter(places)
    return sorted(
        (
            SmallGroup(place.strata, persons)
            for place, persons in alike.items()
            if persons < least
        ),
        key=lambda group: (group.persons, group.strata),
    )


def check_groups(mode: str, places: Sequence[Place], *, least: int) -> None:
    """Say no to promising what groups of a few cannot be promised.

    Raises:
        GroupsTooSmall: the mode promises something, and a group is too small for it.
    """
    small = [] if mode == OPEN else small_groups(places, least=least)
    if small:
        named = ", ".join(
            f"{' + '.join(_times(group.strata))} ({group.persons})" for group in small
        )
        raise GroupsTooSmall(least=least, groups=named)


def _times(strata: tuple[str, ...]) -> list[str]:
    return [f"{group or '–'} × {n}" for group, n in Counter(strata).items()]


def divided(
    sheets: Sequence[GivenSheet], units: Sequence[str]
) -> list[tuple[str, ...]]:
    """Return which units each sheet is for: no unit twice; some may be left out.

    Args:
        units: what their giver was asked about.

    Raises:
        UnitsNotYours: another unit, one twice, or none at all.

    Source: rule 48, docs/rules/surveys.md.
    """
    parts = [sheet.units or tuple(units) for sheet in sheets]
    said = [unit for part in parts for unit in part]
    if not said or not set(said) <= set(units) or len(set(said)) < len(said):
        raise UnitsNotYours()
    return parts


def check_mode_kept(before: str, after: str) -> None:
    """Say no to loosening what those who answer have been promised.

    Raises:
        ModeFixed: the mode is another than at opening.

    Source: rule 40, docs/rules/surveys.md.
    """
    if before != after:
        raise ModeFixed()


def closing_instant(last_day: date, *, zone: ZoneInfo, today: date) -> datetime:
    """Return the first instant that is too late: the day after begins, by that clock.

    Raises:
        ClosesInThePast: the last day is before ``today``.
    """
    if last_day < today:
        raise ClosesInThePast()
    return datetime.combine(last_day + timedelta(days=1), time(), tzinfo=zone)


def why_not_reminded(
    *,
    declined: bool,
    invited: bool,
    reachable: bool,
    since_mailed: timedelta | None,
) -> str:
    """Return why somebody gets no reminder whether or not they have answered.

    Empty when they get one unless they have.

    Args:
        reachable: whether there is an address to write to.
        since_mailed: how long ago a letter last went to them; None for never.

    Source: rule 45, docs/rules/surveys.md.
    """
    if declined:
        return HAS_DECLINED
    if not invited:
        return NOT_INVITED
    if not reachable:
        return NO_ADDRESS
    if since_mailed is not None and since_mailed < BETWEEN_LETTERS:
        return JUST_MAILED
    return ""


def read_cells(
    items: Sequence[Item], cells: Mapping[str, object]
) -> tuple[dict[str, object], dict[str, RuleBroken]]:
    """Return a sheet's answers as they are stored, and what is wrong, by column.

    A question with rows is read from a cell each (``question.row``), or from one cell
    that holds them by row, as a page's form gives them.
    """
    answers: dict[str, object] = {}
    faults: dict[str, RuleBroken] = {}
    for item in items:
        for part in parts_of(item):
            raw = cell_of(part, item, cells)
            try:
                stored = QUESTION_TYPES[part.kind].read(part, raw)
            except RuleBroken as broken:
                faults[part.key if part.key in cells else item.key] = broken
            else:
                if stored is not None:
                    answers[part.key] = stored
        if not item.own_text:
            continue
        try:
            own = read_text(cells.get(item.own_text_key))
        except RuleBroken as broken:
            faults[item.own_text_key] = broken
        else:
            if own:
                answers[item.own_text_key] = own
                if answers.get(item.key) == UNSAID:
                    # Whoever writes an answer has said something.
                    del answers[item.key]
                try:
                    _check_beside_own(item, answers.get(item.key))
                except RuleBroken as broken:
                    faults[item.key] = broken
    return answers, faults


def _check_beside_own(item: Item, answer: object) -> None:
    """Refuse own words beside an option that excludes all else."""
    if isinstance(answer, list):
        check_alone(item, answer, several=True)


def read_sheet(items: Sequence[Item], cells: Mapping[str, object]) -> dict[str, object]:
    """Return the answers of one sheet, as they are stored.

    Raises:
        AnswersNotTaken: something in it is wrong.
    """
    answers, faults = read_cells(items, cells)
    if faults:
        raise AnswersNotTaken(faults)
    return answers
