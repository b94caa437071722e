"""Texts and sheets brought in by actions: what they make, and that undo is exact."""

from __future__ import annotations

import json

import pytest
from django.apps import apps
from django.core import serializers

from overens.accounts.models import Space
from overens.common.audit import SYSTEM
from overens.common.imports import AlreadyUndone, ChangedSince
from overens.common.models import AuditLine, ImportRun
from overens.compacts import actions
from overens.compacts.models import (
    Commitment,
    Compact,
    CompactVersion,
    Goal,
    Party,
    Passage,
    Principle,
    Signature,
)
from overens.compacts.rules import (
    AnotherKind,
    LanguageThere,
    TextEmpty,
    WordingRefused,
)
from overens.organisations.models import Organisation, OrganisationMark
from overens.organisations.rules import SIGNATORY
from tests import make
from tests.compacts.rows import ENGLISH, TEXT, bring_in, current, make_signature, sheet

pytestmark = pytest.mark.django_db

# What an undo leaves behind on purpose: the record of the import and the audit.
# What was put in is kept until its time is over, whatever became of the rows.
LEFT = {
    "common.ImportRun",
    "common.AuditLine",
    "common.FileReference",
    "common.StoredFile",
    # A log for the search: it only grows.
    "organisations.SearchChange",
}


def everything() -> str:
    """Return all our rows as text, to compare before and after."""
    models = [
        model
        for model in apps.get_models()
        if model.__module__.startswith("overens.")
        and model._meta.managed
        and model._meta.label not in LEFT
    ]
    rows = [row for model in models for row in model._base_manager.order_by("pk")]
    return json.dumps(
        serializers.serialize("python", rows), default=str, sort_keys=True
    )


# --- texts --------------------------------------------------------------------------


def test_a_text_makes_a_compact_with_space_sides_and_pieces(db):
    brought = bring_in()

    compact = Compact.objects.get(slug="provby")
    version = current(compact)
    assert brought.plan.outcome == "new"
    assert (compact.status, compact.space.origin) == ("drafting", "made up")
    assert [party.key for party in compact.parties.all()] == ["regionen"]
    assert [principle.key for principle in version.principles.all()] == [
        "dialog",
        "kvalitet",
    ]
    assert [c.key for c in version.commitments.order_by("place")] == [
        "regionen-1",
        "regionen-2",
        "joint-1",
    ]
    assert version.goals.get().function == "voice"
    places = sorted(
        row.place
        for model in (Passage, Principle, Goal, Commitment)
        for row in model.objects.all()
    )
    assert places == list(range(8))
    assert AuditLine.objects.filter(action="compacts.import_compact").count() == 1


def test_the_person_who_brings_in_a_new_compact_becomes_its_secretariat(petra):
    bring_in(secretariat_person=petra)

    assert petra.grants.filter(space__slug="provby", role="secretariat").exists()


def test_the_same_text_again_changes_nothing(db):
    bring_in()
    before = everything()

    brought = bring_in()

    assert (brought.plan.outcome, brought.run) == ("unchanged", None)
    assert everything() == before


def test_another_text_becomes_a_new_version_that_is_not_in_force(db):
    bring_in()

    brought = bring_in(TEXT.replace("Att samverka.", "Att samverka mer."))

    assert (brought.plan.outcome, brought.version.number) == ("new", 2)
    assert not brought.version.is_current
    assert [p.key for p in brought.version.principles.all()] == ["dialog", "kvalitet"]
    assert Party.objects.count() == 1


def test_english_goes_onto_the_swedish_text_by_position(db):
    bring_in()

    brought = bring_in(ENGLISH, language="en")

    principle = Principle.objects.get(key="dialog")
    assert brought.plan.outcome == "changed"
    assert CompactVersion.objects.count() == 1
    assert dict(principle.name) == {"sv": "Dialog", "en": "Dialogue"}
    assert dict(Party.objects.get().name) == {"sv": "Regionen", "en": "The region"}
    assert dict(Compact.objects.get().name)["en"] == "The compact"
    assert brought.version.headings["commitments"] == {
        "sv": "Åtaganden",
        "en": "Commitments",
    }


