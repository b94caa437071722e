"""The secretariat follows an opened survey, and cannot tell who answered last."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from overens.common.ballots import keep_draft
from overens.common.models import Ballot, OutgoingMail
from overens.surveys.actions import answer, decline
from overens.surveys.models import AnswerSheet, Collection, Invitation
from overens.surveys.rules import GivenSheet
from tests.surveys.collected import PASSPHRASE, invited, opened, survey_of
from tests.surveys.drafting import said
from tests.surveys.framing import url

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_folder"),
]


@pytest.fixture
def survey(own_folder):
    """An anonymous survey of eleven, opened, nobody invited."""
    made = survey_of(published=False)
    made.frame_respondents.update(address="")
    opened(made)
    for person in made.frame_respondents.all():
        Invitation.objects.filter(respondent=person).update(
            address=f"{person.key}@example.org"
        )
    return made


def over(survey):
    """Let the time be up."""
    ended = timezone.now() - timedelta(seconds=1)
    Ballot.objects.update(closes_at=ended)
    Collection.objects.update(closes_at=ended)


def test_petra_sends_the_invitations_from_the_list_of_surveys(as_petra, survey):
    page = said(as_petra.get("/enkater/?compact=strandland"))
    assert "Utskickade" in page
    assert url(survey, "collecting") in page
    page = said(as_petra.get(url(survey, "invite")))
    assert "Skicka 11 brev" in page
    assert "(en egen länk)" in page

    page = as_petra.post(url(survey, "invite"), {}, follow=True)

    assert "11 brev går om tio minuter" in said(page)
    assert OutgoingMail.objects.filter(state="waiting").count() == 11
    assert "Alla med e-postadress har redan en länk" in said(
        as_petra.get(url(survey, "invite"))
    )
    # Somebody else had the page open, and presses the button too.
    page = as_petra.post(url(survey, "invite"), {}, follow=True)
    assert "Det finns ingen kvar att skriva till" in said(page)
    assert OutgoingMail.objects.count() == 11


def test_who_has_answered_is_shown_several_at_a_time(as_petra, survey):
    tokens = invited(survey)
    for n in range(4):
        answer(tokens[f"p{n}"], sheets=[GivenSheet({"known": "yes"})])
    page = said(as_petra.get(url(survey, "collecting")))
    assert "4 av 11" in page
    assert "Person 1" not in page
    assert "Förnya listan" not in page
    refused = said(as_petra.post(url(survey, "list_renew"), follow=True))
    assert "förnyas när minst 5 fler har svarat" in refused
    assert "Person 1" not in refused

    answer(tokens["p4"], sheets=[GivenSheet({"known": "yes"})])
    assert "Förnya listan" in said(as_petra.get(url(survey, "collecting")))
    page = said(as_petra.post(url(survey, "list_renew"), follow=True))
    for n in range(5):
        assert f"Person {n}" in page
    assert "De svarar för 5 av 11" in page

    # The next one is counted, and neither named nor told by the number of units.
    answer(tokens["p7"], sheets=[GivenSheet({"known": "yes"})])
    page = said(as_petra.get(url(survey, "collecting")))
    assert "6 av 11" in page
    assert "Person 7" not in page
    assert "De svarar för 5 av 11" in page


def test_the_list_is_whole_when_the_time_is_up(as_petra, survey):
    tokens = invited(survey)
    answer(tokens["p7"], sheets=[GivenSheet({"known": "yes"})])
    over(survey)

    page = said(as_petra.get(url(survey, "collecting")))

    assert "Person 7" in page
    assert "Tiden är ute" in page


def test_of_an_open_survey_all_who_have_answered_are_shown_at_once(as_petra):
    survey = survey_of(mode="open", published=False)
    opened(survey)
    tokens = invited(survey)
    answer(tokens["p7"], sheets=[GivenSheet({"known": "yes"})])
    page = said(as_petra.get(url(survey, "collecting")))
    assert "Person 7" in page and "Svaren lämnas öppet" in page
    assert "förnyas" not in page
    assert "i en ordning" not in said(as_petra.get(url(survey, "close")))


def test_closing_early_tells_what_the_others_were_promised_and_what_is_lost(as_petra):
    survey = survey_of(mode="confidential", published=False)
    opened(survey, small_groups_told=True)
    tokens = invited(survey)
    answer(tokens["p7"], sheets=[GivenSheet({"known": "yes"})])
    keep_draft(tokens["p3"], "{}")
    page = said(as_petra.get(url(survey, "close")))
    assert "1 av 11 har svarat. De andra har fått veta att de kan svara till" in page
    assert "1 svar är påbörjat och inte skickat" in page


def test_who_declined_and_then_answered_stands_once_they_are_shown(as_petra, survey):
    tokens = invited(survey)
    decline(tokens["p1"])
    for n in range(1, 6):
        answer(tokens[f"p{n}"], sheets=[GivenSheet({"known": "yes"})])
    declined = as_petra.get(url(survey, "collecting")).context["state"].declined
    assert [one.name for one in declined] == ["Person 1"]
    as_petra.post(url(survey, "list_renew"))
    state = as_petra.get(url(survey, "collecting")).context["state"]
    assert "Person 1" in state.listed and not state.declined


def test_those_who_declined_are_told_with_their_reasons(as_petra, survey):
    tokens = invited(survey)
    decline(tokens["p1"], why="Vi har <b>inte</b> tid")
    decline(tokens["p2"])

    page = said(as_petra.get(url(survey, "collecting")))

    assert "Vi har &lt;b&gt;inte&lt;/b&gt; tid" in page
    assert "Angav inget skäl" in page


def test_a_reminder_tells_how_many_get_none_and_names_nobody(as_petra, survey):
    tokens = invited(survey)
    answer(tokens["p1"], sheets=[GivenSheet({"known": "yes"})])
    decline(tokens["p2"])
    page = said(as_petra.get(url(survey, "remind")))
    assert "Det finns ingen att påminna nu" in page
    # Not how many of them have answered: that would be somebody's answer.
    assert "har svarat" not in page
    assert "1: har tackat nej" in page
    assert "10: fick ett brev för mindre än två dagar sedan" in page
    assert "Person" not in page

    Invitation.objects.update(mailed_at=timezone.now() - timedelta(days=3))
    page = said(as_petra.get(url(survey, "remind")))
    assert "Till dem av 10 personer som inte har svarat" in page
    page = as_petra.post(url(survey, "remind"), {}, follow=True)
    assert "Påminnelserna går om tio minuter" in said(page)
    # The outbox shows whom the invitations went to, which were sent to all.
    assert OutgoingMail.objects.filter(to="p5@example.org").count() == 2
    assert said(page).count("p5@example.org") == said(page).count("p1@example.org")
    reminders = OutgoingMail.objects.filter(once_key__startswith="surveys.reminder:")
    assert reminders.count() == 9
    # One stands for all of them, and stopping them tells no number either.
    shown = [m for _batch, of in page.context["batches"] for m, _text in of]
    assert sum(m.once_key.startswith("surveys.reminder:") for m in shown) == 1
    batch = reminders.first().batch
    stopped = as_petra.post(reverse("mail_undo", args=[batch]), follow=True)
    assert [str(m) for m in stopped.context["messages"]] == ["Mejlen stoppades."]
    assert not reminders.filter(state="waiting").exists()


def test_the_last_day_is_put_off_and_never_made_earlier(as_petra, survey):
    today = timezone.localdate()
    for earlier in (today, today + timedelta(days=7)):
        page = as_petra.post(url(survey, "put_off"), {"last_day": earlier.isoformat()})
        assert page.status_code == 422
        assert "efter den nuvarande sista dagen" in said(page)
    later = today + timedelta(days=9)

    as_petra.post(url(survey, "put_off"), {"last_day": later.isoformat()})

    closes_at = Collection.objects.get().closes_at
    assert Ballot.objects.get().closes_at == closes_at
    last = timezone.localdate(closes_at - timedelta(seconds=1), survey.space.zone)
    assert last == later


def test_after_its_time_a_survey_can_be_put_off_until_it_is_closed(as_petra, survey):
    token = invited(survey)["p1"]
    over(survey)
    later = timezone.localdate() + timedelta(days=3)
    as_petra.post(url(survey, "put_off"), {"last_day": later.isoformat()})

    answer(token, sheets=[GivenSheet({"known": "yes"})])


def test_closing_early_wants_to_be_sure_and_the_right_passphrase(as_petra, survey):
    tokens = invited(survey)
    for n in range(5):
        answer(tokens[f"p{n}"], sheets=[GivenSheet({"known": "yes"})])
    address = url(survey, "close")
    as_petra.post(url(survey, "list_renew"))
    assert len(Collection.objects.get().shown_answered) == 5
    assert "Inget svar tas emot" in said(as_petra.get(address))

    assert as_petra.post(address, {"passphrase": PASSPHRASE}).status_code == 422
    wrong = as_petra.post(address, {"sure": "on", "passphrase": "inte den frasen"})
    assert wrong.status_code == 422
    assert "Det är varken lösenfrasen" in said(wrong)
    assert 'name="passphrase"' in said(wrong)
    assert not AnswerSheet.objects.exists()

    page = as_petra.post(address, {"sure": "on", "passphrase": PASSPHRASE}, follow=True)
    assert "Enkäten är stängd" in said(page)
    assert AnswerSheet.objects.count() == 5
    # Nothing is left that tells who they were.
    assert Collection.objects.get().shown_answered == []
    page = said(as_petra.get(url(survey, "collecting")))
    assert "Vem som har svarat sparas inte" in page
    assert "Person 1" not in page
    assert as_petra.get(address).status_code == 302
    assert survey.get_absolute_url() in page


def test_a_survey_whose_time_is_up_is_closed_without_being_sure(as_petra, survey):
    answer(invited(survey)["p1"], sheets=[GivenSheet({"known": "yes"})])
    over(survey)

    as_petra.post(url(survey, "close"), {"passphrase": PASSPHRASE})

    assert AnswerSheet.objects.count() == 1


def test_old_copies_are_wiped_again_when_the_database_was_in_use(
    as_petra, survey, monkeypatch
):
    from overens.common.ballots import TracesLeft, closing

    answer(invited(survey)["p1"], sheets=[GivenSheet({"known": "yes"})])
    over(survey)

    def busy(tables):
        raise TracesLeft()

    monkeypatch.setattr(closing, "wipe", busy)
    page = as_petra.post(url(survey, "close"), {"passphrase": PASSPHRASE}, follow=True)
    assert "Gamla kopior finns kvar" in said(page)
    monkeypatch.undo()

    page = as_petra.post(url(survey, "close"), {}, follow=True)
    assert "Enkäten är stängd" in said(page)
    assert Ballot.objects.get().state == "closed"


def test_a_draft_has_no_collecting_to_look_at(as_petra, own_folder):
    survey = survey_of(published=False)

    assert as_petra.get(url(survey, "collecting")).status_code == 404


def test_the_page_of_five_hundred_asked_is_shown_in_few_queries(
    as_petra, own_folder, django_assert_max_num_queries
):
    survey = survey_of(people=500, published=False)
    opened(survey)

    with django_assert_max_num_queries(12):
        assert as_petra.get(url(survey, "collecting")).status_code == 200
