"""A sheet of two hundred rows asks hardly more of the database than one of five."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from overens.common.audit import SYSTEM
from overens.plans.actions.sheets import import_sheet, preview_sheet
from overens.plans.models import Measure
from tests import make as base
from tests.plans import make

pytestmark = pytest.mark.django_db

HEADINGS = ["Nr", "Åtgärd", "Det offentliga", "Enhet", "Civilsamhället"]
# SQLite takes a bounded number of values a query, so that rows are written some twenty
# at a time.
A_QUERY_FOR_SO_MANY = 15
BATCHES = 195 // A_QUERY_FOR_SO_MANY


@pytest.fixture
def plan(strandland):
    base.make_compact(strandland)
    plan = make.a_plan(strandland)
    for number in range(5):
        body = base.make_organisation(f"Kommun {number}", kind="public")
        base.make_unit(f"Nämnd {number}", body=body)
        base.make_organisation(f"Förening {number}")
    return plan


def a_sheet(rows: int, word: str) -> list[list[str]]:
    return [
        HEADINGS,
        *(
            [
                f"{word}{row}",
                f"{word} {row}",
                f"Kommun {row % 5}",
                f"Nämnd {row % 5}",
                f"Förening {row % 5}",
            ]
            for row in range(rows)
        ),
    ]


def asked(act) -> int:
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def test_new_rows_are_read_and_written_together(plan):
    def bring_in(rows: int, word: str) -> int:
        sheet = a_sheet(rows, word)
        return asked(
            lambda: import_sheet(plan=plan, sheet=sheet, data=word.encode(), by=SYSTEM)
        )

    few = bring_in(5, "A")
    many = bring_in(200, "B")

    assert Measure.objects.filter(plan=plan).count() == 205
    assert many <= few + BATCHES


def test_a_preview_asks_as_little(plan):
    few = asked(lambda: preview_sheet(plan, a_sheet(5, "A")))
    many = asked(lambda: preview_sheet(plan, a_sheet(200, "A")))

    assert not Measure.objects.filter(plan=plan).exists()
    assert many <= few + BATCHES


def test_a_changed_row_costs_its_own_saving_and_no_more(plan):
    import_sheet(plan=plan, sheet=a_sheet(205, "A"), data=b"a", by=SYSTEM)

    def change(first: int, rows: int) -> int:
        sheet = a_sheet(205, "A")
        changed = [HEADINGS, *sheet[1 + first : 1 + first + rows]]
        for row in changed[1:]:
            row[1] += " på nytt"
        return asked(
            lambda: import_sheet(
                plan=plan, sheet=changed, data=str(first).encode(), by=SYSTEM
            )
        )

    few = change(0, 5)
    many = change(5, 200)

    assert Measure.objects.filter(plan=plan, title__sv__endswith="på nytt").count()
    assert many <= few + 195 + BATCHES
