"""Groups of a survey that was answered by links, where nothing says who answered."""

from __future__ import annotations

import pytest

from overens.surveys.actions import answer, publish_survey, release_table
from overens.surveys.models import Coverage, FrameUnit, Release
from overens.surveys.queries import shown_survey
from overens.surveys.rules import GivenSheet
from tests.surveys.collected import BY, closed, invited, opened, survey_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_folder"),
]

WHOLE = {"hurdles": ["time"], "grade": "1"}


@pytest.fixture
def survey(strandland):
    """Forty persons with a committee each, half of them in each of two groups."""
    made = survey_of(people=40, published=False)
    units = list(FrameUnit.objects.filter(survey=made).order_by("place"))
    for number, unit in enumerate(units):
        unit.stratum = "health" if number < 20 else "development"
        unit.save(update_fields=["stratum"])
    made.strata = {
        "health": {"sv": "Hälso- och sjukvård"},
        "development": {"sv": "Regional utveckling"},
    }
    made.save(update_fields=["strata"])
    return made


def answered(survey, *numbers):
    tokens = invited(survey)
    for number in numbers:
        known = "yes" if number % 2 else "no"
        answer(tokens[f"p{number}"], sheets=[GivenSheet({"known": known, **WHOLE})])


def test_an_anonymous_survey_tells_who_answered_by_group_and_can_be_crossed(survey):
    opened(survey)
    answered(survey, *range(14), *range(20, 30))
    closed(survey)
    publish_survey(survey, by=BY)
    groups = shown_survey(survey, "sv").result.groups
    assert [(g.units.frame, g.units.answered, g.units.declined) for g in groups] == [
        (20, 14, None),
        (20, 10, None),
    ]
    release_table(survey, rows=".group", columns="known", by=BY)
    assert Release.objects.filter(survey=survey, key=".group*known").exists()


def test_who_answers_for_several_groups_at_once_is_told_apart_from_them(survey):
    both = survey.frame_respondents.get(key="p0")
    other = FrameUnit.objects.get(survey=survey, key="namnd-39")
    Coverage.objects.filter(unit=other).delete()
    Coverage.objects.create(respondent=both, unit=other)
    survey.frame_respondents.filter(key="p39").delete()
    opened(survey, small_groups_told=True)
    answered(survey, *range(14), *range(20, 30))
    closed(survey)
    publish_survey(survey, by=BY)
    groups = {g.key: g for g in shown_survey(survey, "sv").result.groups}
    # Two units, of which nobody knows the groups any more: one person, so withheld.
    assert groups[""].units.frame is None
    assert groups[""].is_withheld
