"""Who may speak for an organisation, marks set by later columns, and saved lists."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from overens.accounts.models import Person, Space
from overens.common.models import Record
from overens.common.personal_data import PUBLIC_TASK, personal, record
from overens.organisations.models.organisation import Organisation
from overens.organisations.models.unit import Unit
from overens.organisations.rules.choosing import HOWS, PROPOSED
from overens.organisations.rules.lapsing import ENDINGS, NO_ANSWER


def ending_choices() -> list[tuple[str, Any]]:
    """Return why a right ended with a question: said so, or no answer."""
    return [(key, _(label)) for key, label in ENDINGS.items()]


class AuthorityQuerySet(models.QuerySet["Authority"]):
    """Reads of authorities."""

    def on(self, day: date) -> Self:
        """Return the authorities that hold on a day."""
        return self.filter(
            Q(first_day=None) | Q(first_day__lte=day),
            Q(last_day=None) | Q(last_day__gte=day),
        )

    def the_same_right(self, authority: Authority) -> Self:
        """Return a person's rights for the organisation of one, itself included.

        There is one, but where two rows of the organisation were merged.
        """
        return self.filter(
            person=authority.person_id,
            organisation=authority.organisation_id,
            unit=None,
        )


class Authority(Record):
    """A person's right to speak for an organisation or a unit, for a time."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="authorities"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="authorities"
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="authorities",
    )
    post = models.CharField(_("post"), max_length=80, blank=True)
    first_day = models.DateField(_("from"), null=True, blank=True)
    last_day = models.DateField(_("to"), null=True, blank=True)
    evidence = models.CharField(_("evidence"), max_length=300, blank=True)
    # Of one that ended with a question: why, and what its last day was before that.
    ended_why = models.CharField(
        _("why it ended"), max_length=12, choices=ending_choices, blank=True, default=""
    )
    last_day_before = models.DateField(_("earlier last day"), null=True, blank=True)

    objects = AuthorityQuerySet.as_manager()

    kept = record(
        "Says who may act for an organisation, and on what ground.",
        public=False,
        person=personal(
            "Ties the right to the one who has it.",
            basis=PUBLIC_TASK,
            retention="ten years after it ended",
        ),
        post=personal(
            "Shows on what ground the person speaks.",
            basis=PUBLIC_TASK,
            retention="ten years after it ended",
        ),
    )

    class Meta:
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day=None)
                | Q(last_day=None)
                | Q(last_day__gte=F("first_day")),
                name="authority_ends_on_or_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.unit or self.organisation}"

    @property
    def has_lapsed(self) -> bool:
        """Whether it ended since nobody answered."""
        return self.ended_why == NO_ANSWER

    def holds_on(self, day: date) -> bool:
        """Tell whether the right holds on a day, as ``objects.on(day)`` does."""
        return (self.first_day is None or self.first_day <= day) and (
            self.last_day is None or day <= self.last_day
        )


class OrganisationMarkQuerySet(models.QuerySet["OrganisationMark"]):
    """Reads of marks."""

    def on(self, day: date) -> Self:
        """Return the marks that hold on a day."""
        return self.filter(
            Q(first_day=None) | Q(first_day__lte=day),
            Q(last_day=None) | Q(last_day__gte=day),
        )


class OrganisationMark(models.Model):
    """What a later column wants searchable here: signatory of, invited, asked.

    Set and lifted by the later column's actions only.
    """

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="marks"
    )
    kind = models.CharField(_("kind"), max_length=40)
    key = models.CharField(_("of what"), max_length=120)
    first_day = models.DateField(_("from"), null=True, blank=True)
    last_day = models.DateField(_("to"), null=True, blank=True)

    objects = OrganisationMarkQuerySet.as_manager()

    kept = record("Lets the register be searched by what later steps know.")

    class Meta:
        verbose_name = _("mark on an organisation")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "key"], name="mark_once"
            )
        ]
        indexes = [models.Index(fields=["kind", "key"], name="mark_kind_key")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class OrganisationList(Record):
    """A saved list of organisations, each with the reason why it stands there."""

    space = models.ForeignKey(
        Space, on_delete=models.PROTECT, related_name="organisation_lists"
    )
    name = models.CharField(_("name"), max_length=200)
    question = models.JSONField(_("what was asked for"), default=dict)

    kept = record("Keeps a list to invite or ask from.", public=False)

    class Meta:
        verbose_name = _("saved list")

    def __str__(self) -> str:
        return self.name


def how_choices() -> list[tuple[str, Any]]:
    """Return how one came to stand on a list: proposed, or added by hand."""
    return [(key, _(label)) for key, label in HOWS.items()]


class OrganisationListRow(models.Model):
    """One organisation on a saved list, and why. Taken out, it stays with the reason.

    ``why`` is what a proposal rests on, by key, so that it is said in any language.
    """

    id = models.BigAutoField(primary_key=True)
    list = models.ForeignKey(
        OrganisationList, on_delete=models.CASCADE, related_name="rows"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    how = models.CharField(
        _("how it came here"), max_length=12, choices=how_choices, default=PROPOSED
    )
    reason = models.CharField(_("why"), max_length=300, blank=True)
    why = models.JSONField(_("what it rests on"), default=dict)
    taken_out = models.CharField(
        _("why it is taken out"), max_length=300, blank=True, default=""
    )
    place = models.PositiveIntegerField(_("order"), default=0)

    kept = record("Says why an organisation stands on a list.", public=False)

    class Meta:
        verbose_name = _("row of a saved list")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["list", "organisation"], name="list_row_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)
