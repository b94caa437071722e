"""What is withdrawn with a reason is never deleted, one by one or many at once."""

from __future__ import annotations

import pytest
from django.apps import apps

from overens.common.models import StandingQuerySet, Withdrawable, removing
from overens.compacts.models import Signature
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
