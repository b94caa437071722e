"""Can anybody point Nils out? What sentences tell together."""

from __future__ import annotations

import re

import pytest

from overens.surveys.rules.singling import (
    ABOUT_ONE,
    ECHO,
    FEW,
    FEW_TOGETHER,
    GROUP,
    MISSING,
    NAMED,
    NOT_GIVEN_OUT,
    NOT_GIVEN_OUT_TOGETHER,
    OPTION,
    UNIT,
    Condition,
    Search,
    Vocabulary,
)

pytestmark = pytest.mark.pure

YES = Condition(OPTION, "known", "yes")
NO = Condition(OPTION, "known", "no")
MONEY = Condition(OPTION, "hurdles", "money")
CARE = Condition(GROUP, key="care")
BOARD = Condition(UNIT, key="board-3")
TWO, FOUR = (Condition(OPTION, "grade", grade) for grade in "24")

# Nils is the only one who answers for both sides and gave both a two and a four.
PEOPLE = {
    "nils": {YES, MONEY, CARE, BOARD, TWO, FOUR},
    **{f"p{n}": {YES, CARE} for n in range(6)},
    **{f"q{n}": {NO, MONEY} for n in range(7)},
    "silent": {Condition(MISSING), CARE},
}
WORDS = {
    "sv": Vocabulary(
        "sv",
        {YES: "Känner till", NO: "Känner inte till", MONEY: "Pengar", CARE: "Vården"},
        {"grade": list("12345")},
        {"Nämnd 3": BOARD, "Nils Ek": None},
        {
            "unit": "nämnd",
            "units": "nämnder",
            "respondent": "nämndsekreterare",
            "respondents": "nämndsekreterare",
        },
        frozenset({"ordinarie", "frågeställning", "när", "svarar", "en", "inte"}),
    ),
    "en": Vocabulary(
        "en",
        {YES: "Know of it", NO: "Do not know", MONEY: "Money", CARE: "Care"},
        {"grade": list("12345")},
        {"Committee 3": BOARD, "Nils Ek": None},
        {
            "unit": "committee",
            "units": "committees",
            "respondent": "committee secretary",
            "respondents": "committee secretaries",
        },
    ),
}


def counted(conditions):
    return sum(conditions <= true for true in PEOPLE.values())


def only_given_out(conditions):
    """A guarded survey that has given out each answer alone, and no table."""
    if conditions == {NO} or conditions == {YES}:
        return 5
    return None if any(c.kind == OPTION for c in conditions) else 5


def clues(text, *, language="sv", guarded=False, quotes=()):
    search = Search(
        WORDS[language],
        only_given_out if guarded else counted,
        least=5,
        quotes=quotes,
        is_guarded=guarded,
    )
    return [clue for each in search.searched(text) for clue in each.clues]


def said(*args, **how):
    return [clue.sentence for clue in clues(*args, **how)]


@pytest.mark.parametrize(
    "text",
    [
        "Flest känner till den: {known:yes}.",
        "Det vanligaste är ”Pengar” {hurdles:money}.",
        "Samverkan har blivit bredare sedan sist.",
        "",
    ],
)
def test_what_many_answered_is_not_marked(text):
    assert said(text) == []


def test_a_figure_of_few_is_marked_with_how_many_they_are():
    (clue,) = clues("Bara {grade:2} gav en tvåa.")
    assert (clue.sentence, clue.facts["persons"]) == (FEW, 1)


def test_two_answers_together_are_marked_though_each_is_safe():
    (clue,) = clues("De som känner till den och saknar pengar finns i alla län.")
    assert clue.sentence == FEW_TOGETHER
    assert clue.facts == {"what": "Pengar", "other": "Känner till", "persons": 1}


def test_two_answers_to_one_question_are_two_groups_unless_it_is_of_one_person():
    assert said("{known:yes} känner till den och {known:no} gör det inte.") == []
    of_one = said("En person gav två och fyra på skalan.")
    assert ABOUT_ONE in of_one
    assert FEW_TOGETHER in of_one


def test_the_next_sentence_goes_on_about_the_same_person():
    told = "{known:yes} känner till den. Av dem saknar de pengar."
    assert FEW_TOGETHER in said(told)
    assert said("{known:yes} känner till den. Somliga saknar pengar.") == []


def test_a_name_is_marked_whatever_its_form():
    assert NAMED in said("Nämnd 3s svar var kort.")
    assert NAMED in said("Nils Ek ringde.")
    assert said("Nämnd 30 var nöjd.") == []


