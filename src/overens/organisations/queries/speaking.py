"""Who may speak for whom, on which days; and what the register keeps about a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from overens.accounts.models import Person
from overens.accounts.queries import Extract, PagePart, PageRow
from overens.common.formats import day as day_in_words
from overens.organisations.models import (
    Authority,
    AuthorityQuerySet,
    AuthorityQuestion,
    Organisation,
    SavedSearch,
)
from overens.organisations.rules.lapsing import NO_ANSWER, SHOWN_LAPSED


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
    """Yield the part of "Min sida" that says what one may speak for (one query).

    What lapsed lately, since a question had no answer, stands last.
    """
    lapsed = Q(ended_why=NO_ANSWER, last_day__gte=day - timedelta(days=SHOWN_LAPSED))
    rows = Authority.objects.filter(
        Q(pk__in=Authority.objects.on(day).values("pk")) | lapsed, person=person
    )
    rows = rows.select_related("organisation", "unit")
    kept = list(rows.order_by("organisation__sort_name", "id"))
    held = [row for row in kept if row.holds_on(day)]
    yield PagePart(
        key="represents",
        heading=_("What you represent"),
        rows=tuple(_held(row) for row in held)
        + tuple(_lapsed(row) for row in kept if row not in held),
        empty=_("You represent no organisation. The secretariat can change that."),
    )


def _held(held: Authority) -> PageRow:
    return PageRow(
        text=str(held.unit or held.organisation),
        # Of three committees of one region each has its place on the page.
        url=held.organisation.get_absolute_url()
        + (f"#{held.unit.slug}" if held.unit else ""),
        note=_note(held),
    )


def _lapsed(row: Authority) -> PageRow:
    assert row.last_day is not None  # the rule: what lapsed has one
    return PageRow(
        text=_("Ask to speak for %(name)s") % {"name": row.organisation.name},
        url=reverse("organisations:authority_ask", args=[row.organisation.slug]),
        note=_("Your right lapsed %(last)s, since the question had no answer.")
        % {"last": day_in_words(row.last_day)},
    )


def _note(held: Authority) -> str:
    said = [held.post, str(held.organisation) if held.unit else ""]
    if held.last_day:
        said.append(_("until %(last)s") % {"last": day_in_words(held.last_day)})
    return " · ".join(part for part in said if part)


def what_organisations_keep(person: Person) -> Iterable[Extract]:
    """Yield the rights to speak and the saved searches of a person (three queries)."""
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
                "ended": row.ended_why or None,
            }
            for row in held.select_related("organisation", "unit").order_by("id")
        ),
    )
    asked = AuthorityQuestion.objects.filter(authority__person=person)
    yield Extract(
        "asked whether still",
        tuple(
            {
                "organisation": str(row.authority.organisation),
                "asked": row.asked_on.isoformat(),
                "to": row.to_email,
                "answer": row.still,
            }
            for row in asked.select_related("authority__organisation").order_by("id")
        ),
    )
    searches = SavedSearch.objects.filter(person=person).order_by("id")
    yield Extract(
        "saved searches",
        tuple({"name": row.name, "asked": row.question} for row in searches),
    )
