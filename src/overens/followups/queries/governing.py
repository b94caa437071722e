"""What was decided in the year, and whether the groups are as agreed."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overens.accounts.models import Space
from overens.common.charts import SeatChart, SeatParty, Table
from overens.common.formats import hole, number, partial_date
from overens.common.origins import is_from_source
from overens.followups.queries.shapes import Figure, Section
from overens.governance.models import Assignment, Decision, Group, Seat
from overens.governance.queries import MOST_PARTIES_DRAWN, sides_of

CO_OPTED = "co-opted"

# What a chart of a group takes.
MOST_SEATS_DRAWN = 60


def decisions(space: Space, year: int, language: str) -> Section:
    """Return the year's decisions and the assignments answered in it. 2 queries."""
    is_shown = space.has_column("governance")
    url = reverse("governance:trail", args=[space.slug]) if is_shown else ""
    rows = [each for each in Decision.objects.of(space) if each.day.year == year]
    answered = Assignment.objects.filter(
        decision__space=space, answered_day__startswith=str(year)
    ).count()
    title = _("What was decided")
    if not rows and not answered:
        return Section(
            "decisions",
            title,
            _("No decision of the year is known"),
            holes=(_("No decision of the year is known."),),
            unsaid=_("what was decided during the year"),
            links=((_("The whole trail of decisions"), url),) if url else (),
        )
    figures = (
        Figure(
            "decisions",
            ngettext("is recorded", "are recorded", len(rows)),
            len(rows),
            ngettext("decision", "decisions", len(rows)),
            _("Recorded decisions whose day is in the year."),
            url,
        ),
        Figure(
            "assignments-answered",
            ngettext("was answered", "were answered", answered),
            answered,
            ngettext("assignment", "assignments", answered),
            _("Assignments whose answer came in the year."),
            url,
        ),
    )
    missing = hole(from_source=is_from_source(space.origin))
    table = Table(
        headings=(_("Day"), _("Body"), _("§"), _("Matter")),
        rows=tuple(
            (
                partial_date(each.day),
                each.body_name.in_language(language) or missing,
                each.paragraph or missing,
                each.title.in_language(language),
            )
            for each in rows
        ),
        caption=_("Decisions of the year"),
        languages=tuple(
            (line, place, written_in)
            for line, each in enumerate(rows)
            for place, text in ((1, each.body_name), (3, each.title))
            for written_in in [text.best(language)[1]]
            if written_in != language
        ),
    )
    finding = ngettext(
        "%(n)s decision is recorded", "%(n)s decisions are recorded", len(rows)
    ) % {"n": number(len(rows))}
    return Section(
        "decisions",
        title,
        finding,
        figures,
        tables=(table,) if rows else (),
        links=((_("The whole trail of decisions"), url),),
    )


def groups(space: Space, day: date, language: str) -> Section:
    """Return each group's seats by side on the last day of the year (F9). 1 query."""
    seats = list(
        Seat.objects.filter(group__space=space)
        # Those co-opted sit in without a seat of their own.
        .exclude(role=CO_OPTED)
        .filter(
            Q(first_day=None) | Q(first_day__lte=day),
            Q(last_day=None) | Q(last_day__gte=day),
        )
        .select_related("group")
        .order_by("group_id", "party_key", "id")
    )
    title = _("Who has led the work")
    if not seats:
        return Section(
            "groups",
            title,
            _("Who sat in the groups is not known"),
            holes=(_("No seats are known for the year."),),
            unsaid=_("who sat in the groups that led the work"),
        )
    charts, figures = [], []
    sides = sides_of(seats)
    by_group: dict[int, list[Seat]] = {}
    for seat in seats:
        by_group.setdefault(seat.group_id, []).append(seat)
    for of_group in by_group.values():
        group = of_group[0].group
        parties: dict[str, list[Seat]] = {}
        for seat in of_group:
            parties.setdefault(seat.party_key, []).append(seat)
        name = group.name.in_language(language)
        charts.append(
            SeatChart(
                title=name,
                language=language,
                unit=_("seats"),
                n=max(len(of_group), group.exact_seats or 0),
                parties=(
                    *(
                        SeatParty(
                            of_party[0].party_name.in_language(language) or key,
                            _held(of_party, space),
                            len(of_party) - _held(of_party, space),
                            colour=min(sides[key], MOST_PARTIES_DRAWN),
                        )
                        for key, of_party in sorted(
                            parties.items(), key=lambda party: sides[party[0]]
                        )
                    ),
                    *_unfilled(group, len(of_group), len(parties)),
                ),
            )
        )
        base = group.exact_seats or group.most_seats
        # "1 av 2 platser": the word follows what the number is of.
        unit = ngettext("seat", "seats", base or len(of_group))
        figures.append(
            Figure(
                f"seats-{group.slug}",
                name,
                len(of_group),
                unit,
                _(
                    "Seats whose term holds on the last day counted. Those co-opted "
                    "have none."
                ),
                group.get_absolute_url(),
                base=base,
                said=f"{unit}: {name}",
            )
        )
    finding = ngettext(
        "%(n)s group has seats filled", "%(n)s groups have seats filled", len(charts)
    ) % {"n": number(len(charts))}
    return Section("groups", title, finding, tuple(figures), charts=tuple(charts))


def _held(seats: list[Seat], space: Space) -> int:
    """Return how many of a side's seats are held.

    In a source a seat whose holder is not named is a hole, not an empty chair.
    """
    if is_from_source(space.origin):
        return len(seats)
    return sum(seat.is_held for seat in seats)


def _unfilled(group: Group, seats: int, sides: int) -> list[SeatParty]:
    """Return the seats that were agreed on and that no side has filled."""
    agreed = min(group.exact_seats or 0, MOST_SEATS_DRAWN)
    if agreed <= seats or sides >= MOST_PARTIES_DRAWN:
        return []
    return [SeatParty(_("No side recorded"), 0, agreed - seats)]