def test_who_did_not_answer_is_marked_by_group():
    (clue,) = clues("Bortfallet ligger i vården.")
    assert (clue.sentence, clue.facts["persons"]) == (FEW_TOGETHER, 1)


def test_words_out_of_a_quotation_beside_an_answer_tie_the_two():
    quotes = ["Mer tid för medskapande processer.", "Fler möten."]
    text = "Den som gav två på skalan skrev om medskapande."
    assert ECHO in said(text, quotes=quotes)
    assert ECHO not in said("Några skrev om medskapande.", quotes=quotes)
    twice = [*quotes, "Medskapande igen."]
    assert ECHO not in said(text, quotes=twice)


def test_of_a_guarded_survey_only_what_was_given_out_is_asked():
    assert said("{known:yes} känner till den.", guarded=True) == []
    assert said("{grade:2} gav en tvåa.", guarded=True) == [NOT_GIVEN_OUT]
    (tied,) = clues("I vården är det {known:no} som är vanligast.", guarded=True)
    assert tied.sentence == NOT_GIVEN_OUT_TOGETHER
    assert "persons" not in tied.facts


def test_a_clue_is_told_once_and_one_person_is_nobody_s_grade():
    words = Vocabulary(
        "en",
        {
            Condition(OPTION, "leg", "care"): "Care",
            Condition(OPTION, "areas", "care"): "Care",
        },
        {"grade": list("12345")},
        {},
    )
    search = Search(words, lambda conditions: None, 5)
    (first, second) = search.searched("One of those who gave two. They are in care.")
    assert [clue.facts["what"] for clue in first.clues] == ["One of those who", "2"]
    assert [clue.facts["what"] for clue in second.clues] == ["Care", "2"]


def test_of_a_guarded_survey_a_name_with_an_answer_stops():
    (*_, named) = [
        clue
        for clue in clues("Nämnd 3 valde {known:no}.", guarded=True)
        if clue.sentence == NAMED
    ]
    assert named.stops
    (alone,) = clues("Nämnd 3 ställde upp med lokal.", guarded=True)
    assert not alone.stops


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Only {grade:2} gave a two.", FEW),
        ("One person gave two and four on the scale.", FEW_TOGETHER),
        ("Committee 3 answered late.", NAMED),
        ("Those in care who did not answer are short of time.", FEW_TOGETHER),
    ],
)
def test_english_is_read_too(text, sentence):
    assert sentence in said(text, language="en")


def test_the_same_word_of_another_question_is_not_meant_when_a_figure_says_which():
    words = Vocabulary(
        "sv", {YES: "Ja", Condition(OPTION, "engaged", "yes"): "Ja"}, {}, {}
    )
    search = Search(words, only_given_out, 5)
    (sentence,) = search.searched("”Ja” {known:yes}.")
    assert sentence.clues == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vården svarade inte.", "sv"),
        ("Vården har ännu inte svarat, och inte svarat alls.", "sv"),
        ("Vården var tyst.", "sv"),
        ("Vården avstod.", "sv"),
        ("I vården är det {survey:missing} nämndsekreterare.", "sv"),
        ("I vården saknas {survey:units-missing}.", "sv"),
        ("Care didn't answer.", "en"),
        ("Care hasn’t responded.", "en"),
        ("Care did not respond.", "en"),
        ("Care kept silent.", "en"),
        ("Of care {survey:silent} were not heard from.", "en"),
    ],
)
def test_that_a_group_did_not_answer_is_seen_however_it_is_said(text, language):
    assert said(text, language=language) == [FEW_TOGETHER]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I vården är avståndet stort.", "sv"),
        ("{survey:missing} är det.", "sv"),
        ("Care is not responsible.", "en"),
    ],
)
def test_a_distance_and_how_many_did_not_answer_in_all_point_at_nobody(text, language):
    assert said(text, language=language) == []


