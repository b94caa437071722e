"""Who may speak for whom, on which days; and what the register keeps about a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from overens.accounts.models import Person
from overens.accounts.queries import Extract, PagePart, PageRow
from overens.common.formats import day as day_in_words
from overens.organisations.models import (
    Authority,
    AuthorityQuerySet,
    Organisation,
    SavedSearch,
)


def authorities_of(person: Person, day: date) -> AuthorityQuerySet:
    """Return what a person may speak for on a day, organisation and unit read along."""
    held: AuthorityQuerySet = Authority.objects.on(day).filter(person=person)
    return held.select_related("organisation", "unit").order_by(
        "organisation__sort_name", "id"
    )


def speaks_for(person: Person, organisation: Organisation, day: date) -> bool:
    """Tell whether a person may speak for an organisation, or a unit of it."""
    held = Authority.objects.on(day).filter(person=person, organisation=organisation)
    return person.is_active and held.exists()


def authorities_in(organisation: Organisation) -> Sequence[Authority]:
    """Return everyone who may speak, or could, for an organisation; newest first."""
    rows = Authority.objects.filter(organisation=organisation)
    return list(rows.select_related("person", "unit").order_by("-first_day", "-id"))


def what_they_represent(person: Person, day: date) -> Iterable[PagePart]:
    """Yield the part of "Min sida" that says what one may speak for (one query)."""
    yield PagePart(
        key="represents",
        heading=_("What you represent"),
        rows=tuple(
            PageRow(
                text=str(held.unit or held.organisation),
                # Of three committees of one region each has its place on the page.
                url=held.organisation.get_absolute_url()
                + (f"#{held.unit.slug}" if held.unit else ""),
                note=_note(held),
            )
            for held in authorities_of(person, day)
        ),
        empty=_("You represent no organisation. The secretariat can change that."),
    )


def _note(held: Authority) -> str:
    said = [held.post, str(held.organisation) if held.unit else ""]
    if held.last_day:
        said.append(_("until %(last)s") % {"last": day_in_words(held.last_day)})
    return " · ".join(part for part in said if part)


def what_organisations_keep(person: Person) -> Iterable[Extract]:
    """Yield the rights to speak and the saved searches of a person (two queries)."""
    held = Authority.objects.filter(person=person)
    yield Extract(
        "represents",
        tuple(
            {
                "organisation": str(row.organisation),
                "unit": str(row.unit) if row.unit else None,
                "post": row.post,
                "from": row.first_day.isoformat() if row.first_day else None,
                "to": row.last_day.isoformat() if row.last_day else None,
                "evidence": row.evidence,
            }
            for row in held.select_related("organisation", "unit").order_by("id")
        ),
    )
    searches = SavedSearch.objects.filter(person=person).order_by("id")
    yield Extract(
        "saved searches",
        tuple({"name": row.name, "asked": row.question} for row in searches),
    )
