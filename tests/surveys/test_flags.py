"""What in a text may point somebody out, before anybody releases it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overens.surveys.rules.flags import (
    ALONE,
    MAIL,
    NAME,
    NUMBER,
    PERSON,
    PHONE,
    PLACE,
    RARE,
    UNIT,
    Known,
    flags_in,
    pieces_of,
    suggested,
)

KNOWN = Known(
    persons=("Åsa Öberg", "Per Ek"),
    units=("Kulturnämnden", "Kommittén för hälsa"),
    places=("Sandhamra", "Ale"),
)


def kinds(text, known=KNOWN):
    return [(flag.kind, flag.found) for flag in flags_in(text, known)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Skriv till asa@example.org om det.", (MAIL, "asa@example.org")),
        ("Ring 070-123 45 67 i morgon.", (PHONE, "070-123 45 67")),
        ("Ring +46 8 123 456 78 då.", (PHONE, "+46 8 123 456 78")),
        ("Mitt nummer är 19800101-1234.", (NUMBER, "19800101-1234")),
        ("Fråga Öberg i stället.", (PERSON, "Öberg")),
        ("Det var Pers idé.", (PERSON, "Pers")),
        ("Vi i kulturnämndens kansli vet.", (UNIT, "kulturnämndens")),
        ("Här på kommittén för hälsa går det.", (UNIT, "kommittén för hälsa")),
        ("I sandhamra är det värre.", (PLACE, "sandhamra")),
        ("Det vet jag som ordförande.", (ALONE, "jag som")),
        ("That I know as the only one here.", (ALONE, "as the only")),
        ("Vi frågade en gång Fryshuset om det.", (NAME, "Fryshuset")),
    ],
)
def test_what_points_somebody_out_is_flagged(text, found):
    assert found in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Mer tid. Och pengar!",
        "Vi har 120 möten om året, 2019 och 2020.",
        "Det är per automatik så.",
        "ale och malt",
        "EU och IOP är svårt.",
    ],
)
def test_common_words_are_not_flagged(text):
    assert kinds(text) == []


def test_a_long_word_that_nobody_else_uses_is_flagged_where_there_are_texts_enough():
    texts = ["Vi saknar samverkansformer här"] * 1 + [f"Mer tid {n}" for n in range(7)]

    assert (RARE, "samverkansformer") in kinds(texts[0], Known(texts=texts))
    assert kinds(texts[0], Known(texts=texts[:3])) == []
    common = Known(texts=texts, common=frozenset({"samverkansformer"}))
    assert kinds(texts[0], common) == []


def test_what_is_surely_somebodys_is_suggested_to_be_taken_out():
    text = "Åsa Öberg (asa@example.org) i Sandhamra vet."

    assert suggested(text, flags_in(text, KNOWN)) == "[…] ([…]) i Sandhamra vet."


@given(st.text(max_size=200))
def test_the_pieces_are_the_whole_text(text):
    flags = flags_in(text, KNOWN)

    assert "".join(words for words, _flag in pieces_of(text, flags)) == text
    assert all(
        one.end <= other.start for one, other in zip(flags, flags[1:], strict=False)
    )
