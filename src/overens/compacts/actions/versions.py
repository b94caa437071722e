"""Which version is in force."""

from __future__ import annotations

from django.db import transaction

from overens.accounts.queries import day_in
from overens.common.audit import Actor, write_line
from overens.common.dates import PartialDate
from overens.compacts.actions.signing import refresh_marks
from overens.compacts.models import Compact, CompactVersion
from overens.compacts.rules import NotInForce, check_force, check_reason
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
    beginning: str | None = None,
) -> CompactVersion:
    """Let a version be the one in force, for everyone to read; the one before ends.

    Args:
        valid_from: the first day, as far as is known.
        adopted_by: the decision that adopted it.
        beginning: what the first day is the day of: a key of ``rules.BEGINNINGS``;
            None leaves what is there.

    Raises:
        ForceDayToCome, ForceBeforeTheLast, VersionEnded: see ``rules.check_force``.
    """
    compact = Compact.objects.select_for_update(of=("self",)).get(pk=version.compact_id)
    version = CompactVersion.objects.select_related("compact__space").get(pk=version.pk)
    before = (
        CompactVersion.objects.filter(compact=compact, is_current=True)
        .exclude(pk=version.pk)
        .first()
    )
    first_day = valid_from or version.valid_from
    check_force(
        number=version.number,
        valid_from=first_day,
        has_ended=not version.is_current and bool(version.valid_to),
        before=(before.number, before.valid_from) if before else None,
        today=day_in(version.compact.space),
    )
    if before is not None:
        before.is_current = False
        before.valid_to = before.valid_to or valid_from
        before.save(update_fields=["is_current", "valid_to"])
    version.is_current = True
    version.is_draft = False
    version.valid_from = first_day
    version.beginning = beginning or version.beginning
    version.adopted_by = adopted_by or version.adopted_by
    version.save(
        update_fields=[
            *("is_current", "is_draft", "valid_from", "beginning", "adopted_by")
        ]
    )
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


@transaction.atomic
def take_back_force(*, version: CompactVersion, why: str, by: Actor) -> CompactVersion:
    """Take back that a version was put in force by mistake: it is a draft again.

    The version that was in force before it is so again, without an end.

    Raises:
        NotInForce: the version is not the one in force.
        ReasonMissing: no reason was given.
    """
    reason = check_reason(why)
    Compact.objects.select_for_update(of=("self",)).get(pk=version.compact_id)
    version = CompactVersion.objects.select_related("compact__space").get(pk=version.pk)
    if not version.is_current or version.is_draft:
        raise NotInForce(number=version.number)
    before = (
        CompactVersion.objects.published()
        .filter(compact=version.compact_id, number__lt=version.number)
        .order_by("-number")
        .first()
    )
    facts = {"number": version.number, "from": str(version.valid_from), "why": reason}
    version.is_draft = True
    version.valid_from = UNKNOWN
    # With no other to show, the text is still the one that its people work on.
    version.is_current = before is None
    version.save(update_fields=["is_draft", "valid_from", "is_current"])
    if before is not None:
        before.is_current = True
        before.valid_to = UNKNOWN
        before.save(update_fields=["is_current", "valid_to"])
    refresh_marks(version.compact)
    write_line(
        "compacts.take_back_force",
        by=by,
        about=version,
        space=version.compact.space.slug,
        facts=facts,
    )
    return version
