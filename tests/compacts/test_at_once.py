"""Two at once: the same sheet, the same text, the same seat; nothing comes in twice."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from overens.accounts.rules import AddressTaken
from overens.common.audit import SYSTEM
from overens.common.models import ImportRun
from overens.compacts import actions
from overens.compacts.models import Compact, Signature
from overens.compacts.rules import CompactThere, SignedAlready
from overens.errors import RuleBroken
from overens.organisations.models import Organisation
from tests import make
from tests.compacts.rows import TEXT, bring_in, current, sheet

AT_ONCE = 4


@pytest.fixture
def emptied(transactional_db):
    """A database that threads with their own connections share."""
    make.make_space("strandland")
    connection.close()
    yield
    if connection.vendor == "sqlite":
        # An audit line is never deleted, save when the test's database is emptied;
        # the trigger comes back by itself afterwards.
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER common_audit_no_delete")


def all_at_once(call):
    """Call from several threads that begin together; return what each gave."""
    barrier = threading.Barrier(AT_ONCE)

    def one(number):
        barrier.wait()
        try:
            return call(number)
        except RuleBroken as broken:
            return type(broken)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def test_the_same_sheet_from_several_at_once_comes_in_once(emptied):
    compact = make.make_compact()
    version = current(compact)
    cells = sheet("A;2025-09-24", "B;2025-09-24", "C;2025")

    brought = all_at_once(
        lambda _n: actions.import_signatories(version=version, cells=cells, by=SYSTEM)
    )

    assert sorted(one.plan.count("new") for one in brought) == [0, 0, 0, 3]
    assert Signature.objects.count() == 3
    assert Organisation.objects.count() == 3
    assert ImportRun.objects.count() == 1


def test_one_organisation_signs_once_however_many_record_it(emptied):
    compact = make.make_compact()
    organisation = make.make_organisation()
    version, party = current(compact), compact.parties.get(key="civil")

    given = all_at_once(
        lambda _n: actions.record_signature(
            version=version, organisation=organisation, party=party, by=SYSTEM
        )
    )

    assert Signature.objects.count() == 1
    assert given.count(SignedAlready) == AT_ONCE - 1


def test_a_new_compact_at_one_address_is_made_once(emptied):
    given = all_at_once(lambda n: bring_in(TEXT.replace("tidigt", f"tidigt {n}")))

    # Refused by the rule, or a moment later by the database: the same to who reads it.
    made = [one for one in given if one not in (CompactThere, AddressTaken)]
    assert Compact.objects.filter(slug="provby").count() == 1
    # Who came after the first had finished brought in a version of their own.
    assert sorted(one.version.number for one in made) == list(range(1, len(made) + 1))


def test_an_import_is_undone_once_however_many_press(emptied):
    compact = make.make_compact()
    run = actions.import_signatories(
        version=current(compact), cells=sheet("A;2025"), by=SYSTEM
    ).run

    given = all_at_once(lambda _n: actions.undo(run, by=SYSTEM))

    assert given.count(None) == 1
    assert not Signature.objects.exists()
