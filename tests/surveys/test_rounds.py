"""Two rounds with nearly the same persons, and somebody who takes the difference."""

from __future__ import annotations

import pytest

from overens.common.audit import operator
from overens.surveys.actions import load_survey, release_table
from overens.surveys.models import FrameRespondent, Survey
from overens.surveys.queries import result_file, shown_survey
from overens.surveys.queries.rounds import round_of
from overens.surveys.rules.disclosure.again import (
    AskedOfNearlyTheSame,
    AskedPerson,
    Round,
    asked_again,
    tells_of_few,
)
from tests.surveys.made import small

BY = operator()


def text_of(response):
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def people(*names, units=None):
    return tuple(
        AskedPerson(name, f"k-{name}", frozenset((units or {}).get(name, {name})))
        for name in names
    )


def many(first, last):
    return [f"p{n}" for n in range(first, last)]


# --- the rule -------------------------------------------------------------------------


def test_one_known_to_have_left_is_told_by_the_difference():
    before, after = Round(people(*many(0, 20)), 0), Round(people(*many(0, 19)), 0)
    assert tells_of_few(before, after, 5)
    # And so is one who has come.
    assert tells_of_few(after, before, 5)


def test_the_same_persons_and_five_who_left_point_at_nobody():
    before = Round(people(*many(0, 20)), 0)
    assert not tells_of_few(before, before, 5)
    assert not tells_of_few(before, Round(people(*many(0, 15)), 0), 5)
    assert tells_of_few(before, Round(people(*many(0, 16)), 0), 5)


def test_the_silent_count_with_those_who_left_since_nobody_knows_who_they_are():
    before = Round(people(*many(0, 20)), 0)
    assert tells_of_few(before, Round(people(*many(0, 19)), 3), 5)
    assert not tells_of_few(before, Round(people(*many(0, 19)), 4), 5)


def test_other_persons_are_another_matter():
    before, after = Round(people(*many(0, 20)), 0), Round(people(*many(30, 33)), 0)
    assert not tells_of_few(before, after, 5)


def test_a_committee_that_goes_while_its_secretary_stays_is_a_change():
    two = {"nils": {"kultur", "trafik"}}
    others = many(0, 12)
    before = Round(people("nils", *others, units=two), 0)
    after = Round(people("nils", *others, units={"nils": {"kultur"}}), 0)
    assert tells_of_few(before, after, 5)


def test_without_names_persons_are_known_by_key():
    def nameless(first, last):
        return tuple(
            AskedPerson("", f"k{n}", frozenset({f"u{n}"})) for n in range(first, last)
        )

    assert tells_of_few(Round(nameless(0, 20), 0), Round(nameless(0, 19), 0), 5)
    named = tuple(
        AskedPerson(f"Person {n}", f"k{n}", frozenset({f"u{n}"})) for n in range(19)
    )
    assert tells_of_few(Round(nameless(0, 20), 0), Round(named, 0), 5)


def test_only_what_was_told_before_is_withheld_now():
    before, after = Round(people(*many(0, 20)), 0), Round(people(*many(0, 19)), 0)
    earlier = [(frozenset({"known", "gone"}), before)]
    assert asked_again(["known", "new"], after, earlier, 5) == {"known"}


# --- the attack -----------------------------------------------------------------------


def wave(slug, answers, **survey):
    """A guarded survey of named persons, one committee each; all of them answered."""
    data = small(**{"mode": "confidential", "slug": slug, **survey})
    names = [f"Person {n}" for n in range(len(answers))]
    data["frame"] = {
        "units": [
            {"key": f"{slug}-u{n}", "sv": f"Enhet {n}"} for n in range(len(names))
        ],
        "respondents": [
            {"key": f"{slug}-{n}", "name": name, "units": [f"{slug}-u{n}"]}
            for n, name in enumerate(names)
        ],
    }
    data["sheets"] = [
        {"respondent": f"{slug}-{n}", "units": [f"{slug}-u{n}"], "answers": one}
        for n, one in enumerate(answers)
    ]
    return data


YES = {"known": "yes", "grade": "1", "hurdles": ["time"]}
NO = {"known": "no", "grade": "2", "hurdles": ["money"]}
FIRST = [YES] * 12 + [NO] * 8
# The last of those who said no has left, and everybody knows it.
SECOND = FIRST[:-1]


def no_in(slug):
    """Return how many say no in what is shown of a survey; None if withheld."""
    survey = Survey.objects.select_related("space").get(slug=slug)
    known = shown_survey(survey, "sv").result.question("known")
    return None if known.is_withheld else known.option("no").count


