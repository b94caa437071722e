"""Somebody stops and goes on, answers for several, or is not asked everything."""

from __future__ import annotations

import pytest
from django.test import Client

from overens.common.models import BallotDraft
from overens.surveys.actions import load_survey
from overens.surveys.queries.stored import standing_sheets
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
from tests.surveys.made import small

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_folder"),
]


# --- stopping and going on ------------------------------------------------------------


@pytest.mark.parametrize("mode", ["open", "confidential"])
def test_somebody_stops_and_goes_on_with_another_phone(plain, mode):
    survey = survey_of(mode=mode)
    opened(survey)
    token = invited(survey)["p1"]
    page = press(plain, begin(plain, token), "begin")
    page = press(plain, page, "pause", **{"known-answer": "yes"})
    assert "Dina svar är sparade" in text_of(page)

    other = Client()
    intro = begin(other, token)
    assert "Fortsätt där du var" in text_of(intro)
    page = press(other, intro, "go on")

    assert fields_of(page)["0.known-answer"] == "yes"
    (draft,) = BallotDraft.objects.all()
    assert "yes" not in draft.draft
    while 'value="send"' not in page.content.decode():
        page = press(other, page, "next")
    press(other, page, "send")
    assert BallotDraft.objects.count() == 0


def test_of_an_anonymous_survey_nothing_is_kept_before_it_is_sent(plain):
    survey = survey_of(mode="anonymous")
    opened(survey)
    token = invited(survey)["p1"]

    page = press(plain, begin(plain, token), "begin")
    assert "Fortsätt senare" not in text_of(page)
    page = press(plain, page, "pause", **{"known-answer": "yes"})

    assert BallotDraft.objects.count() == 0
    assert "Fortsätt där du var" not in text_of(begin(plain, token))


def test_drafts_that_were_never_sent_go_at_closing(plain):
    survey = survey_of(mode="confidential")
    opened(survey)
    tokens = invited(survey)
    page = press(plain, begin(plain, tokens["p1"]), "begin")
    press(plain, page, "pause", **{"known-answer": "yes"})
    press(plain, run_through(plain, tokens["p2"]), "send")

    assert len(closed(survey)) == 1
    assert BallotDraft.objects.count() == 0


# --- several units --------------------------------------------------------------------


def nils(mode="open"):
    """A survey in which one person answers for three committees of two legs."""
    definition = small(mode=mode, slug=f"nils-{mode}")
    definition["frame"] = {
        "units": [
            {"key": f"n{n}", "sv": f"Nämnd {n}", "en": f"Committee {n}", "stratum": leg}
            for n, leg in enumerate(["vard", "vard", "plan"], 1)
        ],
        "respondents": [{"key": "nils", "name": "Nils", "units": ["n1", "n2", "n3"]}],
    }
    survey = load_survey(definition, by=BY)
    opened(survey, small_groups_told=True)
    return survey, invited(survey)["nils"]


def through(client, page, known):
    """Answer each sheet's first question in turn, and go on to the check page."""
    known = iter(known)
    while 'value="send"' not in page.content.decode():
        asks = any(name.endswith("known-answer") for name in names_of(page))
        said = next(known) if asks else ""
        filled = {"known-answer": said} if said else {}
        page = press(client, page, "next", **filled)
    return page


@pytest.mark.parametrize("mode", ["open", "confidential", "anonymous"])
def test_one_answer_for_each_committee(plain, mode):
    survey, token = nils(mode)
    page = press(plain, begin(plain, token), "begin")
    page = press(plain, page, "next", how="each")

    check = through(plain, page, ["yes", "no", "yes"])
    assert "Nämnd 2" in text_of(check)
    press(plain, check, "send")
    sheets = closed(survey)

    assert sorted((s.answers["known"], s.stratum) for s in sheets) == [
        ("no", "vard"),
        ("yes", "plan"),
        ("yes", "vard"),
    ]
    if mode == "open":
        assert {s.respondent.key for s in sheets} == {"nils"}
        assert sorted(s.sheet_units.get().unit.key for s in sheets) == [
            "n1",
            "n2",
            "n3",
        ]
    else:
        assert {s.respondent for s in sheets} == {None}
        assert len({s.giver for s in sheets}) == 1
        assert not any(s.sheet_units.exists() for s in sheets)


def test_how_to_answer_is_chosen_and_never_guessed(plain):
    _survey, token = nils()
    page = press(plain, begin(plain, token), "begin")
    page = press(plain, page, "next", status=422)
    assert "Välj ett svar under ”Hur vill du svara?”" in text_of(page)
    assert "how" in names_of(page)

    page = press(plain, page, "next", how="together")
    assert "Fråga 1 av" in text_of(page)


def test_two_together_one_left_out(plain):
    survey, token = nils()
    page = press(plain, begin(plain, token), "begin")
    page = press(plain, page, "next", how="grouped")
    fields = fields_of(page) | {
        "for-n1": "1",
        "for-n2": "-",
        "for-n3": "1",
        "go": "next",
    }
    page = plain.post(HERE, fields)

    press(plain, through(plain, page, ["yes"]), "send")
    (sheet,) = closed(survey)

    assert sheet.unit_count == 2
    assert sheet.pooled
    assert sheet.stratum == ""
    assert sorted(u.unit.key for u in sheet.sheet_units.all()) == ["n1", "n3"]


