"""One organisation's place in another: from a day, to a day."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from overens.common.audit import Actor, write_line
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
)


def check_no_ring(lower: Organisation, upper: Organisation, kind: str) -> None:
    """Refuse what would put an organisation above itself; walks upwards level by level.

    Raises:
        RelatedInARing: ``upper`` already belongs to ``lower``, however far down.
    """
    level, seen = {upper.pk}, set()
    while level:
        if lower.pk in level:
            raise RelatedInARing(upper=upper.name, lower=lower.name)
        seen |= level
        above = Relation.objects.filter(lower__in=level, kind=kind)
        level = set(above.values_list("upper", flat=True)) - seen


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
    check_word(kind, RELATIONS, field="kind")
    check_days(first_day, last_day)
    if lower.pk == upper.pk:
        raise RelatedToItself()
    if lower.origin != upper.origin:
        raise OtherWorld(one=lower.name, other=upper.name)
    for there in Relation.objects.filter(lower=lower, upper=upper, kind=kind):
        if days_overlap((there.first_day, there.last_day), (first_day, last_day)):
            raise RelationThere(lower=lower.name, upper=upper.name)
    check_no_ring(lower, upper, kind)
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
