"""Surveys in the database, for the tests of what writes and shows them."""

from __future__ import annotations

import pytest

from overens.common.audit import operator
from overens.common.texts import LocalText
from overens.surveys.actions import load_survey, load_survey_file, make_survey
from tests import make
from tests.once import let_go_of_ballots
from tests.surveys.made import HOK, small


@pytest.fixture
def hok_survey(db):
    """The survey of 2020, as the demonstration loads it."""
    make.make_space("hok", origin="source")
    return load_survey_file(HOK, by=operator())


@pytest.fixture
def small_survey(strandland):
    """Three committees, two secretaries, four questions, no answers yet."""
    return load_survey(small(), by=operator())


@pytest.fixture
def as_petra(client, petra):
    client.force_login(petra)
    return client


@pytest.fixture
def draft(strandland):
    """A survey in the making, without questions."""
    return make_survey(
        space=strandland, title=LocalText(sv="Vår enkät"), mode="open", by=operator()
    )


@pytest.fixture
def own_folder(settings, tmp_path):
    """A folder of its own for keys, and a database that can be emptied afterwards."""
    settings.DATA = tmp_path
    make.make_space("strandland")
    yield
    let_go_of_ballots()


@pytest.fixture
def plain(client):
    """A browser that nobody has signed in with."""
    client.cookies.clear()
    return client
