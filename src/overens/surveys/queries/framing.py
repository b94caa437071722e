"""Whom a survey in the making asks about what, and what is wrong with it. Bounded."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext, ngettext

from overens.common import formats
from overens.common.texts import LocalText
from overens.surveys.models import Coverage, FrameRespondent, FrameUnit, Survey
from overens.surveys.rules import (
    OPEN,
    KnownFrame,
    Place,
    SmallGroup,
    folded,
    small_groups,
)
from overens.surveys.rules.framing import RESPONDENT, UNIT

# As many as a sentence names; the rest are counted.
_NAMED = 3


@dataclass(frozen=True)
class Asked:
    """Somebody to ask about something, as a list brings them in.

    Attributes:
        name: of who answers; the same name is the same person.
        group: of what they answer for; empty for none.
        register: which organisation or unit of the register it is, where it is one.
    """

    name: str
    address: str
    unit: LocalText
    group: LocalText = field(default_factory=LocalText)
    register: UUID | None = None


@dataclass(frozen=True)
class FrameWords:
    """What a survey calls those it asks and what it counts."""

    respondent: str
    respondents: str
    unit: str
    units: str


@dataclass(frozen=True)
class FrameLack:
    """Something wrong with a list, and whom or what it concerns.

    Attributes:
        stops: whether the survey cannot be opened before it is put right.
    """

    sentence: str
    stops: bool = True


@dataclass(frozen=True)
class Answering:
    """Somebody on the list, and what they answer for."""

    person: FrameRespondent
    units: Sequence[FrameUnit]


@dataclass(frozen=True)
class AnsweredFor:
    """Something on the list, the name of its group, and who answers for it."""

    unit: FrameUnit
    group: str
    people: Sequence[FrameRespondent]


@dataclass(frozen=True)
class FrameState:
    """A list as it stands before opening.

    Attributes:
        lacks: what is to be put right, what stops the opening first.
        small: groups too small to promise anything; empty for an open survey.
        alike: who answer for as many of the same groups, by those.
    """

    people: Sequence[Answering]
    units: Sequence[AnsweredFor]
    lacks: Sequence[FrameLack]
    small: Sequence[SmallGroup]
    alike: Mapping[tuple[str, ...], Sequence[str]] = field(default_factory=dict)

    @property
    def is_ready(self) -> bool:
        """Whether nothing stops the opening."""
        return not any(lack.stops for lack in self.lacks)


def frame_words(survey: Survey) -> FrameWords:
    """Return the survey's own words, or plain ones where it has none; no query."""
    return FrameWords(
        respondent=str(survey.respondent) or gettext("respondent"),
        respondents=str(survey.respondents) or gettext("respondents"),
        unit=str(survey.unit) or gettext("unit"),
        units=str(survey.units) or gettext("units"),
    )


def own_headings(survey: Survey) -> dict[str, list[str]]:
    """Return what the survey calls the columns of a sheet; no query."""
    return {
        RESPONDENT: [*survey.respondent.values(), *survey.respondents.values()],
        UNIT: [*survey.unit.values(), *survey.units.values()],
    }


def framed_respondents(survey: Survey) -> QuerySet[FrameRespondent]:
    """Return those who are asked, with what they answer for. 2 queries."""
    asked = survey.frame_respondents.filter(taken_off=False)
    return asked.prefetch_related("coverages__unit").order_by("place")


def framed_units(survey: Survey) -> QuerySet[FrameUnit]:
    """Return what is answered for, with who answers. 2 queries."""
    return survey.frame_units.prefetch_related("coverages__respondent").order_by(
        "place"
    )


def group_name(survey: Survey, key: str) -> str:
    """Return what a group is called; its key where it has no name. No query."""
    return str(LocalText(survey.strata.get(key) or key)) if key else ""


def standing_names(survey: Survey) -> set[str]:
    """Return the folded names of what is answered for, in every language. 1 query."""
    names = survey.frame_units.values_list("name", flat=True)
    return {folded(text) for name in names for text in name.values()}


def known_frame(survey: Survey) -> KnownFrame:
    """Return what the list has, as a sheet is read against it. 3 queries."""
    units = list(framed_units(survey))
    return KnownFrame(
        addresses={
            folded(name): address
            for name, address in survey.frame_respondents.values_list("name", "address")
        },
        groups={
            folded(text): group_name(survey, unit.stratum)
            for unit in units
            for text in unit.name.values()
        },
        answered_by={
            folded(text): coverage.respondent.name
            for unit in units
            for text in unit.name.values()
            for coverage in unit.coverages.all()
        },
    )


