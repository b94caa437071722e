"""Petra writes an interview guide and notes interviews, by page."""

from __future__ import annotations

import io

import pypdf
import pytest
from django.utils import timezone

from overens.common.models import AuditLine
from overens.common.texts import LocalText
from overens.surveys.actions.interviews import keep_theme, remove_theme
from overens.surveys.models import Interview, InterviewTheme, ReleasedText
from overens.surveys.queries.own_words import texts_of
from overens.surveys.rules.interviews import ThemeHasNotes
from tests.surveys.test_interviews import (
    BASE,
    BY,
    WISHES,
    a_theme,
    interview,
    mark,
)
from tests.surveys.test_own_words import text_of, written


@pytest.fixture
def survey(strandland):
    return written(WISHES, mode="open")


def test_petra_writes_a_guide_notes_an_interview_and_lets_it_stand(as_petra, survey):
    assert BASE in text_of(as_petra.get("/enkater/liten/resultat/"))
    assert "Guiden är tom" in text_of(as_petra.get(BASE))
    # Nothing to note on yet: the way leads to the guide.
    assert as_petra.get(f"{BASE}ny/").url == f"{BASE}teman/nytt/"
    as_petra.post(
        f"{BASE}guide/",
        {"opening_sv": "Vi är kansliet.", "chosen_sv": "En per förbund."},
    )
    for title in ("Vad hindrar?", "Vad hjälper?"):
        as_petra.post(
            f"{BASE}teman/nytt/",
            {"title_sv": title, "instruction_sv": "Ge exempel.\nNär hände det?"},
        )
    first, second = InterviewTheme.objects.all()
    as_petra.post(f"{BASE}teman/{second.key}/flytta/up/")
    assert [str(each) for each in InterviewTheme.objects.all()] == [
        "Vad hjälper?",
        "Vad hindrar?",
    ]
    form = text_of(as_petra.get(f"{BASE}ny/"))
    assert "aldrig med ditt namn, och kan citeras med din roll" in form
    today = timezone.localdate().isoformat()

    as_petra.post(
        f"{BASE}ny/",
        {
            "role_sv": "ordförande",
            "day": today,
            "agreed": "on",
            f"notes-{first.key}": "Tiden räcker inte.\n\nVi ses sällan.",
        },
    )

    its = Interview.objects.get()
    assert its.promise["sv"].startswith("Det du säger antecknas")
    page = text_of(as_petra.get(BASE))
    assert "2 stycken antecknade" in page and "0 av 2 lästa" in page
    at = f"/enkater/liten/egna-ord/{first.key}/"
    assert "Tiden räcker inte." in text_of(as_petra.get(at))
    its_mark = mark(survey, first, "Tiden räcker inte.")
    as_petra.post(
        f"{at}{its_mark}/", {"go": "release", "text_sv": "Tiden räcker inte."}
    )
    assert "Intervjuer" not in text_of(as_petra.get("/enkater/liten/resultat/")).split(
        "</nav>"
    )[-1].split("Hur det gjordes")[0].replace(">Intervjuer</a>", "")
    as_petra.post(f"{BASE}visa/")
    results = text_of(as_petra.get("/enkater/liten/resultat/"))
    assert "Kansliet har intervjuat 1 person." in results
    assert "Tiden räcker inte." in results and "Vi ses sällan." not in results
    assert "ordförande" in results and "En per förbund." in results
    assert "aldrig som andelar" in results
    # Nothing of it is among the answers' own words.
    assert not ReleasedText.objects.exists()
    lines = AuditLine.objects.filter(action__contains="interview")
    assert not any("Tiden" in str(each.facts) for each in lines)
    assert "Call" not in text_of(as_petra.get("/en/surveys/liten/results/"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"agreed": ""}, "kryssa i att hen går med på det"),
        ({"role_sv": "Åke1 Öhman1"}, "Det här pekar ut någon: Åke1 Öhman1."),
        ({"role_sv": ""}, "Fyll i ”Roll på svenska”."),
        ({"day": "2999-01-01"}, "Intervjun har inte varit än."),
        ({"day": "i går"}, "Skriv ett datum"),
    ],
)
def test_what_does_not_do_is_said_and_the_notes_are_kept(
    as_petra, survey, change, said
):
    theme = a_theme(survey)
    given = {
        "role_sv": "ordförande",
        "day": timezone.localdate().isoformat(),
        "agreed": "on",
        f"notes-{theme.key}": "En halvtimmes anteckningar.",
        **change,
    }

    page = as_petra.post(f"{BASE}ny/", given)

    assert page.status_code == 422
    assert said in text_of(page)
    assert "En halvtimmes anteckningar." in text_of(page)
    assert not Interview.objects.exists()


