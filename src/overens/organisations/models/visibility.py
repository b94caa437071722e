"""What has been chosen about who sees what, to be told and undone."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from overens.common.models import Record
from overens.common.personal_data import record
from overens.organisations.models.organisation import Organisation
from overens.organisations.rules import SOURCES


def side_choices() -> list[tuple[str, Any]]:
    """Return the organisation itself, the secretariat."""
    return [(key, _(SOURCES[key])) for key in ("own", "secretariat")]


class VisibilityChange(Record):
    """One choice of who sees which facts of an organisation: before and after."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="visibility_changes"
    )
    day = models.DateField(_("chosen"))
    by_side = models.CharField(_("chosen by"), max_length=20, choices=side_choices)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    undone_on = models.DateField(_("undone"), null=True, blank=True)

    kept = record("Lets a choice of who sees what be undone.", public=False)

    class Meta:
        verbose_name = _("choice of who sees what")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.day}"
