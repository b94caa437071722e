"""Options in order, and several rows on one scale."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from overens.common.audit import operator
from overens.common.documents import Heading
from overens.surveys.actions import import_answers, load_survey
from overens.surveys.forms import AskForm
from overens.surveys.models import Question, QuestionnaireItem
from overens.surveys.queries import (
    answers_file,
    matrix_charts,
    questionnaire_document,
    questionnaire_items,
    result_file,
    shown_survey,
)
from overens.surveys.queries.report import report
from overens.surveys.rules import (
    QUESTION_TYPES,
    UNSAID,
    AnswersNotTaken,
    Item,
    Option,
    Row,
    read_questionnaire,
    read_sheet,
    release_figures,
    released_result,
    spread_out,
    survey_result,
)
from overens.surveys.rules.questions import Given, rankings
from tests.forms import fields_of
from tests.surveys.drafting import press, said
from tests.surveys.made import plain_frame, small, unit_sheets

OPTIONS = (Option("time", "Tid"), Option("money", "Pengar"), Option("will", "Vilja"))
ORDER = Item("q", "ranking", "Vad hindrar mest?", OPTIONS)
GRADES = tuple(Option(str(n), str(n)) for n in range(1, 4))
ROWS = (Option("health", "Hälsa"), Option("culture", "Kultur"))
MATRIX = Item("m", "matrix", "Hur går det?", GRADES, rows=ROWS)
KIND = QUESTION_TYPES["ranking"]


@pytest.mark.pure
@pytest.mark.parametrize(
    "raw",
    [
        ["money", "time"],
        "Pengar; Tid",
        "money|time",
        {"time": "2", "money": "1", "will": ""},
        {"time": 2, "money": 1},
    ],
)
def test_an_order_is_read_from_a_list_a_cell_or_a_place_for_each(raw):
    assert KIND.read(ORDER, raw) == ["money", "time"]


@pytest.mark.pure
@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        ({"time": "1", "money": "1"}, rankings.PlaceTaken),
        ({"time": "1", "money": "3"}, rankings.PlaceLeftOut),
        ({"time": "first"}, rankings.PlaceUnknown),
        ({"time": "0"}, rankings.PlaceUnknown),
        ("time; time", rankings.PlacedTwice),
    ],
)
def test_an_order_that_is_none_is_refused_with_what_to_do(raw, fault):
    with pytest.raises(fault) as refused:
        KIND.read(ORDER, raw)
    assert str(refused.value).endswith(".")


@pytest.mark.pure
@given(st.permutations(["time", "money", "will"]), st.integers(0, 3))
def test_an_order_that_is_written_is_read_back(keys, length):
    stored = KIND.read(ORDER, keys[:length])
    assert KIND.read(ORDER, KIND.write(stored)) == stored
    places = {key: str(n) for n, key in enumerate(keys[:length], 1)}
    assert KIND.read(ORDER, places) == stored


@pytest.mark.pure
def test_each_option_has_how_often_it_was_first_and_its_mean_place():
    found = KIND.count(
        ORDER,
        [
            Given(["money", "time"], "", 2, "a"),
            Given(["time"], "", 1, "b"),
            Given(None, "", 1, "c", True),
        ],
    )
    assert (found.base, found.persons, found.unsaid) == (3, 2, 1)
    assert [(o.count, o.placed, o.mean_place) for o in found.options] == [
        (1, 3, Decimal("1.7")),
        (2, 2, Decimal("1.0")),
        (0, 0, None),
    ]


@pytest.mark.pure
def test_of_guarded_orders_only_who_was_first_is_told():
    sheets = unit_sheets(
        [{"q": ["time", "money"]}] * 8 + [{"q": ["money", "will"]}] * 7
    )
    released, _facts = release_figures([ORDER], plain_frame(15), sheets, 5)
    found = released_result([ORDER], released, {}, is_open=False).question("q")
    assert [option.count for option in found.options] == [8, 7, 0]
    assert not any(option.mean_place or option.placed for option in found.options)


@pytest.mark.pure
def test_each_row_of_a_matrix_has_its_own_base_and_mean():
    sheets = unit_sheets(
        [{"m.health": "1", "m.culture": "3"}, {"m.health": "2"}, {"m.health": UNSAID}]
    )
    found = survey_result(spread_out([MATRIX]), plain_frame(3), sheets)
    health, culture = found.questions
    assert (health.base, health.mean, health.unsaid) == (2, Decimal("1.50"), 1)
    assert (culture.base, culture.mean) == (1, Decimal("3.00"))


@pytest.mark.pure
def test_a_matrix_is_read_a_row_at_a_time_from_columns_or_from_one_form():
    expected = {"m.health": "2", "m.culture": UNSAID}
    assert read_sheet([MATRIX], {"m": {"health": "2", "culture": "?"}}) == expected
    assert read_sheet([MATRIX], {"m.health": "2", "m.culture": "?"}) == expected
    with pytest.raises(AnswersNotTaken) as refused:
        read_sheet([MATRIX], {"m": {"health": "9"}})
    assert list(refused.value.faults) == ["m"]


@pytest.mark.parametrize(
    ("item", "data", "answer"),
    [
        (ORDER, {"q-answer_time": "2", "q-answer_money": "1"}, ["money", "time"]),
        (MATRIX, {"m-answer_health": "3"}, {"m.health": "3"}),
    ],
)
def test_what_is_asked_on_a_page_is_read_back_from_what_is_posted(item, data, answer):
    form = AskForm(data, item=item)
    assert form.is_valid(), form.errors
    stored = read_sheet([item], {item.key: form.cleaned_data["answer"]})
    assert stored == (answer if isinstance(answer, dict) else {item.key: answer})


def test_every_row_and_every_place_has_a_label_of_its_own():
    order, matrix = (str(AskForm(item=item)) for item in (ORDER, MATRIX))
    assert '<label class="ds-label" for="ask-q-answer_0">Tid</label>' in order
    assert matrix.count("<fieldset") == 3
    assert "Hälsa</legend>" in matrix
    assert "Vet inte eller vill inte svara" in order


@pytest.fixture
def answered(strandland):
    """A survey answered openly, with an order and a matrix."""
    definition = small()
    definition["questions"] += [
        {
            "key": "first",
            "kind": "ranking",
            "title": {"sv": "Viktigast?", "en": "Matters most?"},
            "options": [
                {"key": "time", "sv": "Tid", "en": "Time"},
                {"key": "money", "sv": "Pengar", "en": "Money"},
            ],
        },
        {
            "key": "areas",
            "kind": "matrix",
            "title": {"sv": "Hur går det?", "en": "How does it go?"},
            "rows": [
                {"key": "health", "sv": "Hälsa", "en": "Health"},
                {"key": "culture", "sv": "Kultur", "en": "Culture"},
            ],
            "options": [{"key": str(n), "sv": str(n), "en": str(n)} for n in (1, 2, 3)],
        },
        {
            "key": "members",
            "kind": "number",
            "title": {"sv": "Medlemmar?", "en": "Members?"},
            "unit": {"sv": "medlemmar", "en": "members"},
            "least": 0,
            "most": "1 000",
        },
        {"key": "began", "kind": "date", "title": {"sv": "När?", "en": "When?"}},
        {"key": "quote", "kind": "consent", "title": {"sv": "Citera", "en": "Quote"}},
    ]
    definition["sheets"] = [
        {
            "respondent": "nils",
            "units": ["kultur", "trafik"],
            "answers": {
                "first": ["money", "time"],
                "areas.health": "2",
                "areas.culture": "?",
                "members": "412",
                "began": "2026-03-12",
                "quote": "yes",
            },
        },
        {
            "respondent": "ida",
            "units": ["social"],
            "answers": {"first": ["time"], "areas.health": "3", "members": "0"},
        },
    ]
    return load_survey(definition, by=operator())


@pytest.mark.django_db
def test_the_page_shows_orders_rows_numbers_days_and_consent(client, answered):
    page = said(client.get(answered.get_absolute_url()))
    assert "Medelplats" in page and "Sattes först" in page
    assert "”Pengar” sätts oftast först: 2 av 3 nämnder" in page
    assert "”Pengar” 1 (har plats hos 2); ”Tid” 1,7 (har plats hos 3)." in page
    assert "Hur går det? Hälsa" in page and "Fråga 7 b" in page
    assert "412 medlemmar" in page
    assert "2 av 3 nämnder samtycker" in page
    assert "2020–2029" in page


@pytest.mark.django_db
def test_all_rows_of_a_matrix_stand_in_one_drawing_with_a_base_each(client, answered):
    (together,) = matrix_charts(shown_survey(answered, "sv")).values()
    assert together.title == "Hur går det?"
    assert [(group.label, group.counts) for group in together.groups] == [
        ("7\xa0a: Hälsa", (0, 2, 1)),
        ("7\xa0b: Kultur", (0, 0, 0)),
    ]
    page = said(client.get(answered.get_absolute_url()))
    assert page.index("7 a: Hälsa") < page.index("Fråga 7 a")
    document = report(shown_survey(answered, "sv"))
    headings = [
        (block.level, block.text)
        for block in document.blocks
        if isinstance(block, Heading)
    ]
    at = headings.index((1, "Hur går det?"))
    assert [level for level, _text in headings[at + 1 : at + 4]] == [2, 2, 1]


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "pdf", "docx", "html"])
def test_every_file_of_the_results_can_be_made(answered, ending):
    assert len(result_file(shown_survey(answered, "sv"), ending)) > 500


@pytest.mark.django_db
def test_the_figures_as_data_have_a_question_for_each_row(answered):
    found = json.loads(result_file(shown_survey(answered, "en"), "json"))
    by_key = {question["key"]: question for question in found["questions"]}
    assert (by_key["areas.health"]["base"], by_key["areas.culture"]["base"]) == (3, 0)
    assert by_key["areas.culture"]["unsaid"] == 2
    assert by_key["members"]["quartiles"] == [0.0, 412.0]
    places = {o["key"]: o["mean_place"] for o in by_key["first"]["options"]}
    assert places == {"time": 1.7, "money": 1.0}


@pytest.mark.django_db
def test_answers_of_every_kind_come_back_from_a_file(answered):
    rows = json.loads(b"".join(answers_file(answered, "json")))["rows"]
    before = [sheet.answers for sheet in answered.sheets.order_by("id")]
    document = questionnaire_document(answered, questionnaire_items(answered))
    copied = {**small(slug="igen"), "questions": document["questions"]}
    twin = load_survey(copied, by=operator())
    import_answers(
        twin,
        headings=list(dict.fromkeys(name for row in rows for name in row)),
        rows=[Row(number, row) for number, row in enumerate(rows, 2)],
        data=b"",
        by=operator(),
    )
    assert [sheet.answers for sheet in twin.sheets.order_by("id")] == before


@pytest.mark.django_db
def test_a_questionnaire_with_every_kind_comes_back_from_its_file(answered):
    document = questionnaire_document(answered, questionnaire_items(answered))
    read = read_questionnaire(json.loads(json.dumps(document)))
    kinds = {question.kind for question in read.questions}
    assert kinds == set(QUESTION_TYPES)
    for item, question in zip(
        questionnaire_items(answered), read.questions, strict=True
    ):
        assert question.settings == item.question.settings


@pytest.mark.django_db
def test_petra_makes_a_matrix_and_rewords_a_row(as_petra, draft):
    given_words = {
        "title_sv": "Hur går det?",
        "rows_sv": "Hälsa\nKultur",
        "options_sv": "Bra\nDåligt",
    }
    press(as_petra, draft, "add", "matrix", data=given_words)
    item = QuestionnaireItem.objects.get()
    url = reverse("surveys:question_change", args=[draft.slug, item.uuid])
    assert fields_of(as_petra.get(url))["rows_sv"] == ["Hälsa\nKultur"]

    as_petra.post(url, {**given_words, "rows_sv": "Hälsa och vård\nKultur"})

    rows = Question.objects.get().settings["rows"]
    assert [row["key"] for row in rows] == ["halsa", "kultur"]
    assert rows[0]["label"] == {"sv": "Hälsa och vård"}
    preview = said(as_petra.get(reverse("surveys:preview", args=[draft.slug])))
    assert "Hälsa och vård</legend>" in preview


@pytest.mark.django_db
def test_rows_that_cannot_stand_are_said_beside_their_field(as_petra, draft):
    page = press(
        as_petra,
        draft,
        "add",
        "matrix",
        data={"title_sv": "?", "rows_sv": "A\na", "options_sv": "Ja\nNej"},
    )
    assert page.status_code == 422
    assert 'id="id_rows_sv_error"' in page.content.decode()