def frame_state(survey: Survey) -> FrameState:
    """Return what the list lacks, and its small groups (rules 41 and 42). 3 queries."""
    units = {unit.pk: unit for unit in survey.frame_units.order_by("place")}
    asked = survey.frame_respondents.filter(taken_off=False)
    people = {person.pk: person for person in asked.order_by("place")}
    covered: dict[int, list[int]] = defaultdict(list)
    answering: dict[int, list[int]] = defaultdict(list)
    for person, unit in Coverage.objects.filter(respondent__in=people).values_list(
        "respondent_id", "unit_id"
    ):
        covered[unit].append(person)
        answering[person].append(unit)
    lacks = []
    if not people:
        lacks.append(FrameLack(gettext("Say whom you ask.")))
    if idle := [p for pk, p in people.items() if not answering[pk]]:
        lacks.append(
            FrameLack(
                _named(
                    idle,
                    gettext("%(names)s: say what they answer for, or take them off."),
                )
            )
        )
    if shared := [u for pk, u in units.items() if len(covered[pk]) > 1]:
        lacks.append(
            FrameLack(
                _named(
                    shared,
                    gettext("%(names)s: several answer for the same. Choose one."),
                )
            )
        )
    if alone := [u for pk, u in units.items() if not covered[pk]]:
        lacks.append(
            FrameLack(
                _named(
                    alone,
                    gettext("%(names)s: nobody answers. They count as not answered."),
                ),
                stops=False,
            )
        )
    unreached = [person for person in people.values() if not person.address]
    if unreached:
        lacks.append(
            FrameLack(
                _named(
                    unreached,
                    gettext(
                        "%(names)s: there is no e-mail address, so they get no letter."
                    ),
                ),
                stops=False,
            )
        )
    least = survey.least_persons
    if survey.mode != OPEN and 0 < len(people) < least:
        said = gettext(
            "Only %(count)s are asked, and no figure is shown where fewer than "
            "%(least)s stand behind it: nothing at all can be shown of this survey. "
            "Ask more, or ask openly."
        ) % {"count": formats.number(len(people)), "least": formats.number(least)}
        lacks.append(FrameLack(said, stops=False))
    places = []
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for pk, asked_one in people.items():
        if answering[pk]:
            places.append(_place(units, answering[pk]))
            alike[places[-1].strata].append(str(asked_one))
    return FrameState(
        people=[
            Answering(person, [units[unit] for unit in answering[pk]])
            for pk, person in people.items()
        ],
        units=[
            AnsweredFor(
                unit,
                group_name(survey, unit.stratum),
                [people[person] for person in covered[pk]],
            )
            for pk, unit in units.items()
        ],
        lacks=sorted(lacks, key=lambda lack: not lack.stops),
        small=() if survey.mode == OPEN else small_groups(places, least=least),
        alike=alike,
    )


def frame_count(survey: Survey, state: FrameState) -> str:
    """Return how many are asked about how many, in the survey's words. No query."""
    words = frame_words(survey)
    people, units = len(state.people), len(state.units)
    if people == units and words.respondents == words.units:
        # "3 deltagare, 3 deltagare" says the same twice.
        return f"{formats.number(units)} {words.unit if units == 1 else words.units}"
    return gettext("%(people)s, %(units)s") % {
        "people": f"{formats.number(people)} "
        f"{words.respondent if people == 1 else words.respondents}",
        "units": f"{formats.number(units)} {words.unit if units == 1 else words.units}",
    }


def small_group_in_words(
    survey: Survey, group: SmallGroup, names: Sequence[str]
) -> str:
    """Say who in a group can be known by it, and what to do (rule 42). No query.

    Args:
        names: of those in it.
    """
    words = frame_words(survey)
    groups = {
        group_name(survey, key): count
        for key, count in Counter(group.strata).items()
        if key
    }
    if len(groups) > 1:
        counted = [f"{name} ({formats.number(n)})" for name, n in groups.items()]
        where = gettext("in the groups %(groups)s") % {"groups": ", ".join(counted)}
    elif groups:
        where = gettext("in the group %(group)s") % {"group": next(iter(groups))}
    else:
        where = gettext("without a group")
    many = f"{formats.number(group.units)} " + (
        words.unit if group.units == 1 else words.units
    )
    said = ngettext(
        "One person %(where)s answers for %(many)s, and can be recognised: %(names)s.",
        "%(n)s persons %(where)s answer for %(many)s each, and can be recognised: "
        "%(names)s.",
        group.persons,
    ) % {
        "n": formats.number(group.persons),
        "where": where,
        "many": many,
        "names": ", ".join(names),
    }
    todo = (
        gettext("Tell them so, or join groups.") if groups else gettext("Tell them so.")
    )
    return f"{said} {todo}"


def small_groups_in_words(survey: Survey, state: FrameState) -> list[str]:
    """Say of each group too small to promise anything who they are. No query."""
    return [
        small_group_in_words(survey, group, state.alike.get(group.strata, ()))
        for group in state.small
    ]


def _place(units: dict[int, FrameUnit], covered: Sequence[int]) -> Place:
    return Place(tuple(sorted(units[unit].stratum for unit in covered)))


def _named(rows: Iterable[object], sentence: str) -> str:
    """Return a sentence that names the first rows, and says how many more there are."""
    names = [str(row) for row in rows]
    said = ", ".join(names[:_NAMED])
    more = len(names) - _NAMED
    if more > 0:
        said = ngettext(
            "%(names)s and %(n)s more", "%(names)s and %(n)s more", more
        ) % {"names": said, "n": formats.number(more)}
    return sentence % {"names": said}
