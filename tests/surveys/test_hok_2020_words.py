"""The 2020 survey: wishes, obstacles, areas, own words, and what was printed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from overens.stats import percent
from overens.surveys.rules import CHOSEN, MARKS, guard_count, our_figure
from overens.surveys.rules.marks import FOLLOWS
from overens.surveys.rules.notes import POOLED, POOLED_BY_US
from tests.surveys.hok_figures import (
    counts,
    legs_of,
    persons_where,
)
from tests.surveys.made import hok, hok_result, sheets_of

pytestmark = pytest.mark.pure


# --- question 6: wish ---


def test_five_texts_stand_for_six_units():
    # "(46 %)" is six of 13; five texts are printed
    wish = hok_result().question("wish")
    assert wish.base == 6
    assert len(wish.texts) == 5
    assert any(note.facts.get("texts") == 5 for note in wish.notes)


def test_the_one_who_gave_a_two_wishes_for_co_creation():
    # "(två på den femgratida skalan). Samma person önskar … medskapandeprocesser"
    two = persons_where(lambda answers: answers.get("satisfaction") == "2")
    wishes = persons_where(lambda answers: "medskapande" in answers.get("wish", ""))
    assert two == wishes and len(two) == 1


# --- question 7: obstacles ---


def test_the_bars_of_obstacles_stand_in_the_printed_order():
    in_order = [
        "time",
        "knowledge",
        "economy",
        "political-interest",
        "officials-interest",
    ]
    assert [o.key for o in hok_result().question("obstacles").by_size] == in_order
    # "Det är enstaka som svarar att ekonomi, eller intresse från politiken eller
    # tjänstepersoner"
    assert list(counts("obstacles").values()) == [5, 4, 1, 1, 1]


def test_most_name_time_in_the_text_and_not_in_our_reading_of_the_chart():
    # "svarar de flesta tid, men också kunskap"
    text, ours, comment = printed()["obstacles", "share", ("time",)]
    assert text == "de flesta"
    assert (ours.count, ours.base) == (5, 11)
    assert "inte de flesta" in comment["sv"]


# --- question 8: areas ---


def test_the_bars_of_areas_stand_in_the_printed_order():
    in_order = [
        "social-security",
        "agenda-2030",
        "disability",
        "public-health",
        "housing",
        "growth",
        "gender-equality",
        "children-youth",
        "older-people",
        "environment",
        "rural",
        "culture",
        "violence",
        "labour-market",
        "education",
        "health-care",
        "sport",
        "refugees",
        "religion",
        "rehabilitation",
    ]
    assert [o.key for o in hok_result().question("areas").by_size] == in_order
    assert max(counts("areas").values()) == 7  # the axis goes to 8


def test_the_order_of_areas_in_the_text_holds_too():
    # "flest … social trygghet. Därefter kommer Agenda 2030, folkhälsa, jämställdhet,
    # lokal/regional utveckling och tillväxt, samt … funktionsnedsättning."
    areas = counts("areas")
    named = ["public-health", "gender-equality", "growth", "disability"]
    assert areas["social-security"] > areas["agenda-2030"] > areas["public-health"]
    assert len({areas[key] for key in named}) == 1
    # The text leaves out housing, which the chart has among them.
    assert areas["housing"] == areas["growth"]
    assert areas["children-youth"] < areas["growth"]


# --- question 9: leg ---


def test_both_legs_answered_and_one_person_works_on_both():
    assert counts("leg") == {"health": 6, "development": 7}
    both = {p.key for p in hok().respondents if len(legs_of(p.key)) == 2}
    assert both == {"svarande-1"}


# --- own texts ---


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        (
            "forms",
            [
                "Information och dialog ibland.",
                "Sporadiska dialoger.",
                "Vissa föreningar har närvarorätt på nämndsmöten, men närvarar inte "
                "av oklara skäl.",
            ],
        ),
        (
            "wish",
            [
                "Fungerar det bra idag, så fortsätt det goda arbetet.",
                "I ökad utsträckning medskapande utifrån specifika "
                "målgruppsinriktade behovsanalyser",
                "Arbeta vidare med det som finns idag",
                "Har inte insyn att svara på frågan",
                "Mer dynamisk i form av samråd",
            ],
        ),
        (
            "obstacles",
            [
                "Intresse från brukarorganisationerna",
                "Finns inga hinder",
                "Inte tillräcklig kunskap",
            ],
        ),
        (
            "areas",
            ["Insatser inom psykisk hälsa/ohälsa", "Har inte den insyn som krävs"],
        ),
    ],
)
def test_the_printed_texts_are_quoted_in_the_printed_order(question, texts):
    assert list(hok_result().question(question).texts) == texts


def test_no_sheet_holds_a_quote_but_the_one_whose_grade_the_source_tells():
    # A grade is printed beside the wish for co-creation; of the other texts nobody
    # knows whose they are, so no sheet may say it.
    given = {
        str(value)
        for sheet in sheets_of(hok())
        for key, value in sheet.answers.items()
        if key.endswith(".text") or key == "wish"
    }
    quoted = {quote.text["sv"] for quote in hok().quotes}
    assert list(given & quoted) == [
        "I ökad utsträckning medskapande utifrån specifika målgruppsinriktade "
        "behovsanalyser"
    ]
    assert given - quoted == {"Texten framgår inte"}
    assert all(
        quote.stands_alone == (quote.text["sv"] not in given) for quote in hok().quotes
    )


# --- what was printed, beside ours ---


def printed():
    return {
        (p.question, p.figure, p.options): (
            p.text,
            our_figure(hok_result(), p.figure, p.question, p.options),
            p.comment,
        )
        for p in hok().printed
    }


def test_every_printed_figure_agrees_or_is_commented_on():
    for (question, figure, options), (text, ours, comment) in printed().items():
        if figure in ("rate", "share"):
            agrees = text == f"{percent(ours.count, ours.base)} %"
            assert agrees or comment, (question, figure, options)


def test_eighty_four_stands_beside_eighty_five():
    text, ours, comment = printed()["obstacles", "rate", ()]
    assert text == "84 %"
    assert percent(ours.count, ours.base) == 85
    assert "Avhugget" in comment["sv"] and "Cut off" in comment["en"]


def test_the_five_who_did_not_answer_were_three():
    # "Bland de fem nämndsekreterare som valde att inte svara"
    text, ours, comment = printed()["", "missing-persons", ()]
    assert text == "fem nämndsekreterare"
    assert (ours.count, ours.base) == (3, 11)
    assert printed()["satisfaction", "missing-answers", ()][1].count == 5
    assert comment


def test_the_claims_in_words_stand_beside_ours():
    # "åtta nämndsekreterare … 13 nämnder"; "två av 13"
    persons = printed()["", "persons-answered", ()][1]
    units = printed()["", "units-answered", ()][1]
    none = printed()["forms", "together", ("no", "unknown")][1]
    assert [(o.count, o.base) for o in (persons, units, none)] == [
        (8, 11),
        (13, 20),
        (2, 13),
    ]
    # "nöjdheten högre inom regional utveckling": no figure is printed to hold it to
    claim = printed()["satisfaction", "claim", ()][1]
    assert (claim.count, claim.value) == (None, None)


def test_the_source_names_no_body_behind_the_survey():
    assert hok().huvudman == ""
    assert "frågade regionen" not in str(hok().texts)
    assert "framgår inte" in hok().texts["source"]["sv"]


# --- how far each figure can be trusted ---


def test_every_count_of_the_reconstruction_says_where_it_comes_from():
    for question in hok_result().questions:
        assert question.item.marks.base in MARKS, question.key
        assert question.item.marks.persons in MARKS, question.key
        assert all(option.mark in MARKS for option in question.options), question.key


@pytest.mark.parametrize("question", ["forms", "level", "obstacles", "areas", "leg"])
def test_what_we_chose_says_nothing_of_all_twenty(question):
    # The charts carry no figures, so no bound of ours would be sure.
    for option in hok_result().question(question).options:
        assert (option.mark, option.bounds, option.interval) == (CHOSEN, None, None)


def test_what_follows_keeps_its_bounds_and_interval():
    yes = hok_result().question("knows-compact").option("yes")
    assert (yes.mark, yes.bounds, yes.interval) == (FOLLOWS, (9, 16), (10, 16))


def test_the_number_of_answer_sheets_is_said_to_be_ours():
    sentences = [note.sentence for note in hok_result().notes]
    assert POOLED_BY_US in sentences and POOLED not in sentences


def test_the_printed_mean_is_ours():
    text, ours, _ = printed()["satisfaction", "mean", ()]
    assert text == "2,75" and ours.value == Decimal("2.75")


def test_a_promise_of_anonymity_would_have_withheld_most_figures():
    guarded = guard_count(hok_result())
    assert (guarded.figures, guarded.least) == (52, 5)
    assert guarded.unsafe == 44
    assert sum(remark.kind == "withheld" for remark in hok().remarks) == 8


# --- both languages ---


def test_every_text_stands_in_both_languages():
    definition = hok()
    # In 2020 nobody was offered to be contacted, so that text is not there.
    assert not definition.texts["contact"]
    texts = [text for name, text in definition.texts.items() if name != "contact"]
    for question in definition.questions:
        texts += [question.title, *(o.label for o in question.options)]
        texts += [o.meaning for o in question.options if o.meaning]
        texts += [t for t in (question.finding, question.instruction) if t]
        texts += [remark.text for remark in question.remarks]
    texts += [remark.text for remark in definition.remarks]
    texts += [quote.text for quote in definition.quotes]
    texts += [p.comment for p in definition.printed if p.comment]
    texts += [unit.name for unit in definition.units]
    assert all(set(text) == {"sv", "en"} for text in texts)


def test_the_figures_are_the_same_in_both_languages():
    def figures(language):
        return [
            (q.key, q.base, [(o.key, o.count, o.interval) for o in q.options], q.mean)
            for q in hok_result(language).questions
        ]

    assert figures("sv") == figures("en")
