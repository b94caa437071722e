"""Which two may be one organisation: the rules alone (O16, O17)."""

from __future__ import annotations

import doctest
from dataclasses import replace
from importlib import import_module
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overens.organisations.rules.likeness import (
    LINKED,
    REASONS,
    Card,
    pairs_of,
    rule_keys,
    same_by_rule,
)
from overens.organisations.rules.likeness.card import AGAINST, FOR
from overens.organisations.rules.likeness.names import line_of, words_of

NUMBER, OTHER_NUMBER = "8024500009", "8024500017"
WHERE = {
    "municipality": "1380",
    "locality": "Halmstad",
    "postal_code": "302 33",
}


def card(key, name, **fields):
    return Card(key, name, **{**WHERE, **fields})


def asked(*cards, least=65):
    """Return the pairs that a person is asked about, each in order of its keys."""
    return {tuple(sorted((pair.a, pair.b))) for pair in pairs_of(cards, least=least)}


def score(a, b):
    found = list(pairs_of([a, b], least=0))
    return found[0].score if found else 0


@pytest.mark.parametrize("module", ["names", "known", "same"])
def test_the_examples_hold(module):
    rules = import_module(f"overens.organisations.rules.likeness.{module}")
    assert doctest.testmod(rules).failed == 0


def test_each_reason_has_words_and_speaks_either_for_or_against():
    assert set(REASONS) == {*FOR, *AGAINST}
    assert not set(FOR) & set(AGAINST)


# --- the tricky cases of the register's research, by their numbers -----------------


def test_1_clubs_of_one_town_with_other_letters_are_other_clubs():
    names = ["IFK Halmstad", "Halmstads IF", "IK Halmstad", "Halmstads BK"]
    cards = [card(name, name) for name in names]

    assert asked(*cards) == set()
    assert not any(same_by_rule(a, b) for a, b in combinations(cards, 2))


def test_2_the_red_cross_of_a_town_is_one_however_it_is_said():
    a = card("a", "Röda Korset Halmstadkretsen")
    b = card("b", "Halmstads Rödakorskrets")

    assert asked(a, b) == {("a", "b")}
    assert words_of("Rödakorset Halmstad") == words_of("Röda Korsets Halmstad")


def test_3_branches_of_one_name_in_two_places_are_two():
    a = Card("a", "Svenska Röda Korset", number=NUMBER, municipality="1380")
    b = Card("b", "Svenska Röda Korset", number=OTHER_NUMBER, municipality="1383")
    c = Card("c", "Svenska Röda Korset", municipality="1384", locality="Särö")

    assert asked(a, b, c) == set()


def test_3_a_branch_that_borrows_its_parents_number_is_never_linked():
    parent = card("a", "PRO Halmstad", number=NUMBER)
    branch = card("b", "PRO Halmstad", borrowed=NUMBER)

    assert same_by_rule(parent, branch) == ()
    assert asked(parent, branch) == set()
    (found,) = pairs_of([parent, branch], least=0)
    assert "borrowed number" in found.reasons


def test_3_a_branch_that_gives_its_parents_number_as_its_own_is_not_linked():
    parent = card("a", "Hjärt-Lung Halland", number=NUMBER)
    branch = card("b", "Hjärt-Lung lokalavdelning Halmstad", number=NUMBER)

    assert same_by_rule(parent, branch) == ()


@pytest.mark.parametrize(
    "part", ["Fotboll", "Ungdom", "Damklubben", "Veteranerna", "U19", "Friidrott"]
)
def test_4_a_section_or_youth_club_is_not_the_club(part):
    club, section = card("a", "Åleds IF"), card("b", f"Åleds IF {part}")

    assert asked(club, section) == set()
    for number in ("", NUMBER):
        a, b = replace(club, number=number), replace(section, number=number)
        assert same_by_rule(a, b) == ()


def test_5_an_address_that_many_share_says_nothing():
    names = ["Fyren", "Lyktan", "Svanen", "Måsen", "Ankaret", "Ankaret Åsa"]
    clubs = [
        Card(name, f"Båtsällskapet {name}", website="https://batliv.example.org/")
        for name in names
    ]

    assert asked(*clubs) == set()
    a = Card("a", "Fyren", municipality="1380", website="batliv.example.org")
    b = Card("b", "Fyren", municipality="1380", website="batliv.example.org")
    assert same_by_rule(a, b)
    assert not same_by_rule(a, b, shared={"batliv.example.org"})


