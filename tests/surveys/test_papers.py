"""Those without an address get a form on paper, and what comes back is written in."""

from __future__ import annotations

import io
import re

import pypdf
import pytest
from django.urls import reverse

from overens.common.models import AuditLine, BallotToken, OutgoingMail
from overens.surveys.actions import invite, load_survey, remind
from overens.surveys.models import Invitation
from tests.surveys.answering_by_page import begin, press, run_through
from tests.surveys.collected import BY, closed, opened, survey_of, token_in_letter
from tests.surveys.made import small

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_folder"),
]


def url(survey):
    return reverse("surveys:papers", args=[survey.slug])


def out():
    """Return a survey that is out: two by mail, nine without an address."""
    survey = survey_of(published=False)
    opened(survey)
    invite(survey, addresses={key: f"{key}@example.org" for key in ("p0", "p1")}, by=BY)
    return survey


def text_of(pdf):
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return "\n".join(page.extract_text() for page in pages)


def codes_in(text):
    """Return the codes that stand on forms, in their order, as they were made."""
    joined = re.sub(r"-\s+", "-", text)
    found = re.findall(r"(?:[a-z2-7]{4}-){12}[a-z2-7]{4}", joined)
    # It stands at the foot of every page too.
    return list(dict.fromkeys(code.replace("-", "") for code in found))


def test_a_form_has_promise_questions_and_a_code_that_answers(as_petra):
    survey = out()

    page = as_petra.get(url(survey)).content.decode()
    assert "Person 2" in page
    assert "Person 0 (har en e-postadress)" in page
    # Those without an address come first, and are chosen.
    assert page.index("Person 10") < page.index("Person 0 (")
    assert page.count("checked") == 9
    answered = as_petra.post(url(survey), {"respondents": ["p2", "p3"]})
    assert answered["Content-Type"] == "application/pdf"
    assert "no-store" in answered["Cache-Control"]
    text = text_of(answered.content)

    assert "på kansliet ser dina svar" in " ".join(text.split())
    for said in (
        *("Person 2", "Nämnd 3", "Känd?", "Önskan?", "Du svarar anonymt"),
        *("Kryssa ett.", "Kryssa alla som stämmer."),
    ):
        assert said in " ".join(text.split())
    assert BallotToken.objects.count() == 4
    assert OutgoingMail.objects.count() == 2
    first, second = codes_in(text)
    for code in (first, second):
        receipt = press(as_petra, run_through(as_petra, code), "send")
        assert "Tack" in receipt.content.decode()
    assert len(closed(survey)) == 2


def test_a_lost_form_is_printed_again_and_the_first_code_stops(as_petra):
    survey = out()
    first = as_petra.post(url(survey), {"respondents": ["p2"]})
    (lost,) = codes_in(text_of(first.content))

    again = as_petra.post(url(survey), {"respondents": ["p2"]})
    (found,) = codes_in(text_of(again.content))

    page = as_petra.post("/svara/", {"code": lost})
    assert page.status_code == 422
    assert "har bytts ut" in page.content.decode()
    assert begin(as_petra, found).status_code == 200


def test_no_second_answer_by_whoever_has_answered_and_nobody_is_told(as_petra):
    survey = out()
    printed = as_petra.post(url(survey), {"respondents": ["p2"]})
    (code,) = codes_in(text_of(printed.content))
    press(as_petra, run_through(as_petra, code), "send")

    again = as_petra.post(url(survey), {"respondents": ["p2", "p3"]})

    assert again["Content-Type"] == "application/pdf"
    without_effect, works = codes_in(text_of(again.content))
    page = as_petra.post("/svara/", {"code": without_effect})
    assert page.status_code == 422
    assert "redan har skickats" in page.content.decode()
    press(as_petra, run_through(as_petra, works), "send")
    assert len(closed(survey)) == 2


def test_of_an_open_survey_whoever_has_answered_gets_no_second_code(as_petra):
    survey = survey_of(mode="open", published=False)
    opened(survey)
    printed = as_petra.post(url(survey), {"respondents": ["p2"]})
    (code,) = codes_in(text_of(printed.content))
    press(as_petra, run_through(as_petra, code), "send")

    refused = as_petra.post(url(survey), {"respondents": ["p2", "p3"]})

    assert refused.status_code == 422
    assert not Invitation.objects.get(respondent__key="p3").token_hash


