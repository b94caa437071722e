"""Work on the register that nobody need wait for; each may be run twice."""

from __future__ import annotations

from django.utils import timezone

from overens.common.audit import Actor, operator
from overens.organisations import actions
from overens.organisations.actions.importing import write_import as write
from overens.organisations.models import RegisterImport


def write_import(incoming: str) -> None:
    """Write an import to its end, for whoever asked for it."""
    found = RegisterImport.objects.filter(uuid=incoming).first()
    if found is None:
        return
    by = Actor(kind="person", label=found.by_label, uuid=found.by_uuid)
    write(found, by=by)


def find_duplicates() -> None:
    """Find which organisations may be one; the second time finds nothing new."""
    actions.find_duplicates(day=timezone.localdate(), by=operator())
