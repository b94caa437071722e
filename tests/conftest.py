"""The cast: standing parts that every test knows (product map, section 2)."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as examples

from tests import make

# The machine may be busy: a slow example is no fault of a rule.
examples.register_profile(
    "busy", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
examples.load_profile("busy")


@pytest.fixture(autouse=True)
def _swedish(request):
    """Begin each test in the site's own language."""
    from django.utils import translation

    with translation.override("sv"):
        yield


@pytest.fixture
def strandland(db):
    return make.make_space("strandland")


@pytest.fixture
def petra(strandland):
    return make.make_person("petra", role="secretariat", space=strandland)


@pytest.fixture
def omar(strandland):
    return make.make_person("omar", role="official", space=strandland)


@pytest.fixture
def sara(strandland):
    return make.make_person("sara", role="member", space=strandland)


@pytest.fixture
def ada(db):
    return make.make_person("ada", role="admin")


@pytest.fixture
def nils(db):
    return make.make_person("nils")


@pytest.fixture
def vera(strandland):
    """Chair of a district association; ``vera.authorities.get().organisation``."""
    vera = make.make_person("vera")
    make.make_authority(vera, make.make_organisation("Strandlands Brukarråd"))
    return vera


@pytest.fixture
def eve(db):
    return make.make_person("eve")
