"""A test of the question about a measure: whom it would go to, and where it leads.

The question is never stored, and the marker in its link is no token: it says which
measure and side, signed, and can be used for nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.core import signing

from overens.plans.models import ActionPlan, Measure, ProgressRequest
from overens.plans.queries.rows import measure_rows
from overens.plans.queries.silent import SIDES
from overens.plans.queries.whom import SidesBook
from overens.plans.rules import ANSWER_WITHIN, LINK_HOLDS, quarter_of

_SALT = "overens.plans.test"


def test_question(
    plan: ActionPlan, today: date, *, measure: str = "", side: str = ""
) -> ProgressRequest | None:
    """Return an unsaved question as it would go out today; None when none can.

    Args:
        plan: the plan.
        today: by the space's own clock.
        measure, side: about which; left out, the first that somebody would get.
    """
    found = [
        asked
        for asked in _questions(plan, today)
        if measure in ("", asked.measure.slug) and side in ("", asked.side)
    ]
    return min(found, key=lambda asked: not asked.to_email, default=None)


def _questions(plan: ActionPlan, today: date) -> Iterator[ProgressRequest]:
    """Yield a question for each side of each measure that takes reports."""
    measures = Measure.objects.standing().filter(plan=plan).with_sides()
    rows = measure_rows(measures.select_related("plan__space"), today)
    book = SidesBook([row.measure for row in rows], today)
    for row in rows:
        if row.status is None or not row.status.takes_reports:
            continue
        for side in SIDES:
            if side in row.measure.sides:
                yield _question(row.measure, side, book, today)


def _question(
    measure: Measure, side: str, book: SidesBook, today: date
) -> ProgressRequest:
    whom = book.of_side(measure, side)
    is_public = side == "public"
    return ProgressRequest(
        measure=measure,
        side=side,
        organisation=measure.public_body if is_public else measure.civil_organisation,
        unit=measure.public_unit if is_public else None,
        to_email=whom.email if whom else "",
        language=whom.language if whom else "sv",
        period=quarter_of(today).key,
        asked_on=today,
        due=today + ANSWER_WITHIN,
        expires=today + LINK_HOLDS,
    )


def marker_of(asked: ProgressRequest) -> str:
    """Return the signed marker that stands in the link of a test."""
    said = [str(asked.measure.uuid), asked.side]
    return signing.dumps(said, salt=_SALT)


def behind_marker(marker: str) -> tuple[Measure, str] | None:
    """Return the measure and the side that a marker names, while it holds."""
    try:
        uuid, side = signing.loads(marker, salt=_SALT, max_age=LINK_HOLDS)
    except signing.BadSignature:
        return None
    found = Measure.objects.standing().for_page().filter(uuid=uuid).first()
    return None if found is None else (found, side)


def question_about(measure: Measure, side: str, today: date) -> ProgressRequest:
    """Return an unsaved question about one side of a measure, to no address."""
    return _question(measure, side, SidesBook([], today), today)
