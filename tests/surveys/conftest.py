"""Surveys in the database, for the tests of what writes and shows them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from overens.common.audit import operator
from overens.surveys.actions import load_survey, load_survey_file
from tests import make
from tests.surveys.made import HOK, small

# The machine may be busy: a slow example is no fault of a rule.
settings.register_profile(
    "busy", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("busy")


@pytest.fixture
def hok_survey(db):
    """The survey of 2020, as the demonstration loads it."""
    make.make_space("hok", origin="source")
    return load_survey_file(HOK, by=operator())


@pytest.fixture
def small_survey(strandland):
    """Three committees, two secretaries, four questions, no answers yet."""
    return load_survey(small(), by=operator())