def test_6_post_by_a_treasurer_elsewhere_is_asked_about_where_an_address_agrees():
    a = card("a", "Kören Fyren i Halmstad", website="https://koren.example.org/")
    b = Card(
        "b",
        "Kören Fyren i Halmstad",
        municipality="1383",
        locality="Varberg",
        website="www.koren.example.org",
    )

    assert asked(a, b) == {("a", "b")}
    assert same_by_rule(a, b) == ()


def test_8_a_former_name_is_held_against_the_present_one():
    a = card("a", "Halmstads Kulturvänner", other_names=("Föreningen Gamla Stan",))
    b = card("b", "Föreningen Gamla Stan")

    assert asked(a, b) == {("a", "b")}
    (found,) = pairs_of([a, b], least=65)
    assert "other name equal" in found.reasons


def test_9_what_is_missing_agrees_with_nothing():
    a, b = Card("a", "Idrottsföreningen"), Card("b", "Bildningsföreningen")

    assert asked(a, b) == set()
    assert same_by_rule(Card("a", "Fyren"), Card("b", "Fyren")) == ()
    assert rule_keys(Card("a", "Fyren")) == ()


def test_12_a_name_without_a_place_is_one_only_where_the_place_is():
    here = Card("a", "Hembygdsföreningen", municipality="1380", locality="Åled")
    there = Card("b", "Hembygdsföreningen", municipality="1380", locality="Getinge")
    again = Card("c", "Hembygdsföreningen i Åled", municipality="1380", locality="Åled")

    assert asked(here, there, again) == {("a", "c")}
    assert same_by_rule(here, there) == ()


def test_13_letters_that_mean_two_things_are_asked_about_never_linked():
    short = card("a", "Halmstads BK")
    ball = card("b", "Halmstads Bollklubb")
    dogs = card("c", "Halmstads Brukshundklubb")

    assert asked(ball, dogs) == set()
    assert score(short, ball) > 60
    for other in (ball, dogs):
        assert same_by_rule(replace(short, number=NUMBER), other) == ()


def test_15_a_merged_club_is_not_linked_to_one_that_it_came_of():
    merged = card("a", "Haverdal-Harplinge IK", number=NUMBER)
    before = card("b", "Harplinge IK", number=OTHER_NUMBER)

    assert same_by_rule(merged, before) == ()
    assert asked(merged, before) == set()


def test_16_a_company_is_not_the_club_whose_course_it_runs():
    club = card("a", "Halmstads Golfklubb", form="association")
    company = card("b", "Halmstads Golfklubb", form="company")

    assert same_by_rule(club, company) == ()
    (found,) = pairs_of([club, company], least=0)
    assert "company" in found.reasons


def test_18_one_contact_for_five_clubs_does_not_make_them_one():
    names = ["Åleds Bygdegård", "Kören Fyren", "Holms Fiskevård", "Sennans Byalag"]
    cards = [card(name, name, email="anna@konsult.example.org") for name in names]

    assert asked(*cards) == set()
    gmail = [Card(str(n), "Fyren", email=f"fyren{n}@gmail.com") for n in range(2)]
    assert "same e-mail domain" not in next(pairs_of(gmail, least=0)).reasons


# --- what the same name is written as ----------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kvibille Gymnastik- och Idrottsförening", "Kvibille GoIF"),
        ("Getinge Idrottsförening", "Getinge I.F."),
        ("HARPLINGE HEMBYGDSFÖRENING", "Harplinge hembygds förening"),
        ("Oskarströms Båtsällskap, ideell förening", "Oskarström Båtsällskap"),
        ("Tylösands Golfklubb", "Golfklubben Tylösand"),
        ("FÃ¶reningen TrÃ¤dgÃ¥rden", "Föreningen Trädgården"),
        ("Särö Seglarförbund", "Saro Seglarforbund"),
        ("Vallda Idrottsklubb", "Vallda IK"),
        ("Södra Näs Vägförening ek. för.", "Södra Näs Vägförening"),
        ("Åsa och Frillesås Byalag", "Åsa & Frillesås byalag"),
        ("Ideella föreningen Kattens vänner", "Föreningen Kattens Vänner"),
    ],
)
def test_a_name_is_the_same_however_it_is_written(one, other):
    assert asked(card("a", one), card("b", other)) == {("a", "b")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Norra Varbergs Hembygdsförening", "Södra Varbergs Hembygdsförening"),
        ("Varbergs Konstförening", "Varbergs Konsthantverksförening"),
        ("Halmstads Simsällskap", "Halmstads Segelsällskap"),
        ("Villaägarna Halmstad", "Hyresgästföreningen Halmstad"),
        ("Somaliska föreningen Halmstad", "Somaliska kvinnoföreningen Halmstad"),
        ("Getinge Hembygdsförening", "Getinge Bygdegårdsförening"),
        ("Eldsberga IK", "Eldsberga SK"),
    ],
)
def test_neighbours_with_like_names_are_not_asked_about(one, other):
    assert asked(card("a", one), card("b", other)) == set()


