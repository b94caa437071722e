"""Reports on a measure by each side, and the questions that ask for them."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from overens.accounts.models import Person
from overens.common.models import (
    ContentRecord,
    OutgoingMail,
    Record,
    StandingQuerySet,
    Withdrawable,
)
from overens.common.models.ledger import FAILED
from overens.common.personal_data import PUBLIC_TASK, Forgets, personal, record
from overens.common.texts import LocalText, LocalTextField
from overens.compacts.rules import SIDES
from overens.organisations.models import Organisation, Unit
from overens.plans.models.measure import Measure
from overens.plans.rules import HOW_KNOWN, REPORTABLE, status_of

# What the outbox knows a question's mail by; receipts are about the same row.
QUESTION_KEY = "plans.ask:"


def state_choices() -> list[tuple[str, Any]]:
    """Return what a report may say; a function, so that a new one migrates nothing."""
    return [(key, _(status_of(key).label)) for key in REPORTABLE]


def side_choices() -> list[tuple[str, Any]]:
    """Return the public sector, civil society."""
    return [(key, _(label)) for key, label in SIDES.items()]


def how_known_choices() -> list[tuple[str, Any]]:
    """Return told, counted, compared, not known."""
    return [(key, _(label)) for key, label in HOW_KNOWN.items()]


class ProgressReportQuerySet(StandingQuerySet["ProgressReport"]):
    """Reads of reports."""

    def latest_first(self) -> Self:
        """Return them with the latest first."""
        return self.order_by("-day", "-id")


class ProgressReport(ContentRecord, Withdrawable):
    """How one side says that a measure goes, on one day. Undone, never changed."""

    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="reports"
    )
    side = models.CharField(_("side"), max_length=8, choices=side_choices)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_role = LocalTextField(_("reported by (role)"))
    by_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    day = models.DateField(_("day"))
    state = models.CharField(_("state"), max_length=20, choices=state_choices)
    text = models.TextField(_("what has happened"), blank=True)
    language = models.CharField(_("language"), max_length=5, default="sv")
    difference = models.TextField(_("what became different"), blank=True)
    for_whom = models.CharField(_("for whom"), max_length=200, blank=True)
    how_known = models.CharField(
        _("how it is known"), max_length=12, choices=how_known_choices, blank=True
    )
    # "link:<question>:<attempt>" or "form:<uuid>": what makes a repeat the same report.
    once_key = models.CharField(_("once only"), max_length=120, unique=True)

    objects = ProgressReportQuerySet.as_manager()

    kept = record(
        "Shows how each side says that a measure goes.",
        by_person=personal(
            "Lets the one who reported undo it within a day.",
            basis=PUBLIC_TASK,
            retention="until the follow-up of the year has been approved",
        ),
        by_role=personal(
            "Says in which role the report was made, without a name.",
            basis=PUBLIC_TASK,
            retention="as long as the plan",
            public=True,
        ),
        text=personal(
            "What was told; reporters are asked not to name private persons.",
            basis=PUBLIC_TASK,
            retention="as long as the plan",
            public=True,
        ),
        difference=personal(
            "What became different; reporters are asked not to name private persons.",
            basis=PUBLIC_TASK,
            retention="as long as the plan",
            public=True,
        ),
    )

    class Meta:
        verbose_name = _("progress report")
        ordering = ["-day", "-id"]
        indexes = [
            models.Index(fields=["measure", "side", "day"], name="report_by_measure")
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.measure})"

    @property
    def number(self) -> str:
        """The receipt's number; it says nothing about how many reports there are."""
        return f"LR-{self.uuid.hex[:8].upper()}"

    @property
    def by_name(self) -> str:
        """The organisation, or the unit, that it speaks for."""
        return str(self.unit or self.organisation or "")


class ProgressRequestQuerySet(models.QuerySet["ProgressRequest"]):
    """Reads of questions."""

    def standing(self) -> Self:
        """Return the questions that have not been taken back."""
        return self.filter(voided_at=None)

    def waiting_on(self, day: date) -> Self:
        """Return the questions that are not answered and whose link still holds."""
        return self.standing().filter(used_at=None, expires__gte=day)

    def pending_on(self, day: date) -> Self:
        """Return those of them whose last day to answer has not passed.

        Not those whose mail could not be delivered: nobody has read them.
        """
        lost = OutgoingMail.objects.filter(
            state=FAILED,
            about_uuid=OuterRef("uuid"),
            once_key__startswith=QUESTION_KEY,
        )
        return self.waiting_on(day).filter(~Exists(lost), due__gte=day)


class ProgressRequest(Record):
    """A question by mail: how does it go? The link in it answers once.

    Only the hash of the link's token is kept; the token stands in the mail alone.
    """

    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="requests"
    )
    side = models.CharField(_("side"), max_length=8, choices=side_choices)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    to_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    to_email = models.EmailField(_("asked by mail to"))
    to_role = LocalTextField(_("asked in the role of"))
    language = models.CharField(_("language"), max_length=5, default="sv")
    period = models.CharField(_("quarter"), max_length=8)
    # 1 is the question that goes out by itself; the secretariat may ask again.
    round = models.PositiveSmallIntegerField(_("time"), default=1)
    token_hash = models.CharField(_("SHA-256 of the token"), max_length=64, unique=True)
    asked_on = models.DateField(_("asked on"))
    due = models.DateField(_("answer wanted by"))
    expires = models.DateField(_("the link holds until"))
    # How many reports by this link have been undone.
    attempt = models.PositiveSmallIntegerField(_("undone reports"), default=0)
    used_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    # Its mail was stopped, or its measure withdrawn: it was never asked.
    voided_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        ProgressReport,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="answers",
    )

    objects = ProgressRequestQuerySet.as_manager()

    kept = record(
        "Asks those responsible how a measure goes, once a quarter.",
        public=False,
        to_person=personal(
            "Shows the question on the person's own page.",
            basis=PUBLIC_TASK,
            retention="one year after the question",
        ),
        to_email=personal(
            "Reaches whoever answers for the measure, and gets the receipt.",
            basis=PUBLIC_TASK,
            retention="one year after the question",
        ),
        to_role=personal(
            "Says in which role the answer is given.",
            basis=PUBLIC_TASK,
            retention="one year after the question",
        ),
    )
    forgets = (
        Forgets(
            "asked_on", 365, {"to_email": "", "to_person": None, "to_role": LocalText()}
        ),
    )

    class Meta:
        verbose_name = _("question about progress")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "side", "period", "round"],
                name="asked_once_a_quarter",
            ),
            models.CheckConstraint(
                condition=Q(due__gte=F("asked_on"), expires__gte=F("due")),
                name="question_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None, answered_by=None)
                | Q(used_at__isnull=False, answered_by__isnull=False),
                name="answered_question_has_its_report",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.measure}"

    @property
    def by_name(self) -> str:
        """The organisation, or the unit, that is asked."""
        return str(self.unit or self.organisation or "")
