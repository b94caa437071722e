"""Bound figures of one group alone, out of the tables that have been given out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from overens.surveys.rules.bound.references import (
    COUNT,
    GROUPS,
    NUMBER,
    OF_BASE,
    PERCENT,
    PERSONS,
    SHARE,
    SURVEY,
    UNITS,
    Bound,
    CannotCross,
    Reference,
    TableNotGivenOut,
    UnknownFigure,
)
from overens.surveys.rules.crossing import Crossed
from overens.surveys.rules.frames import Outcomes, Tally
from overens.surveys.rules.questions import Item
from overens.surveys.rules.results import QuestionResult, SurveyResult
from overens.surveys.rules.stands import GROUP, can_cross


def _no_table(_rows: Item, _columns: Item) -> Crossed | None:
    return None


@dataclass(frozen=True)
class Tables:
    """What figures are read from beside those of the questions.

    Attributes:
        groups: the groups of the frame; None without.
        coded: what texts were coded as, a question each.
        crossed: the table of two; None where it has not been given out.
    """

    groups: Item | None = None
    coded: Sequence[QuestionResult] = ()
    crossed: Callable[[Item, Item], Crossed | None] = _no_table


NO_TABLES = Tables()


def of_group(
    reference: Reference,
    within: tuple[str, str],
    questions: Mapping[str, QuestionResult],
    result: SurveyResult,
    tables: Tables,
) -> Bound:
    """Return the figure that a reference with a bar stands for.

    Args:
        within: the question, or the groups, and the one answer that it is told of.
        questions: by key, those of codes among them.

    Raises:
        UnknownFigure, CannotCross, TableNotGivenOut.
    """
    name = reference.name
    of, value = within
    side = side_of(of, questions, tables)
    if side is None or value not in {option.key for option in side.options}:
        raise UnknownFigure(name=name)
    first, rest = reference.figure
    asked = questions.get(first)
    if asked is None:
        if first != SURVEY or side.key != GROUP:
            raise UnknownFigure(name=name)
        found = who_came(result, side, value, of).get(rest)
    elif asked.item is side:
        raise UnknownFigure(name=name)
    elif not (can_cross(asked.item) and can_cross(side)):
        raise CannotCross(name=name)
    else:
        table = tables.crossed(side, asked.item)
        if table is None:
            raise TableNotGivenOut(name=name)
        found = in_table(table, value, of).get(rest)
    if found is None:
        raise UnknownFigure(name=name)
    return found


def side_of(
    name: str, questions: Mapping[str, QuestionResult], tables: Tables
) -> Item | None:
    """Return a question, or the groups by either of their names; None if neither."""
    if name in questions:
        return questions[name].item
    return tables.groups if name in (GROUPS, GROUP) else None


def in_table(table: Crossed, row: str, of: str) -> Mapping[str, Bound]:
    """Return a row's figures by what stands between the question and the bar.

    A share needs the whole row: where a figure of it is withheld, so is the base.
    """
    key, base = table.columns.key, table.of_row(row)
    within = (table.rows.key, row)

    def figure(rest: str, form: str, count: int | None, option: str = "") -> Bound:
        name = f"{key}:{rest}" if rest else key
        lacks_base = base is None and form in (OF_BASE, PERCENT)
        return Bound(
            f"{name}|{of}={row}",
            form,
            key,
            option,
            count,
            base,
            is_hidden=count is None or lacks_base,
            within=within,
        )

    found = {"": figure("", NUMBER, base)}
    for option in table.columns.options:
        count = table.counts[row, option.key]
        for rest, form in (
            (option.key, OF_BASE),
            (f"{option.key}:{COUNT}", NUMBER),
            (f"{option.key}:{SHARE}", PERCENT),
        ):
            found.setdefault(rest, figure(rest, form, count, option.key))
    return found


def who_came(
    result: SurveyResult, groups: Item, value: str, of: str
) -> Mapping[str, Bound]:
    """Return how many of a group answered, by what stands after "survey:"."""
    for each in result.groups:
        units, people = each.units, each.respondents
        if each.key != value or units.frame is None or people.frame is None:
            continue
        told = came(
            Tally(units.frame, units.answered or 0),
            Outcomes(
                people.frame, people.answered or 0, people.declined, people.silent
            ),
        )
        found = {}
        for rest, figure in told.items():
            # How large a group is, everybody knows.
            is_hidden = figure.count is None or (each.is_withheld and rest != "asked")
            found[rest] = replace(
                figure,
                name=f"{SURVEY}:{rest}|{of}={value}",
                count=None if is_hidden else figure.count,
                is_hidden=is_hidden,
                within=(groups.key, value),
            )
        return found
    return {}


def came(units: Tally, people: Outcomes) -> dict[str, Bound]:
    """Return what became of some units and persons, by what stands after the colon."""
    return {
        "asked": Bound("", NUMBER, count=people.frame),
        "answered": Bound("", PERSONS, count=people.answered, base=people.frame),
        "missing": Bound("", NUMBER, count=people.missing),
        "declined": Bound("", NUMBER, count=people.declined),
        "silent": Bound("", NUMBER, count=people.silent),
        "units": Bound("", UNITS, count=units.answered, base=units.frame),
        "units-missing": Bound("", NUMBER, count=units.frame - units.answered),
    }


def who_came_everywhere(
    result: SurveyResult, tables: Tables, of: str
) -> Iterator[Bound]:
    """Yield how many of each group answered, as far as that is told."""
    groups = tables.groups
    if groups is not None:
        for option in groups.options:
            for figure in who_came(result, groups, option.key, of).values():
                if not figure.is_hidden:
                    yield figure


def by_group(asked: QuestionResult, tables: Tables, of: str) -> Iterator[Bound]:
    """Yield a question's answers by group, each once, if they have been given out."""
    if tables.groups is None or not can_cross(asked.item):
        return
    table = tables.crossed(tables.groups, asked.item)
    if table is None:
        return
    for option in table.rows.options:
        figures = in_table(table, option.key, of).values()
        yield from (figure for figure in figures if figure.form == OF_BASE)
