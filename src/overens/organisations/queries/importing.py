"""An import to the register in the reader's words."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Protocol

from django.utils.translation import gettext as _

from overens.common.explain import explain
from overens.errors import RuleBroken
from overens.organisations.models import Organisation
from overens.organisations.queries.incoming import AT_A_TIME
from overens.organisations.rules.coming_in import KEPT_WHY, NOTES, Difference
from overens.organisations.rules.likeness import REASONS


class PlannedRow(Protocol):
    """What is said of a row; ``actions.importing.RowPlan`` is one."""

    outcome: str
    fault: RuleBroken | None
    reasons: Any
    differences: list[Difference]

    @property
    def notes(self) -> list[str]:
        """Keys of ``NOTES``."""


def plan_in_words(plan: PlannedRow) -> str:
    """Return why a row has its outcome, and what is to be known of it."""
    if plan.fault is not None:
        return explain(plan.fault)
    said = [_(REASONS[reason]) for reason in plan.reasons if reason in REASONS]
    parts = []
    if said:
        parts.append(_("linked by rule: %(why)s") % {"why": ", ".join(said)})
    parts += [_(NOTES[note]) for note in dict.fromkeys(plan.notes)]
    kept = dict.fromkeys(each.kept for each in plan.differences if each.kept)
    parts += [_(KEPT_WHY[why]) for why in kept]
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]


def slugs_of(ids: Collection[int]) -> dict[int, str]:
    """Return the addresses of organisations, by id."""
    found: dict[int, str] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), AT_A_TIME):
        rows = Organisation.objects.filter(pk__in=wanted[start : start + AT_A_TIME])
        found |= dict(rows.values_list("id", "slug"))
    return found
