"""Writes whom a survey in the making asks about what, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from overens.common.audit import Actor, write_line
from overens.common.models import removing
from overens.common.texts import LocalText
from overens.surveys.actions.drafts import locked_draft
from overens.surveys.models import Coverage, FrameRespondent, FrameUnit, Survey
from overens.surveys.rules import (
    MOST_IN_FRAME,
    FrameFull,
    GroupMissing,
    NameMissing,
    NameTaken,
    RowGone,
    folded,
    free_key,
)


@transaction.atomic
def add_respondent(
    *,
    survey: Survey,
    name: str,
    by: Actor,
    address: str = "",
    units: Iterable[FrameUnit] = (),
    new_units: Sequence[str] = (),
) -> FrameRespondent:
    """Put somebody last on the list of those who are asked.

    Args:
        address: where their invitation will be sent; may be told later.
        units: what they answer for, of those on the list.
        new_units: the names of more to answer for, which are put on the list.

    Raises:
        AskedAlready, TakenAway: the survey is no draft.
        NameMissing, NameTaken: nobody could tell who it is.
        FrameFull: the list has no room.
    """
    survey = locked_draft(survey)
    name = _checked_name(survey.frame_respondents, name)
    made = FrameRespondent.objects.create(
        survey=survey,
        key=next_keys(survey.frame_respondents, "svarande", 1)[0],
        name=name,
        address=address,
        place=_last(survey.frame_respondents) + 1,
    )
    _cover(made, [*units, *_more_units(survey, new_units)])
    _log("surveys.add_respondent", survey, by, respondent=made.key)
    return made


@transaction.atomic
def change_respondent(
    *,
    respondent: FrameRespondent,
    name: str,
    by: Actor,
    address: str = "",
    units: Iterable[FrameUnit] = (),
    new_units: Sequence[str] = (),
) -> FrameRespondent:
    """Change who somebody on the list is, their address and what they answer for.

    Raises:
        RowGone: somebody has taken them off the list.
        AskedAlready, TakenAway, NameMissing, NameTaken, FrameFull: as to add one.
    """
    survey = locked_draft(respondent.survey)
    row: FrameRespondent = _locked(survey.frame_respondents, respondent.pk)
    row.name = _checked_name(survey.frame_respondents.exclude(pk=row.pk), name)
    row.address = address
    row.save(update_fields=["name", "address"])
    _cover(row, [*units, *_more_units(survey, new_units)])
    _log("surveys.change_respondent", survey, by, respondent=row.key)
    return row


@transaction.atomic
def remove_respondent(*, respondent: FrameRespondent, by: Actor) -> None:
    """Take somebody off the list; what they answered for stays on it.

    Raises:
        RowGone: it is done already.
        AskedAlready, TakenAway: the survey is no draft.
    """
    survey = locked_draft(respondent.survey)
    row = _locked(survey.frame_respondents, respondent.pk)
    _log("surveys.remove_respondent", survey, by, respondent=row.key)
    with removing():
        row.delete()


@transaction.atomic
def add_unit(
    *,
    survey: Survey,
    name: LocalText,
    by: Actor,
    group: LocalText | None = None,
    respondents: Iterable[FrameRespondent] = (),
) -> FrameUnit:
    """Put something to answer for last on the list.

    Args:
        group: its name; one that is not there yet is made.

    Raises:
        AskedAlready, TakenAway, NameMissing, NameTaken, FrameFull: as for a respondent.
    """
    survey = locked_draft(survey)
    check_unit_name(survey.frame_units.all(), name)
    made = FrameUnit.objects.create(
        survey=survey,
        key=free_key(str(name), _keys(survey.frame_units), "enhet"),
        name=name,
        stratum=group_key(survey, group),
        place=_last(survey.frame_units) + 1,
    )
    check_room(survey)
    _answered_by(made, respondents)
    _log("surveys.add_unit", survey, by, unit=made.key)
    return made


@transaction.atomic
def change_unit(
    *,
    unit: FrameUnit,
    name: LocalText,
    by: Actor,
    group: LocalText | None = None,
    respondents: Iterable[FrameRespondent] = (),
) -> FrameUnit:
    """Change what something on the list is called, its group and who answers for it.

    Raises:
        RowGone: somebody has taken it off the list.
        AskedAlready, TakenAway, NameMissing, NameTaken: as to add one.
    """
    survey = locked_draft(unit.survey)
    row: FrameUnit = _locked(survey.frame_units, unit.pk)
    check_unit_name(survey.frame_units.exclude(pk=row.pk), name)
    row.name = name
    row.stratum = group_key(survey, group)
    row.save(update_fields=["name", "stratum"])
    _answered_by(row, respondents)
    forget_groups(survey)
    _log("surveys.change_unit", survey, by, unit=row.key)
    return row


@transaction.atomic
def remove_unit(*, unit: FrameUnit, by: Actor) -> None:
    """Take something to answer for off the list.

    Raises:
        RowGone: it is done already.
        AskedAlready, TakenAway: the survey is no draft.
    """
    survey = locked_draft(unit.survey)
    row = _locked(survey.frame_units, unit.pk)
    _log("surveys.remove_unit", survey, by, unit=row.key)
    with removing():
        row.delete()
    forget_groups(survey)


@transaction.atomic
def empty_frame(*, survey: Survey, by: Actor) -> None:
    """Take everybody and everything off the list, to begin anew.

    Raises:
        AskedAlready, TakenAway: the survey is no draft.
    """
    survey = locked_draft(survey)
    facts = {
        "respondents": survey.frame_respondents.count(),
        "units": survey.frame_units.count(),
    }
    with removing():
        survey.frame_respondents.all().delete()
        survey.frame_units.all().delete()
    forget_groups(survey)
    _log("surveys.empty_frame", survey, by, **facts)


@transaction.atomic
def name_groups(*, survey: Survey, names: Mapping[str, LocalText], by: Actor) -> None:
    """Give the groups other names; two of the same name become one.

    Args:
        names: by the group's key.

    Raises:
        GroupMissing: a group would have no name.
        AskedAlready, TakenAway: the survey is no draft.
    """
    survey = locked_draft(survey)
    kept: dict[str, LocalText] = {}
    joined = {}
    for key in groups_of(survey):
        name = names.get(key) or LocalText(survey.strata.get(key, {}))
        if not name:
            raise GroupMissing()
        same = _called(kept, name)
        if same is None:
            kept[key] = name
        else:
            joined[key] = same
            # What one of them says in a language the other may lack.
            kept[same] = LocalText({**name, **kept[same]})
    for key, into in joined.items():
        survey.frame_units.filter(stratum=key).update(stratum=into)
    survey.strata = kept
    survey.save(update_fields=["strata"])
    _log("surveys.name_groups", survey, by, groups=kept, joined=joined)


def groups_of(survey: Survey) -> dict[str, LocalText]:
    """Return the groups that some unit is in, by key, each with its name. 1 query."""
    keys = dict.fromkeys(
        survey.frame_units.exclude(stratum="")
        .order_by("place")
        .values_list("stratum", flat=True)
    )
    return {key: LocalText(survey.strata.get(key) or key) for key in keys}


def group_key(survey: Survey, group: LocalText | None) -> str:
    """Return the key of the group of a name; a new one is kept with the survey."""
    if not group:
        return ""
    named = {key: LocalText(text) for key, text in survey.strata.items()}
    # Those of a file that names none are called by their keys.
    named = groups_of(survey) | named
    found = _called(named, group)
    if found is None:
        found = free_key(str(group), named, "grupp")
        survey.strata = {**survey.strata, found: group}
        survey.save(update_fields=["strata"])
    return found


def forget_groups(survey: Survey) -> None:
    """Forget the names of groups that no unit is in any more."""
    stand = groups_of(survey)
    left = {key: text for key, text in survey.strata.items() if key in stand}
    if left != survey.strata:
        survey.strata = left
        survey.save(update_fields=["strata"])


def check_unit_name(others: Any, name: LocalText) -> None:
    """Refuse a unit without a name, or with one that another has in any language."""
    if not name:
        raise NameMissing()
    wished = {folded(text) for text in name.values()}
    for texts in others.values_list("name", flat=True):
        if taken := wished & {folded(text) for text in texts.values()}:
            raise NameTaken(name=name.get("sv") or taken.pop())


def next_keys(rows: Any, stem: str, count: int) -> list[str]:
    """Return keys that say nothing of whom they are of, and that no row has."""
    taken = _keys(rows)
    keys: list[str] = []
    number = len(taken)
    while len(keys) < count:
        number += 1
        if f"{stem}-{number}" not in taken:
            keys.append(f"{stem}-{number}")
    return keys


def check_room(survey: Survey) -> None:
    """Refuse a list that has grown beyond its room."""
    if max(survey.frame_respondents.count(), survey.frame_units.count()) > (
        MOST_IN_FRAME
    ):
        raise FrameFull(most=MOST_IN_FRAME)


def _called(named: Mapping[str, LocalText], name: LocalText) -> str | None:
    wished = {folded(text) for text in name.values()}
    for key, texts in named.items():
        if wished & {folded(text) for text in texts.values()}:
            return key
    return None


def _checked_name(others: Any, name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise NameMissing()
    if folded(name) in {folded(n) for n in others.values_list("name", flat=True)}:
        raise NameTaken(name=name)
    return name


def _more_units(survey: Survey, names: Sequence[str]) -> list[FrameUnit]:
    """Put units on the list, or find them there by name."""
    found = {
        folded(text): unit
        for unit in survey.frame_units.all()
        for text in unit.name.values()
    }
    taken, place = _keys(survey.frame_units), _last(survey.frame_units)
    units = []
    for words in names:
        name = " ".join(words.split())
        if not name:
            continue
        unit = found.get(folded(name))
        if unit is None:
            key, place = free_key(name, taken, "enhet"), place + 1
            taken.add(key)
            unit = FrameUnit.objects.create(
                survey=survey, key=key, name=LocalText(sv=name), place=place
            )
            found[folded(name)] = unit
        units.append(unit)
    check_room(survey)
    return units


def _cover(respondent: FrameRespondent, units: Iterable[FrameUnit]) -> None:
    wanted = {unit.pk: unit for unit in units}
    stands = set(respondent.coverages.values_list("unit_id", flat=True))
    with removing():
        respondent.coverages.exclude(unit_id__in=wanted).delete()
    Coverage.objects.bulk_create(
        Coverage(respondent=respondent, unit=unit)
        for pk, unit in wanted.items()
        if pk not in stands
    )


def _answered_by(unit: FrameUnit, respondents: Iterable[FrameRespondent]) -> None:
    wanted = {person.pk: person for person in respondents}
    stands = set(unit.coverages.values_list("respondent_id", flat=True))
    with removing():
        unit.coverages.exclude(respondent_id__in=wanted).delete()
    Coverage.objects.bulk_create(
        Coverage(respondent=person, unit=unit)
        for pk, person in wanted.items()
        if pk not in stands
    )


def _keys(rows: Any) -> set[str]:
    return set(rows.values_list("key", flat=True))


def _last(rows: Any) -> int:
    return int(rows.aggregate(last=Max("place"))["last"] or 0)


def _locked(rows: Any, pk: int) -> Any:
    row = rows.filter(pk=pk).first()
    if row is None:
        raise RowGone()
    return row


def _log(action: str, survey: Survey, by: Actor, **facts: Any) -> None:
    write_line(action, by=by, about=survey, space=survey.space.slug, facts=facts)
