"""What waits for the secretariat in a survey that is sent out, and what waits not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from overens.accounts.models import Space
from overens.common.daily import take_steps
from overens.common.models import Ballot
from overens.common.to_do import TO_DO
from overens.surveys.actions import answer
from overens.surveys.actions.closing_due import close_due
from overens.surveys.models import AnswerSheet, Collection
from overens.surveys.queries.to_do import surveys_to_do
from overens.surveys.rules import GivenSheet
from tests.surveys.collected import invited, opened, survey_of
from tests.surveys.drafting import said

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_folder"),
]


def over():
    ended = timezone.now() - timedelta(seconds=1)
    Ballot.objects.update(closes_at=ended)
    Collection.objects.update(closes_at=ended)


def rows(person) -> list[str]:
    space = Space.objects.get(slug="strandland")
    found = surveys_to_do(person, space, timezone.localdate())
    return [row.key.split(":")[0] for row in found]


def sent(days, answers, mode="confidential", **survey):
    made = survey_of(mode=mode, published=False, **survey)
    opened(made, last_day=timezone.localdate() + timedelta(days=days))
    tokens = invited(made)
    for n in range(answers):
        answer(tokens[f"p{n}"], sheets=[GivenSheet({"known": "yes"})])
    return made


@pytest.mark.parametrize(
    ("days", "answers", "waits"),
    [(5, 5, True), (5, 6, False), (6, 0, False), (0, 0, True)],
)
def test_a_survey_that_few_have_answered_waits_when_it_soon_closes(
    petra, days, answers, waits
):
    sent(days, answers)

    assert rows(petra) == (["surveys.remind"] if waits else [])


def test_a_survey_whose_time_is_up_is_to_be_closed(as_petra, petra):
    survey = sent(5, 6, mode="anonymous")
    over()

    assert rows(petra) == ["surveys.close"]
    page = said(as_petra.get("/att-gora/?compact=strandland"))
    assert f"Tiden är ute: {survey}" in page
    assert f"/enkater/{survey.slug}/insamling/stang/" in page


def test_what_waits_is_the_secretariat_s_alone(eve):
    sent(0, 0)

    assert rows(eve) == []


def test_the_rows_cost_no_more_the_more_there_are(petra, django_assert_max_num_queries):
    for n in range(3):
        survey = survey_of(people=6, published=False, slug=f"enkat-{n}", mode="open")
        opened(survey, last_day=timezone.localdate())
    space = Space.objects.get(slug="strandland")
    with django_assert_max_num_queries(TO_DO.budget):
        assert len(list(surveys_to_do(petra, space, timezone.localdate()))) == 3


@pytest.mark.parametrize("mode", ["open", "confidential"])
def test_what_needs_no_passphrase_is_closed_by_the_daily_step(mode):
    sent(5, 3, mode=mode)
    assert list(close_due()) == []
    over()

    (result,) = [r for r in take_steps() if r.name == "surveys.close_due"]

    assert result.did == 1
    assert AnswerSheet.objects.count() == 3
    assert Ballot.objects.get().state == "closed"
    assert list(close_due()) == []


def test_an_anonymous_one_waits_for_its_passphrase():
    sent(5, 3, mode="anonymous")
    over()

    (line,) = close_due()

    assert not line.did
    assert not AnswerSheet.objects.exists()
