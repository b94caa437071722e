"""Groups and the trail as they are read, and recording them by the pages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from overens.common.audit import SYSTEM
from overens.common.dates import PartialDate
from overens.governance import actions
from overens.governance.models import Decision, Group, Meeting
from tests import make
from tests.governance.rows import make_decision, make_group, make_seat

pytestmark = pytest.mark.django_db
day = PartialDate.parse
MOST_QUERIES = 12


def page(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def test_the_groups_are_drawn_with_their_seats_by_side(
    client, strandland, django_assert_max_num_queries
):
    for number in range(6):
        group = make_group(strandland, f"Grupp {number}")
        for party in ("region", "civil", "civil"):
            make_seat(group, party)

    with django_assert_max_num_queries(MOST_QUERIES):
        text = page(client, "/grupper/")

    assert text.count("<svg") > 6
    assert "Grupp 5: 3 platser" in text


@pytest.mark.parametrize("address", ["/grupper/", "/grupper/strandland/beredning/"])
def test_a_side_keeps_its_colour_in_every_group(client, strandland, address):
    steering = make_group(strandland)
    preparing = make_group(strandland, "Beredning", kind="preparatory")
    for group, party in (
        (steering, "region"),
        (steering, "civil"),
        (preparing, "civil"),
        (preparing, "region"),
        (preparing, "civil"),
    ):
        make_seat(group, party)

    text = page(client, address)

    drawn = text[text.rindex('<svg class="chart seats"') :]
    assert [drawn.count(f"seat--vacant p{colour}") for colour in (1, 2)] == [1, 2]


def test_no_groups_yet_is_said(client, strandland):
    assert "Inga grupper är registrerade än" in page(client, "/grupper/")


def test_the_groups_of_an_unknown_compact_are_not_found(client, strandland):
    page(client, "/grupper/?compact=finns-inte", 404)
    page(client, "/grupper/finns-inte/x/", 404)
    page(client, "/grupper/strandland/finns-inte/", 404)


def test_a_space_with_the_part_switched_off_shows_neither(client, db):
    make.make_space("utan", columns=["compacts"])

    page(client, "/overenskommelser/utan/beslut/", 404)
    assert "Inga grupper" in page(client, "/grupper/")


def test_a_breach_of_balance_and_a_term_that_ran_out_are_said(client, strandland):
    group = make_group(strandland, parity=True)
    yesterday = timezone.localdate() - timedelta(days=1)
    make_seat(group, "region", last_day=yesterday)
    for _ in range(2):
        make_seat(group, "civil")

    text = page(client, group.get_absolute_url())

    assert "Parterna har inte lika många platser: Civil 2, Region 1." in text
    assert "1 av mandattiderna har gått ut." in text
    assert "har gått ut" in text


def test_a_source_that_gives_seats_but_no_sides_is_drawn_with_a_hole(client, db):
    source = make.make_space("skane", origin="source")
    group = make_group(source, "Beredningsgruppen", exact_seats=10)

    text = page(client, group.get_absolute_url())

    assert "Beredningsgruppen: 10 platser" in text
    assert "framgår inte av källan" in text.lower()
    assert ">vakant<" not in text


def test_a_seat_in_a_source_without_a_holder_is_a_hole_not_an_empty_chair(client, db):
    source = make.make_space("hok", origin="source")
    group = make_group(source)
    make_seat(group, "civil")

    assert ">vakant<" not in page(client, group.get_absolute_url())


def test_the_public_never_sees_who_holds_a_seat_and_the_group_does(
    client, strandland, sara
):
    group = make_group(strandland)
    unit = make.make_unit("Regionstyrelsen")
    person = make.make_person("tove")
    make_seat(group, unit=unit, person=person)

    assert "Tove" not in page(client, group.get_absolute_url())
    client.force_login(sara)
    assert "Tove" in page(client, group.get_absolute_url())


def test_a_group_of_sixty_seats_and_thirty_meetings_stays_within_the_queries(
    client, strandland, django_assert_max_num_queries
):
    group = make_group(strandland)
    organisation = make.make_organisation()
    for number in range(60):
        make_seat(group, "civil" if number % 2 else "region", organisation=organisation)
    for number in range(30):
        actions.add_meeting(
            group=group, day=day(f"19{number + 50}"), notes="Vi talade.", by=SYSTEM
        )

    with django_assert_max_num_queries(MOST_QUERIES):
        page(client, group.get_absolute_url())


def a_trail(space) -> Decision:
    """Return § 15, which answered what the decision before it asked for."""
    first = make_decision(
        space, "Slutrapport", day="2016-12-13", kind="assign", case_number="RS160183"
    )
    second = make_decision(
        space,
        "Åtgärder för samverkan",
        kind="stand behind",
        approved_day=day("2017-02-21"),
        paragraph="15",
        follows=first,
    )
    actions.record_memorandum(
        decision=second,
        title={"sv": "Tjänsteskrivelsen"},
        day=day("2017-01-23"),
        by=SYSTEM,
    )
    assignment = actions.record_assignment(
        decision=first,
        text={"sv": "Återkom med förslag"},
        due=day("2017-01"),
        due_text={"sv": "senast under januari 2017"},
        by=SYSTEM,
    )
    actions.answer_assignment(
        assignment=assignment, day=day("2017-02-23"), answered_by=second, by=SYSTEM
    )
    return second


def test_the_trail_shows_every_hole_as_a_hole(client, db):
    a_trail(make.make_space("hok", origin="source"))

    text = page(client, "/overenskommelser/hok/beslut/")

    assert text.index("Slutrapport") < text.index("Åtgärder för samverkan")
    assert "§ 15" in text
    assert text.count("Framgår inte av källan") >= 2
    assert "Besvarat 23 dagar efter utsatt tid" in text
    assert "senast under januari 2017" in text


def test_the_trail_of_forty_decisions_stays_within_the_queries(
    client, strandland, django_assert_max_num_queries
):
    for number in range(40):
        decision = make_decision(strandland, f"Ärende {number}", day=f"19{number + 50}")
        actions.record_assignment(decision=decision, text="Gör", by=SYSTEM)
        actions.record_memorandum(decision=decision, title="PM", by=SYSTEM)

    with django_assert_max_num_queries(MOST_QUERIES):
        page(client, "/overenskommelser/strandland/beslut/")
    with django_assert_max_num_queries(MOST_QUERIES):
        page(client, decision.get_absolute_url())


def test_a_decision_shows_what_it_rested_on_and_what_followed(client, strandland):
    second = a_trail(strandland)

    text = page(client, second.get_absolute_url())
    first = page(client, "/overenskommelser/strandland/beslut/slutrapport/")

    assert "Tjänsteskrivelsen" in text
    assert "Uppdrag som det besvarade" in text
    assert "23 januari 2017" in text
    assert "Åtgärder för samverkan" in first


def test_a_withdrawn_decision_is_not_found(client, strandland):
    decision = make_decision(strandland)
    actions.withdraw_decision(decision=decision, why="Fel.", by=SYSTEM)

    page(client, decision.get_absolute_url(), 404)


def test_the_english_twin_speaks_english(client, strandland):
    second = a_trail(strandland)

    text = page(client, f"/en/compacts/strandland/decisions/{second.slug}/")

    assert "Assignments that it answered" in text
    assert "Not given" in text
    assert 'lang="sv"' in text
    assert "The trail of decisions" in page(
        client, "/en/compacts/strandland/decisions/"
    )
    assert page(client, "/en/groups/")


# --- recording -----------------------------------------------------------------------


@pytest.fixture
def as_petra(client, petra):
    client.force_login(petra)
    return client


def test_petra_records_a_group_a_seat_and_that_it_was_left(as_petra, strandland):
    make.make_compact(strandland)
    make.make_organisation("Strandlands Brukarråd")
    as_petra.post(
        "/overenskommelser/strandland/ny-grupp/",
        {"name_sv": "Styrgruppen", "kind": "steering", "regime": "notes"},
    )
    group = Group.objects.get()
    address = group.get_absolute_url()
    as_petra.post(
        f"{address}platser/ny/",
        {"party": "civil", "role": "chair", "holder": "strandlands brukarråd"},
    )
    seat = group.seats.get()
    as_petra.post(
        f"{address}platser/{seat.uuid}/lamnad/", {"day": "2026-01-01", "why": "Avgick."}
    )

    seat.refresh_from_db()
    assert seat.sector == "civil"
    assert seat.ended_day == date(2026, 1, 1)
    assert "Platser som har lämnats" in page(as_petra, address)


def test_a_holder_that_nobody_is_called_is_said_and_what_was_typed_stays(
    as_petra, strandland
):
    make.make_compact(strandland)
    group = make_group(strandland)

    response = as_petra.post(
        f"{group.get_absolute_url()}platser/ny/",
        {"party": "civil", "role": "chair", "holder": "Brukarådet"},
    )

    text = response.content.decode()
    assert response.status_code == 422
    assert "Ingen i registret heter så. Kontrollera stavningen." in text
    assert 'value="Brukarådet"' in text


@pytest.mark.parametrize(
    ("written", "kept"), [("2017", "2017"), ("2017-02", "2017-02"), ("", "")]
)
def test_petra_records_a_decision_of_which_the_day_is_half_known(
    as_petra, strandland, written, kept
):
    as_petra.post(
        "/overenskommelser/strandland/registrera-beslut/",
        {
            "title_sv": "Åtgärder",
            "body_name_sv": "Tillväxtutskottet",
            "kind": "approve",
            "day": written,
        },
    )

    assert str(Decision.objects.get().day) == kept


@pytest.mark.parametrize("written", ["21 februari", "2017-13", "2017-02-30", "x" * 50])
def test_a_day_that_is_none_is_said_beside_its_field(as_petra, strandland, written):
    response = as_petra.post(
        "/overenskommelser/strandland/registrera-beslut/",
        {
            "title_sv": "Åtgärder",
            "body_name_sv": "Tillväxtutskottet",
            "kind": "approve",
            "day": written,
        },
    )

    assert response.status_code == 422
    assert "Åtgärder" in response.content.decode()
    assert not Decision.objects.exists()


def test_petra_corrects_a_decision_and_takes_one_back(as_petra, strandland):
    decision = make_decision(strandland, paragraph="15")
    address = decision.get_absolute_url()
    form = page(as_petra, f"{address}andra/")
    as_petra.post(
        f"{address}andra/",
        {
            "title_sv": "Åtgärder",
            "body_name_sv": "Regionstyrelsen",
            "kind": "approve",
            "paragraph": "16",
        },
    )
    decision.refresh_from_db()
    as_petra.post(f"{address}ta-bort/", {"why": "Registrerat två gånger."})

    assert 'value="15"' in form
    assert decision.paragraph == "16"
    page(as_petra, address, 404)


def test_petra_follows_an_assignment_to_its_answer(as_petra, strandland):
    decision = make_decision(strandland, day="2016-12-13")
    address = decision.get_absolute_url()
    as_petra.post(f"{address}uppdrag/", {"text_sv": "Återkom", "due": "2017-01"})
    assignment = decision.assignments.get()
    answer = f"/overenskommelser/strandland/uppdrag/{assignment.uuid}/svar/"
    empty = as_petra.post(answer, {})
    as_petra.post(answer, {"answer_note_sv": "På gång.", "is_note_only": "on"})
    as_petra.post(answer, {"answered_day": "2017-02-23"})

    assert empty.status_code == 422
    assert "Besvarat 23 dagar efter utsatt tid" in page(as_petra, address)


def test_petra_records_a_memorandum_and_a_meeting(as_petra, strandland):
    decision, group = make_decision(strandland), make_group(strandland)
    as_petra.post(
        f"{decision.get_absolute_url()}tjansteskrivelse/", {"title_sv": "Underlag"}
    )
    as_petra.post(
        f"{group.get_absolute_url()}moten/nytt/",
        {"day": "2026-01", "title_sv": "Uppstart", "notes_sv": "Vi började."},
    )

    assert "Underlag" in page(as_petra, decision.get_absolute_url())
    assert Meeting.objects.get().group == group
    assert "Vi började." in page(as_petra, group.get_absolute_url())


def test_a_script_in_a_name_is_shown_as_text(client, strandland):
    group = make_group(strandland, "<script>alert(1)</script>")

    assert "<script>alert" not in page(client, group.get_absolute_url())
    assert "<script>alert" not in page(client, "/grupper/")


def test_groups_and_decisions_are_read_under_the_compact(client, strandland):
    group = make_group(strandland, "Styrgruppen")

    shown = page(client, group.get_absolute_url())

    assert 'aria-current="true">Överenskommelsen' in shown
    way = shown.split("ds-breadcrumbs")[1].split("</nav>")[0]
    assert "/overenskommelser/strandland/" in way
