"""Figures given out of surveys that were not answered openly, as anyone meets them."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest

from overens.common.audit import operator
from overens.common.models import AuditLine
from overens.surveys.actions import (
    import_answers,
    load_survey,
    publish_survey,
    release_results,
    release_table,
)
from overens.surveys.models import Release, Survey
from overens.surveys.queries import RESULT_FILES, result_file, shown_survey
from overens.surveys.rules import AnswersChanged, Row, TableNotSafe
from tests.surveys.made import small

PAGE = "/enkater/liten/resultat/"


def text_of(response):
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def guarded(answers, **survey):
    """A confidential survey of as many persons as there are answers, one unit each."""
    data = small(**{"mode": "confidential", **survey})
    data["frame"] = {
        "units": [
            {"key": f"u{n}", "sv": f"Enhet {n}"} for n in range(len(answers) + 3)
        ],
        "respondents": [
            {"key": f"p{n}", "units": [f"u{n}"]} for n in range(len(answers) + 3)
        ],
    }
    data["sheets"] = [
        {"respondent": f"p{n}", "units": [f"u{n}"], "answers": one}
        for n, one in enumerate(answers)
    ]
    return data


# Nine say yes and two no; eleven grade; nobody can be told by the obstacles.
ANSWERS = [
    *({"known": "yes", "grade": "1", "hurdles": ["time"]} for _ in range(9)),
    *({"known": "no", "grade": "2", "hurdles": ["money"]} for _ in range(2)),
    *({"known": "yes", "grade": "3", "hurdles": ["money"]} for _ in range(6)),
]


@pytest.fixture
def survey(strandland):
    return load_survey(guarded(ANSWERS), by=operator())


def test_a_small_figure_and_what_it_could_be_had_from_are_shown_nowhere(client, survey):
    said = text_of(client.get(PAGE))
    assert "Visas inte" in said
    # 15 yes of 17 would say that two said no.
    assert "15 av 17" not in said and "2 av 17" not in said
    assert "9 av 17" in said
    document = json.loads(client.get("/enkater/liten/resultat.json").content)
    known = next(q for q in document["questions"] if q["key"] == "known")
    assert known["options"] == [
        {"key": "yes", "label": "Ja", "suppressed": True},
        {"key": "no", "label": "Nej", "suppressed": True},
    ]
    assert known["base"] == 17
    hurdles = next(q for q in document["questions"] if q["key"] == "hurdles")
    assert [option["count"] for option in hurdles["options"]] == [9, 8]


def test_no_mean_solves_a_hidden_grade(survey):
    grade = shown_survey(survey, "sv").result.question("grade")
    assert [option.count for option in grade.options].count(None) >= 2
    assert (grade.mean, grade.median, grade.mean_bounds) == (None, None, None)


def test_every_form_is_made_of_the_same_figures(survey):
    shown = shown_survey(survey, "sv")
    for ending in RESULT_FILES:
        data = result_file(shown, ending)
        if data[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(data)) as book:
                data = b" ".join(book.read(name) for name in book.namelist())
        said = data.decode(errors="replace").replace("\xa0", " ")
        assert "15 av 17" not in said and "88 %" not in said, ending
    rows = result_file(shown, "csv").decode("utf-8-sig").splitlines()
    yes = next(row for row in rows if ",yes," in row)
    assert ",Ja,,true," in yes.lower().replace("ja", "Ja")


def test_who_declined_and_who_kept_silent_are_not_told_apart(client, survey):
    document = json.loads(client.get("/enkater/liten/resultat.json").content)
    assert document["respondents"] == {
        "frame": 20,
        "answered": 17,
        "declined": None,
        "silent": None,
    }
    assert "17 svarade och 3 svarade inte" in text_of(client.get(PAGE))


def test_a_heading_written_by_hand_gives_no_hidden_figure_away(client, strandland):
    data = guarded(ANSWERS, finding={"sv": "Bara två säger nej"})
    data["questions"][1]["finding"] = {"sv": "Två av sjutton säger nej"}
    data["remarks"] = [{"kind": "withheld", "sv": "Två sa nej"}]
    load_survey(data, by=operator())
    said = text_of(client.get(PAGE))
    assert "Bara två" not in said and "Två av sjutton" not in said
    assert "Två sa nej" not in said
    assert "Bara två" not in text_of(client.get("/enkater/"))


def test_words_are_quoted_only_where_eight_persons_answered(client, strandland):
    few = [dict(one) for one in ANSWERS]
    for n in range(7):
        few[n]["wish"] = f"Önskan {n}"
    data = guarded(few)
    data["quotes"] = [{"question": "wish", "sv": "Önskan 3"}]
    load_survey(data, by=operator())
    assert "Önskan 3" not in text_of(client.get(PAGE))

    few[7]["wish"] = "Önskan 7"
    data = guarded(few, slug="storre")
    data["quotes"] = [{"question": "wish", "sv": "Önskan 3"}]
    load_survey(data, by=operator())
    assert "Önskan 3" in text_of(client.get("/enkater/storre/resultat/"))


def test_what_was_given_out_stands_whatever_comes_in_later(client, survey):
    before = client.get("/enkater/liten/resultat.json").content
    import_answers(
        survey,
        headings=["respondent", "units", "known"],
        rows=[Row(2, {"respondent": "p17", "units": "u17", "known": "no"})],
        data=b"",
        by=operator(),
    )
    assert client.get("/enkater/liten/resultat.json").content == before
    release_results(survey, by=operator())
    assert Release.objects.count() == 1
    with pytest.raises(AnswersChanged):
        release_table(survey, rows="known", columns="grade", by=operator())


def test_a_release_is_written_in_the_audit_log_once(survey):
    release_results(survey, by=operator())
    assert AuditLine.objects.filter(action="surveys.release_results").count() == 1


def test_a_table_that_would_point_someone_out_is_refused_with_the_reason(survey):
    with pytest.raises(TableNotSafe):
        release_table(survey, rows="known", columns="grade", by=operator())
    assert Release.objects.count() == 1


def test_publishing_gives_the_figures_out(client, strandland):
    survey = load_survey(guarded(ANSWERS, published=False), by=operator())
    assert not Release.objects.exists()
    publish_survey(survey, by=operator())
    assert Release.objects.get().survey == survey
    assert client.get(PAGE).status_code == 200


def test_with_fewer_than_five_persons_nothing_is_given_out(client, strandland):
    load_survey(guarded(ANSWERS[:4]), by=operator())
    assert not Release.objects.exists()
    assert "inte kan peka ut någon" in text_of(client.get(PAGE))


def test_a_survey_may_ask_for_more_persons_but_not_for_fewer_than_three(strandland):
    from overens.surveys.rules import WrongDefinition

    strict = load_survey(guarded(ANSWERS, least_persons=8), by=operator())
    assert strict.least_persons == 8
    for wrong in (2, 0, -5, "fem", True, 4.5):
        with pytest.raises(WrongDefinition):
            load_survey(guarded(ANSWERS, slug="x", least_persons=wrong), by=operator())


def test_the_page_of_a_guarded_survey_costs_at_most_twelve_queries(
    client, survey, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        client.get(PAGE)


def test_the_english_page_is_english(client, survey):
    said = text_of(client.get("/en/surveys/liten/results/"))
    assert "Some figures are not shown" in said and "17 answered and 3 did not" in said
    assert not re.search(r"Visas inte|svarade", said)


def test_every_mode_but_open_is_guarded(client, strandland):
    load_survey(guarded(ANSWERS, mode="anonymous"), by=operator())
    Survey.objects.filter(slug="liten").update(mode="unheard-of")
    assert "15 av 17" not in text_of(client.get(PAGE))
