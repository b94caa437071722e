"""Which version is in force."""

from __future__ import annotations

from django.db import transaction

from overens.common.audit import Actor, write_line
from overens.common.dates import PartialDate
from overens.compacts.actions.signing import refresh_marks
from overens.compacts.models import Compact, CompactVersion
from overens.governance.models import Decision

UNKNOWN = PartialDate()
# What a compact is before any version of it is in force. One of which the source does
# not say stays unknown.
BEFORE_FORCE = ("drafting", "on referral", "adopted")


@transaction.atomic
def put_in_force(
    *,
    version: CompactVersion,
    by: Actor,
    valid_from: PartialDate = UNKNOWN,
    adopted_by: Decision | None = None,
) -> CompactVersion:
    """Let a version be the one in force; the one before it gets its end.

    Args:
        valid_from: the first day, as far as is known.
        adopted_by: the decision that adopted it.
    """
    compact = Compact.objects.select_for_update().get(pk=version.compact_id)
    before = CompactVersion.objects.filter(
        compact=version.compact_id, is_current=True
    ).exclude(pk=version.pk)
    for other in before:
        other.is_current = False
        other.valid_to = other.valid_to or valid_from
        other.save(update_fields=["is_current", "valid_to"])
    version.is_current = True
    version.valid_from = valid_from or version.valid_from
    version.adopted_by = adopted_by or version.adopted_by
    version.save(update_fields=["is_current", "valid_from", "adopted_by"])
    if compact.status in BEFORE_FORCE:
        compact.status = "in force"
        compact.save(update_fields=["status"])
    refresh_marks(version.compact)
    write_line(
        "compacts.put_in_force",
        by=by,
        about=version,
        space=version.compact.space.slug,
        facts={"number": version.number, "from": str(valid_from)},
    )
    return version
