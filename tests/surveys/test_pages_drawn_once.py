"""A page that is drawn once is each reader's own, and follows what is changed."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from overens.accounts.models import Space
from overens.common.texts import LocalText
from overens.surveys.actions import load_survey
from overens.surveys.models import Collection, Survey
from overens.surveys.queries import asked_of
from overens.surveys.views import drawn
from tests.surveys.answering_by_page import (
    begin,
    fields_of,
    names_of,
    press,
    run_through,
    text_of,
)
from tests.surveys.collected import BY, invited, opened, survey_of
from tests.surveys.made import small

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_folder"),
]


def question(client, token):
    return press(client, begin(client, token), "begin")


def test_two_readers_of_the_same_page_have_each_their_own_code_and_answers(plain):
    survey = survey_of()
    opened(survey)
    tokens = invited(survey)
    first = question(plain, tokens["p1"])
    second = press(plain, first, "next", **{"known-answer": "yes"})

    other = question(plain, tokens["p2"])
    other_second = press(plain, other, "next", **{"known-answer": "no"})

    for page, own, others in (
        (first, "p1", "p2"),
        (second, "p1", "p2"),
        (other, "p2", "p1"),
        (other_second, "p2", "p1"),
    ):
        assert fields_of(page)["code"] == tokens[own]
        assert tokens[others] not in page.content.decode()
        assert drawn._MARK not in page.content.decode()
    assert '["yes"]' in fields_of(second)["carried"]
    assert '["no"]' in fields_of(other_second)["carried"]
    assert '["yes"]' not in fields_of(other_second)["carried"]


def test_a_page_from_the_second_time_on_is_the_same_as_the_first(plain):
    survey = survey_of()
    opened(survey)
    tokens = invited(survey)
    drawn._pages.clear()
    pages = [question(plain, tokens[who]).content.decode() for who in ("p1", "p2")]
    pages = [
        page.replace(tokens[who], "")
        for page, who in zip(pages, ("p1", "p2"), strict=True)
    ]
    assert pages[0] == pages[1]
    assert len(drawn._pages) == 1


def test_what_somebody_wrote_stands_as_text_in_a_kept_page(plain):
    survey = survey_of()
    opened(survey)
    tokens = invited(survey)
    for who in ("p1", "p2"):
        page = question(plain, tokens[who])
        name = next(name for name in names_of(page) if name.endswith("known-answer"))
        fields = fields_of(page) | {name: '"><script>alert(1)</script>'}
        # Wrong, so it comes back; then it is carried into a page that is kept.
        wrong = plain.post("/svara/", fields | {"go": "next"})
        assert wrong.status_code == 422
        onward = plain.post("/svara/", fields | {"go": "to 0 wish"})
        assert "<script>alert" not in onward.content.decode()
        assert "<script>alert" in fields_of(onward)["carried"]


@pytest.mark.parametrize(
    "change",
    [
        lambda s: Space.objects.update(contact_email="nytt@example.org"),
        lambda s: Space.objects.update(name=LocalText(sv="nytt@example.org")),
        lambda s: Space.objects.update(place=LocalText(sv="nytt@example.org")),
        lambda s: Survey.objects.filter(pk=s.pk).update(
            title=LocalText(sv="nytt@example.org")
        ),
    ],
    ids=["address", "space", "place", "title"],
)
def test_a_kept_page_says_what_is_said_now(plain, change):
    survey = survey_of(mode="confidential")
    opened(survey)
    tokens = invited(survey)
    assert "nytt@example.org" not in text_of(question(plain, tokens["p1"]))

    change(survey)

    after = question(plain, tokens["p2"])
    assert "nytt@example.org" in text_of(after)


def test_a_receipt_that_is_kept_tells_the_last_day_that_is_set_now(plain):
    survey = survey_of()
    opened(survey)
    tokens = invited(survey)
    receipt = press(plain, run_through(plain, tokens["p1"]), "send")
    collection = Collection.objects.get(survey=survey)
    later = collection.closes_at + timedelta(days=3)
    Collection.objects.filter(pk=collection.pk).update(closes_at=later)
    assert text_of(receipt) != text_of(
        press(plain, run_through(plain, tokens["p2"]), "send")
    )


def test_larger_text_and_another_language_are_other_pages(plain):
    survey = survey_of()
    opened(survey)
    tokens = invited(survey)
    page = question(plain, tokens["p1"])
    assert 'data-size="md"' in page.content.decode()
    plain.cookies["text"] = "lg"
    assert 'data-size="lg"' in question(plain, tokens["p2"]).content.decode()
    english = plain.post("/en/answer/", fields_of(page) | {"go": "stay"})
    assert 'lang="en"' in english.content.decode()


def test_no_more_pages_are_kept_than_so_many(plain, monkeypatch):
    monkeypatch.setattr(drawn, "_MOST", 1)
    survey = survey_of()
    opened(survey)
    token = invited(survey)["p1"]
    for _time in range(2):
        press(plain, run_through(plain, token), "to 0 known")
    assert len(drawn._pages) <= 1


def test_what_one_reader_has_in_the_address_is_shown_to_no_other(plain):
    survey = survey_of()
    opened(survey)
    tokens = invited(survey)
    drawn._pages.clear()
    first = begin(plain, tokens["p1"])
    own = plain.post("/svara/?from=a-letter", fields_of(first) | {"go": "begin"})
    assert "a-letter" in own.content.decode()
    assert "a-letter" not in question(plain, tokens["p2"]).content.decode()


def test_a_page_with_a_fault_is_its_own_readers(plain):
    survey = survey_of(mode="confidential")
    opened(survey)
    tokens = invited(survey)
    page = question(plain, tokens["p1"])
    # More than can be locked, of another question than the one that is shown.
    fields = fields_of(page) | {"go": "stay"}
    said = json.loads(fields["carried"])
    said["fields"] = {"0.wish-answer": ["å" * 40_000]}
    faulty = plain.post("/svara/", fields | {"carried": json.dumps(said)})
    assert faulty.status_code == 422
    assert "å" * 40_000 in faulty.content.decode()
    assert question(plain, tokens["p2"]).status_code == 200


@pytest.mark.parametrize("place", ["00 known", "٠ known", "0  known", "0 known "])
def test_nobody_names_a_page_otherwise_for_all(plain, place):
    survey = survey_of()
    opened(survey)
    tokens = invited(survey)
    drawn._pages.clear()
    first = begin(plain, tokens["p1"])
    fields = fields_of(press(plain, first, "begin")) | {"go": f"to {place}"}
    drawn._pages.clear()
    plain.post("/svara/", fields)

    page = question(plain, tokens["p2"])

    assert fields_of(page)["filled"] == "0 known"
    onward = press(plain, page, "next", **{"known-answer": "yes"})
    assert '["yes"]' in fields_of(onward)["carried"]


def test_what_one_answers_for_stands_in_nobody_elses_page(plain):
    definition = small(mode="anonymous")
    keys = [f"n{number}" for number in range(4)]
    definition["frame"] = {
        "units": [{"key": key, "sv": f"Nämnden {key}"} for key in keys],
        "respondents": [
            {"key": "p1", "name": "Ett", "units": keys[:2]},
            {"key": "p2", "name": "Två", "units": keys[2:]},
        ],
    }
    survey = load_survey(definition, by=BY)
    opened(survey, small_groups_told=True)
    tokens = invited(survey)
    drawn._pages.clear()
    for who, own, others in (("p1", "n1", "n2"), ("p2", "n2", "n1")):
        page = press(plain, begin(plain, tokens[who]), "begin")
        page = press(plain, page, "next", how="together")
        assert f"Nämnden {own}" in text_of(page)
        assert f"Nämnden {others}" not in text_of(page)
    assert len(drawn._pages) == 1


def test_what_is_read_later_of_a_survey_stays_with_its_reader(plain):
    survey = survey_of()
    opened(survey)
    tokens = invited(survey)
    one, other = asked_of(tokens["p1"]), asked_of(tokens["p2"])
    assert one.survey == other.survey
    for first, second in (
        (one.survey, other.survey),
        (one.survey.space, other.survey.space),
        (one.survey.collection, other.survey.collection),
    ):
        assert first is not second
    assert one.survey.space.columns  # not read with the rest
    assert "columns" in one.survey.space.__dict__
    assert "columns" not in other.survey.space.__dict__
    assert "columns" not in asked_of(tokens["p3"]).survey.space.__dict__


@pytest.mark.parametrize(
    "sent",
    [
        {"go": f"to {'1' * 5_000} known"},
        {
            "carried": json.dumps(
                {"place": "0 known", "fields": {"1" * 5_000 + ".a": []}}
            )
        },
        {"carried": '{"place": "0 known", "fields": {"0.wish-answer": ["\\ud800"]}}'},
        {"carried": '{"place": "\\ud800", "fields": {}}'},
        {"carried": "[" * 100_000},
    ],
    ids=["digits", "digits carried", "half a sign", "half a place", "nested"],
)
def test_what_no_page_of_ours_sends_is_no_fault_of_ours(plain, sent):
    survey = survey_of(mode="confidential")
    opened(survey)
    page = question(plain, invited(survey)["p1"])
    answered = plain.post("/svara/", fields_of(page) | {"go": "next"} | sent)
    assert answered.status_code in (200, 422)
