"""What an organisation hides is on no page, in no list, file or answer of any route.

Every route of the product (``tests.who_may_what``) and every form of every data set is
asked as those who may not see it; words that stand nowhere else tell a leak.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation
from docx import Document as open_word
from python_calamine import CalamineWorkbook

from overens.common.audit import operator
from overens.opendata.management.commands import export_register
from overens.opendata.queries import Asked, forms_of, sets_of
from overens.organisations.actions import (
    add_contact_role,
    change_organisation,
    set_visibility,
)
from overens.organisations.models import Organisation
from overens.organisations.rules.visibility import NARROWABLE, PARTIES, WITHIN
from tests.test_who_may_what import LISTED, address_of, built

BY = operator()
# The mark has the database made; the rows come from ``sides``.
pytestmark = pytest.mark.django_db
# Two steps: hidden from the public, and from all but its own and the secretariat.
HIDDEN = {PARTIES: "partsord", WITHIN: "innerstord"}
# Who may not see what.
READERS = {
    "anonymous": (PARTIES, WITHIN),
    "eve": (PARTIES, WITHIN),
    "omar": (WITHIN,),
}


def tell(organisation: Organisation, word: str) -> None:
    """Let everything that can be hidden of an organisation hold a word."""
    change_organisation(
        organisation=organisation,
        about={"sv": f"{word}gardin", "en": f"{word}curtain"},
        access_needs={"sv": f"{word}hiss", "en": f"{word}lift"},
        target_groups=["patients"],
        languages=["tsp"],
        members_band="500-1999",
        website=f"https://example.org/{word}",
        annual_meeting_month=11,
        by=BY,
    )
    add_contact_role(
        organisation=organisation,
        role={"sv": f"{word}roll", "en": f"{word}role"},
        email=f"{word}@example.org",
        by=BY,
    )


@pytest.fixture(scope="module")
def sides(django_db_setup, django_db_blocker):
    """Give both sides; on the own, one organisation for each step has hidden all.

    Built once, in a transaction that is never committed.
    """
    with (
        django_db_blocker.unblock(),
        translation.override("sv"),
        transaction.atomic(),
    ):
        yield hiding()
        transaction.set_rollback(True)


def hiding():
    """Return the two sides, made in the database."""
    made = built()
    own = made["own"]
    umbrella = own.relation.upper
    for step, organisation in ((PARTIES, own.organisation), (WITHIN, umbrella)):
        tell(organisation, HIDDEN[step])
        set_visibility(
            organisation=organisation,
            visibility=dict.fromkeys(NARROWABLE, step),
            day=date(2026, 11, 29),
            by_side="own",
            by=BY,
        )
        organisation.refresh_from_db()
    own.umbrella = umbrella
    return made


def to_text(document) -> str:
    """Return the words of a Word file, in paragraphs and tables."""
    return "".join(document.element.body.itertext())


def text_in(data: bytes) -> str:
    """Return what an answer or a file holds, a workbook's cells and Word's too."""
    if data[:2] != b"PK":
        return data.decode("utf-8", "replace")
    if b"word/document.xml" in data:
        return to_text(open_word(io.BytesIO(data)))
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    rows = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    return str(list(rows))


def addresses(side) -> Iterator[str]:
    """Yield every address that shows something, the routes' in both languages."""
    for language in ("sv", "en"):
        for name, route in LISTED.items():
            yield address_of(name, route, side, language)
    compact = f"?compact={side.space.slug}"
    found = reverse("organisations:organisations") + compact
    for word, said in product(HIDDEN.values(), ("gardin", "curtain", "roll")):
        yield f"{found}&q={word}{said}"
    for view in ("map", "table"):
        yield f"{found}&view={view}"
    for ending in ("csv", "xlsx", "json"):
        yield reverse("organisations:as_file", args=[ending]) + compact
    for ending in ("csv", "ddi", "html"):
        yield reverse("surveys:results_file", args=[side.survey.slug, ending])
    for name in ("organisation", "suggest", "structure"):
        yield reverse(f"organisations:{name}", args=[side.umbrella.slug])
    for ending in ("csv", "xlsx"):
        yield reverse("organisations:list_file", args=[side.list.uuid, ending])
    for each in sets_of(Asked(side.space, date(2026, 11, 29))):
        yield reverse("opendata:dataset", args=[each.key]) + compact
        yield reverse("api:dataset", args=[each.key]) + compact
        for ending in forms_of(each):
            yield reverse("opendata:dataset_file", args=[each.key, ending]) + compact


def found_by(client: Client, side, words: list[str]) -> list[str]:
    """Return where a reader finds one of some words."""
    found = []
    for address in dict.fromkeys(addresses(side)):
        with transaction.atomic():
            said = text_in(client.get(address).getvalue())
            transaction.set_rollback(True)
        # A page repeats the word that it was asked for.
        asked = address.partition("&q=")[2]
        if asked:
            said = said.replace(asked, "")
        if any(word in said for word in words):
            found.append(address)
    return found


@pytest.mark.parametrize("reader", list(READERS))
def test_no_route_and_no_file_says_what_is_hidden_from_a_reader(sides, reader):
    own = sides["own"]
    client = Client(raise_request_exception=False)
    if reader != "anonymous":
        client.force_login(own.people[reader])

    assert found_by(client, own, [HIDDEN[step] for step in READERS[reader]]) == []


@pytest.mark.parametrize(("reader", "step"), [("sara", PARTIES), ("petra", WITHIN)])
def test_those_who_may_see_it_find_it_on_the_page_and_in_the_file(sides, reader, step):
    own = sides["own"]
    client = Client()
    client.force_login(own.people[reader])
    found = found_by(client, own, [HIDDEN[step]])

    shown = {PARTIES: own.organisation, WITHIN: own.umbrella}[step]
    assert shown.get_absolute_url() in found
    at = reverse("organisations:as_file", args=["xlsx"])
    assert f"{at}?compact={own.space.slug}" in found
    # Open data is for everyone, whoever fetches it.
    assert not [each for each in found if "/api/" in each or "oppna-data" in each]


@pytest.mark.parametrize("form", list(export_register.ENDINGS))
def test_the_operators_files_of_the_register_hold_what_everyone_sees(
    sides, tmp_path, form
):
    file = tmp_path / f"register.{form}"
    call_command("export_register", form=form, out=file, world="made up")
    said = text_in(file.read_bytes())
    assert sides["own"].organisation.name in said
    assert not [word for word in HIDDEN.values() if word in said]
