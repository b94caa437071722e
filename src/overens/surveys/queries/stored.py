"""Brings stored surveys into the shapes that the rules take. Bounded queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import CharField, F, Value
from django.utils.translation import gettext, override

from overens.common.texts import LocalText
from overens.surveys.models import (
    AnswerSheet,
    FrameRespondent,
    FrameUnit,
    QuestionnaireItem,
    ReleasedText,
    SheetUnit,
    Survey,
)
from overens.surveys.queries.groups import group_in_words
from overens.surveys.rules import (
    OPEN,
    QUESTION_TYPES,
    DraftItem,
    Frame,
    Item,
    Option,
    Respondent,
    Sheet,
    limits_in,
    marks_in,
    spread_out,
)
from overens.surveys.rules.groups import FEWEST_GROUPS, group_item


def questionnaire_items(survey: Survey) -> list[QuestionnaireItem]:
    """Return the questions of the survey's latest questionnaire, in order. 1 query."""
    items = (
        QuestionnaireItem.objects.filter(questionnaire__survey=survey)
        .select_related("question", "questionnaire")
        .order_by("-questionnaire__version", "place")
    )
    latest: list[QuestionnaireItem] = []
    for item in items:
        if latest and item.questionnaire_id != latest[0].questionnaire_id:
            break
        latest.append(item)
    return latest


def draft_items(items: Sequence[QuestionnaireItem]) -> list[DraftItem]:
    """Return questions as the rules of conditions take them; no query."""
    return [
        DraftItem(
            item.key,
            item.question.kind,
            [option["key"] for option in item.question.options],
            item.condition,
        )
        for item in items
    ]


def item_in(item: QuestionnaireItem, language: str) -> Item:
    """Return a question as the rules take it, its words in one language."""
    options = item.question.options
    limits = limits_in(item.question.settings, language)
    groups = QUESTION_TYPES[item.question.kind].groups(limits)
    return Item(
        key=item.key,
        kind=item.question.kind,
        title=item.question.title.in_language(language),
        options=tuple(
            Option(
                option["key"],
                LocalText(option["label"]).in_language(language),
                option.get("alone", False),
            )
            for option in options
        )
        or tuple(
            Option(group.key, group_in_words(group, limits, language))
            for group in groups
        ),
        limits=limits,
        rows=tuple(
            Option(row["key"], LocalText(row["label"]).in_language(language))
            for row in item.question.settings.get("rows", ())
        ),
        own_text=item.question.own_text,
        other_labels={
            label: option["key"]
            for option in options
            for label in option["label"].values()
        },
        marks=marks_in(item.marks),
    )


def items_in(items: Iterable[QuestionnaireItem], language: str) -> list[Item]:
    """Return questions as they are counted, those with rows a row at a time."""
    return spread_out(item_in(item, language) for item in items)


def has_groups(survey: Survey) -> bool:
    """Say whether the survey's units lie in groups that results are told by.

    Groups without names are somebody's own order and not shown.
    """
    return len(survey.strata) >= FEWEST_GROUPS and not survey.open_frame


def groups_item(survey: Survey, language: str) -> Item | None:
    """Return the groups of the frame as something to cross; None without."""
    if not has_groups(survey):
        return None
    names = {
        key: LocalText(name).in_language(language) or key
        for key, name in survey.strata.items()
    }
    with override(language):
        return group_item(names, gettext("Group"))


def option_meanings(item: QuestionnaireItem, language: str) -> dict[str, str]:
    """Return the long wordings of options by key, where they differ from the label."""
    return {
        option["key"]: LocalText(option["meaning"]).in_language(language)
        for option in item.question.options
        if option.get("meaning")
    }


def option_helps(item: QuestionnaireItem, language: str) -> dict[str, str]:
    """Return what stands beside options while one answers: what they mean, and if one
    excludes the others. By key; no query."""
    helps = option_meanings(item, language)
    with override(language):
        alone = gettext("Then choose nothing else.")
    for option in item.question.options:
        if option.get("alone"):
            meaning = helps.get(option["key"], "")
            helps[option["key"]] = f"{meaning} {alone}".strip()
    return helps


