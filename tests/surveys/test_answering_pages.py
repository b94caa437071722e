"""Somebody with a link answers: no account, cookie or script, exactly one answer."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test import Client

from overens.common import syncing
from overens.common.ballots.sealing import written
from overens.common.models import BallotAnswer, BallotDraft, BallotToken
from overens.common.texts import LocalText
from overens.surveys.actions import add_question_later
from overens.surveys.models import AnswerSheet, FrameRespondent, Invitation
from overens.surveys.queries.answering import _ASKED_BY
from tests.once import all_at_once
from tests.surveys.answering_by_page import (
    HERE,
    begin,
    fields_of,
    names_of,
    press,
    run_through,
    text_of,
)
from tests.surveys.collected import BY, closed, invited, opened, survey_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_folder"),
]


def test_a_whole_way_from_code_to_receipt_keeps_no_cookie_and_gives_one_answer(plain):
    survey = survey_of()
    opened(survey)
    token = invited(survey)["p3"]

    page = begin(plain, token)
    assert survey.title["sv"] in text_of(page)
    assert "Du svarar anonymt" in text_of(page)
    check = run_through(plain, token, wish="mer <b>tid</b>")
    assert "mer &lt;b&gt;tid&lt;/b&gt;" in text_of(check)
    receipt = press(plain, check, "send")

    assert "Tack, dina svar har kommit in" in text_of(receipt)
    assert token not in text_of(receipt)
    assert "mer" not in fields_of(receipt)
    assert not plain.cookies
    (sheet,) = closed(survey)
    assert sheet.answers == {"known": "yes", "wish": "mer <b>tid</b>"}


def test_an_answer_beside_not_knowing_is_asked_about_and_nothing_vanishes(plain):
    survey = survey_of()
    opened(survey)
    page = press(plain, begin(plain, invited(survey)["p3"]), "begin")
    while not any(name.endswith("hurdles-answer") for name in names_of(page)):
        page = press(plain, page, "next")
    both = {"hurdles-answer": "time", "hurdles-unsaid": "on"}

    page = press(plain, page, "next", status=422, **both)

    assert "antingen ett svar eller det här" in text_of(page)
    assert page.content.decode().count("checked") == 2


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the other waits by itself")
def test_who_sends_again_is_told_nothing_before_the_disk_has_it(plain, monkeypatch):
    survey = survey_of(mode="confidential")
    opened(survey, small_groups_told=True)
    check = run_through(plain, invited(survey)["p3"])
    sent = {**fields_of(check), "go": "send"}
    again = Client(raise_request_exception=False)
    plain.raise_request_exception = False  # It would raise the other's.
    waited, came = [], []

    def wait(_log):
        waited.append(len(came))
        if len(waited) == 1:
            # They press once more while the first is still waited for.
            came.append(again.post(HERE, sent))
        elif len(waited) == 2:
            raise OSError("the disk is gone")

    monkeypatch.setattr(syncing, "_wait_for", wait)
    receipt = plain.post(HERE, sent)

    assert came[0].status_code == 500
    assert waited == [0, 0]
    assert "Tack" in text_of(receipt)
    assert "Tack" in text_of(again.post(HERE, sent))
    assert waited == [0, 0, 1]
    assert not BallotDraft.objects.exists()


def test_looking_consumes_nothing_and_no_page_is_left_in_logs_or_indexes(plain):
    survey = survey_of()
    opened(survey)
    token = invited(survey)["p1"]

    for method in (plain.get, plain.head):
        page = method(HERE)
        assert page.status_code == 200
    for _ in range(3):
        page = begin(plain, token)
    assert BallotToken.objects.filter(used=True).count() == 0

    assert page["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page["X-Robots-Tag"]
    assert "private" in page["Cache-Control"]
    assert f"?{token}" not in text_of(page)
    assert f"/{token}" not in text_of(page)


@pytest.mark.parametrize(
    "shape",
    [str, written, str.upper, lambda token: f" https://example.org/svara/#{token} "],
    ids=["as it is", "in groups", "in capitals", "the whole link"],
)
def test_the_code_works_however_it_is_written(plain, shape):
    survey = survey_of()
    opened(survey)
    token = invited(survey)["p1"]

    page = begin(plain, shape(token))

    assert survey.title["sv"] in text_of(page)


@pytest.mark.parametrize("code", ["", "fel", "a" * 52, "a" * 5000, "\0"])
def test_a_wrong_code_is_said_beside_its_field_and_stays(plain, code):
    page = plain.post(HERE, {"code": code})

    assert page.status_code == 422
    assert "ds-validation-message" in text_of(page)
    if code == "fel":
        assert fields_of(page)["code"] == "fel"


def test_what_is_carried_but_broken_leads_to_the_first_page(plain):
    survey = survey_of()
    opened(survey)
    token = invited(survey)["p1"]
    broken = [
        "{",
        "[]",
        "3",
        '{"fields": 7}',
        '{"place": "99 known"}',
        '{"place": "0 nothing"}',
        '{"place": "check", "fields": {"0.known-answer": ["yes"]}}',
        '{"place": "check", "fields": {"0.known-answer": "yes"}}',
        '{"fields": {"how": ["each"]}, "place": "groups"}',
    ]
    for carried in broken:
        for go in ("", "next", "back", "to 0 known", "to 7 x", "stay", "nonsense"):
            page = plain.post(HERE, {"code": token, "carried": carried, "go": go})
            assert page.status_code == 200, (carried, go)


def test_sent_twice_and_from_two_tabs_gives_one_answer_and_the_same_receipt(plain):
    survey = survey_of()
    opened(survey)
    token = invited(survey)["p1"]
    one = run_through(plain, token, wish="första")
    other = run_through(plain, token, wish="andra")

    first = press(plain, one, "send")
    again = press(plain, one, "send")
    second = press(plain, other, "send")

    assert first.content == again.content == second.content
    assert "redan" in text_of(plain.post(HERE, {"code": token}))
    (sheet,) = closed(survey)
    assert sheet.answers["wish"] == "första"


def test_a_question_added_while_somebody_answers_is_shown_before_it_is_sent(plain):
    survey = survey_of(mode="open", published=False)
    opened(survey)
    token = invited(survey)["p1"]
    check = run_through(plain, token, wish="mer tid")
    add_question_later(
        survey=survey, kind="text", title=LocalText(sv="Något mer?"), by=BY
    )

    shown = press(plain, check, "send", status=422)
    assert "Frågorna ändrades medan du svarade" in text_of(shown)
    assert "Något mer?" in text_of(shown)
    assert not BallotAnswer.objects.exists()
    receipt = press(plain, shown, "send")
    assert "Tack, dina svar har kommit in" in text_of(receipt)
    (sheet,) = closed(survey)
    assert (sheet.answers["wish"], sheet.questionnaire.version) == ("mer tid", 2)


def test_many_presses_at_once_give_one_answer(plain):
    survey = survey_of()
    opened(survey)
    fields = fields_of(run_through(plain, invited(survey)["p1"])) | {"go": "send"}

    pages = all_at_once(*[lambda: Client().post(HERE, fields) for _ in range(12)])

    assert {page.status_code for page in pages} == {200}
    assert BallotAnswer.objects.count() == 1
    assert len(closed(survey)) == 1


def test_going_back_keeps_what_was_said_and_every_answer_can_be_changed(plain):
    survey = survey_of()
    opened(survey)
    check = run_through(plain, invited(survey)["p1"], known="yes", wish="tid")

    page = press(plain, check, "back")
    page = press(plain, check, "to 0 known")
    assert fields_of(page)["0.known-answer"] == "yes"
    page = press(plain, page, "next", **{"known-answer": "no"})
    while 'value="send"' not in page.content.decode():
        page = press(plain, page, "next")
    press(plain, page, "send")

    (sheet,) = closed(survey)
    assert sheet.answers == {"known": "no", "wish": "tid"}


def test_a_text_too_long_is_said_at_its_question_and_kept(plain):
    survey = survey_of()
    opened(survey)
    token = invited(survey)["p1"]
    long = "ö" * 6000

    page = press(plain, begin(plain, token), "begin")
    while not any(name.endswith("wish-answer") for name in names_of(page)):
        page = press(plain, page, "next")
    page = press(plain, page, "next", status=422, **{"wish-answer": long})

    assert long in page.content.decode()
    assert "6" in text_of(page)
    assert BallotAnswer.objects.count() == 0


def test_nothing_answered_is_not_sent(plain):
    survey = survey_of()
    opened(survey)
    page = press(plain, begin(plain, invited(survey)["p1"]), "begin")
    while 'value="send"' not in page.content.decode():
        page = press(plain, page, "next")

    page = press(plain, page, "send", status=422)

    assert "Du har inte svarat på någon fråga" in text_of(page)
    assert BallotToken.objects.filter(used=True).count() == 0


# --- a no, closing, language ----------------------------------------------------------


def test_somebody_declines_with_a_reason_and_may_still_answer(plain):
    survey = survey_of()
    opened(survey)
    token = invited(survey)["p1"]

    page = press(plain, begin(plain, token), "decline")
    page = press(plain, page, "declined", why="Hinner inte")
    assert "Tack för att du säger till" in text_of(page)
    assert FrameRespondent.objects.get(survey=survey, key="p1").declined
    assert Invitation.objects.get(respondent__key="p1").declined_why == "Hinner inte"

    press(plain, run_through(plain, token), "send")
    closed(survey)
    assert not FrameRespondent.objects.get(survey=survey, key="p1").declined


def test_back_from_a_no_leads_to_where_they_were_with_all_they_wrote(plain):
    survey = survey_of()
    opened(survey)
    page = press(plain, begin(plain, invited(survey)["p1"]), "begin")
    page = press(plain, page, "next", **{"known-answer": "yes"})
    carried = json.loads(fields_of(page)["carried"])

    page = press(plain, press(plain, page, "decline"), "stay")

    assert json.loads(fields_of(page)["carried"])["fields"] == carried["fields"]


def test_after_closing_the_link_takes_nothing_and_says_so(plain):
    survey = survey_of()
    opened(survey)
    tokens = invited(survey)
    check = run_through(plain, tokens["p1"])
    press(plain, run_through(plain, tokens["p2"]), "send")
    closed(survey)

    page = press(plain, check, "send", status=410)

    assert "enkäten har stängt" in text_of(page)
    assert "har inte skickats" in text_of(page)
    assert AnswerSheet.objects.filter(survey=survey).count() == 1


def test_the_language_is_changed_in_the_middle_and_nothing_is_lost(plain):
    survey = survey_of()
    opened(survey)
    page = press(plain, begin(plain, invited(survey)["p1"]), "begin")
    assert 'formaction="/en/answer/"' in page.content.decode()

    fields = fields_of(page) | {"go": "stay"}
    fields |= {name: "yes" for name in names_of(page) if name.endswith("known-answer")}
    english = plain.post("/en/answer/", fields)

    assert english.status_code == 200
    assert 'lang="en"' in english.content.decode()
    assert fields_of(english)["0.known-answer"] == "yes"


def test_every_page_is_made_of_few_questions(plain, django_assert_max_num_queries):
    survey = survey_of(mode="confidential")
    opened(survey)
    token = invited(survey)["p1"]
    page = begin(plain, token)
    # Three, and the draft, which is read by its link and kept.
    with django_assert_max_num_queries(8):
        page = press(plain, page, "begin")
    with django_assert_max_num_queries(8):
        page = press(plain, page, "next", **{"known-answer": "yes"})


def test_a_question_costs_one_read_and_sending_three_writes(
    plain, django_assert_num_queries, django_assert_max_num_queries
):
    survey = survey_of(mode="anonymous")
    opened(survey)
    tokens = invited(survey)
    run_through(plain, tokens["p1"])  # The questions are read once in a process.

    page = begin(plain, tokens["p2"])
    # The invitation with its survey, what it is for, and how the link stands.
    with django_assert_num_queries(1):
        press(plain, page, "begin")
    check = run_through(plain, tokens["p2"])
    # The same, and what ``cast`` costs.
    with django_assert_max_num_queries(3 + 8):
        receipt = press(plain, check, "send")
    assert "Tack, dina svar har kommit in" in text_of(receipt)


def test_questions_that_are_kept_are_of_the_latest_version(plain):
    survey = survey_of(mode="open", published=False)
    opened(survey)
    tokens = invited(survey)
    run_through(plain, tokens["p1"])  # Kept from here on.
    # As another process would: nothing here is told of it.
    add_question_later(
        survey=survey, kind="text", title=LocalText(sv="Något mer?"), by=BY
    )

    check = run_through(plain, tokens["p2"])

    assert "Något mer?" in text_of(check)
    press(plain, check, "send")
    versions = [sheet.questionnaire.version for sheet in closed(survey)]
    assert versions == [2]


def test_questions_that_are_kept_are_so_in_each_language(plain):
    survey = survey_of()
    opened(survey)
    known = survey.questionnaires.get().items.get(key="known").question
    swedish = press(plain, begin(plain, invited(survey)["p1"]), "begin")
    assert known.title["sv"] in text_of(swedish)
    english = plain.post("/en/answer/", fields_of(swedish) | {"go": "stay"})
    assert known.title["en"] in text_of(english)
    again = plain.post(HERE, fields_of(english) | {"go": "stay"})
    assert known.title["sv"] in text_of(again)


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="each explains in its own way"
)
def test_a_link_is_found_by_its_index_however_many_are_invited():
    _made, _compiler, sql, given = _ASKED_BY._worked_out()
    values = [one if isinstance(one, str) else "a hash" for one in given]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        steps = [row[-1] for row in cursor.fetchall()]
    assert any("one_invitation_a_token" in step for step in steps)
    assert not [step for step in steps if step.startswith("SCAN")]
