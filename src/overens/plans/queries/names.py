"""Find organisations, units, principles and commitments by what people call them."""

from __future__ import annotations

from difflib import get_close_matches

from overens.compacts.models import Commitment, Principle
from overens.errors import RuleBroken
from overens.organisations.models import Organisation, OrganisationName, Unit
from overens.plans.models import ActionPlan
from overens.plans.rules.sheet import (
    NotInRegister,
    NotInRegisterButLike,
    SeveralCalled,
)


def plain(text: str) -> str:
    """Return a name folded for comparison: no case, single blanks."""
    return " ".join(text.split()).casefold()


def _names_of(row: Unit | Principle) -> set[str]:
    """Return what a row is called, in every language, and its key or slug."""
    key = row.slug if isinstance(row, Unit) else row.key
    return {plain(key), *map(plain, row.name.values())}


def _has(row: Unit | Principle, text: str) -> bool:
    return plain(text) in _names_of(row)


class Names:
    """What the rows of one sheet, or one form, can name; each kind is read once.

    Only rows of the plan's own world are found, so that a fictional plan never names a
    real organisation.
    """

    def __init__(self, plan: ActionPlan) -> None:
        self.plan = plan
        self._organisations: dict[str, list[Organisation]] | None = None
        self._units: dict[str, list[Unit]] | None = None
        self._principles: dict[str, Principle] | None = None
        self._commitments: dict[str, Commitment] | None = None

    def organisations(self) -> dict[str, list[Organisation]]:
        """Return the organisations by name, other name, slug and page address.

        A present name goes before another's former one, and both before a slug, which
        often looks like a name. Several can have the same name.
        """
        if self._organisations is None:
            world = Organisation.objects.in_world(self.plan.space.origin)
            # Few columns of many rows: the register may hold thousands.
            standing = list(
                world.filter(merged_into=None).only("slug", "name", "kind", "origin")
            )
            by_key = {each.pk: each for each in standing}
            former: dict[str, list[Organisation]] = {}
            for other in OrganisationName.objects.filter(organisation__in=standing):
                one = by_key[other.organisation_id]
                if one not in former.setdefault(plain(other.name), []):
                    former[plain(other.name)].append(one)
            present: dict[str, list[Organisation]] = {}
            for each in standing:
                present.setdefault(plain(each.name), []).append(each)
            slugs = {plain(each.slug): [each] for each in standing}
            # The address of a page is one's alone: it tells namesakes apart.
            addresses = {f"/{slug}": one for slug, one in slugs.items()}
            self._organisations = slugs | former | present | addresses
        return self._organisations

    def organisation(
        self, text: str, *, side: str = "", present: Organisation | None = None
    ) -> Organisation | None:
        """Return the organisation of that name, slug or page address.

        Args:
            text: as it was written.
            side: ``public`` or ``civil``: of several, one of that side is meant.
            present: what the field holds; it stays when it has the name.

        Raises:
            SeveralCalled: several have the name, and nothing says which is meant.
        """
        wanted = plain(text)
        found = self.organisations().get(wanted, [])
        if not found and "/" in wanted:
            slug = wanted.rstrip("/").rpartition("/")[2]
            found = self.organisations().get(f"/{slug}", [])
        if present is not None and (
            wanted in (plain(present.name), plain(present.slug)) or present in found
        ):
            return present
        if len(found) > 1:
            found = [each for each in found if each.kind == side] or found
        if len(found) > 1:
            addresses = ", ".join(sorted(each.get_absolute_url() for each in found))
            raise SeveralCalled(name=text, addresses=addresses)
        return found[0] if found else None

    def like(self, text: str) -> list[str]:
        """Return up to three names that look like one that was not found."""
        names = {
            key: each[0].name
            for key, each in self.organisations().items()
            if not key.startswith("/")
        }
        close = get_close_matches(plain(text), names, n=3, cutoff=0.6)
        return list(dict.fromkeys(names[key] for key in close))

    def not_found(self, text: str) -> RuleBroken:
        """Return the broken rule: nobody has the name, but some have one like it."""
        like = self.like(text)
        if like:
            return NotInRegisterButLike(name=text, like=", ".join(like))
        return NotInRegister(name=text)

    def unit(
        self, body: Organisation, text: str, *, present: Unit | None = None
    ) -> Unit | None:
        """Return the body's unit of that name, in either language, or slug.

        ``present`` is what the field holds; it stays when it has the name.
        """
        if present is not None and present.body_id == body.pk and _has(present, text):
            return present
        called = self.units_called(text)
        return next((each for each in called if each.body_id == body.pk), None)

    def units_called(self, text: str) -> list[Unit]:
        """Return the units of any body in this world that have the name."""
        if self._units is None:
            self._units = {}
            world = Unit.objects.filter(body__origin=self.plan.space.origin)
            for each in world.select_related("body"):
                for name in _names_of(each):
                    self._units.setdefault(name, []).append(each)
        return self._units.get(plain(text), [])

    def principles(self) -> dict[str, Principle]:
        """Return the principles in force by name and key."""
        if self._principles is None:
            self._principles = {}
            for each in Principle.objects.filter(
                version__compact__space=self.plan.space_id, version__is_current=True
            ):
                for name in _names_of(each):
                    self._principles.setdefault(name, each)
        return self._principles

    def principle(
        self, text: str, *, present: Principle | None = None
    ) -> Principle | None:
        """Return the principle of that name or key.

        ``present`` stays when it has the name: a version that is in force no longer
        may be what the measure came from.
        """
        if present is not None and _has(present, text):
            return present
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

    def commitment(
        self, text: str, *, present: Commitment | None = None
    ) -> Commitment | None:
        """Return the commitment of that key, or that party and number.

        ``present`` stays when it has the key, as with ``principle``.
        """
        if present is not None and plain(present.key) == plain(text):
            return present
        return self.commitments().get(plain(text))
