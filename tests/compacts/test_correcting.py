"""What was recorded wrongly is put right by the pages; what stood before is kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from overens.common.audit import SYSTEM
from overens.common.dates import PartialDate
from overens.common.models import AuditLine
from overens.compacts import actions
from overens.compacts.models import (
    CompactVersion,
    Drafting,
    Party,
    Principle,
    Signature,
    SteeringDocument,
)
from overens.compacts.rules import PartyInUse, SideOfAnotherKind
from tests import make
from tests.compacts.rows import TEXT, bring_in, current, make_signature

pytestmark = pytest.mark.django_db
HERE = "/overenskommelser/strandland/"


def text_of(response) -> str:
    return response.getvalue().decode()


@pytest.fixture
def compact(strandland):
    brought = bring_in(slug="strandland")
    actions.add_party(
        compact=brought.compact,
        key="civil",
        name={"sv": "Idéburen sektor"},
        side="civil",
        by=SYSTEM,
    )
    actions.put_in_force(
        version=brought.version, valid_from=PartialDate(2025, 5), by=SYSTEM
    )
    return brought.compact


@pytest.fixture
def as_petra(client, petra):
    client.force_login(petra)
    return client


def facts_of(signature: Signature, **changes) -> dict:
    return {
        "party": signature.party_id,
        "state": "signed",
        "day": str(signature.day),
        **changes,
    }


def test_a_mistyped_day_of_a_signature_is_corrected_and_the_old_one_kept(
    as_petra, compact
):
    signature = make_signature(compact, day="2025-01-24")

    page = as_petra.get(f"{HERE}undertecknare/")
    answer = as_petra.post(
        f"{HERE}undertecknare/{signature.uuid}/ratta/",
        facts_of(signature, day="24 september 2025", evidence="Förteckningen"),
    )

    signature.refresh_from_db()
    line = AuditLine.objects.get(action="compacts.correct_signature")
    assert answer.status_code == 302
    assert "Rätta" in text_of(page)
    assert (str(signature.day), signature.evidence) == ("2025-09-24", "Förteckningen")
    assert line.facts["before"]["day"] == "2025-01-24"
    assert signature.organisation.marks.get().first_day == date(2025, 9, 24)


def test_a_contacts_address_is_corrected_and_is_not_kept_in_the_audit(
    as_petra, compact
):
    signature = make_signature(compact, contact_email="fel@example.org")

    as_petra.post(
        f"{HERE}undertecknare/{signature.uuid}/ratta/",
        facts_of(signature, contact_email="ratt@example.org"),
    )

    signature.refresh_from_db()
    line = AuditLine.objects.get(action="compacts.correct_signature")
    assert signature.contact_email == "ratt@example.org"
    assert line.facts["changed"] == ["contact_email"]
    assert "fel@example.org" not in str(line.facts)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"day": "2999"}, "Dagen har inte kommit"),
        ({"contact_role": "070-123 45 67 Anna"}, "Ta bort telefonnumret"),
        ({"party": "region"}, "hör inte till den parten"),
    ],
)
def test_a_correction_that_cannot_be_is_said(as_petra, compact, changes, sentence):
    signature = make_signature(compact, day="2025")
    if "party" in changes:
        changes = {"party": Party.objects.get(side="public").pk}

    answer = as_petra.post(
        f"{HERE}undertecknare/{signature.uuid}/ratta/", facts_of(signature, **changes)
    )

    assert answer.status_code == 422
    assert sentence in text_of(answer)


def test_a_withdrawal_recorded_by_mistake_is_taken_back_with_a_reason(
    as_petra, compact
):
    signature = make_signature(compact, day="2025")
    actions.withdraw_signature(
        signature=signature, day=date(2025, 10, 1), why="Vi slutar.", by=SYSTEM
    )
    address = f"{HERE}undertecknare/{signature.uuid}/lamnat/ta-tillbaka/"

    without = as_petra.post(address, {"why": " "})
    as_petra.post(address, {"why": "Fel organisation."})

    signature.refresh_from_db()
    line = AuditLine.objects.get(action="compacts.undo_withdrawal")
    assert without.status_code == 422
    assert signature.is_standing
    assert signature.organisation.marks.get().last_day is None
    assert line.facts["before"]["withdrawn_why"] == "Vi slutar."
    assert line.facts["why"] == "Fel organisation."


def test_a_public_body_cannot_sign_on_civil_societys_side(compact):
    body = make.make_organisation("Regionen", kind="public")

    with pytest.raises(SideOfAnotherKind):
        make_signature(compact, organisation=body)


# --- the text ------------------------------------------------------------------------


def test_a_slip_in_the_text_is_put_right_and_the_signatures_stand(as_petra, compact):
    make_signature(compact, day="2025")
    principle = Principle.objects.get(key="dialog")

    answer = as_petra.post(
        f"{principle.follow_url()}ratta/",
        {
            "name_sv": "Dialog",
            "name_en": "Dialogue",
            "meaning_sv": "Vi talar med varann.",
            "meaning_en": "We talk.",
        },
    )

    principle.refresh_from_db()
    version = current(compact)
    line = AuditLine.objects.get(action="compacts.correct_sentence")
    assert answer.status_code == 302
    assert principle.meaning == {"sv": "Vi talar med varann.", "en": "We talk."}
    assert principle.name["en"] == "Dialogue"
    assert version.number == 1
    assert version.signatures.count() == 1
    assert line.facts["before"]["meaning"] == {"sv": "Vi talar med varandra."}
    assert "Skrivfel i texten har rättats, senast" in text_of(as_petra.get(HERE))
    versions = text_of(as_petra.get(f"{HERE}versioner/"))
    assert "<del>Vi talar med varandra.</del>" in versions


def test_a_translation_that_is_added_is_no_correction(as_petra, compact):
    principle = Principle.objects.get(key="dialog")

    as_petra.post(
        f"{principle.follow_url()}ratta/",
        {
            "name_sv": "Dialog",
            "name_en": "Dialogue",
            "meaning_sv": "Vi talar med varandra.",
        },
    )

    assert current(compact).corrections == []
    assert "Skrivfel i texten" not in text_of(as_petra.get(HERE))


def test_a_text_is_not_emptied_as_a_slip(as_petra, compact):
    principle = Principle.objects.get(key="dialog")

    answer = as_petra.post(
        f"{principle.follow_url()}ratta/", {"name_sv": "Dialog", "meaning_sv": ""}
    )

    assert answer.status_code == 422
    assert "tas inte bort utan en ny version" in text_of(answer)


# --- drafts --------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["petra", "omar", "sara"])
def test_a_draft_is_read_by_the_spaces_people(client, strandland, request, who):
    bring_in(slug="strandland")
    client.force_login(request.getfixturevalue(who))

    assert "Det här är ett utkast" in text_of(client.get(HERE))
    assert "strandland/" in text_of(client.get("/overenskommelser/"))


@pytest.mark.parametrize("who", ["", "vera", "eve", "ada"])
def test_a_draft_is_not_there_for_others(client, strandland, request, who):
    brought = bring_in(slug="strandland")
    if who:
        client.force_login(request.getfixturevalue(who))
    sentence = brought.version.principles.first()

    for address in (
        HERE,
        f"{HERE}versioner/",
        f"{HERE}undertecknare/",
        f"{HERE}undertecknare.csv",
        sentence.follow_url(),
    ):
        assert client.get(address).status_code == 404, address
    listed = text_of(client.get("/overenskommelser/"))
    assert f'<h2><a class="ds-link" href="{HERE}"' not in listed
    for key in ("compacts", "versions", "sentences", "parties"):
        rows = text_of(client.get(f"/oppna-data/{key}.csv?compact=strandland"))
        assert len(rows.strip().splitlines()) == 1, key
    if who == "vera":
        assert "Har inte undertecknat" not in text_of(client.get("/min-sida/"))


def test_a_version_that_has_been_in_force_stays_public_beside_a_draft(client, compact):
    bring_in(TEXT.replace("samverka", "talas vid"), slug="strandland")

    assert "Att samverka." in text_of(client.get(HERE))
    assert client.get(f"{HERE}?version=2").status_code == 404
    assert "Version 2" not in text_of(client.get(f"{HERE}versioner/"))
    rows = text_of(client.get("/oppna-data/versions.csv?compact=strandland"))
    assert "talas vid" not in text_of(
        client.get("/oppna-data/sentences.csv?compact=strandland")
    )
    assert len(rows.strip().splitlines()) == 2


def test_a_version_is_not_put_in_force_before_its_day(as_petra, compact):
    bring_in(TEXT.replace("samverka", "talas vid"), slug="strandland")
    to_come = timezone.localdate() + timedelta(days=2)

    answer = as_petra.post(
        f"{HERE}versioner/2/i-kraft/", {"valid_from": to_come.isoformat()}
    )

    assert answer.status_code == 422
    assert "Dagen har inte kommit än." in text_of(answer)
    assert current(compact).number == 1


def test_the_days_of_two_versions_are_not_turned_round(as_petra, compact):
    bring_in(TEXT.replace("samverka", "talas vid"), slug="strandland")

    early = as_petra.post(f"{HERE}versioner/2/i-kraft/", {"valid_from": "2024-01-01"})
    as_petra.post(f"{HERE}versioner/2/i-kraft/", {"valid_from": "2026-01-01"})
    back = as_petra.post(f"{HERE}versioner/1/i-kraft/", {"valid_from": "2025-05-01"})

    assert early.status_code == 422
    assert "har gällt sedan 2025-05" in text_of(early)
    assert back.status_code == 422
    assert "har gällt och upphört" in text_of(back)
    assert current(compact).number == 2


def test_a_version_put_in_force_by_mistake_is_a_draft_again(as_petra, compact):
    bring_in(TEXT.replace("samverka", "talas vid"), slug="strandland")
    as_petra.post(f"{HERE}versioner/2/i-kraft/", {"valid_from": "2026-01-01"})

    as_petra.post(
        f"{HERE}versioner/2/i-kraft/ta-tillbaka/", {"why": "Beslutet är inte taget."}
    )

    first, second = CompactVersion.objects.order_by("number")
    assert (first.is_current, str(first.valid_to)) == (True, "")
    assert (second.is_current, second.is_draft) == (False, True)


# --- what else is said, and taken away -----------------------------------------------


def test_petra_says_where_the_compact_holds_and_who_hosts_its_secretariat(
    as_petra, compact
):
    make.make_organisation("Regionen", kind="public")
    as_petra.post(
        f"{HERE}andra/",
        {
            "name_sv": "Överenskommelsen",
            "status": "in force",
            "level": "local",
            "area_name_sv": "Strandland",
            "secretariat": "regionen",
            "source_note_sv": "Protokollet.",
        },
    )

    compact.refresh_from_db()
    assert (compact.level, str(compact.area_name)) == ("local", "Strandland")
    assert compact.secretariat.name == "Regionen"
    assert compact.principle_years is None


def test_petra_lists_a_hole_and_takes_it_off_when_it_is_filled(as_petra, compact):
    as_petra.post(f"{HERE}luckor/ny/", {"text_sv": "Vem som skrev", "note_sv": "Fråga"})
    listed = text_of(as_petra.get(HERE))
    as_petra.post(
        f"{HERE}luckor/1/andra/", {"text_sv": "Vem som skrev", "is_filled": "on"}
    )

    compact.refresh_from_db()
    assert "Vem som skrev" in listed
    assert compact.holes == []
    assert as_petra.get(f"{HERE}luckor/1/andra/").status_code == 404


def test_petra_changes_a_version_and_its_days_hold(as_petra, compact):
    fields = {"title_sv": "Vår version", "beginning": "launched", "valid_to": "2024"}
    wrong = as_petra.post(f"{HERE}versioner/1/andra/", fields)
    as_petra.post(
        f"{HERE}versioner/1/andra/",
        fields | {"valid_to": "", "source_note_sv": "Kartläggningen."},
    )

    assert wrong.status_code == 422
    page = text_of(as_petra.get(HERE))
    assert "lanserad" in page
    assert "Kartläggningen." in text_of(as_petra.get(f"{HERE}versioner/"))


def test_a_side_that_nothing_stands_on_is_taken_away_and_no_other(as_petra, compact):
    public = Party.objects.get(side="public")
    with pytest.raises(PartyInUse):
        actions.remove_party(party=public, why="Fel.", by=SYSTEM)

    as_petra.post(f"{HERE}parter/civil/ta-bort/", {"why": "Stod två gånger."})

    assert list(Party.objects.all()) == [public]
    line = AuditLine.objects.get(action="compacts.remove_party")
    assert line.facts["why"] == "Stod två gånger."


def test_a_drafter_and_a_document_recorded_by_mistake_are_taken_away(as_petra, compact):
    drafting = actions.record_drafting(
        version=current(compact), organisation=make.make_organisation(), by=SYSTEM
    )
    document = actions.add_steering_document(compact=compact, name="RUS", by=SYSTEM)

    as_petra.post(
        f"{HERE}styrdokument/{document.uuid}/andra/",
        {"name_sv": "Strategin", "period": "2024"},
    )
    document.refresh_from_db()
    as_petra.post(f"{HERE}styrdokument/{document.uuid}/ta-bort/", {"why": "Upphävd."})
    as_petra.post(f"{HERE}framtagande/{drafting.uuid}/ta-bort/", {"why": "Fel."})

    assert (str(document.name), document.period) == ("Strategin", "2024")
    assert not SteeringDocument.objects.exists()
    assert not Drafting.objects.exists()
