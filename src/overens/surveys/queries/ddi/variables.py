"""The questions of a codebook, as variables with categories and their statistics.

Variables are those of the SPSS file, by the same names and codes (``rules.spss``), so
that codebook and file can be laid beside each other: one an option where several can be
chosen or put in order, tied together by a group, and one a row of a matrix. That is how
DDI has questions with several answers too: a variable holds one value a case. The lines
for own words beside options are left out, as nothing is told of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from xml.etree.ElementTree import Element

from django.utils.translation import gettext

from overens.common.charts.words import withheld_cell
from overens.surveys.queries.answer_files import coding_words
from overens.surveys.queries.ddi.elements import add, add_text
from overens.surveys.queries.drafts import condition_in_words
from overens.surveys.queries.shown import ShownQuestion, ShownSurvey
from overens.surveys.queries.versions import every_item
from overens.surveys.rules import QUESTION_TYPES, OptionResult
from overens.surveys.rules.questions import question_key
from overens.surveys.rules.spss import CHOSEN, Coding, Variable

_NATURE = {"nominal": "nominal", "ordinal": "ordinal", "scale": "interval"}

Variables = Mapping[str, Sequence[Variable]]


def add_variables(book: Element, shown: ShownSurvey) -> None:
    """Put the groups of variables in a codebook, then the variables. 1 query."""
    data = add(book, "dataDscr")
    coding = Coding(
        [each.result.item for each in (*shown.questions, *shown.coded)], coding_words()
    )
    of_questions = coding.by_question
    for number, grouped in enumerate(_groups(shown, of_questions), 1):
        # Names of variables are in small letters, so no group has the ID of one.
        group = add(
            data,
            "varGrp",
            ID=f"G{number}",
            type=grouped.kind,
            var=" ".join(grouped.names),
        )
        add(group, "labl", grouped.label)
        if grouped.question is not None:
            # Once, and not at each of its variables.
            add_text(group, "txt", grouped.question.base)
            _add_notes(group, grouped.question)
    conditions = _conditions(shown)
    for question in shown.with_coded():
        key = question.result.key
        condition = conditions.get(question_key(key), "")
        _add_question(data, shown, question, of_questions, condition)


@dataclass(frozen=True)
class _Group:
    """Variables that belong together.

    Attributes:
        kind: as DDI calls it.
        question: the one question that all are of; None of the rows of a matrix.
    """

    kind: str
    label: str
    names: Sequence[str]
    question: ShownQuestion | None = None


def _groups(shown: ShownSurvey, of_questions: Variables) -> Iterator[_Group]:
    for _key, beside in groupby(shown.with_coded(), key=_matrix_of):
        questions = list(beside)
        names = [
            [variable.name for variable in of_questions[each.result.key]]
            for each in questions
        ]
        row_of = questions[0].result.item.row_of
        if row_of:
            yield _Group("grid", row_of, [name for (name,) in names])
            continue
        for each, its in zip(questions, names, strict=True):
            item = each.result.item
            kind = QUESTION_TYPES[item.kind]
            if kind.several or kind.is_order:
                called = "multipleResp" if kind.several else "grid"
                yield _Group(called, item.title, its, each)


def _matrix_of(question: ShownQuestion) -> str:
    """Return the key of the matrix that it is a row of; "" of a whole question."""
    result = question.result
    return question_key(result.key) if result.item.row_of else ""


def _conditions(shown: ShownSurvey) -> dict[str, str]:
    """Return in words what has to be answered for each question to be asked."""
    stored = [each.stored for each in every_item(shown.survey)]
    return {item.key: condition_in_words(item, stored) for item in stored}


def _add_question(
    data: Element,
    shown: ShownSurvey,
    question: ShownQuestion,
    of_questions: Variables,
    condition: str,
) -> None:
    item = question.result.item
    kind = QUESTION_TYPES[item.kind]
    variables = of_questions[item.key]
    options = {option.key: option for option in question.result.options}
    if not (kind.several or kind.is_order):
        variable = _add_variable(data, shown, question, variables[0], condition, None)
        _add_rest(variable, question, variables[0], of_questions, None)
        return
    for option, variable_of in zip(item.options, variables, strict=True):
        told = options[option.key]
        variable = _add_variable(data, shown, question, variable_of, condition, told)
        _add_rest(variable, question, variable_of, of_questions, told)


def _add_variable(
    data: Element,
    shown: ShownSurvey,
    question: ShownQuestion,
    variable: Variable,
    condition: str,
    option: OptionResult | None,
) -> Element:
    """Put a variable in, as far as its statistics, and return it."""
    item = question.result.item
    kind = QUESTION_TYPES[item.kind]
    element = add(
        data,
        "var",
        ID=variable.name,
        name=variable.name,
        dcml=item.limits.decimals if kind.measured == "number" else "",
        intrvl="contin" if kind.measured else "discrete",
        measUnit=item.limits.unit,
        nature="" if variable.is_text else _NATURE[variable.measure],
        representationType=_representation(question, variable),
    )
    label = item.title if option is None else f"{item.title}: {option.label}"
    add(element, "labl", label)
    add(element, "respUnit", shown.words["respondent"])
    add(element, "anlysUnit", shown.words["unit"])
    if not question.is_coded:
        asked = add(element, "qstn", seqNo=question.number)
        add_text(asked, "preQTxt", question.instruction)
        add(asked, "qstnLit", item.title)
        if option is not None:
            add(asked, "postQTxt", option.label)
    if kind.measured == "number" and (item.limits.least or item.limits.most):
        add(
            add(element, "valrng"),
            "range",
            UNITS="REAL" if item.limits.decimals else "INT",
            min=item.limits.least,
            max=item.limits.most,
        )
    add_text(element, "universe", condition)
    _add_statistics(element, question, option)
    if option is None:
        add_text(element, "txt", question.base)
    return element


def _representation(question: ShownQuestion, variable: Variable) -> str:
    kind = QUESTION_TYPES[question.result.item.kind]
    if variable.is_text:
        return "text"
    if kind.measured == "day":
        return "datetime"
    return "numeric" if kind.measured or kind.is_order else "code"


def _add_statistics(
    element: Element, question: ShownQuestion, option: OptionResult | None
) -> None:
    """Say of how many it is known, and where the middle lies, as far as JSON does."""
    asked = question.result
    if asked.is_withheld:
        return
    add(element, "TotlResp", asked.base)
    if option is not None and QUESTION_TYPES[asked.item.kind].is_order:
        # Who ranks need not give every option a place.
        if not option.suppressed and option.placed is not None:
            add(element, "sumStat", option.placed, type="vald")
            _add_number(element, option.mean_place, type="mean")
        return
    add(element, "sumStat", asked.base, type="vald")
    if asked.unsaid:
        add(element, "sumStat", asked.unsaid, type="invd")
    _add_number(element, asked.mean, type="mean")
    _add_number(element, asked.median, type="medn")
    for name, quartile in zip(
        ("lowerQuartile", "upperQuartile"), asked.quartiles or (), strict=False
    ):
        _add_number(element, quartile, type="other", otherType=name)


def _add_number(element: Element, value: Decimal | None, **attributes: str) -> None:
    if value is not None:
        add(element, "sumStat", format(value, "f"), **attributes)


def _add_rest(
    element: Element,
    question: ShownQuestion,
    variable: Variable,
    of_questions: Variables,
    option: OptionResult | None,
) -> None:
    """Put in a variable's categories, and what comes after them."""
    asked = question.result
    kind = QUESTION_TYPES[asked.item.kind]
    if kind.measured:
        # Answers are counted in groups, and a group is no value.
        for group in asked.options:
            counted = add(element, "catgryGrp")
            add(counted, "labl", group.label)
            _add_counts(counted, group)
            if group.suppressed:
                add(counted, "txt", withheld_cell())
    elif option is not None and kind.is_order:
        _add_category(element, 1, gettext("Placed first"), option)
    elif option is not None:
        for code, label in variable.values.items():
            if code not in variable.missing:
                _add_category(element, code, label, option if code == CHOSEN else None)
    elif kind.tells_by_absence:
        agreed = add(element, "catgry")
        add(agreed, "catValu", CHOSEN)
        add(agreed, "labl", variable.values[CHOSEN])
        if not asked.is_withheld:
            add(agreed, "catStat", asked.base, type="freq")
    else:
        for code, each in zip(variable.values, asked.options, strict=False):
            meaning = question.meanings.get(each.key, "")
            _add_category(element, code, each.label, each, meaning)
    if not question.is_coded:
        _add_unsaid(element, question, variable)
    else:
        # A code is somebody's reading of the texts in another variable.
        read = of_questions[question_key(asked.key)][0].name
        add(element, "derivation", var=read)
    add(
        element,
        "varFormat",
        type="character" if variable.is_text else "numeric",
        formatname="" if variable.is_text else variable.form,
        schema="SPSS",
        category="date" if kind.measured == "day" else "",
    )
    if option is None:
        _add_notes(element, question)


