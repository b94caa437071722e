"""Who may speak for an organisation; marks that later columns set; saved lists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from overens.accounts.models import Person
from overens.accounts.rules import is_called_off
from overens.common.audit import Actor, write_line
from overens.organisations.models import (
    Authority,
    Organisation,
    OrganisationMark,
    Unit,
)
from overens.organisations.rules import (
    AlreadyEnded,
    AuthorityThere,
    WrongBody,
    check_days,
    check_evidence,
    days_overlap,
)
from overens.organisations.rules.lapsing import NothingToGiveBack


@transaction.atomic
def give_authority(
    *,
    person: Person,
    organisation: Organisation,
    by: Actor,
    evidence: str,
    unit: Unit | None = None,
    post: str = "",
    first_day: date | None = None,
    last_day: date | None = None,
) -> Authority:
    """Give a person the right to speak for an organisation, or a unit of it.

    Args:
        evidence: what it rests on: a decision, minutes, a letter.
        post: what the person is there: chair, secretary.

    Raises:
        EvidenceMissing: nothing is said to show it.
        DaysOutOfOrder: the last day is before the first.
        AuthorityThere: the person has it for some of the days.
        WrongBody: the unit belongs to another body.
    """
    evidence = check_evidence(evidence)
    check_days(first_day, last_day)
    if unit is not None and unit.body_id != organisation.pk:
        raise WrongBody(field="unit", unit=str(unit), body=organisation.name)
    Person.objects.select_for_update().get(pk=person.pk)
    held = Authority.objects.filter(person=person, organisation=organisation, unit=unit)
    for there in held:
        if days_overlap((there.first_day, there.last_day), (first_day, last_day)):
            raise AuthorityThere(
                person=str(person), organisation=str(unit or organisation)
            )
    authority = Authority.objects.create(
        person=person,
        organisation=organisation,
        unit=unit,
        post=post.strip()[:80],
        first_day=first_day,
        last_day=last_day,
        evidence=evidence,
    )
    write_line(
        "organisations.give_authority",
        by=by,
        about=authority,
        facts={
            "organisation": str(organisation.uuid),
            "from": first_day.isoformat() if first_day else None,
            "to": last_day.isoformat() if last_day else None,
        },
    )
    return authority


@transaction.atomic
def end_authority(
    *, authority: Authority, last_day: date, today: date, by: Actor, why: str = ""
) -> Authority:
    """End a right to speak; its last day is included. The row stays.

    One given by mistake is called off: yesterday is its first day and its last.

    Args:
        why: a key of ``lapsing.ENDINGS`` where it ends with a question, which can be
            given back.

    Raises:
        AlreadyEnded: its last day has passed.
        DaysOutOfOrder: the day is before its first.
    """
    authority = Authority.objects.select_for_update().get(pk=authority.pk)
    if authority.last_day is not None and authority.last_day < today:
        raise AlreadyEnded()
    began = authority.first_day
    if is_called_off(began, last_day, today=today):
        authority.first_day = last_day
    check_days(authority.first_day, last_day)
    authority.last_day_before = authority.last_day if why else None
    authority.last_day, authority.ended_why = last_day, why
    authority.save(
        update_fields=["first_day", "last_day", "last_day_before", "ended_why"]
    )
    write_line(
        "organisations.end_authority",
        by=by,
        about=authority,
        facts={
            "from": began.isoformat() if began else None,
            "to": last_day.isoformat(),
            **({"why": why} if why else {}),
        },
    )
    return authority


@transaction.atomic
def give_back_authority(*, authority: Authority, by: Actor) -> Authority:
    """Give back a right that ended with a question, as if it had not ended (O38).

    Raises:
        NothingToGiveBack: it holds, or ended otherwise.
        AuthorityThere: the person has got a new one since.
    """
    # The person first, as when one is given.
    Person.objects.select_for_update().get(pk=authority.person_id)
    authority = (
        Authority.objects.select_for_update(of=("self",))
        .select_related("person", "organisation")
        .get(pk=authority.pk)
    )
    if not authority.ended_why:
        raise NothingToGiveBack()
    days = (authority.first_day, authority.last_day_before)
    others = Authority.objects.the_same_right(authority).exclude(pk=authority.pk)
    if any(days_overlap((row.first_day, row.last_day), days) for row in others):
        raise AuthorityThere(
            person=str(authority.person), organisation=authority.organisation.name
        )
    authority.last_day, authority.last_day_before = authority.last_day_before, None
    authority.ended_why = ""
    authority.save(update_fields=["last_day", "last_day_before", "ended_why"])
    write_line(
        "organisations.give_back_authority",
        by=by,
        about=authority,
        facts={"organisation": str(authority.organisation.uuid)},
    )
    return authority


def set_mark(
    *,
    organisation: Organisation,
    kind: str,
    key: str,
    first_day: date | None = None,
    last_day: date | None = None,
) -> OrganisationMark:
    """Let the register be searched by what a later column knows; the same is one mark.

    Called inside that column's own action, whose audit line says why: a mark has none
    of its own. ``kind`` is the column's word (``rules.SIGNATORY``), ``key`` says of
    what (a compact's slug).
    """
    mark, _made = OrganisationMark.objects.update_or_create(
        organisation=organisation,
        kind=kind,
        key=key,
        defaults={"first_day": first_day, "last_day": last_day},
    )
    return mark


def set_marks(
    *,
    organisations: Iterable[Organisation],
    kind: str,
    key: str,
    first_day: date | None = None,
    last_day: date | None = None,
) -> int:
    """As ``set_mark`` for many at once; return how many there were."""
    rows = [
        OrganisationMark(
            organisation=organisation,
            kind=kind,
            key=key,
            first_day=first_day,
            last_day=last_day,
        )
        for organisation in organisations
    ]
    OrganisationMark.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["organisation", "kind", "key"],
        update_fields=["first_day", "last_day"],
    )
    return len(rows)


def lift_mark(*, organisation: Organisation, kind: str, key: str) -> bool:
    """Take a mark away; return whether there was one. See ``set_mark``."""
    marks = OrganisationMark.objects.filter(
        organisation=organisation, kind=kind, key=key
    )
    return bool(marks.delete()[0])
