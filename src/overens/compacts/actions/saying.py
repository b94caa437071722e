"""What is said about a version and a signature besides the wording itself."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from overens.common.audit import Actor, write_line
from overens.common.changing import set_changed
from overens.compacts.actions.compacts import Words, text_of
from overens.compacts.models import CompactVersion, Signature
from overens.compacts.rules import check_term

CHANGEABLE = frozenset({"title", "valid_to", "beginning", "source_note"})


@transaction.atomic
def change_version(
    *, version: CompactVersion, by: Actor, **changes: Any
) -> CompactVersion:
    """Change what a version is called, when it ended, or what it is known from.

    Args:
        **changes: new values of fields in ``CHANGEABLE``.

    Raises:
        EndBeforeBeginning: its last day would come before its first.
        TypeError: a field cannot be changed here.
    """
    changed = set_changed(version, changes, CHANGEABLE)
    if not changed:
        return version
    check_term(version.valid_from, version.valid_to)
    version.save(update_fields=changed)
    write_line(
        "compacts.change_version",
        by=by,
        about=version,
        space=version.compact.space.slug,
        facts={"fields": sorted(changed)},
    )
    return version


@transaction.atomic
def say_because(*, signature: Signature, because: Words, by: Actor) -> Signature:
    """Record why a signatory is in, in its own words; what was said before goes."""
    signature = (
        Signature.objects.select_for_update(of=("self",))
        .select_related("version__compact__space", "organisation")
        .get(pk=signature.pk)
    )
    signature.because = text_of(because)
    signature.save(update_fields=["because"])
    write_line(
        "compacts.say_because",
        by=by,
        about=signature,
        space=signature.version.compact.space.slug,
    )
    return signature
