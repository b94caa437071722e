"""Who has signed again, and who is told."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from overens.common.audit import SYSTEM
from overens.common.dates import PartialDate
from overens.common.models import AuditLine
from overens.compacts import actions
from overens.compacts.models import (
    Compact,
    CompactVersion,
    ConsentRequest,
    Signature,
)
from tests.compacts.rows import ENGLISH, TEXT, bring_in, make_signature

pytestmark = pytest.mark.django_db
HERE = "/overenskommelser/strandland/"
MOST_QUERIES = 12


@pytest.fixture
def as_petra(client, petra):
    client.force_login(petra)
    return client


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


def words(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(text.replace("&#x27;", "'").replace("&quot;", '"').split())


@pytest.fixture
def renewed(compact):
    """Three signed the first version; the second came into force; one signed again."""
    for name in ("Ene", "Andre", "Tredje"):
        make_signature(compact, name, day="2024-05-01")
    brought = bring_in(TEXT.replace("samverka", "talas vid"), slug="strandland")
    actions.put_in_force(
        version=brought.version, valid_from=PartialDate(2025, 11, 12), by=SYSTEM
    )
    first = Signature.objects.get(organisation__name="Ene")
    make_signature(
        compact,
        organisation=first.organisation,
        version=brought.version,
        day="2025-11-12",
    )
    return brought.version


def test_those_who_have_not_signed_again_are_told_apart(as_petra, renewed):
    page = words(as_petra, f"{HERE}undertecknare/igen/")
    as_petra.post(
        f"{HERE}undertecknare/igen/andre/",
        {"asked_day": "2025-11-17", "why_sv": "Väntar på årsmötet."},
    )
    as_petra.post(f"{HERE}undertecknare/igen/tredje/", {"is_closed": "on"})
    after = words(as_petra, f"{HERE}undertecknare/igen/")

    assert "Har inte undertecknat igen: 2" in page
    assert "Har undertecknat igen: 1" in page
    assert "Väntar på årsmötet." in after
    assert "Tillfrågas inte längre: 1" in after
    assert ConsentRequest.objects.count() == 2


def test_a_mark_ends_for_those_who_have_not_signed_the_version_in_force(renewed):
    ends = {
        signature.organisation.name: signature.organisation.marks.get().last_day
        for signature in Signature.objects.select_related("organisation")
    }

    assert ends == {
        "Ene": None,
        "Andre": date(2025, 11, 12),
        "Tredje": date(2025, 11, 12),
    }


def test_the_register_shows_how_an_organisation_stands(client, renewed):
    assert "inte den som gäller" in words(client, "/organisationer/andre/")
    assert "Undertecknade version 2" in words(client, "/organisationer/ene/")


def test_a_version_that_no_longer_holds_is_not_tagged_as_in_force(client, renewed):
    old = words(client, "/overenskommelser/strandland/?version=1")
    new = words(client, "/overenskommelser/strandland/")

    assert "Gällde till" in old and "Läs den version som gäller" in old
    assert "Gällde till" not in new and "Läs den version som gäller" not in new


def test_a_version_for_later_is_tagged_as_not_in_force_yet(as_petra, renewed):
    CompactVersion.objects.filter(pk=renewed.pk).update(valid_from=PartialDate(2999))

    shown = words(as_petra, "/overenskommelser/strandland/")

    assert "Gäller inte än" in shown


def test_vera_sees_whether_her_association_has_signed(client, vera, renewed):
    client.force_login(vera)
    organisation = vera.authorities.get().organisation
    not_asked = words(client, "/min-sida/")
    ConsentRequest.objects.create(version=renewed, organisation=organisation)
    before = words(client, "/min-sida/")
    make_signature(
        renewed.compact,
        organisation=organisation,
        version=renewed,
        day="2025-12-01",
    )

    assert "Har vi undertecknat?" not in not_asked
    assert "Har inte undertecknat" in before
    assert "Undertecknade version 2, 1 december 2025" in words(client, "/min-sida/")


def test_a_draft_is_nothing_that_vera_has_not_signed(client, vera, renewed):
    organisation = vera.authorities.get().organisation
    ConsentRequest.objects.create(version=renewed, organisation=organisation)
    Compact.objects.update(status="drafting")
    client.force_login(vera)

    assert "Har inte undertecknat" not in words(client, "/min-sida/")


def test_her_own_extract_has_the_signatures_she_is_the_contact_of(
    client, vera, compact
):
    make_signature(compact, "A", day="2025", contact_email=vera.email)
    client.force_login(vera)

    data = client.get("/min-sida/uppgifter/")
    text = data.content.decode() if data.status_code == 200 else ""
    if not text:
        text = client.get("/min-sida/data/").content.decode()

    assert '"signature_contacts"' in text


def test_petra_is_told_what_waits_about_signatures(petra, renewed):
    from overens.common.to_do import TO_DO

    long_ago = timezone.localdate() - timedelta(days=90)
    make_signature(
        renewed.compact,
        "Fjärde",
        version=renewed,
        state="declared",
        day=long_ago.isoformat(),
    )

    titles = [
        row.title for row in TO_DO(petra, renewed.compact.space, timezone.localdate())
    ]

    assert "1 organisation har anmält att den vill underteckna" in titles
    assert "2 organisationer har inte undertecknat den nya versionen" in titles


def test_every_recorded_thing_is_one_audit_line(compact):
    before = AuditLine.objects.count()
    make_signature(compact, "A", day="2025")

    assert AuditLine.objects.count() == before + 1
    assert CompactVersion.objects.filter(is_current=True).count() == 1
