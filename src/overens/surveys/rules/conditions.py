"""What has to be answered before a question is asked, and whether that can happen.

Rules B3 and B4 of docs/rules/surveys.md. A condition is ``{question key: [option
keys]}``: any of the options, at each of the questions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from overens.errors import gettext_noop
from overens.surveys.rules.questions import QUESTION_TYPES

Condition = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class DraftItem:
    """One question of a questionnaire in the making.

    Attributes:
        options: keys, in order.
        condition: what has to be answered for it to be asked.
    """

    key: str
    kind: str
    options: Sequence[str] = ()
    condition: Condition = field(default_factory=dict)


# Why a condition cannot stand.
GONE, LATER, NO_OPTION, NEVER = "gone", "later", "no option", "never"

CONDITION_FAULTS = {
    GONE: gettext_noop(
        "Question %(number)s waits for an answer to a question that is taken out."
    ),
    LATER: gettext_noop(
        "Question %(number)s waits for an answer to a question that comes after it."
    ),
    NO_OPTION: gettext_noop(
        "Question %(number)s waits for an answer that nobody can give: the option is "
        "not there any more."
    ),
    NEVER: gettext_noop(
        "Question %(number)s is never asked: its conditions rule each other out."
    ),
}


@dataclass(frozen=True)
class ConditionFault:
    """That the condition of the question at a place (from 0) cannot stand, and why."""

    place: int
    why: str


def condition_faults(items: Sequence[DraftItem]) -> list[ConditionFault]:
    """Return the conditions that cannot stand, at most one a question (rule B4).

    A question waits only for earlier ones, so nothing can wait for itself. What an
    earlier question waits for is asked of this one too: where the two rule each other
    out, it is never asked.
    """
    place_of = {item.key: place for place, item in enumerate(items)}
    needed: list[dict[str, frozenset[str]]] = []
    faults = []
    for place, item in enumerate(items):
        why = ""
        wanted: dict[str, frozenset[str]] = {}
        for key, options in item.condition.items():
            if key not in place_of:
                why = why or GONE
            elif place_of[key] >= place:
                why = why or LATER
            else:
                asked = items[place_of[key]]
                possible = frozenset(options) & frozenset(waitable(asked))
                if not possible:
                    why = why or NO_OPTION
                _need(wanted, key, possible)
                for before, then in needed[place_of[key]].items():
                    _need(wanted, before, then)
        # Of several options somebody may choose both, so only one answer excludes.
        if not why and any(
            not left and not _takes_several(items[place_of[key]])
            for key, left in wanted.items()
        ):
            why = NEVER
        needed.append({} if why else wanted)
        if why:
            faults.append(ConditionFault(place, why))
    return faults


def waitable(item: DraftItem) -> Sequence[str]:
    """Return the options of a question that later ones may wait for."""
    can = QUESTION_TYPES[item.kind].can_be_waited_for
    return item.options if can else ()


def _need(wanted: dict[str, frozenset[str]], key: str, options: frozenset[str]) -> None:
    wanted[key] = wanted[key] & options if key in wanted else options


def _takes_several(item: DraftItem) -> bool:
    return QUESTION_TYPES[item.kind].several


def only_asked(
    conditions: Mapping[str, Condition], answers: Mapping[str, object]
) -> dict[str, object]:
    """Return the answers to the questions that were asked (rule B4).

    Somebody may answer, go back, answer otherwise, and leave an answer to a question
    that is then not asked. It goes, and so does what waited for it.

    Args:
        conditions: of each question by key, in the questionnaire's order.
        answers: as stored; an own text stands under its question's key and ``.text``.
    """
    kept: dict[str, object] = {}
    for key, condition in conditions.items():
        if is_asked(condition, kept):
            kept |= {
                name: given
                for name, given in answers.items()
                if name == key or name.startswith(f"{key}.")
            }
    return kept


def is_asked(condition: Condition, answers: Mapping[str, object]) -> bool:
    """Say whether a question is asked of somebody who has answered so far (rule B4).

    Args:
        answers: stored answers by question key, as an answer sheet has them.
    """
    for key, options in condition.items():
        given = answers.get(key)
        chosen = given if isinstance(given, list) else [given]
        if not set(options) & {one for one in chosen if isinstance(one, str)}:
            return False
    return True