def test_the_same_page_sent_twice_notes_one_interview(as_petra, survey):
    theme = a_theme(survey)
    page = as_petra.get(f"{BASE}ny/").content.decode()
    once = page.split('name="sent_once" value="')[1].split('"')[0]
    given = {
        "role_sv": "ordförande",
        "day": timezone.localdate().isoformat(),
        "agreed": "on",
        f"notes-{theme.key}": "Tid.",
        "sent_once": once,
    }
    for _time in range(2):
        as_petra.post(f"{BASE}ny/", given)
    assert Interview.objects.count() == 1


def test_the_guide_is_a_file_with_room_to_write(as_petra, survey):
    a_theme(survey)
    for ending, begins in (("pdf", b"%PDF"), ("docx", b"PK"), ("html", b"<!doctype")):
        answer = as_petra.get(f"{BASE}guide.{ending}")
        assert answer.content.lower().startswith(begins.lower())
        assert "intervjuguide" in answer["Content-Disposition"]
    said = text_of(as_petra.get(f"{BASE}guide.html"))
    assert "Säg det här först" in said and "Vad hindrar?" in said
    assert as_petra.get(f"{BASE}guide.exe").status_code == 404


def test_notes_on_a_theme_taken_out_meanwhile_are_shown_and_not_lost(as_petra, survey):
    left, gone = a_theme(survey), a_theme(survey, "Vad hjälper?")
    given = {
        "role_sv": "ordförande",
        "day": timezone.localdate().isoformat(),
        "agreed": "on",
        f"notes-{left.key}": "Tid.",
        f"notes-{gone.key}": "Att <b>träffas</b>.",
    }
    remove_theme(gone, by=BY)

    page = as_petra.post(f"{BASE}ny/", given)

    assert page.status_code == 422
    assert not Interview.objects.exists()
    assert "har tagits bort ur guiden under tiden" in text_of(page)
    assert "Att &lt;b&gt;träffas&lt;/b&gt;." in page.content.decode()
    del given[f"notes-{gone.key}"]
    as_petra.post(f"{BASE}ny/", given)
    assert Interview.objects.get().notes == {left.key: "Tid."}


def test_what_a_theme_asks_stands_on_one_page_with_room_to_write(as_petra, survey):
    asks = [f"Följdfråga {number}?" for number in range(7)]
    for number in range(6):
        keep_theme(
            survey,
            title=LocalText(sv=f"Tema nummer {number}"),
            instruction=LocalText(sv="\n".join(asks)),
            by=BY,
        )
    file = as_petra.get(f"{BASE}guide.pdf").content

    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages]

    for number in range(6):
        (its,) = [page for page in pages if f"Tema nummer {number}" in page]
        part = its.split(f"Tema nummer {number}")[1].split("Tema nummer")[0]
        assert part.count("Följdfråga") == len(asks)
        assert "____" in part


def test_a_theme_with_notes_stays(as_petra, survey):
    theme, empty = a_theme(survey), a_theme(survey, "Tomt")
    interview(survey, theme, "Tid.")
    page = as_petra.post(f"{BASE}teman/{theme.key}/ta-bort/", follow=True)
    assert "Något är antecknat på temat" in text_of(page)
    with pytest.raises(ThemeHasNotes):
        remove_theme(theme, by=BY)
    as_petra.post(f"{BASE}teman/{empty.key}/ta-bort/")
    assert [each.key for each in InterviewTheme.objects.all()] == [theme.key]


def test_an_overview_of_five_hundred_asks_a_bounded_number_of_queries(
    as_petra, survey, django_assert_max_num_queries
):
    theme = a_theme(survey)
    Interview.objects.bulk_create(
        Interview(
            survey=survey,
            role=LocalText(sv="ordförande"),
            day=timezone.localdate(),
            notes={theme.key: f"Sak {n}.\n\nTid."},
        )
        for n in range(500)
    )
    with django_assert_max_num_queries(14):
        page = text_of(as_petra.get(BASE))
    assert "1 av" not in page and page.count("Läs och ändra") == 25
    assert text_of(as_petra.get(f"{BASE}?page=20")).count("Läs och ändra") == 25
    assert len(texts_of(survey, theme)) == 501
