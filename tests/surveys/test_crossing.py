"""Two questions crossed: counted, tested, worded, and shown."""

from __future__ import annotations

import pytest

from overens import stats
from overens.common.audit import operator
from overens.surveys.actions import load_survey, release_table
from overens.surveys.models import Release
from overens.surveys.rules import (
    FISHER,
    KENDALL,
    NOT_SURE,
    PERMUTATION,
    SURE,
    TENDENCY,
    Item,
    Option,
    Sheet,
    can_cross,
    crossed,
    crossed_as_told,
    stands_of,
    verdict,
)
from tests.surveys.test_releases import guarded

PAGE = "/enkater/liten/resultat/"
LEG = Item("leg", "single", "Gren", (Option("h", "Vård"), Option("d", "Utveckling")))
KNOWN = Item("known", "single", "?", tuple(Option(o, o) for o in ("ja", "vagt", "nej")))
GRADE = Item("grade", "scale", "?", tuple(Option(str(n), str(n)) for n in range(1, 6)))
DEGREE = Item(
    "degree", "scale", "?", tuple(Option(str(n), str(n)) for n in range(1, 5))
)


def text_of(response):
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def asked(*answers):
    return [Sheet(f"p{n}", (f"u{n}",), one) for n, one in enumerate(answers)]


def test_only_questions_with_one_answer_each_can_be_crossed():
    assert can_cross(LEG) and can_cross(GRADE)
    assert not can_cross(Item("m", "multi", "?", LEG.options))
    assert not can_cross(Item("t", "text", "?"))


def test_only_those_who_answered_both_are_counted():
    sheets = asked({"leg": "h", "known": "ja"}, {"leg": "h"}, {"known": "nej"})
    found = crossed(LEG, KNOWN, stands_of([LEG, KNOWN], sheets))
    assert (found.base, found.persons, found.counts["h", "ja"]) == (1, 1, 1)
    assert found.verdict is None


def grades(leg, *given):
    return [{"leg": leg, "grade": str(grade)} for grade in given]


def test_two_groups_of_grades_are_compared_by_permutation():
    sheets = asked(*grades("h", 1, 2), *grades("d", 3, 3, 3, 3, 3, 4))
    for pair in ((LEG, GRADE), (GRADE, LEG)):
        found = crossed(*pair, stands_of([LEG, GRADE], sheets))
        assert (found.verdict.test, found.verdict.word) == (PERMUTATION, SURE)
        assert found.verdict.tested.p == pytest.approx(1 / 28)
    even = asked(*grades("h", 1, 2, 3, 3), *grades("d", 3, 3, 3, 4))
    assert crossed(LEG, GRADE, stands_of([LEG, GRADE], even)).verdict.word == NOT_SURE


def test_two_scales_are_compared_by_rank():
    degree, grade = [1, 1, 2, 2, 3, 3, 2, 4], [1, 2, 3, 3, 3, 3, 3, 4]
    sheets = asked(
        *(
            {"degree": str(d), "grade": str(g)}
            for d, g in zip(degree, grade, strict=True)
        )
    )
    found = crossed(DEGREE, GRADE, stands_of([DEGREE, GRADE], sheets))
    assert (found.verdict.test, round(found.verdict.tau, 4)) == (KENDALL, 0.8355)
    assert found.verdict.tested.p == pytest.approx(2 / 336)


def test_other_tables_are_compared_by_fishers_test():
    sheets = asked(
        *[{"leg": "h", "known": "ja"}] * 3, *[{"leg": "d", "known": "nej"}] * 4
    )
    found = crossed(LEG, KNOWN, stands_of([LEG, KNOWN], sheets))
    assert (found.verdict.test, found.verdict.word) == (FISHER, SURE)


@pytest.mark.parametrize(
    ("p", "own", "pooled"),
    [
        (0.0001, SURE, TENDENCY),
        (0.05, SURE, TENDENCY),
        (0.051, TENDENCY, TENDENCY),
        (0.10, TENDENCY, TENDENCY),
        (0.101, NOT_SURE, NOT_SURE),
        (1.0, NOT_SURE, NOT_SURE),
    ],
)
def test_the_word_follows_from_the_p_and_from_whose_answers_they_are(p, own, pooled):
    tested = stats.Tested(p, stats.EXACT)
    assert verdict(FISHER, tested, is_independent=True).word == own
    assert verdict(FISHER, tested, is_independent=False).word == pooled


def test_no_test_is_made_of_a_table_with_a_hidden_cell():
    told = {("h", "ja"): 9, ("h", "vagt"): 7, ("h", "nej"): 0, ("d", "ja"): 8}
    found = crossed_as_told(LEG, KNOWN, told, is_independent=True)
    assert found.verdict is None and found.base is None
    assert found.of_row("h") == 16 and found.of_row("d") is None


# --- on the page ----------------------------------------------------------------------


