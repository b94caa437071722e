from __future__ import annotations

import json
from datetime import date

import pytest
from django.core.management import call_command

from overens.common.audit import SYSTEM
from overens.compacts.models import CompactVersion, Signature
from overens.followups.actions import (
    begin_followup,
    count_drafts,
    count_followup,
    publish_followup,
    word_followup,
)
from overens.followups.models import FollowUp
from overens.followups.queries import (
    from_stored,
    shown_report,
    to_stored,
)
from overens.followups.rules import AlreadyFrozen, NoSuchYear
from overens.governance.models import Group, Seat
from overens.organisations.models import Organisation
from overens.plans.models import ProgressReport
from tests import make

pytestmark = pytest.mark.django_db


def sign(compact, name, day, **fields):
    version = compact.versions.get(number=1)
    return Signature.objects.create(
        version=version,
        organisation=make.make_organisation(name),
        party=compact.parties.get(key="civil"),
        day=day,
        **fields,
    )


def report(measure, side, state, **fields):
    return ProgressReport.objects.create(
        measure=measure, side=side, state=state, day=date(2025, 6, 1),
        once_key=f"{measure.pk}{side}", **fields,
    )  # fmt: skip


def begun(compact, year=2025, language="sv"):
    followup = begin_followup(space=compact.space, year=year, by=SYSTEM)
    return shown_report(followup, language)


def figures(section):
    return {figure.key: (figure.value, figure.base) for figure in section.figures}


def test_what_nobody_knows_is_said_and_never_made_up(compact):
    shown = begun(compact)

    assert shown.section("signatories").holes
    assert shown.section("measures").holes == ("Ingen handlingsplan för året är känd.",)
    assert shown.section("surveys").holes
    assert all(not section.figures for section in shown.sections if section.holes)


def test_signatures_are_counted_as_they_stood_on_the_last_day_of_the_year(compact):
    sign(compact, "Kvar", "2024-05-01")
    sign(compact, "Ny", "2025-05-01")
    sign(compact, "Efteråt", "2026-01-01")
    sign(compact, "Gick", "2024-05-01", withdrawn_day=date(2025, 3, 1))
    sign(compact, "Lovade", "2025-05-01", state="declared")

    counted = figures(begun(compact).section("signatories"))

    assert counted["signed"] == (2, None)
    assert counted["came"] == (1, None)
    assert counted["left"] == (1, None)
    assert counted["declared"] == (1, None)


def test_measures_are_counted_by_status_and_by_what_each_side_says(plan, compact):
    one, two, _three = plan.measures.all()
    report(one, "public", "done"), report(one, "civil", "done")
    report(two, "public", "on plan"), report(two, "civil", "late")

    counted = figures(begun(compact).section("measures"))

    assert counted["status-klar" if "status-klar" in counted else "status-done"] == (
        1,
        3,
    )
    assert counted["sides-agree"] == (1, 3)
    assert counted["sides-differ"] == (1, 3)
    assert counted["both-silent"] == (1, 3)


def test_what_was_said_after_the_year_does_not_count_in_it(plan, compact):
    one = plan.measures.first()
    report(one, "public", "late")
    ProgressReport.objects.create(
        measure=one, side="public", state="done", day=date(2026, 2, 1), once_key="later"
    )

    counted = figures(begun(compact).section("measures"))

    assert counted["status-done"] == (0, 3)
    assert counted["status-late"] == (1, 3)


def test_a_year_without_a_plan_counts_what_had_begun_and_says_so(plan, compact):
    plan.measures.filter(number="Å-01").update(starts=date(2024, 9, 1))
    plan.measures.filter(number="Å-02").update(starts=date(2025, 1, 1))

    shown = begun(compact, year=2024).section("measures")

    assert figures(shown)["status-on-plan"] == (1, 1)
    assert shown.notes[0].startswith("Någon handlingsplan för året finns inte här.")


def test_a_report_reads_back_as_it_was_counted(plan, compact):
    report(plan.measures.first(), "civil", "late", difference="Nej")
    sign(compact, "Kvar", "2024-05-01")
    shown = begun(compact)

    assert from_stored(json.loads(json.dumps(to_stored(shown)))) == shown


def test_publishing_freezes_the_figures(plan, compact):
    followup = begin_followup(space=compact.space, year=2025, by=SYSTEM)
    publish_followup(followup=followup, by=SYSTEM)
    sign(compact, "Sen", "2025-05-01")

    for change in (count_followup, publish_followup):
        with pytest.raises(AlreadyFrozen):
            change(followup=followup, by=SYSTEM)
    followup.refresh_from_db()
    assert shown_report(followup, "sv").section("signatories").holes


def test_drafts_are_counted_once_a_day_and_published_ones_left_alone(compact):
    draft = begin_followup(space=compact.space, year=2024, by=SYSTEM)
    done = begin_followup(space=compact.space, year=2025, by=SYSTEM)
    publish_followup(followup=done, by=SYSTEM)

    counted = count_drafts(today=date(2026, 11, 22))

    assert [followup for followup, _changed in counted] == [draft]


