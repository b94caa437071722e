"""A kind of question is whole: class, partial, Swedish name, heading in the how-to."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import translation

from overens.surveys.forms import FIELDS, QUESTION_FORMS
from overens.surveys.models.bank import question_kind_choices
from overens.surveys.queries.charts import _CHARTS
from overens.surveys.rules import QUESTION_TYPES, Limits, QuestionType

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "add-a-question-type.md"


@pytest.mark.parametrize("key", QUESTION_TYPES)
def test_a_kind_has_all_that_the_how_to_asks_for(key):
    kind = QUESTION_TYPES[key]
    missing = []
    if type(kind).read_answer is QuestionType.read_answer:
        missing.append("read_answer in rules/questions/")
    try:
        get_template(kind.template)
    except TemplateDoesNotExist:
        missing.append(kind.template)
    with translation.override("sv"):
        if translation.gettext(kind.label) == kind.label:
            missing.append(f"a Swedish word for “{kind.label}”")
    # Of one with rows each row is drawn as the kind that it is counted as.
    is_drawn = (kind.has_options or kind.groups(Limits())) and not kind.has_rows
    if is_drawn and key not in _CHARTS:
        missing.append("an entry in _CHARTS, queries/charts.py")
    if key not in QUESTION_FORMS:
        missing.append("a form in QUESTION_FORMS, forms/questions.py")
    if key not in FIELDS and key != "units":  # what it answers for is known
        missing.append("a field in FIELDS, forms/asking.py")
    if f"\n## {key}\n" not in HOW_TO.read_text(encoding="utf-8"):
        missing.append(f"a heading “{key}” in {HOW_TO.name}")

    assert not missing, f"The kind {key} lacks: {', '.join(missing)}."


def test_the_choices_are_the_kinds_there_are():
    assert [key for key, _label in question_kind_choices()] == list(QUESTION_TYPES)
