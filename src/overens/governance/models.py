"""Groups and seats, meetings, decisions as recorded, and what they assign."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from overens.accounts.models import Person, Space
from overens.common.models import (
    ContentRecord,
    PartialDateField,
    StandingQuerySet,
    Withdrawable,
)
from overens.common.personal_data import PUBLIC_TASK, personal, record
from overens.common.texts import LocalTextField
from overens.governance.rules import (
    DECISION_KINDS,
    GROUP_KINDS,
    REGIMES,
    SEAT_ROLES,
    AssignmentState,
    assignment_state,
)
from overens.organisations.models import Organisation, Unit


def group_kind_choices() -> list[tuple[str, Any]]:
    """Return steering, presidium, preparatory, working, reference."""
    return [(key, _(label)) for key, label in GROUP_KINDS.items()]


def seat_role_choices() -> list[tuple[str, Any]]:
    """Return chair, vice chair, member, substitute, co-opted."""
    return [(key, _(label)) for key, label in SEAT_ROLES.items()]


def regime_choices() -> list[tuple[str, Any]]:
    """Return the minutes regimes."""
    return [(key, _(label)) for key, label in REGIMES.items()]


def decision_kind_choices() -> list[tuple[str, Any]]:
    """Return what a decision can be."""
    return [(key, _(label)) for key, label in DECISION_KINDS.items()]


class Group(ContentRecord):
    """A group of a compact: steering, presidium, preparatory, working."""

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="groups")
    slug = models.SlugField(_("address"), max_length=80)
    name = LocalTextField(_("name"))
    kind = models.CharField(_("kind"), max_length=16, choices=group_kind_choices)
    does = LocalTextField(_("what it does"))
    regime = models.CharField(
        _("minutes"), max_length=16, choices=regime_choices, default="notes"
    )
    most_seats = models.PositiveSmallIntegerField(
        _("seats at most"), null=True, blank=True
    )
    exact_seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
    parity = models.BooleanField(
        _("as many from each side"), null=True, blank=True, default=False
    )
    prepares_for = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="prepared_by",
    )
    source_note = LocalTextField(_("source"))

    kept = record("Shows who leads the compact together.")

    class Meta:
        verbose_name = _("group")
        ordering = ["space", "id"]
        constraints = [
            models.UniqueConstraint(fields=["space", "slug"], name="group_slug_once")
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        """Return the group's page."""
        return reverse("governance:group", args=[self.space.slug, self.slug])


_Row = TypeVar("_Row", bound=models.Model)


class StandingManager(models.Manager[_Row]):
    """Rows that stand. Whoever wants those taken back too asks ``every``."""

    def get_queryset(self) -> StandingQuerySet[_Row]:
        """Leave out what has been withdrawn."""
        rows: StandingQuerySet[_Row] = StandingQuerySet(self.model, using=self._db)
        return rows.standing()


class SeatQuerySet(StandingQuerySet["Seat"]):
    """Reads of seats."""

    def on(self, day: date) -> Self:
        """Return the seats held on a day; one whose term has run out still is.

        A term that ran out without a successor is a warning, not an empty chair
        (rule G4); ``end_seat`` says when somebody left.
        """
        return self.filter(
            Q(first_day=None) | Q(first_day__lte=day),
            Q(ended_day=None) | Q(ended_day__gt=day),
        )


class SeatManager(StandingManager["Seat"]):
    """Seats that stand."""

    def get_queryset(self) -> SeatQuerySet:
        """Leave out what has been withdrawn."""
        return SeatQuerySet(self.model, using=self._db).filter(withdrawn_at=None)

    def on(self, day: date) -> SeatQuerySet:
        """Return the seats held on a day."""
        return self.get_queryset().on(day)


class Seat(ContentRecord, Withdrawable):
    """A place in a group: the side it belongs to, its role, its term, its holder."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="seats")
    # The key of a party of the compact; parties stand further right.
    party_key = models.CharField(_("side"), max_length=40)
    party_name = LocalTextField(_("side's name"))
    sector = models.CharField(_("sector"), max_length=8, blank=True)
    role = models.CharField(_("role"), max_length=12, choices=seat_role_choices)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )
    first_day = models.DateField(_("from"), null=True, blank=True)
    last_day = models.DateField(_("to"), null=True, blank=True)
    ended_day = models.DateField(_("left on"), null=True, blank=True)
    ended_why = models.CharField(_("why it was left"), max_length=400, blank=True)
    source_note = LocalTextField(_("source"))

    objects: ClassVar[SeatManager] = SeatManager()
    every: ClassVar[models.Manager[Seat]] = models.Manager()

    kept = record(
        "Shows whom each side has put in a group, and for how long.",
        person=personal(
            "Lets the holder read the group's papers.",
            basis=PUBLIC_TASK,
            retention="ten years after the term",
        ),
    )

    class Meta:
        verbose_name = _("seat")
        ordering = ["group", "party_key", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day=None)
                | Q(last_day=None)
                | Q(last_day__gte=F("first_day")),
                name="seat_term_ends_on_or_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.role}"

    @property
    def holder(self) -> Organisation | Unit | None:
        """Who holds the seat: a person is named only by the body they come from."""
        return self.organisation or self.unit

    @property
    def is_held(self) -> bool:
        """Whether anybody is recorded as holding the seat."""
        return bool(self.organisation_id or self.unit_id or self.person_id)


class MeetingManager(StandingManager["Meeting"]):
    """Meetings that stand."""


class Meeting(ContentRecord, Withdrawable):
    """A meeting of one of the compact's own groups."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="meetings")
    day = PartialDateField(_("day"))
    title = LocalTextField(_("title"))
    notes = LocalTextField(_("notes"))

    objects: ClassVar[StandingManager[Meeting]] = MeetingManager()
    every: ClassVar[models.Manager[Meeting]] = models.Manager()

    kept = record("Shows when a group met and what it noted.")

    class Meta:
        verbose_name = _("meeting")
        ordering = ["day", "id"]

    def __str__(self) -> str:
        return f"{self.group} {self.day}"


