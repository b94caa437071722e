"""The same question asked twice."""

from __future__ import annotations

import pytest

from overens.common.audit import operator
from overens.surveys.actions import load_survey
from overens.surveys.rules import (
    ADAPTED,
    FISHER,
    MCNEMAR,
    NOT_SURE,
    OTHER_GROUP,
    PERMUTATION,
    SAME,
    SURE,
    TENDENCY,
    Asked,
    Item,
    Option,
    changed,
    choices_by_unit,
    equivalence,
    survey_result,
)
from overens.surveys.rules.verdicts import SIGN_FLIPS
from tests.surveys.made import plain_frame, small, unit_sheets
from tests.surveys.test_releases import guarded

KNOWN = Item("known", "single", "?", (Option("yes", "Ja"), Option("no", "Nej")))
GRADE = Item("grade", "scale", "?", tuple(Option(str(n), str(n)) for n in range(1, 6)))


def text_of(response):
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def asked(yes, no):
    answers = [{"known": "yes"}] * yes + [{"known": "no"}] * no
    sheets = unit_sheets(answers)
    return survey_result([KNOWN], plain_frame(20), sheets).question("known"), sheets


def test_words_and_group_decide_how_alike_two_askings_are():
    one = Asked("w1", "secretaries")
    assert equivalence(one, Asked("w1", "secretaries")) == SAME
    assert equivalence(one, Asked("w1", "best informed unit")) == OTHER_GROUP
    assert equivalence(one, Asked("w2", "secretaries")) == ADAPTED


def test_nine_of_thirteen_and_twelve_of_fourteen_are_no_sure_change():
    """As worked out in surveys.md, 3.8."""
    before, after = asked(9, 4)[0], asked(12, 2)[0]
    found = changed(SAME, before, after, is_independent=True)
    yes = found.options[0]
    assert (yes.verdict.test, yes.verdict.word) == (FISHER, NOT_SURE)
    assert yes.verdict.tested.p == pytest.approx(0.385, abs=5e-4)
    assert [round(100 * part, 1) for part in yes.change] == [16.5, -14.9, 45.2]
    assert (before.option("yes").interval, after.option("yes").interval) == (
        (10, 16),
        (14, 18),
    )


def test_where_interval_and_test_fall_on_either_side_of_the_line_it_is_known():
    near = [
        change
        for yes in range(14)
        for more in range(15)
        for change in changed(
            SAME,
            asked(yes, 13 - yes)[0],
            asked(more, 14 - more)[0],
            is_independent=True,
        ).options
        if change.is_on_the_line
    ]
    # They exist, and near the line alone.
    assert near
    assert all(0.01 < each.verdict.tested.p < 0.2 for each in near)
    clear = changed(SAME, asked(1, 12)[0], asked(14, 0)[0], is_independent=True)
    assert not any(each.is_on_the_line for each in clear.options)


def test_another_group_is_never_tested_and_adapted_words_never_set_side_by_side():
    before, after = asked(20, 0)[0], asked(0, 20)[0]
    beside = changed(OTHER_GROUP, before, after, is_independent=True)
    assert [(o.change, o.verdict) for o in beside.options] == [(None, None)] * 2
    assert changed(ADAPTED, before, after, is_independent=True).options == ()
    same = changed(SAME, before, after, is_independent=True)
    assert same.options[0].verdict.word == SURE


def graded(*grades):
    sheets = unit_sheets([{"grade": grade} for grade in grades])
    return survey_result([GRADE], plain_frame(40), sheets).question("grade")


def test_grades_are_compared_by_their_means_and_not_one_by_one():
    before, after = graded(*"1111122222"), graded(*"3333344444")

    found = changed(SAME, before, after, is_independent=True)

    assert (found.verdict.test, found.verdict.word) == (PERMUTATION, SURE)
    assert found.verdict.tested.p < 0.001
    # How each share changed is still told; no test of it is.
    assert all(option.change and not option.verdict for option in found.options)
    lowered = changed(SAME, before, after, is_independent=False)
    assert (lowered.verdict.word, lowered.verdict.is_lowered) == (TENDENCY, True)
    assert changed(OTHER_GROUP, before, after, is_independent=True).verdict is None


