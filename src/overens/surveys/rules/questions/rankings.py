"""Options put in order: each has a place of its own, from 1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from overens.errors import RuleBroken, gettext_noop
from overens.stats import half_up
from overens.surveys.rules.questions.base import (
    Behind,
    QuestionType,
    option_in,
    plain,
)
from overens.surveys.rules.questions.choices import parts_in
from overens.surveys.rules.questions.shapes import Counted, Given, Item


class PlaceTaken(RuleBroken):
    """Two options in the same place."""

    sentence = gettext_noop(
        "Two answers have place %(place)s. Give each a place of its own."
    )


class PlaceLeftOut(RuleBroken):
    """A place that nothing has, before one that something has."""

    sentence = gettext_noop(
        "Nothing has place %(place)s. Begin with 1 and leave no place out."
    )


class PlaceUnknown(RuleBroken):
    """A place that is no whole number from 1."""

    sentence = gettext_noop("“%(given)s” is no place. Write 1, 2, 3 and so on.")


class PlacedTwice(RuleBroken):
    """The same option in two places."""

    sentence = gettext_noop("“%(label)s” stands twice. Each answer has one place.")


class Ranking(QuestionType):
    """Options in order, best first; it may end before all have a place.

    A table of such answers has no end, so each counts under the option placed first;
    the mean place is of open surveys alone, as means are (rule 38).
    """

    key = "ranking"
    label = gettext_noop("options in order")
    template = "surveys/_result_ranking.html"
    has_options = True
    is_order = True

    def read_answer(self, item: Item, raw: object) -> object:
        """Read a list or a cell in order, or the place of each option by its key."""
        named = _in_place(raw) if isinstance(raw, Mapping) else parts_in(item, raw)
        order = [option_in(item, name) for name in named]
        for n, key in enumerate(order):
            if key in order[:n]:
                raise PlacedTwice(label=named[n][:80])
        return order or None

    def chosen(self, item: Item, given: Given) -> Sequence[str]:
        """Return the option that was placed first."""
        return given.value[:1] if isinstance(given.value, list) else ()

    def count(
        self, item: Item, answers: Sequence[Given], behind: Behind | None = None
    ) -> Counted:
        """Count who was placed first, and the mean place of each that has one."""
        counted = super().count(item, answers, behind)
        total = dict.fromkeys((option.key for option in item.options), 0)
        placed = dict(total)
        for given in answers:
            order = given.value if isinstance(given.value, list) else ()
            for place, key in enumerate(order, 1):
                total[key] += place * given.units
                placed[key] += given.units
        return replace(
            counted,
            options=tuple(
                replace(
                    option,
                    placed=placed[option.key],
                    mean_place=half_up(total[option.key], placed[option.key], 1)
                    if placed[option.key]
                    else None,
                )
                for option in counted.options
            ),
        )


def _in_place(places: Mapping[object, object]) -> list[str]:
    """Return what has a place, in order.

    Raises:
        PlaceUnknown, PlaceTaken, PlaceLeftOut: the places are not 1, 2, 3 …
    """
    at: dict[int, str] = {}
    for name, raw in places.items():
        said = plain(raw)
        if not said:
            continue
        if not said.isdecimal() or not int(said):
            raise PlaceUnknown(given=said[:80])
        if int(said) in at:
            raise PlaceTaken(place=int(said))
        at[int(said)] = str(name)
    for place in range(1, len(at) + 1):
        if place not in at:
            raise PlaceLeftOut(place=place)
    return [at[place] for place in sorted(at)]
