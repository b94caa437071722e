"""A survey's file: whole, or refused with the place that is wrong."""

from __future__ import annotations

import copy

import pytest

from overens.surveys.rules import WrongDefinition, read_definition, shapes
from tests.surveys.made import hok, small

pytestmark = pytest.mark.pure


def changed(path, value):
    """Return the small survey with one place changed; None takes it away."""
    data = copy.deepcopy(small())
    place = data
    *way, last = path
    for step in way:
        place = place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "fault", "where"),
    [
        (["survey"], None, shapes.DefinitionMissing, "survey"),
        (["survey"], [], shapes.NotATable, "survey"),
        (["survey", "slug"], None, shapes.DefinitionMissing, "survey.slug"),
        (["survey", "slug"], "Åäö!", shapes.NotAKey, "survey.slug"),
        (["survey", "title"], None, shapes.DefinitionMissing, "survey.title"),
        (["survey", "title"], {"no": "x"}, shapes.NotAText, "survey.title"),
        (["survey", "title"], 3, shapes.NotAText, "survey.title"),
        (["survey", "mode"], "secret", shapes.DefinitionUnknown, "survey.mode"),
        (["survey", "origin"], "copied", shapes.DefinitionUnknown, "survey.origin"),
        (["survey", "year"], "i fjol", shapes.NotANumber, "survey.year"),
        (["questions"], [], shapes.DefinitionMissing, "questions"),
        (["questions"], "x", shapes.NotAList, "questions"),
        (
            ["questions", 1, "kind"],
            "riddle",
            shapes.DefinitionUnknown,
            "questions.2.kind",
        ),
        (
            ["questions", 1, "options"],
            [],
            shapes.DefinitionMissing,
            "questions.2.options",
        ),
        (["questions", 1, "key"], "about", shapes.DefinitionTwice, "questions"),
        (
            ["questions", 3, "options", 0, "key"],
            "bad",
            shapes.NotANumber,
            "questions.4.options",
        ),
        (
            ["frame", "respondents", 0, "units"],
            ["skola"],
            shapes.DefinitionUnknown,
            "frame.respondents.1.units",
        ),
        (["frame", "units", 1, "key"], "kultur", shapes.DefinitionTwice, "frame.units"),
    ],
)
def test_a_wrong_file_is_refused_and_says_where(path, value, fault, where):
    with pytest.raises(fault) as refused:
        read_definition(changed(path, value))
    assert refused.value.facts["where"] == where
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("data", [{}, {"survey": None}, {"survey": {}, "questions": 3}])
def test_nonsense_is_refused_too(data):
    with pytest.raises(WrongDefinition):
        read_definition(data)


def test_the_year_may_be_a_text():
    assert read_definition(small(year="2025")).year == 2025


def test_the_survey_of_2020_is_whole():
    definition = hok()
    assert definition.slug == "hok-2020"
    assert definition.origin == "reconstructed"
    assert (len(definition.questions), len(definition.units)) == (9, 20)
