"""The same questions to both sides, and the gap."""

from __future__ import annotations

import json

import pytest

from overens.common.audit import operator
from overens.surveys.actions import load_survey
from overens.surveys.actions.sides import tie_sides
from overens.surveys.models import Survey
from overens.surveys.queries import result_file, shown_survey
from overens.surveys.rules import (
    PERMUTATION,
    TENDENCY,
    Item,
    Option,
    survey_result,
)
from overens.surveys.rules.sides import CIVIL, PUBLIC, SideUnknown, gap, other_of
from tests.surveys.made import plain_frame, unit_sheets
from tests.surveys.test_releases import guarded

PART = Item("part", "single", "?", (Option("yes", "Ja"), Option("no", "Nej")))
GRADE = Item("grade", "scale", "?", tuple(Option(str(n), str(n)) for n in (1, 2, 3)))
BY = operator()


def text_of(response):
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def asked(item, *answers):
    sheets = unit_sheets([{item.key: answer} for answer in answers])
    frame = plain_frame(len(answers))
    return survey_result([item], frame, sheets).question(item.key)


# --- the rules ------------------------------------------------------------------------


def test_the_gap_is_the_public_share_less_civil_societys():
    public = asked(PART, *["yes"] * 11, *["no"] * 7)
    civil = asked(PART, *["yes"] * 17, *["no"] * 33)
    found = gap(public, civil, same_words=True, is_independent=True)
    yes = found.widest
    assert yes.key == "yes" and round(100 * yes.change[0]) == 27
    assert yes.change[1] < yes.change[0] < yes.change[2]
    assert yes.verdict.word == TENDENCY


def test_other_words_have_no_gap():
    public, civil = asked(PART, "yes"), asked(PART, "no")
    found = gap(public, civil, same_words=False, is_independent=True)
    assert (found.is_same, found.widest, found.verdict) == (False, None, None)


def test_grades_are_compared_by_permutation_of_the_sides():
    public, civil = asked(GRADE, *"3333322"), asked(GRADE, *"1111122")
    found = gap(public, civil, same_words=True, is_independent=True)
    assert found.verdict.test == PERMUTATION and found.verdict.tested.p < 0.01


def test_each_side_has_one_other():
    assert (other_of(PUBLIC), other_of(CIVIL)) == (CIVIL, PUBLIC)
    with pytest.raises(SideUnknown):
        other_of("")


# --- on the pages ---------------------------------------------------------------------


def answers(yes, no):
    return [
        *({"known": "yes", "grade": "3"} for _ in range(yes)),
        *({"known": "no", "grade": "1"} for _ in range(no)),
    ]


CIVIL_WORDS = {
    "unit": {"sv": "organisation", "en": "organisation"},
    "units": {"sv": "organisationer", "en": "organisations"},
}


@pytest.fixture
def both(strandland):
    """Eleven of eighteen committees and 17 of 50 organisations, guarded."""
    public = load_survey(guarded(answers(11, 7)), by=BY)
    civil = load_survey(guarded(answers(17, 33), slug="org", **CIVIL_WORDS), by=BY)
    return tie_sides(public, civil, side=PUBLIC, by=BY)


PAGE = "/enkater/org/bredvid/liten/"


def test_the_page_says_the_gap_in_words_with_how_sure_it_is(
    client, both, django_assert_max_num_queries
):
    assert "/enkater/liten/bredvid/org/" in text_of(
        client.get("/enkater/liten/resultat/")
    )
    with django_assert_max_num_queries(24):
        said = text_of(client.get("/enkater/liten/bredvid/org/"))
    assert (
        "Bland nämnder svarar 11 av 18 (61 %) ”Ja”, bland organisationer 17 av 50 "
        "(34 %): 27 procentenheter skiljer"
    ) in said
    assert "+27 procentenheter (95 %: " in said and "Det är en tendens" in said
    # What is tested of grades is what the heading says.
    assert "Medelbetyget är 2,22 bland 18 nämnder och 1,68 bland 50 " in said
    assert "Fishers exakta test" in said and "permutationstest" in said


def test_civil_society_stands_first_in_the_address_whichever_is_asked_for(client, both):
    sent = client.get(PAGE)
    assert (sent.status_code, sent.url) == (302, "/enkater/liten/bredvid/org/")


def test_what_is_withheld_on_one_side_is_withheld_beside_the_other(client, strandland):
    public = load_survey(guarded(answers(16, 2)), by=BY)
    civil = load_survey(guarded(answers(17, 33), slug="org", **CIVIL_WORDS), by=BY)
    tie_sides(public, civil, side=PUBLIC, by=BY)
    said = text_of(client.get("/enkater/liten/bredvid/org/"))
    assert "skillnaden visas inte" in said and "16 av 18" not in said
    assert "procentenheter skiljer" not in said


def test_other_words_stand_beside_each_other_without_a_gap(client, strandland):
    public = load_survey(guarded(answers(11, 7)), by=BY)
    data = guarded(answers(17, 33), slug="org", **CIVIL_WORDS)
    data["questions"][1]["title"] = {"sv": "Känner ni till den?", "en": "Known to you?"}
    civil = load_survey(data, by=BY)
    tie_sides(public, civil, side=PUBLIC, by=BY)
    said = text_of(client.get("/enkater/liten/bredvid/org/"))
    assert "”Känd?”: ställd med andra ord" in said and "Känner ni till den?" in said


