"""The words of one question, as the secretariat writes and pastes them."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from overens.surveys.models import Question, QuestionnaireItem
from tests.forms import fields_of
from tests.surveys.drafting import add, press, said

pytestmark = pytest.mark.django_db


def test_petra_adds_a_question_with_definitions_beside_its_options(as_petra, draft):
    press(
        as_petra,
        draft,
        "add",
        "single",
        data={
            "title_sv": "Känner ni till överenskommelsen?",
            "options_sv": "Vi har läst den | Hela texten.\nVi känner inte till den",
            "own_text": "on",
        },
    )

    question = Question.objects.get()
    assert [o["key"] for o in question.options] == [
        "vi-har-last-den",
        "vi-kanner-inte-till-den",
    ]
    assert question.options[0]["meaning"] == {"sv": "Hela texten."}
    page = said(as_petra.get(reverse("surveys:preview", args=[draft.slug])))
    assert "Hela texten." in page
    assert "Vet inte eller vill inte svara" in page


def test_a_scale_has_words_at_its_ends_that_can_be_changed(as_petra, draft):
    given = {"title_sv": "Betyg?", "lowest": 1, "highest": 5, "low_end_sv": "dåligt"}
    press(as_petra, draft, "add", "scale", data={**given, "high_end_sv": "utmärkt"})
    item = QuestionnaireItem.objects.get()
    url = reverse("surveys:question_change", args=[draft.slug, item.uuid])
    fields = fields_of(as_petra.get(url))
    assert fields["low_end_sv"] == ["dåligt"]

    as_petra.post(url, {**given, "high_end_sv": "mycket bra"})

    labels = [option["label"]["sv"] for option in Question.objects.get().options]
    assert labels == ["1: dåligt", "2", "3", "4", "5: mycket bra"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ("Bara en", "Skriv minst två svarsalternativ, ett per rad."),
        ("Ja\nNej\nja", "”ja” står två gånger."),
        ("Ja\n| utan", "Rad 2 har en förklaring men inget svarsalternativ"),
        ("Ja\n" + "å" * 301, "Rad 2 är för lång."),
        ("\n".join(f"Svar {n}" for n in range(501)), "Du har skrivit 501"),
    ],
)
def test_options_that_cannot_stand_are_said_and_kept(
    as_petra, draft, options, sentence
):
    page = press(
        as_petra,
        draft,
        "add",
        "multi",
        data={"title_sv": "Vad?", "options_sv": options},
    )

    assert page.status_code == 422
    assert sentence in said(page)
    assert "Vad?" in said(page)
    assert not Question.objects.exists()


def test_five_hundred_options_pasted_are_taken(
    as_petra, draft, django_assert_max_num_queries
):
    options = "\r\n".join(f"Förening {n}" for n in range(500))
    press(
        as_petra,
        draft,
        "add",
        "multi",
        data={"title_sv": "Vilka?", "options_sv": options},
    )

    assert len(Question.objects.get().options) == 500
    with django_assert_max_num_queries(12):
        page = as_petra.get(reverse("surveys:preview", args=[draft.slug]))
    assert "Förening 499" in said(page)


def test_a_long_title_is_kept_whole_or_said_to_be_too_long(as_petra, draft):
    kept = press(
        as_petra, draft, "add", "text", data={"title_sv": "Översiktsplan " * 35}
    )
    refused = press(as_petra, draft, "add", "text", data={"title_sv": "å" * 501})

    assert kept.status_code == 302
    assert refused.status_code == 422
    assert "Skriv högst 500" in said(refused)


def test_the_preview_chooses_no_answer_and_keeps_questions_apart(as_petra, draft):
    for title in ("Ett?", "Två?"):
        add(draft, title)

    page = as_petra.get(reverse("surveys:preview", args=[draft.slug]))

    # Had it chosen one beforehand, "I do not know" would be sent by whoever hurries.
    assert fields_of(page) == {}
    names = set(re.findall(r'type="radio" name="([^"]+)"', page.content.decode()))
    assert names == {"ett-answer", "tva-answer"}


def test_a_number_has_a_unit_and_limits_that_can_be_changed(as_petra, draft):
    given = {"title_sv": "Hur många medlemmar?", "unit_sv": "medlemmar", "decimals": 0}
    press(as_petra, draft, "add", "number", data={**given, "most": "1 000"})
    item = QuestionnaireItem.objects.get()
    assert item.question.settings == {"unit": {"sv": "medlemmar"}, "most": "1000"}
    preview = said(as_petra.get(reverse("surveys:preview", args=[draft.slug])))
    assert "medlemmar</span>" in preview
    url = reverse("surveys:question_change", args=[draft.slug, item.uuid])
    assert fields_of(as_petra.get(url))["most"] == ["1000"]

    as_petra.post(url, {**given, "least": "1", "most": "500"})

    changed = Question.objects.get().settings
    assert (changed["least"], changed["most"]) == ("1", "500")


@pytest.mark.parametrize(
    ("kind", "limits", "sentence"),
    [
        ("number", {"least": "9", "most": "3", "decimals": 0}, "Det högsta måste"),
        ("number", {"least": "några", "decimals": 0}, "”några” är inget tal."),
        ("date", {"least": "snart"}, "”snart” är ingen dag."),
    ],
)
def test_limits_that_cannot_stand_are_said_and_kept_beside_their_field(
    as_petra, draft, kind, limits, sentence
):
    page = press(as_petra, draft, "add", kind, data={"title_sv": "När?", **limits})
    assert page.status_code == 422
    assert sentence in said(page)
    assert "När?" in said(page)


def test_a_consent_is_one_box_without_any_do_not_know(as_petra, draft):
    press(as_petra, draft, "add", "consent", data={"title_sv": "Ni får citera oss."})
    preview = said(as_petra.get(reverse("surveys:preview", args=[draft.slug])))
    assert 'type="checkbox"' in preview
    assert "Vet inte eller vill inte svara" not in preview
