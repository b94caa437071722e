"""The reservations that figures bring with them, each by its own rule.

Rules 11 to 18 and 28 of docs/rules/surveys.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from overens import stats
from overens.errors import gettext_noop
from overens.surveys.rules.frames import Outcomes, Tally
from overens.surveys.rules.marks import CHOSEN
from overens.surveys.rules.questions import QUESTION_TYPES, Counted, Item

# Fewer answering units than this, and the reader is told to take care.
SMALL_GROUP = 30


@dataclass(frozen=True)
class Note:
    """A reservation: a sentence to translate, and the figures that it names."""

    sentence: str
    facts: Mapping[str, int | Decimal] = field(default_factory=dict)


CLUSTERED = gettext_noop(
    "The interval is computed as if the answer for each %(unit)s were independent of "
    "the others. Behind the %(base)s answers are %(persons)s persons."
)
# The same once for all questions, where a page has several.
CLUSTERED_ALL = gettext_noop(
    "The intervals are computed as if the answer for each %(unit)s were independent of "
    "the others, though one person may have answered for several."
)
BASE_DIFFERS = gettext_noop(
    "This question was answered for %(base)s of the %(answered)s %(units)s that "
    "answered the survey."
)
SEVERAL = gettext_noop(
    "Several options could be chosen, so the shares add up to more than 100 per cent."
)
ROUNDED = gettext_noop(
    "Each share is rounded by itself; together they come to %(sum)s per cent."
)
ORDINAL = gettext_noop(
    "The steps of the scale need not be equally long: read how the grades are spread, "
    "and the median, before the mean."
)
TEXTS_FEWER = gettext_noop(
    "Texts shown: %(texts)s, of what was written for %(base)s %(units)s. A pooled "
    "answer is one text, and not every text is shown."
)
SMALL = gettext_noop(
    "This is a small group (%(answered)s %(units)s). Read the results as indications."
)
NON_RESPONSE = gettext_noop(
    "%(missing)s of the %(frame)s %(units)s have no answer. The intervals hold only if "
    "those that answered are like a random draw; the bounds hold in any case."
)
POOLED = gettext_noop(
    "The answers count %(units)s, not persons: %(persons)s persons answered for "
    "%(answered)s %(units)s. If each person's answers are alike, they are worth as "
    "much as %(effective)s independent ones."
)
BASES_DIFFER = gettext_noop(
    "The base differs between questions and stands at each of them."
)
POOLED_BY_US = gettext_noop(
    "The answers count %(units)s, not persons: %(persons)s persons answered for "
    "%(answered)s %(units)s. How many each of them answered for, "
    "and in how many answer sheets, is our choice."
)
OPEN_FRAME = gettext_noop(
    "Nobody knows how many there are in all, so nothing is said beyond those that "
    "answered."
)

WITHHELD_SOME = gettext_noop(
    "Some figures are not shown, so that nobody can work out what fewer than %(least)s "
    "persons answered, or what everybody in a group did."
)
WITHHELD_ALL = gettext_noop(
    "Nothing of this question is shown, so that nobody can work out what fewer than "
    "%(least)s persons answered."
)
WITHHELD_AGAIN = gettext_noop(
    "Nothing of this question is shown: nearly the same persons have answered it "
    "before, and the difference would tell what fewer than %(least)s of them answered."
)


def question_notes(
    item: Item,
    counted: Counted,
    units: Tally,
    texts: tuple[str, ...],
    population: int | None,
) -> tuple[Note, ...]:
    """Return what a reader of one question's figures has to know."""
    if counted.is_again:
        return (Note(WITHHELD_AGAIN, {"least": counted.least}),)
    if counted.is_withheld:
        return (Note(WITHHELD_ALL, {"least": counted.least}),)
    kind = QUESTION_TYPES[item.kind]
    base = counted.base
    notes = []
    if 0 < base < units.answered and not kind.tells_by_absence:
        notes.append(Note(BASE_DIFFERS, {"base": base, "answered": units.answered}))
    is_whole = not counted.hidden
    if (
        is_whole
        and kind.several
        and sum(option.count for option in counted.options) > base
    ):
        notes.append(Note(SEVERAL))
    if is_whole and counted.options and not kind.several and base:
        whole = sum(stats.percent(option.count, base) for option in counted.options)
        if whole != 100:
            notes.append(Note(ROUNDED, {"sum": whole}))
    if counted.total is not None:
        notes.append(Note(ORDINAL))
    if not counted.options and 0 < len(texts) < base:
        notes.append(Note(TEXTS_FEWER, {"texts": len(texts), "base": base}))
    says_of_all = any(item.marks.of(option.key) != CHOSEN for option in counted.options)
    if says_of_all and population and counted.persons < base:
        notes.append(Note(CLUSTERED, {"base": base, "persons": counted.persons}))
    return tuple(notes)


def survey_notes(
    units: Tally,
    persons: Outcomes,
    bases: Sequence[int],
    sizes: Mapping[int, int],
    *,
    is_open: bool,
    sheets_are_ours: bool,
    hidden_below: int = 0,
) -> tuple[Note, ...]:
    """Return what a reader of a whole survey has to know.

    Args:
        bases: of each question that is shown.
        sizes: how many persons answered for how many units, by the units.
        is_open: nobody knows how many there are in all.
        sheets_are_ours: who answered for how many is our choice.
        hidden_below: the threshold below which some figures are not shown; 0 where all
            are. Said once: each of them says "not shown" itself.
    """
    notes = []
    if hidden_below:
        notes.append(Note(WITHHELD_SOME, {"least": hidden_below}))
    if 0 < units.answered < SMALL_GROUP:
        notes.append(Note(SMALL, {"answered": units.answered}))
    told = {"persons": persons.answered, "answered": units.answered}
    is_pooled = max(sizes, default=0) > 1
    if is_pooled and sheets_are_ours:
        notes.append(Note(POOLED_BY_US, told))
    elif is_pooled:
        effective = Decimal(str(round(stats.effective_n_of(sizes), 1)))
        notes.append(Note(POOLED, {**told, "effective": effective}))
    if is_open:
        notes.append(Note(OPEN_FRAME))
    elif units.answered < units.frame:
        missing = units.frame - units.answered
        notes.append(Note(NON_RESPONSE, {"missing": missing, "frame": units.frame}))
    if len(set(bases)) > 1:
        notes.append(Note(BASES_DIFFER))
    return tuple(notes)
