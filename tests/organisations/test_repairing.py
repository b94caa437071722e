"""Text that was read in the wrong encoding comes back as it was written."""

from __future__ import annotations

import doctest
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overens.organisations.rules import repairing
from overens.organisations.rules.repairing import looks_double_encoded, repaired

SWEDISH = st.text(alphabet="abcdefgh ÅÄÖåäöéü-&”“–", max_size=30)


def test_the_examples_hold():
    assert doctest.testmod(repairing).failed == 0


@given(SWEDISH)
def test_swedish_text_is_left_as_it_is(text):
    assert repaired(text) == unicodedata.normalize("NFC", text)
    assert not looks_double_encoded(text)


@given(SWEDISH)
def test_swedish_text_read_as_windows_1252_or_latin_1_comes_back(text):
    assert repaired(text.encode().decode("cp1252", "replace")) == text
    assert repaired(text.encode().decode("latin-1")) == text


@given(st.text(max_size=40))
def test_repairing_twice_is_repairing_once(text):
    # Four layers of damage are something else: what is left is never made worse.
    once = repaired(repaired(repaired(text)))
    assert repaired(once) == once or looks_double_encoded(once)


@pytest.mark.parametrize(
    "name", ["São Paulo-vänner", "HÅ”", "Ää Öö", "naïve café", "Âme"]
)
def test_a_name_of_another_language_is_not_taken_for_damage(name):
    assert repaired(name) == name


def test_letters_apart_from_their_accents_are_put_together():
    assert repaired(unicodedata.normalize("NFD", "Åsa Ängar")) == "Åsa Ängar"


def test_damage_put_in_lower_case_is_damage_still():
    assert repaired("hembygdsfã¶reningen") == "hembygdsföreningen"
