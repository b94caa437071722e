"""The units of a public body: whom they answer to, their leg, their contact."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from overens.common.models import ContentRecord
from overens.common.personal_data import PUBLIC_TASK, personal, record
from overens.common.texts import LocalTextField
from overens.organisations.models.organisation import Organisation
from overens.organisations.rules import LEGS, UNIT_KINDS


def unit_kind_choices() -> list[tuple[str, Any]]:
    """Return council, board, committee, administration …"""
    return [(key, _(label)) for key, label in UNIT_KINDS.items()]


def leg_choices() -> list[tuple[str, Any]]:
    """Return the legs (gren)."""
    return [(key, _(label)) for key, label in LEGS.items()]


class Unit(ContentRecord):
    """A council, board, committee, administration or department of a public body."""

    body = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="units"
    )
    slug = models.SlugField(_("address"), max_length=120)
    name = LocalTextField(_("name"))
    kind = models.CharField(_("kind"), max_length=16, choices=unit_kind_choices)
    answers_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="below"
    )
    leg = models.CharField(_("leg"), max_length=12, choices=leg_choices, blank=True)
    contact_role = LocalTextField(_("collaboration contact, role"))
    contact_email = models.EmailField(_("collaboration contact, e-mail"), blank=True)

    kept = record(
        "Shows who decides what in a public body, and whom to write to.",
        contact_email=personal(
            "Reaches the unit's collaboration contact.",
            basis=PUBLIC_TASK,
            retention="until the unit changes it",
            public=True,
        ),
    )

    class Meta:
        verbose_name = _("unit")
        ordering = ["body", "id"]
        constraints = [
            models.UniqueConstraint(fields=["body", "slug"], name="unit_slug_once"),
            models.CheckConstraint(
                condition=Q(answers_to=None) | ~Q(answers_to=F("id")),
                name="unit_answers_not_to_itself",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def has_contact(self) -> bool:
        """Whether a collaboration contact is named."""
        return bool(self.contact_email)
