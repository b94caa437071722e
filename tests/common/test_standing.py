"""What is withdrawn with a reason is never deleted, one by one or many at once."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import ProtectedError

from overens.common.models import StandingQuerySet, Withdrawable, removing
from overens.compacts.models import Signature
from overens.followups.models import FollowUp
from overens.plans.models import Measure

KINDS = [each for each in apps.get_models() if issubclass(each, Withdrawable)]


@pytest.mark.pure
@pytest.mark.parametrize("model", KINDS, ids=lambda each: each._meta.label)
def test_every_such_model_reads_by_rows_that_cannot_be_deleted(model):
    assert isinstance(model._default_manager.all(), StandingQuerySet)
    with pytest.raises(PermissionError):
        model._default_manager.filter(pk=1).delete()
    with pytest.raises(PermissionError):
        model().delete()


def test_only_the_exact_undo_of_an_import_takes_rows_away(db):
    with removing():
        assert Measure.objects.filter(pk=1).delete()[0] == 0
        assert Signature.objects.all().delete()[0] == 0


@pytest.fixture
def followup(strandland):
    return FollowUp.objects.create(space=strandland, year=2025)


def test_a_row_with_content_goes_neither_by_itself_nor_among_others(followup):
    for delete in (followup.delete, FollowUp.objects.all().delete):
        with pytest.raises(PermissionError), transaction.atomic():
            delete()

    assert FollowUp.objects.exists()


def test_a_row_with_content_is_not_taken_along_by_another(followup):
    with pytest.raises((PermissionError, ProtectedError)), transaction.atomic():
        followup.space.delete()

    with removing():
        followup.delete()
    assert not FollowUp.objects.exists()
