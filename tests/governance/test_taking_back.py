"""What was recorded by mistake is taken back with a reason; nothing is deleted."""

from __future__ import annotations

import pytest
from django.urls import reverse

from overens.common.audit import SYSTEM
from overens.common.dates import PartialDate
from overens.common.models import AuditLine
from overens.governance import actions
from overens.governance.models import Assignment, Meeting, Memorandum, Seat
from overens.governance.rules import SeatFact, group_warnings
from tests import make
from tests.governance.rows import make_decision, make_group, make_seat

pytestmark = pytest.mark.django_db


def _seat(space):
    return make_seat(make_group(space))


def _meeting(space):
    return actions.add_meeting(
        group=make_group(space), day=PartialDate(), title="Möte", by=SYSTEM
    )


def _memorandum(space):
    return actions.record_memorandum(
        decision=make_decision(space), title={"sv": "Skrivelse"}, by=SYSTEM
    )


def _assignment(space):
    return actions.record_assignment(
        decision=make_decision(space), text={"sv": "Återkom"}, by=SYSTEM
    )


def _address(row, what):
    if isinstance(row, (Seat, Meeting)):
        args = [row.group.space.slug, row.group.slug, row.uuid]
    else:
        args = [row.decision.space.slug, row.uuid]
    return reverse(f"governance:{row._meta.model_name}_{what}", args=args)


@pytest.mark.parametrize("make_row", [_seat, _meeting, _memorandum, _assignment])
def test_a_row_that_was_taken_back_is_off_the_pages_and_stays_with_its_reason(
    client, strandland, petra, make_row
):
    row = make_row(strandland)
    client.force_login(petra)
    address = _address(row, "withdraw")

    assert client.post(address, {"why": " "}).status_code == 422
    assert client.post(address, {"why": "Fel grupp"}).status_code == 302

    model = type(row)
    assert not model.objects.filter(pk=row.pk).exists()
    assert model.every.get(pk=row.pk).withdrawn_why == "Fel grupp"
    assert client.get(address).status_code == 404


def test_a_vacancy_is_filled_without_a_reason(client, strandland, petra):
    make.make_compact(strandland)
    make.make_organisation("Brukarrådet")
    seat = _seat(strandland)
    client.force_login(petra)

    client.post(
        _address(seat, "change"),
        {"party": "civil", "role": "member", "holder": "brukarradet"},
    )

    seat.refresh_from_db()
    assert str(seat.holder) == "Brukarrådet"
    assert Seat.objects.count() == 1


def test_an_answer_that_was_taken_back_is_waited_for_again(client, strandland, petra):
    assignment = _assignment(strandland)
    actions.answer_assignment(
        assignment=assignment, day=PartialDate(2024), note="Svarat", by=SYSTEM
    )
    client.force_login(petra)

    client.post(
        reverse("governance:answer_withdraw", args=["strandland", assignment.uuid]),
        {"why": "Fel uppdrag"},
    )

    assert not Assignment.objects.get().is_answered
    line = AuditLine.objects.get(action="governance.take_back_answer")
    assert line.facts["why"] == "Fel uppdrag"
    assert line.facts["before"]["answered_day"] == "2024"


def test_a_correction_keeps_what_stood_before(strandland):
    memorandum = _memorandum(strandland)

    actions.correct_memorandum(memorandum=memorandum, title={"sv": "Ny"}, by=SYSTEM)

    assert str(Memorandum.objects.get().title) == "Ny"
    line = AuditLine.objects.get(action="governance.correct_memorandum")
    assert line.facts["before"] == {"title": {"sv": "Skrivelse"}}


def test_a_side_that_was_renamed_is_called_so_in_its_seats(client, strandland):
    compact = make.make_compact(strandland)
    party = compact.parties.first()
    make_seat(make_group(strandland), party.key, party_name={"sv": "Förr"})

    text = client.get("/grupper/strandland/styrgruppen/").content.decode()

    assert str(party.name) in text
    assert "Förr" not in text


def test_two_chairs_of_one_side_are_a_warning():
    from datetime import date

    chairs = [SeatFact("Regionen", "chair"), SeatFact("Regionen", "chair")]

    found = group_warnings(
        chairs,
        parity=None,
        most_seats=None,
        exact_seats=None,
        today=date(2026, 11, 28),
    )

    assert [warning.key for warning in found] == ["chairs"]
