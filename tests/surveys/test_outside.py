"""What others found, quoted beside our questions."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from overens.common.audit import operator
from overens.surveys.actions import load_survey
from overens.surveys.models import OutsideQuestion, OutsideSurvey
from overens.surveys.queries import result_file, shown_survey
from overens.surveys.rules import CHOSEN, Item, Marks, Option, survey_result
from overens.surveys.rules.outside import (
    PLACES,
    SHARES,
    WORDS,
    AnswersMissing,
    AnswerTooLong,
    AnswerTwice,
    NoteMissing,
    OutsideAnswer,
    PlaceWrong,
    ShareMissing,
    check_note,
    check_shares,
    figures_in,
    read_outside,
    set_beside,
    written_outside,
)
from tests.surveys.made import plain_frame, unit_sheets
from tests.surveys.test_releases import guarded

KNOWN = Item("known", "single", "?", (Option("yes", "Ja"), Option("no", "Nej")))
PAGE = "/enkater/liten/resultat/"


def text_of(response):
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def ours(yes, no):
    answers = [{"known": "yes"}] * yes + [{"known": "no"}] * no
    frame = plain_frame(len(answers))
    return survey_result([KNOWN], frame, unit_sheets(answers)).question("known")


# --- the rules ------------------------------------------------------------------------


def test_shares_places_and_words_are_read_and_written_back():
    shares = read_outside("Ja | 61,5 %\n\nNej | 38.5", SHARES)
    assert [one.share for one in shares] == ["61.5", "38.5"]
    places = read_outside("Unga | 1\nÄldre | 1.\nKultur", PLACES)
    assert [one.place for one in places] == [1, 1, 3]
    plain = read_outside("Unga\nÄldre", WORDS)
    called = read_outside("Unga | 1 | Barn och unga\nÄldre || Gamla", PLACES)
    assert [(one.place, one.ours) for one in called] == [
        (1, "Barn och unga"),
        (2, "Gamla"),
    ]
    assert read_outside(written_outside(called), PLACES) == called
    for answers, kind in ((shares, SHARES), (places, PLACES), (plain, WORDS)):
        assert figures_in(answers) == kind
        assert read_outside(written_outside(answers), kind) == answers


@pytest.mark.parametrize(
    ("written", "kind", "fault"),
    [
        ("", SHARES, AnswersMissing),
        ("Ja | 41\nja | 2", SHARES, AnswerTwice),
        ("Ja", SHARES, ShareMissing),
        ("Ja | 101", SHARES, ShareMissing),
        ("Ja | nan", SHARES, ShareMissing),
        ("Ja | 1e1000000000", SHARES, ShareMissing),
        ("Ja | 0", PLACES, PlaceWrong),
        ("Ja | 1 | Nej | Kanske", PLACES, AnswerTooLong),
        ("Ja | ²", PLACES, PlaceWrong),
    ],
)
def test_a_line_that_cannot_be_read_is_said_to_be_wrong(written, kind, fault):
    with pytest.raises(fault):
        read_outside(written, kind)


def test_only_what_is_alike_in_everything_needs_no_note():
    check_note("A", {})
    for grade in "BC":
        with pytest.raises(NoteMissing):
            check_note(grade, {"sv": " "})


def test_only_the_same_words_asked_of_the_same_kind_are_tested():
    theirs = read_outside("Ja | 30\nNej | 70", SHARES)
    tested = set_beside("A", theirs, 100, ours(24, 8), is_independent=True)
    assert round(100 * tested[0].change[0]) == 45
    assert tested[0].verdict.word == "sure"
    for grade, found in (
        ("B", set_beside("B", theirs, 100, ours(24, 8), is_independent=True)),
        ("A", set_beside("A", theirs, None, ours(24, 8), is_independent=True)),
    ):
        assert [(one.change, one.verdict) for one in found] == [(None, None)] * 2, grade
        assert found[0].ours.count == 24
    assert set_beside("C", theirs, 100, ours(24, 8), is_independent=True) == ()


def test_counts_that_we_chose_stand_beside_nothing():
    item = replace(KNOWN, marks=Marks(options={"yes": CHOSEN, "no": CHOSEN}))
    asked = survey_result([item], plain_frame(3), unit_sheets([{"known": "yes"}] * 3))
    theirs = read_outside("Ja | 30", SHARES)
    assert set_beside("B", theirs, None, asked.questions[0], is_independent=True) == ()


def test_an_answer_that_is_called_otherwise_is_set_beside_ours_in_any_language():
    item = Item(
        "known", "single", "?", KNOWN.options, other_labels={"Yes": "yes", "No": "no"}
    )
    answers = [{"known": "yes"}] * 3
    asked = survey_result([item], plain_frame(3), unit_sheets(answers)).questions[0]
    theirs = read_outside("Jodå | 30 | Ja\nYes | 20", SHARES)
    found = set_beside("B", theirs, None, asked, is_independent=True)
    assert [one.ours.key for one in found] == ["yes", "yes"]


def test_an_answer_that_we_do_not_have_stands_alone():
    found = set_beside(
        "A", [OutsideAnswer("Kanske", "5")], 100, ours(24, 8), is_independent=True
    )
    assert (found[0].ours, found[0].verdict) == (None, None)


# --- by the secretariat ---------------------------------------------------------------


def answers(yes, no):
    return [
        *({"known": "yes", "grade": "3"} for _ in range(yes)),
        *({"known": "no", "grade": "1"} for _ in range(no)),
    ]


@pytest.fixture
def survey(strandland):
    return load_survey(guarded(answers(24, 8)), by=operator())


@pytest.fixture
def secretariat(client, petra):
    client.force_login(petra)
    return client


OUTSIDE = {
    "title_sv": "Grannlänets enkät",
    "done_by": "Grannlänets föreningsråd",
    "year": "2024",
    "asked_sv": "ordförande i föreningar",
    "answered": "100",
    "source_sv": "Rapporten, sidan 4",
    "url": "https://example.org/rapport",
}
QUESTION = {
    "question": "known",
    "wording_sv": "Känner ni till den?",
    "grade": "B",
    "note_sv": "De frågade ordförande, vi frågade sekreterare.",
    "figures": "shares",
    "answers": "Ja | 30\nNej | 70",
}


def entered(client, **question):
    sent = client.post("/enkater/liten/utifran/ny/", OUTSIDE)
    assert sent.status_code == 302, text_of(sent)
    return sent.url, client.post(sent.url, {**QUESTION, **question})


def test_shares_of_one_answer_each_come_to_no_more_than_all(secretariat, survey):
    _url, sent = entered(secretariat, answers="Ja | 41\nNej | 97,5")
    assert sent.status_code == 422
    assert "Andelarna blir tillsammans 138,5 procent" in text_of(sent) or (
        "Andelarna blir tillsammans 138.5 procent" in text_of(sent)
    )
    # Rounded each by itself they may be a little over.
    answers = [
        OutsideAnswer("Ja", "50.5", None, ""),
        OutsideAnswer("Nej", "50", None, ""),
    ]
    check_shares(answers, several=False)


def test_an_outside_survey_is_entered_by_clicking_and_stands_beside_ours(
    secretariat, survey
):
    assert "/enkater/liten/utifran/" in text_of(secretariat.get(PAGE))
    assert "Inget från andra än" in text_of(secretariat.get("/enkater/liten/utifran/"))
    _url, sent = entered(secretariat)
    assert sent.url == "/enkater/liten/utifran/"
    assert "Grannlänets enkät" in text_of(secretariat.get(sent.url))
    secretariat.logout()
    said = text_of(secretariat.get(PAGE))
    assert "Bredvid: Grannlänets enkät (Grannlänets föreningsråd, 2024)" in said
    assert "B: samma ord, andra tillfrågade" in said
    assert "De frågade ordförande, vi frågade sekreterare." in said
    assert "Tillfrågade: ordförande i föreningar. 100 svarade." in said
    assert "30 %" in said and "24 av 32 (75 %)" in said
    assert "Källa: Rapporten, sidan 4." in said
    assert 'href="https://example.org/rapport"' in said
    assert "säkerställd skillnad, vår" not in said and "procentenheter från" not in said


def test_of_grade_a_the_difference_is_tested(secretariat, survey):
    entered(secretariat, grade="A", note_sv="")
    said = text_of(secretariat.get(PAGE))
    assert "”Ja”: en säkerställd skillnad, vår andel är 45 procentenheter högre" in said
    assert "räknade ur deras tryckta andelar" in said


def test_of_grade_c_no_figure_of_ours_stands_beside(secretariat, survey):
    entered(secretariat, grade="C")
    shown = shown_survey(survey, "sv")
    found = next(q for q in shown.questions if q.result.key == "known").outside[0]
    assert found.table.headings == ("Svar", "Grannlänets enkät, tryckt")
    assert found.sentences == ()


def test_an_order_stands_beside_our_order(secretariat, survey):
    entered(secretariat, figures="places", answers="Nej\nJa | 2\nKanske | 2")
    found = shown_survey(survey, "sv").questions
    rows = next(q for q in found if q.result.key == "known").outside[0].table.rows
    assert [(row[0], row[1], row[3]) for row in rows] == [
        ("Nej", "1", "2"),
        ("Ja", "2", "1"),
        ("Kanske", "2", "–"),
    ]


def test_what_is_withheld_of_ours_is_withheld_beside_theirs(secretariat, strandland):
    load_survey(guarded(answers(24, 2)), by=operator())
    entered(secretariat, grade="A", note_sv="")
    said = text_of(secretariat.get(PAGE))
    table = said[said.index("Bredvid: Grannlänets") :]
    assert "24 av 26" not in said and "Visas inte" in table
    assert "procentenheter från deras" not in said


def test_it_stands_in_the_report_and_in_data(secretariat, survey):
    entered(secretariat)
    shown = shown_survey(survey, "sv")
    html = result_file(shown, "html").decode().replace("\xa0", " ")
    assert "Bredvid: Grannlänets enkät" in html and "Rapporten, sidan 4" in html
    document = json.loads(result_file(shown, "json"))
    known = next(q for q in document["questions"] if q["key"] == "known")
    assert known["outside"][0]["grade"] == "B"
    assert known["outside"][0]["answers"][0] == {
        "label": "Ja",
        "share": "30",
        "place": None,
        "ours": "",
    }


def test_what_is_wrong_is_said_and_what_was_written_stays(secretariat, survey):
    _url, sent = entered(secretariat, note_sv="", answers="Ja | trettio")
    assert sent.status_code == 422
    said = text_of(sent)
    assert "Skriv hur den skiljer sig från vår" in said
    assert "Rad 1 behöver en andel" in said and "Ja | trettio" in said
    assert not OutsideQuestion.objects.exists()


def test_the_same_question_is_quoted_once_and_can_be_changed_and_taken_away(
    secretariat, survey
):
    url, _sent = entered(secretariat)
    again = secretariat.post(url, QUESTION | {"note_sv": "En gång till."})
    assert again.status_code == 422 and "står redan bredvid den frågan" in text_of(
        again
    )
    row = OutsideQuestion.objects.get()
    change = f"/enkater/liten/utifran/fraga/{row.uuid}/"
    assert "Ja | 30" in text_of(secretariat.get(change))
    secretariat.post(change, QUESTION | {"answers": "Ja | 31\nNej | 69"})
    row.refresh_from_db()
    assert row.answers[0]["share"] == "31"
    outside = f"/enkater/liten/utifran/{row.outside.uuid}"
    assert secretariat.post(f"{outside}/ta-bort/").status_code == 422
    secretariat.post(f"{outside}/andra/", OUTSIDE | {"year": "2023"})
    assert OutsideSurvey.objects.get().year == 2023
    secretariat.post(f"{change}ta-bort/")
    secretariat.post(f"{outside}/ta-bort/")
    assert not OutsideSurvey.objects.exists()


def test_the_same_page_sent_twice_enters_one(secretariat, survey):
    page = secretariat.get("/enkater/liten/utifran/ny/")
    token = page.content.decode().split('name="sent_once" value="')[1].split('"')[0]
    for _time in range(2):
        secretariat.post("/enkater/liten/utifran/ny/", OUTSIDE | {"sent_once": token})
    assert OutsideSurvey.objects.count() == 1


def test_nobody_else_enters_anything(client, survey, eve, omar):
    for person in (eve, omar):
        client.force_login(person)
        assert client.get("/enkater/liten/utifran/").status_code == 403
        assert client.post("/enkater/liten/utifran/ny/", OUTSIDE).status_code == 403


def test_the_english_page_is_english(secretariat, survey):
    entered(secretariat)
    said = text_of(secretariat.get("/en/surveys/liten/results/"))
    assert "B: the same words, others asked" in said and "100 answered." in said
