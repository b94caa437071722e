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
        ("Bland 9/13 nämnder är det så.", "sv", "9/13"),
        ("Det gäller 3-4 nämnder.", "sv", "3-4"),
        ("Det gäller 3–4 nämnder.", "sv", "3–4"),
        ("Det gäller tre-fyra nya nämnder.", "sv", "tre-fyra"),
        ("Av 2 000 nämnder svarade några.", "sv", "2 000"),
        ("Tjugofem nämnder svarade.", "sv", "Tjugofem"),
        ("Ett tiotal nämnder svarade.", "sv", "Ett tiotal"),
        ("Två tredjedelar av nämnderna svarade.", "sv", "Två tredjedelar"),
        ("En fjärdedel av de svarande är nya.", "sv", "En fjärdedel"),
        ("Three quarters of all committees answered.", "en", "Three quarters"),
        ("Var tredje nämnd svarade.", "sv", "Var tredje"),
        ("En majoritet av nämnderna svarade.", "sv", "En majoritet"),
        ("De fem sekreterarna är nya.", "sv", "fem"),
        ("Twenty-five committees answered.", "en", "Twenty-five"),
        ("Every third committee answered.", "en", "Every third"),
        ("A majority of the committees answered.", "en", "A majority"),
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


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I november 2020 fick nämnderna frågan.", "sv"),
        ("Redan 2010 nämnde parterna det.", "sv"),
        ("Under 2016–2020 möttes nämnderna.", "sv"),
        ("Under två veckor kunde nämnderna svara.", "sv"),
        ("For two weeks committees could answer.", "en"),
    ],
)
def test_a_year_and_a_number_of_another_noun_stop_nothing(text, language):
    (said,) = faults_in(text, language, COUNTED[language])
    assert (said.why, said.stops) == (Fault.LOOSE, False)


@pytest.mark.parametrize(
    ("text", "language", "written"),
    [
        ("Snittet är 2,75.", "sv", "2,75"),
        ("Medelvärdet blev 3.", "sv", "3"),
        ("De gav 2,75 i snitt.", "sv", "2,75"),
        ("The mean is 2.75.", "en", "2.75"),
        ("They gave 2.75 on average.", "en", "2.75"),
        ("1 svarade alltid.", "sv", "1"),
        ("Four said so.", "en", "Four"),
        ("Ingen känner till överenskommelsen.", "sv", "Ingen"),
        ("De flesta är nöjda.", "sv", "De flesta"),
        ("Endast ett fåtal svarade nej.", "sv", "Endast ett fåtal"),
        ("Ett par stycken svarade vagt.", "sv", "Ett par stycken"),
        ("Only a handful answered no.", "en", "Only a handful"),
        ("Nästan alla nämndsekreterare svarade.", "sv", "Nästan alla"),
        ("Nobody knows of the compact.", "en", "Nobody"),
        ("Most are satisfied.", "en", "Most"),
        ("All committees agreed.", "en", "All"),
    ],
)
def test_a_mean_and_how_many_are_bound_like_any_figure(text, language, written):
    assert found(text, language) == [(Fault.COUNTED, written)]
    (said,) = faults_in(text, language, COUNTED[language])
    assert said.stops


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Alla nämnder är med.", "sv"),
        ("Alla utom en är med.", "sv"),
        ("Majoriteten vill ha mer tid.", "sv"),
        ("Bara någon enstaka nämnd saknar samverkan.", "sv"),
        ("Kännedomen har ökat sedan hösten.", "sv"),
        ("Only a few need more time.", "en"),
        ("It has become better known since last autumn.", "en"),
        ("Nästan alla nämndsekreterare vill mötas oftare.", "sv"),
        ("Most committees want to meet more often.", "en"),
    ],
)
def test_what_may_be_said_of_those_who_answered_is_listed_and_stops_nothing(
    text, language
):
    (said,) = faults_in(text, language, COUNTED[language])
    assert not said.stops


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Frågan ställdes till alla nämndsekreterare.", "sv"),
        ("Ingen ska kunna peka ut någon.", "sv"),
        ("De flesta känner till den: {known:yes}.", "sv"),
        ("Alla nämnder fick frågorna med e-post.", "sv"),
        ("All committees were sent the questions.", "en"),
        ("Alla är välkomna, och de flesta möten är öppna.", "sv"),
        ("All questions stand in the appendix.", "en"),
        ("Most of the plan is done.", "en"),
    ],
)
def test_how_many_beside_a_figure_or_of_something_else_is_left_alone(text, language):
    assert found(text, language) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I fråga 3 svarade nämnderna kort.", "sv"),
        ("Questions 3 and 4 committees found hard.", "en"),
        ("Var tredje år möts de, och majoriteten i rådet är ny.", "sv"),
    ],
)
def test_the_number_of_a_question_and_how_often_are_no_figures(text, language):
    assert found(text, language) == []


