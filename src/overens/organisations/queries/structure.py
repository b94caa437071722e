"""How organisations belong together: a tree around one, however large it is.

Upwards it is read at once; downwards a page at a time, with a few of the next level
folded under each. A federation of hundreds costs as many queries as a small one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from overens.organisations.models import Organisation, Relation
from overens.organisations.rules import RELATIONS, RELATIONS_BELOW, STRUCTURE

SUCCESSOR = "successor"
# What a profile shows of what belongs there; the structure's own page has the rest.
SHOWN_ON_PROFILE = 10
SHOWN_ON_PAGE = 50
SHOWN_FOLDED = 10
EARLIER_SHOWN = 50
# A club, its district, its national and its world federation, and some to spare.
LEVELS_UP = 6
LEVELS_UP_ON_PROFILE = 3
# As many of an organisation's relations are read at once; what is beyond is counted.
READ_AT_ONCE = 60


@dataclass(frozen=True)
class Related:
    """Another organisation and how it belongs together with this one.

    Attributes:
        other: the other organisation.
        relation: kind and days.
        is_above: whether this one belongs to the other, rather than the reverse.
        holds: whether it does so on the day of the page.
    """

    other: Organisation
    relation: Relation
    is_above: bool
    holds: bool

    @property
    def word(self) -> str:
        """How they belong together, from where this organisation stands."""
        words = RELATIONS if self.is_above else RELATIONS_BELOW
        return _(words.get(self.relation.kind, self.relation.kind))


@dataclass(frozen=True)
class Node:
    """One organisation in the tree, and what stands under it.

    Attributes:
        relation: its place under the node above; None at the top.
        below: those under it that are shown.
        more: how many further belong to it.
        is_here: it is the one that the page is about.
    """

    organisation: Organisation
    relation: Relation | None = None
    below: tuple[Node, ...] = ()
    more: int = 0
    is_here: bool = False

    def __str__(self) -> str:
        return self.organisation.name

    @property
    def total(self) -> int:
        """How many belong to it, shown or not."""
        return len(self.below) + self.more

    @property
    def word(self) -> str:
        """What it is to the one above."""
        if self.relation is None:
            return ""
        return _(RELATIONS_BELOW.get(self.relation.kind, self.relation.kind))


@dataclass(frozen=True)
class Around:
    """An organisation's relations, as a page needs them.

    Attributes:
        related: those read: what it belongs to first, then what belongs to it; what
            holds before what has ended.
        below: how many belong to it on the day.
        branches: how many of them are local associations that are not dissolved.
        earlier: how many relations have ended, or have not begun.
    """

    related: Sequence[Related]
    below: int
    branches: int
    earlier: int

    @property
    def above_now(self) -> list[Related]:
        """What it belongs to on the day."""
        return [row for row in self._structural if row.is_above and row.holds]

    @property
    def below_now(self) -> list[Related]:
        """What belongs to it on the day, of what was read."""
        return [row for row in self._structural if not row.is_above and row.holds]

    @property
    def not_now(self) -> list[Related]:
        """What has ended or has not begun, of what was read."""
        return [row for row in self._structural if not row.holds]

    @property
    def followed(self) -> list[Related]:
        """What it carries on, and what carries it on."""
        return [row for row in self.related if row.relation.kind == SUCCESSOR]

    @property
    def _structural(self) -> list[Related]:
        return [row for row in self.related if row.relation.kind in STRUCTURE]


def _holding(day: date) -> Q:
    return (Q(first_day=None) | Q(first_day__lte=day)) & (
        Q(last_day=None) | Q(last_day__gte=day)
    )


def _standing(organisation: Organisation) -> Q:
    """Return an organisation's ties to those that are not merged into another.

    A merge leaves a tie where it is when the other has the same one (rule O18).
    """
    return Q(lower=organisation, upper__merged_into=None) | Q(
        upper=organisation, lower__merged_into=None
    )


def relations_around(organisation: Organisation, day: date) -> Around:
    """Return an organisation's relations: the first of them read, all counted (1)."""
    is_below = Q(upper=organisation, kind__in=STRUCTURE) & _holding(day)
    read = list(
        Relation.objects.filter(_standing(organisation))
        .select_related("lower", "upper")
        .annotate(
            is_above=Case(When(lower=organisation, then=Value(0)), default=Value(1)),
            is_over=Case(When(_holding(day), then=Value(0)), default=Value(1)),
            other=Case(
                When(lower=organisation, then=F("upper__sort_name")),
                default=F("lower__sort_name"),
            ),
            below=_all_that(is_below),
            branches=_all_that(
                is_below & Q(kind="branch") & ~Q(lower__status="dissolved")
            ),
            earlier=_all_that(Q(kind__in=STRUCTURE) & ~_holding(day)),
        )
        .order_by("is_above", "is_over", "other", "id")[:READ_AT_ONCE]
    )
    counts = ("below", "branches", "earlier")
    return Around(
        [_related(row, organisation, day) for row in read],
        **{name: getattr(read[0], name) if read else 0 for name in counts},
    )


def _all_that(condition: Q) -> Window:
    """Return how many of all rows are so, read along with the first of them."""
    return Window(Count(Case(When(condition, then=Value(1)))))


def _related(row: Relation, organisation: Organisation, day: date) -> Related:
    is_above = row.lower_id == organisation.pk
    return Related(
        other=row.upper if is_above else row.lower,
        relation=row,
        is_above=is_above,
        holds=row.holds_on(day),
    )


