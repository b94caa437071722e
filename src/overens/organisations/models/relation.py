"""How organisations belong together, since when and until when."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from overens.common.models import Record
from overens.common.personal_data import record
from overens.organisations.models.organisation import Organisation
from overens.organisations.rules import RELATIONS


def relation_choices() -> list[tuple[str, Any]]:
    """Return the kinds of relation between organisations."""
    return [(key, _(label)) for key, label in RELATIONS.items()]


class RelationQuerySet(models.QuerySet["Relation"]):
    """Reads of relations."""

    def on(self, day: date) -> Self:
        """Return the relations that hold on a day."""
        return self.filter(
            Q(first_day=None) | Q(first_day__lte=day),
            Q(last_day=None) | Q(last_day__gte=day),
        )


class Relation(Record):
    """One organisation's place in another: branch of, member of; with dates."""

    lower = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="upward"
    )
    upper = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="downward"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=relation_choices)
    first_day = models.DateField(_("from"), null=True, blank=True)
    last_day = models.DateField(_("to"), null=True, blank=True)

    objects = RelationQuerySet.as_manager()

    kept = record("Shows how organisations belong together, and since when.")

    class Meta:
        verbose_name = _("relation")
        constraints = [
            models.CheckConstraint(
                condition=~Q(lower=F("upper")), name="relation_not_to_itself"
            ),
            # Two, for SQLite knows no constraint in which an unknown day counts.
            models.UniqueConstraint(
                fields=["lower", "upper", "kind", "first_day"], name="relation_once"
            ),
            models.UniqueConstraint(
                fields=["lower", "upper", "kind"],
                condition=Q(first_day=None),
                name="relation_once_of_unknown_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lower} → {self.upper}"

    def holds_on(self, day: date) -> bool:
        """Tell whether the relation holds on a day, as ``objects.on(day)`` does."""
        return (self.first_day is None or self.first_day <= day) and (
            self.last_day is None or day <= self.last_day
        )
