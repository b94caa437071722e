"""Find organisations, units, principles and commitments by what people call them."""

from __future__ import annotations

from difflib import get_close_matches

from overens.compacts.models import Commitment, Principle
from overens.errors import RuleBroken
from overens.organisations.models import Organisation, OrganisationName, Unit
from overens.plans.models import ActionPlan
from overens.plans.rules.sheet import NotInRegister, NotInRegisterButLike


def plain(text: str) -> str:
    """Return a name folded for comparison: no case, single blanks."""
    return " ".join(text.split()).casefold()


class Names:
    """What the rows of one sheet, or one form, can name; each kind is read once.

    Only rows of the plan's own world are found, so that a fictional plan never names a
    real organisation.
    """

    def __init__(self, plan: ActionPlan) -> None:
        self.plan = plan
        self._organisations: dict[str, Organisation] | None = None
        self._units: dict[int, dict[str, Unit]] = {}
        self._all_units: dict[str, list[Unit]] | None = None
        self._principles: dict[str, Principle] | None = None
        self._commitments: dict[str, Commitment] | None = None

    def organisations(self) -> dict[str, Organisation]:
        """Return the organisations by name, other name and slug."""
        if self._organisations is None:
            world = Organisation.objects.in_world(self.plan.space.origin)
            # Few columns of many rows: the register may hold thousands.
            standing = list(
                world.filter(merged_into=None).only("slug", "name", "kind", "origin")
            )
            found = {plain(each.slug): each for each in standing}
            by_key = {each.pk: each for each in standing}
            for other in OrganisationName.objects.filter(organisation__in=standing):
                found[plain(other.name)] = by_key[other.organisation_id]
            # An organisation's present name goes before another's former one.
            found |= {plain(each.name): each for each in standing}
            self._organisations = found
        return self._organisations

    def organisation(self, text: str) -> Organisation | None:
        """Return the organisation of that name or slug."""
        return self.organisations().get(plain(text))

    def like(self, text: str) -> list[str]:
        """Return up to three names that look like one that was not found."""
        names = {key: each.name for key, each in self.organisations().items()}
        close = get_close_matches(plain(text), names, n=3, cutoff=0.6)
        return list(dict.fromkeys(names[key] for key in close))

    def not_found(self, text: str) -> RuleBroken:
        """Return the broken rule: nobody has the name, but some have one like it."""
        like = self.like(text)
        if like:
            return NotInRegisterButLike(name=text, like=", ".join(like))
        return NotInRegister(name=text)

    def unit(self, body: Organisation, text: str) -> Unit | None:
        """Return the body's unit of that name, in either language, or slug."""
        if body.pk not in self._units:
            found: dict[str, Unit] = {}
            for each in Unit.objects.filter(body=body):
                for name in (each.slug, *each.name.values()):
                    found.setdefault(plain(name), each)
            self._units[body.pk] = found
        return self._units[body.pk].get(plain(text))

    def units_called(self, text: str) -> list[Unit]:
        """Return the units of any body in this world that have the name."""
        if self._all_units is None:
            self._all_units = {}
            world = Unit.objects.filter(body__origin=self.plan.space.origin)
            for each in world.select_related("body"):
                for name in {plain(each.slug), *map(plain, each.name.values())}:
                    self._all_units.setdefault(name, []).append(each)
        return self._all_units.get(plain(text), [])

    def principles(self) -> dict[str, Principle]:
        """Return the principles in force by name and key."""
        if self._principles is None:
            self._principles = {}
            for each in Principle.objects.filter(
                version__compact__space=self.plan.space_id, version__is_current=True
            ):
                for name in (each.key, *each.name.values()):
                    self._principles.setdefault(plain(name), each)
        return self._principles

    def principle(self, text: str) -> Principle | None:
        """Return the principle of that name or key."""
        return self.principles().get(plain(text))

    def commitments(self) -> dict[str, Commitment]:
        """Return the commitments in force by key, and by party and number.

        "Region Strandland 2" is the second commitment of that party; "Gemensamt 1",
        "Joint 1" the first of those that the parties have made together.
        """
        if self._commitments is None:
            self._commitments = {}
            counted: dict[int | None, int] = {}
            for each in (
                Commitment.objects.filter(
                    version__compact__space=self.plan.space_id, version__is_current=True
                )
                .select_related("party")
                .order_by("place", "id")
            ):
                counted[each.party_id] = number = counted.get(each.party_id, 0) + 1
                headings = (
                    each.party.name.values() if each.party else ("Gemensamt", "Joint")
                )
                self._commitments.setdefault(plain(each.key), each)
                for heading in headings:
                    self._commitments.setdefault(plain(f"{heading} {number}"), each)
        return self._commitments

    def commitment(self, text: str) -> Commitment | None:
        """Return the commitment of that key, or that party and number."""
        return self.commitments().get(plain(text))
