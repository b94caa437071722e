"""Whom an opened survey asks is changed one at a time, never once they answered."""

from __future__ import annotations

import pytest

from overens.common.ballots import TokenWithdrawn
from overens.common.mail import undo_batch
from overens.common.models import AuditLine, BallotToken, OutgoingMail
from overens.surveys.actions import answer, decline, invite
from overens.surveys.models import FrameRespondent, Invitation
from overens.surveys.rules import GivenSheet
from tests.once import all_at_once
from tests.surveys.collected import (
    BY,
    closed,
    invited,
    opened,
    survey_of,
    token_in_letter,
)
from tests.surveys.drafting import said
from tests.surveys.framing import url

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_folder"),
]


@pytest.fixture
def survey(own_folder):
    made = survey_of(published=False)
    opened(made)
    return made


def person(survey, key="p1"):
    return survey.frame_respondents.get(key=key)


def change(client, survey, task, **given):
    address = url(survey, task, person(survey).uuid)
    return client.post(address, given, follow=True)


def test_somebody_who_lost_their_letter_gets_a_link_that_works_alone(as_petra, survey):
    old = invited(survey)["p1"]
    page = said(as_petra.get(url(survey, "collecting")))
    assert url(survey, "frame") in page
    assert "Skicka ny länk" in said(as_petra.get(url(survey, "frame")))

    page = change(as_petra, survey, "new_link", address="ny@example.org")

    assert "ny länk går om tio minuter" in said(page)
    new = token_in_letter("ny")
    with pytest.raises(TokenWithdrawn):
        answer(old, sheets=[GivenSheet({"known": "yes"})])
    answer(new, sheets=[GivenSheet({"known": "no"})])
    # The letter with the old link is emptied.
    assert not OutgoingMail.objects.filter(to="p1@example.org").exists()
    assert len(closed(survey)) == 1


def test_somebody_else_answers_instead_with_a_link_of_their_own(as_petra, survey):
    old = invited(survey)["p1"]
    decline(old, why="slutar")

    change(as_petra, survey, "replace", name="Ny  Person", address="ny@example.org")

    row = person(survey)
    assert (row.name, row.declined) == ("Ny Person", False)
    assert Invitation.objects.get(respondent=row).declined_why == ""
    with pytest.raises(TokenWithdrawn):
        answer(old, sheets=[GivenSheet({"known": "yes"})])
    answer(token_in_letter("ny"), sheets=[GivenSheet({"known": "no"})])
    line = AuditLine.objects.get(action="surveys.replace_respondent")
    assert line.facts["respondent"] == "p1"
    assert "Person" not in str(line.facts)


def test_somebody_taken_off_cannot_answer_and_is_not_counted(as_petra, survey):
    old = invited(survey)["p1"]
    address = url(survey, "asked_off", person(survey).uuid)
    assert as_petra.post(address, {}).status_code == 422

    page = as_petra.post(address, {"sure": "on"}, follow=True)

    assert "Person 1 är borttagen" in said(page)
    assert survey.frame_respondents.count() == 10
    assert survey.frame_units.count() == 11
    with pytest.raises(TokenWithdrawn):
        answer(old, sheets=[GivenSheet({"known": "yes"})])
    assert as_petra.get(address).status_code == 404


@pytest.mark.parametrize("name", ["new_link", "replace", "asked_off"])
def test_nothing_is_changed_once_they_have_answered(as_petra, survey, name):
    answer(invited(survey)["p1"], sheets=[GivenSheet({"known": "yes"})])

    page = change(
        as_petra, survey, name, name="Ny", address="ny@example.org", sure="on"
    )

    assert page.status_code == 422
    assert "Person 1 har svarat" in said(page)
    assert not OutgoingMail.objects.filter(to="ny@example.org").exists()
    assert person(survey).name == "Person 1"
    assert len(closed(survey)) == 1


def test_a_link_replaced_while_its_answer_comes_in_gives_one_answer(survey):
    from overens.surveys.actions.replacing import send_new_link
    from overens.surveys.rules import LinkUsed

    old = invited(survey)["p1"]
    invitation = Invitation.objects.get(respondent=person(survey))
    results = []

    def answers():
        try:
            answer(old, sheets=[GivenSheet({"known": "yes"})])
            results.append("answered")
        except TokenWithdrawn:
            results.append("withdrawn")

    def replaces():
        try:
            send_new_link(invitation, address="ny@example.org", by=BY)
            results.append("replaced")
        except LinkUsed:
            results.append("used")

    all_at_once(answers, replaces)

    assert sorted(results) in (["answered", "used"], ["replaced", "withdrawn"])


def test_an_invitation_that_is_stopped_takes_its_link_back(survey):
    key = {"p1": "p1@example.org"}
    done = invite(survey, addresses=key, by=BY)
    token = token_in_letter("p1")

    undo_batch(done.batch, by=BY)

    with pytest.raises(TokenWithdrawn):
        answer(token, sheets=[GivenSheet({"known": "yes"})])
    assert Invitation.objects.get(respondent=person(survey)).token_hash == ""
    again = invite(survey, addresses=key, by=BY)
    assert again.sent == 1
    assert BallotToken.objects.filter(withdrawn=False).count() == 1
    assert OutgoingMail.objects.filter(to="p1@example.org", state="waiting").exists()


def test_after_closing_nobody_is_changed(as_petra, survey):
    invited(survey)
    closed(survey)

    page = change(as_petra, survey, "replace", name="Ny", address="ny@example.org")

    assert page.status_code == 422
    assert not FrameRespondent.objects.filter(name="Ny").exists()
    assert "Skicka ny länk" not in said(as_petra.get(url(survey, "frame")))