def test_beginning_twice_gives_the_same(compact):
    begun(compact), begun(compact)

    assert FollowUp.objects.count() == 1


def test_a_year_that_has_not_begun_is_refused(compact):
    with pytest.raises(NoSuchYear):
        begin_followup(space=compact.space, year=2999, by=SYSTEM)


def test_the_parties_own_words_stand_in_both_languages(compact):
    followup = begin_followup(space=compact.space, year=2025, by=SYSTEM)
    word_followup(
        followup=followup,
        introduction={"sv": "Ett bra år", "en": "A good year"},
        conclusions={},
        by=SYSTEM,
    )

    followup.refresh_from_db()
    assert shown_report(followup, "en").introduction == "A good year"
    assert shown_report(followup, "sv").introduction == "Ett bra år"


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/uppfoljning/strandland/2025/", "Så gick det med åtgärderna"),
        ("/en/follow-up/strandland/2025/", "How it went with the measures"),
    ],
)
def test_the_page_is_read_from_what_was_counted(
    client, plan, compact, django_assert_max_num_queries, path, word
):
    for number in range(40):
        sign(compact, f"Förening nr {number}", "2024-05-01")
    begun(compact)
    publish_followup(followup=FollowUp.objects.get(), by=SYSTEM)

    with django_assert_max_num_queries(6):
        page = client.get(path)

    assert page.status_code == 200
    assert word in page.content.decode()


def test_a_year_without_follow_up_is_not_found(client, compact):
    assert client.get("/uppfoljning/strandland/2019/").status_code == 404
    assert client.get("/uppfoljning/finns-inte/2019/").status_code == 404


def test_the_secretariat_follows_up_a_year_by_clicking(client, petra, compact):
    client.force_login(petra)

    wrong = client.post("/uppfoljning/strandland/ny/", {"year": "2999"})
    right = client.post("/uppfoljning/strandland/ny/", {"year": "2025"})

    assert wrong.status_code == 422
    assert "2999" in wrong.content.decode()
    assert right["Location"] == "/uppfoljning/strandland/2025/"


def test_the_command_prints_one_json_document(capsys, plan, compact):
    call_command("followup_report", "strandland", 2025, format="json")

    written = json.loads(capsys.readouterr().out)
    assert written["compact"] == "strandland"
    assert [section["key"] for section in written["sections"]][:2] == [
        "signatories",
        "measures",
    ]


def test_the_command_says_no_in_one_line(capsys, compact):
    with pytest.raises(SystemExit) as stopped:
        call_command("followup_report", "finns-inte", 2025)

    assert stopped.value.code == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_signature_without_a_known_day_is_counted_and_said(compact):
    sign(compact, "Känd", "2024-05-01")
    sign(compact, "Okänd", "")

    shown = begun(compact).section("signatories")

    assert figures(shown)["signed"] == (2, None)
    assert figures(shown)["signed-on-an-unknown-day"] == (1, 2)
    assert "1 av dem utan känd dag" in shown.finding


def test_those_co_opted_have_no_seat_in_the_follow_up(compact):
    group = Group.objects.create(
        space=compact.space, slug="styrgrupp", kind="steering", most_seats=1,
        name={"sv": "Styrgrupp", "en": "Steering group"},
    )  # fmt: skip
    for role in ("chair", "co-opted"):
        Seat.objects.create(
            group=group, party_key="civil", party_name={"sv": "C", "en": "C"},
            sector="civil", role=role,
        )  # fmt: skip

    assert figures(begun(compact).section("groups"))["seats-styrgrupp"] == (1, 1)


def test_agreed_seats_that_nobody_holds_are_vacant(compact):
    group = Group.objects.create(
        space=compact.space, slug="styrgrupp", kind="steering", exact_seats=3,
        name={"sv": "Styrgrupp", "en": "Steering group"},
    )  # fmt: skip
    for holder in (make.make_organisation("Kören"), None):
        Seat.objects.create(
            group=group, party_key="civil", party_name={"sv": "C", "en": "C"},
            sector="civil", role="member", organisation=holder,
        )  # fmt: skip

    (chart,) = begun(compact).section("groups").charts

    assert [(each.seats, each.vacant) for each in chart.parties] == [(1, 1), (0, 1)]


def test_those_who_cannot_sign_anew_are_counted_apart(compact):
    for name in ("Kvar", "Vilande"):
        sign(compact, name, "2020-05-01")
    Organisation.objects.filter(name="Vilande").update(status="dormant")
    newer = CompactVersion.objects.create(
        compact=compact, number=2, valid_from="2025-01-01"
    )  # fmt: skip
    sign(compact, "Ny", "2025-05-01")
    Signature.objects.filter(organisation__name="Ny").update(version=newer)

    counted = figures(begun(compact).section("signatories"))

    assert counted["not-resigned"] == (2, None)
    assert counted["not-resigned-to-answer"] == (1, 2)
    assert counted["not-resigned-closed"] == (1, 2)
