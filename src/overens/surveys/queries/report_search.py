"""What a report's sentences are held against: names, answers, and how many they are.

Of an open survey the answer sheets; of a guarded one what has been given out, and
nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from overens.common.texts import LocalText
from overens.surveys.models import FrameRespondent, FrameUnit, Survey
from overens.surveys.models.releases import table_key
from overens.surveys.queries.bound import items_to_cross
from overens.surveys.queries.codes import with_codes
from overens.surveys.queries.counting import each_sheet
from overens.surveys.queries.crossing import shown_cross, tables_given_out
from overens.surveys.queries.report_parts import quotes_in
from overens.surveys.queries.shown import ShownQuestion, ShownSurvey
from overens.surveys.queries.sides import both_sides
from overens.surveys.queries.stored import frame_of
from overens.surveys.rules import (
    OPEN,
    QUESTION_TYPES,
    Frame,
    Item,
    Sheet,
    counts_in,
)
from overens.surveys.rules.pointing import words_in
from overens.surveys.rules.singling import (
    GROUP,
    MISSING,
    OPTION,
    UNIT,
    Condition,
    Crowd,
    Search,
    Vocabulary,
)
from overens.surveys.rules.stands import GROUP as FRAME_GROUPS


@dataclass(frozen=True)
class SmallFigure:
    """A figure that was given openly and that few persons stand behind."""

    question: str
    label: str
    persons: int


def search_of(shown: ShownSurvey) -> Search:
    """Return what a report's sentences are held against.

    6 queries; two more of a survey with codes, and 8 with another side that is shown.
    """
    survey, frame = shown.survey, frame_of(shown.survey, with_coverage=True)
    is_open = survey.mode == OPEN
    quotes = quotes_in(shown)
    return Search(
        vocabulary=_vocabulary(shown),
        crowd=_counted_crowd(shown, frame) if is_open else _told_crowd(shown),
        least=survey.least_persons,
        quotes=[text for text, _question in quotes],
        quotes_of=[question for _text, question in quotes],
        is_guarded=not is_open,
    )


def _vocabulary(shown: ShownSurvey) -> Vocabulary:
    labels: dict[Condition, str] = {}
    grades: dict[str, list[str]] = {}
    for question in shown.with_coded():
        item = question.result.item
        options = [option.key for option in item.options]
        if options and all(key.isdigit() for key in options):
            grades[item.key] = options
            continue
        if QUESTION_TYPES[item.kind].has_options:
            for option in item.options:
                labels[Condition(OPTION, item.key, option.key)] = option.label
    for key, texts in shown.survey.strata.items():
        labels[Condition(GROUP, key=key)] = LocalText(texts).in_language(shown.language)
    names, promised = _names(shown)
    return Vocabulary(
        shown.language,
        labels,
        grades,
        names,
        shown.words,
        words_in(_own_texts(shown)),
        {q.result.key: q.number for q in shown.with_coded()},
        promised,
    )


def _own_texts(shown: ShownSurvey) -> Iterator[str]:
    """Return what the survey says itself: that is nobody's in particular."""
    for name in ("title", "introduction", "promise", "voice", "source", "method"):
        yield shown.text(name)
    for question in shown.questions:
        item = question.result.item
        yield from (question.heading, item.title, item.row_of, question.instruction)
        yield from (option.label for option in item.options)


def _names(
    shown: ShownSurvey,
) -> tuple[Mapping[str, Condition | None], frozenset[str]]:
    """Return the names of units and persons, and those that were promised; 2 queries.

    Those of the other side too, where the report shows the gap to it.
    """
    surveys = {shown.survey.pk: shown.survey}
    if (other := _other_side(shown)) is not None:
        surveys[other.survey.pk] = other.survey
    names: dict[str, Condition | None] = {}
    promised: set[str] = set()

    def put(name: str, its: Condition | None, survey: Survey) -> None:
        if name:
            names.setdefault(name, its)
            if survey.mode != OPEN:
                promised.add(name)

    for pk, key, texts in FrameUnit.objects.filter(survey__in=surveys).values_list(
        "survey", "key", "name"
    ):
        # A unit of the other side stands in no table with our answers.
        side = "" if pk == shown.survey.pk else surveys[pk].slug
        for name in (texts or {}).values():
            put(name, Condition(UNIT, side, key), surveys[pk])
    people = FrameRespondent.objects.filter(survey__in=surveys)
    for pk, name in people.values_list("survey", "name"):
        put(name, None, surveys[pk])
    return names, frozenset(promised)


def _other_side(shown: ShownSurvey) -> ShownSurvey | None:
    both = both_sides(shown)
    if both is None:
        return None
    return both.civil if both.public.survey.pk == shown.survey.pk else both.public


def _counted_crowd(shown: ShownSurvey, frame: Frame) -> Crowd:
    """Count the persons of an open survey that conditions are all true of."""
    true_of: dict[Condition, set[str]] = {}
    items, sheets = with_codes(
        shown.survey,
        [question.result.item for question in shown.questions],
        each_sheet(shown.survey, shown.answers),
    )
    for sheet in sheets:
        for condition in _of_sheet(items, sheet, frame):
            true_of.setdefault(condition, set()).add(sheet.respondent)
    answering = {sheet.respondent for sheet in sheets}
    for person in frame.respondents:
        if person.key in answering:
            continue
        for condition in (Condition(MISSING), *_places(person.units, frame)):
            true_of.setdefault(condition, set()).add(person.key)

    def crowd(conditions: frozenset[Condition]) -> int | None:
        return len(set.intersection(*(true_of.get(c, set()) for c in conditions)))

    return crowd


