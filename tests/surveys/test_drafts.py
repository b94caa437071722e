"""A survey is made by the secretariat, question by question, before anyone is asked."""

from __future__ import annotations

import tomllib

import pytest
from django.urls import reverse

from overens.common.audit import operator
from overens.common.models import AuditLine
from overens.common.texts import LocalText
from overens.surveys.actions import (
    change_question,
    load_survey,
    make_survey,
    publish_survey,
    set_condition,
)
from overens.surveys.models import Survey
from overens.surveys.queries import questionnaire_items, questionnaire_templates
from overens.surveys.rules import AskedAlready
from tests.forms import fields_of
from tests.surveys.drafting import add, press, said, titles
from tests.surveys.made import HOK, small

pytestmark = pytest.mark.django_db


def test_petra_makes_the_survey_of_2020_from_the_front_page(as_petra, strandland):
    from tests import make

    make.make_compact(strandland)
    assert "/enkater/" in as_petra.get("/?compact=strandland").content.decode()
    assert "Ny enkät" in said(as_petra.get("/enkater/?compact=strandland"))

    answer = as_petra.post(
        "/enkater/ny/strandland/",
        {"title_sv": "Kartläggning", "template": "mapping-2020", "mode": "anonymous"},
        follow=True,
    )

    survey = Survey.objects.get()
    page = said(answer)
    assert "Hur tycker du att samverkan fungerar idag?" in page
    assert len(questionnaire_items(survey)) == 9
    assert "Du svarar anonymt" in survey.promise["sv"]
    assert "You answer anonymously" in survey.promise["en"]
    assert "Frågor och texter är klara" in page
    assert "Kartläggning" in said(as_petra.get("/enkater/?compact=strandland"))


def test_the_template_asks_what_was_asked_in_2020():
    asked = tomllib.loads(HOK.read_text(encoding="utf-8"))["questions"]
    offered = questionnaire_templates()[0].definition.questions

    assert [q.key for q in offered] == [q["key"] for q in asked]
    differ = []
    for ours, theirs in zip(offered, asked, strict=True):
        assert ours.kind == theirs["kind"]
        assert [o.label for o in ours.options] == [
            {"sv": o["sv"], "en": o["en"]} for o in theirs.get("options", [])
        ]
        if ours.title != theirs["title"]:
            differ.append(ours.key)
    # These two name the compact and the region.
    assert differ == ["knows-compact", "wish"]


@pytest.mark.parametrize("template", [t.key for t in questionnaire_templates()])
def test_a_survey_made_from_a_template_lacks_nothing(as_petra, strandland, template):
    as_petra.post(
        "/enkater/ny/strandland/",
        {"title_sv": "Å", "template": template, "mode": "confidential"},
    )
    made = Survey.objects.all()
    # The template to both sides makes one for each.
    assert len(made) == (2 if template == "both-sides" else 1)
    for survey in made:
        page = as_petra.get(reverse("surveys:questions", args=[survey.slug]))

        assert "Frågor och texter är klara" in said(page)
        assert "bara på ett språk" in said(page)  # the title, which Petra wrote


def test_a_new_survey_is_not_faulted_before_it_is_filled_in(as_petra, strandland):
    page = as_petra.get("/enkater/ny/strandland/")

    assert not page.context["form"].is_bound
    assert page.context["form"]["mode"].value() == "confidential"


def test_the_same_page_sent_twice_makes_one_survey(as_petra, strandland):
    url = "/enkater/ny/strandland/"
    fields = fields_of(as_petra.get(url))
    given = {name: values[-1] for name, values in fields.items()}
    given |= {"title_sv": "Enkät", "mode": "open"}

    as_petra.post(url, given)
    as_petra.post(url, given)

    assert Survey.objects.count() == 1


def test_two_surveys_of_one_name_have_an_address_each(strandland, draft):
    again = make_survey(
        space=strandland, title=LocalText(sv="Vår enkät"), mode="open", by=operator()
    )

    assert draft.slug == "strandland-var-enkat"
    assert again.slug == "strandland-var-enkat-2"


def test_a_draft_says_what_is_left_to_do(as_petra, draft):
    page = said(as_petra.get(reverse("surveys:questions", args=[draft.slug])))

    assert "Lägg till minst en fråga." in page
    assert "Skriv varför ni frågar" in page