def test_nobody_can_take_the_difference_of_two_rounds_to_tell_what_a_leaver_said(
    client, strandland
):
    """T13 of surveys.md: 8 said no, then 7, and Person 19 has left."""
    load_survey(wave("forra", FIRST, year=2025), by=BY)
    later = load_survey(wave("nya", SECOND, year=2026), by=BY)
    assert (no_in("forra"), no_in("nya")) == (8, None)
    for page in ("/enkater/nya/resultat/", "/enkater/nya/bredvid/forra/"):
        said = text_of(client.get(page))
        assert "7 av 19" not in said and "12 av 19" not in said, page
    said = text_of(client.get("/enkater/nya/resultat/"))
    assert "nästan samma personer har svarat på den förut" in said
    for ending in ("json", "csv", "html"):
        data = result_file(shown_survey(later, "sv"), ending).decode()
        assert "7 av 19" not in data.replace("\xa0", " "), ending
    with pytest.raises(AskedOfNearlyTheSame):
        release_table(later, rows="known", columns="grade", by=BY)


def test_the_round_that_is_given_out_last_is_the_one_that_is_withheld(strandland):
    load_survey(wave("nya", SECOND, year=2026), by=BY)
    load_survey(wave("forra", FIRST, year=2025), by=BY)
    assert (no_in("nya"), no_in("forra")) == (7, None)


def test_the_same_persons_twice_may_be_compared(strandland):
    load_survey(wave("forra", FIRST, year=2025), by=BY)
    load_survey(wave("nya", FIRST[1:] + [NO], year=2026), by=BY)
    assert (no_in("forra"), no_in("nya")) == (8, 9)


def test_five_who_left_together_may_be_seen(strandland):
    load_survey(wave("forra", FIRST + [NO] * 5, year=2025), by=BY)
    load_survey(wave("nya", FIRST, year=2026), by=BY)
    assert (no_in("forra"), no_in("nya")) == (13, 8)


def test_an_open_round_before_tells_as_much_as_a_guarded_one(strandland):
    load_survey(wave("forra", FIRST, mode="open", year=2025), by=BY)
    load_survey(wave("nya", SECOND, year=2026), by=BY)
    assert no_in("nya") is None


def test_a_round_that_nobody_has_seen_tells_nothing(strandland):
    load_survey(wave("forra", FIRST, published=False, year=2025), by=BY)
    load_survey(wave("nya", SECOND, year=2026), by=BY)
    assert no_in("nya") == 7


def test_a_new_question_to_nearly_the_same_persons_is_told(strandland):
    load_survey(wave("forra", FIRST, year=2025), by=BY)
    data = wave("nya", SECOND, year=2026)
    data["questions"][1] |= {
        "key": "other",
        "title": {"sv": "Något annat?", "en": "Else?"},
    }
    for sheet in data["sheets"]:
        sheet["answers"] = {"other": sheet["answers"]["known"]}
    load_survey(data, by=BY)
    survey = Survey.objects.select_related("space").get(slug="nya")
    shown = shown_survey(survey, "sv").result
    assert shown.question("other").option("no").count == 7
    assert shown.question("grade").is_withheld


def test_when_names_are_forgotten_keys_tell_who_is_the_same(strandland):
    first = wave("forra", FIRST, year=2025)
    second = wave("nya", SECOND, year=2026)
    for data in (first, second):
        for n, person in enumerate(data["frame"]["respondents"]):
            person["key"] = f"s-{n}"
        for n, sheet in enumerate(data["sheets"]):
            sheet["respondent"] = f"s-{n}"
    earlier = load_survey(first, by=BY)
    FrameRespondent.objects.filter(survey=earlier).update(name="")
    load_survey(second, by=BY)
    assert no_in("nya") is None


@pytest.mark.parametrize("how", [{"replaced": True}, {"taken_off": True, "name": ""}])
def test_whoever_was_changed_after_opening_is_known_again_in_nobody(strandland, how):
    """Anna may have answered before Bo took her place: which of them is not known."""
    first = load_survey(wave("forra", FIRST, year=2025), by=BY)
    again = load_survey(wave("nya", FIRST, year=2026), by=BY)
    assert not tells_of_few(round_of(first, 0), round_of(again, 0), 5)

    FrameRespondent.objects.filter(survey=first, key="forra-0").update(**how)

    assert tells_of_few(round_of(first, 0), round_of(again, 0), 5)
    # Two who were taken off have the same key, since every list counts from one.
    FrameRespondent.objects.filter(survey=again, key="nya-0").update(**how)
    assert tells_of_few(round_of(first, 0), round_of(again, 0), 5)