def test_english_of_another_structure_is_refused_and_nothing_is_changed(db):
    bring_in()
    before = everything()
    english = ENGLISH.replace("### Quality\n\nWe do it well.\n", "")

    with pytest.raises(AnotherKind) as caught:
        bring_in(english, language="en")

    assert "Kvalitet" in str(caught.value)
    assert everything() == before


def test_a_version_asked_for_by_number_is_not_written_over(db):
    bring_in()

    with pytest.raises(LanguageThere):
        bring_in(TEXT.replace("samverka", "talas vid"), number=1)


def test_a_version_asked_for_by_number_that_is_not_there_is_made(db):
    bring_in(number=3)

    assert CompactVersion.objects.get().number == 3


def test_a_text_with_faults_changes_nothing_and_names_them_all(db):
    before = everything()

    with pytest.raises(WordingRefused) as caught:
        bring_in("# Ö\n\n## Syfte\n\n## Vision\n\n## Principer\n\n- a\n- a\n")

    assert [fault.line for fault in caught.value.faults] == [3, 5, 10]
    assert everything() == before
    with pytest.raises(TextEmpty):
        bring_in("  ")


def test_a_dry_run_says_what_would_be_done_and_does_nothing(db):
    before = everything()

    brought = bring_in(dry_run=True)

    assert (brought.plan.outcome, brought.compact, brought.run) == ("new", None, None)
    assert everything() == before


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_undoing_a_text_leaves_everything_as_it_was(petra, steps):
    texts = [(TEXT, "sv"), (ENGLISH, "en"), (TEXT.replace("Dialog", "Samtal"), "sv")]
    for text, language in texts[: steps - 1]:
        bring_in(text, language=language, secretariat_person=petra)
    before = everything()
    text, language = texts[steps - 1]
    brought = bring_in(text, language=language, secretariat_person=petra)
    assert everything() != before

    actions.undo(ImportRun.objects.get(pk=brought.run.pk), by=SYSTEM)

    assert everything() == before
    with pytest.raises(AlreadyUndone):
        actions.undo(brought.run, by=SYSTEM)


def test_a_text_that_somebody_has_signed_is_not_undone(db):
    brought = bring_in()
    compact = brought.compact
    actions.record_signature(
        version=brought.version,
        organisation=make.make_organisation("Regionen", kind="public"),
        party=compact.parties.get(),
        by=SYSTEM,
    )

    with pytest.raises(ChangedSince):
        actions.undo(brought.run, by=SYSTEM)
    assert Compact.objects.exists()


def test_a_text_in_a_space_that_had_no_compact_keeps_the_space(strandland):
    brought = bring_in(slug="strandland")

    actions.undo(brought.run, by=SYSTEM)

    assert Space.objects.filter(slug="strandland").exists()
    assert not Compact.objects.exists()


# --- sheets --------------------------------------------------------------------------


def take(compact, cells, **named):
    return actions.import_signatories(
        version=current(compact), cells=cells, by=SYSTEM, **named
    )


def outcomes(brought) -> list[tuple[int, str]]:
    return [(row.number, row.outcome) for row in brought.plan.rows]


@pytest.fixture
def compact(strandland):
    return make.make_compact(strandland)


def test_a_sheet_records_signatures_and_brings_new_organisations_in(compact):
    make.make_organisation("Strandlands Brukarråd")

    brought = take(
        compact,
        sheet(
            "strandlands brukarråd;2025-09-24;Ordförande, o@example.org;Förteckning;"
            "Enligt förteckning;Idéburen sektor",
            "Regionen;2025;;;Beslut;Regionen",
        ),
    )

    assert outcomes(brought) == [(2, "new"), (3, "new")]
    assert Organisation.objects.count() == 2
    new = Organisation.objects.get(name="Regionen")
    assert (new.kind, new.origin) == ("public", "made up")
    signature = Signature.objects.get(organisation__name="Strandlands Brukarråd")
    assert (str(signature.day), signature.way) == ("2025-09-24", "ceremony")
    assert signature.party.key == "civil"
    marks = OrganisationMark.objects.filter(kind=SIGNATORY, key="strandland")
    assert marks.count() == 2
    assert not marks.exclude(last_day=None).exists()


