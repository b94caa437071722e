"""One organisation's place in another: from a day, to a day."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from django.db import connection, transaction

from overens.common.audit import Actor, write_line
from overens.common.models import removing
from overens.organisations.models import Organisation, Relation
from overens.organisations.rules import (
    RELATIONS,
    AlreadyEnded,
    OtherWorld,
    RelatedInARing,
    RelatedToItself,
    RelationThere,
    check_days,
    check_word,
    days_overlap,
    tied,
    would_ring,
)
from overens.organisations.rules.structure import Days, Tie

# Our kind of advisory lock: who stands above whom is written by one at a time, for two
# ties that are each lawful may make a ring together. SQLite's writers take turns.
_STRUCTURE = 7215004


def _wait_for_turn() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_STRUCTURE])


def check_no_ring(
    lower: Organisation,
    upper: Organisation,
    kind: str,
    days: Days = (None, None),
    *,
    besides: Relation | None = None,
) -> None:
    """Refuse what would put an organisation above itself on some day (rule O6).

    Args:
        days: from when until when it would hold.
        besides: a relation that is about to be changed, and does not count.

    One query for each level above. What is a branch and what is a member make no ring
    together either.

    Raises:
        RelatedInARing: ``upper`` already belongs to ``lower``, however far down.
    """
    rows = Relation.objects.filter(kind__in=tied(kind))
    if besides is not None:
        rows = rows.exclude(pk=besides.pk)

    def ties_of(level: Collection[int]) -> Iterator[Tie]:
        asked = rows.filter(lower__in=list(level))
        for one in asked.values_list("lower", "upper", "first_day", "last_day"):
            yield one[0], one[1], (one[2], one[3])

    if would_ring(lower.pk, upper.pk, days, ties_of):
        raise RelatedInARing(upper=upper.name, lower=lower.name)


def _check(
    lower: Organisation,
    upper: Organisation,
    kind: str,
    days: Days,
    besides: Relation | None = None,
) -> None:
    """Refuse what cannot be said of how two belong together."""
    check_word(kind, RELATIONS, field="kind")
    check_days(*days)
    if lower.pk == upper.pk:
        raise RelatedToItself()
    if lower.origin != upper.origin:
        raise OtherWorld(one=lower.name, other=upper.name)
    there = Relation.objects.filter(lower=lower, upper=upper, kind=kind)
    if besides is not None:
        there = there.exclude(pk=besides.pk)
    for one in there:
        if days_overlap((one.first_day, one.last_day), days):
            raise RelationThere(lower=lower.name, upper=upper.name)
    check_no_ring(lower, upper, kind, days, besides=besides)


@transaction.atomic
def relate(
    *,
    lower: Organisation,
    upper: Organisation,
    kind: str,
    by: Actor,
    first_day: date | None = None,
    last_day: date | None = None,
) -> Relation:
    """Say that one organisation is a branch or member of another, or follows it.

    Raises:
        UnknownWord: there is no such kind.
        RelatedToItself, RelatedInARing: it would stand above itself.
        RelationThere: it is said already, for some of the same days.
        DaysOutOfOrder: the last day is before the first.
        OtherWorld: they belong to different worlds.
    """
    _wait_for_turn()
    _check(lower, upper, kind, (first_day, last_day))
    relation = Relation.objects.create(
        lower=lower, upper=upper, kind=kind, first_day=first_day, last_day=last_day
    )
    write_line(
        "organisations.relate",
        by=by,
        about=relation,
        facts={"kind": kind, "lower": str(lower.uuid), "upper": str(upper.uuid)},
    )
    return relation


def _said(relation: Relation) -> dict[str, str]:
    """Return what a relation says, for the line that tells what stood there."""
    return {
        "kind": relation.kind,
        "lower": str(relation.lower.uuid),
        "upper": str(relation.upper.uuid),
        "from": str(relation.first_day or ""),
        "to": str(relation.last_day or ""),
    }


@transaction.atomic
def change_relation(
    *,
    relation: Relation,
    upper: Organisation,
    kind: str,
    by: Actor,
    first_day: date | None = None,
    last_day: date | None = None,
) -> Relation:
    """Correct what a relation says: to whom, how, from when, until when.

    Raises: as ``relate``.
    """
    _wait_for_turn()
    relation = Relation.objects.select_for_update().get(pk=relation.pk)
    days = (first_day, last_day)
    before = _said(relation)
    _check(relation.lower, upper, kind, days, besides=relation)
    relation.upper, relation.kind = upper, kind
    relation.first_day, relation.last_day = days
    after = _said(relation)
    if after == before:
        return relation
    relation.save(update_fields=["upper", "kind", "first_day", "last_day"])
    write_line(
        "organisations.change_relation",
        by=by,
        about=relation,
        facts={"before": before, "after": after},
    )
    return relation


@transaction.atomic
def remove_relation(*, relation: Relation, by: Actor) -> None:
    """Take away a relation that was put in by mistake; the log keeps what it said.

    One that has been true is ended instead.
    """
    relation = Relation.objects.select_for_update().get(pk=relation.pk)
    write_line(
        "organisations.remove_relation", by=by, about=relation, facts=_said(relation)
    )
    with removing():
        relation.delete()


@transaction.atomic
def end_relation(*, relation: Relation, last_day: date, by: Actor) -> Relation:
    """Say on which day a relation ended; the row stays.

    Raises:
        AlreadyEnded: it has a last day.
        DaysOutOfOrder: the day is before its first.
    """
    relation = Relation.objects.select_for_update().get(pk=relation.pk)
    if relation.last_day is not None:
        raise AlreadyEnded()
    check_days(relation.first_day, last_day)
    relation.last_day = last_day
    relation.save(update_fields=["last_day"])
    write_line(
        "organisations.end_relation",
        by=by,
        about=relation,
        facts={"to": last_day.isoformat()},
    )
    return relation