def _add_category(
    element: Element,
    code: int,
    label: str,
    option: OptionResult | None,
    meaning: str = "",
) -> None:
    """Put in a category; without statistics where they are withheld, or not told."""
    category = add(element, "catgry")
    add(category, "catValu", code)
    add(category, "labl", label)
    add_text(category, "txt", meaning)
    if option is not None and option.suppressed:
        add(category, "txt", withheld_cell())
    elif option is not None:
        _add_counts(category, option)


def _add_counts(element: Element, option: OptionResult) -> None:
    if option.suppressed or option.count is None:
        return
    add(element, "catStat", option.count, type="freq")
    if option.share is not None:
        # Four decimals of a whole are two of a hundred.
        percent = f"{Decimal(str(option.share)) * 100:.2f}"
        add(element, "catStat", percent, type="percent")


def _add_unsaid(element: Element, question: ShownQuestion, variable: Variable) -> None:
    for code in variable.missing:
        category = add(element, "catgry", missing="Y")
        add(category, "catValu", code)
        add(category, "labl", coding_words().unsaid)
        if question.result.unsaid:
            add(category, "catStat", question.result.unsaid, type="freq")


def _add_notes(element: Element, question: ShownQuestion) -> None:
    for note in (
        question.provenance,
        *question.corrections,
        *question.notes,
        *(each.as_note for each in question.printed),
    ):
        add_text(element, "notes", note)
