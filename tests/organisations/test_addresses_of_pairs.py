"""Pairs found before they had an address get one each when the tables move on."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from overens.organisations.models import DuplicatePair
from tests import make

BEFORE = [("organisations", "0004_sources")]


@pytest.mark.django_db(transaction=True)
def test_each_pair_of_before_gets_an_address_of_its_own():
    one, two, three = (make.make_organisation(f"Hamnkören {n}") for n in range(3))
    state = MigrationExecutor(connection).migrate(BEFORE).apps
    try:
        old = state.get_model("organisations", "DuplicatePair")
        for first, second in ((one, two), (one, three)):
            low, high = sorted((first.pk, second.pk))
            old.objects.create(
                one_id=low, other_id=high, score=90, found=date(2026, 5, 4)
            )
    finally:
        call_command("migrate", verbosity=0)

    addresses = set(DuplicatePair.objects.values_list("uuid", flat=True))
    assert len(addresses) == 2
    assert None not in addresses
