"""Figures of one group, and of codes, bound into a report's text."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pytest
from django.urls import reverse
from django.utils.translation import override
from docx import Document as open_word

from overens.common.audit import operator
from overens.common.texts import LocalText
from overens.surveys.actions import load_survey, release_results, release_table
from overens.surveys.actions.codes import release_codes
from overens.surveys.actions.reports import begin_report, publish_report, word_report
from overens.surveys.models import Survey
from overens.surveys.queries import shown_survey
from overens.surveys.queries.report_checks import checked
from overens.surveys.queries.reports import edition_document
from overens.surveys.rules import Item, Option, survey_result
from overens.surveys.rules.bound import (
    CannotCross,
    Reference,
    TableNotGivenOut,
    Tables,
    UnknownFigure,
    bound,
    figures_to_bind,
)
from overens.surveys.rules.crossing import crossed, crossed_as_told
from overens.surveys.rules.frames import Frame, Respondent, Sheet
from overens.surveys.rules.groups import group_item, group_outcomes
from overens.surveys.rules.singling import GROUP, OPTION, Condition, Search, Vocabulary
from overens.surveys.rules.stands import stands_of
from tests.surveys.test_codes import WISHES, coded, with_book
from tests.surveys.test_groups import grouped, known
from tests.surveys.test_releases import text_of

BY = operator()
DRAFT = "/enkater/liten/rapport/utkast/"
RESULTS = "/enkater/liten/resultat/"

KNOWN = Item("known", "single", "Känd?", (Option("yes", "Ja"), Option("no", "Nej")))
GRADE = Item("grade", "scale", "Betyg?", (Option("1", "1"), Option("2", "2")))
HURDLES = Item("hurdles", "multi", "Hinder?", (Option("time", "Tid"),))
ITEMS = [KNOWN, GRADE, HURDLES]
GROUPS = group_item({"care": "Vården", "growth": "Tillväxt"}, "Grupp")

# Of care's four three answered, and two of them say yes.
FRAME = Frame(
    {**{f"c{n}": "care" for n in range(4)}, **{f"g{n}": "growth" for n in range(3)}},
    tuple(
        Respondent(f"p-{unit}", (unit,))
        for unit in ("c0", "c1", "c2", "c3", "g0", "g1", "g2")
    ),
)
SHEETS = [
    Sheet(f"p-{unit}", (unit,), answers, strata=(group,))
    for unit, group, answers in (
        ("c0", "care", {"known": "yes", "grade": "1", "hurdles": ["time"]}),
        ("c1", "care", {"known": "yes", "grade": "2"}),
        ("c2", "care", {"known": "no"}),
        ("g0", "growth", {"known": "no", "grade": "2"}),
    )
]


def tables(**more):
    def of(rows, columns):
        return crossed(rows, columns, stands_of([rows, columns], SHEETS))

    return Tables(**{"groups": GROUPS, "crossed": of, **more})


def result():
    found = survey_result(ITEMS, FRAME, SHEETS)
    in_part = [False] * len(SHEETS)
    return replace(
        found, groups=group_outcomes(FRAME, SHEETS, ["care", "growth"], in_part)
    )


@pytest.mark.pure
@pytest.mark.parametrize(
    ("name", "count", "base"),
    [
        ("known:yes|group=care", 2, 3),
        ("known:yes:share|group=care", 2, 3),
        ("known:yes:count | .group = care", 2, 3),
        ("known|group=care", 3, 3),
        ("known:no|group=growth", 1, 1),
        ("grade:2|known=yes", 1, 2),
        ("known:yes|grade=2", 1, 2),
        ("survey:units|group=care", 3, 4),
        ("survey:answered|group=growth", 1, 3),
        ("survey:missing|group=growth", 2, None),
        ("survey:units-missing|group=care", 1, None),
    ],
)
def test_a_reference_with_a_bar_stands_for_the_figure_of_one_group(name, count, base):
    figure = bound(Reference(name), result(), tables())
    assert (figure.count, figure.base, figure.is_hidden) == (count, base, False)


@pytest.mark.pure
@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("known:yes|group=nowhere", UnknownFigure),
        ("known:yes|group", UnknownFigure),
        ("known:yes|", UnknownFigure),
        ("known:yes|=care", UnknownFigure),
        ("known:maybe|group=care", UnknownFigure),
        ("known:yes|known=yes", UnknownFigure),
        ("known:yes|grade=2|group=care", UnknownFigure),
        ("grade:median|group=care", UnknownFigure),
        ("survey:units|known=yes", UnknownFigure),
        ("survey:sheets|group=care", UnknownFigure),
        ("known*grade|group=care", UnknownFigure),
        ("hurdles:time|group=care", CannotCross),
        ("known:yes|hurdles=time", CannotCross),
    ],
)
def test_what_is_no_figure_of_a_group_is_refused_by_name(name, why):
    with pytest.raises(why) as refused:
        bound(Reference(name), result(), tables())
    assert refused.value.facts == {"name": name}


@pytest.mark.pure
def test_every_figure_of_the_list_can_be_put_in_those_of_groups_too():
    listed = figures_to_bind(result(), tables())
    assert "known:yes|group=care" in {figure.name for figure in listed}
    for figure in listed:
        assert bound(Reference(figure.name), result(), tables()) == figure


@pytest.mark.pure
def test_a_question_that_is_called_group_keeps_its_name():
    own = Item("group", "single", "Grupp?", KNOWN.options)
    found = survey_result([*ITEMS, own], FRAME, SHEETS)
    with pytest.raises(UnknownFigure):
        bound(Reference("known:yes|group=care"), found, tables())
    names = {figure.name for figure in figures_to_bind(found, tables())}
    assert "known:yes|.group=care" in names


@pytest.mark.pure
def test_a_table_that_is_not_given_out_is_said_to_be_so_and_a_hidden_figure_hidden():
    with pytest.raises(TableNotGivenOut):
        bound(Reference("known:yes|group=care"), result(), Tables(groups=GROUPS))

    def in_part(rows, columns):
        told = {("care", "yes"): 6, ("growth", "yes"): 5, ("growth", "no"): 7}
        return crossed_as_told(rows, columns, told, is_independent=True)

    held = tables(crossed=in_part)
    for name, is_hidden in (
        ("known:no|group=care", True),
        # Its base would tell what is withheld; the number alone does not.
        ("known:yes|group=care", True),
        ("known:yes:share|group=care", True),
        ("known:yes:count|group=care", False),
        ("known:no|group=growth", False),
    ):
        assert bound(Reference(name), result(), held).is_hidden == is_hidden, name


@pytest.mark.pure
def test_a_figure_of_one_group_ties_its_answer_to_the_group():
    yes, care = Condition(OPTION, "known", "yes"), Condition(GROUP, key="care")
    words = Vocabulary(
        "sv", {yes: "Känner till", care: "Vården"}, numbers={"known": "2"}
    )
    search = Search(words, lambda conditions: 6 if len(conditions) == 1 else 2, 5)
    (sentence,) = search.searched("Så svarade {known:yes|group=care}.")
    (clue,) = sentence.clues
    assert clue.facts == {
        "what": "Vården",
        "other": "Känner till",
        "other_question": "2",
        "persons": 2,
    }


# --- as they are met ------------------------------------------------------------------


def by_group(**survey):
    """An open survey: of care's twelve nine answered, of growth's twelve eight."""
    sizes = {"health": 12, "development": 12}
    answers = {"health": known(7, 2), "development": known(3, 5)}
    return load_survey(grouped(sizes, answers, **{"published": False, **survey}), by=BY)


def worded(report, sv, en="", part="conclusions"):
    return word_report(report, part=part, text=LocalText(sv=sv, en=en), by=BY)


def part_of(report, language="sv"):
    found = checked(report, shown_survey(report.survey, language))
    (part,) = [part for part in found.parts if part.name == "conclusions"]
    return part


def faults_of(report):
    return [fault for each in part_of(report).sentences for fault in each.faults]


def clues_of(report):
    return [clue for each in part_of(report).sentences for clue in each.clues]


def test_figures_of_groups_are_in_page_and_files_and_lead_to_their_table(
    as_petra, strandland
):
    report = worded(
        begin_report(by_group(), by=BY),
        "Vården: {known:yes|group=health}, av {survey:units|group=health}.",
        "Care: {known:yes:share|group=health}.",
    )
    assert faults_of(report) == []
    draft = text_of(as_petra.get(DRAFT))
    assert "7 av 9 nämnder (78 %)" in draft and "9 av 12 nämnder" in draft
    assert f"{RESULTS}?rows=.group&amp;columns=known#cross" in draft

    edition = publish_report(report, clues_read=True, by=BY)
    page = text_of(as_petra.get("/enkater/liten/rapport/"))
    assert '<a href="#t-.group-by-known">7 av 9 nämnder (78 %)</a>' in page
    assert "Tabeller bakom texten" in page and 'id="t-.group-by-known"' in page
    assert "Bas: 17 av 24 nämnder i de här grupperna." in page
    pdf = as_petra.get("/enkater/liten/rapport/utgava/1.pdf").content
    told = " ".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert "7 av 9 nämnder" in " ".join(told.replace("\xa0", " ").split())
    word = as_petra.get("/enkater/liten/rapport/utgava/1.docx").content
    lines = [line.text for line in open_word(io.BytesIO(word)).paragraphs]
    assert any("7 av 9 nämnder (78 %)" in each.replace("\xa0", " ") for each in lines)
    assert "Care: " in str(edition_document(edition, "en").blocks)
    assert "78" in str(edition_document(edition, "en").blocks)


def test_what_can_be_put_in_is_listed_in_both_languages(as_petra, strandland):
    begin_report(by_group(), by=BY)
    page = text_of(as_petra.get(f"{DRAFT}conclusions/andra/"))
    assert "{known:yes|group=health}" in page
    assert "”Ja”, av ”Hälso- och sjukvård”. Nu: 7 av 9 nämnder (78 %)" in page
    assert "{survey:units|group=development}" in page
    assert "{known:missing}" in page
    of_one = text_of(as_petra.get(f"{DRAFT}analysis:grade/andra/"))
    assert "{grade:1|group=health}" in of_one
    assert "{known:yes|group=health}" not in of_one
    with override("en"):
        there = reverse("surveys:report_part", args=["liten", "conclusions"])
    english = text_of(as_petra.get(there))
    assert "“Yes”, of “Health care”. Now: 7 of 9 committees (78%)" in english


def test_few_of_a_group_are_marked_with_the_question_that_they_answered(strandland):
    report = worded(
        begin_report(by_group(), by=BY),
        "Vården: {known:no|group=health}. Båda: {known:no}.",
    )
    (clue,) = clues_of(report)
    assert clue == (
        "”Hälso- och sjukvård” och ”Nej” (fråga 2) stämmer tillsammans på 2 av de "
        "tillfrågade."
    )
    found = checked(report, shown_survey(report.survey, "sv"))
    labels = {figure.label: figure.persons for figure in found.figures}
    # The table that stands behind the text, and who answered by group.
    assert labels["Hälso- och sjukvård: Nej"] == 2
    assert labels["Hälso- och sjukvård: svarade inte"] == 3
    assert "Hälso- och sjukvård: svarade" not in labels


def test_that_groups_differ_is_said_by_a_verdict(strandland):
    report = worded(
        begin_report(by_group(), by=BY),
        "De som är i vården är nöjdare: {group*known}. Så är det: {known*.group}.",
    )
    assert faults_of(report) == []
    edition = publish_report(report, clues_read=True, by=BY)
    said = str(edition_document(edition, "sv").blocks).replace("\\xa0", " ")
    assert said.count("p = ") >= 2
    assert "t-.group-by-known" in said and "t-known-by-.group" in said
    for wrong in ("{group*group}", "{group*nothing}", "{group*wish}", "{group*}"):
        assert faults_of(worded(report, f"Så är det: {wrong}.")), wrong


def guarded_groups():
    """A confidential survey of two groups of twenty, twelve and fourteen answered."""
    sizes = {"health": 20, "development": 20}
    answers = {"health": known(6, 6), "development": known(8, 6)}
    survey = load_survey(
        grouped(sizes, answers, mode="confidential", published=False), by=BY
    )
    release_results(survey, by=BY)
    return survey


def test_of_a_guarded_survey_a_table_has_to_be_given_out_first(as_petra, strandland):
    survey = guarded_groups()
    report = worded(begin_report(survey, by=BY), "Vården: {known:yes|group=health}.")
    (fault,) = faults_of(report)
    assert "är inte utlämnad. Korsa de två på resultatsidan" in fault
    # Nothing of it is in the draft, whatever is tried.
    assert "6 av 12" not in text_of(as_petra.get(DRAFT))
    listed = text_of(as_petra.get(f"{DRAFT}conclusions/andra/"))
    assert "<code>{known:yes|group=health}</code>" not in listed
    assert "ingenting utlämnat grupp för grupp" in listed

    tied = worded(report, "De skiljer sig åt: {group*known}.")
    assert any("är inte utlämnad" in fault for fault in faults_of(tied))
    report = worded(report, "Vården: {known:yes|group=health}.")
    release_table(survey, rows=".group", columns="known", by=BY)
    assert faults_of(report) == []
    assert "6 av 12 nämnder (50 %)" in text_of(as_petra.get(DRAFT))
    listed = text_of(as_petra.get(f"{DRAFT}conclusions/andra/"))
    assert "<code>{known:yes|group=health}</code>" in listed
    # What has been given out is known to have persons enough behind it.
    assert clues_of(report) == []
    assert publish_report(report, clues_read=True, by=BY)


def test_of_a_guarded_survey_a_figure_of_few_in_a_group_is_refused(strandland):
    sizes = {"health": 40, "development": 40}
    grades = {"health": "1" * 10 + "2" * 9 + "3" * 9, "development": "1" * 9 + "2" * 2}
    grades["development"] += "3" * 11
    answers = {key: [{"grade": grade} for grade in of] for key, of in grades.items()}
    survey = load_survey(
        grouped(sizes, answers, mode="confidential", published=False), by=BY
    )
    release_results(survey, by=BY)
    report = begin_report(survey, by=BY)
    release_table(survey, rows=".group", columns="grade", by=BY)
    few = worded(report, "Tillväxt: {grade:2|group=development}.")
    assert any("visas inte" in fault for fault in faults_of(few))
    # Nor what it could be had from.
    (piece,) = [p for p in part_of(few).sentences[0].pieces if p.to]
    assert piece.is_hidden and "2 av" not in piece.words
    silent = worded(report, "Vården: {survey:declined|group=health} tackade nej.")
    assert any("visas inte" in fault for fault in faults_of(silent))


def test_who_wrote_a_sentence_of_a_group_is_not_told_what_is_not_given_out(strandland):
    report = worded(
        begin_report(guarded_groups(), by=BY),
        "På hälso- och sjukvårdssidan är ”Nej” vanligt: {known:no}.",
    )
    (clue,) = clues_of(report)
    assert "har inte lämnats ut" in clue and "(fråga 2)" in clue
    release_table(report.survey, rows=".group", columns="known", by=BY)
    assert clues_of(report) == []


def test_figures_of_codes_are_bound_like_those_of_options(as_petra, strandland):
    survey = with_book(["mer tid", "tid och pengar", "sol"], published=False)
    report = worded(begin_report(survey, by=BY), "De skriver om tid: {wish.codes:tid}.")
    assert any("ingen siffra som heter" in fault for fault in faults_of(report))
    coded(survey)
    release_codes(survey, question="wish", by=BY)
    report.survey = Survey.objects.get(pk=survey.pk)

    assert faults_of(report) == []
    assert any("stämmer på 2 av" in clue for clue in clues_of(report))
    listed = text_of(as_petra.get(f"{DRAFT}analysis:wish/andra/"))
    assert "{wish.codes:tid}" in listed and "2 av 3" in listed
    edition = publish_report(report, clues_read=True, by=BY)
    said = str(edition_document(edition, "sv").blocks).replace("\\xa0", " ")
    assert "2 av 3 nämnder (67 %)" in said and "q-wish.codes" in said


def test_of_a_guarded_survey_a_code_of_few_stops_the_text(strandland):
    survey = with_book(WISHES, mode="anonymous", published=False)
    coded(survey)
    release_codes(survey, question="wish", by=BY)
    survey.refresh_from_db()
    report = begin_report(survey, by=BY)
    assert faults_of(worded(report, "Tid: {wish.codes:tid}.")) == []
    (fault,) = faults_of(worded(report, "Pengar: {wish.codes:pengar}."))
    assert "visas inte" in fault


def test_many_figures_of_groups_ask_no_more_of_the_database(
    strandland, django_assert_max_num_queries
):
    survey = guarded_groups()
    release_table(survey, rows=".group", columns="known", by=BY)
    report = worded(
        begin_report(survey, by=BY),
        "{known:yes|group=health}. {known:yes|group=development}. " * 9,
    )
    shown = shown_survey(survey, "sv")
    with django_assert_max_num_queries(8):
        assert checked(report, shown).parts
