"""What a mistyped address was probably meant to be: the nearest names of its list.

Only what everyone may read, in at most two queries.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpRequest
from django.urls import reverse
from rapidfuzz import fuzz, process

from overens.accounts.models import Space
from overens.accounts.queries import space_of_frame
from overens.compacts.models import CompactVersion
from overens.organisations.models import Organisation
from overens.plans.models import ActionPlan, Measure

MOST_SHOWN = 3
# Half of the letters in place: less than that is another word.
LEAST_ALIKE = 60.0
# A register of a county; looked through in a millisecond or two.
MOST_LOOKED_IN = 5_000
# What no address of ours is longer than.
LONGEST = 120

Names = Mapping[str, tuple[str, str]]  # by slug: what it is called, its address


def near(request: HttpRequest) -> list[tuple[str, str]]:
    """Return (name, address) of what is most like the address, the nearest first."""
    space = space_of_frame(request)
    for route, names in _LISTS.items():
        prefix = reverse(route)
        if request.path.startswith(prefix) and space is not None:
            parts = [part for part in request.path[len(prefix) :].split("/") if part]
            return _nearest(parts, names(parts, space)) if parts else []
    return []


def words_of(request: HttpRequest) -> str:
    """Return the last part of the address as words to search for."""
    last = request.path.strip("/").rpartition("/")[2]
    return last[:LONGEST].replace("-", " ").strip()


def _nearest(parts: list[str], names: Names) -> list[tuple[str, str]]:
    asked = parts[-1][:LONGEST].lower()
    found = process.extract(
        asked,
        list(names),
        scorer=fuzz.ratio,
        limit=MOST_SHOWN,
        score_cutoff=LEAST_ALIKE,
    )
    return [names[slug] for slug, _score, _place in found]


def _compacts(parts: list[str], space: Space) -> Names:
    versions = CompactVersion.objects.published().select_related("compact")
    compacts = {each.compact.slug: each.compact for each in versions[:MOST_LOOKED_IN]}
    return {
        slug: (str(each), each.get_absolute_url()) for slug, each in compacts.items()
    }


def _organisations(parts: list[str], space: Space) -> Names:
    rows = Organisation.objects.in_world(space.origin).listed().only("slug", "name")
    return {
        each.slug: (each.name, each.get_absolute_url())
        for each in rows[:MOST_LOOKED_IN]
    }


def _plans(parts: list[str], space: Space) -> Names:
    """Return plans; where the plan is right, its measures by their numbers."""
    plans = ActionPlan.objects.filter(withdrawn_at=None)
    shown = {each.slug: each for each in plans.select_related("space")}
    plan = shown.get(parts[0])
    if len(parts) == 1 or plan is None:
        parts[:] = parts[:1]
        return {
            slug: (str(each), each.get_absolute_url())
            for slug, each in shown.items()
            if each.space.has_column("plans")
        }
    if not plan.space.has_column("plans"):
        return {}
    rows = Measure.objects.standing().filter(plan=plan).select_related("plan")
    return {each.slug: (str(each), each.get_absolute_url()) for each in rows}


_LISTS: dict[str, Callable[[list[str], Space], Names]] = {
    "compacts:compacts": _compacts,
    "organisations:organisations": _organisations,
    "plans:plans": _plans,
}
