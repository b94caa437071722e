"""Rights to speak that were given by mistake, or refused."""

from __future__ import annotations

import re

from django.utils import timezone

from overens.accounts.models import Person
from overens.common.models import AuditLine
from tests import make


def test_a_right_given_by_mistake_is_over_at_once(client, petra, eve):
    organisation = make.make_organisation("Brukarrådet")
    today = timezone.localdate()
    held = make.make_authority(eve, organisation, first_day=today)
    client.force_login(petra)
    address = f"/organisationer/brukarradet/foretradare/{held.uuid}/avsluta/"
    proposed = client.get(address).context["form"]["last_day"].value()

    assert client.post(address, {"last_day": proposed}).status_code == 302
    held.refresh_from_db()
    assert not held.holds_on(today)


def test_a_refused_right_leaves_no_account_behind(client, petra):
    make.make_organisation("Brukarrådet")
    client.force_login(petra)
    given = {
        "email": "ny@example.org",
        "name": "Ny",
        "evidence": "Protokoll",
        "first_day": "2026-03-12",
        "last_day": "2026-03-11",
    }

    answer = client.post("/organisationer/brukarradet/foretradare/ny/", given)

    assert answer.status_code == 422
    assert not Person.objects.filter(email="ny@example.org").exists()
    assert not AuditLine.objects.exists()


def test_each_committee_of_nils_leads_to_its_own_place_on_the_page(client, nils):
    body = make.make_organisation("Region Strandland", kind="public")
    for name in ("Kulturnämnden", "Hälsonämnden"):
        unit = make.make_unit(name, body=body)
        make.make_authority(nils, body, unit=unit)
    client.force_login(nils)

    page = client.get("/min-sida/").content.decode()

    links = set(re.findall(r'href="(/organisationer/region-strandland/#[^"]*)"', page))
    assert len(links) == 2
    shown = client.get(body.get_absolute_url()).content.decode()
    assert all(f'id="{link.partition("#")[2]}"' in shown for link in links)