def frame_of(survey: Survey, *, with_coverage: bool = False) -> Frame:
    """Return whom the survey asks about what. 2 queries.

    Args:
        with_coverage: also who answers for which unit.
    """
    units = {
        key: (pk, stratum, name)
        for pk, key, stratum, name in FrameUnit.objects.filter(survey=survey)
        .order_by("place")
        .values_list("pk", "key", "stratum", "name")
    }
    people = FrameRespondent.objects.filter(survey=survey).order_by("place")
    if with_coverage:
        # A row for each that somebody answers for, and one for who answers for none.
        people = people.annotate(covers=F("coverages__unit__key"))
        people = people.order_by("place", "coverages__unit__place")
    else:
        people = people.annotate(covers=Value(None, output_field=CharField()))
    covered: dict[str, list[str]] = {}
    told: dict[str, bool] = {}
    names: dict[str, str] = {}
    for key, name, declined, covers in people.values_list(
        "key", "name", "declined", "covers"
    ):
        covered.setdefault(key, []).extend([covers] if covers else [])
        told[key] = declined
        names[name] = key
    respondents = [
        Respondent(key, tuple(units_of), told[key]) for key, units_of in covered.items()
    ]
    for key, (_pk, _stratum, texts) in units.items():
        names |= dict.fromkeys((texts or {}).values(), key)
    return Frame(
        units={key: stratum for key, (_pk, stratum, _name) in units.items()},
        respondents=tuple(respondents),
        is_open=survey.open_frame,
        names=names,
    )


def standing_sheets(survey: Survey) -> list[Sheet]:
    """Return the answers that count, in the order they came in. 2 queries.

    A sheet of an open frame stands for a respondent and units of its own.
    """
    return _sheets(survey, list(_standing(survey)))


def few_sheets(survey: Survey, most: int) -> list[Sheet] | None:
    """Return the answers that count, or None if they are more than so many."""
    rows = list(_standing(survey)[: most + 1])
    return None if len(rows) > most else _sheets(survey, rows)


def streamed_sheets(survey: Survey, at_a_time: int = 2_000) -> Iterator[Sheet]:
    """Yield the answers that count, in the order they came in, some held at a time.

    Each lot is asked for by itself, so that a slow reader keeps no transaction open.
    """
    last = 0
    while rows := list(_standing(survey).filter(pk__gt=last)[:at_a_time]):
        yield from _sheets(survey, rows)
        last = rows[-1][0]


def _standing(survey: Survey) -> Any:
    return (
        AnswerSheet.objects.standing()
        .filter(survey=survey)
        .order_by("id")
        .values_list(
            "pk",
            "respondent__key",
            "giver",
            "answers",
            "unit_count",
            "questionnaire__version",
            "stratum",
        )
    )


def _sheets(survey: Survey, rows: Sequence[Any]) -> list[Sheet]:
    units: dict[int, list[str]] = defaultdict(list)
    strata: dict[int, list[str]] = defaultdict(list)
    if rows and not survey.open_frame:
        for sheet, unit, stratum in (
            SheetUnit.objects.filter(
                sheet__survey=survey,
                sheet__pk__range=(rows[0][0], rows[-1][0]),
                stands=True,
            )
            .order_by("unit__place")
            .values_list("sheet_id", "unit__key", "unit__stratum")
        ):
            units[sheet].append(unit)
            strata[sheet].append(stratum)
    is_grouped = has_groups(survey)
    return [
        Sheet(
            respondent=person or f"row-{giver or pk}",
            units=tuple(units[pk])
            or tuple(f"row-{pk}-{number}" for number in range(1, count + 1)),
            answers=answers,
            version=version,
            strata=tuple(
                group if group in survey.strata else ""
                for group in strata[pk] or [stratum] * count
            )
            if is_grouped
            else (),
        )
        for pk, person, giver, answers, count, version, stratum in rows
    ]


# Texts that may be shown, by question; and when and why others were withdrawn.
Texts = dict[str, list[LocalText]]
Withdrawn = dict[str, list[tuple[datetime, str]]]


def released_texts(survey: Survey) -> Texts:
    """Return the texts that may be shown, by question, in their own order. 1 query."""
    return _released(survey)[0]


def quotes_of(survey: Survey) -> tuple[Texts, Withdrawn]:
    """Return the released texts, and when and why others were withdrawn. 1 query.

    Guarded ones are in an order that tells nothing.
    """
    quotes, withdrawn = _released(survey)
    if survey.mode == OPEN:
        return quotes, withdrawn
    return {
        key: sorted(
            texts,
            key=lambda text: sha256(f"{key} {sorted(text.items())}".encode()).digest(),
        )
        for key, texts in quotes.items()
    }, withdrawn


def _released(survey: Survey) -> tuple[Texts, Withdrawn]:
    texts: Texts = defaultdict(list)
    withdrawn: Withdrawn = defaultdict(list)
    rows: Any = (
        ReleasedText.objects.filter(survey=survey, sheet__withdrawn_at=None)
        .order_by("question_key", "place")
        .values_list("question_key", "text", "withdrawn_at", "withdrawn_why")
    )
    for key, text, gone, why in rows:
        if gone is None:
            texts[key].append(LocalText(text))
        else:
            withdrawn[key].append((gone, why))
    return texts, withdrawn
