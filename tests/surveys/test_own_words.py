"""The secretariat reads what people wrote, and releases text by text."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from overens.common.audit import operator
from overens.common.models import AuditLine
from overens.common.texts import LocalText
from overens.surveys.actions import import_answers, load_survey, withdraw_sheet
from overens.surveys.actions.own_words import (
    forget_words,
    leave_text,
    release_text,
    take_back_text,
)
from overens.surveys.models import AnswerSheet, ReleasedText, Survey
from overens.surveys.queries import shown_survey
from overens.surveys.queries.own_words import items_with_words, texts_of
from overens.surveys.rules import Row
from overens.surveys.rules.own_words import (
    ReleasedAlready,
    StillPointsOut,
    TextGone,
    TooFewToQuote,
)
from tests.surveys.made import small

BASE = "/enkater/liten/egna-ord/"
BY = operator()


def text_of(response):
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def written(wishes, **survey):
    """Return a survey where each person has wished something, one unit each."""
    data = small(**survey)
    data["frame"] = {
        "units": [{"key": f"u{n}", "sv": f"Byalag {n}"} for n in range(len(wishes))],
        "respondents": [
            {"key": f"p{n}", "name": f"Åke{n} Öhman{n}", "units": [f"u{n}"]}
            for n in range(len(wishes))
        ],
    }
    data["sheets"] = [
        {
            "respondent": f"p{n}",
            "units": [f"u{n}"],
            "answers": {"known": "yes", "grade": "3", "wish": wish},
        }
        for n, wish in enumerate(wishes)
    ]
    return load_survey(data, by=BY)


def mark(survey, text, key="wish"):
    item = next(item for item in items_with_words(survey) if item.key == key)
    return next(each.mark for each in texts_of(survey, item) if each.text == text)


def release(survey, text, shown=None, **more):
    return release_text(
        survey,
        question="wish",
        mark=mark(survey, text),
        text=LocalText(sv=shown or text),
        by=BY,
        **more,
    )


@pytest.fixture
def open_survey(strandland):
    return written(["Mer tid", "Ring Åke1 på 070-123 45 67", "Mer tid"])


@pytest.fixture
def anonymous(strandland):
    return written([f"önskan nummer {n}" for n in range(9)], mode="anonymous")


def test_a_text_is_read_shortened_released_and_then_shown(as_petra, open_survey):
    results = as_petra.get("/enkater/liten/resultat/")
    assert BASE in text_of(results)
    overview = as_petra.get(BASE)
    assert "0 av 2 lästa, 0 släppta" in text_of(overview)
    listed = as_petra.get(f"{BASE}wish/")
    assert text_of(listed).count("Mer tid") == 2 and "2 texter" in text_of(listed)
    at = f"{BASE}wish/{mark(open_survey, 'Ring Åke1 på 070-123 45 67')}/"
    page = as_petra.get(at)
    assert "<mark>070-123 45 67</mark>" in page.content.decode()
    assert "Ring […] på […]" in text_of(page)
    assert "Kulturnämnden" not in text_of(page) and "Betyg" not in text_of(page)

    done = as_petra.post(
        at, {"go": "release", "text_sv": "Ring […]", "text_en": "Call […]"}, follow=True
    )

    # The next text that nobody has read comes by itself.
    assert done.redirect_chain[-1][0].endswith(f"{mark(open_survey, 'Mer tid')}/")
    assert "1 av 2 lästa, 1 släppta" in text_of(done)
    assert "Ring […]" in text_of(as_petra.get("/enkater/liten/resultat/"))
    assert "Call […]" in text_of(as_petra.get("/en/surveys/liten/results/"))
    line = AuditLine.objects.get(action="surveys.release_text")
    assert "070" not in str(line.facts)


def test_what_still_points_somebody_out_is_asked_about_once_more(as_petra, open_survey):
    text = "Ring Åke1 på 070-123 45 67"
    at = f"{BASE}wish/{mark(open_survey, text)}/"

    page = as_petra.post(at, {"go": "release", "text_sv": "Ring Åke1 i dag"})

    assert page.status_code == 422
    assert "Det här står kvar i texten: Åke1." in text_of(page)
    assert "Ring Åke1 i dag" in text_of(page)
    as_petra.post(
        at, {"go": "release", "text_sv": "Ring Åke1", "points_nobody_out": "on"}
    )
    assert ReleasedText.objects.get().text == {"sv": "Ring Åke1"}


def test_an_empty_text_is_not_released(as_petra, open_survey):
    at = f"{BASE}wish/{mark(open_survey, 'Mer tid')}/"
    page = as_petra.post(at, {"go": "release", "text_sv": " "})
    assert page.status_code == 422 and not ReleasedText.objects.exists()


def test_a_text_that_is_left_is_read_and_not_shown(as_petra, open_survey):
    at = f"{BASE}wish/{mark(open_survey, 'Mer tid')}/"

    as_petra.post(at, {"go": "leave"})
    as_petra.post(at, {"go": "leave"})

    assert "1 av 2 lästa, 0 släppta" in text_of(as_petra.get(BASE))
    assert "Mer tid" in text_of(as_petra.get(f"{BASE}wish/?show=left"))
    assert "Mer tid" not in text_of(as_petra.get(f"{BASE}wish/?show=unread"))
    assert "Mer tid" not in text_of(as_petra.get("/enkater/liten/resultat/"))
    # Thought better of: it can be released after all.
    release(open_survey, "Mer tid")
    assert "Mer tid" in text_of(as_petra.get("/enkater/liten/resultat/"))


def test_before_publication_a_release_is_taken_back_without_a_trace(
    as_petra, open_survey
):
    Survey.objects.update(published=False)
    release(open_survey, "Mer tid")
    at = f"{BASE}wish/{mark(open_survey, 'Mer tid')}/"
    assert as_petra.get(at).url == f"{at}ta-tillbaka/"

    as_petra.post(f"{at}ta-tillbaka/", {})

    assert not ReleasedText.objects.exists()
    assert "0 av 2 lästa" in text_of(as_petra.get(BASE))


def test_after_publication_a_correction_stands_where_the_text_was(
    as_petra, open_survey
):
    release(open_survey, "Mer tid")
    at = f"{BASE}wish/{mark(open_survey, 'Mer tid')}/ta-tillbaka/"
    assert as_petra.post(at, {"why": ""}).status_code == 422

    as_petra.post(at, {"why": "Den gick att känna igen."})

    said = text_of(as_petra.get("/enkater/liten/resultat/"))
    assert "en text drogs tillbaka. Den gick att känna igen." in said
    assert "Mer tid" not in said
    assert ReleasedText.objects.get().text == {}
    shown = shown_survey(open_survey, "en").questions[-1]
    assert shown.quotes == () and "a text was withdrawn" in shown.corrections[0]
    # It can be released anew, shortened.
    release(open_survey, "Mer tid", "Tid")
    assert "Tid" in text_of(as_petra.get("/enkater/liten/resultat/"))


def test_two_at_once_release_one_text_once(open_survey):
    release(open_survey, "Mer tid")
    with pytest.raises(ReleasedAlready):
        release(open_survey, "Mer tid")
    with pytest.raises(ReleasedAlready):
        leave_text(
            open_survey, question="wish", mark=mark(open_survey, "Mer tid"), by=BY
        )
    assert ReleasedText.objects.count() == 1


def test_a_text_whose_answer_is_withdrawn_is_gone(as_petra, open_survey):
    text = "Ring Åke1 på 070-123 45 67"
    called = mark(open_survey, text)
    withdraw_sheet(AnswerSheet.objects.get(answers__wish=text), why="Fel enhet", by=BY)
    page = as_petra.get(f"{BASE}wish/{called}/", follow=True)
    assert "Texten finns inte längre" in text_of(page)
    for act in (leave_text, take_back_text):
        with pytest.raises(TextGone):
            act(open_survey, question="wish", mark=called, by=BY)


def test_a_guarded_text_stands_beside_nothing_else(as_petra, anonymous):
    page = text_of(as_petra.get(f"{BASE}wish/{mark(anonymous, 'önskan nummer 4')}/"))
    assert "Byalag" not in page and "Åke" not in page and "Känd?" not in page
    listed = [each.text for each in texts_of(anonymous, items_with_words(anonymous)[1])]
    assert sorted(listed) != listed


def test_of_a_guarded_survey_nothing_is_quoted_where_fewer_than_eight_answered(
    as_petra, strandland
):
    survey = written([f"önskan nummer {n}" for n in range(7)], mode="anonymous")
    assert "Färre än åtta" in text_of(as_petra.get(BASE))
    with pytest.raises(TooFewToQuote):
        release(survey, "önskan nummer 1")
    at = f"{BASE}wish/{mark(survey, 'önskan nummer 1')}/"
    page = as_petra.get(at).content.decode()
    assert 'value="release"' not in page
    # Nor is a wording asked for that nobody would ever read.
    assert 'name="text_sv"' not in page and 'value="leave"' in page
    assert as_petra.post(at, {"go": "leave"}).status_code == 302


def test_names_left_in_the_translation_are_found_too(open_survey):
    with pytest.raises(StillPointsOut):
        release_text(
            open_survey,
            question="wish",
            mark=mark(open_survey, "Mer tid"),
            text=LocalText(sv="Mer tid", en="Ask Öhman2"),
            by=BY,
        )


@pytest.mark.parametrize("address", [BASE, f"{BASE}wish/"])
def test_five_hundred_texts_are_shown_a_page_at_a_time(
    as_petra, small_survey, address, django_assert_max_num_queries
):
    survey = load_survey(
        {**small(slug="stor", open_frame=True), "frame": {"open": True}}, by=BY
    )
    import_answers(
        survey,
        headings=["known", "wish"],
        rows=[Row(n, {"known": "yes", "wish": f"Önskan {n}"}) for n in range(500)],
        data=b"",
        by=BY,
    )
    with django_assert_max_num_queries(12):
        page = as_petra.get(address.replace("liten", "stor"))
    said = text_of(page)
    assert "0 av 500 lästa" in said
    assert said.count("Önskan ") <= 60
    assert as_petra.get(address.replace("liten", "stor") + "?page=x").status_code == 200


def test_own_words_are_forgotten_two_years_after_the_survey(open_survey):
    release(open_survey, "Mer tid")
    before = shown_survey(open_survey, "sv").result.question("wish")
    today = timezone.localdate()

    assert list(forget_words(today + timedelta(days=700))) == []
    (line,) = forget_words(today + timedelta(days=740))
    assert list(forget_words(today + timedelta(days=741))) == []

    assert "3 sheets" in line.what
    assert {sheet.answers["wish"] for sheet in AnswerSheet.objects.all()} == {"[…]"}
    assert {sheet.answers["grade"] for sheet in AnswerSheet.objects.all()} == {"3"}
    after = shown_survey(open_survey, "sv").result.question("wish")
    assert (after.base, after.texts) == (before.base, ("Mer tid",))


def test_what_is_shown_can_be_withdrawn_after_own_words_are_forgotten(
    as_petra, open_survey
):
    release(open_survey, "Mer tid", "Tid")
    assert list(forget_words(timezone.localdate() + timedelta(days=740)))

    called = mark(open_survey, "Tid")
    assert called in text_of(as_petra.get(f"{BASE}wish/"))
    assert "Tid" in text_of(as_petra.get(f"{BASE}wish/{called}/", follow=True))
    as_petra.post(
        f"{BASE}wish/{called}/ta-tillbaka/", {"why": "Den gick att känna igen."}
    )

    said = text_of(as_petra.get("/enkater/liten/resultat/"))
    assert "en text drogs tillbaka. Den gick att känna igen." in said
    assert ReleasedText.objects.get().text == {}
    (item,) = (item for item in items_with_words(open_survey) if item.key == "wish")
    assert texts_of(open_survey, item) == []
