"""How a question looks on a phone, while it is being written."""

from __future__ import annotations

import pytest
from django.utils.html import escape

from overens.common.texts import LocalText
from overens.surveys.models import Question, QuestionnaireItem
from tests.surveys.test_own_words import text_of

pytestmark = pytest.mark.django_db

SINGLE = {"title_sv": "Fungerar det?", "options_sv": "Ja\nNej <b>nu</b>"}


def page_of(draft, kind="single"):
    return f"/enkater/{draft.slug}/fragor/ny/{kind}/"


@pytest.mark.parametrize(
    ("kind", "given", "shows"),
    [
        ("single", SINGLE, ["Fungerar det?", escape("Nej <b>nu</b>"), "radio"]),
        ("multi", SINGLE, ["Fungerar det?", "checkbox"]),
        ("text", {"title_sv": "Önskan?", "instruction_sv": "Kort."}, ["<textarea"]),
        ("consent", {"title_sv": "Jag går med på det."}, ["checkbox"]),
        ("units", {"title_sv": "Jag svarar för"}, ["Inget att fylla i"]),
    ],
)
def test_it_is_shown_as_it_is_written_and_nothing_is_stored(
    as_petra, draft, kind, given, shows
):
    before = Question.objects.count()

    page = as_petra.post(page_of(draft, kind), {**given, "look": "1"})

    assert page.status_code == 200
    for words in (given["title_sv"], *shows):
        assert words in page.content.decode()
    assert "<h1" not in page.content.decode()
    assert Question.objects.count() == before


@pytest.mark.parametrize(
    "given", [{}, {"title_sv": ""}, {"title_sv": "Fungerar det?", "options_sv": "Ja"}]
)
def test_what_is_not_whole_yet_changes_nothing_of_what_stands_there(
    as_petra, draft, given
):
    page = as_petra.post(page_of(draft), {**given, "look": "1"})
    assert (page.status_code, page.content) == (204, b"")


def test_the_page_begins_with_what_is_stored(as_petra, draft):
    assert "Skriv frågan, så står den här" in text_of(as_petra.get(page_of(draft)))
    as_petra.post(page_of(draft), {**SINGLE, "title_en": "Does it work?"})
    item = QuestionnaireItem.objects.get(questionnaire__survey=draft)

    change = f"/enkater/{draft.slug}/fragor/{item.uuid}/andra/"
    page = as_petra.get(change).content.decode()
    assert "Fungerar det?" in page.split('id="looked"')[1]
    english = as_petra.get(f"/en/surveys/{draft.slug}/questions/{item.uuid}/change/")
    assert "Does it work?" in english.content.decode().split('id="looked"')[1]

    other = as_petra.post(change, {**SINGLE, "title_sv": "Går det?", "look": "1"})
    assert "Går det?" in text_of(other)
    item.question.refresh_from_db()
    assert item.question.title == LocalText(sv="Fungerar det?", en="Does it work?")


def test_looking_first_does_not_keep_the_question_from_being_saved(as_petra, draft):
    page = as_petra.get(page_of(draft)).content.decode()
    once = page.split('name="sent_once" value="')[1].split('"')[0]
    for more in ({"look": "1"}, {"look": "1"}, {}):
        as_petra.post(page_of(draft), {**SINGLE, "sent_once": once, **more})
    assert QuestionnaireItem.objects.filter(questionnaire__survey=draft).count() == 1


def test_only_who_makes_the_survey_is_shown_it(client, draft, nils):
    client.force_login(nils)
    page = client.get(page_of(draft))
    looked = client.post(page_of(draft), {**SINGLE, "look": "1"})
    assert looked.status_code == page.status_code != 200
