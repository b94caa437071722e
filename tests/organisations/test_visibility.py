"""Who sees which facts of an organisation: chosen by group, undone, never loosened."""

from __future__ import annotations

from datetime import date

import pytest

from overens.accounts.models import Space
from overens.common.audit import operator
from overens.common.imports import undo_import
from overens.common.models import AuditLine, ImportRun
from overens.organisations.actions import (
    add_contact_role,
    ask_by_hand,
    change_organisation,
    merge_into,
    part_again,
    set_visibility,
)
from overens.organisations.models import Organisation, VisibilityChange
from overens.organisations.rules.visibility import (
    EVERYONE,
    NARROWABLE,
    PARTIES,
    WITHIN,
    PublicBodyIsOpen,
)
from tests import make
from tests.organisations import register_sheets as sheets
from tests.organisations.make import link

BY = operator()
TODAY = date(2026, 11, 29)


def narrow(organisation, **visibility):
    return set_visibility(
        organisation=organisation,
        visibility=visibility,
        day=TODAY,
        by_side="own",
        by=BY,
    )


@pytest.fixture
def council(vera):
    found = vera.authorities.get().organisation
    change_organisation(
        organisation=found,
        about={"sv": "Väver gardiner om kvällarna.", "en": "Weaves at night."},
        target_groups=["patients"],
        languages=["tsp"],
        access_needs={"sv": "Behöver ledsagare."},
        members_band="500-1999",
        website="https://example.org/vavarna",
        annual_meeting_month=11,
        by=BY,
    )
    add_contact_role(
        organisation=found, role={"sv": "Vävmästare"}, email="vav@example.org", by=BY
    )
    return Organisation.objects.get(pk=found.pk)


SAID = {
    "about": "Väver gardiner",
    "for_whom": "Behöver ledsagare",
    "members": "500 till 1",
    "contacts": "vav@example.org",
    "web": "example.org/vavarna",
    "meeting": "November",
}


