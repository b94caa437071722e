"""Interviews: a guide, notes by role, passages coded and quoted, shown apart."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from overens.common.audit import operator
from overens.common.retention import forget_what_is_due
from overens.common.texts import LocalText
from overens.surveys.actions.codes import code_text, keep_code, release_codes
from overens.surveys.actions.interviews import (
    keep_interview,
    keep_theme,
    show_interviews,
    take_back_interview,
    word_theme,
)
from overens.surveys.actions.own_words import release_text, take_back_text
from overens.surveys.actions.reports import begin_report, publish_report
from overens.surveys.models import (
    Interview,
    InterviewQuote,
    ReportEdition,
    Survey,
)
from overens.surveys.queries import shown_survey
from overens.surveys.queries.own_words import texts_of, texts_to_code
from overens.surveys.queries.report import report
from overens.surveys.rules.codes import CodingUnfinished
from overens.surveys.rules.disclosure import TooFewPersons
from overens.surveys.rules.interviews import (
    InterviewInFuture,
    InterviewsShown,
    NotAgreed,
    RolePointsOut,
    TooFewInterviews,
    passages_in,
    roles_shown,
)
from overens.surveys.rules.own_words import StillPointsOut, TextGone
from tests.surveys.test_own_words import text_of, written

BY = operator()
BASE = "/enkater/liten/intervjuer/"
WISHES = [f"önskan nummer {n}" for n in range(9)]


@pytest.fixture
def survey(strandland):
    return written(WISHES, mode="open")


@pytest.fixture
def guarded(strandland):
    return written(WISHES, mode="confidential")


def a_theme(survey, title="Vad hindrar?"):
    return keep_theme(survey, title=LocalText(sv=title), instruction=LocalText(), by=BY)


def interview(survey, theme, said, role="nämndsekreterare", **more):
    return keep_interview(
        survey,
        role=LocalText(sv=role),
        day=timezone.localdate(),
        notes={theme.key: said},
        agreed=True,
        by=BY,
        **more,
    )


def mark(survey, theme, text):
    return next(each.mark for each in texts_of(survey, theme) if each.text == text)


def quote(survey, theme, text, shown=None):
    return release_text(
        survey,
        question=theme.key,
        mark=mark(survey, theme, text),
        text=LocalText(sv=shown or text),
        by=BY,
    )


def coded(survey, theme, words):
    """Code every passage by the words that it holds, and count."""
    keys = {}
    for word in words:
        code = keep_code(
            survey,
            question=theme.key,
            name=LocalText(sv=word.capitalize()),
            definition=LocalText(),
            example=LocalText(),
            by=BY,
        )
        keys[word] = code.key
    for each in texts_to_code(survey, theme):
        its = [key for word, key in keys.items() if word in each.text]
        code_text(survey, question=theme.key, mark=each.mark, codes=its, by=BY)
    return release_codes(survey, question=theme.key, by=BY)


# --- pure -----------------------------------------------------------------------------


@given(st.lists(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1)))
def test_every_passage_is_kept_once_in_its_order(parts):
    notes = "\r\n \r\n".join(parts)
    assert passages_in(notes) == list(dict.fromkeys(parts))


def test_a_passage_holds_its_lines():
    assert passages_in("\n\nEtt.\nTvå.\n\n\n\nTre.\n") == ["Ett.\nTvå.", "Tre."]
    assert passages_in("  \n \n") == []


def test_a_role_that_few_have_is_not_told_under_a_promise():
    roles = ["sekreterare"] * 6 + ["ordförande"] * 2 + ["chef"]
    assert roles_shown(roles, least=5) == ([("sekreterare", 6)], 3)
    assert roles_shown(roles, least=None)[1] == 0


# --- the same coding and release rules ------------------------------------------------


def test_codes_count_persons_and_never_shares(as_petra, survey):
    theme = a_theme(survey)
    interview(survey, theme, "Tiden räcker inte.\n\nTiden går.")
    interview(survey, theme, "Pengar.")
    interview(survey, theme, "")
    with pytest.raises(CodingUnfinished):
        keep_code(
            survey,
            question=theme.key,
            name=LocalText(sv="Tid"),
            definition=LocalText(),
            example=LocalText(),
            by=BY,
        )
        release_codes(survey, question=theme.key, by=BY)

    coded(survey, theme, ["pengar", "resor"])
    for each in texts_of(survey, theme):
        its = ["tid"] if "Tid" in each.text else ["pengar"]
        code_text(survey, question=theme.key, mark=each.mark, codes=its, by=BY)
    release_codes(survey, question=theme.key, by=BY)
    show_interviews(survey, by=BY)
    survey.refresh_from_db()

    its = shown_survey(survey, "sv").interviews
    assert [(code.name, code.said) for code in its.themes[0].codes] == [
        ("Tid", "1 av 2"),
        ("Pengar", "1 av 2"),
        ("Resor", "0 av 2"),
    ]
    section = text_of(as_petra.get("/enkater/liten/resultat/")).split(
        'id="interviews"'
    )[1]
    assert "%" not in section.split("</section>")[0]
    # The questions' figures are as they were.
    assert [q.result.key for q in shown_survey(survey, "sv").coded] == []


def test_under_a_promise_nothing_is_quoted_of_fewer_than_eight(as_petra, guarded):
    theme = a_theme(guarded)
    for n in range(7):
        interview(guarded, theme, f"Sak nummer {n}.")
    with pytest.raises(TooFewInterviews):
        quote(guarded, theme, "Sak nummer 3.")
    assert "Färre än åtta intervjuade" in text_of(as_petra.get(BASE))

    interview(guarded, theme, "Sak nummer 7.", role="ordförande")
    quote(guarded, theme, "Sak nummer 7.")
    show_interviews(guarded, by=BY)
    guarded.refresh_from_db()

    its = shown_survey(guarded, "sv")
    assert its.interviews.roles == ("nämndsekreterare (7)", "andra roller (1)")
    assert its.interviews.themes[0].quotes[0].role == ""
    assert "ordförande" not in str(report(its).blocks)


def test_under_a_promise_a_code_that_few_have_is_not_told(guarded):
    theme = a_theme(guarded)
    for n in range(12):
        interview(
            guarded, theme, "Tid." if n < 6 else "Pengar." if n < 10 else "Annat."
        )
    with pytest.raises(TooFewPersons):
        few = a_theme(guarded, "Få")
        interview(guarded, few, "Tid.")
        coded(guarded, few, ["tid"])

    release = coded(guarded, theme, ["Tid", "Pengar"])

    # Four with money, and with two numbers known of a base the third would be.
    assert release.figures["base"] == 12
    assert "pengar" not in release.figures["counts"]
    # Those interviewed are other persons than those who answered.
    assert release.facts == []
    show_interviews(guarded, by=BY)
    guarded.refresh_from_db()
    said = {
        c.name: c.said for c in shown_survey(guarded, "sv").interviews.themes[0].codes
    }
    assert "4" not in said["Pengar"]


def test_names_in_a_passage_are_found_before_it_is_quoted(survey):
    theme = a_theme(survey)
    interview(survey, theme, "Fråga Åke1 Öhman1, sade någon.")
    with pytest.raises(StillPointsOut):
        quote(survey, theme, "Fråga Åke1 Öhman1, sade någon.")


def test_a_role_never_holds_what_points_somebody_out(survey):
    theme = a_theme(survey)
    for role in ("Åke1 Öhman1", "070-123 45 67", "a@example.org"):
        with pytest.raises(RolePointsOut):
            interview(survey, theme, "Tid.", role=role)
    # Where answers are open a role may say of what; under a promise it may not.
    interview(survey, theme, "Tid.", role="ordförande i Byalag 3")


def test_under_a_promise_a_role_never_says_of_which_unit(guarded):
    theme = a_theme(guarded)
    with pytest.raises(RolePointsOut):
        interview(guarded, theme, "Tid.", role="ordförande i Byalag 3")


def test_nobody_is_noted_who_has_not_agreed_or_before_it_was(survey):
    theme = a_theme(survey)
    more = {"role": LocalText(sv="chef"), "notes": {theme.key: "x"}, "by": BY}
    today = timezone.localdate()
    with pytest.raises(NotAgreed):
        keep_interview(survey, day=today, **more)
    with pytest.raises(InterviewInFuture):
        keep_interview(survey, day=today + timedelta(days=2), agreed=True, **more)


def test_none_is_added_to_guarded_interviews_that_everybody_has_read(as_petra, guarded):
    theme = a_theme(guarded)
    interview(guarded, theme, "Tid.")
    show_interviews(guarded, by=BY)
    Survey.objects.update(published=True)
    with pytest.raises(InterviewsShown):
        interview(guarded, theme, "Mer.")
    assert "så ingen läggs till" in text_of(as_petra.get(BASE))
    page = as_petra.post(f"{BASE}visa/", {"go": "hide"}, follow=True)
    assert "så intervjuerna är kvar där" in text_of(page)


def test_what_is_not_published_can_be_taken_out_of_the_results_again(as_petra, survey):
    Survey.objects.update(published=False)
    interview(survey, a_theme(survey), "Tid.")
    for go, shown in (("show", True), ("hide", False)):
        as_petra.post(f"{BASE}visa/", {"go": go})
        assert Survey.objects.get().interviews_shown is shown


# --- taking back and forgetting -------------------------------------------------------


def test_whoever_takes_it_back_takes_notes_and_quotations_along(as_petra, survey):
    theme = a_theme(survey)
    its = interview(survey, theme, "Tiden räcker inte.")
    quote(survey, theme, "Tiden räcker inte.")
    show_interviews(survey, by=BY)
    survey.refresh_from_db()
    Survey.objects.update(published=True)
    publish_report(begin_report(survey, by=BY), clues_read=True, by=BY)
    assert "Tiden räcker inte." in str(ReportEdition.objects.get().content)
    at = f"{BASE}{its.uuid}/ta-tillbaka/"
    assert as_petra.post(at, {}).status_code == 422

    as_petra.post(at, {"why": "Personen har tagit tillbaka det."})

    assert not Interview.objects.exists()
    assert InterviewQuote.objects.get().text == {}
    assert "Tiden räcker inte." not in str(ReportEdition.objects.get().content)
    results = text_of(as_petra.get("/enkater/liten/resultat/"))
    assert "Ett citat drogs tillbaka. Personen har tagit tillbaka det." in results
    assert "Tiden räcker" not in results


def test_before_publication_taking_back_leaves_no_trace(survey):
    Survey.objects.update(published=False)
    survey.refresh_from_db()
    theme = a_theme(survey)
    its = interview(survey, theme, "Tid.")
    quote(survey, theme, "Tid.")
    take_back_interview(its, why="", by=BY)
    assert not InterviewQuote.objects.exists()


def test_one_quotation_is_taken_back_by_the_same_door_as_any_text(survey):
    theme = a_theme(survey)
    interview(survey, theme, "Tid.")
    quote(survey, theme, "Tid.")
    its = mark(survey, theme, "Tid.")
    take_back_text(survey, question=theme.key, mark=its, why="Fel.", by=BY)
    assert InterviewQuote.objects.get().withdrawn_why == "Fel."
    # It can be quoted anew, shortened.
    quote(survey, theme, "Tid.", "T […]")
    assert InterviewQuote.objects.count() == 2


def test_what_is_quoted_can_be_taken_back_though_its_notes_were_written_anew(
    as_petra, survey
):
    theme = a_theme(survey)
    its = interview(survey, theme, "Tid.")
    quote(survey, theme, "Tid.")
    interview(survey, theme, "Tiden är knapp.", interview=its)

    # The new passage is read and coded by itself; the quotation is no text to code.
    page = text_of(as_petra.get(f"/enkater/liten/egna-ord/{theme.key}/"))
    assert "1 av 2 lästa, 1 släppta" in page
    assert coded(survey, theme, ["Tiden"]).figures["texts"] == 1
    its_mark = mark(survey, theme, "Tid.")
    at = f"/enkater/liten/egna-ord/{theme.key}/{its_mark}/ta-tillbaka/"
    as_petra.post(at, {"why": "Fel."})
    assert InterviewQuote.objects.get().text == {}


def test_notes_are_forgotten_after_two_years_and_what_was_counted_stands(survey):
    theme = a_theme(survey)
    interview(survey, theme, "Tid.")
    quote(survey, theme, "Tid.")
    coded(survey, theme, ["Tid"])
    show_interviews(survey, by=BY)
    survey.refresh_from_db()
    list(forget_what_is_due(timezone.localdate() + timedelta(days=729)))
    assert Interview.objects.get().notes
    list(forget_what_is_due(timezone.localdate() + timedelta(days=735)))
    assert Interview.objects.get().notes == {}
    its = shown_survey(survey, "sv").interviews
    assert its.themes[0].codes[0].said == "1 av 1"
    assert its.themes[0].quotes[0].text == "Tid."
    with pytest.raises(TextGone):
        release_codes(survey, question=theme.key, by=BY)


def test_interviews_stand_in_the_report_without_a_percentage(survey):
    theme = a_theme(survey)
    interview(survey, theme, "Tid.")
    quote(survey, theme, "Tid.")
    coded(survey, theme, ["Tid"])
    show_interviews(survey, by=BY)
    survey.refresh_from_db()
    blocks = report(shown_survey(survey, "en")).blocks
    at = next(
        n for n, each in enumerate(blocks) if getattr(each, "name", "") == "interviews"
    )
    said = str(blocks[at:])
    assert "interviewed 1 person" in said and "never as shares" in said
    assert "1 of 1" in said.replace("\xa0", " ") and "Tid." in said


def test_whoever_is_pointed_out_by_an_interview_is_found_before_the_report_is_out(
    as_petra, survey
):
    theme = a_theme(survey)
    interview(survey, theme, "Byalag 3 fick nej.\n\nTid.")
    release_text(
        survey,
        question=theme.key,
        mark=mark(survey, theme, "Byalag 3 fick nej."),
        text=LocalText(sv="Byalag 3 fick nej."),
        points_nobody_out=True,
        by=BY,
    )
    word_theme(theme, finding=LocalText(sv="Den enda i Byalag 4 sade det."), by=BY)
    show_interviews(survey, by=BY)
    begin_report(survey, by=BY)

    page = text_of(as_petra.get("/enkater/liten/rapport/utkast/vem-pekas-ut/"))

    assert "Byalag 3 fick nej." in page and "Byalag 4" in page
    assert "Intervjuer: Vad hindrar?" in page
