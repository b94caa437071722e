from __future__ import annotations

import pytest
from django.core.management import call_command

from overens.accounts.models import Person, Space
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


def test_a_start_leaves_what_is_there_alone():
    make.make_space("riktig", origin="own")

    call_command("load_demo", if_empty=True)

    assert Space.objects.count() == 1
