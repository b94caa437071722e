"""What organisations are asked: the log of it, the yearly question and its answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from overens.accounts.models import Person
from overens.common.models import ContentRecord, Record, StandingQuerySet, Withdrawable
from overens.common.personal_data import PUBLIC_TASK, Forgets, personal, record
from overens.common.texts import LocalText, LocalTextField
from overens.organisations.models.organisation import Organisation
from overens.organisations.models.standing import Authority
from overens.organisations.rules import REQUESTS


def request_choices() -> list[tuple[str, Any]]:
    """Return what an organisation may be asked; a function, as all choices are."""
    return [(key, _(label)) for key, label in REQUESTS.items()]


class LoggedRequest(models.Model):
    """One thing that an organisation was asked, by whichever column: its request load.

    Written by the asking column's own action, with the key of the mail: a mail that is
    stopped before it left takes its line along.
    """

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="requests_made"
    )
    kind = models.CharField(_("what was asked"), max_length=20, choices=request_choices)
    day = models.DateField(_("day"))
    minutes = models.PositiveSmallIntegerField(_("minutes asked for"))
    mail_key = models.CharField(_("its mail"), max_length=200, unique=True)

    kept = record(
        "Shows how much an organisation has been asked, before it is asked again.",
        public=False,
    )

    class Meta:
        verbose_name = _("request to an organisation")
        indexes = [
            models.Index(fields=["organisation", "day"], name="request_by_organisation")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.kind} {self.day}"


class Confirmation(ContentRecord, Withdrawable):
    """That an organisation has said its facts are right, as they were or put right.

    Undone within a day, never changed. ``before`` and ``after`` hold what it wrote, so
    that undoing gives back exactly what stood.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="confirmations"
    )
    day = models.DateField(_("day"))
    by_role = LocalTextField(_("confirmed by (role)"))
    by_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    # Of what was sent: the same sent again is the same answer.
    digest = models.CharField(_("digest"), max_length=64, blank=True, default="")
    # "link:<question>:<attempt>" or "page:<uuid>".
    once_key = models.CharField(_("once only"), max_length=120, unique=True)

    objects = StandingQuerySet.as_manager()

    kept = record(
        "Shows when an organisation said that its facts are right, and what changed.",
        public=False,
        by_person=personal(
            "Lets the one who confirmed be told what they did.",
            basis=PUBLIC_TASK,
            retention="one year after the answer",
        ),
        by_role=personal(
            "Says in which role the answer was given, without a name.",
            basis=PUBLIC_TASK,
            retention="one year after the answer",
        ),
        before=personal(
            "Lets an answer be undone; addresses may stand there.",
            basis=PUBLIC_TASK,
            retention="one year after the answer",
        ),
        after=personal(
            "Lets an answer be undone; addresses may stand there.",
            basis=PUBLIC_TASK,
            retention="one year after the answer",
        ),
    )
    forgets = (
        Forgets(
            "day",
            365,
            {"by_person": None, "by_role": LocalText(), "before": {}, "after": {}},
        ),
    )

    class Meta:
        verbose_name = _("confirmation")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.number} ({self.organisation})"

    @property
    def number(self) -> str:
        """The receipt's number; it says nothing about how many there are."""
        return f"BK-{self.uuid.hex[:8].upper()}"

    @property
    def is_by_link(self) -> bool:
        """Whether it came in by the link of a mail, which then can undo it."""
        return self.once_key.startswith("link:")


class MailedQuestionQuerySet(models.QuerySet[Any]):
    """Reads of questions that were mailed."""

    def standing(self) -> Self:
        """Return those that have not been taken back."""
        return self.filter(voided_at=None)

    def waiting_on(self, day: date) -> Self:
        """Return those without an answer, whose link still holds."""
        return self.standing().filter(used_at=None, expires__gte=day)

    def unanswered(self) -> Self:
        """Return those without an answer whose silence has come to nothing yet.

        Not those whose reminder somebody stopped: it is not written anew, nor does it
        lead to anything.
        """
        about = self.model.about
        stopped = self.model.objects.filter(
            **{about: OuterRef(about)}, pk__gt=OuterRef("pk"), is_reminder=True
        ).exclude(voided_at=None)
        waiting = self.standing().filter(used_at=None, given_up_on=None)
        return waiting.exclude(Exists(stopped))

    def latest_of_each(self) -> dict[int, Any]:
        """Return the latest of these about each row, the latest first; one query."""
        found: dict[int, Any] = {}
        for question in self.order_by("-id"):
            found.setdefault(question.about_id, question)
        return found

    def latest_about(self, rows: Iterable[int]) -> dict[int, Any]:
        """Return the latest standing one about each of some rows, by their ids."""
        about = {f"{self.model.about}__in": list(rows)}
        return self.standing().filter(**about).latest_of_each()

    def rounds(self, row: int, year: int) -> int:
        """Return how many times has been asked about a row, of a year."""
        asked = self.filter(**{self.model.about: row}, year=year)
        return asked.aggregate(latest=Max("round"))["latest"] or 0


