"""Somebody is answering when the survey closes: nothing is sent, and they are told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from overens.common.models import Ballot
from tests.surveys.answering_by_page import HERE, fields_of, run_through, text_of
from tests.surveys.collected import closed, invited, opened, survey_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_folder"),
]


@pytest.mark.parametrize("is_closed", [True, False])
def test_who_was_answering_when_it_closed_gets_back_what_they_wrote(plain, is_closed):
    survey = survey_of(mode="confidential")
    opened(survey, small_groups_told=True)
    check = run_through(plain, invited(survey)["p1"], wish="mer <b>tid</b>\noch ro")
    if is_closed:
        closed(survey)
    else:
        Ballot.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    fields = {**fields_of(check), "go": "send"}

    ours = plain.post(HERE, fields, headers={"sec-fetch-site": "same-origin"})
    others = plain.post(HERE, fields, headers={"sec-fetch-site": "cross-site"})

    assert (ours.status_code, others.status_code) == (410, 410)
    assert "mer &lt;b&gt;tid&lt;/b&gt;<br>och ro" in ours.content.decode()
    assert "Det här hade du skrivit" in text_of(ours)
    # What was chosen is not words.
    assert "<p>yes</p>" not in ours.content.decode()
    # Nobody else's page shows words as if they were ours.
    assert "mer &lt;b&gt;" not in others.content.decode()


@pytest.mark.parametrize("carried", ["", "{", "[]", '{"fields": {"0.a-answer": 1}}'])
def test_whatever_is_carried_after_closing_is_answered_by_a_sentence(plain, carried):
    page = plain.post(
        HERE,
        {"code": "a" * 52, "carried": carried, "go": "send"},
        headers={"sec-fetch-site": "same-origin"},
    )
    assert page.status_code == 410
    assert "har inte skickats" in text_of(page)
