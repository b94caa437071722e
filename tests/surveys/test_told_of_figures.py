"""How figures are told on the results page where some are hidden, equal, or all."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from overens.common.charts import table
from overens.surveys.actions import load_survey
from overens.surveys.queries import result_file, shown_survey
from overens.surveys.queries.charts import question_chart
from overens.surveys.queries.intervals import interval_in_words
from overens.surveys.queries.wording import generated_finding
from overens.surveys.rules import Item, Option, survey_result
from tests.surveys.collected import BY
from tests.surveys.made import plain_frame, unit_sheets
from tests.surveys.test_releases import guarded

WORDS = {
    "unit": "nämnd",
    "units": "nämnder",
    "respondent": "sekreterare",
    "respondents": "sekreterare",
}
ITEM = Item("q", "single", "Fungerar det?", tuple(Option(k, k.upper()) for k in "abc"))
PAGE = "/enkater/liten/resultat/"


def text_of(response):
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def result_of(counts, frame=20):
    answers = [{"q": key} for key, count in counts.items() for _ in range(count)]
    return survey_result([ITEM], plain_frame(frame), unit_sheets(answers))


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"a": 7, "b": 4, "c": 1}, "”A” är vanligast: 7 av 12 nämnder"),
        ({"a": 5, "b": 2, "c": 5}, "”A” och ”C” är lika vanliga: 5 av 12 nämnder var"),
        (
            {"a": 4, "b": 4, "c": 4},
            "Inget svar är vanligast: 3 delar första platsen, med 4 av 12 nämnder var",
        ),
    ],
)
def test_what_is_most_common_is_so_alone_or_said_to_be_shared(counts, said):
    with override("sv"):
        found = generated_finding(result_of(counts).question("q"), WORDS, 12)
    assert found == said


def test_what_nobody_chose_is_not_what_is_most_common():
    item = Item("q", "single", "Vad?", ITEM.options, own_text=True)
    sheets = unit_sheets([{"q.text": "annat"}] * 9)
    result = survey_result([item], plain_frame(20), sheets)
    with override("sv"):
        found = generated_finding(result.question("q"), WORDS, 9)
    assert found == "”Vad?”: ingen valde något av alternativen"


def test_what_is_likely_is_said_only_where_it_says_more_than_what_is_sure():
    with override("sv"):
        for answered, frame in ((10, 20), (11, 12)):
            result = result_of({"a": 6, "b": answered - 6}, frame)
            option = result.question("q").option("a")
            said = interval_in_words(option, result, WORDS)
            more = option.interval != option.bounds
            assert ("slumpmässigt urval" in said) is more
            assert more is (frame == 20)


def areas_of(*chosen):
    """Return a guarded survey of a question with twenty areas, answered as told."""
    data = guarded([{"known": "yes", "areas": areas} for areas in chosen])
    data["questions"].append(
        {
            "key": "areas",
            "kind": "multi",
            "title": {"sv": "Inom vad?", "en": "In what?"},
            "options": [
                {"key": f"a{n}", "sv": f"Område {n}", "en": f"Area {n}"}
                for n in range(20)
            ],
        }
    )
    return load_survey(data, by=BY)


def test_many_hidden_figures_do_not_bury_what_can_be_shown(client, strandland):
    chosen = [["a0", f"a{2 + n}"] if n < 9 else [f"a{2 + n}"] for n in range(13)]
    survey = areas_of(*chosen)
    (areas,) = [
        each
        for each in shown_survey(survey, "sv").questions
        if each.result.key == "areas"
    ]
    hidden = [option for option in areas.result.options if option.suppressed]
    assert len(hidden) > 3

    chart = question_chart(shown_survey(survey, "sv"), areas)
    said = text_of(client.get(PAGE))

    assert not any(row.suppressed for row in chart.drawn)
    assert len(chart.rows) == 20
    # Where the table is made from the chart, as in a follow-up, it has them too.
    assert len(table(chart).rows) == 20
    not_drawn = 20 - len(chart.drawn)
    assert f"{not_drawn} svar till visas inte; de står i tabellen." in said
    # The table has all of them.
    assert all(f"Område {n}" in said for n in range(20))
    # Why is said once, not at each question.
    assert said.count("Några siffror visas inte, så att ingen") == 1


def test_that_nobody_chose_something_is_no_heading_where_the_rest_is_hidden(
    client, strandland
):
    areas_of(*[[f"a{n}"] for n in range(13)])

    said = text_of(client.get(PAGE))

    assert "”Inom vad?”: " in said
    assert not any(f"”Område {n}”: 0 av 13" in said for n in range(20))


def test_a_census_has_no_line_under_its_bars(strandland, hok_survey):
    """Where all have answered nothing is left to guess."""
    data = guarded([{"known": "yes"}] * 9 + [{"known": "no"}] * 8)
    data["frame"]["units"] = data["frame"]["units"][:17]
    data["frame"]["respondents"] = data["frame"]["respondents"][:17]
    all_answered = shown_survey(load_survey(data, by=BY), "sv")
    some = shown_survey(hok_survey, "sv")

    def lines(shown):
        charts = [question_chart(shown, each) for each in shown.questions]
        return [
            row.interval
            for chart in charts
            if chart is not None
            for row in getattr(chart, "rows", ())
        ]

    assert lines(all_answered) and not any(lines(all_answered))
    assert any(lines(some))


def test_the_figures_of_a_question_stand_once_in_the_report(hok_survey):
    shown = shown_survey(hok_survey, "sv")
    html = result_file(shown, "html").decode()
    drawn = sum(question_chart(shown, each) is not None for each in shown.questions)
    assert html.count("<figure") >= drawn > 5
    # The drawings of questions have no table folded away: it stands beneath.
    assert html.count("<details") < drawn
    assert html.count("Siffrorna på fråga 2<") == 1
