"""Those who are asked are chosen in the register, by ticking."""

from __future__ import annotations

import pytest

from overens.common.audit import operator
from overens.common.texts import LocalText
from overens.organisations.models import (
    ContactRole,
    OrganisationList,
    OrganisationListRow,
    Unit,
)
from overens.surveys.actions.framing import add_respondent
from tests import make
from tests.compacts.rows import make_signature
from tests.surveys.drafting import said
from tests.surveys.framing import answered_for, url

pytestmark = pytest.mark.django_db
BY = operator()


@pytest.fixture
def body(strandland):
    """A region with three committees; two have the same secretary."""
    region = make.make_organisation("Region Strandland", kind="public")
    for name, address, leg in (
        ("Kulturnämnden", "nils@example.org", "development"),
        ("Tandvårdsnämnden", "nils@example.org", "health"),
        ("Patientnämnden", "", ""),
    ):
        Unit.objects.create(
            body=region,
            slug=name.lower()[:5],
            name=LocalText(sv=name),
            kind="committee",
            leg=leg,
            contact_role=LocalText(sv="Nämndsekreterare") if address else LocalText(),
            contact_email=address,
            origin=region.origin,
        )
    return region


def ticked(client, draft, source, *names):
    address = f"{url(draft, 'frame_register')}?source={source}"
    page = client.get(address)
    boxes = {
        choice[1]: choice[0] for choice in page.context["form"].fields["chosen"].choices
    }
    return client.post(
        address, {"chosen": [boxes[name] for name in names]}, follow=True
    )


def test_committees_with_the_same_contact_have_one_who_answers(as_petra, draft, body):
    page = said(as_petra.get(url(draft, "frame")))
    assert "Ur registret" in page
    page = said(as_petra.get(url(draft, "frame_register")))
    assert "Region Strandland" in page

    page = ticked(
        as_petra,
        draft,
        f"units-{body.uuid}",
        "Kulturnämnden",
        "Tandvårdsnämnden",
        "Patientnämnden",
    )

    assert answered_for(draft) == {
        "Nämndsekreterare, Kulturnämnden": ["Kulturnämnden", "Tandvårdsnämnden"],
        "Patientnämnden": ["Patientnämnden"],
    }
    assert "nils@example.org" in said(page)
    draft.refresh_from_db()
    assert {text["sv"] for text in draft.strata.values()} == {
        "Regional utveckling",
        "Hälso- och sjukvård",
    }
    assert all(text["en"] for text in draft.strata.values())
    # Chosen once, they are not offered again.
    page = said(
        as_petra.get(f"{url(draft, 'frame_register')}?source=units-{body.uuid}")
    )
    assert "3 står redan på listan" in page
    assert "Sätt upp på listan" not in page


def test_a_saved_list_is_asked_through_its_contacts(as_petra, draft, strandland):
    chosen = OrganisationList.objects.create(space=strandland, name="Höstens lista")
    for n, name in enumerate(("Brukarrådet", "Fyren", "Utgången")):
        each = make.make_organisation(name)
        ContactRole.objects.create(
            organisation=each, role=LocalText(sv="Kansli"), email=f"k{n}@example.org"
        )
        OrganisationListRow.objects.create(
            list=chosen,
            organisation=each,
            place=n,
            taken_out="nej" if name == "Utgången" else "",
        )
    assert "Lista: Höstens lista" in said(as_petra.get(url(draft, "frame_register")))

    ticked(as_petra, draft, f"list-{chosen.uuid}", "Brukarrådet", "Fyren")

    assert answered_for(draft) == {"Brukarrådet": ["Brukarrådet"], "Fyren": ["Fyren"]}
    addresses = draft.frame_respondents.order_by("place")
    assert list(addresses.values_list("address", flat=True)) == [
        "k0@example.org",
        "k1@example.org",
    ]


def test_signatories_of_the_compact_are_offered(as_petra, draft, strandland):
    compact = make.make_compact(strandland)
    signed = make.make_organisation("Kulturforum")
    make_signature(compact, organisation=signed, day="2026-01-15")

    ticked(as_petra, draft, "signatories", "Kulturforum")

    assert answered_for(draft) == {"Kulturforum": ["Kulturforum"]}


def test_nothing_ticked_says_so_and_another_spaces_list_is_not_there(
    as_petra, draft, body
):
    address = url(draft, "frame_register")
    page = as_petra.post(f"{address}?source=units-{body.uuid}", {})
    assert page.status_code == 422
    assert "Kryssa i minst en att fråga" in said(page)

    other = OrganisationList.objects.create(
        space=make.make_space("hok", origin="source"), name="Deras"
    )
    assert as_petra.get(f"{address}?source=list-{other.uuid}").status_code == 404
    assert as_petra.get(f"{address}?source=units-{draft.uuid}").status_code == 404
    assert "Deras" not in said(as_petra.get(address))


def test_five_hundred_units_are_offered_in_few_queries(
    as_petra, draft, body, django_assert_max_num_queries
):
    Unit.objects.bulk_create(
        Unit(
            body=body,
            slug=f"n-{n}",
            name=LocalText(sv=f"Nämnd {n}"),
            kind="committee",
            origin=body.origin,
        )
        for n in range(500)
    )
    add_respondent(survey=draft, name="Bo", by=BY, new_units=["Nämnd 7"])

    with django_assert_max_num_queries(12):
        page = as_petra.get(f"{url(draft, 'frame_register')}?source=units-{body.uuid}")
    assert len(page.context["found"]) == 502