def test_a_name_of_another_world_is_not_the_same_organisation(compact):
    make.make_organisation("Sensus", slug="hok-sensus", origin="source")

    take(compact, sheet("Sensus"))

    assert Organisation.objects.filter(name="Sensus").count() == 2


def test_a_former_name_is_known_and_a_similar_one_is_asked_about(compact):
    known = make.make_organisation("Näverlyckans Parasport")
    known.names.create(name="Näverlyckans Handikappidrott")

    former = take(compact, sheet("Näverlyckans Handikappidrott"), dry_run=True)
    similar = take(compact, sheet("Näverlykans Parasport"), dry_run=True)
    same = take(compact, sheet("Näverlykans Parasport"), choices={2: "same"})

    assert former.plan.rows[0].organisation == known
    assert similar.plan.rows[0].organisation is None
    assert similar.plan.rows[0].similar == known
    assert same.plan.rows[0].organisation == known
    assert Organisation.objects.count() == 1


def test_the_same_sheet_again_changes_nothing(compact):
    cells = sheet("A;2025-09-24;o@example.org;x;På plats;Idéburen sektor", "B;2025")
    take(compact, cells)
    before = everything()

    brought = take(compact, cells)

    assert outcomes(brought) == [(2, "unchanged"), (3, "unchanged")]
    assert brought.run is None
    assert everything() == before


def test_a_sheet_fills_holes_and_never_writes_over(compact):
    make_signature(compact, "A", day="2025")
    make_signature(compact, "B", day="2025-09-24")

    brought = take(compact, sheet("A;;o@example.org", "B;2025-09-25"))

    assert outcomes(brought) == [(2, "changed"), (3, "refused")]
    assert Signature.objects.get(organisation__name="A").contact_email
    assert str(Signature.objects.get(organisation__name="B").day) == "2025-09-24"
    assert "redan" not in str(brought.plan.rows[1].fault)
    assert "already signed this version (2025-09-24)" in str(brought.plan.rows[1].fault)


def test_one_that_had_declared_becomes_signed_and_undone_it_is_declared(compact):
    make_signature(compact, "A", state="declared", day="2025-01")
    before = everything()

    brought = take(compact, sheet("A;2025-09-24"))

    signature = Signature.objects.get()
    assert (signature.state, str(signature.day)) == ("signed", "2025-09-24")
    assert outcomes(brought) == [(2, "changed")]
    actions.undo(brought.run, by=SYSTEM)
    assert everything() == before


def test_two_rows_that_are_the_same_organisation_are_not_both_taken(compact):
    known = make.make_organisation("Näverlyckans Parasport")
    known.names.create(name="Näverlyckans Handikappidrott")

    brought = take(
        compact, sheet("Näverlyckans Parasport", "Näverlyckans Handikappidrott")
    )

    assert outcomes(brought) == [(2, "new"), (3, "refused")]


def test_a_name_that_two_bear_is_refused(compact):
    make.make_organisation("Hembygdsföreningen", slug="a")
    make.make_organisation("Hembygdsföreningen", slug="b")

    brought = take(compact, sheet("Hembygdsföreningen"))

    assert outcomes(brought) == [(2, "refused")]


def test_refused_rows_are_left_out_and_the_rest_is_taken(compact):
    brought = take(compact, sheet("A;24/13", "B;2025", ";2025"))

    assert outcomes(brought) == [(2, "refused"), (3, "new"), (4, "refused")]
    assert Signature.objects.count() == 1
    assert brought.run.summary["refused"] == 2


def test_undoing_a_sheet_of_500_rows_leaves_everything_as_it_was(compact):
    make.make_organisation("Förening 7")
    before = everything()
    rows = [f"Förening {n};2025-09-24;f{n}@example.org" for n in range(500)]

    brought = take(compact, sheet(*rows))

    assert brought.plan.counts["new"] == 500
    assert Signature.objects.count() == 500
    actions.undo(brought.run, by=SYSTEM)
    assert everything() == before


def test_an_organisation_that_has_come_into_use_stops_the_undo(compact, vera):
    brought = take(compact, sheet("Ny förening", "Annan förening"))
    make.make_authority(vera, Organisation.objects.get(name="Ny förening"))

    with pytest.raises(ChangedSince):
        actions.undo(brought.run, by=SYSTEM)

    assert Signature.objects.count() == 2
