"""Ask those responsible how their measures go: by itself once a quarter, or by hand."""

from __future__ import annotations

import uuid as uuids
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from overens.accounts.models import Space
from overens.accounts.queries import day_in
from overens.common.audit import SYSTEM, Actor, write_line
from overens.common.daily import Line
from overens.common.mailed_links import hash_of, new_token
from overens.errors import RuleBroken, gettext_noop
from overens.organisations.actions import log_request
from overens.organisations.models import Organisation, Unit
from overens.organisations.queries.whom import Asked
from overens.organisations.rules import PROGRESS
from overens.plans.actions.mails import post_question
from overens.plans.models import ActionPlan, Measure, ProgressRequest
from overens.plans.queries.rows import MeasureRow, measure_rows
from overens.plans.queries.silent import silent_sides
from overens.plans.queries.whom import SidesBook
from overens.plans.queries.wording import side_word
from overens.plans.rules import (
    ANSWER_WITHIN,
    LATE,
    LINK_HOLDS,
    NotAsked,
    check_ask,
    quarter_of,
    why_not_asked,
)

# Makes the mail-out of a space and a day one batch, however often the step is taken.
_BATCHES = uuids.UUID("1a7c2f0e-6a35-4c02-9a52-6f2d1c9a7b10")


class NobodyToAsk(RuleBroken):
    """No one speaks for the side, and no address is known."""

    sentence = gettext_noop(
        "Nobody can be asked: no one has authority to speak for that side, and no "
        "contact is known. Add a contact first."
    )


@dataclass(frozen=True)
class _Turn:
    """One side of one measure, to be asked or passed over."""

    row: MeasureRow
    side: str
    organisation: Organisation
    unit: Unit | None

    @property
    def what(self) -> str:
        """The measure and the side, in one line."""
        return f"{self.row.measure} ({side_word(self.side)})"


def _turns(rows: list[MeasureRow]) -> list[_Turn]:
    """Return every responsible side, late measures first, then by due day."""
    ordered = sorted(
        rows,
        key=lambda row: (
            row.status is None or row.status.key != LATE,
            row.measure.due or date.max,
            row.measure.place,
        ),
    )
    turns = []
    for row in ordered:
        measure = row.measure
        if measure.public_body:
            turns.append(_Turn(row, "public", measure.public_body, measure.public_unit))
        if measure.civil_organisation:
            turns.append(_Turn(row, "civil", measure.civil_organisation, None))
    return turns


def ask_for_reports(today: date | None = None) -> Iterator[Line]:
    """Ask by mail for every report that is due; a step of ``do_daily``.

    Each space is one transaction and one mail-out. Taken twice the same day, the
    second time finds everybody asked.

    Args:
        today: the day; each space's own when left out.

    Yields:
        A line for each side of each measure of a running plan.
    """
    running = ActionPlan.objects.filter(withdrawn_at=None, is_followed=True)
    spaces = Space.objects.filter(pk__in=running.values("space")).order_by("slug")
    for space in spaces:
        if space.has_column("plans"):
            yield from _ask_in(space, today or day_in(space))


@transaction.atomic
def _ask_in(space: Space, today: date) -> list[Line]:
    # The space's row is the lock: two do_daily at once ask one after the other.
    Space.objects.select_for_update().get(pk=space.pk)
    plans = ActionPlan.objects.running_on(today).filter(space=space)
    measures = Measure.objects.standing().filter(plan__in=plans).with_sides()
    rows = measure_rows(measures.select_related("plan__space"), today)
    book = SidesBook([row.measure for row in rows], today)
    quarter = quarter_of(today)
    asked = defaultdict(set)
    for measure_id, side in (
        ProgressRequest.objects.standing()
        .filter(measure__plan__in=plans, period=quarter.key)
        .values_list("measure_id", "side")
    ):
        asked[measure_id].add(side)
    # One taken back today counts here: whoever stopped it does not want it out again.
    addresses = set(
        ProgressRequest.objects.filter(asked_on=today).values_list(
            "to_email", flat=True
        )
    )
    batch = uuids.uuid5(_BATCHES, f"{space.slug}:{today}")
    lines, sent = [], 0
    for turn in _turns(rows):
        measure, status = turn.row.measure, turn.row.status
        assert status is not None  # a running plan is followed
        whom = book.whom(turn.organisation, turn.unit)
        why = why_not_asked(
            plan_days=measure.plan.days,
            status=status,
            asked_this_quarter=turn.side in asked[measure.pk],
            last_report=turn.row.last_of(turn.side),
            has_address=whom is not None,
            address_asked_today=whom is not None and whom.email in addresses,
            today=today,
        )
        if why is not None or whom is None:
            why = why or NotAsked.NOBODY
            lines.append(Line(turn.what, did=False, why=_(why.value)))
            continue
        _ask(turn, whom, today=today, batch=batch)
        addresses.add(whom.email)
        sent += 1
        lines.append(Line(turn.what))
    if sent:
        write_line(
            "plans.ask_for_reports",
            by=SYSTEM,
            space=space.slug,
            facts={"asked": sent, "batch": str(batch), "period": quarter.key},
        )
    return lines