def test_the_gap_stands_in_the_report_of_each_survey(both):
    for slug in ("liten", "org"):
        survey = Survey.objects.select_related("space", "other_side").get(slug=slug)
        html = result_file(shown_survey(survey, "sv"), "html").decode()
        assert "27 procentenheter skiljer" in html.replace("\xa0", " ")


def test_the_gap_can_be_fetched_as_csv_and_json(client, both):
    csv = client.get("/enkater/liten/bredvid/org.csv").content.decode("utf-8-sig")
    assert csv.splitlines()[0].startswith("question,title,grade,option")
    found = json.loads(client.get("/enkater/liten/bredvid/org.json").content)
    yes = next(row for row in found["rows"] if row["option"] == "yes")
    assert (yes["before_count"], yes["after_count"]) == (17, 11)
    assert (yes["difference"], yes["verdict"]) == (0.2711, "tendency")
    assert client.get("/enkater/liten/bredvid/org.pdf").status_code == 404


def test_the_test_of_a_scale_stands_in_the_files_in_a_row_of_its_own(client, both):
    found = json.loads(client.get("/enkater/liten/bredvid/org.json").content)
    of_grades = [row for row in found["rows"] if row["question"] == "grade"]
    (whole,) = [row for row in of_grades if row["option"] is None]
    assert whole["verdict"] and whole["p"] == whole["p_corrected"]
    assert not any(row["verdict"] for row in of_grades if row["option"])


def test_waves_can_be_fetched_as_files_too(client, strandland):
    load_survey(guarded(answers(11, 7), year=2025), by=BY)
    load_survey(guarded(answers(17, 33), slug="ny", year=2026), by=BY)
    found = json.loads(client.get("/enkater/ny/bredvid/liten.json").content)
    assert (found["before"], found["after"]) == ("liten", "ny")


def test_the_english_page_is_english(client, both):
    said = text_of(client.get("/en/surveys/liten/beside/org/"))
    assert "27 percentage points apart" in said and "procentenheter" not in said


# --- made by the secretariat ----------------------------------------------------------


@pytest.fixture
def secretariat(client, strandland, petra):
    client.force_login(petra)
    return client


def test_the_template_makes_two_drafts_tied_to_each_other(secretariat):
    sent = secretariat.post(
        "/enkater/ny/strandland/",
        {
            "title_sv": "Delaktighet",
            "title_en": "Having a part",
            "template": "both-sides",
            "mode": "confidential",
            "year": "2026",
        },
    )
    assert sent.status_code == 302
    public, civil = Survey.objects.order_by("id")
    assert (public.other_side, civil.other_side) == (civil, public)
    assert (public.side, civil.side) == (PUBLIC, CIVIL)
    assert str(public.title) == "Delaktighet: det offentliga"
    assert str(civil.title) == "Delaktighet: civilsamhället"
    assert str(civil.units) == "organisationer"
    said = text_of(secretariat.get(sent.url))
    assert "Den andra sidan får samma frågor" in said
    assert "5 av de 5 frågor som båda har är ställda med samma ord" in said


def test_a_survey_that_there_is_gets_another_side_by_clicking(secretariat, strandland):
    survey = load_survey(guarded(answers(11, 7)), by=BY)
    assert "/enkater/liten/andra-sidan/" in text_of(
        secretariat.get("/enkater/liten/fragor/")
    )
    secretariat.post(
        "/enkater/liten/andra-sidan/",
        {"side": "public", "other": "", "title_sv": "Till föreningarna"},
    )
    survey.refresh_from_db()
    made = survey.other_side
    assert (made.side, made.published, made.other_side) == (CIVIL, False, survey)
    assert made.questionnaires.get().items.count() == 5


def test_two_surveys_that_there_are_can_be_tied_and_taken_apart(
    secretariat, strandland
):
    public = load_survey(guarded(answers(11, 7)), by=BY)
    load_survey(guarded(answers(17, 33), slug="org", **CIVIL_WORDS), by=BY)
    page = secretariat.get("/enkater/liten/andra-sidan/")
    assert '<option value="org">' in text_of(page)
    secretariat.post("/enkater/liten/andra-sidan/", {"side": "public", "other": "org"})
    public.refresh_from_db()
    assert public.other_side.slug == "org"
    secretariat.post("/enkater/liten/andra-sidan/ta-isar/")
    assert not Survey.objects.exclude(other_side=None).exists()
    assert not Survey.objects.exclude(side="").exists()


def test_what_is_missing_is_said_and_what_was_written_stays(secretariat, strandland):
    load_survey(guarded(answers(11, 7)), by=BY)
    sent = secretariat.post(
        "/enkater/liten/andra-sidan/", {"side": "", "title_en": "Having a part"}
    )
    assert sent.status_code == 422 and "Having a part" in text_of(sent)
    sent = secretariat.post("/enkater/liten/andra-sidan/", {"side": "civil"})
    assert "Skriv vad det nya utkastet heter." in text_of(sent)


def test_nobody_else_ties_anything(client, strandland, eve, omar):
    load_survey(guarded(answers(11, 7)), by=BY)
    for person in (eve, omar):
        client.force_login(person)
        assert client.get("/enkater/liten/andra-sidan/").status_code == 403
        assert client.post("/enkater/liten/andra-sidan/ta-isar/").status_code == 403
