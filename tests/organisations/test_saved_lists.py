"""A saved list is given another name, counted and taken away: by clicking."""

from __future__ import annotations

import re

import pytest

from overens.common.audit import operator
from overens.common.models import AuditLine
from overens.organisations.actions import (
    ListLine,
    add_to_list,
    put_back,
    remove_list,
    rename_list,
    save_list,
    take_out,
)
from overens.organisations.models import Organisation, OrganisationList
from overens.organisations.rules.choosing import ListTakenAway
from tests import make

BY = operator()
LISTS = "/organisationer/listor/"


@pytest.fixture
def kept(strandland):
    rows = [make.make_organisation(name) for name in ("Röda tråden", "Östra IF")]
    return save_list(
        space=strandland,
        name="Folkhälsan",
        organisations=[ListLine(row) for row in rows],
        question={"ask": {"areas": ["culture"], "municipalities": []}},
        by=BY,
    )


def text(answer):
    return " ".join(answer.content.decode().replace("\xad", "").split())


def said(kept):
    lines = AuditLine.objects.filter(about_uuid=kept.uuid).order_by("id")
    return [line.action.removeprefix("organisations.") for line in lines]


def test_a_list_is_renamed_from_its_page(client, petra, kept):
    client.force_login(petra)
    url = re.search(
        r'href="([^"]+)">Byt namn eller ta bort',
        text(client.get(f"{LISTS}{kept.uuid}/")),
    )[1]
    assert 'value="Folkhälsan"' in text(client.get(url))
    assert client.post(url, {"name": "  "}).status_code == 422

    page = text(client.post(url, {"name": "Till  årets forum"}, follow=True))

    assert "<h1" in page and "Till årets forum" in page
    line = AuditLine.objects.get(action="organisations.rename_list")
    assert (line.facts["before"], line.facts["after"]) == (
        "Folkhälsan",
        "Till årets forum",
    )
    rename_list(kept=kept, name="Till årets forum", by=BY)
    assert said(kept).count("rename_list") == 1


def test_two_who_rename_a_list_at_once_are_told(client, petra, kept):
    client.force_login(petra)
    url = f"{LISTS}{kept.uuid}/andra/"
    opened = re.search(r'name="opened_with" value="([^"]+)"', text(client.get(url)))[1]
    rename_list(kept=kept, name="Till forumet", by=BY)

    answer = client.post(url, {"name": "Min lista", "opened_with": opened})

    assert answer.status_code == 409
    assert "Till forumet" in text(answer)


def test_a_list_is_taken_away_and_the_log_keeps_what_it_was(client, petra, kept):
    client.force_login(petra)
    page = text(client.get(f"{LISTS}{kept.uuid}/andra/"))
    assert "hämta den som fil först" in page
    url = re.search(r'action="([^"]+/ta-bort/)"', page)[1]

    answer = client.post(url, follow=True)

    assert "Listan ”Folkhälsan” är borttagen." in text(answer)
    assert client.get(f"{LISTS}{kept.uuid}/").status_code == 404
    assert not OrganisationList.objects.exists()
    assert Organisation.objects.count() == 2
    line = AuditLine.objects.get(action="organisations.remove_list")
    assert line.facts["name"] == "Folkhälsan"
    assert line.facts["organisations"] == 2
    assert line.facts["question"]["ask"]["areas"] == ["culture"]


def test_whoever_changes_a_list_that_was_taken_away_is_told_so(kept):
    row = kept.rows.first()
    remove_list(kept=OrganisationList.objects.get(), by=BY)

    for change in (
        lambda: rename_list(kept=kept, name="X", by=BY),
        lambda: take_out(row=row, reason="Vill inte.", by=BY),
        lambda: remove_list(kept=kept, by=BY),
        lambda: add_to_list(
            kept=kept, organisation=row.organisation, reason="Ja.", by=BY
        ),
    ):
        with pytest.raises(ListTakenAway):
            change()


def test_the_lists_count_those_who_stand_on_them(client, petra, kept):
    take_out(row=kept.rows.first(), reason="Vill inte.", by=BY)
    client.force_login(petra)

    page = text(client.get(LISTS))

    assert "1 organisation ·" in page
    assert "1 organisation att fråga" in text(client.get(f"{LISTS}{kept.uuid}/"))


def test_one_put_back_twice_is_put_back_once(kept):
    row = kept.rows.first()
    take_out(row=row, reason="Vill inte.", by=BY)

    for _again in range(2):
        put_back(row=row, by=BY)

    assert said(kept).count("put_back") == 1