def page(client, organisation) -> str:
    answer = client.get(organisation.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def shown_by(client, organisation) -> set[str]:
    said = page(client, organisation)
    return {group for group, words in SAID.items() if words in said}


# --- the page -------------------------------------------------------------------------


def test_everyone_sees_all_of_it_until_somebody_chooses(client, council):
    assert shown_by(client, council) == set(SAID)


@pytest.mark.parametrize("group", list(NARROWABLE))
def test_a_group_for_parties_is_seen_by_them_and_not_by_eve(
    client, council, group, eve, sara
):
    narrow(council, **{group: PARTIES})

    assert shown_by(client, council) == set(SAID) - {group}
    client.force_login(eve)
    assert shown_by(client, council) == set(SAID) - {group}
    client.force_login(sara)
    assert shown_by(client, council) == set(SAID)


@pytest.mark.parametrize("group", list(NARROWABLE))
def test_a_group_kept_within_is_seen_by_its_own_and_the_secretariat_alone(
    client, council, group, omar, petra, vera
):
    narrow(council, **{group: WITHIN})

    client.force_login(omar)
    assert shown_by(client, council) == set(SAID) - {group}
    for person in (petra, vera):
        client.force_login(person)
        assert shown_by(client, council) == set(SAID)
        assert "syns för organisationen och kansliet" in page(client, council)


def test_who_speaks_for_another_is_a_party_and_not_within(client, council, nils):
    make.make_authority(nils, make.make_organisation("Åleds IF"))
    narrow(council, web=PARTIES, members=WITHIN)
    client.force_login(nils)

    assert shown_by(client, council) == set(SAID) - {"members"}


def test_a_role_in_another_world_is_none_here(client, council):
    elsewhere = make.make_space("halland", origin="own")
    client.force_login(make.make_person("olle", role="secretariat", space=elsewhere))
    narrow(council, web=PARTIES)

    assert "web" not in shown_by(client, council)


def test_that_something_is_withheld_says_nothing_of_whether_it_is_known(client, vera):
    council = vera.authorities.get().organisation
    narrow(council, web=WITHIN, members=WITHIN, contacts=WITHIN)
    before = page(client, council)
    change_organisation(
        organisation=council,
        website="https://example.org/vavarna",
        members_band="500-1999",
        by=BY,
    )
    add_contact_role(organisation=council, role={"sv": "Vävare"}, by=BY)

    assert page(client, council) == before


# --- search, forms and files ----------------------------------------------------------


def hits(client, words: str) -> str:
    answer = client.get("/organisationer/", {"q": words, "compact": "strandland"})
    return answer.content.decode()


def test_a_hidden_word_finds_nothing_and_is_never_what_a_misspelt_one_means(
    client, council
):
    assert council.name in hits(client, "gardiner")
    assert "gardiner" in hits(client, "gardinre")  # put right, as the word is known
    narrow(council, about=PARTIES)

    assert council.name not in hits(client, "gardiner")
    assert "gardiner" not in hits(client, "gardinre")
    found = Organisation.objects.get(pk=council.pk)
    assert "gardiner" not in found.search_terms
    narrow(found)
    assert council.name in hits(client, "gardiner")


def test_a_hidden_text_that_is_changed_is_still_not_found_by(client, council):
    narrow(council, about=WITHIN)
    change_organisation(organisation=council, about={"sv": "Spinner lin."}, by=BY)

    assert council.name not in hits(client, "spinner")


def test_nobody_is_told_whether_a_guess_of_what_is_hidden_is_right(client, council):
    narrow(council, about=WITHIN, contacts=WITHIN, web=PARTIES, meeting=PARTIES)
    url = f"{council.get_absolute_url()}foresla/"
    asked = client.get(url).content.decode()
    assert not any(words in asked for words in ("Väver", "vav@", "vavarna"))
    given = {"name": council.name, "status": "active"}

    def told(**guess) -> bytes:
        answer = client.post(url, given | guess)
        return answer.status_code, answer.content.count(b"<p")

    right = told(
        about_sv="Väver gardiner om kvällarna.",
        about_en="Weaves at night.",
        contact_email="vav@example.org",
        website="https://example.org/vavarna",
        annual_meeting_month="11",
    )
    wrong = told(about_sv="Fel.", contact_email="fel@example.org")
    assert right == wrong
    assert not council.suggestions.exists()


def test_the_one_who_is_asked_each_year_sees_all_and_whom_it_is_shown_to(
    client, council, strandland
):
    narrow(council, contacts=WITHIN, web=PARTIES)
    ask_by_hand(organisations=[council], space=strandland, by=BY)
    said = client.get(link()).content.decode()

    assert "vav@example.org" in said
    assert "syns för parter som har loggat in" in said


def test_a_contact_that_comes_later_is_withheld_like_the_others(client, council):
    narrow(council, contacts=WITHIN)
    add_contact_role(
        organisation=council, role={"sv": "Kassör"}, email="kassa@example.org", by=BY
    )

    assert "kassa@example.org" not in page(client, council)


def test_a_copy_for_a_reader_is_never_saved(council):
    narrow(council, web=WITHIN)
    shown = Organisation.objects.get(pk=council.pk).shown_to(EVERYONE)

    with pytest.raises(ValueError, match="never saved"):
        shown.save()
    assert list(shown.contacts.all()) == list(council.contacts.all())
    assert shown.website == ""
    assert Organisation.objects.get(pk=council.pk).website


# --- choosing and undoing -------------------------------------------------------------

ALL = dict.fromkeys(NARROWABLE, EVERYONE)


def choose(client, organisation, **visibility):
    url = f"{organisation.get_absolute_url()}synlighet/"
    return client.post(url, ALL | visibility, follow=True)


def test_vera_chooses_for_her_own_and_undoes_it(client, council, vera):
    client.force_login(vera)
    assert "/synlighet/" in page(client, council)
    said = choose(client, council, web=WITHIN, members=PARTIES).content.decode()
    assert "Sparat" in said

    made = VisibilityChange.objects.get()
    assert made.by_side == "own"
    assert made.after == {"members": "parties", "web": "within"}
    line = AuditLine.objects.filter(action="organisations.set_visibility").get()
    assert line.facts == {"before": {}, "after": made.after}
    chosen = client.get(f"{council.get_absolute_url()}synlighet/").content.decode()
    assert "Ångra valet" in chosen

    undo = f"{council.get_absolute_url()}synlighet/{made.uuid}/angra/"
    assert "Ångrat" in client.post(undo, follow=True).content.decode()
    assert Organisation.objects.get(pk=council.pk).visibility == {}
    client.logout()
    assert shown_by(client, council) == set(SAID)


def test_a_choice_with_another_after_it_is_not_undone(client, council, petra):
    first = narrow(council, web=WITHIN)
    narrow(council, web=PARTIES)
    client.force_login(petra)
    undo = f"{council.get_absolute_url()}synlighet/{first.uuid}/angra/"

    assert "valt om" in client.post(undo, follow=True).content.decode()
    assert Organisation.objects.get(pk=council.pk).visibility == {"web": "parties"}


def test_the_same_choice_once_more_changes_nothing(council):
    assert narrow(council, web=WITHIN) is not None
    assert narrow(council, web=WITHIN) is None
    assert VisibilityChange.objects.count() == 1


def test_a_public_body_hides_nothing(client, strandland, petra):
    body = make.make_organisation("Region Strandland", kind="public")
    with pytest.raises(PublicBodyIsOpen):
        narrow(body, contacts=WITHIN)
    client.force_login(petra)
    answer = choose(client, body, contacts=WITHIN)

    assert answer.status_code == 422
    assert "offentligt organ" in answer.content.decode()


def test_what_a_public_body_got_narrowed_by_a_merge_is_opened_again(client, petra):
    body = make.make_organisation("Region Strandland", kind="public")
    other = make.make_organisation("Vävarna", website="https://example.org/vavarna")
    narrow(other, web=WITHIN)
    client.force_login(petra)
    assert "/synlighet/" not in page(client, body)
    merge_into(organisation=other, into=body, by=BY)
    assert "/synlighet/" in page(client, body)

    assert "Sparat" in choose(client, body).content.decode()
    client.logout()
    assert "example.org/vavarna" in page(client, body)


def test_a_merge_keeps_the_stricter_and_parting_gives_each_its_own(client, council):
    other = make.make_organisation("Vävarna")
    narrow(council, web=PARTIES)
    narrow(other, web=WITHIN, about=PARTIES)
    merge_into(organisation=other, into=council, by=BY)

    merged = Organisation.objects.get(pk=council.pk)
    assert merged.visibility == {"about": "parties", "web": "within"}
    assert council.name not in hits(client, "gardiner")
    assert shown_by(client, merged) == set(SAID) - {"about", "web"}
    part_again(organisation=other, by=BY)
    assert Organisation.objects.get(pk=council.pk).visibility == {"web": "parties"}
    assert Organisation.objects.get(pk=other.pk).visibility == {
        "about": "parties",
        "web": "within",
    }
    assert council.name in hits(client, "gardiner")


def test_the_page_of_one_that_has_narrowed_costs_no_more_than_twelve_queries(
    client, council, sara, django_assert_max_num_queries
):
    narrow(council, web=WITHIN, about=PARTIES)
    assert Space.objects.exists()
    with django_assert_max_num_queries(12):
        page(client, council)


# --- imports --------------------------------------------------------------------------


def test_an_import_and_its_undoing_change_facts_and_never_who_sees_them(client, db):
    sheets.make_places()
    sheets.bring_in(sheets.HEAD + sheets.ONE)
    club = Organisation.objects.get(name="Åleds IF")
    assert {"aleds-if.example.org", "info@aled"} == {
        words
        for words in ("aleds-if.example.org", "info@aled")
        if words in page(client, club)
    }
    narrow(club, web=WITHIN, contacts=PARTIES)
    new = sheets.ONE.replace("aleds-if.", "aled-ny.").replace("info@", "kansli@")
    again = sheets.bring_in(sheets.HEAD + new)

    club.refresh_from_db()
    assert club.website == "https://aled-ny.example.org"
    said = page(client, club)
    assert not any(words in said for words in ("aled-ny", "info@", "kansli@"))
    undo_import(run=ImportRun.objects.get(uuid=again.uuid), by=BY)
    club.refresh_from_db()
    assert club.website == "https://aleds-if.example.org"
    assert club.visibility == {"contacts": "parties", "web": "within"}
    assert not any(words in page(client, club) for words in ("aleds-if.ex", "info@"))
