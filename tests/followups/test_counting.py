"""Drafts are counted every day, and written only when their figures change."""

from __future__ import annotations

from datetime import date

from overens.common.audit import SYSTEM
from overens.common.models import AuditLine
from overens.followups.actions import begin_followup, count_drafts
from overens.followups.models import FollowUp
from tests import make
from tests.followups.test_followup import sign


def test_counting_again_writes_only_what_has_changed(strandland):
    compact = make.make_compact(strandland)
    draft = begin_followup(space=compact.space, year=2024, by=SYSTEM)
    day = date(2026, 11, 22)
    list(count_drafts(today=day))
    draft.refresh_from_db()
    lines = AuditLine.objects.count()

    assert [changed for _draft, changed in count_drafts(today=day)] == [False]
    again = FollowUp.objects.get(pk=draft.pk)
    assert (again.counted_at, AuditLine.objects.count()) == (draft.counted_at, lines)

    sign(compact, "Ny", "2024-05-01")
    assert [changed for _draft, changed in count_drafts(today=day)] == [True]
    assert AuditLine.objects.count() == lines + 1
