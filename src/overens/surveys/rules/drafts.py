"""A survey in the making: what it may still change, and what it lacks to be opened.

Rules B6 to B8 of docs/rules/surveys.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from overens.errors import RuleBroken, gettext_noop
from overens.surveys.rules.conditions import DraftItem, waitable

MOST_QUESTIONS = 200
UP, DOWN = "up", "down"


class AskedAlready(RuleBroken):
    """A questionnaire that somebody may have answered."""

    sentence = gettext_noop(
        "The survey has been asked, so its questions stand as they are. Make a new "
        "survey to ask in other words."
    )


class TakenAway(RuleBroken):
    """Somebody has withdrawn the survey meanwhile."""

    sentence = gettext_noop("The survey has been taken away.")


class TooManyQuestions(RuleBroken):
    """A questionnaire that nobody would get through."""

    sentence = gettext_noop("A questionnaire can have at most %(most)s questions.")


class TitleMissing(RuleBroken):
    """Nothing to call it."""

    sentence = gettext_noop("Write the text in Swedish or English.")
    field = "title"


class ConditionUnknown(RuleBroken):
    """A condition on something that the questionnaire has not got."""

    sentence = gettext_noop("Choose among the answers to questions that come before.")


# Texts of a survey without which nobody knows what they answer for, and what to write.
NEEDED_TEXTS = {
    "title": gettext_noop("Write what the survey is called."),
    "introduction": gettext_noop("Write why you ask, and what the answers are for."),
    "unit": gettext_noop("Write what is counted, such as committee."),
    "units": gettext_noop("Write what is counted, several, such as committees."),
    "respondents": gettext_noop("Write who answers, such as secretaries."),
}


def is_draft(*, published: bool, sheets: bool) -> bool:
    """Say whether a survey is still being made: nobody knows of it or has answered."""
    return not published and not sheets


def check_draft(*, published: bool, sheets: bool, taken_away: bool = False) -> None:
    """Refuse to change a survey that has been asked, or taken away (rule B6).

    Raises:
        AskedAlready: the survey is known to all, or somebody has answered.
        TakenAway: it is withdrawn.
    """
    if taken_away:
        raise TakenAway()
    if not is_draft(published=published, sheets=sheets):
        raise AskedAlready()


def missing_texts(texts: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return the names in ``NEEDED_TEXTS`` that no language has."""
    return [name for name in NEEDED_TEXTS if not any(texts.get(name, {}).values())]


def languages_short(texts: Sequence[Mapping[str, str]]) -> int:
    """Return how many texts stand in one language only."""
    return sum(1 for text in texts if len([t for t in text.values() if t]) == 1)


@dataclass(frozen=True)
class Placed:
    """A question where it stands, and the heading of the section it begins, if any."""

    key: str
    section: Mapping[str, str]


def moved(items: Sequence[Placed], key: str, way: str) -> list[Placed]:
    """Return the questions after one was moved a step up or down (rule B8).

    A step is past a question or past a section's heading, whichever is next. At an
    end it stays where it is.
    """
    order = list(items)
    place = next(n for n, item in enumerate(order) if item.key == key)
    # Moving down is the next one moving up.
    upper = place - 1 if way == UP else place
    if not 0 <= upper < len(order) - 1:
        return order
    first, second = order[upper], order[upper + 1]
    if not second.section:
        # The heading stands still; the questions under it change places.
        order[upper] = Placed(second.key, first.section)
        order[upper + 1] = Placed(first.key, {})
    elif way == DOWN and not first.section:
        order[upper] = Placed(first.key, second.section)
        order[upper + 1] = Placed(second.key, {})
    elif way == UP and upper + 2 < len(order) and not order[upper + 2].section:
        order[upper + 1] = Placed(second.key, {})
        order[upper + 2] = Placed(order[upper + 2].key, second.section)
    else:
        # Alone in its section: it takes its heading along.
        order[upper], order[upper + 1] = second, first
    return order


def without(items: Sequence[Placed], key: str) -> list[Placed]:
    """Return the questions without one; its section goes on at the next question."""
    order = list(items)
    place = next(n for n, item in enumerate(order) if item.key == key)
    gone = order.pop(place)
    if place < len(order) and gone.section and not order[place].section:
        order[place] = Placed(order[place].key, gone.section)
    return order


def check_condition(
    items: Sequence[DraftItem], key: str, condition: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    """Return a condition as it is kept: earlier questions, options in their order.

    Raises:
        ConditionUnknown: it names what does not come before, or no option of it.
    """
    earlier = {}
    for item in items:
        if item.key == key:
            break
        earlier[item.key] = item
    kept = {}
    for asked, options in condition.items():
        possible = waitable(earlier[asked]) if asked in earlier else ()
        if asked not in earlier or not set(options) <= set(possible):
            raise ConditionUnknown(field=f"when_{asked}")
        chosen = [option for option in possible if option in options]
        # Any answer at all is no condition.
        if chosen:
            kept[asked] = chosen
    return kept