def _of_sheet(items: list[Item], sheet: Sheet, frame: Frame) -> Iterator[Condition]:
    for item in items:
        given = sheet.answers.get(item.key)
        for key in given if isinstance(given, list) else [given]:
            if isinstance(key, str):
                yield Condition(OPTION, item.key, key)
    yield from _places(sheet.units, frame)


def _places(units: tuple[str, ...], frame: Frame) -> Iterator[Condition]:
    for unit in units:
        yield Condition(UNIT, key=unit)
        if frame.units.get(unit):
            yield Condition(GROUP, key=frame.units[unit])


def _told_crowd(shown: ShownSurvey) -> Crowd:
    """Say of a guarded survey what has been given out, and nothing else."""
    least = shown.survey.least_persons
    told = {q.result.key: q.result for q in shown.with_coded()}
    groups = {each.key: each for each in shown.result.groups}

    def crowd(conditions: frozenset[Condition]) -> int | None:
        options = sorted(c for c in conditions if c.kind == OPTION)
        others = sorted(conditions - set(options))
        if not options and len(others) == 1:
            return least
        if len(options) == 1 and not others:
            (only,) = options
            return _safe(told[only.question].option(only.key).count, least)
        if {c.kind for c in conditions} == {GROUP, MISSING}:
            (group,) = (groups.get(c.key) for c in others if c.kind == GROUP)
            return None if group is None else _safe(group.units.missing, least)
        if len(options) == 2 and not others:
            return _in_table(*((c.question, c.key) for c in options))
        if len(options) == 1 and [c.kind for c in others] == [GROUP]:
            (only,), (group_of,) = options, others
            return _in_table((only.question, only.key), (FRAME_GROUPS, group_of.key))
        return None

    def _in_table(one: tuple[str, str], other: tuple[str, str]) -> int | None:
        figures = tables_given_out(shown).get(table_key(one[0], other[0]))
        if figures is None:
            return None
        return _safe(counts_in(figures, one[0]).get((one[1], other[1])), least)

    return crowd


def _safe(count: int | None, least: int) -> int | None:
    """A figure that was given out has persons enough behind it, or nobody."""
    if count is None:
        return None
    return least if count else 0


def small_figures(
    shown: ShownSurvey, search: Search, tables: Iterable[tuple[str, str]]
) -> tuple[SmallFigure, ...]:
    """Return the figures in a report that few stand behind; guarded ones are not shown.

    Args:
        tables: those that the texts take figures out of, and that stand in the report.
    """
    found = list(_of_other_side(shown))
    if shown.survey.mode != OPEN:
        return tuple(found)
    least = shown.survey.least_persons
    ours = [
        *_of_questions(shown.questions),
        *_of_codes(shown, search),
        *_of_groups(shown),
        *_of_tables(shown, search, tables),
    ]
    return (*(each for each in ours if 0 < each.persons < least), *found)


def _of_questions(questions: Iterable[ShownQuestion]) -> Iterator[SmallFigure]:
    for question in questions:
        for option in question.result.options:
            yield SmallFigure(_numbered(question), option.label, option.persons)


def _numbered(question: ShownQuestion) -> str:
    return f"{question.number}. {question.result.item.title}"


def _of_codes(shown: ShownSurvey, search: Search) -> Iterator[SmallFigure]:
    for question in shown.coded:
        for option in question.result.options:
            its = Condition(OPTION, question.result.key, option.key)
            persons = search.crowd(frozenset({its})) or 0
            yield SmallFigure(_numbered(question), option.label, persons)


def _of_groups(shown: ShownSurvey) -> Iterator[SmallFigure]:
    names = {key: LocalText(texts) for key, texts in shown.survey.strata.items()}
    for each in shown.result.groups:
        name = names.get(each.key, LocalText()).in_language(shown.language)
        for what, persons in (
            (gettext("answered"), each.respondents.answered),
            (gettext("did not answer"), each.respondents.missing),
        ):
            label = f"{name or gettext('Several groups, or none')}: {what}"
            yield SmallFigure(gettext("Who answered"), label, persons or 0)


def _of_tables(
    shown: ShownSurvey, search: Search, tables: Iterable[tuple[str, str]]
) -> Iterator[SmallFigure]:
    items = items_to_cross(shown)
    for rows, columns in dict.fromkeys(tables):
        cross = shown_cross(shown, items[rows], items[columns])
        for row in items[rows].options if cross else ():
            for column in items[columns].options:
                both = frozenset(
                    Condition(GROUP, key=option.key)
                    if of == FRAME_GROUPS
                    else Condition(OPTION, of, option.key)
                    for of, option in ((rows, row), (columns, column))
                )
                yield SmallFigure(
                    cross.table.caption if cross else "",
                    f"{row.label}: {column.label}",
                    search.crowd(both) or 0,
                )


def _of_other_side(shown: ShownSurvey) -> Iterator[SmallFigure]:
    """Return the small figures of the other side, where the gap to it is shown."""
    other, both = _other_side(shown), both_sides(shown)
    if other is None or both is None or other.survey.mode != OPEN:
        return
    for each in both.gaps:
        for option in each.gap.options:
            result = option.before if other is both.civil else option.after
            if 0 < result.persons < other.survey.least_persons:
                yield SmallFigure(
                    f"{each.gap.public.item.title} ({other.text('title')})",
                    result.label,
                    result.persons,
                )
