"""What the front page shows of a space's compact: at most eleven queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _

from overens.accounts.models import Space
from overens.common.charts import AreaMap, StatusBar
from overens.compacts.models import Compact, Signature
from overens.followups.models import FollowUp
from overens.organisations.models import Organisation
from overens.organisations.queries import Search, place_map
from overens.plans.models import ActionPlan, ProgressReport
from overens.plans.queries import MeasureRow, listed_rows, status_chart, status_counts
from overens.plans.rules import LATE, STATUSES, Status
from overens.surveys.models import Survey

# As many as can be read at a glance; the rest is one press away.
ROWS_SHOWN = 4
REPORTS_SHOWN = 3
NAMES_SHOWN = 8

# What a reader should see first: what is late, then what goes on, then what is done.
_FIRST = (LATE, "on plan", "done", "not begun", "paused", "carried over")


@dataclass(frozen=True)
class Front:
    """A front page's content.

    Attributes:
        signed: how many have signed the version in force, by side.
        counts: measures of the running plan by status.
        rows: a few of them, one of each status first.
        chart: the same counts as one bar.
        changed: the latest reports that say what became different.
        who: some of those who have signed.
        map: where those who have signed are active.
    """

    compact: Compact | None
    signed: dict[str, int] = field(default_factory=dict)
    plan: ActionPlan | None = None
    counts: tuple[tuple[Status, int], ...] = ()
    rows: tuple[MeasureRow, ...] = ()
    chart: StatusBar | None = None
    changed: tuple[ProgressReport, ...] = ()
    survey: Survey | None = None
    followup: FollowUp | None = None
    who: tuple[Organisation, ...] = ()
    map: AreaMap | None = None

    @property
    def signatories(self) -> int:
        """How many have signed in all."""
        return sum(self.signed.values())

    @property
    def measures(self) -> int:
        """How many measures the plan has."""
        return sum(count for _status, count in self.counts)

    def count(self, key: str) -> int:
        """Return how many measures have a status."""
        return sum(count for status, count in self.counts if status.key == key)


def front_of(space: Space, today: date) -> Front:
    """Return what a space's front page shows on a day."""
    shows_compact = space.has_column("compacts")
    compact = (
        Compact.objects.published().filter(space=space).first()
        if shows_compact
        else None
    )
    if shows_compact and compact is None:
        return Front(None)
    signed = dict(
        Signature.objects.signed()
        .filter(version__compact=compact, version__is_current=True)
        .order_by("party__side")
        .values_list("party__side")
        .annotate(n=Count("id"))
    )
    plans = list(ActionPlan.objects.of(space)[:5]) if space.has_column("plans") else []
    plan = next(
        (each for each in plans if each.is_followed and today in each.days), None
    )
    rows = listed_rows(plan, today) if plan else []
    followup = (
        FollowUp.objects.of(space).published().first()
        if space.has_column("followups")
        else None
    )
    if followup is not None:
        # Its address names the space, which is not to be read again for that.
        followup.space = space
    changed = _changed(plan) if plan else ()
    return Front(
        compact,
        signed,
        plan or (plans[0] if plans else None),
        tuple(status_counts(rows)),
        tuple(telling_rows(rows)),
        status_chart(rows, plan.get_absolute_url()) if plan and rows else None,
        changed=changed,
        survey=Survey.objects.filter(space=space, published=True, withdrawn_at=None)
        .order_by("-year", "-id")
        .first()
        if space.has_column("surveys")
        else None,
        followup=followup,
        who=some_of(compact) if compact else (),
        map=map_of(space, compact, today) if compact and signed else None,
    )


def some_of(compact: Compact) -> tuple[Organisation, ...]:
    """Return some of civil society's signatories, by name (one query)."""
    signatures = (
        Signature.objects.signed()
        .filter(version__compact=compact, version__is_current=True, party__side="civil")
        .select_related("organisation")
        .order_by("organisation__name")[:NAMES_SHOWN]
    )
    return tuple(signature.organisation for signature in signatures)


def map_of(space: Space, compact: Compact, today: date) -> AreaMap | None:
    """Return where those who have signed are active, or None (two queries)."""
    if not space.has_column("organisations"):
        return None
    return place_map(
        Search(space.origin, today, signatory_of=compact.slug),
        description=_("Those who have signed, in each municipality where they work."),
    )


def _changed(plan: ActionPlan) -> tuple[ProgressReport, ...]:
    """Return the latest reports on a plan that say what became different."""
    reports = (
        ProgressReport.objects.standing()
        .filter(measure__plan=plan)
        .exclude(difference="")
        .exclude(how_known="unknown")
        .select_related("measure", "organisation", "unit")
        .latest_first()[:REPORTS_SHOWN]
    )
    for report in reports:
        report.measure.plan = plan
    return tuple(reports)


def telling_rows(rows: list[MeasureRow]) -> list[MeasureRow]:
    """Return a few measures: the first of each status, then more of the same."""
    by_status: dict[str, list[MeasureRow]] = {key: [] for key in STATUSES}
    for row in rows:
        if row.status:
            by_status[row.status.key].append(row)
    order = sorted(
        by_status, key=lambda key: _FIRST.index(key) if key in _FIRST else len(_FIRST)
    )
    picked: list[MeasureRow] = []
    while len(picked) < ROWS_SHOWN and any(by_status.values()):
        for key in order:
            if by_status[key]:
                picked.append(by_status[key].pop(0))
    return picked[:ROWS_SHOWN]
