"""Whom should we ask? By clicking, from the front page, as Omar does it."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from overens.common.audit import operator
from overens.common.models import AuditLine
from overens.organisations.actions import (
    change_organisation,
    import_areas,
    import_municipalities,
    import_organisations,
    merge_into,
    override_district,
    set_mark,
)
from overens.organisations.models import LoggedRequest, Organisation, OrganisationList
from overens.organisations.queries import ANSWERED, Answered
from overens.organisations.rules import SIGNATORY
from tests import make

BY = operator()
TODAY = timezone.localdate()
WHOM = "/organisationer/vem-ska-vi-fraga/"
ASKED = "?areas=public-health&municipalities=9901&municipalities=9902"
PLACES = {"9901": "Sandhamra", "9902": "Tångsund", "9903": "Lövfors"}


@pytest.fixture
def register(strandland):
    rows = [{"code": code, "name": name} for code, name in PLACES.items()]
    import_municipalities(rows, county="99", by=BY, origin="made up")
    import_areas(
        {
            "public-health": {"sv": "Folkhälsa", "en": "Public health"},
            "sport": {"sv": "Idrott", "en": "Sport"},
        },
        classification="areas",
        by=BY,
    )

    def row(name, municipalities=(), areas=("public-health",), **more):
        return {
            "name": name,
            "slug": name.split()[0].lower().translate(str.maketrans("åäö", "aao")),
            "municipalities": list(municipalities),
            "areas": list(areas),
            "status": "active",
            **more,
        }

    return import_organisations(
        [
            row("Friskförbundet", parent=""),
            row("Ångaren i Sandhamra", ["9901"], parent="friskforbundet"),
            row("Paraplyet", areas=[], level="umbrella"),
            row("Medlemmen", ["9902"], member_of=["paraplyet"]),
            row("Idrotten", ["9901"], areas=["sport"]),
            row("Lövkretsen", ["9903"]),
            row("Vilan", ["9901"], status="dormant"),
            row("Borta", ["9901"], status="dissolved"),
        ],
        by=BY,
        origin="made up",
    ).organisations


def text(answer):
    return " ".join(answer.content.decode().replace("\xad", "").split())


def names(page):
    return re.findall(r'<li class="org">.*?<a class="ds-link"[^>]*>([^<]+)</a>', page)


def test_omar_gets_a_list_of_whom_to_ask_from_the_front_page(client, omar, register):
    make.make_compact()
    client.force_login(omar)
    front = client.get("/").content.decode()
    assert f'href="{WHOM}"' in front
    assert "Vad gäller det?" in text(client.get(WHOM))

    page = text(client.get(WHOM + ASKED))

    assert names(page) == [
        "Friskförbundet",
        "Paraplyet",
        "Medlemmen",
        "Ångaren i Sandhamra",
    ]
    assert "Har lokalföreningar i: Sandhamra." in page
    assert "Paraply: be det skicka frågan vidare. 1 av dem som passar hör dit." in page
    assert "4 organisationer att fråga. Distriktsorganisation: 1." in page
    assert "Aldrig tillfrågad" in page


def test_the_same_in_english(client, omar, register):
    client.force_login(omar)

    page = text(client.get(f"/en/organisations/whom-to-ask/{ASKED}"))

    assert "District organisation." in page
    assert "Umbrella: ask it to pass the question on." in page
    assert "Public health" in page


def test_what_is_dissolved_dormant_or_merged_is_never_proposed(client, omar, register):
    merge_into(organisation=register["medlemmen"], into=register["lovkretsen"], by=BY)
    client.force_login(omar)

    found = names(text(client.get(WHOM + "?areas=public-health")))

    assert not {"Vilan", "Borta", "Medlemmen"} & set(found)
    assert "Lövkretsen" in found


def test_a_decision_against_the_rule_counts(client, omar, register):
    override_district(
        organisation=register["medlemmen"],
        is_district=True,
        note="Talar för länet.",
        day=TODAY,
        by=BY,
    )
    client.force_login(omar)

    assert names(text(client.get(WHOM + ASKED)))[:2] == ["Friskförbundet", "Medlemmen"]


def test_white_spots_are_named_and_the_spread_is_a_table(client, omar, register):
    client.force_login(omar)

    page = text(
        client.get(WHOM + "?areas=public-health&areas=sport&municipalities=9901"
                   "&municipalities=9902")
    )  # fmt: skip

    assert "Ingen i Tångsund arbetar med idrott." in page
    assert "Ingen i Sandhamra" not in page
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert re.findall(r">(\d+)<", table) == ["2", "1", "3", "1", "0", "1"]


def test_an_empty_answer_says_which_condition_to_let_go_of(client, omar, register):
    client.force_login(omar)

    page = text(client.get(WHOM + "?areas=sport&municipalities=9903"))

    assert "Ingen i registret passar" in page
    assert "Fråga i alla kommuner (1)" in page
    assert "Fråga inom alla områden (1)" in page
    loosened = re.search(r'href="(\?[^"]*)">Fråga i alla kommuner', page)
    again = client.get(WHOM + loosened[1].replace("&amp;", "&"))
    assert names(text(again)) == ["Idrotten"]


def test_a_question_about_nothing_is_answered_with_what_to_choose(
    client, omar, register
):
    client.force_login(omar)

    for query in ("?influence=dialogue", "?areas=xyzzy&influence=x"):
        answer = client.get(WHOM + query)
        assert answer.status_code == 200
    page = text(client.get(WHOM + "?influence=dialogue"))
    assert "Välj minst ett område eller en kommun." in page
    assert re.search(r'value="dialogue"[^>]*checked', page)


def test_marks_and_load_come_from_what_columns_have_written(client, omar, register):
    silent, busy = register["medlemmen"], register["angaren"]
    set_mark(
        organisation=silent,
        kind=SIGNATORY,
        key="strandland",
        first_day=TODAY - timedelta(days=800),
    )
    LoggedRequest.objects.create(
        organisation=busy, kind="progress", day=TODAY, minutes=10, mail_key="a"
    )
    client.force_login(omar)

    page = text(client.get(WHOM + ASKED))
    rows = dict(zip(names(page), page.split('<li class="org">')[1:], strict=True))

    assert "Tyst länge" in rows["Medlemmen"]
    assert (
        "rågad en gång" in rows["Ångaren i Sandhamra"]
        or "1 gång" in (rows["Ångaren i Sandhamra"])
    )
    assert "Aldrig tillfrågad" not in rows["Ångaren i Sandhamra"]


def test_what_has_a_day_to_come_is_not_heard_yet(client, omar, register):
    set_mark(
        organisation=register["medlemmen"],
        kind=SIGNATORY,
        key="strandland",
        first_day=TODAY + timedelta(days=30),
    )
    client.force_login(omar)

    page = text(client.get(WHOM + ASKED))
    rows = dict(zip(names(page), page.split('<li class="org">')[1:], strict=True))

    assert "Aldrig tillfrågad" in rows["Medlemmen"]


def test_the_yearly_question_about_the_facts_is_no_invitation(client, omar, register):
    LoggedRequest.objects.create(
        organisation=register["medlemmen"],
        kind="confirm",
        day=TODAY,
        minutes=5,
        mail_key="a",
    )
    client.force_login(omar)

    page = text(client.get(WHOM + ASKED))
    rows = dict(zip(names(page), page.split('<li class="org">')[1:], strict=True))

    assert "Aldrig tillfrågad" in rows["Medlemmen"]


def test_what_a_later_column_heard_takes_the_mark_away(client, omar, register):
    kept = list(ANSWERED.parts)
    heard = register["medlemmen"].pk
    ANSWERED.fill(lambda _keys: [Answered(heard, TODAY)], name="test.heard")
    client.force_login(omar)
    try:
        page = text(client.get(WHOM + ASKED))
    finally:
        ANSWERED.parts = kept

    rows = dict(zip(names(page), page.split('<li class="org">')[1:], strict=True))
    assert "Aldrig tillfrågad" not in rows["Medlemmen"]
    assert "Aldrig tillfrågad" in rows["Paraplyet"]


# --- saved ---------------------------------------------------------------------------


@pytest.fixture
def kept(client, omar, register):
    client.force_login(omar)
    answer = client.post(f"{WHOM}spara/{ASKED}", {"name": "Folkhälsan"}, follow=True)
    assert "Folkhälsan" in text(answer)
    return OrganisationList.objects.get()


def address(kept, rest=""):
    return f"/organisationer/listor/{kept.uuid}/{rest}"


def test_a_name_is_suggested_and_the_list_is_found_again(client, kept):
    form = text(client.get(f"{WHOM}spara/{ASKED}"))
    assert 'value="Folkhälsa: Sandhamra, Tångsund"' in form

    lists = text(client.get("/organisationer/listor/"))

    assert address(kept) in lists
    assert len(names(text(client.get(address(kept))))) == 4


def test_one_is_taken_out_with_a_reason_and_put_back(client, kept, register):
    one = register["medlemmen"]
    url = address(kept, f"ta-bort/{one.uuid}/")
    assert client.post(url, {"note": " "}).status_code == 422

    page = text(client.post(url, {"note": "Har lagt ner sin del."}, follow=True))

    assert "Medlemmen" not in names(page)
    assert "Har lagt ner sin del." in page
    again = text(client.post(address(kept, f"tillbaka/{one.uuid}/"), follow=True))
    assert "Medlemmen" in names(again)
    actions = AuditLine.objects.filter(about_uuid=kept.uuid).values_list(
        "action", flat=True
    )
    assert set(actions) == {
        "organisations.save_list",
        "organisations.take_out",
        "organisations.put_back",
    }


def test_one_is_added_by_hand_with_a_reason(client, kept, register):
    url = address(kept, "lagg-till/")
    page = text(
        client.post(url, {"name": "Idrotten", "note": "Når unga."}, follow=True)
    )
    assert names(page)[-1] == "Idrotten"
    assert "Tillagd för hand: Når unga." in page

    twice = client.post(url, {"name": "Idrotten", "note": "Når fler."})
    assert "Idrotten står redan på listan." in text(twice)
    gone = client.post(url, {"name": "Borta", "note": "Saknas."})
    assert "Borta är upplöst" in text(gone)
    nobody = client.post(url, {"name": "Xyzzy", "note": "Saknas."})
    assert nobody.status_code == 422
    assert 'value="Xyzzy"' in text(nobody)


def test_a_saved_list_says_what_a_fresh_proposal_would_change(client, kept, register):
    assert "Inget har ändrats" in text(client.get(address(kept, "andrat/")))
    change_organisation(organisation=register["medlemmen"], status="dissolved", by=BY)
    change_organisation(
        organisation=register["lovkretsen"], municipalities=["9902"], by=BY
    )

    page = text(client.get(address(kept, "andrat/")))
    new, gone = page[: page.index("Föreslås inte")], page[page.index("Föreslås inte") :]
    assert "Lövkretsen" in new and "Medlemmen" in gone
    after = text(client.post(address(kept, "andrat/"), follow=True))
    assert "Lövkretsen" in names(after)
    assert "Inget" not in text(client.get(address(kept, "andrat/")))


def test_whoever_was_taken_out_stays_out_of_a_fresh_proposal(client, kept, register):
    url = address(kept, f"ta-bort/{register['medlemmen'].uuid}/")
    client.post(url, {"note": "Vill inte."})

    assert "Inget har ändrats" in text(client.get(address(kept, "andrat/")))


def test_a_list_is_fetched_with_reasons_and_no_live_formula(client, kept, register):
    Organisation.objects.filter(slug="medlemmen").update(name="=1+1")

    for url in (address(kept, "fil/csv/"), f"{WHOM}fil/csv/{ASKED}"):
        data = client.get(url).content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(data)))
        assert len(rows) == 5
        assert not any(cell.startswith("=") for row in rows for cell in row)
        assert "Folkhälsa" in rows[1][3]
    book = client.get(address(kept, "fil/xlsx/"))
    assert book.content[:2] == b"PK"
    assert client.get(address(kept, "fil/pdf/")).status_code == 404


def test_a_list_belongs_to_those_who_may_choose_whom(client, kept, sara, eve):
    for person in (sara, eve):
        client.force_login(person)
        assert client.get(address(kept)).status_code == 403
        assert client.get(WHOM).status_code == 403
        assert "Vem ska vi fråga?" not in text(client.get("/organisationer/"))
    client.logout()
    assert client.get(address(kept)).status_code == 302


# --- many ----------------------------------------------------------------------------


def test_five_hundred_cost_no_more_and_stand_on_pages(client, omar, register):
    import_organisations(
        [
            {
                "name": f"Förening {number:03}",
                "areas": ["public-health"],
                "municipalities": ["9901", "9902"],
                "member_of": ["paraplyet"],
                "status": "active",
            }
            for number in range(500)
        ],
        by=BY,
        origin="made up",
    )
    client.force_login(omar)
    client.get(WHOM)  # what a process holds of the register is read once
    with CaptureQueriesContext(connection) as asked:
        page = text(client.get(WHOM + ASKED + "&page=3"))
    assert len(names(page)) == 25
    assert len(asked) <= 19
    client.post(f"{WHOM}spara/{ASKED}", {"name": "Alla"})
    kept = OrganisationList.objects.get()
    assert kept.rows.count() == 504
    with CaptureQueriesContext(connection) as asked:
        client.get(address(kept))
    assert len(asked) <= 19
