"""Whom a report points out beside its sentences: the other side, groups, and tables."""

from __future__ import annotations

import pytest

from overens.common.audit import operator
from overens.common.texts import LocalText
from overens.surveys.actions import load_survey
from overens.surveys.actions.interviews import show_interviews
from overens.surveys.actions.own_words import release_text
from overens.surveys.actions.reports import begin_report, word_report
from overens.surveys.actions.sides import tie_sides
from overens.surveys.models import InterviewTheme, Survey
from overens.surveys.queries import shown_survey
from overens.surveys.queries.report_checks import checked
from overens.surveys.rules.sides import PUBLIC
from tests.surveys.test_interviews import a_theme, interview, mark
from tests.surveys.test_own_words import written
from tests.surveys.test_releases import guarded, text_of
from tests.surveys.test_sides import CIVIL_WORDS, answers

BY = operator()
NILS = "/enkater/liten/rapport/utkast/vem-pekas-ut/"


def both(ours, theirs):
    """Two surveys that show the gap to each other, each in a mode of its own."""
    public = load_survey(guarded(answers(11, 7), mode=ours), by=BY)
    data = guarded(answers(17, 3), mode=theirs, slug="org", **CIVIL_WORDS)
    data["frame"]["units"][0]["sv"] = "Byalaget Solsidan"
    civil = load_survey(data, by=BY)
    tie_sides(public, civil, side=PUBLIC, by=BY)
    return Survey.objects.select_related("space").get(pk=public.pk)


def found_in(survey, words):
    report = begin_report(survey, by=BY)
    word_report(report, part="conclusions", text=LocalText(sv=words), by=BY)
    report.refresh_from_db()
    return checked(report, shown_survey(survey, "sv"))


def told(found):
    (part,) = [part for part in found.parts if part.name == "conclusions"]
    (sentence,) = part.sentences
    return sentence


def test_the_small_figures_of_the_other_side_are_told_where_the_gap_is_shown(
    as_petra, strandland
):
    found = found_in(both("open", "open"), "Samverkan är bred.")
    assert [
        (figure.label, figure.persons)
        for figure in found.figures
        if "En liten enkät" in figure.question
    ] == [("Nej", 3), ("1", 3)]
    assert "Siffror som få står bakom" in text_of(as_petra.get(NILS))


def test_of_a_guarded_other_side_no_figure_is_told(strandland):
    found = found_in(both("open", "confidential"), "Samverkan är bred.")
    assert not [each for each in found.figures if "En liten enkät" in each.question]


@pytest.mark.parametrize(("theirs", "stops"), [("open", False), ("confidential", True)])
def test_who_answered_on_the_other_side_is_looked_for_by_name(
    strandland, theirs, stops
):
    survey = both("open", theirs)
    sentence = told(found_in(survey, "Byalaget Solsidan sade ”Nej” {known:no}."))
    assert any("”Byalaget Solsidan”" in clue for clue in sentence.clues)
    # A promise to the other side is a promise too.
    assert bool(sentence.faults) == stops


def test_without_a_gap_the_other_sides_names_are_not_looked_for(strandland):
    survey = both("open", "open")
    Survey.objects.update(other_side=None)
    survey.refresh_from_db()
    sentence = told(found_in(survey, "Byalaget Solsidan sade ”Nej” {known:no}."))
    assert not any("Byalaget" in clue for clue in sentence.clues)


def test_what_interviews_came_to_is_looked_through_too(as_petra, strandland):
    survey = written([f"önskan nummer {n}" for n in range(9)], mode="open")
    theme = a_theme(survey)
    said = "Tidsbristen är stor i Byalag 3."
    for n in range(5):
        interview(survey, theme, said if n else "Vi har tid.")
    release_text(
        survey,
        question=theme.key,
        mark=mark(survey, theme, said),
        text=LocalText(sv=said),
        points_nobody_out=True,
        by=BY,
    )
    InterviewTheme.objects.update(finding=LocalText(sv="Fem nämnder saknar tid."))
    show_interviews(survey, by=BY)
    survey.refresh_from_db()
    found = found_in(survey, "Samverkan är bred.")
    # Its numbers are of those interviewed, so it is pointed at and stops nothing.
    (others,) = [p for p in found.others if any(s.warnings for s in p.sentences)]
    assert "Fem" in others.sentences[0].warnings[0] and not others.faults
    assert "Tidsbristen" in str([s.words for s in found.quotes.sentences])
    assert "Fem nämnder saknar tid." in text_of(
        as_petra.get(NILS.replace("vem-pekas-ut/", ""))
    )