def test_somebody_with_a_link_gets_a_form_instead(as_petra):
    survey = out()
    linked = token_in_letter("p0")

    printed = as_petra.post(url(survey), {"respondents": ["p0"]})

    (code,) = codes_in(text_of(printed.content))
    assert as_petra.post("/svara/", {"code": linked}).status_code == 422
    assert remind(survey, by=BY).sent == 0
    Invitation.objects.update(mailed_at=None)
    assert remind(survey, by=BY).sent == 1
    press(as_petra, run_through(as_petra, code), "send")
    assert len(closed(survey)) == 1


def test_each_form_has_its_code_on_every_page_and_pages_of_its_own(as_petra):
    survey = out()

    printed = as_petra.post(url(survey), {"respondents": ["p2", "p3", "p4"]})

    pages = [
        " ".join(page.extract_text().split())
        for page in pypdf.PdfReader(io.BytesIO(printed.content)).pages
    ]
    starts = [n for n, page in enumerate(pages) if "Du svarar för" in page]
    # Each begins a sheet of paper, also where both sides are printed.
    assert all(start % 2 == 0 for start in starts)
    assert len(starts) == 3
    ends = [*starts[1:], len(pages)]
    for start, end in zip(starts, ends, strict=True):
        (code,) = set(codes_in(pages[start]))
        for number, page in enumerate(pages[start:end], 1):
            assert code in codes_in(page)
            assert f"Sida {number} av {end - start}" in page


@pytest.mark.parametrize("chosen", [[], ["nobody"]])
def test_somebody_has_to_be_chosen(as_petra, chosen):
    survey = out()

    page = as_petra.post(url(survey), {"respondents": chosen})

    assert page.status_code == 422
    assert "error-summary" in page.content.decode()


def test_whoever_has_a_form_on_paper_is_not_reminded_by_mail(as_petra):
    survey = out()
    as_petra.post(url(survey), {"respondents": ["p2"]})
    Invitation.objects.update(mailed_at=None)

    done = remind(survey, by=BY)

    assert done.sent == 2
    assert "paper" in done.skipped["p2"]
    assert not OutgoingMail.objects.filter(to="").exists()


def test_no_form_is_left_on_disk(as_petra, tmp_path):
    survey = out()
    before = {path for path in tmp_path.rglob("*") if path.is_file()}

    as_petra.post(url(survey), {"respondents": ["p2"]})

    assert {path for path in tmp_path.rglob("*") if path.is_file()} == before


def test_the_log_tells_how_many_and_no_code(as_petra):
    survey = out()
    printed = as_petra.post(url(survey), {"respondents": ["p2"]})
    (code,) = codes_in(text_of(printed.content))

    line = AuditLine.objects.get(action="surveys.issue_codes")

    assert line.facts == {"forms": 1}
    assert not [one for one in AuditLine.objects.all() if code in str(one.facts)]


def test_a_condition_names_the_question_by_its_number_on_paper(as_petra):
    data = small(mode="confidential", published=False)
    # What they answer for is known, and not asked on paper.
    data["questions"].insert(
        0, {"key": "for", "kind": "units", "title": {"sv": "För?"}}
    )
    for question in data["questions"]:
        if question["key"] == "wish":
            question["asked_if"] = {"known": ["yes"]}
    survey = load_survey(data, by=BY)
    opened(survey, small_groups_told=True)
    key = survey.frame_respondents.first().key
    said = " ".join(
        text_of(as_petra.post(url(survey), {"respondents": [key]}).content).split()
    )
    number = re.search(r"(\d+)\. Känd\?", said)[1]
    assert f"fråga {number} är ”Ja”" in said
    assert "Är ni få som svarar för lika många i samma grupper?" in said


def test_a_question_stands_whole_on_one_page(as_petra):
    data = small(mode="confidential", published=False)
    options = [{"key": f"o{n}", "sv": f"Alternativ {n}"} for n in range(6)]
    data["questions"] = [
        {
            "key": f"q{number}",
            "kind": "single",
            "title": {"sv": f"Fråga nummer {number}?"},
            "options": options,
        }
        for number in range(9)
    ]
    data["frame"] = {
        "units": [{"key": "n1", "sv": "Nämnden"}],
        "respondents": [{"key": "p1", "name": "Ett", "units": ["n1"]}],
    }
    survey = load_survey(data, by=BY)
    opened(survey, small_groups_told=True)
    answered = as_petra.post(url(survey), {"respondents": ["p1"]})
    pages = [
        page.extract_text()
        for page in pypdf.PdfReader(io.BytesIO(answered.content)).pages
    ]
    for number in range(9):
        (its,) = [page for page in pages if f"Fråga nummer {number}?" in page]
        part = its.split(f"Fråga nummer {number}?")[1].split("Fråga nummer")[0]
        assert part.count("Alternativ") == 6
        assert "vill inte svara" in part
