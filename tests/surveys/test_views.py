"""Pages of surveys, as anyone reads them."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from overens.common.audit import operator
from overens.surveys.actions import copy_survey, import_answers, load_survey
from overens.surveys.models import Survey
from overens.surveys.queries import result_file, shown_survey
from overens.surveys.queries.report import report
from overens.surveys.rules import Row
from tests.surveys.made import small

SWEDISH, ENGLISH = "/enkater/hok-2020/resultat/", "/en/surveys/hok-2020/results/"


def text_of(page):
    return " ".join(page.content.decode().replace("\xa0", " ").split())


@pytest.mark.parametrize("address", [SWEDISH, ENGLISH])
def test_the_results_page_costs_at_most_twelve_queries(
    client, hok_survey, address, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_five_hundred_sheets_cost_no_more_queries(
    client, small_survey, django_assert_max_num_queries
):
    copied = copy_survey(small_survey, slug="stor", by=operator(), open_frame=True)
    Survey.objects.update(published=True)
    import_answers(
        copied,
        headings=["known", "hurdles", "grade"],
        rows=[
            Row(n, {"known": "yes", "hurdles": "time; money", "grade": n % 3 + 1})
            for n in range(500)
        ],
        data=b"",
        by=operator(),
    )
    with django_assert_max_num_queries(12):
        page = client.get("/enkater/stor/resultat/")
    assert "500 av 500" in text_of(page)


def test_the_page_says_what_the_answers_come_to(client, hok_survey):
    said = text_of(client.get(SWEDISH))

    assert "8 av 11 nämndsekreterare svarade, för 13 av 20 nämnder" in said
    assert "Bas: 13 av 20 nämnder, besvarat av 8 av 11 nämndsekreterare." in said
    assert "I minst 9 och högst 16 av alla 20 nämnder är svaret ”Ja”." in said
    assert "är det troligen så i 10–16" in said
    assert "utesluter inte upp till 7 (troligen högst 3) av alla 20 nämnder" in said
    assert "Median 3, medelvärde 2,75" in said
    assert "enligt nämndsekreteraren" in said
    assert "nämnden anser" not in said


def test_a_survey_without_a_finding_is_named_once_in_the_tab(client, hok_survey):
    page = client.get(hok_survey.get_absolute_url()).content.decode()
    assert f": {hok_survey.title} –" in page.split("</title>")[0]

    hok_survey.finding = {}
    hok_survey.save(update_fields=["finding"])
    page = client.get(hok_survey.get_absolute_url()).content.decode()
    assert page.split("</title>")[0].count(str(hok_survey.title)) == 1


def test_printed_figures_stand_beside_ours(client, hok_survey):
    said = text_of(client.get(SWEDISH))
    assert "84 %" in said and "85 % (11 av 13)" in said
    assert "fem nämndsekreterare" in said and "3 av 11" in said
    assert "Svaren i enkäten anonymiseras." in said
    assert "44 av de 52 siffrorna" in said


def test_the_english_page_is_english(client, hok_survey):
    said = text_of(client.get(ENGLISH))
    assert "8 of 11 committee secretaries answered, for 13 of 20 committees" in said
    assert "Go on with the good work" in said or "go on with the good work" in said
    assert "Bas:" not in said and "nämndsekreterare svarade" not in said
    assert f'hreflang="sv" href="{SWEDISH}"' in said or SWEDISH in said


def test_no_unit_and_no_respondent_is_shown(client, hok_survey):
    said = text_of(client.get(SWEDISH))
    assert "Nämnd 1" not in said and "Svarande 1" not in said
    assert "namnd-" not in said and "svarande-" not in said


@pytest.mark.parametrize("ending", ["json", "csv", "xlsx", "pdf", "docx", "html"])
def test_the_results_can_be_taken_along(client, hok_survey, ending):
    response = client.get(f"/enkater/hok-2020/resultat.{ending}")
    assert response.status_code == 200
    assert f"hok-2020-sv.{ending}" in response["Content-Disposition"]
    assert len(response.content) > 1000


def test_the_file_is_in_the_language_of_its_address(client, hok_survey):
    document = json.loads(client.get("/en/surveys/hok-2020/results.json").content)
    assert document["language"] == "en"


def test_a_form_that_does_not_exist_is_not_found(client, hok_survey):
    assert client.get("/enkater/hok-2020/resultat.exe").status_code == 404


def test_a_survey_that_does_not_exist_is_not_found(client, hok_survey):
    assert client.get("/enkater/hok-2021/resultat/").status_code == 404


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_a_survey_in_another_mode_shows_nothing(client, strandland, mode):
    data = small(mode=mode, promise={"sv": "Vi lovar.", "en": "We promise."})
    data["sheets"] = [
        {"respondent": "ida", "units": ["social"], "answers": {"wish": "Hemligt"}}
    ]
    data["counts"] = {"known": {"yes": 4711}}
    load_survey(data, by=operator())

    page = client.get("/enkater/liten/resultat/")

    assert page.status_code == 200
    said = text_of(page)
    assert "inte kan peka ut någon" in said and "Vi lovar." in said
    assert "Hemligt" not in said and "4711" not in said and "Socialnämnden" not in said
    for ending in ("json", "csv", "pdf"):
        response = client.get(f"/enkater/liten/resultat.{ending}")
        assert response.status_code == 403
        assert "Hemligt" not in text_of(response) and "4711" not in text_of(response)


def test_an_unpublished_survey_exists_for_its_secretariat_only(client, petra, eve):
    load_survey(small(published=False), by=operator())
    address = "/enkater/liten/resultat/"
    assert client.get(address).status_code == 404
    client.force_login(eve)
    assert client.get(address).status_code == 404
    client.force_login(petra)
    assert client.get(address).status_code == 200


def test_a_survey_without_answers_has_a_page(client, small_survey):
    page = client.get("/enkater/liten/resultat/")
    assert page.status_code == 200
    assert "0 av 2 sekreterare svarade" in text_of(page)
    assert client.get("/enkater/liten/resultat.json").status_code == 200


def test_what_people_wrote_is_never_markup(client, strandland):
    data = small(title={"sv": '"><x-1>', "en": '"><x-1>'})
    data["questions"][1]["options"][0]["sv"] = '"><x-2>'
    data["sheets"] = [
        {"respondent": "ida", "units": ["social"], "answers": {"wish": '"><x-3>'}}
    ]
    data["quotes"] = [{"question": "wish", "sv": '"><x-3>'}]
    load_survey(data, by=operator())
    page = client.get("/enkater/liten/resultat/").content.decode()
    assert "&lt;x-3" in page and "<x-" not in page


def test_the_list_shows_a_compacts_published_surveys(
    client, small_survey, hok_survey, django_assert_max_num_queries
):
    load_survey(small(slug="dold", published=False), by=operator())
    load_survey(
        small(slug="tyst", mode="confidential", title={"sv": "Tyst", "en": "Silent"}),
        by=operator(),
    )
    with django_assert_max_num_queries(12):
        said = text_of(client.get("/enkater/?compact=strandland"))
    assert "En liten enkät" in said and "Tyst" in said
    assert "Konfidentiella svar" in said
    assert "/enkater/dold/" not in said and "hok-2020" not in said
    assert "hok-2020" in text_of(client.get("/enkater/?compact=hok"))


def test_a_compact_without_surveys_says_so(client, strandland):
    assert "Ingen enkät är publicerad än" in text_of(client.get("/enkater/"))


def test_addresses_are_translated():
    with translation.override("sv"):
        assert reverse("surveys:results", args=["x"]) == "/enkater/x/resultat/"
    with translation.override("en"):
        assert reverse("surveys:results", args=["x"]) == "/en/surveys/x/results/"


def test_a_compacts_page_names_its_surveys(small_survey, django_assert_max_num_queries):
    from overens.compacts.queries.pages import COMPACT_PARTS

    load_survey(small(slug="tyst", mode="confidential"), by=operator())
    load_survey(small(slug="dold", published=False), by=operator())
    with django_assert_max_num_queries(3):
        parts = COMPACT_PARTS(small_survey.space, date(2026, 11, 22))
    (part,) = [part for part in parts if part.key == "surveys"]
    assert [url for _title, url, _note in part.rows] == [
        "/enkater/tyst/resultat/",
        "/enkater/liten/resultat/",
    ]
    assert part.rows[0][2] == "Konfidentiella svar"


def test_the_page_marks_which_figures_we_chose_and_says_so_in_a_legend(
    client, hok_survey
):
    said = text_of(client.get(SWEDISH))
    assert "Så långt går siffrorna att lita på" in said
    assert "Alla antal: vårt val." in said
    assert "källan visar som mest deras ordning och trycker inga siffror" in said
    # No bound is stated for a bar whose height we chose.
    assert "I minst 5 och högst 12" not in said
    assert "11 svarsblad" not in said


def test_page_and_preview_say_that_the_figures_are_reconstructed(
    client, settings, hok_survey
):
    settings.DEMONSTRATION = True
    html = client.get(SWEDISH).content.decode()
    assert html.count("siffrorna här är återskapade ur en offentlig handling") == 2
    assert 'property="og:description" content="Demonstration: siffrorna' in html


def test_the_source_s_survey_has_a_hole_where_nobody_knows_whose_it_is(
    client, hok_survey
):
    said = text_of(client.get(SWEDISH))
    assert 'Vems enkäten är: <span class="hole">' in said


def test_no_file_of_a_reconstruction_is_published_by_those_it_tells_of(hok_survey):
    shown = shown_survey(hok_survey, "sv")
    written = report(shown)
    assert written.publisher == "Demonstration av Överens"
    assert written.origin_note.startswith("Demonstration: siffrorna här är återskapade")
    assert written.date == timezone.localdate()
    with zipfile.ZipFile(io.BytesIO(result_file(shown, "xlsx"))) as book:
        about = book.read("docProps/core.xml").decode()
    assert "<dc:creator>Demonstration av Överens</dc:creator>" in about
