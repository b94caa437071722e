"""Figures bound into texts, and what a sentence may not say by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overens.surveys.rules.bound import (
    Reference,
    UnknownFigure,
    bound,
    figures_to_bind,
    pieces_of,
    references_in,
)
from overens.surveys.rules.sentences import Fault, faults_in, sentences_of
from tests.surveys.made import hok_result

pytestmark = pytest.mark.pure

COUNTED = {
    "sv": ["nämnd", "nämnder", "nämndsekreterare", "nämndsekreterare"],
    "en": ["committee", "committees", "committee secretary", "committee secretaries"],
}


def found(text, language="sv"):
    return [
        (each.why, each.written)
        for each in faults_in(text, language, COUNTED[language])
    ]


@given(st.text(max_size=80))
def test_a_text_is_split_into_words_and_references_and_nothing_is_lost(text):
    joined = "".join(
        piece if isinstance(piece, str) else "{?}" for piece in pieces_of(text)
    )
    assert joined.count("{?}") >= len(references_in(text))
    if "{" not in text:
        assert joined == text


@pytest.mark.parametrize(
    ("name", "count", "base"),
    [
        ("survey:asked", 11, None),
        ("survey:answered", 8, 11),
        ("survey:missing", 3, None),
        ("survey:units", 13, 20),
        ("survey:units-missing", 7, None),
        ("knows-compact", 13, 20),
        ("knows-compact:yes", 9, 13),
        ("knows-compact:yes:share", 9, 13),
        ("satisfaction", 8, 20),
    ],
)
def test_a_reference_stands_for_the_figure_of_the_answers(name, count, base):
    figure = bound(Reference(name), hok_result())
    assert (figure.count, figure.base) == (count, base)


@pytest.mark.parametrize(
    "name",
    ["", "survey", "survey:five", "knows", "knows-compact:maybe", "satisfaction:2:x",
     "knows-compact*knows-compact", "knows-compact*nothing", "*"],
)  # fmt: skip
def test_what_is_no_figure_is_refused_by_name(name):
    with pytest.raises(UnknownFigure) as refused:
        bound(Reference(name), hok_result())
    assert refused.value.facts == {"name": name}


def test_every_figure_of_the_list_can_be_put_in():
    result = hok_result()
    listed = figures_to_bind(result)
    assert len(listed) > 60
    for figure in listed:
        assert bound(Reference(figure.name), result) == figure


@pytest.mark.parametrize(
    ("text", "language", "written"),
    [
        # What the report of 2020 printed, in our own words.
        ("Frågan om nöjdhet besvarades av 84 procent.", "sv", "84"),
        ("De fem nämndsekreterare som avstod finns i vården.", "sv", "fem"),
        ("Tre av nämnderna har inte svarat.", "sv", "Tre"),
        ("Hälften av nämndsekreterarna är nöjda.", "sv", "Hälften"),
        ("Only 31 % know it vaguely.", "en", "31"),
        ("Five committee secretaries did not answer.", "en", "Five"),
    ],
)
def test_a_number_of_what_is_counted_is_never_typed_by_hand(text, language, written):
    assert (Fault.COUNTED, written) in found(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "{survey:missing} nämndsekreterare svarade inte.",
        "På frågan ”Känner du till de 9 åtagandena?” svarade {knows-compact:yes}.",
        "Samverkan är bred.",
        "Vanligast är ”Fler än femhundra” och ”Färre än 50”.",
        "Beslutet är RS160183 § 15, 2016-10-19.",
    ],
)
def test_a_bound_figure_a_quotation_and_a_day_are_no_typed_numbers(text):
    assert found(text) == []


def test_a_number_of_something_else_is_pointed_at_and_stops_nothing():
    (said,) = faults_in("Den antogs 2010 av båda parter.", "sv", COUNTED["sv"])
    assert (said.why, said.written, said.stops) == (Fault.LOOSE, "2010", False)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("De med högre grad av samverkan är mer nöjda.", "sv"),
        ("Ju fler former, desto nöjdare är de.", "sv"),
        ("Det finns ett samband mellan nivå och nöjdhet.", "sv"),
        ("Those with a higher degree of collaboration are more content.", "en"),
        ("Level and satisfaction go together.", "en"),
    ],
)
def test_that_two_things_hang_together_is_not_said_without_the_verdict(text, language):
    assert (Fault.TOGETHER, "") in found(text, language)
    assert found(f"{text} {{level*satisfaction}}.", language) == []


@pytest.mark.parametrize("text", ["Det skedde i samband med mötet.", "Fler vill ses."])
def test_ordinary_words_claim_nothing(text):
    assert found(text) == []


def test_sentences_end_where_they_end():
    text = "Först {a:b.c}. Sedan ”så”? Ja!\nNy rad utan punkt\n\n{d} sist"
    assert sentences_of(text) == [
        "Först {a:b.c}.",
        "Sedan ”så”?",
        "Ja!",
        "Ny rad utan punkt",
        "{d} sist",
    ]


@given(st.text(alphabet="aB .!?{}:\n", max_size=60))
def test_no_word_is_lost_between_sentences(text):
    kept = "".join("".join(sentences_of(text)).split())
    assert kept == "".join(text.split()).replace("{}", "{}")
