"""Brings a whole list of those who are asked into a survey in the making, at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from overens.common.audit import Actor, write_line
from overens.common.models import fitting
from overens.common.texts import LocalText
from overens.surveys.actions.drafts import locked_draft
from overens.surveys.actions.framing import (
    check_room,
    forget_groups,
    group_key,
    next_keys,
)
from overens.surveys.models import Coverage, FrameRespondent, FrameUnit, Survey
from overens.surveys.queries.framing import Asked, known_frame, own_headings
from overens.surveys.rules import RowsWrong, folded, free_key, read_frame


@dataclass(frozen=True)
class BroughtIn:
    """How many were put on the list that did not stand there before."""

    respondents: int
    units: int


@transaction.atomic
def import_frame(
    *, survey: Survey, sheet: Sequence[Sequence[str]], by: Actor
) -> BroughtIn:
    """Take in a sheet of who answers for what; all of it, or nothing.

    Raises:
        NoHeadings, NoRowsInFrame: it cannot be read.
        RowsWrong: some row has a fault; ``read_frame`` says which.
        AskedAlready, TakenAway, FrameFull: it cannot be taken in.
    """
    survey = locked_draft(survey)
    read = read_frame(sheet, known=known_frame(survey), own_words=own_headings(survey))
    if read.wrong:
        raise RowsWrong(count=read.wrong)
    rows = [
        Asked(row.respondent, row.address, LocalText(sv=row.unit), LocalText(row.group))
        for row in read.rows
    ]
    return _bring_in(survey, rows, "sheet", by)


@transaction.atomic
def bring_in(
    *, survey: Survey, rows: Sequence[Asked], source: str, by: Actor
) -> BroughtIn:
    """Put some on the list, such as those chosen in the register.

    Args:
        source: where they come from, for the log.

    Raises:
        AskedAlready, TakenAway, FrameFull: it cannot be done.
    """
    return _bring_in(locked_draft(survey), rows, source, by)


def _bring_in(
    survey: Survey, rows: Sequence[Asked], source: str, by: Actor
) -> BroughtIn:
    people, new_people = _people(survey, rows)
    units, new_units = _units(survey, rows)
    pairs = dict.fromkeys(
        (people[folded(row.name)].pk, units[folded(str(row.unit))].pk) for row in rows
    )
    stand = set(
        Coverage.objects.filter(respondent__survey=survey).values_list(
            "respondent_id", "unit_id"
        )
    )
    Coverage.objects.bulk_create(
        Coverage(respondent_id=person, unit_id=unit)
        for person, unit in pairs
        if (person, unit) not in stand
    )
    check_room(survey)
    forget_groups(survey)
    done = BroughtIn(new_people, new_units)
    write_line(
        "surveys.bring_in_frame",
        by=by,
        about=survey,
        space=survey.space.slug,
        facts={
            "source": source,
            "rows": len(rows),
            "respondents": done.respondents,
            "units": done.units,
        },
    )
    return done


def _people(
    survey: Survey, rows: Sequence[Asked]
) -> tuple[dict[str, FrameRespondent], int]:
    """Return everybody by folded name, and how many are new."""
    people = {folded(p.name): p for p in survey.frame_respondents.all()}
    wanted: dict[str, FrameRespondent] = {}
    reached = []
    place = max((p.place for p in people.values()), default=0)
    for row in rows:
        name = folded(row.name)
        known = people.get(name) or wanted.get(name)
        if known is None:
            place += 1
            wanted[name] = FrameRespondent(
                survey=survey, name=row.name, address=row.address, place=place
            )
        elif row.address and not known.address:
            known.address = row.address
            reached.append(known)
    keys = next_keys(survey.frame_respondents, "svarande", len(wanted))
    for person, key in zip(wanted.values(), keys, strict=True):
        person.key = key
    FrameRespondent.objects.bulk_create(fitting(wanted.values()))
    FrameRespondent.objects.bulk_update(
        [person for person in reached if person.pk], ["address"], batch_size=500
    )
    return people | wanted, len(wanted)


def _units(survey: Survey, rows: Sequence[Asked]) -> tuple[dict[str, FrameUnit], int]:
    """Return every unit by folded name, and how many are new."""
    stand = list(survey.frame_units.all())
    units = {folded(text): unit for unit in stand for text in unit.name.values()}
    keys = {unit.key for unit in stand}
    place = max((unit.place for unit in stand), default=0)
    groups: dict[str, str] = {}
    new: list[FrameUnit] = []
    grouped = []
    for row in rows:
        group = groups.get(folded(str(row.group)))
        if group is None:
            group = groups[folded(str(row.group))] = group_key(survey, row.group)
        unit = units.get(folded(str(row.unit)))
        if unit is None:
            place += 1
            key = free_key(str(row.unit), keys, "enhet")
            keys.add(key)
            unit = FrameUnit(
                survey=survey,
                key=key,
                name=row.unit,
                stratum=group,
                register=row.register,
                place=place,
            )
            new.append(unit)
            for text in row.unit.values():
                units.setdefault(folded(text), unit)
        elif group and not unit.stratum:
            unit.stratum = group
            grouped.append(unit)
    FrameUnit.objects.bulk_create(fitting(new))
    FrameUnit.objects.bulk_update(
        [unit for unit in grouped if unit in stand], ["stratum"], batch_size=500
    )
    return units, len(new)