@pytest.mark.parametrize(
    ("text", "language", "what"),
    [
        ("En sekreterare valde pengar.", "sv", "En sekreterare"),
        ("En enda nämndsekreterare är ny.", "sv", "En enda nämndsekreterare"),
        ("En av nämnderna är ny.", "sv", "En av nämnderna"),
        ("En liten nämnd är ny.", "sv", "En liten nämnd"),
        ("One secretary is new.", "en", "One secretary"),
        ("A committee secretary is new.", "en", "A committee secretary"),
        ("One of the committees is new.", "en", "One of the committees"),
    ],
)
def test_one_of_those_the_survey_asks_is_one_person(text, language, what):
    (one,) = [c for c in clues(text, language=language) if c.sentence == ABOUT_ONE]
    assert one.facts == {"what": what}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ett antal nämndsekreterare är nya.", "sv"),
        ("De svarade för en nämnd i taget.", "sv"),
        ("They answered for one committee at a time.", "en"),
        ("En del av de nämnder som svarade är nya.", "sv"),
        ("The committees are new.", "en"),
        ("A number of committees are new.", "en"),
    ],
)
def test_several_are_not_one(text, language):
    assert ABOUT_ONE not in said(text, language=language)


def test_a_group_is_mentioned_in_a_swedish_compound_too():
    words = Vocabulary(
        "sv",
        {
            CARE: "Hälso- och sjukvård",
            YES: "Ja, ofta",
            NO: "Känner till",
            BOARD: "Ekonomi",
        },
    )
    search = Search(words, only_given_out, 5)
    tied, apart, derived = search.searched(
        "På hälso- och sjukvårdssidan svarade {known:yes}. "
        "På hälso- och sjukvårdssidan känner tillsynen igen sig. "
        "Det ekonomiska stödet är {known:yes}."
    )
    assert [clue.sentence for clue in tied.clues] == [NOT_GIVEN_OUT_TOGETHER]
    assert apart.clues == derived.clues == ()


def test_two_questions_with_the_same_word_are_tied_when_figures_say_both():
    other = Condition(OPTION, "uses", "no")
    words = Vocabulary("sv", {NO: "Nej", other: "Nej"})
    search = Search(words, lambda conditions: 5 if len(conditions) == 1 else None, 5)
    (tied,) = search.searched("De som svarat {known:no} och {uses:no} är desamma.")
    assert [clue.sentence for clue in tied.clues] == [NOT_GIVEN_OUT_TOGETHER]
    (once,) = search.searched("De som svarat ”Nej” är desamma.")
    assert once.clues == ()


def test_a_question_that_is_quoted_as_it_was_put_is_about_nobody():
    text = "”När svarar en nämndsekreterare inte?”: {known:yes}."
    assert said(text, guarded=True) == []
    assert ABOUT_ONE in said("”En trött nämnd” är ny.")


def test_a_quotation_is_not_given_away_by_the_words_of_the_survey():
    quotes = ["Frågeställningen och mötesordningen är oklara."]
    text = "{known:yes} besvarade sin frågeställning"
    assert ECHO not in said(f"{text}.", quotes=quotes)
    assert ECHO in said(f"{text} om mötesordningen.", quotes=quotes)


def test_a_quotation_is_not_held_against_itself():
    quote = "Den som saknar pengar behöver mötesordningen."
    search = Search(WORDS["sv"], counted, 5, quotes=[quote])
    told = [
        {clue.sentence for each in search.searched(quote, echoes=echoes)
         for clue in each.clues}
        for echoes in (True, False)
    ]  # fmt: skip
    assert told[0] - told[1] == {ECHO}


def test_a_short_name_is_known_by_its_capitals():
    words = Vocabulary("en", {}, names={"IT": Condition(UNIT, key="it")})
    search = Search(words, counted, 5)
    assert [len(s.clues) for s in search.searched("It is so. We met IT.")] == [0, 1]


def test_a_given_name_or_a_surname_alone_is_read_and_stops_nothing():
    (clue,) = clues("Känner till gör {known:no}, säger Nils.", guarded=True)[:1]
    assert (clue.sentence, clue.facts, clue.stops) == (NAMED, {"what": "Nils"}, False)
    assert [c.facts for c in clues("Nils Ek ringde.")] == [{"what": "Nils Ek"}]
    # Two letters are too few, and so are small ones.
    assert said("Ek växer här, och nils med.") == []


def test_many_names_and_sentences_ask_few_patterns(monkeypatch):
    asked = []
    real = re.search
    monkeypatch.setattr(re, "search", lambda *how: asked.append(how) or real(*how))
    names = {f"Kommun {n:03}": Condition(UNIT, key=str(n)) for n in range(400)}
    people = {f"Förnamn{n} Efternamn{n}": None for n in range(400)}
    search = Search(
        Vocabulary("sv", {YES: "Ja"}, names={**names, **people}), counted, 5
    )
    found = search.searched("Kommun 007 kom hit. " * 100)
    assert len(found) == 100
    assert all(each.clues for each in found)
    assert len(asked) == 100