def test_an_open_survey_is_crossed_by_its_address(
    client, hok_survey, django_assert_max_num_queries
):
    address = "/enkater/hok-2020/resultat/?rows=leg&columns=knows-compact"
    with django_assert_max_num_queries(12):
        page = client.get(address)
    said = text_of(page)
    assert "Bas: 13 av 20 nämnder som svarade på båda, av 8 nämndsekreterare" in said
    assert "Fishers exakta test" in said
    assert "Ingen säkerställd skillnad (p = " in said
    assert 'id="cross-chart"' in said and "Totalt" in said
    assert '<option value="leg" selected>' in said
    english = text_of(
        client.get("/en/surveys/hok-2020/results/?rows=leg&columns=knows-compact")
    )
    assert (
        "Fisher’s exact test" in english
        and "No statistically significant difference" in english
    )


def test_satisfaction_by_leg_says_no_more_than_the_data_bear(client, hok_survey):
    """The report of 2020 says "more satisfied" of eight grades, and gives no test."""
    said = text_of(
        client.get("/enkater/hok-2020/resultat/?rows=leg&columns=satisfaction")
    )
    assert "permutationstest" in said and "p = " in said
    assert "En säkerställd skillnad" not in said


@pytest.mark.parametrize(
    "query", ["rows=leg&columns=leg", "rows=leg", "rows=x&columns=leg", "columns=areas"]
)
def test_a_wrong_choice_is_said_in_a_sentence(client, hok_survey, query):
    page = client.get(f"/enkater/hok-2020/resultat/?{query}")
    assert page.status_code == 200
    assert "Välj två olika frågor" in text_of(page)


def test_without_a_choice_there_is_only_the_form(client, hok_survey):
    said = text_of(client.get("/enkater/hok-2020/resultat/"))
    assert "Två frågor korsade" in said and 'id="cross-chart"' not in said


def many():
    return [
        *({"known": "yes", "grade": "1"} for _ in range(12)),
        *({"known": "yes", "grade": "2"} for _ in range(2)),
        *({"known": "yes", "grade": "3"} for _ in range(8)),
        *({"known": "no", "grade": "1"} for _ in range(9)),
        *({"known": "no", "grade": "2"} for _ in range(20)),
        *({"known": "no", "grade": "3"} for _ in range(7)),
    ]


@pytest.fixture
def survey(strandland):
    return load_survey(guarded(many()), by=operator())


ASKED = f"{PAGE}?rows=known&columns=grade"


def test_a_guarded_table_is_shown_once_the_secretariat_has_given_it_out(
    client, survey, petra
):
    said = text_of(client.get(ASKED))
    assert "Tabellen har inte lämnats ut" in said and "Lämna ut tabellen" not in said

    client.force_login(petra)
    assert "Lämna ut tabellen" in text_of(client.get(ASKED))
    sent = client.post(
        "/enkater/liten/lamna-ut/", {"rows": "known", "columns": "grade"}
    )
    assert sent.url == f"{ASKED}#cross"
    client.logout()

    said = text_of(client.get(ASKED))
    table = said[said.index('id="cross-chart"') : said.index('id="method"')]
    assert "Visas inte" in table and "Inget test görs" in said
    # The two who said yes and 2, and the ring of four they could be had from.
    assert table.count("<td") and "2 (9 %)" not in table and "20 (" not in table
    turned = text_of(client.get(f"{PAGE}?rows=grade&columns=known"))
    assert "Inget test görs" in turned
    assert Release.objects.filter(key="grade*known").count() == 1


def test_a_second_time_gives_out_nothing_new(survey):
    first = release_table(survey, rows="known", columns="grade", by=operator())
    again = release_table(survey, rows="grade", columns="known", by=operator())
    assert first == again


def test_a_table_that_points_someone_out_is_refused_in_a_sentence(
    client, strandland, petra
):
    answers = [
        *({"known": "yes", "grade": "1"} for _ in range(9)),
        *({"known": "no", "grade": "2"} for _ in range(9)),
    ]
    load_survey(guarded(answers), by=operator())
    client.force_login(petra)
    sent = client.post(
        "/enkater/liten/lamna-ut/", {"rows": "known", "columns": "grade"}
    )
    assert sent.status_code == 422
    assert "vilka siffror vi än döljer" in text_of(sent)
    assert Release.objects.count() == 1


def test_the_secretariat_gives_out_results_that_came_in_after_publishing(
    client, strandland, petra
):
    load_survey(guarded(many(), published=False), by=operator())
    client.force_login(petra)
    assert "Lämna ut resultaten" in text_of(client.get(PAGE))
    assert client.post("/enkater/liten/lamna-ut/").url == PAGE
    assert "58 av 61" in text_of(client.get(PAGE))


def test_nobody_else_gives_anything_out(client, survey, eve, omar):
    for person in (eve, omar):
        client.force_login(person)
        sent = client.post(
            "/enkater/liten/lamna-ut/", {"rows": "known", "columns": "grade"}
        )
        assert sent.status_code == 403
    assert Release.objects.count() == 1
