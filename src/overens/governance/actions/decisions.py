"""Public decisions as recorded, what they rest on and what they assign.

A decision is the body's own; here it is only recorded. What a source does not say is
left empty and shown as a hole. Nothing is deleted: a decision recorded by mistake is
withdrawn with a reason.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from overens.accounts.models import Space
from overens.accounts.queries import day_in
from overens.common.audit import Actor, write_line
from overens.common.changing import save_changed, set_changed
from overens.common.dates import PartialDate
from overens.common.links import check_link
from overens.governance.actions.groups import Words, free_slug, text_of
from overens.governance.models import Assignment, Decision, Memorandum
from overens.governance.rules import (
    AlreadyAnswered,
    AlreadyWithdrawn,
    AnswerBeforeDecision,
    AnswerUnknown,
    DaysOutOfOrder,
    DecisionBodyMissing,
    DecisionTitleMissing,
    TextMissing,
    check_day_has_been,
    check_order,
    check_reason,
)
from overens.organisations.models import Unit

UNKNOWN = PartialDate()


@transaction.atomic
def record_decision(
    *,
    space: Space,
    title: Words,
    body_name: Words,
    kind: str,
    by: Actor,
    unit: Unit | None = None,
    day: PartialDate = UNKNOWN,
    approved_day: PartialDate = UNKNOWN,
    noticed_day: PartialDate = UNKNOWN,
    paragraph: str = "",
    case_number: str = "",
    text: Words = "",
    follows: Decision | None = None,
    source_note: Words = "",
    link: str = "",
    slug: str = "",
) -> Decision:
    """Record a decision that a public body has made, with its holes.

    Args:
        day, approved_day, noticed_day: of the decision, of the minutes' approval, of
            the public notice; year, month or nothing where no more is known.
        paragraph: the § without its sign, for example ``15``.
        follows: the decision in the same matter that came before.
        slug: its address; made from the matter when left out.

    Raises:
        DecisionTitleMissing, DecisionBodyMissing: it has no matter, or no body.
        DayInTheFuture: one of the days has not come.
        DaysOutOfOrder: it was approved or noticed before it was made.
    """
    Space.objects.select_for_update().get(pk=space.pk)
    standing = Decision.objects.filter(space=space)
    last = standing.aggregate(last=Max("place"))["last"]
    decision = Decision(
        space=space,
        place=0 if last is None else last + 1,
        title=text_of(title),
        body_name=text_of(body_name),
        kind=kind,
        unit=unit,
        day=day,
        approved_day=approved_day,
        noticed_day=noticed_day,
        paragraph=_paragraph(paragraph),
        case_number=" ".join(case_number.split())[:40],
        text=text_of(text),
        follows=follows,
        source_note=text_of(source_note),
        link=check_link(link, field="link"),
        origin=space.origin,
    )
    _check_decision(decision)
    taken = set(standing.values_list("slug", flat=True))
    decision.slug = free_slug(
        slug or decision.title.in_language("sv"), taken, "decision"
    )
    decision.save()
    write_line(
        "governance.record_decision",
        by=by,
        about=decision,
        space=space.slug,
        facts={"kind": kind, "day": str(day)},
    )
    return decision


def _paragraph(text: str) -> str:
    """Return a § without its sign and blanks: "§ 15" and "15" are the same."""
    return " ".join(text.replace("§", " ").split())[:20]


def _check_decision(decision: Decision) -> None:
    if not decision.title:
        raise DecisionTitleMissing()
    if not decision.body_name:
        raise DecisionBodyMissing()
    today = day_in(decision.space)
    for name in ("day", "approved_day", "noticed_day"):
        check_day_has_been(getattr(decision, name), today=today, field=name)
    check_order(decision.day, decision.approved_day, field="approved_day")
    check_order(decision.day, decision.noticed_day, field="noticed_day")


CORRECTABLE = frozenset(
    {
        "title",
        "body_name",
        "unit",
        "kind",
        "day",
        "approved_day",
        "noticed_day",
        "paragraph",
        "case_number",
        "text",
        "follows",
        "source_note",
        "link",
    }
)


@transaction.atomic
def correct_decision(*, decision: Decision, by: Actor, **changes: Any) -> Decision:
    """Correct what was recorded: a hole that has been filled, a slip of the pen.

    What stood before is kept in the audit line.

    Args:
        **changes: new values of fields in ``CORRECTABLE``.

    Raises:
        AlreadyWithdrawn: it is withdrawn, and stays as it was.
        DaysOutOfOrder: it would follow itself, or its days cannot be.
        As ``record_decision``.
    """
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    if decision.withdrawn_at is not None:
        raise AlreadyWithdrawn()
    if "paragraph" in changes:
        changes["paragraph"] = _paragraph(changes["paragraph"])
    if "link" in changes:
        changes["link"] = check_link(changes["link"], field="link")
    if changes.get("follows") == decision:
        raise DaysOutOfOrder(field="follows")
    before = set_changed(decision, changes, CORRECTABLE)
    if not before:
        return decision
    _check_decision(decision)
    action = "governance.correct_decision"
    save_changed(decision, before, action, by=by, space=decision.space.slug)
    return decision


@transaction.atomic
def withdraw_decision(*, decision: Decision, why: str, by: Actor) -> Decision:
    """Withdraw a decision that was recorded by mistake. The row stays, with the reason.

    Raises:
        AlreadyWithdrawn: it has been withdrawn before.
        ReasonMissing: no reason was given.
    """
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    if decision.withdrawn_at is not None:
        raise AlreadyWithdrawn()
    decision.withdrawn_why = check_reason(why)
    decision.withdrawn_at = timezone.now()
    decision.save(update_fields=["withdrawn_at", "withdrawn_why"])
    write_line(
        "governance.withdraw_decision",
        by=by,
        about=decision,
        space=decision.space.slug,
    )
    return decision


@transaction.atomic
def record_memorandum(
    *,
    decision: Decision,
    title: Words,
    by: Actor,
    day: PartialDate = UNKNOWN,
    case_number: str = "",
    from_name: Words = "",
    addressee: Words = "",
    source_note: Words = "",
) -> Memorandum:
    """Record a memorandum (tjänsteskrivelse) that a decision was based on.

    Args:
        from_name: the office or role that wrote it, never a person.

    Raises:
        DecisionTitleMissing: it says nothing about its matter.
        DayInTheFuture: its day has not come.
    """
    title = text_of(title)
    if not title:
        raise DecisionTitleMissing()
    check_day_has_been(day, today=day_in(decision.space))
    memorandum = Memorandum.objects.create(
        decision=decision,
        title=title,
        day=day,
        case_number=" ".join(case_number.split())[:40],
        from_name=text_of(from_name),
        addressee=text_of(addressee),
        source_note=text_of(source_note),
        origin=decision.origin,
    )
    write_line(
        "governance.record_memorandum",
        by=by,
        about=memorandum,
        space=decision.space.slug,
    )
    return memorandum


@transaction.atomic
def record_assignment(
    *,
    decision: Decision,
    text: Words,
    by: Actor,
    owner_name: Words = "",
    owner: Unit | None = None,
    due: PartialDate = UNKNOWN,
    due_text: Words = "",
    source_note: Words = "",
) -> Assignment:
    """Record what a decision asks somebody to do, and by when.

    Args:
        owner_name: who was given it, as the decision words it.
        due: year, month or day; unknown where the decision says nothing.
        due_text: the due date in the decision's own words.

    Raises:
        TextMissing: it says nothing about what is to be done.
        DaysOutOfOrder: it is due before the decision was made.
    """
    text = text_of(text)
    if not text:
        raise TextMissing()
    check_order(decision.day, due, field="due")
    assignment = Assignment.objects.create(
        decision=decision,
        text=text,
        owner_name=text_of(owner_name),
        owner=owner,
        due=due,
        due_text=text_of(due_text),
        source_note=text_of(source_note),
        origin=decision.origin,
    )
    write_line(
        "governance.record_assignment",
        by=by,
        about=assignment,
        space=decision.space.slug,
        facts={"due": str(due)},
    )
    return assignment


@transaction.atomic
def answer_assignment(
    *,
    assignment: Assignment,
    by: Actor,
    day: PartialDate = UNKNOWN,
    answered_by: Decision | None = None,
    note: Words = "",
) -> Assignment:
    """Record how an assignment was answered, and when, as far as is known.

    Args:
        answered_by: the decision that took the answer in.
        note: how, in a sentence or two.

    Raises:
        AlreadyAnswered: an answer is there.
        AnswerUnknown: neither a day nor a decision says that it was answered.
        DayInTheFuture: the answer has not come.
        AnswerBeforeDecision: it would come before what asked for it.
    """
    assignment = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("decision__space")
        .get(pk=assignment.pk)
    )
    if assignment.is_answered:
        raise AlreadyAnswered()
    decision = assignment.decision
    check_answer(decision, day, answered_by)
    assignment.answered_day = day
    assignment.answered_by = answered_by
    assignment.answer_note = text_of(note) or assignment.answer_note
    assignment.save(update_fields=["answered_day", "answered_by", "answer_note"])
    write_line(
        "governance.answer_assignment",
        by=by,
        about=assignment,
        space=decision.space.slug,
        facts={"day": str(day)},
    )
    return assignment


def check_answer(
    decision: Decision, day: PartialDate, answered_by: Decision | None
) -> None:
    """Refuse an answer that cannot be, to an assignment of a decision.

    Raises:
        AnswerUnknown, DayInTheFuture, AnswerBeforeDecision: see ``answer_assignment``.
    """
    if not day and answered_by is None:
        raise AnswerUnknown()
    check_day_has_been(day, today=day_in(decision.space), field="answered_day")
    try:
        check_order(decision.day, day)
    except DaysOutOfOrder as wrong:
        raise AnswerBeforeDecision() from wrong


@transaction.atomic
def note_assignment(*, assignment: Assignment, note: Words, by: Actor) -> Assignment:
    """Record how it goes with an assignment that is not answered yet.

    Raises:
        AlreadyAnswered: an answer is there.
        TextMissing: nothing was written.
    """
    assignment = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("decision__space")
        .get(pk=assignment.pk)
    )
    if assignment.is_answered:
        raise AlreadyAnswered()
    assignment.answer_note = text_of(note)
    if not assignment.answer_note:
        raise TextMissing(field="answer_note")
    assignment.save(update_fields=["answer_note"])
    write_line(
        "governance.note_assignment",
        by=by,
        about=assignment,
        space=assignment.decision.space.slug,
    )
    return assignment
