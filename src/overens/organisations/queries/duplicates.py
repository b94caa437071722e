"""Which two may be one: what waits, and both side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from overens.accounts.models import Person, Space
from overens.accounts.queries import has_right
from overens.accounts.rules import EDIT_REGISTER
from overens.common.formats import day as day_in_words
from overens.common.formats import number
from overens.common.to_do import ToDo
from overens.organisations.models import DuplicatePair, Organisation, SourceRecord
from overens.organisations.queries.pointing import Hanging, what_hangs_on
from overens.organisations.rules.likeness import AGAINST, FOR

# Decided lately, beside the queue: to be looked over and taken back.
MOST_DECIDED = 10
# Rows of sources shown of each; more are said as a number.
MOST_RECORDS = 5
EQUAL, DIFFERS, ONE_ONLY = "equal", "differs", "one only"


def pairs_in(world: str) -> QuerySet[DuplicatePair]:
    """Return the pairs of a world."""
    rows = DuplicatePair.objects.select_related("one", "other")
    return rows.filter(one__origin=world)


def waiting_pairs(world: str) -> QuerySet[DuplicatePair]:
    """Return the pairs that nobody has decided about, the likest first."""
    return pairs_in(world).filter(
        decision="", one__merged_into=None, other__merged_into=None
    )


def decided_pairs(world: str) -> QuerySet[DuplicatePair]:
    """Return the pairs decided last, the newest first."""
    decided = pairs_in(world).exclude(decision="")
    return decided.order_by("-decided_at", "-id")[:MOST_DECIDED]


def pair_after(pair: DuplicatePair, world: str) -> DuplicatePair | None:
    """Return the pair that comes after another in the queue; the first after the last.

    None where no other waits.
    """
    waiting = waiting_pairs(world).exclude(pk=pair.pk)
    after = waiting.filter(
        Q(score__lt=pair.score) | Q(score=pair.score, id__gt=pair.pk)
    )
    return after.first() or waiting.first()


@dataclass(frozen=True)
class Reasons:
    """What speaks for and against, in the reader's words."""

    for_it: tuple[str, ...]
    against: tuple[str, ...]


def reasons_of(pair: DuplicatePair) -> Reasons:
    """Return what speaks for and against that two are one."""
    return Reasons(
        tuple(_(FOR[each]) for each in pair.reasons if each in FOR),
        tuple(_(AGAINST[each]) for each in pair.reasons if each in AGAINST),
    )


@dataclass(frozen=True)
class ComparedField:
    """One field of two organisations, side by side.

    Attributes:
        label: the field's name.
        values: what each says; "" where nothing.
        how: ``EQUAL``, ``DIFFERS`` or ``ONE_ONLY``.
    """

    label: str | Promise
    values: tuple[str, str]
    how: str


@dataclass(frozen=True)
class SideBySide:
    """Two organisations as somebody has to see them to decide.

    Attributes:
        fields: those that one of them at least has.
        records: of each, what its sources say.
        more_records: of each, how many more rows there are.
        hanging: how much points to each.
        reasons: what speaks for and against.
    """

    fields: tuple[ComparedField, ...]
    records: tuple[tuple[SourceRecord, ...], tuple[SourceRecord, ...]]
    more_records: tuple[int, int]
    hanging: tuple[Hanging, ...]
    reasons: Reasons


def side_by_side(pair: DuplicatePair) -> SideBySide:
    """Return both of a pair, field by field, with what hangs on each."""
    both = (pair.one, pair.other)
    said = [_fields_of(organisation) for organisation in both]
    fields = tuple(
        ComparedField(label, (left, right), _how(left, right))
        for (label, left), (_label, right) in zip(*said, strict=True)
        if left or right
    )
    rows = SourceRecord.objects.select_related("source").order_by("source__name", "row")
    records = [
        list(rows.filter(organisation=organisation)[: MOST_RECORDS + 1])
        for organisation in both
    ]
    counts = dict(
        SourceRecord.objects.filter(organisation__in=both)
        .order_by()
        .values_list("organisation")
        .annotate(n=Count("pk"))
    )
    return SideBySide(
        fields=fields,
        records=(tuple(records[0][:MOST_RECORDS]), tuple(records[1][:MOST_RECORDS])),
        more_records=(
            max(0, counts.get(pair.one_id, 0) - MOST_RECORDS),
            max(0, counts.get(pair.other_id, 0) - MOST_RECORDS),
        ),
        hanging=tuple(what_hangs_on(both)),
        reasons=reasons_of(pair),
    )


def _how(left: str, right: str) -> str:
    if not left or not right:
        return ONE_ONLY
    return EQUAL if left.casefold() == right.casefold() else DIFFERS


def _fields_of(organisation: Organisation) -> list[tuple[str | Promise, str]]:
    """Return an organisation's fields as they are read, with their names."""

    def several(rows: Any) -> str:
        return ", ".join(str(each) for each in rows)

    contacts = [each.email for each in organisation.contacts.all() if each.email]
    borrowed = organisation.borrowed_number
    confirmed = organisation.last_confirmed
    return [
        (gettext_lazy("Name"), organisation.name),
        (gettext_lazy("Other names"), several(organisation.names.all())),
        (gettext_lazy("Organisation number"), organisation.number_in_words),
        (gettext_lazy("Number of its parent"), borrowed),
        (gettext_lazy("Side"), organisation.get_kind_display().capitalize()),
        (gettext_lazy("Legal form"), organisation.get_form_display().capitalize()),
        (gettext_lazy("Level"), organisation.get_level_display().capitalize()),
        (gettext_lazy("National organisation"), organisation.federation),
        (gettext_lazy("Based in"), str(organisation.based_in or "")),
        (gettext_lazy("Active in"), several(organisation.municipalities.all())),
        (gettext_lazy("Post town"), organisation.locality),
        (gettext_lazy("E-mail"), several(sorted(contacts))),
        (gettext_lazy("Web"), organisation.website),
        (gettext_lazy("Areas"), several(organisation.areas.all())),
        (gettext_lazy("Last known active"), str(organisation.last_active_year or "")),
        (gettext_lazy("Status"), organisation.get_status_display().capitalize()),
        (
            gettext_lazy("Last confirmed"),
            str(day_in_words(confirmed)) if confirmed else "",
        ),
    ]


def duplicates_to_do(person: Person, space: Space, today: date) -> Iterator[ToDo]:
    """Yield one row for all pairs that wait in a space's world (one query)."""
    if not space.has_column("organisations"):
        return
    if not has_right(person, EDIT_REGISTER, space, today):
        return
    waiting = waiting_pairs(space.origin).order_by()
    told = waiting.aggregate(n=Count("pk"), oldest=Min("found"))
    if not told["n"]:
        return
    yield ToDo(
        key=f"organisations.duplicates:{space.slug}",
        urgency="when free",
        title=ngettext(
            "%(n)s pair in the register may be one organisation",
            "%(n)s pairs in the register may be one organisation each",
            told["n"],
        )
        % {"n": number(told["n"])},
        why=_("Mail goes out twice, and counts are wrong, until you have decided."),
        action_label=_("Go through the duplicates"),
        url=f"{reverse('organisations:duplicates')}?compact={space.slug}",
        since=told["oldest"],
    )
