from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from overens.accounts.models import Person, Space
from overens.common.models import AuditLine
from overens.config.demonstration import loading
from overens.plans.models import ActionPlan
from overens.plans.queries import plan_rows, status_counts
from tests import make

pytestmark = pytest.mark.django_db


def _load(capsys, **options):
    with pytest.raises(SystemExit) as stopped:
        call_command("load_demo", **options)
    return stopped.value.code, capsys.readouterr().err


def test_real_data_is_never_mixed_with_the_demonstration(capsys):
    make.make_space("riktig", origin="own")

    code, said = _load(capsys)

    assert code == 1
    assert "riktiga uppgifter" in said
    assert Space.objects.count() == 1


def test_a_real_person_is_real_data(capsys):
    Person.objects.create_user("anna@region.test")

    code, said = _load(capsys)

    assert code == 1
    assert "riktiga uppgifter" in said


def test_a_register_of_ones_own_is_real_data(capsys):
    make.make_organisation("Riktiga föreningen", origin="own")

    code, said = _load(capsys)

    assert code == 1
    assert "riktiga uppgifter" in said
    assert not Space.objects.exists()


def test_somebody_alone_is_not_taken_for_the_demonstration(capsys):
    make.make_person("anna")

    code, said = _load(capsys)

    assert code == 1
    assert "riktiga uppgifter" in said


def test_nothing_is_loaded_in_production(capsys, settings):
    settings.PRODUCTION = True

    code, said = _load(capsys, language="en")

    assert code == 1
    assert said.startswith("The demonstration is not loaded in production")
    assert not Space.objects.exists()


def test_a_start_leaves_what_is_there_alone():
    make.make_space("riktig", origin="own")

    call_command("load_demo", if_empty=True)

    assert Space.objects.count() == 1


def test_a_fault_on_the_way_leaves_nothing_half_loaded(monkeypatch):
    def fault(made):
        raise ValueError("a file has a fault")

    monkeypatch.setattr(loading, "STEPS", [*loading.STEPS[:3], ("fault", fault)])

    with pytest.raises(ValueError, match="fault"):
        call_command("load_demo")

    assert not Space.objects.exists()
    assert not Person.objects.exists()
    assert not AuditLine.objects.exists()


def test_what_is_loaded_is_not_loaded_again(monkeypatch, capsys):
    monkeypatch.setattr(loading, "STEPS", loading.STEPS[:2])
    call_command("load_demo")
    assert "spaces" in capsys.readouterr().out

    code, said = _load(capsys)

    assert code == 1
    assert "redan" in said
    assert Space.objects.count() == 3


def test_it_is_the_same_story_on_new_years_day(monkeypatch):
    new_year = datetime(2027, 1, 1, 11, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: new_year)

    call_command("load_demo")

    plan = ActionPlan.objects.get(space__slug="strandland")
    counts = {row.key: n for row, n in status_counts(plan_rows(plan, new_year.date()))}
    assert counts == {
        "done": 6,
        "on plan": 11,
        "late": 4,
        "not begun": 2,
        "paused": 1,
        "carried over": 1,
    }