def tree_around(
    organisation: Organisation,
    around: Around,
    day: date,
    *,
    below: Sequence[Node] | None = None,
    levels: int = LEVELS_UP_ON_PROFILE,
) -> list[Node]:
    """Return the tree that an organisation stands in, from the top.

    One query where it belongs to anything. Where there are several ways up, it stands
    under each, and what belongs to it is drawn once.

    Args:
        below: what is drawn under it; the first few of ``around`` unless given.
        levels: how far up to go.
    """
    if below is None:
        first = around.below_now[:SHOWN_ON_PROFILE]
        below = [Node(row.other, row.relation) for row in first]
    over = _ties_up(around, day, levels)
    children: dict[int, list[Relation]] = {}
    for tie in over:
        children.setdefault(tie.upper_id, []).append(tie)
    has_above = {tie.lower_id for tie in over}
    drawn: set[int] = set()

    def grown(
        one: Organisation, tie: Relation | None, path: frozenset[int]
    ) -> Node | None:
        if one.pk in path:
            return None
        if one.pk == organisation.pk:
            is_first = not drawn
            drawn.add(one.pk)
            return Node(
                organisation,
                tie,
                tuple(below) if is_first else (),
                around.below - len(below) if is_first else 0,
                is_here=True,
            )
        nodes = (
            grown(each.lower, each, path | {one.pk})
            for each in children.get(one.pk, ())
        )
        return Node(one, tie, tuple(node for node in nodes if node is not None))

    tops = {tie.upper_id: tie.upper for tie in over if tie.upper_id not in has_above}
    roots = [grown(top, None, frozenset()) for top in tops.values()]
    if not tops:
        roots = [grown(organisation, None, frozenset())]
    return [root for root in roots if root is not None]


def _ties_up(around: Around, day: date, levels: int) -> list[Relation]:
    """Return what an organisation belongs to, what that belongs to, and so on (1)."""
    ties = [row.relation for row in around.above_now]
    if not ties or levels < 2:
        return ties
    held = Relation.objects.on(day).filter(kind__in=STRUCTURE, upper__merged_into=None)
    level: Any = {tie.upper_id for tie in ties}
    asked = Q(lower__in=level)
    for _level in range(levels - 2):
        level = held.filter(lower__in=level).values("upper")
        asked |= Q(lower__in=level)
    above = held.filter(asked).select_related("lower", "upper")
    return ties + list(above.order_by("upper__sort_name", "id")[:READ_AT_ONCE])


@dataclass(frozen=True)
class Structure:
    """The page of an organisation's structure.

    Attributes:
        tree: what it belongs to, and a page of what belongs to it.
        page: that page, to go on to the next.
        earlier: relations that have ended, or have not begun.
        more_earlier: how many further there are.
    """

    tree: Sequence[Node]
    page: Page[Relation]
    earlier: Sequence[Related]
    more_earlier: int


def structure_of(organisation: Organisation, day: date, number: str | int) -> Structure:
    """Return the page of a structure, in seven queries at most."""
    around = relations_around(organisation, day)
    page = Paginator(_below(organisation, day), SHOWN_ON_PAGE).get_page(number)
    nodes = _folded(list(page.object_list), day)
    tree = tree_around(organisation, around, day, below=nodes, levels=LEVELS_UP)
    earlier = _earlier(organisation, day) if around.earlier else []
    return Structure(tree, page, earlier, max(around.earlier - len(earlier), 0))


def _below(organisation: Organisation, day: date) -> QuerySet[Relation]:
    return (
        Relation.objects.on(day)
        .filter(upper=organisation, kind__in=STRUCTURE, lower__merged_into=None)
        .select_related("lower")
        .order_by("lower__sort_name", "id")
    )


def _folded(ties: Sequence[Relation], day: date) -> list[Node]:
    """Return nodes with a few of those under each (two queries)."""
    keys = {tie.lower_id for tie in ties}
    under = Relation.objects.on(day).filter(
        upper__in=keys, kind__in=STRUCTURE, lower__merged_into=None
    )
    counts = dict(under.order_by("upper").values_list("upper").annotate(n=Count("pk")))
    few: dict[int, list[Node]] = {}
    if counts:
        numbered = under.select_related("lower").annotate(
            number=Window(
                RowNumber(),
                partition_by=F("upper"),
                order_by=[F("lower__sort_name").asc(), F("id").asc()],
            )
        )
        for tie in numbered.filter(number__lte=SHOWN_FOLDED).order_by(
            "lower__sort_name", "id"
        ):
            few.setdefault(tie.upper_id, []).append(Node(tie.lower, tie))
    return [
        Node(
            tie.lower,
            tie,
            tuple(few.get(tie.lower_id, ())),
            counts.get(tie.lower_id, 0) - len(few.get(tie.lower_id, ())),
        )
        for tie in ties
    ]


def _earlier(organisation: Organisation, day: date) -> list[Related]:
    rows = (
        Relation.objects.filter(
            _standing(organisation),
            kind__in=STRUCTURE,
        )
        .exclude(_holding(day))
        .select_related("lower", "upper")
        .order_by("-last_day", "id")[:EARLIER_SHOWN]
    )
    return [_related(row, organisation, day) for row in rows]