def test_a_name_in_other_letters_than_ours_is_like_itself_alone():
    one, other = card("a", "جمعية النور"), card("b", "Общество")

    assert asked(one, other) == set()
    assert asked(one, replace(one, key="c")) == {("a", "c")}


# --- the strict rule ---------------------------------------------------------------


def test_the_same_number_and_name_are_one_wherever_they_are():
    a = card("a", "Fyrens Vänner", number=NUMBER)
    b = Card("b", "Fyrens vänner", number=NUMBER, municipality="1383")

    assert same_by_rule(a, b)[0] == "number equal"
    assert set(rule_keys(a)) & set(rule_keys(b))


def test_the_same_name_and_municipality_need_one_more_that_agrees():
    a, b = card("a", "Fyrens Vänner"), card("b", "Fyrens vänner")

    assert same_by_rule(a, b) == ("name equal", "same municipality", "same post code")
    assert same_by_rule(a, replace(b, postal_code="")) == ()


def test_the_rule_does_not_hold_where_something_speaks_against():
    a = card("a", "Fyrens Vänner", website="fyren.example.org")
    b = card("b", "Fyrens vänner", website="lyktan.example.org")

    assert same_by_rule(a, b) == ()


# --- for any two -------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        "Halmstads",
        "Fyren",
        "IF",
        "BK",
        "Bollklubb",
        "Röda",
        "Korset",
        "Hembygdsförening",
        "Åsa",
        "Getinge",
        "i",
        "Ungdom",
        "krets",
        "PRO",
        "Norra",
        "Tennisklubb",
        "Föreningen",
        "Eken",
        "ideell",
        "förening",
        "Ã–rnen",
    ]
)
CARDS = st.builds(
    Card,
    key=st.just(""),
    name=st.lists(WORDS, min_size=1, max_size=5).map(" ".join),
    other_names=st.lists(WORDS, max_size=1).map(tuple),
    number=st.sampled_from(["", NUMBER, OTHER_NUMBER]),
    borrowed=st.sampled_from(["", "", "8024500025"]),
    municipality=st.sampled_from(["", "1380", "1384"]),
    locality=st.sampled_from(["", "Halmstad", "Åsa"]),
    postal_code=st.sampled_from(["", "30233", "439 54"]),
    email=st.sampled_from(["", "a@one.example.org", "b@two.example.org", "c@live.se"]),
    website=st.sampled_from(["", "http://www.one.example.org", "two.example.org/"]),
)


@given(CARDS, CARDS)
def test_likeness_is_the_same_both_ways(a, b):
    a, b = replace(a, key="a"), replace(b, key="b")

    forth = {(p.score, p.decision) for p in pairs_of([a, b], least=0)}
    back = {(p.score, p.decision) for p in pairs_of([b, a], least=0)}
    assert forth == back
    assert bool(same_by_rule(a, b)) == bool(same_by_rule(b, a))


@given(CARDS, CARDS)
def test_two_numbers_are_never_linked_nor_is_a_borrowed_one(a, b):
    linked = bool(same_by_rule(a, b))

    if (a.number and b.number and a.number != b.number) or a.borrowed or b.borrowed:
        assert not linked
    if linked:
        assert set(rule_keys(a)) & set(rule_keys(b))


@given(CARDS)
def test_a_card_is_like_itself(a):
    a = replace(a, key="a", number=NUMBER, borrowed="")
    again = replace(a, key="b")

    assert same_by_rule(a, again)
    (found,) = pairs_of([a, again], least=65)
    assert (found.score >= 65, found.decision) == (True, LINKED)


@given(st.lists(WORDS, max_size=6).map(" ".join))
def test_a_name_that_is_made_comparable_twice_is_as_after_once(name):
    assert line_of(line_of(name)) in (line_of(name), line_of(line_of(line_of(name))))


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_can_be_held_against_any_other(one, other):
    for found in pairs_of([Card("a", one), Card("b", other)], least=0):
        assert 0 <= found.score <= 100
        assert set(found.reasons) <= set(REASONS)


def test_a_number_that_was_taken_for_borrowed_is_asked_about_and_not_linked():
    club = card("a", "Fyrens Vänner", number=NUMBER)
    again = card("b", "Fyrens vänner", number=NUMBER, borrowed=NUMBER)

    (found,) = pairs_of([club, again], least=65)
    assert found.decision != LINKED
