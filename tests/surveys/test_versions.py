"""A question that comes while people answer has a base of its own."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from overens.common import formats
from overens.common.audit import operator
from overens.common.texts import LocalText
from overens.surveys.actions import (
    add_question,
    add_question_later,
    answer,
    import_answers,
    load_survey,
    publish_survey,
    replace_question,
    withdraw_survey,
)
from overens.surveys.queries import (
    answers_file,
    questionnaire_items,
    result_file,
    shown_survey,
)
from overens.surveys.rules import (
    AskedAlready,
    BeforeAndAfter,
    GivenSheet,
    Item,
    Option,
    Row,
    Sheet,
    TitleMissing,
    survey_result,
)
from tests.surveys.collected import closed, invited, opened
from tests.surveys.drafting import press, said
from tests.surveys.made import plain_frame, small

BY = operator()
MORE = {"title": LocalText(sv="Mer?", en="More?")}


def bring_in(survey, *rows):
    import_answers(
        survey,
        headings=list(dict.fromkeys(name for row in rows for name in row)),
        rows=[Row(number, row) for number, row in enumerate(rows, 2)],
        data=b"",
        by=BY,
    )


@pytest.fixture
def answering(strandland):
    """An open survey, not published, that Nils has answered for two committees."""
    survey = load_survey(small(published=False), by=BY)
    bring_in(survey, {"respondent": "nils", "units": "kultur; trafik", "known": "yes"})
    return survey


@pytest.mark.pure
def test_a_question_is_counted_of_those_who_got_it():
    options = (Option("yes", "Ja"), Option("no", "Nej"))
    late = Item("late", "single", "?", options, since=2)
    gone = Item("gone", "single", "?", options, until=1)
    sheets = [
        Sheet("a", ("u0", "u1"), {"gone": "yes"}, 1),
        Sheet("b", ("u2",), {"late": "yes"}, 2),
        Sheet("c", ("u3",), {}, 2),
    ]
    found = survey_result([late, gone], plain_frame(6), sheets)
    assert (found.questions[0].base, found.questions[0].got) == (1, 2)
    assert found.questions[0].rate == 0.5
    assert (found.questions[1].base, found.questions[1].got) == (2, 2)
    assert found.questions[1].rate == 1.0


@pytest.mark.django_db
def test_petra_adds_a_question_while_people_answer(as_petra, answering):
    page = said(as_petra.get(reverse("surveys:questions", args=[answering.slug])))
    assert "Du kan ändå lägga till en fråga" in page
    add = reverse("surveys:question_add", args=[answering.slug, "single"])
    assert "en ny version" in said(as_petra.get(add))

    words = {"title_sv": "Hinner ni?", "title_en": "Time?", "options_sv": "Ja\nNej"}
    press(as_petra, answering, "add", "single", data=words)
    bring_in(answering, {"respondent": "ida", "units": "social", "time": "ja"})

    day = formats.day(timezone.localdate(), language="sv")
    page = said(as_petra.get(reverse("surveys:questions", args=[answering.slug])))
    assert f"Tillagd {day}" in page
    results = said(as_petra.get(answering.get_absolute_url()))
    assert f"Tillagd {day}: 1 av de 3 nämnder som svarade fick frågan." in results
    with_it = shown_survey(answering, "sv").result.question("time")
    assert (with_it.base, with_it.got) == (1, 1)


@pytest.mark.django_db
def test_other_words_are_a_new_question_beside_the_old(as_petra, answering):
    item = next(i for i in questionnaire_items(answering) if i.key == "known")
    url = reverse("surveys:question_change", args=[answering.slug, item.uuid])
    page = said(as_petra.get(reverse("surveys:questions", args=[answering.slug])))
    assert f'href="{url}"' in page

    as_petra.post(url, {"title_sv": "Läst?", "options_sv": "Ja\nNej"})

    latest = questionnaire_items(answering)
    new = next(i for i in latest if i.question.replaces_id == item.question_id)
    assert str(new.question.title) == "Läst?" and new.key == "known-2"
    bring_in(answering, {"respondent": "ida", "units": "social", "known-2": "no"})
    shown = shown_survey(answering, "sv")
    keys = [question.result.key for question in shown.questions]
    assert keys.index("known") + 1 == keys.index("known-2")
    assert (
        shown.result.question("known").base,
        shown.result.question("known").got,
    ) == (
        2,
        2,
    )
    assert shown.result.question("known-2").base == 1
    old = shown.questions[keys.index("known")]
    assert any("med andra ord sedan" in note for note in old.notes)


@pytest.mark.django_db
def test_answers_to_every_version_go_out_in_one_file(answering):
    item = next(i for i in questionnaire_items(answering) if i.key == "known")
    replace_question(item=item, by=BY, title=LocalText(sv="Läst?"), **kept(item))
    bring_in(answering, {"respondent": "ida", "units": "social", "known-2": "no"})
    rows = json.loads(b"".join(answers_file(answering, "json")))["rows"]
    assert [(row.get("known"), row.get("known-2")) for row in rows] == [
        ("yes", None),
        (None, "no"),
    ]
    for ending in ("csv", "xlsx", "pdf"):
        assert result_file(shown_survey(answering, "en"), ending)


def kept(item):
    return {"options": item.question.options}


@pytest.mark.django_db
def test_what_waited_for_a_question_waits_for_its_new_words(strandland):
    definition = small(published=False)
    definition["questions"][2]["asked_if"] = {"known": ["yes", "no"]}
    survey = load_survey(definition, by=BY)
    bring_in(survey, {"respondent": "nils", "units": "kultur", "known": "yes"})
    item = next(i for i in questionnaire_items(survey) if i.key == "known")
    options = item.question.options[:1]
    replace_question(item=item, by=BY, title=LocalText(sv="Läst?"), options=options)
    waiting = next(i for i in questionnaire_items(survey) if i.key == "hurdles")
    assert waiting.condition == {"known-2": ["yes"]}


@pytest.mark.django_db
def test_the_same_words_make_no_version(answering):
    item = next(i for i in questionnaire_items(answering) if i.key == "known")
    same = replace_question(item=item, by=BY, title=item.question.title, **kept(item))
    assert same == item and answering.questionnaires.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("own_folder")
def test_by_personal_links_only_those_who_come_after_get_it():
    survey = load_survey(links(), by=BY)
    opened(survey)
    tokens = invited(survey)
    answer(tokens["nils"], sheets=[GivenSheet({"known": "yes"})])
    add_question_later(survey=survey, kind="text", by=BY, **MORE)
    answer(tokens["ida"], sheets=[GivenSheet({"known": "no", "more": "Ja"})])
    closed(survey)

    found = shown_survey(survey, "sv").result
    assert (found.question("more").base, found.question("more").got) == (1, 1)
    assert found.question("known").base == 3
    with pytest.raises(AskedAlready):
        add_question_later(survey=survey, kind="text", by=BY, **MORE)


def links(**survey):
    return small(published=False, **survey)


@pytest.mark.django_db
@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_where_a_promise_was_given_no_question_is_added(as_petra, strandland, mode):
    survey = load_survey(links(mode=mode), by=BY)
    opened(survey, small_groups_told=True)
    page = said(as_petra.get(reverse("surveys:questions", args=[survey.slug])))
    assert "Du kan ändå lägga till en fråga" not in page
    with pytest.raises(BeforeAndAfter):
        add_question_later(survey=survey, kind="text", by=BY, **MORE)

    sent = press(as_petra, survey, "add", "text", data={"title_sv": "Mer?"})
    assert sent.status_code == 422
    assert "Gör en ny enkät" in said(sent) and survey.questionnaires.count() == 1
    # The page of kinds offers none either, and says why.
    kinds = said(as_petra.get(f"/enkater/{survey.slug}/fragor/ny/"))
    assert "Gör en ny enkät" in kinds and "Frågorna ligger fast" in kinds
    assert "/fragor/ny/single/" not in kinds


@pytest.mark.django_db
def test_the_page_of_kinds_says_that_people_are_answering(as_petra, answering):
    kinds = said(as_petra.get(f"/enkater/{answering.slug}/fragor/ny/"))
    assert "Människor svarar" in kinds or "svarar nu" in kinds or "ny version" in kinds
    assert "/fragor/ny/single/" in kinds


@pytest.mark.django_db
def test_no_question_is_added_to_results_that_all_know(answering):
    publish_survey(answering, by=BY)
    with pytest.raises(AskedAlready):
        add_question_later(survey=answering, kind="text", by=BY, **MORE)


@pytest.mark.django_db
def test_an_empty_question_makes_no_version(answering):
    with pytest.raises(TitleMissing):
        add_question_later(survey=answering, kind="text", by=BY, title=LocalText())
    assert answering.questionnaires.count() == 1


@pytest.mark.django_db
def test_a_draft_has_one_version_however_much_is_added(draft):
    add_question(survey=draft, kind="text", by=BY, **MORE)
    add_question(survey=draft, kind="text", by=BY, **MORE)
    assert draft.questionnaires.count() == 1
    withdraw_survey(survey=draft, why="Fel", by=BY)