def _ask(
    turn: _Turn,
    whom: Asked,
    *,
    today: date,
    batch: uuids.UUID,
) -> ProgressRequest:
    token = new_token()
    period = quarter_of(today).key
    # One that was taken back keeps its number, so this is not always the first.
    before = ProgressRequest.objects.filter(
        measure=turn.row.measure, side=turn.side, period=period
    ).aggregate(latest=Max("round"))["latest"]
    asked = ProgressRequest.objects.create(
        measure=turn.row.measure,
        side=turn.side,
        organisation=turn.organisation,
        unit=turn.unit,
        to_person=whom.person,
        to_email=whom.email,
        to_role=whom.role,
        language=whom.language,
        period=period,
        round=(before or 0) + 1,
        token_hash=hash_of(token),
        asked_on=today,
        due=today + ANSWER_WITHIN,
        expires=today + LINK_HOLDS,
    )
    mail_key = post_question(asked, token=token, batch=batch)
    log_request(
        organisation=turn.organisation.pk, kind=PROGRESS, day=today, mail_key=mail_key
    )
    return asked


@transaction.atomic
def ask_again(*, row: MeasureRow, side: str, by: Actor) -> ProgressRequest:
    """Ask one side of a measure now, unless a question to it waits for its answer.

    Args:
        row: the measure with its status.
        side: ``public`` or ``civil``.
        by: who asks.

    Raises:
        NobodyToAsk: nobody is responsible there, or no address is known.
        AlreadyAsked: a question waits, and its last day to answer has not passed.
    """
    # The measure's row is the lock: of two presses, the second finds the first's.
    Measure.objects.select_for_update(of=("self",)).get(pk=row.measure.pk)
    space = row.measure.plan.space
    today = day_in(space)
    book = SidesBook([row.measure], today)
    turn = next((each for each in _turns([row]) if each.side == side), None)
    whom = book.whom(turn.organisation, turn.unit) if turn else None
    if turn is None or whom is None:
        raise NobodyToAsk()
    waits = ProgressRequest.objects.pending_on(today).filter(
        measure=row.measure, side=side
    )
    check_ask(waits.values_list("asked_on", "due").first())
    asked = _ask(turn, whom, today=today, batch=uuids.uuid4())
    write_line(
        "plans.ask_again",
        by=by,
        about=row.measure,
        space=space.slug,
        facts={"side": side, "period": asked.period},
    )
    return asked


@transaction.atomic
def ask_silent(*, plan: ActionPlan, by: Actor) -> list[ProgressRequest]:
    """Ask every side that is silent about a late measure of a plan, in one mail-out.

    As ``silent_sides`` says; each address gets one question a day.

    Args:
        plan: the plan.
        by: who asks.
    """
    # The plan's row is the lock: of two presses, the second finds everybody asked.
    ActionPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    today = day_in(plan.space)
    batch = uuids.uuid4()
    asked = []
    for silent in silent_sides(plan, today):
        if silent.why_not is None and silent.whom is not None:
            turn = next(one for one in _turns([silent.row]) if one.side == silent.side)
            asked.append(_ask(turn, silent.whom, today=today, batch=batch))
    if asked:
        write_line(
            "plans.ask_silent",
            by=by,
            about=plan,
            space=plan.space.slug,
            facts={"asked": len(asked), "batch": str(batch)},
        )
    return asked
