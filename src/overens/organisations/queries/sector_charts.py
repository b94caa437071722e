"""The sector in charts and tables: each with what is counted, its unit and its base."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overens.common import formats
from overens.common.charts import (
    AreaMap,
    Bar,
    Bars,
    StatusBar,
    StatusSegment,
    Table,
    Tone,
)
from overens.common.dates import PartialDate
from overens.organisations.models import Area, Municipality, SectorCount
from overens.organisations.queries.maps import place_map
from overens.organisations.queries.search import Search
from overens.organisations.queries.sector import PublishedFigure, Sector, Spread
from overens.organisations.rules import (
    FORMS,
    FRESH_BANDS,
    STATUSES,
    WITHIN_A_YEAR,
    decades_of,
)

_TONES: dict[str, Tone] = {
    "active": "success",
    "dormant": "quiet",
    "unknown": "neutral",
    "dissolved": "moved",
}


def capital(text: str) -> str:
    """Return the text with a capital first, the rest as it is."""
    return text[:1].upper() + text[1:]


def known_of(spread: Spread, n: int) -> str:
    """Return of how many of ``n`` something is known, as a sentence."""
    if spread.known == n:
        return _("Known of all %(n)s.") % {"n": formats.number(n)}
    return _("Known of %(known)s of %(n)s.") % {
        "known": formats.number(spread.known),
        "n": formats.number(n),
    }


def status_chart(sector: Sector) -> StatusBar:
    """Return how many there are of each status, those dissolved too."""
    active = sector.statuses.get("active", 0)
    return StatusBar(
        title=ngettext(
            "%(n)s organisation is active", "%(n)s organisations are active", active
        )
        % {"n": formats.number(active)},
        description=_(
            "Civil-society organisations in the register, by their status. Those that "
            "are dissolved are counted here only."
        ),
        language=formats.language_or_active(),
        unit=_("organisations"),
        segments=tuple(
            StatusSegment(capital(_(word)), sector.statuses.get(key, 0), _TONES[key])
            for key, word in STATUSES.items()
        ),
    )


def _bars(
    title: str,
    description: str,
    rows: Sequence[tuple[str, int]],
    *,
    n: int | None,
    heading: str,
) -> Bars:
    return Bars(
        title=title,
        description=description,
        language=formats.language_or_active(),
        unit=_("organisations"),
        n=n,
        row_heading=heading,
        rows=tuple(Bar(capital(label), count) for label, count in rows),
    )


def _by_size(
    counts: Mapping[str, int], labels: Mapping[str, str]
) -> list[tuple[str, int]]:
    """Return words and counts, the largest first, then in the order of the words."""
    rows = [(label, counts.get(key, 0)) for key, label in labels.items()]
    return sorted((row for row in rows if row[1]), key=lambda row: -row[1])


def form_chart(sector: Sector) -> Bars:
    """Return how many have each legal form, the commonest first."""
    rows = _by_size(sector.forms.counts, {k: _(word) for k, word in FORMS.items()})
    return _bars(
        _("The commonest form: %(word)s") % {"word": rows[0][0]}
        if rows
        else _("No legal form is known"),
        _("Legal form. %(known)s") % {"known": known_of(sector.forms, sector.n)},
        rows,
        n=sector.forms.known,
        heading=_("Legal form"),
    )


def area_chart(
    spread: Spread, n: int, areas: Sequence[Area], *, description: str
) -> Bars:
    """Return how many work with each area of one classification."""
    rows = _by_size(spread.counts, {area.key: str(area.name) for area in areas})
    return _bars(
        _("Most work with: %(area)s") % {"area": rows[0][0]}
        if rows
        else _("No area is known"),
        f"{description} {known_of(spread, n)} "
        + _("One that works with several counts in each."),
        rows,
        n=spread.known,
        heading=_("Area"),
    )


def place_chart(
    sector: Sector,
    search: Search,
    places: Sequence[Municipality],
    *,
    address: Callable[[Municipality], str],
) -> AreaMap | Bars | None:
    """Return where they are active, as a map where there are outlines, else as bars."""
    said = (
        _("Civil-society organisations active in each municipality.")
        + f" {known_of(sector.places, sector.n)} "
        + _("One that is active in several counts in each.")
    )
    drawn = place_map(
        search, places, counts=sector.places.counts, address=address, description=said
    )
    if drawn is not None or not places:
        return drawn
    rows = _by_size(sector.places.counts, {place.code: place.name for place in places})
    return _bars(
        _("Most are active in %(place)s") % {"place": rows[0][0]}
        if rows
        else _("None are active here"),
        said,
        rows,
        n=sector.places.known,
        heading=_("Municipality"),
    )


def fresh_chart(sector: Sector) -> Bars:
    """Return how long ago the facts were last confirmed."""
    counts = sector.fresh.counts
    return _bars(
        _("%(n)s of %(base)s were confirmed in the past year")
        % {
            "n": formats.number(counts[WITHIN_A_YEAR]),
            "base": formats.number(sector.n),
        },
        _("When somebody last confirmed that the facts hold."),
        [(_(word), counts[band]) for band, word in FRESH_BANDS.items()],
        n=sector.n,
        heading=_("Last confirmed"),
    )


def founded_chart(sector: Sector) -> Bars:
    """Return in which decade those that are there were founded."""
    decades = decades_of(sector.founded)
    known = Spread(sum(decades.values()), {})
    rows = [
        (
            _("the %(decade)ss") % {"decade": decade}
            if decade
            else _("before the 20th century"),
            count,
        )
        for decade, count in decades.items()
    ]
    most = max(rows, key=lambda row: row[1], default=("", 0))
    return _bars(
        _("Most were founded in %(decade)s") % {"decade": most[0]}
        if rows
        else _("When they were founded is not known"),
        _("When those that are in the register were founded.")
        + f" {known_of(known, sector.n)} "
        + _("Those that are gone since are not seen here."),
        rows,
        n=known.known,
        heading=_("Founded"),
    )


def counts_table(rows: Sequence[SectorCount]) -> Table:
    """Return how many there were, month by month, the latest first."""
    headings = [_("Month"), *(capital(_(word)) for word in STATUSES.values())]
    return Table(
        caption=_("Civil-society organisations in the register, by month"),
        headings=(*headings, _("New in the register")),
        rows=tuple(
            (
                formats.partial_date(PartialDate(row.month.year, row.month.month)),
                *(formats.number(getattr(row, status)) for status in STATUSES),
                formats.number(row.added),
            )
            for row in rows
        ),
        numbers=tuple(range(1, len(STATUSES) + 2)),
    )


def published_table(figures: Sequence[PublishedFigure]) -> Table:
    """Return what others have published, with why it is not the same as ours."""

    def cells(figure: PublishedFigure) -> tuple[str, ...]:
        count = formats.number(figure.count)
        if figure.is_about:
            count = _("nearly %(n)s") % {"n": count}
        return (
            f"{figure.place}, {figure.year}",
            count,
            f"{figure.what} {figure.caveat}",
            str(figure.who),
        )

    return Table(
        caption=_("Published figures, and why they are not the same as ours"),
        headings=(_("Where and when"), _("Number"), _("What is counted"), _("Source")),
        rows=tuple(cells(figure) for figure in figures),
        numbers=(1,),
    )


def sector_rows(
    sector: Sector, words: Mapping[str, Mapping[str, Any]]
) -> list[tuple[str, str, str, int, int | None]]:
    """Return every figure as figure, key, word, count and base: for data.

    Args:
        words: names of areas and municipalities by key, under ``areas``, ``icnptso``
            and ``places``.
    """
    named = {
        "forms": {key: _(word) for key, word in FORMS.items()},
        "fresh": {key: _(word) for key, word in FRESH_BANDS.items()},
        **words,
    }
    rows: list[tuple[str, str, str, int, int | None]] = [
        ("status", key, _(word), sector.statuses.get(key, 0), None)
        for key, word in STATUSES.items()
    ]
    for name in ("forms", "areas", "icnptso", "places", "fresh"):
        spread: Spread = getattr(sector, name)
        rows += [
            (name, key, str(word), spread.counts.get(key, 0), spread.known)
            for key, word in named[name].items()
        ]
    known = sum(sector.founded.values())
    rows += [
        ("founded", str(year), str(year), n, known)
        for year, n in sorted(sector.founded.items())
    ]
    return rows
