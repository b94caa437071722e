"""The demonstration, loaded for the files of tests that look at all of it."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.utils import timezone


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Load once for the whole module; each test then undoes what it did itself."""
    # The models are there only once Django is set up.
    from overens.config.demonstration.loading import load_demonstration
    from overens.organisations.queries import Search, municipality_counts

    with django_db_blocker.unblock(), transaction.atomic():
        lines = list(load_demonstration())
        # A process reads what it counts the register by once, at its first question.
        municipality_counts(Search(world="made up", day=timezone.localdate()))
        yield lines
        transaction.set_rollback(True)
