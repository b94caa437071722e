"""What holds of any choice of who sees what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from overens.organisations.rules.visibility import (
    EVERYONE,
    NARROWABLE,
    VISIBILITIES,
    NoSuchVisibility,
    check_visibility,
    strictest,
    withheld_from,
)

CHOICES = some.dictionaries(
    some.sampled_from(list(NARROWABLE)), some.sampled_from(list(VISIBILITIES))
)


@given(one=CHOICES, other=CHOICES, reader=some.sampled_from(list(VISIBILITIES)))
def test_of_two_that_are_merged_a_reader_sees_only_what_both_showed(one, other, reader):
    both = strictest(one, other)

    assert withheld_from(reader, both) == (
        withheld_from(reader, one) | withheld_from(reader, other)
    )
    assert strictest(other, one) == both == strictest(both, one)


@given(choice=CHOICES)
def test_whoever_is_nearer_sees_at_least_as_much(choice):
    everyone, parties, within = (withheld_from(who, choice) for who in VISIBILITIES)

    assert within <= parties <= everyone
    assert within == frozenset()


@given(choice=CHOICES)
def test_what_everyone_sees_is_not_kept(choice):
    kept = check_visibility(choice)

    assert EVERYONE not in kept.values()
    assert withheld_from(EVERYONE, choice) == set(kept)


@pytest.mark.parametrize("choice", [{"name": "within"}, {"web": "nobody"}])
def test_what_the_register_rests_on_and_unknown_steps_cannot_be_chosen(choice):
    with pytest.raises(NoSuchVisibility):
        check_visibility(choice)