def test_nobody_else_knows_of_a_draft(client, draft, eve):
    client.force_login(eve)

    assert "Vår enkät" not in said(client.get("/enkater/?compact=strandland"))
    assert (
        client.get(reverse("surveys:questions", args=[draft.slug])).status_code == 404
    )


def test_a_reworded_option_keeps_its_key_so_that_conditions_hold(as_petra, draft):
    first = add(draft, "Samverkar ni?")
    second = add(draft, "Hur?", kind="text", options="")
    set_condition(item=second, condition={first.key: ["ja"]}, by=operator())
    url = reverse("surveys:question_change", args=[draft.slug, first.uuid])

    as_petra.post(url, {"title_sv": "Samverkar ni?", "options_sv": "Ja, ofta\nNej"})

    page = said(as_petra.get(reverse("surveys:questions", args=[draft.slug])))
    assert "Ställs om svaret på fråga 1 är ”Ja, ofta”." in page
    assert "väntar" not in page


def test_petra_lets_a_question_wait_for_an_earlier_answer(as_petra, draft):
    first = add(draft, "Samverkar ni?")
    second = add(draft, "Hur?", kind="text", options="")
    url = reverse("surveys:question_condition", args=[draft.slug, second.uuid])
    assert "Samverkar ni?" in said(as_petra.get(url))

    as_petra.post(url, {f"when_{first.key}": ["ja"]})

    second.refresh_from_db()
    assert second.condition == {first.key: ["ja"]}


def test_the_first_question_waits_for_nothing_and_says_so(as_petra, draft):
    first = add(draft, "Samverkar ni?")
    url = reverse("surveys:question_condition", args=[draft.slug, first.uuid])

    assert "ställs till alla" in said(as_petra.get(url))


def test_moving_a_question_before_what_it_waits_for_is_said(as_petra, draft):
    first = add(draft, "Samverkar ni?")
    second = add(draft, "Hur?", kind="text", options="")
    set_condition(item=second, condition={first.key: ["ja"]}, by=operator())

    page = press(as_petra, draft, "move", second.uuid, "up", follow=True)

    assert titles(draft) == ["Hur?", "Samverkar ni?"]
    assert "Fråga 1 väntar på svaret på en fråga som kommer efter" in said(page)


def test_a_question_taken_out_by_mistake_is_put_back_where_it_stood(as_petra, draft):
    items = [add(draft, title) for title in ("Ett?", "Två?", "Tre?")]

    page = press(as_petra, draft, "take_out", items[1].uuid, follow=True)
    assert titles(draft) == ["Ett?", "Tre?"]
    assert "Lägg tillbaka" in said(page)
    press(as_petra, draft, "put_back")

    assert titles(draft) == ["Ett?", "Två?", "Tre?"]
    page = press(as_petra, draft, "put_back", follow=True)
    assert "Det finns ingen fråga att lägga tillbaka." in said(page)


def test_a_section_goes_on_when_its_first_question_is_taken_out(as_petra, draft):
    items = [add(draft, title) for title in ("Ett?", "Två?", "Tre?")]
    url = reverse("surveys:question_section", args=[draft.slug, items[1].uuid])
    as_petra.post(url, {"section_sv": "Året som gick"})

    press(as_petra, draft, "take_out", items[1].uuid)
    assert [str(i.section) for i in questionnaire_items(draft)] == ["", "Året som gick"]
    press(as_petra, draft, "put_back")

    assert [str(i.section) for i in questionnaire_items(draft)] == [
        *("", "Året som gick", ""),
    ]


def test_words_that_another_survey_asks_stay_there(as_petra, strandland, draft):
    item = add(draft, "Samverkar ni?")
    other = make_survey(
        space=strandland, title=LocalText(sv="Nästa"), mode="open", by=operator()
    )
    bank = reverse("surveys:question_bank", args=[other.slug])
    assert "Ställd i: Vår enkät" in said(as_petra.get(bank))
    as_petra.post(bank, {"questions": [str(item.question.uuid)]})
    copied = questionnaire_items(other)[0]
    assert copied.question_id == item.question_id

    change_question(item=copied, title=LocalText(sv="Samverkar du?"), by=operator())

    assert titles(draft) == ["Samverkar ni?"]
    assert titles(other) == ["Samverkar du?"]
    assert questionnaire_items(other)[0].question.replaces_id == item.question_id


