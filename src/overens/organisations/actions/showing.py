"""Choose who sees which facts of an organisation, and undo it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from overens.common.audit import Actor, write_line
from overens.organisations.actions.organisations import locked
from overens.organisations.actions.searching import refresh_search, tell_of_all
from overens.organisations.models import Organisation, VisibilityChange
from overens.organisations.rules.visibility import (
    ABOUT,
    VisibilityUndone,
    check_open,
    check_visibility,
)


@transaction.atomic
def set_visibility(
    *,
    organisation: Organisation,
    visibility: Mapping[str, str],
    day: date,
    by_side: str,
    by: Actor,
) -> VisibilityChange | None:
    """Choose who sees each group of facts of an organisation (O60).

    Args:
        visibility: a key of ``VISIBILITIES`` for each key of ``NARROWABLE``; what is
            not named is for everyone.
        by_side: who chooses: ``own`` or ``secretariat``.

    Returns:
        What it changed, to be undone by; None where it was so already.

    Raises:
        NoSuchVisibility: a group that cannot be narrowed, or no such step.
        PublicBodyIsOpen: a public body would hide something.
    """
    organisation = locked(organisation)
    after = check_visibility(visibility)
    check_open(after, name=organisation.name, is_public=organisation.is_public)
    before = organisation.visibility
    if before == after:
        return None
    _write(organisation, after)
    made = VisibilityChange.objects.create(
        organisation=organisation, day=day, by_side=by_side, before=before, after=after
    )
    write_line(
        "organisations.set_visibility",
        by=by,
        about=organisation,
        facts={"before": before, "after": after},
    )
    return made


@transaction.atomic
def undo_visibility(*, change: VisibilityChange, day: date, by: Actor) -> None:
    """Let the same see the same as before a choice.

    Raises:
        VisibilityUndone: it is undone, or something else has been chosen since.
    """
    organisation = locked(change.organisation)
    change = VisibilityChange.objects.select_for_update().get(pk=change.pk)
    if change.undone_on is not None or organisation.visibility != change.after:
        raise VisibilityUndone()
    _write(organisation, change.before)
    change.undone_on = day
    change.save(update_fields=["undone_on"])
    write_line(
        "organisations.undo_visibility",
        by=by,
        about=organisation,
        facts={"before": change.after, "after": change.before},
    )


def _write(organisation: Organisation, visibility: dict[str, str]) -> None:
    changed = organisation.visibility.get(ABOUT) != visibility.get(ABOUT)
    organisation.visibility = visibility
    organisation.save(update_fields=["visibility"])
    if changed:
        refresh_search(organisation)
        # A word that is withheld now is no longer one that a misspelt one can mean.
        tell_of_all()