def test_a_committee_that_nothing_is_said_of_gets_no_sheet(plain):
    survey, token = nils()
    page = press(plain, begin(plain, token), "begin")
    page = press(plain, page, "next", how="each")

    press(plain, through(plain, page, ["yes", "", "no"]), "send")

    assert sorted(sheet.sheet_units.get().unit.key for sheet in closed(survey)) == [
        "n1",
        "n3",
    ]


def test_answering_for_none_of_them_is_said(plain):
    _survey, token = nils()
    page = press(plain, begin(plain, token), "begin")
    page = press(plain, page, "next", how="grouped")
    fields = fields_of(page) | dict.fromkeys(["for-n1", "for-n2", "for-n3"], "-")

    page = plain.post(HERE, fields | {"go": "next"})

    assert page.status_code == 422
    assert "minst en" in text_of(page)


def test_persons_are_counted_once_whatever_they_gave(plain):
    survey, token = nils("confidential")
    page = press(plain, begin(plain, token), "begin")
    page = press(plain, page, "next", how="each")
    press(plain, through(plain, page, ["yes", "no", "yes"]), "send")
    closed(survey)

    sheets = standing_sheets(survey)

    assert len(sheets) == 3
    assert len({sheet.respondent for sheet in sheets}) == 1
    assert len({unit for sheet in sheets for unit in sheet.units}) == 3


# --- conditions -----------------------------------------------------------------------


def conditional():
    """A survey whose second question waits for a yes to the first."""
    definition = small(mode="open", slug="villkor")
    wish = next(q for q in definition["questions"] if q["key"] == "wish")
    wish["asked_if"] = {"known": ["yes"]}
    survey = load_survey(definition, by=BY)
    opened(survey, small_groups_told=True)
    key = survey.frame_respondents.first().key
    return survey, invited(survey, [key])[key]


def test_an_answer_to_what_was_then_not_asked_is_left_out(plain):
    survey, token = conditional()
    check = run_through(plain, token, known="yes", wish="bara om ja")
    assert "bara om ja" in text_of(check)

    page = press(plain, check, "to 0 known")
    page = press(plain, page, "next", **{"known-answer": "no"})
    while 'value="send"' not in page.content.decode():
        assert not any(name.endswith("wish-answer") for name in names_of(page))
        page = press(plain, page, "next")
    assert "bara om ja" not in text_of(page).split('name="carried"')[0]
    press(plain, page, "send")

    (sheet,) = closed(survey)
    assert sheet.answers == {"known": "no"}


def test_those_who_are_few_are_told_before_they_answer(plain):
    _survey, token = nils("confidential")

    assert "Ni är få" in text_of(begin(plain, token))


def test_a_book_pasted_into_one_question_loses_nothing_of_the_others(plain):
    survey = survey_of(mode="anonymous")
    opened(survey)
    page = press(plain, begin(plain, invited(survey)["p1"]), "begin")
    page = press(plain, page, "next", **{"known-answer": "yes"})
    while not any(name.endswith("wish-answer") for name in names_of(page)):
        page = press(plain, page, "next")

    for _again in range(2):
        page = press(plain, page, "next", status=422, **{"wish-answer": "å" * 600_000})
    page = press(plain, page, "next", **{"wish-answer": "kort"})
    press(plain, page, "send")

    (sheet,) = closed(survey)
    assert sheet.answers == {"known": "yes", "wish": "kort"}


def test_a_draft_longer_than_can_be_kept_is_said_and_stays_in_the_page(plain):
    definition = small(mode="confidential", slug="langa")
    wish = next(q for q in definition["questions"] if q["key"] == "wish")
    definition["questions"] += [{**wish, "key": f"wish-{n}"} for n in range(15)]
    survey = load_survey(definition, by=BY)
    opened(survey, small_groups_told=True)
    key = survey.frame_respondents.order_by("-place").first().key
    page = press(plain, begin(plain, invited(survey, [key])[key]), "begin")
    if any(name == "how" for name in names_of(page)):
        page = press(plain, page, "next", how="together")

    while page.status_code == 200:
        texts = [n for n in names_of(page) if n.startswith("0.wish")]
        answers = [name for name in texts if name.endswith("-answer")]
        fields = fields_of(page) | dict.fromkeys(answers, "ö" * 4_900)
        page = plain.post(HERE, fields | {"go": "next"})

    assert page.status_code == 422
    assert "för långa tillsammans" in text_of(page)
    assert "ö" * 4_900 in page.content.decode()


def test_few_of_several_groups_are_few_though_many_are_of_several(plain):
    definition = small(mode="confidential", slug="blandade")
    pairs = [("a", "b")] * 5 + [("a", "c")]
    definition["frame"] = {
        "units": [
            {"key": f"n{n}-{leg}", "sv": f"Nämnd {n} {leg}", "stratum": leg}
            for n, pair in enumerate(pairs)
            for leg in pair
        ],
        "respondents": [
            {"key": f"p{n}", "name": f"P{n}", "units": [f"n{n}-{leg}" for leg in pair]}
            for n, pair in enumerate(pairs)
        ],
    }
    survey = load_survey(definition, by=BY)
    opened(survey, small_groups_told=True)
    tokens = invited(survey)

    assert "Ni är få" not in text_of(begin(plain, tokens["p0"]))
    assert "Ni är få" in text_of(begin(plain, tokens["p5"]))