def test_the_bank_is_searched_with_swedish_letters(as_petra, strandland, draft):
    add(draft, "Är ni nöjda?")
    add(draft, "Hur ofta?")
    other = make_survey(
        space=strandland, title=LocalText(sv="Nästa"), mode="open", by=operator()
    )
    bank = reverse("surveys:question_bank", args=[other.slug])

    page = said(as_petra.get(bank, {"q": "ÄR NI NÖJDA"}))

    assert "Är ni nöjda?" in page
    assert "Hur ofta?" not in page


def test_a_question_is_never_changed_once_asked(as_petra, draft):
    item = add(draft, "Samverkar ni?")
    publish_survey(draft, by=operator())
    url = reverse("surveys:question_change", args=[draft.slug, item.uuid])

    page = as_petra.post(url, {"title_sv": "Annat?", "options_sv": "Ja\nNej"})

    assert page.status_code == 422
    assert "Enkäten har ställts, så frågorna ligger fast." in said(page)
    assert titles(draft) == ["Samverkar ni?"]
    builder = said(as_petra.get(reverse("surveys:questions", args=[draft.slug])))
    assert "Frågorna är ställda" in builder
    with pytest.raises(AskedAlready):
        add(draft, "En till?")


def test_two_who_change_a_question_at_once_see_what_the_other_wrote(as_petra, draft):
    item = add(draft, "Samverkar ni?")
    url = reverse("surveys:question_change", args=[draft.slug, item.uuid])
    opened = {name: v[-1] for name, v in fields_of(as_petra.get(url)).items()}
    change_question(item=item, title=LocalText(sv="Samarbetar ni?"), by=operator())

    page = as_petra.post(url, {**opened, "title_sv": "Möts ni?"})

    assert page.status_code == 409
    assert "Samarbetar ni?" in said(page)
    assert titles(draft) == ["Samarbetar ni?"]


def test_a_question_that_somebody_has_taken_out_is_not_moved(as_petra, draft):
    item = add(draft, "Samverkar ni?")
    press(as_petra, draft, "take_out", item.uuid)

    assert press(as_petra, draft, "move", item.uuid, "up").status_code == 404


def test_petra_takes_a_draft_away_with_a_reason(as_petra, draft):
    url = reverse("surveys:survey_withdraw", args=[draft.slug])
    assert as_petra.post(url, {"why": ""}).status_code == 422

    as_petra.post(url, {"why": "Gjord av misstag"})

    draft.refresh_from_db()
    assert draft.withdrawn_why == "Gjord av misstag"
    assert "Vår enkät" not in said(as_petra.get("/enkater/?compact=strandland"))


def test_the_promise_follows_the_mode(as_petra, draft):
    url = reverse("surveys:survey_change", args=[draft.slug])
    given = {name: values[-1] for name, values in fields_of(as_petra.get(url)).items()}

    as_petra.post(url, {**given, "mode": "confidential"})

    draft.refresh_from_db()
    assert draft.mode == "confidential"
    assert draft.promise["sv"].startswith("Du svarar i förtroende.")


def test_every_change_leaves_one_line_of_audit(as_petra, draft):
    item = add(draft, "Samverkar ni?")
    before = AuditLine.objects.count()

    press(as_petra, draft, "move", item.uuid, "down")
    press(as_petra, draft, "take_out", item.uuid)
    press(as_petra, draft, "put_back")

    assert AuditLine.objects.count() == before + 3


def test_the_pages_of_a_long_questionnaire_cost_at_most_twelve_queries(
    as_petra, draft, django_assert_max_num_queries
):
    for number in range(40):
        add(draft, f"Fråga {number}?")
    for name in ("questions", "preview"):
        with django_assert_max_num_queries(12):
            as_petra.get(reverse(f"surveys:{name}", args=[draft.slug]))
    load_survey(small(), by=operator())
    with django_assert_max_num_queries(12):
        as_petra.get(reverse("surveys:question_bank", args=[draft.slug]))
    with django_assert_max_num_queries(12):
        as_petra.get("/enkater/?compact=strandland")