@pytest.mark.parametrize(
    "text",
    ["{known:yes till den.", "Det är { }.", "known:yes} är det.", "{" + "1" * 201 + "}",
     "{" + "1" * 5000 + "}"],
)  # fmt: skip
def test_a_brace_that_is_left_open_stops_and_breaks_nothing(text):
    (said, *_) = faults_in(text, "sv", COUNTED["sv"])
    assert (said.why, said.stops) == (Fault.BRACE, True)
    assert "".join(sentences_of(text)).replace("{}", "{ }") == text


def test_what_is_typed_in_braces_is_no_place_of_a_reference():
    assert sentences_of("{known:yes} { {0} {1}. {a}!") == [
        "{known:yes} { {0} {1}.",
        "{a}!",
    ]


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
        ("Mer tid leder till nöjda nämnder.", "sv"),
        ("Nöjdheten beror på tid och blir högre.", "sv"),
        ("De som samverkar tenderar att vara nöjdare.", "sv"),
        ("De som ofta ses är mindre nöjda.", "sv"),
        ("More time leads to content committees.", "en"),
        ("Those who meet often are more content.", "en"),
    ],
)
def test_that_two_things_hang_together_is_not_said_without_the_verdict(text, language):
    assert (Fault.TOGETHER, "") in found(text, language)
    assert found(f"{text} {{level*satisfaction}}.", language) == []


def test_a_verdict_speaks_for_its_own_sentence_and_those_beside_it():
    claim = "De med högre grad av samverkan är mer nöjda."
    verdict = "Se {level*satisfaction}."
    assert found(f"{claim} {verdict} {claim}") == []
    assert found(f"{verdict} Så är det. {claim}") == [(Fault.TOGETHER, "")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Det skedde i samband med mötet.", "sv"),
        ("Fler vill ses.", "sv"),
        ("Det är mer eller mindre klart för fler.", "sv"),
        ("Allt fler vill ha mer samverkan.", "sv"),
        ("Många vill ha fler och bättre möten.", "sv"),
        ("Det beror på tiden.", "sv"),
        ("It is more or less done.", "en"),
        ("Committees collaborate more often than before.", "en"),
    ],
)
def test_ordinary_words_claim_nothing(text, language):
    assert found(text, language) == []


def test_sentences_end_where_they_end():
    text = "Först {a:b.c}. Sedan ”så”? Ja!\nNy rad utan punkt\n\n{d} sist"
    assert sentences_of(text) == [
        "Först {a:b.c}.",
        "Sedan ”så”?",
        "Ja!",
        "Ny rad utan punkt",
        "{d} sist",
    ]


def test_a_quotation_stays_whole_and_keeps_its_marks():
    text = "Han skrev ”Vi har 5 nämnder.” Sedan ”Nio nämnder. Fler kommer.” Slut."
    assert sentences_of(text) == [
        "Han skrev ”Vi har 5 nämnder.”",
        "Sedan ”Nio nämnder. Fler kommer.”",
        "Slut.",
    ]
    assert found(text) == []
    told = "Vanligast: ”Det ger inget!” {grade:1}; ”Det ger allt!” {grade:5}."
    assert sentences_of(told) == [told]
    assert sentences_of("”Nej!”\n{grade:1}.\n”Ja.”\n") == [
        "”Nej!”",
        "{grade:1}.",
        "”Ja.”",
    ]


@given(st.text(alphabet="aB .!?{}:”\n", max_size=60))
def test_no_word_is_lost_between_sentences(text):
    kept = "".join("".join(sentences_of(text)).split())
    assert kept == "".join(text.split()).replace("{}", "{}")