class DecisionQuerySet(StandingQuerySet["Decision"]):
    """Reads of decisions."""

    def of(self, space: Space) -> Self:
        """Return a space's standing decisions, the oldest first."""
        return self.filter(space=space, withdrawn_at=None).order_by("day", "place")


class Decision(ContentRecord, Withdrawable):
    """A public decision as recorded; date, § and number may be holes in the source.

    Recorded here, produced by the body itself. Later rows point to it.
    """

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="decisions")
    slug = models.SlugField(_("address"), max_length=80)
    place = models.PositiveSmallIntegerField(_("order"), default=0)
    title = LocalTextField(_("matter"))
    body_name = LocalTextField(_("body"))
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    kind = models.CharField(_("kind"), max_length=16, choices=decision_kind_choices)
    day = PartialDateField(_("day of the decision"))
    approved_day = PartialDateField(_("minutes approved"))
    noticed_day = PartialDateField(_("public notice"))
    paragraph = models.CharField(_("§"), max_length=20, blank=True)
    case_number = models.CharField(_("case number"), max_length=40, blank=True)
    text = LocalTextField(_("what was decided, in our words"))
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="led_to"
    )
    source_note = LocalTextField(_("source"))
    link = models.URLField(_("link"), blank=True)

    objects = DecisionQuerySet.as_manager()

    kept = record("Shows which decisions the compact rests on.")

    class Meta:
        verbose_name = _("decision")
        constraints = [
            models.UniqueConstraint(fields=["space", "slug"], name="decision_slug_once")
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        """Return the decision's place on the trail page."""
        return reverse("governance:decision", args=[self.space.slug, self.slug])


class MemorandumManager(StandingManager["Memorandum"]):
    """Memoranda that stand."""


class Memorandum(ContentRecord, Withdrawable):
    """A memorandum (tjänsteskrivelse) that came before a decision."""

    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="memoranda"
    )
    title = LocalTextField(_("matter"))
    day = PartialDateField(_("day"))
    case_number = models.CharField(_("case number"), max_length=40, blank=True)
    from_name = LocalTextField(_("written by (role or office)"))
    addressee = LocalTextField(_("addressed to"))
    source_note = LocalTextField(_("source"))

    objects: ClassVar[StandingManager[Memorandum]] = MemorandumManager()
    every: ClassVar[models.Manager[Memorandum]] = models.Manager()

    kept = record("Shows what a decision was based on.")

    class Meta:
        verbose_name = _("memorandum")
        ordering = ["day", "id"]
        verbose_name_plural = "memoranda"

    def __str__(self) -> str:
        return str(self.title)


class AssignmentManager(StandingManager["Assignment"]):
    """Assignments that stand."""


class Assignment(ContentRecord, Withdrawable):
    """What a decision asks somebody to do, followed to its answer."""

    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="assignments"
    )
    text = LocalTextField(_("what is to be done"))
    owner_name = LocalTextField(_("given to"))
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True)
    due = PartialDateField(_("due"))
    due_text = LocalTextField(_("due, as worded"))
    answered_day = PartialDateField(_("answered on"))
    answered_by = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="answers",
    )
    answer_note = LocalTextField(_("how it was answered"))
    source_note = LocalTextField(_("source"))

    objects: ClassVar[StandingManager[Assignment]] = AssignmentManager()
    every: ClassVar[models.Manager[Assignment]] = models.Manager()

    kept = record("Follows an assignment to its answer.")

    class Meta:
        verbose_name = _("assignment")
        ordering = ["decision", "id"]

    def __str__(self) -> str:
        return str(self.text)

    @property
    def is_answered(self) -> bool:
        """Whether an answer is recorded, even one whose day is a hole."""
        return bool(self.answered_day or self.answered_by_id)

    def state_on(self, today: date) -> AssignmentState:
        """Return how it stands: in time, late by so many days, overdue …"""
        return assignment_state(
            due=self.due,
            answered=self.answered_day,
            is_answered=self.is_answered,
            today=today,
        )
