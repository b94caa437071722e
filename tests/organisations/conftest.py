"""A small register of Strandland, for tests of what is found in it."""

from __future__ import annotations

import pytest

from overens.common.audit import operator
from overens.organisations.actions import (
    import_areas,
    import_municipalities,
    import_organisations,
)
from tests import make

BY = operator()


@pytest.fixture
def places(strandland):
    import_municipalities(
        [
            {"code": "9901", "name": "Sandhamra", "path": "M0 0 9 0 9 9Z"},
            {"code": "9902", "name": "Tångsund", "path": "M9 0 20 0 20 9Z"},
        ],
        county="99",
        by=BY,
        origin="made up",
    )
    areas = {
        "culture": {"sv": "Kultur", "en": "Culture"},
        "sport": {"sv": "Idrott", "en": "Sport"},
    }
    import_areas(areas, classification="areas", by=BY)


@pytest.fixture
def register(places):
    rows = [
        {
            "name": "Röda tråden",
            "level": "local",
            "areas": ["culture"],
            "municipalities": ["9901"],
            "about": {"sv": "Väver.", "en": "Weaves."},
        },
        {
            "name": "Östra IF",
            "level": "district",
            "areas": ["sport", "culture"],
            "municipalities": ["9901", "9902"],
            "other_names": [{"name": "Östra idrottsklubben"}],
        },
        {"name": "Ålands vänner", "level": "local"},
    ]
    made = import_organisations(rows, by=BY, origin="made up").organisations
    body = {"name": "Region Strandland", "kind": "region"}
    import_organisations([body], by=BY, kind="public", origin="made up")
    make.make_organisation("Verklig förening", origin="source")
    return made
