"""An option that excludes the others is chosen alone, wherever an answer comes from."""

from __future__ import annotations

import io
import json

import pypdf
import pytest
from django.urls import reverse

from overens.surveys.actions import load_survey
from overens.surveys.models import AnswerSheet, QuestionnaireItem
from overens.surveys.rules import (
    AnswersRefused,
    Item,
    Option,
    read_cells,
    read_definition,
    read_questionnaire,
)
from overens.surveys.rules.options import (
    AloneUnknown,
    read_options,
    set_alone,
    written_alone,
)
from overens.surveys.rules.questions import ExcludesOthers
from overens.surveys.rules.written import written_questionnaire
from tests.surveys.answering_by_page import begin, press
from tests.surveys.collected import BY, closed, invited, opened
from tests.surveys.drafting import said
from tests.surveys.made import small
from tests.surveys.test_actions import bring_in

ITEM = Item(
    "forms",
    "multi",
    "Hur?",
    (
        Option("projects", "Ja, i projekt"),
        Option("money", "Ja, med pengar"),
        Option("no", "Nej", is_alone=True),
    ),
    own_text=True,
)


@pytest.mark.parametrize(
    ("cells", "stored"),
    [
        ({"forms": "no"}, {"forms": ["no"]}),
        ({"forms": "no; Nej"}, {"forms": ["no"]}),
        ({"forms": ["money", "projects"]}, {"forms": ["projects", "money"]}),
        (
            {"forms": "money", "forms.text": "Kaffe"},
            {"forms": ["money"], "forms.text": "Kaffe"},
        ),
    ],
)
def test_it_is_an_answer_by_itself(cells, stored):
    assert read_cells([ITEM], cells) == (stored, {})


@pytest.mark.parametrize(
    "cells",
    [
        {"forms": "no; projects"},
        {"forms": ["projects", "no"]},
        {"forms": "no", "forms.text": "Kaffe"},
    ],
)
def test_beside_another_answer_it_is_asked_about(cells):
    _answers, faults = read_cells([ITEM], cells)

    assert isinstance(faults["forms"], ExcludesOthers)
    assert "Nej" in str(faults["forms"])


def test_it_is_written_one_a_line_in_any_language_and_case():
    options = read_options("Ja | alltid\nNej\nVet inte", "Yes\nNo\nDo not know")

    marked = set_alone(options, "nej\n\n Do not know ")

    assert [option.alone for option in marked] == [False, True, True]
    assert written_alone(marked) == "Nej\nVet inte"
    assert not any(option.alone for option in set_alone(marked, ""))
    with pytest.raises(AloneUnknown):
        set_alone(options, "Kanske")
    # As it stands above, with its definition; and Swedish before English.
    assert [one.alone for one in set_alone(options, "Ja | alltid")] == [
        True,
        False,
        False,
    ]
    two = read_options("Fast\nSnabb", "Fixed\nFast")
    assert [one.alone for one in set_alone(two, "Fast")] == [True, False]


def alone(kind="multi"):
    """Return a survey whose second question has an option that excludes the others."""
    data = small(mode="confidential", published=False)
    data["questions"][2] = {
        "key": "forms",
        "kind": kind,
        "title": {"sv": "Hur?", "en": "How?"},
        "options": [
            {"key": "projects", "sv": "Ja, i projekt", "en": "Yes, in projects"},
            {"key": "no", "sv": "Nej", "en": "No", "alone": True},
        ],
    }
    data["frame"] = {
        "units": [{"key": "n1", "sv": "Nämnden"}],
        "respondents": [{"key": "p1", "name": "Ett", "units": ["n1"]}],
    }
    return data


def test_it_goes_out_and_comes_in_with_the_file():
    asked = read_definition(alone())
    written = written_questionnaire(
        slug="x", mode="open", texts=asked.texts, questions=asked.questions
    )

    again = read_questionnaire(json.loads(json.dumps(written)))

    (forms,) = [each for each in again.questions if each.key == "forms"]
    assert [option.alone for option in forms.options] == [False, True]


def test_where_only_one_can_be_chosen_it_says_nothing():
    (forms,) = [
        e for e in read_definition(alone("single")).questions if e.key == "forms"
    ]
    assert not any(option.alone for option in forms.options)


@pytest.mark.django_db(transaction=True)
def test_who_answers_is_told_beside_the_option_and_when_it_does_not_fit(
    client, as_petra, own_folder
):
    survey = load_survey(alone(), by=BY)
    opened(survey, small_groups_told=True)
    (token,) = invited(survey).values()
    page = press(client, begin(client, token), "begin")
    while "Ja, i projekt" not in page.content.decode():
        page = press(client, page, "next")
    assert "Välj då inget annat." in page.content.decode()

    wrong = press(
        client, page, "next", status=422, **{"forms-answer": ["projects", "no"]}
    )

    assert "”Nej” kan inte stå bredvid ett annat svar" in wrong.content.decode()
    assert wrong.content.decode().count(" checked") == 2
    checked = press(client, wrong, "to check", **{"forms-answer": ["no"]})
    press(client, checked, "send")
    assert closed(survey)[0].answers["forms"] == ["no"]


@pytest.mark.django_db(transaction=True)
def test_it_is_said_on_the_paper_form(as_petra, own_folder):
    survey = load_survey(alone(), by=BY)
    opened(survey, small_groups_told=True)

    pdf = as_petra.post(
        reverse("surveys:papers", args=[survey.slug]), {"respondents": ["p1"]}
    )

    pages = pypdf.PdfReader(io.BytesIO(pdf.content)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Nej (Välj då inget annat.)" in text


@pytest.mark.django_db
def test_answers_of_a_file_are_held_to_it(as_petra):
    data = alone()
    data["survey"]["mode"] = "open"
    survey = load_survey(data, by=BY)

    with pytest.raises(AnswersRefused) as refused:
        bring_in(survey, {"respondent": "p1", "units": "n1", "forms": "projects; no"})

    (fault,) = refused.value.faults
    assert (fault.row, fault.column) == (2, "forms")
    assert not AnswerSheet.objects.exists()


@pytest.mark.django_db
def test_petra_marks_it_and_takes_the_mark_away(as_petra, draft):
    add = f"/enkater/{draft.slug}/fragor/ny/multi/"
    words = {"title_sv": "Hur?", "options_sv": "Ja, i projekt\nNej"}
    refused = as_petra.post(add, {**words, "alone": "Nix"})
    assert refused.status_code == 422
    assert "”Nix” finns inte bland alternativen" in said(refused)

    as_petra.post(add, {**words, "alone": "nej"})

    item = QuestionnaireItem.objects.get(questionnaire__survey=draft)
    assert [one.get("alone", False) for one in item.question.options] == [False, True]
    change = f"/enkater/{draft.slug}/fragor/{item.uuid}/andra/"
    page = said(as_petra.get(change))
    assert "Välj då inget annat." in page
    as_petra.post(change, {**words, "alone": ""})
    item.refresh_from_db()
    assert [one.get("alone", False) for one in item.question.options] == [False, False]
