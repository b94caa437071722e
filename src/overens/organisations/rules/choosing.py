"""Whom should we ask? A proposed list, with a reason for each. Pure Python.

Rules O50 to O54. Source: Region Halland's measures of 2017 (district organisations are
asked first), the 2020 report (always the usual ones are asked), product map §4.2.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from overens.errors import RuleBroken, gettext_noop

# How much those asked may influence: the European code's four levels.
INFORMATION, CONSULTATION = "information", "consultation"
DIALOGUE, PARTNERSHIP = "dialogue", "partnership"
INFLUENCE = {
    INFORMATION: gettext_noop("information: we tell what we do"),
    CONSULTATION: gettext_noop("consultation: we ask before we decide"),
    DIALOGUE: gettext_noop("dialogue: we think together, more than once"),
    PARTNERSHIP: gettext_noop("partnership: we do it together"),
}
# Rule O52: what it takes to think or to work together comes first.
FIRST_ROLES: Mapping[str, frozenset[str]] = {
    INFORMATION: frozenset(),
    CONSULTATION: frozenset(),
    DIALOGUE: frozenset({"voice"}),
    PARTNERSHIP: frozenset({"voice", "service"}),
}

DISTRICT, UMBRELLA, OTHER = "district", "umbrella", "other"
GROUPS = (DISTRICT, UMBRELLA, OTHER)

NEVER, SILENT = "never", "silent"
# Rule O53. Two years: an association that has met its board eight times since.
SILENT_AFTER = timedelta(days=730)
# So long one waits for a first answer before it is called silence.
ANSWER_WITHIN = timedelta(days=60)

# How an organisation came to stand on a list.
PROPOSED, BY_HAND = "proposed", "by hand"
HOWS = {
    PROPOSED: gettext_noop("proposed"),
    BY_HAND: gettext_noop("added by hand"),
}


class NothingAskedFor(RuleBroken):
    """Without a place or a subject, everybody would be asked."""

    sentence = gettext_noop("Choose at least one area or one municipality.")
    field = "areas"


class OnTheList(RuleBroken):
    """One stands once on a list."""

    sentence = gettext_noop("%(name)s already stands on the list.")
    field = "name"


class ListTakenAway(RuleBroken):
    """Somebody else took the list away meanwhile."""

    sentence = gettext_noop("Somebody has taken the list away. It is not there now.")


class NeverAsked(RuleBroken):
    """What is dissolved, or a public body, is not asked."""

    sentence = gettext_noop(
        "%(name)s is dissolved or a public body, and is not asked as an organisation."
    )
    field = "name"


@dataclass(frozen=True)
class Wanted:
    """What is to be asked about, where, and how much can be influenced."""

    areas: frozenset[str] = frozenset()
    municipalities: frozenset[str] = frozenset()
    influence: str = CONSULTATION

    def check(self) -> Wanted:
        """Return it, or refuse to ask everybody.

        Raises:
            NothingAskedFor: neither areas nor municipalities.
        """
        if not self.areas and not self.municipalities:
            raise NothingAskedFor()
        return self


@dataclass(frozen=True)
class Candidate:
    """What is known of an organisation that may be asked.

    Attributes:
        id: its number.
        name: what those alike are ordered by.
        level: what it is registered as.
        is_district: whether it counts as a district organisation; None: not known.
        areas, municipalities: what it works with, and where, by key and code.
        reach: where its local associations are active, by code.
        below: the numbers of those that belong to it.
        roles: voice, service.
        last_asked, last_answered: days, as far as any column knows; the question
            whether its facts are right is neither.
        last_confirmed: when it answered that one.
    """

    id: int
    name: str = ""
    level: str = ""
    is_district: bool | None = None
    areas: frozenset[str] = frozenset()
    municipalities: frozenset[str] = frozenset()
    reach: frozenset[str] = frozenset()
    below: frozenset[int] = frozenset()
    roles: frozenset[str] = frozenset()
    last_asked: date | None = None
    last_answered: date | None = None
    last_confirmed: date | None = None

    @property
    def works_in(self) -> frozenset[str]:
        """Where it is active, itself or through its local associations."""
        return self.municipalities | self.reach


@dataclass(frozen=True)
class Pick:
    """One that is proposed, and why.

    Attributes:
        group: district, umbrella or other.
        areas: of those asked for, what it works with.
        municipalities: of those asked for, where it is active itself.
        reached: of the others, where its local associations are.
        members: how many of those proposed belong to it.
        marks: never asked, long silent.
        is_first: it has a role that the level of influence asks for.
    """

    candidate: Candidate
    group: str
    areas: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    reached: tuple[str, ...] = ()
    members: int = 0
    marks: tuple[str, ...] = ()
    is_first: bool = False


def fits(candidate: Candidate, wanted: Wanted) -> bool:
    """Tell whether one works with what is asked about, where it is asked (rule O50)."""
    return (not wanted.areas or bool(wanted.areas & candidate.areas)) and (
        not wanted.municipalities or bool(wanted.municipalities & candidate.works_in)
    )


def marks_of(candidate: Candidate, *, today: date) -> tuple[str, ...]:
    """Return whether one was never asked, or has long been silent (rule O53)."""
    asked, answered = candidate.last_asked, candidate.last_answered
    if asked is None and answered is None:
        return (NEVER,)
    heard = max(
        (day for day in (answered, candidate.last_confirmed) if day), default=None
    )
    if heard is not None:
        return (SILENT,) if heard < today - SILENT_AFTER else ()
    assert asked is not None
    return (SILENT,) if asked < today - ANSWER_WITHIN else ()


def proposal(
    candidates: Iterable[Candidate], wanted: Wanted, *, today: date
) -> list[Pick]:
    """Return whom to ask, in order, each with why (rules O50 to O52).

    District organisations first, then umbrellas to pass the question on, then the
    rest. Within each: who has a role that the level of influence asks for; who works
    with most of the areas; who was never asked; by name.

    Raises:
        NothingAskedFor: there is neither area nor municipality.
    """
    wanted.check()
    rows = list(candidates)
    direct = {each.id for each in rows if fits(each, wanted)}
    found = [
        described(each, wanted, among=direct, today=today)
        for each in rows
        if each.id in direct or (each.level == UMBRELLA and each.below & direct)
    ]
    return sorted(found, key=_order)


def described(
    candidate: Candidate, wanted: Wanted, *, among: Collection[int], today: date
) -> Pick:
    """Return why one stands on a list, whether it fits or was added by hand.

    Args:
        among: the numbers of those asked; its members are counted among them.
    """
    own = candidate.municipalities
    return Pick(
        candidate=candidate,
        group=_group(candidate),
        areas=tuple(sorted(wanted.areas & candidate.areas)),
        municipalities=tuple(sorted(wanted.municipalities & own)),
        reached=tuple(sorted(wanted.municipalities & (candidate.reach - own))),
        members=len(candidate.below & set(among)),
        marks=marks_of(candidate, today=today),
        is_first=bool(FIRST_ROLES[wanted.influence] & candidate.roles),
    )


def _group(candidate: Candidate) -> str:
    # An umbrella that counts as a district is one whose own part is to pass on.
    if candidate.level == UMBRELLA:
        return UMBRELLA
    return DISTRICT if candidate.is_district else OTHER


def _order(row: Pick) -> tuple[int, bool, int, bool, str, int]:
    return (
        GROUPS.index(row.group),
        not row.is_first,
        -len(row.areas),
        NEVER not in row.marks,
        row.candidate.name,
        row.candidate.id,
    )


@dataclass(frozen=True)
class Spread:
    """How many there are for each place and subject (rule O54).

    Attributes:
        counts: by (municipality, area); a white spot has nought.
        places: how many there are in each municipality, whatever they work with.
    """

    counts: Mapping[tuple[str, str], int]
    places: Mapping[str, int] = field(default_factory=dict)

    @property
    def white_spots(self) -> list[tuple[str, str]]:
        """Where nobody works with a subject."""
        return [cell for cell, count in self.counts.items() if not count]


def spread_of(
    candidates: Iterable[Candidate],
    *,
    municipalities: Sequence[str],
    areas: Sequence[str],
) -> Spread:
    """Count organisations for each municipality and area, in the order given.

    One that is active in several counts in each, and so does one with several areas.
    """
    cells: Counter[tuple[str, str]] = Counter()
    places: Counter[str] = Counter()
    for each in candidates:
        for place in each.works_in:
            places[place] += 1
            cells.update((place, area) for area in each.areas)
    return Spread(
        {
            (place, area): cells[place, area]
            for place in municipalities
            for area in areas
        },
        {place: places[place] for place in municipalities},
    )


def changed_since(
    kept: Collection[int], out: Collection[int], fresh: Collection[int]
) -> tuple[list[int], list[int]]:
    """Return who is new in a fresh proposal, and who is proposed no more.

    Args:
        kept: proposed when the list was saved.
        out: all others that stand on it: added by hand, or taken out.
        fresh: proposed now, in order.
    """
    there = {*kept, *out}
    now = set(fresh)
    return [one for one in fresh if one not in there], [
        one for one in kept if one not in now
    ]
