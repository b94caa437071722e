from __future__ import annotations

import pytest

from overens.accounts.models import RoleGrant, Space
from overens.common.audit import SYSTEM
from overens.common.imports import (
    AlreadyUndone,
    ChangedSince,
    Journal,
    stored_values,
    undo_import,
)
from overens.common.models import removing
from overens.organisations.models import ContactRole, Organisation, OrganisationName
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(strandland):
    """An import that made one space and renamed another."""
    journal = Journal()
    made = make.make_space("ny")
    journal.made(made)
    before = stored_values(strandland, "theme")
    strandland.theme = "annat"
    strandland.save()
    journal.changed(strandland, before)
    return journal.finish(kind="common.import_test", by=SYSTEM, data=b"x")


def test_undoing_takes_away_what_was_made_and_gives_back_what_was(run, strandland):
    undo_import(run, by=SYSTEM)

    strandland.refresh_from_db()
    assert strandland.theme == "samverkan"
    assert not Space.objects.filter(slug="ny").exists()


def test_an_import_is_undone_once(run):
    undo_import(run, by=SYSTEM)

    with pytest.raises(AlreadyUndone):
        undo_import(run, by=SYSTEM)


def test_nothing_is_undone_when_a_row_was_changed_since(run, strandland):
    strandland.theme = "ett tredje"
    strandland.save()

    with pytest.raises(ChangedSince):
        undo_import(run, by=SYSTEM)
    assert Space.objects.filter(slug="ny").exists()


def test_nothing_is_undone_when_a_row_is_used_since(run, petra, strandland):
    RoleGrant.objects.create(
        person=petra, role="official", space=Space.objects.get(slug="ny")
    )

    with pytest.raises(ChangedSince):
        undo_import(run, by=SYSTEM)
    strandland.refresh_from_db()
    assert strandland.theme == "annat"


def test_nothing_is_undone_when_a_made_row_was_changed_since(run):
    made = Space.objects.get(slug="ny")
    made.theme = "något annat"
    made.save()

    with pytest.raises(ChangedSince):
        undo_import(run, by=SYSTEM)
    assert Space.objects.filter(slug="ny").exists()


def test_a_row_that_was_made_and_then_changed_by_the_same_import_is_undone(db):
    journal = Journal()
    made = make.make_space("ny")
    journal.made(made)
    before = stored_values(made, "theme")
    made.theme = "annat"
    made.save()
    journal.changed(made, before)
    run = journal.finish(kind="common.import_test", by=SYSTEM, data=b"x")

    undo_import(run, by=SYSTEM)

    assert not Space.objects.filter(slug="ny").exists()


def test_a_row_that_never_came_to_be_has_nothing_to_undo(strandland):
    journal = Journal()
    made = make.make_space("ny")
    journal.made(made)
    with removing():
        made.delete()
    run = journal.finish(kind="common.import_test", by=SYSTEM, data=b"x")

    undo_import(run, by=SYSTEM)

    assert Space.objects.filter(slug="strandland").exists()


def _imported_organisation():
    journal = Journal()
    made = make.make_organisation("Ny förening")
    OrganisationName.objects.create(organisation=made, name="Gammalt namn")
    journal.made(made)
    return made, journal.finish(kind="common.import_test", by=SYSTEM, data=b"x")


def test_what_an_import_made_beside_its_rows_goes_with_them(db):
    made, run = _imported_organisation()

    undo_import(run, by=SYSTEM)

    assert not Organisation.objects.filter(pk=made.pk).exists()
    assert not OrganisationName.objects.exists()


def test_nothing_is_undone_when_something_made_later_would_go_along(db):
    made, run = _imported_organisation()
    ContactRole.objects.create(organisation=made, email="ordf@example.org")

    with pytest.raises(ChangedSince):
        undo_import(run, by=SYSTEM)

    assert ContactRole.objects.filter(organisation=made).exists()