class MailedQuestion(Record):
    """A question by mail whose link answers once. Only the token's hash is kept."""

    # The field that says what a question is about.
    about: ClassVar[str]

    to_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    to_email = models.EmailField(_("asked by mail to"))
    language = models.CharField(_("language"), max_length=5, default="sv")
    year = models.PositiveSmallIntegerField(_("year of the annual meeting"))
    # 1 is the question that goes out by itself; then reminders, and what is by hand.
    round = models.PositiveSmallIntegerField(_("time"), default=1)
    is_reminder = models.BooleanField(_("reminds of an earlier one"), default=False)
    token_hash = models.CharField(_("SHA-256 of the token"), max_length=64, unique=True)
    asked_on = models.DateField(_("asked on"))
    due = models.DateField(_("answer wanted by"))
    expires = models.DateField(_("the link holds until"))
    # How many answers by this link have been undone.
    attempt = models.PositiveSmallIntegerField(_("undone answers"), default=0)
    used_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    voided_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    # The day that silence had its consequence; once.
    given_up_on = models.DateField(_("given up on"), null=True, blank=True)

    objects = MailedQuestionQuerySet.as_manager()

    # What each kind's map says of them, and when they are emptied.
    personal_fields: ClassVar = {
        "to_person": personal(
            "Shows the question on the person's own page.",
            basis=PUBLIC_TASK,
            retention="one year after the question",
        ),
        "to_email": personal(
            "Reaches whoever is asked, and gets the receipt.",
            basis=PUBLIC_TASK,
            retention="one year after the question",
        ),
    }

    class Meta:
        abstract = True
        ordering = ["-id"]

    @property
    def about_id(self) -> int:
        """The id of what it is about."""
        found: int = getattr(self, f"{self.about}_id")
        return found


class ConfirmationRequest(MailedQuestion):
    """The yearly question to an organisation: are these facts about you right?"""

    about = "organisation"
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="confirmation_requests"
    )
    to_role = LocalTextField(_("asked in the role of"))
    answered_by = models.ForeignKey(
        Confirmation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="answers",
    )

    kept = record(
        "Asks an organisation once a year whether its facts are right.",
        public=False,
        to_role=personal(
            "Says in which role the answer is given.",
            basis=PUBLIC_TASK,
            retention="one year after the question",
        ),
        **MailedQuestion.personal_fields,
    )
    forgets = (
        Forgets(
            "asked_on", 365, {"to_email": "", "to_person": None, "to_role": LocalText()}
        ),
    )

    class Meta(MailedQuestion.Meta):
        verbose_name = _("question whether the facts are right")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "round"], name="confirmation_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(due__gte=F("asked_on"), expires__gte=F("due")),
                name="confirmation_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.organisation}"


class AuthorityQuestion(MailedQuestion):
    """The yearly question to who speaks for an organisation: do you still?

    It is about the person's right for the organisation, whichever row that is: after a
    merge there may be two.
    """

    about = "authority"
    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="questions"
    )
    # None until it is answered.
    still = models.BooleanField(_("still speaks for it"), null=True, default=None)

    kept = record(
        "Asks once a year whether a right to speak still holds.",
        public=False,
        **MailedQuestion.personal_fields,
    )
    forgets = (Forgets("asked_on", 365, {"to_email": "", "to_person": None}),)

    class Meta(MailedQuestion.Meta):
        verbose_name = _("question whether somebody still speaks for it")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "year", "round"], name="still_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(due__gte=F("asked_on"), expires__gte=F("due")),
                name="still_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.authority}"
