"""Answers one by one by page: at once where open, by two persons where confidential."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from overens.common.audit import operator
from overens.common.models import AuditLine
from overens.common.sheets import read_sheet, sav_rows
from overens.surveys.actions import load_survey
from overens.surveys.models import AnswerSheet, AnswersRequest
from tests import make
from tests.surveys.made import small

PAGE = "/enkater/liten/svar/"
PEOPLE = 6


def survey_in(mode, people=PEOPLE):
    data = small(mode=mode)
    data["frame"] = {
        "units": [{"key": f"u{n}", "sv": f"Nämnd {n}"} for n in range(people)],
        "respondents": [
            {"key": f"hemlig-{n}", "name": f"Namn {n}", "units": [f"u{n}"]}
            for n in range(people)
        ],
    }
    data["sheets"] = [
        {
            "respondent": f"hemlig-{n}",
            "units": [f"u{n}"],
            "answers": {
                "known": "yes" if n % 2 else "no",
                "hurdles": ["time"],
                "hurdles.text": "Mina egna ord",
                "wish": "Något som röjer mig",
            },
        }
        for n in range(people)
    ]
    return load_survey(data, by=operator())


@pytest.fixture
def confidential(strandland):
    return survey_in("confidential")


@pytest.fixture
def as_karin(strandland, client):
    """Another person of the secretariat, in a browser of her own."""
    karin = make.make_person("karin", role="secretariat", space=strandland)
    other = type(client)()
    other.force_login(karin)
    return other


def asked(browser, reason="Kontrollera en siffra"):
    return browser.post(PAGE, {"reason": reason})


def text_of(response):
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def body(response):
    return b"".join(response.streaming_content).decode("utf-8-sig")


def page_of(ending=""):
    return f"{PAGE}{AnswersRequest.objects.latest('id').uuid}/{ending}"


def decide(browser, decision, said="Vi har talat om det"):
    given = {"decision": decision, "said": said}
    return browser.post(page_of(), given, follow=True)


def end(browser):
    return browser.post(page_of("avsluta/"), follow=True)


def waits(browser):
    """Return what "Att göra nu" says of rows, and where each line leads."""
    page = browser.get("/att-gora/?compact=strandland")
    rows = [row for row in page.context["rows"] if row.key.startswith("surveys.rows")]
    return [(str(row.title).split(":")[0], row.url) for row in rows]


def fetch(browser, form="csv"):
    return browser.post(page_of("fil/"), {"form": form})


def test_open_answers_are_had_by_whoever_runs_the_survey(as_petra, strandland):
    survey_in("open")
    assert "/enkater/liten/svar.sav" in text_of(as_petra.get(PAGE))
    rows = body(as_petra.get("/enkater/liten/svar.csv")).splitlines()
    assert len(rows) == 1 + PEOPLE and "hemlig-0" in rows[1]
    assert as_petra.get("/enkater/liten/svar.doc").status_code == 404


def test_confidential_rows_are_had_when_two_have_agreed(
    as_petra, as_karin, confidential
):
    assert asked(as_petra).status_code == 302
    assert fetch(as_petra).status_code == 302, "nobody has agreed"

    assert "Kontrollera en siffra" in text_of(as_karin.get(PAGE))
    decide(as_karin, "agree")

    # Few answer for as many as one does: it is not told for how many.
    one = AnswerSheet.objects.filter(survey=confidential).first()
    AnswerSheet.objects.filter(pk=one.pk).update(unit_count=3, pooled=True)
    rows = body(fetch(as_petra)).splitlines()
    assert len(rows) == 1 + PEOPLE
    assert len({row.count("row-") for row in rows[1:]}) == 1
    assert not any("; row-" in row for row in rows)
    assert sorted(row.split(",")[0] for row in rows[1:]) == [
        f"row-{n}" for n in range(1, PEOPLE + 1)
    ]
    assert fetch(as_karin).status_code == 302, "she did not ask"
    said = text_of(as_karin.get(PAGE))
    assert "hämtat 1 gång" in said and "karin" in said.lower()
    logged = AuditLine.objects.filter(action__contains="_rows")
    assert [line.action for line in logged.order_by("id")] == [
        "surveys.ask_for_rows",
        "surveys.agree_to_rows",
        "surveys.fetch_rows",
    ]


@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "sav"])
def test_no_name_and_no_own_word_is_in_the_rows(as_petra, as_karin, confidential, form):
    asked(as_petra)
    decide(as_karin, "agree")
    data = b"".join(fetch(as_petra, form).streaming_content)
    if form == "sav":
        said = str(sav_rows(data))
    else:
        said = data.decode() if form == "json" else str(read_sheet(data))
    assert "row-1" in said and "time" in said or form == "sav"
    for told in ("hemlig", "Namn 1", "röjer", "Mina egna", "'u1'"):
        assert told not in said


def test_nobody_agrees_with_themselves(as_petra, confidential):
    asked(as_petra)
    assert "någon annan" in text_of(decide(as_petra, "agree"))
    request = AnswersRequest.objects.get()
    assert request.state == "asked"
    assert "Vad beslutar du" not in text_of(as_petra.get(page_of()))
    with pytest.raises(IntegrityError), transaction.atomic():
        AnswersRequest.objects.update(decided_by=request.asked_by)


def test_a_day_later_the_rows_have_to_be_asked_for_again(
    as_petra, as_karin, confidential
):
    asked(as_petra)
    decide(as_karin, "agree")
    AnswersRequest.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert fetch(as_petra).status_code == 302
    assert "hämtat 0 gånger" in text_of(as_petra.get(PAGE))


def test_a_no_stands_and_what_was_agreed_can_be_ended(as_petra, as_karin, confidential):
    asked(as_petra)
    decide(as_karin, "refuse")
    assert "redan avgjort" in text_of(decide(as_karin, "agree"))
    asked(as_petra, "En gång till")
    decide(as_karin, "agree")
    end(as_karin)
    assert fetch(as_petra).status_code == 302
    states = AnswersRequest.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == ["refused", "ended"]


def test_asked_twice_one_request_waits_and_a_reason_is_needed(as_petra, confidential):
    assert asked(as_petra, " ").status_code == 422
    asked(as_petra, "Ett")
    asked(as_petra, "Två")
    assert AnswersRequest.objects.count() == 1


def test_anonymous_answers_never_leave_and_the_page_says_why(as_petra, strandland):
    survey_in("anonymous")
    said = text_of(as_petra.get(PAGE))
    assert "svaren lämnas aldrig ut ett och ett" in said
    assert "Inget visas" not in said
    assert asked(as_petra).status_code == 422
    assert as_petra.get("/enkater/liten/svar.csv").status_code == 404
    assert not AnswersRequest.objects.exists()


def test_of_fewer_than_five_there_are_no_rows(as_petra, strandland):
    survey_in("confidential", people=4)
    assert asked(as_petra).status_code == 422


def test_somebody_outside_sees_nothing_of_it(plain, confidential):
    assert plain.get(PAGE).status_code == 302
    assert plain.get("/enkater/liten/svar.csv").status_code in (302, 404)


def test_the_page_is_reached_from_the_results(as_petra, confidential):
    assert PAGE in text_of(as_petra.get("/enkater/liten/resultat/"))


def test_the_page_keeps_within_twelve_queries(
    as_petra, as_karin, confidential, django_assert_max_num_queries
):
    for _turn in range(3):
        asked(as_petra)
        decide(as_karin, "refuse")
    with django_assert_max_num_queries(12):
        assert as_petra.get(PAGE).status_code == 200


# --- the one who runs the service, where the secretariat is one person --------------


@pytest.fixture
def as_ada(strandland, client):
    browser = type(client)()
    browser.force_login(make.make_person("ada", role="admin"))
    return browser


def test_whoever_runs_the_service_agrees_and_can_neither_ask_nor_fetch(
    as_petra, as_ada, confidential
):
    assert asked(as_ada).status_code == 403
    asked(as_petra, "Forskaren räknar om fråga två")

    [(said, address)] = waits(as_ada)
    assert "begär" in said
    page = text_of(as_ada.get(address))
    for told in (
        "Forskaren räknar om fråga två",
        "Får Petra",
        "Konfidentiella svar",
        f"{PEOPLE} rader",
        f"från {PEOPLE} personer",
        "24 timmar",
    ):
        assert told in page
    decide(as_ada, "agree", "")

    assert fetch(as_ada).status_code == 302, "she did not ask"
    assert not AnswersRequest.objects.get().fetched
    assert fetch(as_petra).status_code == 200
    line = AuditLine.objects.get(action="surveys.agree_to_rows")
    assert line.actor_role == "admin"


def test_it_waits_among_what_to_do_until_it_is_done(as_petra, as_ada, confidential):
    asked(as_petra)
    assert waits(as_petra) == []
    assert len(waits(as_ada)) == 1

    decide(as_ada, "agree")

    assert waits(as_ada) == []
    [(said, address)] = waits(as_petra)
    assert "hämta" in said and address == page_of()
    fetch(as_petra)
    assert waits(as_petra) == []


def test_a_no_needs_its_reason_and_waits_until_it_is_read(
    as_petra, as_ada, confidential
):
    asked(as_petra)
    unsaid = as_ada.post(page_of(), {"decision": "refuse", "said": " "})
    assert unsaid.status_code == 422 and "Skriv varför" in text_of(unsaid)
    decide(as_ada, "refuse", "Siffran räcker: den står i rapporten")

    [(said, address)] = waits(as_petra)
    assert "får inte" in said
    assert "Siffran räcker" in text_of(as_petra.get(address))
    assert as_ada.post(page_of("last/")).status_code == 302
    assert len(waits(as_petra)) == 1, "only whoever asked has read it"
    as_petra.post(page_of("last/"))
    assert waits(as_petra) == []


def test_whoever_agreed_can_end_it(as_petra, as_ada, confidential):
    asked(as_petra)
    decide(as_ada, "agree")
    end(as_ada)
    assert fetch(as_petra).status_code == 302
    assert waits(as_petra) == [] and waits(as_ada) == []


def test_a_day_later_nothing_waits(as_petra, as_ada, confidential):
    asked(as_petra)
    decide(as_ada, "agree")
    AnswersRequest.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert waits(as_petra) == []


def test_whoever_runs_the_service_is_led_there_from_the_results(as_ada, confidential):
    assert PAGE in text_of(as_ada.get("/enkater/liten/resultat/"))
    assert "Vad behövs raderna till" not in text_of(as_ada.get(PAGE))


def test_open_answers_are_nothing_to_agree_to(as_ada, strandland):
    survey_in("open")
    assert as_ada.get(PAGE).status_code == 403
    assert PAGE not in text_of(as_ada.get("/enkater/liten/resultat/"))


@pytest.mark.parametrize("given", [{}, {"decision": "kanske"}, {"decision": ""}])
def test_a_decision_that_is_none_is_asked_for_again(
    as_petra, as_ada, confidential, given
):
    asked(as_petra)
    assert as_ada.post(page_of(), given).status_code == 422
    assert AnswersRequest.objects.get().state == "asked"


def test_the_page_of_a_request_keeps_within_twelve_queries(
    as_petra, as_ada, confidential, django_assert_max_num_queries
):
    asked(as_petra)
    with django_assert_max_num_queries(12):
        assert as_ada.get(page_of()).status_code == 200
