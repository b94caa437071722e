"""A survey is opened, sent, answered by link, and closed; nothing is loosened."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from overens.common.ballots import (
    TokenUnknown,
    TokenUsed,
    TooLate,
    WrongPassphrase,
    written,
)
from overens.common.models import (
    AuditLine,
    Ballot,
    OutgoingMail,
)
from overens.surveys.actions import (
    answer,
    close_survey,
    decline,
    invite,
    remind,
)
from overens.surveys.actions.collecting import NotOpen
from overens.surveys.models import AnswerSheet, Collection, Invitation
from overens.surveys.queries import frame_of
from overens.surveys.queries.stored import standing_sheets
from overens.surveys.rules import (
    AnswersNotTaken,
    GivenSheet,
    NothingToSend,
    Outcomes,
    Tally,
)
from overens.surveys.rules.frames import covered_units, outcomes
from tests.once import all_at_once
from tests.surveys.collected import (
    BY,
    closed,
    invited,
    opened,
    survey_of,
    token_in_letter,
)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_folder"),
]

MODES = ["open", "confidential", "anonymous"]


@pytest.mark.parametrize("mode", MODES)
def test_what_is_answered_by_link_is_a_sheet_when_the_survey_has_closed(mode):
    survey = survey_of(mode=mode)
    opened(survey)
    tokens = invited(survey)

    for key in ("p1", "p2", "p3"):
        answer(
            tokens[key], sheets=[GivenSheet({"known": "yes", "wish": f"önskan {key}"})]
        )
    # No live results: there is nothing to show before closing.
    assert not AnswerSheet.objects.exists()

    sheets = closed(survey)
    assert sorted(sheet.answers["wish"] for sheet in sheets) == [
        "önskan p1",
        "önskan p2",
        "önskan p3",
    ]
    assert {sheet.answers["known"] for sheet in sheets} == {"yes"}
    assert all(sheet.promise["sv"] and sheet.promise["en"] for sheet in sheets)
    assert Collection.objects.get().state == "collected"


@pytest.mark.parametrize("mode", MODES)
def test_only_an_open_answer_says_whose_it_is(mode):
    survey = survey_of(mode=mode)
    opened(survey)
    tokens = invited(survey)
    answer(tokens["p4"], sheets=[GivenSheet({"known": "no"})])

    (sheet,) = closed(survey)

    if mode == "open":
        assert sheet.respondent.key == "p4"
        assert [row.unit.key for row in sheet.sheet_units.all()] == ["namnd-4"]
    else:
        assert sheet.respondent is None
        assert not sheet.sheet_units.exists()
    assert sheet.unit_count == 1
    # Nor does anything else lead from a person to a link.
    assert not Invitation.objects.exclude(token_hash="", address="").exists()
    assert not OutgoingMail.objects.exclude(body="", to="").exists()


def test_persons_are_counted_though_nobody_knows_who_they_were():
    survey = survey_of(mode="confidential")
    opened(survey)
    tokens = invited(survey)
    for n in range(7):
        answer(
            tokens[f"p{n}"], sheets=[GivenSheet({"known": "yes" if n % 2 else "no"})]
        )
    decline(tokens["p9"])
    closed(survey)

    frame, sheets = frame_of(survey), standing_sheets(survey)
    assert outcomes(frame, sheets) == Outcomes(11, answered=7, declined=1, silent=3)
    assert covered_units(frame, sheets) == Tally(11, answered=7)


def test_fifty_sent_at_once_by_one_link_are_one_answer():
    survey = survey_of()
    opened(survey)
    token = invited(survey)["p0"]

    all_at_once(
        *[
            lambda n=n: answer(token, sheets=[GivenSheet({"wish": f"svar {n}"})])
            for n in range(50)
        ]
    )

    assert len(closed(survey)) == 1


def test_a_wrong_answer_is_named_by_its_question_and_nothing_is_used_up():
    survey = survey_of()
    opened(survey)
    token = invited(survey)["p0"]

    with pytest.raises(AnswersNotTaken) as refused:
        answer(
            token,
            sheets=[
                GivenSheet({"known": "kanske", "wish": "x" * 100_000, "grade": "2"})
            ],
        )
    assert set(refused.value.faults) == {"known", "wish"}
    with pytest.raises(NothingToSend):
        answer(token, sheets=[GivenSheet({"known": "", "wish": "  "})])

    answer(token, sheets=[GivenSheet({"known": "yes"})])
    assert len(closed(survey)) == 1


def test_an_anonymous_survey_needs_its_passphrase_to_close():
    survey = survey_of()
    opened(survey)
    answer(invited(survey)["p0"], sheets=[GivenSheet({"known": "yes"})])

    with pytest.raises(WrongPassphrase):
        close_survey(survey, by=BY, passphrase="fel fel fel fel", early=True)

    assert Collection.objects.get().state == "open"
    assert len(closed(survey)) == 1
    # Again it does nothing.
    assert len(closed(survey)) == 1


def test_the_code_on_paper_closes_it_too():
    survey = survey_of()
    escrow = opened(survey).escrow
    answer(invited(survey)["p0"], sheets=[GivenSheet({"known": "yes"})])

    close_survey(survey, by=BY, passphrase=escrow, early=True)

    assert AnswerSheet.objects.count() == 1


def test_who_has_answered_cannot_decline_and_who_has_declined_can_answer():
    survey = survey_of()
    opened(survey)
    tokens = invited(survey)
    answer(tokens["p0"], sheets=[GivenSheet({"known": "yes"})])

    with pytest.raises(TokenUsed):
        decline(tokens["p0"])
    decline(tokens["p1"], why="  Hinner inte. ")
    decline(tokens["p2"])
    assert Invitation.objects.get(respondent__key="p1").declined_why == "Hinner inte."
    answer(tokens["p2"], sheets=[GivenSheet({"known": "no"})])
    with pytest.raises(TokenUnknown):
        decline("abcd")

    closed(survey)
    assert list(
        survey.frame_respondents.filter(declined=True).values_list("key", flat=True)
    ) == ["p1"]


def test_nobody_can_answer_after_the_closing_time():
    survey = survey_of()
    opened(survey)
    token = invited(survey)["p0"]
    Ballot.objects.update(closes_at=datetime.now(UTC))

    with pytest.raises(TooLate):
        answer(token, sheets=[GivenSheet({"known": "yes"})])
    with pytest.raises(TooLate):
        decline(token)
    with pytest.raises(NotOpen):
        invite(survey, addresses={"p1": "p1@example.org"}, by=BY)


def test_only_those_who_have_not_answered_are_reminded_each_other_with_a_reason():
    survey = survey_of(people=5)
    opened(survey, small_groups_told=True)
    tokens = invited(survey, ["p0", "p1", "p2", "p3"])
    answer(tokens["p0"], sheets=[GivenSheet({"known": "yes"})])
    decline(tokens["p1"])

    reasons = remind(survey, by=BY).skipped
    assert reasons["p2"] == reasons["p3"] == "had a letter less than two days ago"

    Invitation.objects.exclude(mailed_at=None).update(
        mailed_at=timezone.now() - timedelta(days=3)
    )
    done = remind(survey, by=BY)

    assert done.sent == 2
    assert done.skipped == {
        "p0": "has answered",
        "p1": "has declined",
        "p4": "has not been invited",
    }
    letters = OutgoingMail.objects.filter(batch=done.batch)
    assert {mail.to for mail in letters} == {"p2@example.org", "p3@example.org"}
    # A second link could give a second answer.
    assert not any("/svara/" in mail.body for mail in letters)


def test_nobody_is_invited_twice_or_without_having_been_asked():
    survey = survey_of()
    opened(survey)
    invited(survey, ["p0"])

    done = invite(
        survey,
        addresses={"p0": "annan@example.org", "okänd": "x@example.org"},
        by=BY,
    )

    assert done.sent == 0
    assert done.skipped == {"p0": "has a link already", "okänd": "was not asked"}


def test_the_letter_has_the_promise_and_a_link_that_no_server_is_told():
    survey = survey_of()
    opened(survey)
    invited(survey, ["p0"])

    body = OutgoingMail.objects.get().body

    assert Collection.objects.get().promise["sv"] in body
    token = token_in_letter("p0")
    links = [word for word in body.split() if "/svara/" in word]
    assert [link.partition("/svara/")[2] for link in links] == [f"#{token}", ""]
    assert written(token) in body.splitlines()


def test_the_log_tells_of_no_answer_and_of_nobody():
    survey = survey_of()
    opened(survey)
    tokens = invited(survey)
    answer(tokens["p3"], sheets=[GivenSheet({"known": "yes"})])
    decline(tokens["p4"], why="Nej.")
    lines = AuditLine.objects.count()
    closed(survey)

    said = json.dumps(list(AuditLine.objects.values_list("facts", "about_label")))
    assert "p3" not in said
    assert "Person" not in said
    assert (
        lines
        == AuditLine.objects.exclude(
            action__in=[
                "common.end_ballot",
                "common.close_ballot",
                "surveys.close_survey",
            ]
        ).count()
    )
