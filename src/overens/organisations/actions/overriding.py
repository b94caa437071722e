"""What the secretariat decides against the district rule (rule O1)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from overens.common.audit import Actor, write_line
from overens.organisations.models import DistrictOverride, Organisation
from overens.organisations.rules import (
    NotCivilSociety,
    NothingDecidedOtherwise,
    check_note,
)


def _lift(organisation: Organisation, day: date, by: Actor) -> int:
    return DistrictOverride.objects.filter(
        organisation=organisation, lifted_on=None
    ).update(lifted_on=day, lifted_by=by.label[:200])


@transaction.atomic
def override_district(
    *, organisation: Organisation, is_district: bool, note: str, day: date, by: Actor
) -> DistrictOverride:
    """Decide that an organisation counts, or not, whatever the rule says.

    What was decided before is lifted, and stays to be read.

    Raises:
        NoteMissing: nothing says why.
        NotCivilSociety: it is a public body.
    """
    note = check_note(note)
    if organisation.is_public:
        raise NotCivilSociety(name=organisation.name)
    # Two who decide at once take turns: one decision stands.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    _lift(organisation, day, by)
    made = DistrictOverride.objects.create(
        organisation=organisation,
        is_district=is_district,
        note=note,
        day=day,
        by_label=by.label[:200],
        by_role=by.role[:80],
    )
    write_line(
        "organisations.override_district",
        by=by,
        about=organisation,
        facts={"is_district": is_district, "day": day.isoformat()},
    )
    return made


@transaction.atomic
def lift_override(*, organisation: Organisation, day: date, by: Actor) -> None:
    """Let the rule hold again.

    Raises:
        NothingDecidedOtherwise: it holds already.
    """
    if not _lift(organisation, day, by):
        raise NothingDecidedOtherwise(name=organisation.name)
    write_line(
        "organisations.lift_override",
        by=by,
        about=organisation,
        facts={"day": day.isoformat()},
    )