def test_grades_of_the_same_units_are_tested_by_each_ones_own_change():
    """Five went one grade up, one went down: two of all 64 ways, and the same again."""
    frame, results, choices = plain_frame(8), [], []
    for grades in ("11111333", "22222233"):
        sheets = unit_sheets([{"grade": grade} for grade in grades])
        results.append(survey_result([GRADE], frame, sheets).question("grade"))
        choices.append(choices_by_unit([GRADE], sheets))

    found = changed(SAME, *results, is_independent=True, paired=tuple(choices))

    assert (found.is_paired, found.pairs) == (True, 8)
    assert found.verdict.test == SIGN_FLIPS
    assert found.verdict.tested.p == 14 / 64
    assert not any(option.verdict for option in found.options)


def test_two_options_with_own_words_beside_are_two_tests():
    item = Item("how", "single", "Hur?", (Option("a", "A"), Option("b", "B")), True)

    def said(first, second, own):
        answers = [{"how": "a"}] * first + [{"how": "b"}] * second
        answers += [{"how.text": "annat"}] * own
        sheets = unit_sheets(answers)
        return survey_result([item], plain_frame(100), sheets).question("how")

    found = changed(SAME, said(30, 30, 40), said(44, 16, 40), is_independent=True)

    one, other = (option.verdict for option in found.options)
    assert (one.of, other.of) == (2, 2)
    assert other.tested.p < 0.05 < other.corrected
    assert other.word == TENDENCY


def test_a_sure_change_whose_interval_leaves_no_change_in_is_on_the_line():
    frame, results, choices = plain_frame(60), [], []
    for yes in (10, 18):
        answers = [{"known": "yes"}] * yes + [{"known": "no"}] * (60 - yes)
        sheets = unit_sheets(answers)
        results.append(survey_result([KNOWN], frame, sheets).question("known"))
        choices.append(choices_by_unit([KNOWN], sheets))
    found = changed(SAME, *results, is_independent=True, paired=tuple(choices))
    assert found.options[0].verdict.word == SURE
    assert found.options[0].is_on_the_line


def test_of_many_options_one_by_accident_is_not_called_sure():
    """Fisher's p of the first option is below 0.05; of five tested at once it is not
    far enough from chance."""
    item = Item("areas", "multi", "Var?", tuple(Option(key, key) for key in "abcde"))

    def areas(first):
        answers = [{"areas": ["a", "b"] if n < first else ["b"]} for n in range(20)]
        sheets = unit_sheets(answers)
        return survey_result([item], plain_frame(20), sheets).question("areas")

    found = changed(SAME, areas(4), areas(11), is_independent=True)

    one = found.options[0].verdict
    assert 0.01 < one.tested.p < 0.05
    assert (one.word, one.of) == (NOT_SURE, 5)
    assert not found.options[0].is_on_the_line
    clear = changed(SAME, areas(1), areas(18), is_independent=True)
    assert clear.options[0].verdict.word == SURE


def test_two_options_that_exclude_each_other_are_one_test():
    before, after = asked(4, 16)[0], asked(12, 8)[0]
    found = changed(SAME, before, after, is_independent=True)
    assert [option.verdict.of for option in found.options] == [1, 1]
    assert [option.verdict.word for option in found.options] == [SURE, SURE]


def test_the_same_units_are_held_each_against_itself():
    first = [{"known": "yes"}] * 6 + [{"known": "no"}] * 4
    second = [{"known": "yes"}] + [{"known": "no"}] * 5 + [{"known": "yes"}] * 1
    second += [{"known": "no"}] * 3
    frame = plain_frame(10)
    results, choices = [], []
    for answers in (first, second):
        sheets = unit_sheets(answers)
        results.append(survey_result([KNOWN], frame, sheets).question("known"))
        choices.append(choices_by_unit([KNOWN], sheets))
    found = changed(SAME, *results, is_independent=True, paired=tuple(choices))
    assert found.is_paired
    assert found.options[0].verdict.test == MCNEMAR
    # Five went from yes to no, one from no to yes.
    assert found.options[0].verdict.tested.p == 0.21875


