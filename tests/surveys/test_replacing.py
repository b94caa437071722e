"""Whom an opened survey asks is changed one at a time; that tells of no answer."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from overens.common.ballots import TokenWithdrawn
from overens.common.mail import undo_batch
from overens.common.models import AuditLine, BallotToken, OutgoingMail
from overens.surveys.actions import answer, decline, invite
from overens.surveys.actions.watching import renew_list
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

    assert "Brevet går om tio minuter" in said(page)
    new = token_in_letter("ny")
    with pytest.raises(TokenWithdrawn):
        answer(old, sheets=[GivenSheet({"known": "yes"})])
    answer(new, sheets=[GivenSheet({"known": "no"})])
    # The letter with the old link is emptied.
    theirs = OutgoingMail.objects.filter(to="p1@example.org")
    assert not any(old in mail.body for mail in theirs)
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


def test_somebody_taken_off_cannot_answer_and_is_still_counted_as_asked(
    as_petra, survey
):
    old = invited(survey)["p1"]
    address = url(survey, "asked_off", person(survey).uuid)
    assert as_petra.post(address, {}).status_code == 422

    page = as_petra.post(address, {"sure": "on"}, follow=True)

    assert "Person 1 är borttagen" in said(page)
    # Asked they were, and one fewer would tell that they had answered.
    assert survey.frame_respondents.count() == 11
    assert survey.frame_units.count() == 11
    row = person(survey)
    assert (row.name, row.taken_off) == ("", True)
    assert Invitation.objects.get(respondent=row).address == ""
    assert page.context["count_text"].startswith("10 ")
    assert row not in [each.person for each in page.context["people"]]
    collecting = said(as_petra.get(url(survey, "collecting")))
    assert "0 av 11" in collecting
    assert "En av dem är borttagen ur listan" in collecting
    with pytest.raises(TokenWithdrawn):
        answer(old, sheets=[GivenSheet({"known": "yes"})])
    assert as_petra.get(address).status_code == 404


def test_a_name_cannot_stand_on_somebody_taken_off(survey):
    rows = survey.frame_respondents.filter(key="p1")
    with pytest.raises(IntegrityError):
        rows.update(taken_off=True)


CHANGES = {
    "new_link": {"address": "ny@example.org"},
    "replace": {"name": "Ny", "address": "ny@example.org"},
    "asked_off": {"sure": "on"},
}


@pytest.mark.parametrize("name", CHANGES)
def test_no_change_tells_whether_somebody_has_answered(
    client, as_petra, survey, settings, name
):
    settings.DEMONSTRATION = False
    tokens = invited(survey)
    for key in ("p1", "p3", "p5", "p6", "p7"):
        answer(tokens[key], sheets=[GivenSheet({"known": "yes"})])
    # A reminder has gone out to those who had not answered; another is due.
    sent = timezone.now() - timedelta(days=3)
    Invitation.objects.update(mailed_at=sent)
    as_petra.post(url(survey, "remind"), {})
    Invitation.objects.update(mailed_at=sent)

    def looked_at():
        """Return what can be seen of the survey besides the one who is changed."""
        remind = as_petra.get(url(survey, "remind")).context
        collecting = as_petra.get(url(survey, "collecting")).context
        mails = as_petra.get(reverse("mails")).context["batches"]
        reminders = [
            (mail.state, mail.to, text)
            for _batch, of in mails
            for mail, text in of
            if mail.once_key.startswith("surveys.reminder:")
        ]
        return [
            remind["count"],
            remind["skipped"],
            collecting["answered_text"],
            collecting["state"].may_renew,
            collecting["state"].asked,
            reminders,
        ]

    def change_by(key, before):
        return [(one, other) for one, other in zip(before, looked_at(), strict=True)]

    seen = {}
    for key in ("p1", "p2"):
        state = looked_at()
        before = AuditLine.objects.count()
        done = as_petra.post(
            url(survey, name, person(survey, key).uuid), CHANGES[name], follow=True
        )
        outbox = [
            re.sub(
                r"mail-[0-9a-f-]+|/[0-9a-f-]{36}/|csrf\w*.*?>|\d\d[.:]\d\d|p[12]@",
                "",
                part,
            )
            for part in said(as_petra.get(reverse("mails"))).split("<article")[1:2]
        ]
        assert outbox
        lines = AuditLine.objects.order_by("id")[before:]
        mail = OutgoingMail.objects.filter(to="ny@example.org").last()
        seen[key] = {
            "status": done.status_code,
            "said": [str(each) for each in done.context["messages"]],
            "log": [(line.action, sorted(line.facts)) for line in lines],
            "tokens": [line.facts.get("tokens") for line in lines],
            "letter": mail and (mail.subject, mail.state),
            "outbox": outbox,
            "row": FrameRespondent.objects.values_list("declined", "taken_off").get(
                survey=survey, key=key
            ),
            "seen": [one == other for one, other in change_by(key, state)],
        }
        if name == "asked_off":
            for of_row in seen.values():
                of_row["said"] = [each[-20:] for each in of_row["said"]]
    assert seen["p1"] == seen["p2"]
    assert seen["p1"]["status"] == 200
    # What had come in counts, once.
    assert len(closed(survey)) == 5


@pytest.mark.parametrize("is_answered", [True, False])
def test_nobodys_link_goes_elsewhere_without_their_being_told(
    as_petra, survey, is_answered
):
    token = invited(survey)["p1"]
    if is_answered:
        answer(token, sheets=[GivenSheet({"known": "yes"})])

    change(as_petra, survey, "new_link", address="annan@example.org")

    mail = OutgoingMail.objects.get(once_key__startswith="surveys.moved:")
    assert mail.to == "p1@example.org"
    body = " ".join(mail.body.split())
    assert "fungerar inte längre" in body and "annan@example.org" not in body
    line = AuditLine.objects.get(action="surveys.send_new_link")
    assert line.facts["other_address"] == "yes"
    # To the same address it is only a new link.
    change(as_petra, survey, "new_link", address="Annan@example.org")
    moved = OutgoingMail.objects.get(once_key__startswith="surveys.moved:")
    assert (moved.to, moved.state) == ("p1@example.org", "waiting")


def test_whoever_has_answered_is_told_so_in_the_letter(as_petra, survey):
    answer(invited(survey)["p1"], sheets=[GivenSheet({"known": "yes"})])

    change(as_petra, survey, "new_link", address="ny@example.org")

    body = " ".join(OutgoingMail.objects.get(to="ny@example.org").body.split())
    assert "Ett svar har redan skickats" in body
    assert "/svara/#" not in body


@pytest.mark.parametrize("name", CHANGES)
def test_who_is_shown_as_having_answered_stands(as_petra, survey, name):
    tokens = invited(survey)
    for key in ("p1", "p2", "p3", "p4", "p5"):
        answer(tokens[key], sheets=[GivenSheet({"known": "yes"})])
    renew_list(survey, by=BY)
    offered = said(as_petra.get(url(survey, "frame")))
    assert url(survey, name, person(survey).uuid) not in offered
    assert url(survey, name, person(survey, "p6").uuid) in offered

    page = change(as_petra, survey, name, **CHANGES[name])

    assert page.status_code == 422
    assert "Person 1 har svarat" in said(page)
    assert not OutgoingMail.objects.filter(to="ny@example.org").exists()
    assert person(survey).name == "Person 1"
    assert not AuditLine.objects.filter(action="common.withdraw_tokens").exists()


@pytest.mark.parametrize("name", CHANGES)
def test_of_an_open_survey_who_has_answered_stands(as_petra, own_folder, name):
    survey = survey_of(mode="open", published=False)
    opened(survey)
    answer(invited(survey)["p1"], sheets=[GivenSheet({"known": "yes"})])

    page = change(as_petra, survey, name, **CHANGES[name])

    assert page.status_code == 422
    assert "Person 1 har svarat" in said(page)
    assert person(survey).name == "Person 1"


def test_a_new_link_that_is_stopped_tells_nothing_either(as_petra, survey):
    tokens = invited(survey)
    answer(tokens["p1"], sheets=[GivenSheet({"known": "yes"})])
    states = []
    for key in ("p1", "p2"):
        address = url(survey, "new_link", person(survey, key).uuid)
        as_petra.post(address, {"address": f"{key}-ny@example.org"})
        mail = OutgoingMail.objects.get(to=f"{key}-ny@example.org")
        assert undo_batch(mail.batch, by=BY) == 1
        page = as_petra.get(url(survey, "collecting"))
        states.append(
            (
                bool(Invitation.objects.get(respondent__key=key).token_hash),
                page.context["state"].to_invite,
                page.context["state"].unreached,
            )
        )
    assert states[0] == states[1]
    # And another can be sent.
    as_petra.post(address, {"address": "rätt@example.org"})
    as_petra.post(address, {"address": "ratt@example.org"})
    answer(token_in_letter("ratt"), sheets=[GivenSheet({"known": "no"})])
    assert len(closed(survey)) == 2


def test_somebody_taken_off_is_not_asked_by_the_next_survey_either(survey):
    from overens.surveys.actions.replacing import take_off
    from overens.surveys.actions.surveys import _copy_frame

    invited(survey)
    take_off(Invitation.objects.get(respondent=person(survey)), by=BY)
    again = survey_of(slug="igen", published=False)
    again.frame_respondents.all().delete()
    again.frame_units.all().delete()

    _copy_frame(survey, again)

    assert again.frame_respondents.count() == 10


def test_a_link_replaced_while_its_answer_comes_in_gives_one_answer(survey):
    from overens.surveys.actions.replacing import send_new_link

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
        send_new_link(invitation, address="ny@example.org", by=BY)
        body = OutgoingMail.objects.get(to="ny@example.org").body
        results.append("replaced" if "/svara/#" in body else "told")

    all_at_once(answers, replaces)

    assert sorted(results) in (["answered", "told"], ["replaced", "withdrawn"])


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
