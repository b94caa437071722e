"""A compact with a plan of 2025 to follow up. All names invented."""

from __future__ import annotations

from datetime import date

import pytest

from overens.plans.models import ActionPlan, Measure
from tests import make


@pytest.fixture
def compact(strandland):
    return make.make_compact(strandland)


@pytest.fixture
def plan(compact):
    plan = ActionPlan.objects.create(
        space=compact.space, slug="plan-2025", title={"sv": "Plan", "en": "Plan"},
        year=2025, first_day=date(2025, 1, 1), last_day=date(2025, 12, 31),
    )  # fmt: skip
    for number in (1, 2, 3):
        Measure.objects.create(
            plan=plan,
            number=f"Å-0{number}",
            slug=f"a-0{number}",
            place=number,
            title={"sv": f"Åtgärd {number}", "en": f"Measure {number}"},
            public_body=make.make_organisation(f"Region {number}", kind="public"),
            civil_organisation=make.make_organisation(f"Förening {number}"),
            due=date(2025, 12, 31),
        )
    return plan
