"""To whom a question about a measure goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from overens.organisations.queries.load import NO_LOAD, RequestLoad, request_loads
from overens.organisations.queries.whom import AddressBook, Asked
from overens.plans.models import Measure, ProgressRequest


class SidesBook(AddressBook):
    """Whom to ask about measures: those responsible on each side (two queries)."""

    def __init__(self, measures: Iterable[Measure], today: date) -> None:
        """Read the book of all that are responsible for some measures."""
        keys = {
            key
            for measure in measures
            for key in (measure.public_body_id, measure.civil_organisation_id)
            if key
        }
        super().__init__(keys, today)

    def of_side(self, measure: Measure, side: str) -> Asked | None:
        """Return whom to ask for a side of a measure; None when nobody."""
        if side == "public" and measure.public_body:
            return self.whom(measure.public_body, measure.public_unit)
        if side == "civil" and measure.civil_organisation:
            return self.whom(measure.civil_organisation, None)
        return None


@dataclass(frozen=True)
class SideAsked:
    """Whom a question to a side goes to, the latest without an answer, and the load."""

    whom: Asked | None
    question: ProgressRequest | None
    waits: bool
    load: RequestLoad


def asked_by_side(measure: Measure, today: date) -> dict[str, SideAsked]:
    """Return both sides' addressees, open questions and load; five queries.

    For those who ask only: it names the address of whoever speaks for a side.
    """
    book = SidesBook([measure], today)
    latest: dict[str, ProgressRequest] = {}
    for question in ProgressRequest.objects.waiting_on(today).filter(measure=measure):
        latest.setdefault(question.side, question)
    pending = ProgressRequest.objects.pending_on(today).filter(measure=measure)
    waits = set(pending.values_list("side", flat=True))
    organisations = {
        "public": measure.public_body_id,
        "civil": measure.civil_organisation_id,
    }
    loads = request_loads(filter(None, organisations.values()), today)
    return {
        side: SideAsked(
            book.of_side(measure, side),
            latest.get(side),
            waits=side in waits,
            load=loads.get(organisations[side] or 0, NO_LOAD),
        )
        for side in ("public", "civil")
    }
