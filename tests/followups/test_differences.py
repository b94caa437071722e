"""What became different, as a follow-up counts it (F8)."""

from __future__ import annotations

from datetime import date

import pytest

from overens.plans.models import ProgressReport
from tests.followups.test_followup import begun, figures, report

pytestmark = pytest.mark.django_db


def test_what_became_different_is_quoted_with_how_it_is_known(plan, compact):
    measure = plan.measures.first()
    report(
        measure, "civil", "on plan", difference="Fler <b>kommer</b>.",
        for_whom="unga", how_known="counted", language="sv",
    )  # fmt: skip

    shown = begun(compact).section("differences")

    assert figures(shown)["with-difference"] == (1, 3)
    assert [each.what for each in shown.differences] == ["Fler <b>kommer</b>."]


def test_we_do_not_know_is_no_difference(plan, compact):
    one, two, _three = plan.measures.all()
    report(one, "civil", "late", difference="Fler kommer.", how_known="told")
    report(two, "civil", "late", difference="Vi vet inte än.", how_known="unknown")

    shown = begun(compact).section("differences")

    assert figures(shown)["with-difference"] == (1, 3)
    assert figures(shown)["difference-unknown"] == (1, 3)
    assert figures(shown)["without-difference"] == (1, 3)
    assert [each.what for each in shown.differences] == ["Fler kommer."]


def test_no_difference_is_counted_apart_from_a_difference(plan, compact):
    one, two, _three = plan.measures.all()
    report(one, "civil", "late", difference="Fler kommer.", how_known="told")
    report(two, "civil", "late", difference="Ingen skillnad.", how_known="counted")

    shown = begun(compact).section("differences")

    assert figures(shown)["with-difference"] == (1, 3)
    assert figures(shown)["no-difference"] == (1, 3)
    assert figures(shown)["without-difference"] == (1, 3)
    assert [each.what for each in shown.differences] == ["Fler kommer."]


def test_what_was_said_the_year_before_does_not_count_again(plan, compact):
    made = report(
        plan.measures.first(), "civil", "late", difference="Fler.", how_known="told"
    )
    ProgressReport.objects.filter(pk=made.pk).update(day=date(2024, 12, 31))

    assert figures(begun(compact).section("differences"))["with-difference"] == (0, 3)
