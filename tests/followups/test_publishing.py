"""Who reads a follow-up, how it is published, and what is said of where it is from."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from overens.common.audit import SYSTEM
from overens.followups.actions import begin_followup, publish_followup
from overens.followups.models import FollowUp
from overens.followups.queries import followup_document, shown_report
from overens.governance.models import Decision
from overens.plans.models import ActionPlan, Measure
from overens.surveys.actions import load_survey
from tests import make
from tests.surveys.made import small

pytestmark = pytest.mark.django_db


@pytest.fixture
def compact(strandland):
    return make.make_compact(strandland)


@pytest.fixture
def plan(compact):
    plan = ActionPlan.objects.create(
        space=compact.space, slug="plan-2025", title={"sv": "Plan", "en": "Plan"},
        year=2025, first_day=date(2025, 1, 1), last_day=date(2025, 12, 31),
    )  # fmt: skip
    for number in (1, 2, 3):
        Measure.objects.create(
            plan=plan,
            number=f"Å-0{number}",
            slug=f"a-0{number}",
            place=number,
            title={"sv": f"Åtgärd {number}", "en": f"Measure {number}"},
            due=date(2025, 12, 31),
        )
    return plan


def begun(compact, year=2025, language="sv"):
    followup = begin_followup(space=compact.space, year=year, by=SYSTEM)
    return shown_report(followup, language)


def test_a_draft_is_read_by_those_with_a_part_in_the_compact_only(
    client, petra, compact
):
    begun(compact)
    pages = ["/uppfoljning/strandland/2025/", "/oppna-data/"]

    assert client.get(pages[0]).status_code == 404
    assert "2025" not in client.get("/uppfoljning/").content.decode()
    client.force_login(petra)
    assert "Utkast" in client.get(pages[0]).content.decode()
    assert "Utkast" in client.get("/uppfoljning/").content.decode()


def test_the_secretariat_is_told_what_is_missing_and_names_the_decision(
    client, petra, plan, compact
):
    begun(compact)
    decision = Decision.objects.create(
        space=compact.space, slug="beslut", kind="note",
        title={"sv": "Uppföljningen antecknas", "en": "Noted"},
        body_name={"sv": "Styrelsen", "en": "The board"},
    )  # fmt: skip
    client.force_login(petra)
    address = "/uppfoljning/strandland/2025/publicera/"

    asked = client.get(address).content.decode()
    assert "Ingen har rapporterat om 3 åtgärder." in asked
    assert "Inledning saknas." in asked
    assert FollowUp.objects.get().status == "draft"

    done = client.post(address, {"approved_by": decision.pk})
    assert done.status_code == 302
    page = client.get(done["Location"]).content.decode()
    assert "Uppföljningen antecknas" in page
    # Twice is once: the figures stand, and the page says so.
    assert client.post(address).status_code in (409, 422)


def test_a_draft_begun_by_mistake_is_removed_and_a_published_one_is_not(
    client, petra, compact
):
    begun(compact)
    client.force_login(petra)
    address = "/uppfoljning/strandland/2025/ta-bort/"

    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    assert not FollowUp.objects.exists()

    begun(compact)
    publish_followup(followup=FollowUp.objects.get(), by=SYSTEM)
    client.post(address)
    assert FollowUp.objects.count() == 1


def test_what_is_made_of_sources_is_never_its_subjects_own_report(client, compact):
    compact.space.origin = "source"
    compact.space.save()
    load_survey(small(space="strandland", year=2025, origin="reconstructed"), by=SYSTEM)
    shown = begun(compact)
    publish_followup(followup=FollowUp.objects.get(), by=SYSTEM)
    document = followup_document(shown)

    assert shown.data["origin"] == "reconstructed"
    assert {part["key"]: part["origin"] for part in shown.data["sections"]} == {
        "survey-liten": "reconstructed",
    }
    assert "vilka som har undertecknat, och när" in shown.data["not_in_sources"]
    assert document.publisher == "Demonstration av Överens"
    assert document.subtitle.startswith("Gjord av den här demonstrationen.")
    assert document.date == timezone.localdate()
    assert document.origin_note.startswith("Demonstration: siffrorna här är återskapa")
    page = client.get("/uppfoljning/strandland/2025/").content.decode()
    assert "Publicerad" not in page and "Gjord av den här demonstrationen" in page
    listed = client.get("/uppfoljning/").content.decode()
    assert "vi ärligt" not in listed