# --- on the page ----------------------------------------------------------------------


def answers(yes, no):
    return [
        *({"known": "yes", "grade": "1"} for _ in range(yes)),
        *({"known": "no", "grade": "2"} for _ in range(no)),
    ]


@pytest.fixture
def waves(strandland):
    """The same asked of the same kind of respondents, two years in a row."""
    load_survey(guarded(answers(8, 22), year=2025), by=operator())
    return load_survey(guarded(answers(24, 8), slug="ny", year=2026), by=operator())


def test_two_guarded_waves_are_compared_by_what_is_shown_of_each(
    client, waves, django_assert_max_num_queries
):
    assert "/enkater/ny/bredvid/liten/" in text_of(client.get("/enkater/ny/resultat/"))
    with django_assert_max_num_queries(24):
        said = text_of(client.get("/enkater/ny/bredvid/liten/"))
    assert "Samma ord, ställda till samma slags svarande" in said
    assert "”Ja”: en säkerställd skillnad" in said and "+48 procentenheter" in said
    assert "8 av 30 (27 %)" in said and "24 av 32 (75 %)" in said
    assert "Fishers exakta test" in said
    assert "Prövat som om andra hade svarat varje gång" in said


def test_a_hidden_figure_is_hidden_beside_another_survey_too(client, strandland):
    load_survey(guarded(answers(8, 2), year=2025), by=operator())
    load_survey(guarded(answers(24, 8), slug="ny", year=2026), by=operator())
    said = text_of(client.get("/enkater/ny/bredvid/liten/"))
    assert "8 av 10" not in said and "Visas inte" in said
    assert "säkerställd skillnad" not in said


def test_others_who_were_asked_the_same_stand_beside_untested(client, strandland):
    load_survey(guarded(answers(8, 22), year=2025), by=operator())
    load_survey(
        guarded(
            answers(24, 8),
            slug="ny",
            year=2026,
            unit={"sv": "förening", "en": "association"},
        ),
        by=operator(),
    )
    said = text_of(client.get("/enkater/ny/bredvid/liten/"))
    assert "Samma ord, men ställda till andra" in said and "säkerställd" not in said
    assert "24 av 32 (75 %)" in said


def test_the_earlier_stands_first_whichever_is_asked_for(client, waves):
    sent = client.get("/enkater/liten/bredvid/ny/")
    assert (sent.status_code, sent.url) == (302, "/enkater/ny/bredvid/liten/")


def test_surveys_that_share_nothing_are_not_held_together(client, waves, strandland):
    other = small(slug="annan")
    other["questions"] = [dict(other["questions"][1], key="annat")]
    load_survey(other, by=operator())
    assert client.get("/enkater/ny/bredvid/annan/").status_code == 404
    assert client.get("/enkater/ny/bredvid/ny/").status_code == 404
    assert client.get("/enkater/ny/bredvid/finns-inte/").status_code == 404


def test_a_wave_that_is_not_given_out_says_so(client, strandland):
    load_survey(guarded(answers(2, 1), year=2025), by=operator())
    load_survey(guarded(answers(24, 8), slug="ny", year=2026), by=operator())
    said = text_of(client.get("/enkater/ny/bredvid/liten/"))
    assert "inte kan peka ut någon" in said and "24 av 32" not in said


def test_the_english_page_is_english(client, waves):
    said = text_of(client.get("/en/surveys/ny/beside/liten/"))
    assert (
        "The same words, asked of the same kind" in said
        and "a statistically significant difference" in said
    )
    assert "säkerställd" not in said
