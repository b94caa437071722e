"""What the register knows of the sector as a whole, for everybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from overens.accounts.queries import space_in_view, today_in_view
from overens.common.charts import table_markup
from overens.common.models import MADE_UP, OWN
from overens.organisations.models import Area, Municipality, SectorCount
from overens.organisations.queries import Search, published_figures, sector_of
from overens.organisations.queries import sector_charts as charts
from overens.organisations.rules import AREAS, ICNPTSO, WITHIN_A_YEAR

# Five years of months: what a reader can look over.
MONTHS_SHOWN = 60


@require_safe
def sector(request: HttpRequest) -> HttpResponse:
    """Show how many organisations there are, what they do, where, and how we know."""
    space = space_in_view(request)
    if space is not None and not space.has_column("organisations"):
        raise Http404
    world = space.origin if space else OWN
    compact = request.GET.get("compact", "")
    day = today_in_view(request)
    found = sector_of(world, day)
    places = list(Municipality.objects.filter(origin=world))
    areas = list(Area.objects.all())
    counts = list(SectorCount.objects.filter(origin=world).order_by("-month"))
    register = reverse("organisations:organisations")
    # Only what led here is led on; what names no space is no address.
    asked = f"&compact={space.slug}" if space and compact == space.slug else ""

    def address(place: Municipality) -> str:
        return f"{register}?municipality={place.code}&kind=civil{asked}"

    context = {
        "title": _("The sector in figures"),
        "lead": _(
            "What the register knows of civil society here: how many there are, what "
            "they do, where, and how fresh the facts are."
        ),
        "sector": found,
        "confirmed": found.fresh.counts[WITHIN_A_YEAR],
        "dissolved": found.statuses.get("dissolved", 0),
        "status_chart": charts.status_chart(found),
        "form_chart": charts.form_chart(found),
        "area_chart": charts.area_chart(
            found.areas,
            found.n,
            [area for area in areas if area.classification == AREAS],
            description=_("The twenty areas of the 2020 survey."),
        ),
        "icnptso_chart": charts.area_chart(
            found.icnptso,
            found.n,
            [area for area in areas if area.classification == ICNPTSO],
            description=_("The United Nations’ classification, ICNP/TSO (2018)."),
        ),
        "place_chart": charts.place_chart(
            found, Search(world, day), places, address=address
        ),
        "fresh_chart": charts.fresh_chart(found),
        "founded_chart": charts.founded_chart(found),
        "counts": counts[:MONTHS_SHOWN],
        "first_count": counts[-1] if counts else None,
        "counts_table": table_markup(charts.counts_table(counts[:MONTHS_SHOWN])),
        "published": table_markup(charts.published_table(published_figures()))
        if world == OWN
        else "",
        "is_made_up": world == MADE_UP,
        "asked": asked.replace("&", "?", 1),
        "breadcrumbs": [
            (_("Organisations"), f"{register}{asked.replace('&', '?', 1)}"),
            (_("The sector in figures"), ""),
        ],
    }
    return render(request, "organisations/sector.html", context)
