"""The survey of 2020: each figure and order that its report prints comes out.

The quotations are from the report (in Swedish), so that each test says which sentence
it holds our reconstruction to. Charts are printed without figures: there the order of
the bars, from the longest, and the end of the axis are what can be held.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from overens.stats import effective_n, percent
from overens.surveys.rules.frames import units_by_person
from tests.surveys.hok_figures import (
    counts,
    grades,
    legs_of,
    persons_where,
    units_where,
)
from tests.surveys.made import frame_of, hok, hok_result, sheets_of

pytestmark = pytest.mark.pure


# --- who answered ---


def test_eight_of_eleven_answered_one_declined_and_two_were_silent():
    # "Region Hallands 11 nämndsekreterare" … "svar från åtta" … "En nämndsekreterare
    # tackade vänligt men bestämt nej till att svara, och två svarade inte alls."
    persons = hok_result().respondents
    assert (persons.frame, persons.answered) == (11, 8)
    assert (persons.declined, persons.silent) == (1, 2)


def test_they_answered_for_thirteen_of_twenty_units():
    # "i totalt 20 nämnder, utskott och styrelser" … "utifrån verksamheten i 13 nämnder"
    units = hok_result().units
    assert (units.frame, units.answered) == (20, 13)


def test_persons_units_and_submissions_are_three_different_numbers():
    # "svara utifrån en specifik nämnd eller … ett samlingssvar från alla nämnder"
    result = hok_result()
    assert (result.respondents.answered, result.units.answered) == (8, 13)
    assert result.submissions == 11
    assert sum(sheet.is_pooled for sheet in sheets_of(hok())) == 2


def test_eight_persons_are_worth_six_or_seven_independent_answers():
    sizes = units_by_person(sheets_of(hok()))
    assert sizes == [3, 2, 2, 2, 1, 1, 1, 1]
    assert effective_n(sizes) == pytest.approx(6.76)


def test_the_missing_units_weigh_on_health_care():
    # "Bland de nämnder vars sekreterare inte svarade ligger tyngdpunkten på
    # sjukvårdssidan av Regionen."
    frame = frame_of(hok())
    answered = {unit for sheet in sheets_of(hok()) for unit in sheet.units}
    missing = Counter(leg for unit, leg in frame.units.items() if unit not in answered)
    assert missing["health"] > missing["development"]
    assert sum(missing.values()) == 7


def test_units_and_respondents_bear_invented_names_only():
    definition = hok()
    assert [unit.name["sv"] for unit in definition.units] == [
        f"Nämnd {number}" for number in range(1, 21)
    ]
    assert [person.name for person in definition.respondents] == [
        f"Svarande {number}" for number in range(1, 12)
    ]


def test_every_unit_has_one_respondent():
    covered = [unit for person in hok().respondents for unit in person.units]
    assert sorted(covered) == sorted(unit.key for unit in hok().units)


# --- bases ---


def test_the_bases_of_questions_two_to_nine_are_as_printed():
    # (100 %) (100 %) (61,5 %) (77 %) (46 %) (84 %) (100 %) (100 %)
    bases = [question.base for question in hok_result().questions]
    assert bases[1:] == [13, 13, 8, 10, 6, 11, 13, 13]


@pytest.mark.parametrize(
    ("question", "printed", "rate"),
    [
        ("knows-compact", 100, 1.0),
        ("forms", 100, 1.0),
        ("satisfaction", 62, 0.6154),  # printed with a decimal: 61,5
        ("level", 77, 0.7692),
        ("wish", 46, 0.4615),
        ("obstacles", 85, 0.8462),  # printed as 84: cut off, not rounded
        ("areas", 100, 1.0),
        ("leg", 100, 1.0),
    ],
)
def test_the_response_rate_of_each_question_is_as_printed(question, printed, rate):
    asked = hok_result().question(question)
    assert percent(asked.base, 13) == printed
    assert asked.rate == rate


def test_there_are_nine_questions_of_which_two_are_for_own_words():
    # "nio frågor … Sju av frågorna hade kryssalternativ och i två frågor fick
    # nämndsekreteraren skriva egna fritextssvar."
    kinds = Counter(question.kind for question in hok().questions)
    assert kinds == {"multi": 4, "single": 2, "scale": 1, "text": 1, "units": 1}


# --- question 2: knows of the compact ---


def test_nine_know_of_the_compact_four_vaguely_and_none_not_at_all():
    # 69 % / 0 % / 31 %
    assert counts("knows-compact") == {"yes": 9, "no": 0, "vaguely": 4}
    shares = {o.key: o.share for o in hok_result().question("knows-compact").options}
    assert shares == {"yes": 0.6923, "no": 0.0, "vaguely": 0.3077}
    assert [percent(n, 13) for n in (9, 0, 4)] == [69, 0, 31]


def test_yes_lies_between_nine_and_sixteen_surely_and_ten_and_sixteen_likely():
    yes = hok_result().question("knows-compact").option("yes")
    assert yes.bounds == (9, 16)
    assert yes.interval == (10, 16)


def test_no_is_not_excluded_among_those_who_did_not_answer():
    no = hok_result().question("knows-compact").option("no")
    assert no.bounds == (0, 7)
    assert no.interval == (0, 3)


# --- question 3: forms ---


def test_the_bars_of_forms_stand_in_the_printed_order():
    in_order = [
        "projects",  # "det vanligaste svaret"
        "long-term-development",  # "följt av"
        "financial-support",
        "user-councils",
        "calls",
        "consultation",
        "long-term-agreements",
        "no",
        "unknown",
        "no-but-interested",
    ]
    assert [o.key for o in hok_result().question("forms").by_size] == in_order
    assert list(counts("forms")) == in_order
    top, second, *_ = counts("forms").values()
    assert top > second


def test_the_longest_bar_of_forms_fits_its_axis_to_six():
    # Satisfaction has the same axis, and its longest bar is five.
    assert max(counts("forms").values()) == 5


def test_two_of_thirteen_have_or_know_of_no_collaboration():
    # "svarar två av 13 att de inte har någon samverkan eller att de inte vet om någon
    # samverkan finns"
    assert len(units_where("forms", "no", "unknown", "no-but-interested")) == 2
    assert counts("forms")["no"] == counts("forms")["unknown"] == 1


def test_traditional_support_is_about_level_with_consultation():
    # "De mer traditionella sätten … ligger ungefär jämsides med olika former av samråd
    # eller dialoger."
    forms = counts("forms")
    traditional = forms["financial-support"] + forms["calls"]
    dialogue = forms["user-councils"] + forms["consultation"]
    assert abs(traditional - dialogue) <= 1


def test_most_units_have_some_lasting_form():
    # "återkommande dialogforum, system för ekonomiska stöd och långsiktig
    # verksamhetsutveckling - förekommer i någon mån de flesta nämnderna"
    lasting = units_where(
        "forms",
        "user-councils",
        "consultation",
        "financial-support",
        "long-term-development",
    )
    assert len(lasting) > 13 / 2


def test_all_without_or_with_ad_hoc_collaboration_answer_for_some_health_unit():
    # "Av de nämndsekreterare som angett att någon av deras nämnder inte har någon
    # samverkan, att de inte vet eller att samverkansdialoger sker mer ad hoc, anger
    # alla att de svarar för någon nämnd på hälso- och sjukvårdssidan". Whose the ad hoc
    # dialogues are is not told: any text on forms may be one.
    such = persons_where(
        lambda answers: (
            {"no", "unknown"} & set(answers.get("forms", ())) or "forms.text" in answers
        )
    )
    assert such
    assert all("health" in legs_of(person) for person in such)


# --- question 4: satisfaction ---


def test_the_grades_are_exactly_these():
    # Mean 2,75; two below three; "(4) … (1)" by one person; "två på den femgradiga
    # skalan": no other eight grades fit.
    assert [grade for grade, _, _ in grades()] == [1, 2, 3, 3, 3, 3, 3, 4]


def test_mean_and_median_are_as_printed():
    satisfaction = hok_result().question("satisfaction")
    assert satisfaction.mean == Decimal("2.75")  # "Ett snittvärde på skalan visar 2,75"
    assert satisfaction.median == 3
    assert satisfaction.mean_bounds == (Decimal("1.70"), Decimal("4.10"))


def test_most_persons_give_a_three():
    # "uppger flest sekreterare en trea"
    by_grade = Counter(grade for grade, _ in {(g, p) for g, _, p in grades()})
    assert by_grade.most_common(1)[0][0] == 3


def test_the_two_low_grades_are_in_health_care():
    # "två negativa uppskattningar, varav båda tillhör regionens hälso- och
    # sjukvårdsben"
    assert [leg for grade, leg, _ in grades() if grade < 3] == ["health", "health"]


def test_one_person_gave_a_four_in_development_and_a_one_in_health_care():
    by_person = {}
    for grade, leg, person in grades():
        by_person.setdefault(person, set()).add((grade, leg))
    assert [
        person
        for person, given in by_person.items()
        if {(4, "development"), (1, "health")} <= given
    ] == ["svarande-1"]


def test_development_is_more_satisfied_than_health_care():
    # "Där är graden av samverkan och nöjdheten högre inom regional utveckling"
    by_leg = {
        leg: [g for g, its, _ in grades() if its == leg] for _, leg, _ in grades()
    }
    means = {leg: sum(given) / len(given) for leg, given in by_leg.items()}
    assert means["development"] > means["health"]


def test_five_units_have_no_grade_among_them_those_without_collaboration():
    # "svara gällande fem nämnder. De består av framförallt av utskotten och av de
    # nämnder som uppgivit att de inte vet eller inte har någon samverkan"
    ungraded = {
        unit
        for sheet in sheets_of(hok())
        for unit in sheet.units
        if "satisfaction" not in sheet.answers
    }
    assert len(ungraded) == 5
    assert units_where("forms", "no", "unknown") <= ungraded


# --- question 5: level ---


def test_the_bars_of_level_stand_in_the_printed_order():
    in_order = [
        "financing",  # "består främst av att finansiera idéburen verksamhet"
        "collaborative-dialogues",  # "det mest vanliga svaret" among dialogues
        "information",
        "consultation",
        "broad-dialogues",
        "none",
        "shared-activity",
    ]
    assert [o.key for o in hok_result().question("level").by_size] == in_order
    financing, collaborative, information, *_ = counts("level").values()
    assert financing > collaborative > information


def test_consultation_and_information_are_equal_so_text_and_chart_both_hold():
    # Text: "följt av samråd med dialoginslag och enkelriktad information"; the chart
    # has information before consultation.
    assert counts("level")["consultation"] == counts("level")["information"]


def test_the_longest_bar_of_level_fits_its_axis_to_seven():
    assert max(counts("level").values()) == 6


def test_more_collaboration_goes_with_more_satisfaction_as_a_tendency():
    # "tycks en högre grad av samverkan innebära en något högre nöjdhet"
    degree = {"information": 1, "consultation": 2, "broad-dialogues": 3}
    degree |= {"collaborative-dialogues": 4, "financing": 5, "shared-activity": 6}
    low, high = [], []
    for sheet in sheets_of(hok()):
        if "satisfaction" in sheet.answers:
            top = max(map(degree.get, sheet.answers.get("level", ())), default=0)
            (high if top >= 4 else low).append(int(sheet.answers["satisfaction"]))
    assert sum(high) / len(high) > sum(low) / len(low)
