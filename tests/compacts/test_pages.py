"""The compact as everyone reads it, and what the secretariat records by hand."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest

from overens.common.audit import SYSTEM
from overens.common.dates import PartialDate
from overens.common.models import AuditLine
from overens.compacts import actions
from overens.compacts.models import (
    Compact,
    Drafting,
    Party,
    Signature,
    SteeringDocument,
)
from overens.governance import actions as governing
from tests import make
from tests.compacts.rows import ENGLISH, bring_in, current, make_signature, sheet
from tests.governance.rows import make_decision

pytestmark = pytest.mark.django_db
HERE = "/overenskommelser/strandland/"
MOST_QUERIES = 12


def words(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(text.replace("&#x27;", "'").replace("&quot;", '"').split())


@pytest.fixture
def compact(strandland):
    """A compact with its text in both languages, a side for civil society."""
    bring_in(slug="strandland")
    brought = bring_in(ENGLISH, slug="strandland", language="en")
    actions.add_party(
        compact=brought.compact,
        key="civil",
        name={"sv": "Idéburen sektor", "en": "Civil society"},
        side="civil",
        by=SYSTEM,
    )
    actions.put_in_force(
        version=brought.version, valid_from=PartialDate(2025, 5), by=SYSTEM
    )
    return Compact.objects.select_related("space").get()


@pytest.fixture
def as_petra(client, petra):
    client.force_login(petra)
    return client


# --- reading -------------------------------------------------------------------------


def test_the_page_stays_within_the_queries_with_500_signatories(
    client, compact, django_assert_max_num_queries
):
    rows = [f"Föreningen nummer {n};2025-09-24" for n in range(500)]
    actions.import_signatories(version=current(compact), cells=sheet(*rows), by=SYSTEM)
    decision = make_decision(compact.space)
    actions.put_in_force(version=current(compact), adopted_by=decision, by=SYSTEM)

    with django_assert_max_num_queries(MOST_QUERIES):
        page = words(client, HERE)
    with django_assert_max_num_queries(MOST_QUERIES):
        words(client, f"{HERE}undertecknare/")
    with django_assert_max_num_queries(MOST_QUERIES):
        words(client, "/overenskommelser/")
    with django_assert_max_num_queries(MOST_QUERIES):
        words(client, f"{HERE}versioner/")

    assert "500 organisationer har skrivit under den här versionen." in page


def test_the_page_says_what_has_been_agreed_in_both_languages(client, compact):
    swedish, english = words(client, HERE), words(client, "/en/compacts/strandland/")

    for word in ("Dialog", "Vi talar med varandra.", "Vi säger till tidigt.", "röst"):
        assert word in swedish
    for word in ("Dialogue", "We talk to each other.", "We say so early.", "voice"):
        assert word in english
    english_page = client.get("/en/compacts/strandland/").content.decode()
    assert '<span lang="sv">' not in english_page


def test_what_a_source_does_not_say_is_drawn_as_holes(client, db):
    space = make.make_space("hok", origin="source")
    brought = bring_in("# HÖK\n\n## Syfte\n\nAtt samverka.\n", slug="hok")
    actions.put_in_force(version=brought.version, by=SYSTEM)
    assert space.compact

    page = words(client, "/overenskommelser/hok/")

    assert page.count("Framgår inte av källan") >= 4


def test_a_mistyped_day_gives_no_file_as_of_another(client, compact):
    answer = client.get(f"{HERE}undertecknare.csv?version=1&date=2026-13-40")

    assert answer.status_code == 422
    assert answer.content.decode() == "Skriv ett datum, till exempel 2026-12-15."


def test_an_unknown_compact_version_or_sentence_is_not_found(client, compact):
    for address in (
        "/overenskommelser/finns-inte/",
        f"{HERE}?version=9",
        f"{HERE}?version=x",
        f"{HERE}folj/00000000-0000-4000-8000-000000000000/",
        "/overenskommelser/finns-inte/undertecknare/",
    ):
        words(client, address, 404)


def test_the_list_of_any_day_is_as_it_was_that_day(client, compact):
    make_signature(compact, "Tidig", day="2025-01-15")
    late = make_signature(compact, "Sen", day="2025-10-01")
    make_signature(compact, "Okänd dag")
    actions.withdraw_signature(
        signature=late, day=date(2025, 12, 1), why="Vi slutar.", by=SYSTEM
    )

    def on(day: str) -> set[str]:
        text = client.get(f"{HERE}undertecknare.csv?date={day}").content.decode()
        rows = csv.reader(io.StringIO(text.lstrip("\ufeff")))
        return {row[0] for row in list(rows)[1:]}

    assert on("2025-01-14") == set()
    assert on("2025-01-15") == {"Tidig"}
    assert on("2025-11-30") == {"Tidig", "Sen"}
    assert "2 har skrivit under" in words(
        client, f"{HERE}undertecknare/?date=2025-11-30"
    )
    assert "1 har skrivit under" in words(
        client, f"{HERE}undertecknare/?date=2025-12-01"
    )
    page = words(client, f"{HERE}undertecknare/")
    assert "Vi slutar." in page
    assert "Okänd dag" in page


def test_a_day_that_is_none_is_said_on_the_list(client, compact):
    make_signature(compact, "A", day="2025")

    assert "Skriv ett datum" in words(client, f"{HERE}undertecknare/?date=x", 422)


def test_a_contacts_address_is_never_shown_to_the_public(client, compact):
    make_signature(compact, "A", day="2025", contact_email="ordf@example.org")

    for address in (HERE, f"{HERE}undertecknare/", f"{HERE}undertecknare.csv"):
        assert "ordf@example.org" not in client.get(address).content.decode()


def test_a_formula_in_a_name_is_no_formula_in_the_file(client, compact):
    organisation = make.make_organisation("=HYPERLINK(1)", slug="formel")
    make_signature(compact, organisation=organisation, day="2025")

    text = client.get(f"{HERE}undertecknare.csv").content.decode()

    assert not re.search(r'(^|;)"?=', text, re.M)


def test_a_sentence_is_followed_from_assignment_to_decision_holes_as_holes(
    client, compact, django_assert_max_num_queries
):
    decision = make_decision(compact.space, "Åtgärder", day="2017-02-14")
    governing.record_memorandum(decision=decision, title="Skrivelsen", by=SYSTEM)
    assignment = governing.record_assignment(
        decision=decision, text="Återkom med förslag", by=SYSTEM
    )
    principle = current(compact).principles.get(key="dialog")
    lone = current(compact).principles.get(key="kvalitet")
    actions.trace_sentence(
        sentence=principle, assignment=assignment, note="Ur slutrapporten.", by=SYSTEM
    )

    with django_assert_max_num_queries(MOST_QUERIES):
        page = words(client, principle.follow_url())
    hole = words(client, lone.follow_url())
    decided = words(client, decision.get_absolute_url())

    for word in ("Återkom med förslag", "Skrivelsen", "Åtgärder", "Ur slutrapporten."):
        assert word in page
    assert hole.count("Inte angivet") >= 3
    assert "Princip: Dialog" in decided


# --- recording -----------------------------------------------------------------------


def test_petra_says_what_the_compact_is_about(as_petra, compact):
    fields = {
        "name_sv": "Överenskommelsen",
        "name_en": "The compact",
        "status": "in force",
        "began": "2019",
        "lead_sv": "Vi är överens.",
        "in_short_sv": "En\nTvå",
        "principle_years": "5",
        "commitment_years": "3",
        "measure_years": "1",
    }
    response = as_petra.post(f"{HERE}andra/", fields)

    assert response.status_code == 302
    page = words(as_petra, HERE)
    assert "Vi är överens." in page
    assert AuditLine.objects.filter(action="compacts.change_compact").count() == 1


def test_petra_adds_and_changes_a_side_and_a_steering_document(as_petra, compact):
    as_petra.post(f"{HERE}parter/ny/", {"name_sv": "Länsstyrelsen", "side": "public"})
    twice = as_petra.post(
        f"{HERE}parter/ny/", {"name_sv": "länsstyrelsen", "side": "public"}
    )
    party = Party.objects.get(key="lansstyrelsen")
    as_petra.post(
        f"{HERE}parter/{party.key}/andra/",
        {"name_sv": "Länsstyrelsen", "side": "public", "motive_sv": "För länet."},
    )
    as_petra.post(
        f"{HERE}styrdokument/nytt/", {"name_sv": "RUS", "period": "2024–2030"}
    )

    assert twice.status_code == 422
    assert "Det finns redan en part" in twice.content.decode()
    assert SteeringDocument.objects.get().period == "2024–2030"
    assert "För länet." in words(as_petra, f"{HERE}parter/")
    assert "För länet." in words(as_petra, HERE)


def test_petra_records_a_signature_and_that_it_was_withdrawn(as_petra, compact):
    make.make_organisation("Strandlands Brukarråd")
    fields = {
        "organisation": "strandlands brukarråd",
        "version": current(compact).pk,
        "party": Party.objects.get(key="civil").pk,
        "state": "signed",
        "day": "2025-09-24",
    }
    as_petra.post(f"{HERE}undertecknare/ny/", fields)
    twice = as_petra.post(f"{HERE}undertecknare/ny/", fields)
    signature = Signature.objects.get()
    early = as_petra.post(
        f"{HERE}undertecknare/{signature.uuid}/lamnat/",
        {"day": "2025-09-23", "why": "Så."},
    )
    as_petra.post(
        f"{HERE}undertecknare/{signature.uuid}/lamnat/",
        {"day": "2025-10-01", "why": "Andra tider."},
    )

    signature.refresh_from_db()
    assert "har redan undertecknat" in twice.content.decode()
    assert early.status_code == 422
    assert signature.withdrawn_day == date(2025, 10, 1)
    mark = signature.organisation.marks.get()
    assert mark.last_day == date(2025, 10, 1)


@pytest.mark.parametrize("name", ["Okänd", "  ", "=cmd"])
def test_an_organisation_that_nobody_is_called_is_said(as_petra, compact, name):
    response = as_petra.post(
        f"{HERE}framtagande/ny/",
        {"organisation": name, "version": current(compact).pk},
    )

    assert response.status_code == 422
    assert not Drafting.objects.exists()


def test_petra_records_who_drafted_and_that_is_no_signature(as_petra, compact):
    make.make_organisation("Strandlands Brukarråd")
    as_petra.post(
        f"{HERE}framtagande/ny/",
        {"organisation": "Strandlands Brukarråd", "version": current(compact).pk},
    )

    page = words(as_petra, HERE)
    assert Drafting.objects.count() == 1
    assert "Strandlands Brukarråd" in page
    assert not Signature.objects.exists()


def test_petra_records_where_a_sentence_came_from(as_petra, compact):
    decision = make_decision(compact.space)
    principle = current(compact).principles.first()
    as_petra.post(
        f"{principle.follow_url()}ursprung/",
        {"decision": decision.pk, "note_sv": "Ur mötet."},
    )

    principle.refresh_from_db()
    assert principle.arises_from == decision
    assert "Ur mötet." in words(as_petra, principle.follow_url())
