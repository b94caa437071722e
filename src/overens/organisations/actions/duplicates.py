"""Find which may be one organisation, and keep what is decided about each two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from overens.common.audit import Actor, operator, write_line
from overens.common.daily import Line
from overens.common.models import ORIGINS, AuditLine
from overens.organisations.actions.merging import merge_into, part_again
from overens.organisations.models import DuplicatePair, Organisation, RegisterImport
from overens.organisations.queries.likeness import register_cards, standing_of
from overens.organisations.rules import NOT_SAME, SAME
from overens.organisations.rules.likeness import ASKED_FROM, pairs_of
from overens.organisations.rules.merging import DecidedAlready, NothingDecided

FIND = "organisations.find_duplicates"
AT_A_TIME = 500  # rows written at once

# Two organisations' keys, the lower first.
Two = tuple[int, int]


@dataclass(frozen=True)
class FoundPairs:
    """What a search for duplicates came to.

    Attributes:
        new: pairs that nobody was asked about before.
        gone: pairs that waited, and are like no more.
    """

    new: int
    gone: int


def _alike() -> dict[Two, tuple[int, list[str]]]:
    """Return the pairs of organisations that may be one: score, and what speaks."""
    best: dict[Two, tuple[int, list[str]]] = {}
    # Worlds are never mixed (O8).
    for world in ORIGINS:
        likenesses = list(pairs_of(register_cards(world), least=ASKED_FROM))
        standing = standing_of({k for pair in likenesses for k in (pair.a, pair.b)})
        for found in likenesses:
            one = standing[found.a].organisation
            other = standing[found.b].organisation
            two = (min(one, other), max(one, other))
            if one != other and found.score > best.get(two, (-1, []))[0]:
                best[two] = (found.score, list(found.reasons))
    return best


def find_duplicates(*, day: date, by: Actor) -> FoundPairs:
    """Find which may be one organisation, and put them before a person (O17).

    What somebody has decided is not asked again; what waits and is like no more goes.

    Args:
        day: the day of the search.
    """
    # Held side by side outside the transaction: it takes a while.
    best = _alike()
    with transaction.atomic():
        kept = {(pair.one_id, pair.other_id): pair for pair in _all_pairs()}
        there = set(Organisation.objects.listed().values_list("pk", flat=True))
        new = [
            DuplicatePair(
                one_id=two[0], other_id=two[1], score=score, reasons=reasons, found=day
            )
            for two, (score, reasons) in best.items()
            if two not in kept and there.issuperset(two)
        ]
        DuplicatePair.objects.bulk_create(new, batch_size=AT_A_TIME)
        gone = []
        for two, pair in kept.items():
            if pair.decision:
                continue
            if two not in best:
                gone.append(pair.pk)
            elif best[two] != (pair.score, pair.reasons):
                pair.score, pair.reasons = best[two]
                pair.save(update_fields=["score", "reasons"])
        for start in range(0, len(gone), AT_A_TIME):
            DuplicatePair.objects.filter(
                pk__in=gone[start : start + AT_A_TIME]
            ).delete()
        found = FoundPairs(len(new), len(gone))
        write_line(
            FIND,
            by=by,
            facts={"new": found.new, "gone": found.gone},
        )
    return found


def _all_pairs() -> list[DuplicatePair]:
    return list(DuplicatePair.objects.select_for_update())


def _undecided(pair: DuplicatePair) -> DuplicatePair:
    """Return the pair locked, as it is now.

    Raises:
        DecidedAlready: somebody was quicker.
    """
    pair = DuplicatePair.objects.select_for_update().get(pk=pair.pk)
    if pair.decision:
        raise DecidedAlready()
    return pair


def _decide(pair: DuplicatePair, decision: str, by: Actor) -> None:
    pair.decision = decision
    pair.decided_at = timezone.now() if decision else None
    pair.decided_by = by.label[:200] if decision else ""
    pair.save(update_fields=["decision", "decided_at", "decided_by"])


@transaction.atomic
def join_pair(*, pair: DuplicatePair, into: Organisation, by: Actor) -> Organisation:
    """Say that two are the same, and let the other lead to ``into``.

    Raises:
        DecidedAlready: somebody was quicker.
        RuleBroken: as ``merge_into``, which writes the audit line.
    """
    pair = _undecided(pair)
    other = pair.other if into.pk == pair.one_id else pair.one
    standing = merge_into(organisation=other, into=into, by=by)
    _decide(pair, SAME, by)
    return standing


@transaction.atomic
def tell_apart(*, pair: DuplicatePair, by: Actor) -> None:
    """Say that two are not the same; they are not asked about again.

    Raises:
        DecidedAlready: somebody was quicker.
    """
    pair = _undecided(pair)
    _decide(pair, NOT_SAME, by)
    write_line(
        "organisations.tell_apart",
        by=by,
        about=pair.one,
        facts={"from": str(pair.other.uuid)},
    )


@transaction.atomic
def undo_decision(*, pair: DuplicatePair, by: Actor) -> None:
    """Take back what was decided about two; they are asked about again.

    Raises:
        NothingDecided: nobody has decided.
        RuleBroken: as ``part_again``.
    """
    pair = DuplicatePair.objects.select_for_update().get(pk=pair.pk)
    if not pair.decision:
        raise NothingDecided()
    if pair.decision == SAME:
        merged = pair.one if pair.one.merged_into_id is not None else pair.other
        if merged.merged_into_id is not None:
            part_again(organisation=merged, by=by)
    else:
        write_line(
            "organisations.undo_tell_apart",
            by=by,
            about=pair.one,
            facts={"from": str(pair.other.uuid)},
        )
    _decide(pair, "", by)


def find_when_changed(today: date | None = None) -> Iterator[Line]:
    """Find duplicates where the register has changed since the last time; daily.

    Args:
        today: the day; the site's own when left out.

    Yields:
        One line: how many new pairs there are, or why nothing was done.
    """
    lines = AuditLine.objects.filter(action=FIND)
    last = lines.order_by("-at").values_list("at", flat=True).first()
    if last is not None and not _changed_since(last):
        yield Line("duplicates", did=False, why="the register is as it was")
        return
    found = find_duplicates(day=today or timezone.localdate(), by=operator())
    yield Line(f"duplicates: {found.new} new pairs, {found.gone} gone")


def _changed_since(moment: datetime) -> bool:
    return (
        Organisation.objects.filter(changed__gt=moment).exists()
        or RegisterImport.objects.filter(finished_at__gt=moment).exists()
    )
