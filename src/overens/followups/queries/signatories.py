"""Who has agreed, as of the last day of the year."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overens.common.charts import Bar, Bars, Table
from overens.common.formats import day as written_day
from overens.common.formats import number
from overens.compacts.models import Compact, ConsentRequest, Signature
from overens.followups.queries.shapes import Figure, Section

# An organisation that nobody waits for any longer.
GONE = {"dormant", "dissolved"}


def signatories(compact: Compact, year: int, day: date, language: str) -> Section:
    """Return how many have signed, by side, and who came and went. 3 queries."""
    url = reverse("compacts:signatories", args=[compact.slug])
    rows = list(
        Signature.objects.filter(version__compact=compact)
        .select_related("organisation", "party", "version")
        .order_by("organisation__name", "version__number")
    )
    title = _("Who has agreed")
    if not rows:
        return Section(
            "signatories",
            title,
            _("How many have signed is not known"),
            holes=(_("The source does not say who has signed."),),
            unsaid=_("who has signed, and when"),
        )
    standing = [row for row in rows if row.stood_on(day, otherwise=_from(row))]
    latest = max((row.version.number for row in standing), default=0)
    current = [row for row in standing if row.version.number == latest]
    earlier = {row.organisation_id for row in standing} - {
        row.organisation_id for row in current
    }
    asked = ConsentRequest.objects.filter(
        version__compact=compact, version__number=latest, is_closed=True
    )
    closed = earlier & (
        set(asked.values_list("organisation_id", flat=True))
        | {row.organisation_id for row in rows if row.organisation.status in GONE}
    )
    came = {row.organisation_id for row in current if row.day.year == year}
    left = [row for row in rows if row.withdrawn_day and row.withdrawn_day.year == year]
    if latest:
        # The page shows the rows as they stood on the day counted.
        url += f"?version={latest}&date={day.isoformat()}"
    declared = [
        row for row in rows if row.state == "declared" and row.withdrawn_day is None
    ]
    definition = _("Signatures of version %(version)s that stood on %(day)s.") % {
        "version": latest,
        "day": written_day(day),
    }
    n = len(current)
    undated = len([row for row in current if row.day.earliest is None])
    unit = ngettext("organisation", "organisations", n)
    figures = (
        Figure("signed", _("have signed"), n, unit, definition, url),
        Figure(
            "signed-on-an-unknown-day",
            _("of them without a known day"),
            undated,
            ngettext("organisation", "organisations", undated),
            _(
                "Signatures that stand and whose day nobody knows. They are counted, "
                "though they may have come after the last day counted."
            ),
            url,
            base=n,
        ),
        Figure(
            "not-resigned",
            _("have signed an earlier version only"),
            len(earlier),
            ngettext("organisation", "organisations", len(earlier)),
            _("Signatures of an earlier version that stand, with none of the latest."),
            url,
        ),
        Figure(
            "not-resigned-to-answer",
            _("of them that can still sign anew"),
            len(earlier) - len(closed),
            ngettext("organisation", "organisations", len(earlier)),
            _("Of those counted above, those that are active and can be asked."),
            url,
            base=len(earlier),
        ),
        Figure(
            "not-resigned-closed",
            _("of them dormant, dissolved or no longer asked"),
            len(closed),
            ngettext("organisation", "organisations", len(earlier)),
            _(
                "Of those with an earlier version only, those that are dormant or "
                "dissolved today, or that another speaks for now."
            ),
            url,
            base=len(earlier),
        ),
        Figure(
            "came",
            _("signed during the year"),
            len(came),
            ngettext("organisation", "organisations", len(came)),
            _("Of those counted above, those whose day of signing is in the year."),
            url,
        ),
        Figure(
            "left",
            _("withdrew during the year"),
            len(left),
            ngettext("organisation", "organisations", len(left)),
            _("Signatures whose day of withdrawal is in the year."),
            url,
        ),
        Figure(
            "declared",
            _("have declared that they will sign, and wait for their own decision"),
            len(declared),
            ngettext("organisation", "organisations", len(declared)),
            _("Declarations without a decision yet. They are not signatures."),
            url,
        ),
    )
    parties: dict[str, int] = {}
    for row in current:
        name = row.party.name.in_language(language)
        parties[name] = parties.get(name, 0) + 1
    chart = Bars(
        title=_("Those who have signed, by party"),
        language=language,
        unit=_("organisations"),
        n=n,
        rows=tuple(Bar(label=name, count=count) for name, count in parties.items()),
    )
    tables: tuple[Table, ...] = ()
    # People write in the language that the site has first, and no field keeps which.
    own = next(iter(compact.space.languages), language)
    left = [row for row in left if row.withdrawn_day]
    if left:
        tables = (
            Table(
                headings=(_("Organisation"), _("Withdrew"), _("Reason given")),
                rows=tuple(
                    (
                        row.organisation.name,
                        written_day(row.withdrawn_day) if row.withdrawn_day else "",
                        row.withdrawn_why or _("No reason is recorded"),
                    )
                    for row in left
                ),
                caption=_("Withdrew during the year"),
                languages=tuple(
                    (place, 2, own)
                    for place, row in enumerate(left)
                    if row.withdrawn_why and own != language
                ),
            ),
        )
    finding = ngettext(
        "%(n)s organisation has signed", "%(n)s organisations have signed", n
    ) % {"n": number(n)}
    if undated:
        finding += ", " + ngettext(
            "%(n)s of them without a known day",
            "%(n)s of them without a known day",
            undated,
        ) % {"n": number(undated)}
    return Section(
        "signatories",
        title,
        finding,
        figures,
        charts=(chart,) if current else (),
        tables=tables,
        links=((_("All who have signed"), url),),
    )


def _from(row: Signature) -> date:
    """Return the day that a signature whose day nobody knows counts from (F7)."""
    return row.version.valid_from.earliest or date.min
