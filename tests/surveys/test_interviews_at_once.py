"""Two who write interviews at the same time lose nothing of each other's."""

from __future__ import annotations

import pytest

from overens.common.models import AuditLine
from overens.common.texts import LocalText
from overens.errors import RuleBroken
from overens.surveys.actions.interviews import (
    keep_theme,
    move_theme,
    remove_theme,
    take_back_interview,
    word_theme,
)
from overens.surveys.models import Interview, InterviewTheme
from overens.surveys.rules.interviews import MOST_THEMES, InterviewGone, ThemeGone
from tests import make
from tests.once import AT_ONCE, all_at_once, let_go
from tests.surveys.test_interviews import BY, a_theme, interview
from tests.surveys.test_own_words import written

TOLD = LocalText(sv="Enligt de intervjuade räcker inte tiden.")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def survey(settings, tmp_path):
    settings.DATA = tmp_path
    make.make_space("strandland")
    yield written(["önskan"] * 5, mode="open")
    let_go()


def tried(work):
    """Return a call that does the work, or gives the rule that it broke."""

    def call():
        try:
            return work()
        except RuleBroken as broken:
            return type(broken).__name__

    return call


def test_themes_added_at_once_are_all_there_in_an_order(survey):
    all_at_once(*(lambda n=n: a_theme(survey, f"Tema {n}") for n in range(AT_ONCE)))

    themes = list(InterviewTheme.objects.filter(survey=survey))
    assert {str(theme) for theme in themes} == {f"Tema {n}" for n in range(AT_ONCE)}
    assert len({theme.place for theme in themes}) == AT_ONCE


def test_no_more_themes_come_in_at_once_than_one_after_the_other(survey):
    for number in range(MOST_THEMES - 2):
        a_theme(survey, f"Tema {number}")

    came = all_at_once(*[tried(lambda: a_theme(survey, "Ett till"))] * AT_ONCE)

    assert came.count("TooManyThemes") == AT_ONCE - 2
    assert InterviewTheme.objects.filter(survey=survey).count() == MOST_THEMES


def test_themes_moved_at_once_keep_a_place_each(survey):
    themes = [a_theme(survey, f"Tema {number}") for number in range(AT_ONCE)]

    all_at_once(*(lambda t=theme: move_theme(t, up=True, by=BY) for theme in themes))

    places = [theme.place for theme in InterviewTheme.objects.filter(survey=survey)]
    assert sorted(places) == list(range(1, AT_ONCE + 1))


def test_interviews_noted_at_once_are_all_there(survey):
    theme = a_theme(survey)

    all_at_once(
        *(lambda n=n: interview(survey, theme, f"Sagt {n}.") for n in range(AT_ONCE))
    )

    said = {each.notes[theme.key] for each in Interview.objects.all()}
    assert said == {f"Sagt {n}." for n in range(AT_ONCE)}


def test_what_is_taken_back_twice_at_once_is_gone_once(survey):
    theme = a_theme(survey)
    kept, gone = interview(survey, theme, "Kvar."), interview(survey, theme, "Bort.")

    all_at_once(
        *(
            tried(lambda one=one: take_back_interview(one, why="Hen ville.", by=BY))
            for one in (gone, Interview.objects.get(pk=gone.pk))
        )
    )

    assert list(Interview.objects.all()) == [kept]
    lines = AuditLine.objects.filter(action="surveys.take_back_interview")
    assert lines.count() == 1


def test_what_was_taken_back_meanwhile_does_not_come_again(survey):
    """Somebody had it open to change it when its person took it back."""
    theme = a_theme(survey)
    gone = interview(survey, theme, "Bort.")
    open_elsewhere = Interview.objects.get(pk=gone.pk)
    take_back_interview(gone, why="Hen ville.", by=BY)

    with pytest.raises(InterviewGone):
        interview(survey, theme, "Åter.", interview=open_elsewhere)

    assert not Interview.objects.exists()


def test_a_theme_taken_out_meanwhile_does_not_come_again(survey):
    gone = a_theme(survey)
    left = a_theme(survey, "Kvar")
    open_elsewhere = InterviewTheme.objects.get(pk=gone.pk)
    remove_theme(gone, by=BY)
    title = LocalText(sv="Nytt")

    with pytest.raises(ThemeGone):
        keep_theme(
            survey, theme=open_elsewhere, title=title, instruction=LocalText(), by=BY
        )
    with pytest.raises(ThemeGone):
        word_theme(open_elsewhere, finding=title, by=BY)
    move_theme(open_elsewhere, up=True, by=BY)
    remove_theme(open_elsewhere, by=BY)

    assert list(InterviewTheme.objects.all()) == [left]
    lines = AuditLine.objects.filter(action="surveys.remove_interview_theme")
    assert lines.count() == 1


def test_a_theme_read_earlier_changes_only_its_words(survey):
    theme, other = a_theme(survey), a_theme(survey, "Ett annat")
    open_elsewhere = InterviewTheme.objects.get(pk=theme.pk)
    move_theme(theme, up=False, by=BY)
    word_theme(InterviewTheme.objects.get(pk=theme.pk), finding=TOLD, by=BY)

    keep_theme(
        survey,
        theme=open_elsewhere,
        title=LocalText(sv="Nytt"),
        instruction=LocalText(),
        by=BY,
    )

    assert [
        (str(each), each.finding) for each in InterviewTheme.objects.order_by("place")
    ] == [(str(other), LocalText()), ("Nytt", TOLD)]


def test_a_theme_is_not_taken_away_from_under_what_is_said_on_it(survey):
    theme, other = a_theme(survey), a_theme(survey, "Ett annat")

    removed, noted = all_at_once(
        tried(lambda: remove_theme(theme, by=BY)),
        tried(lambda: interview(survey, theme, "Tid.")),
    )

    is_there = InterviewTheme.objects.filter(pk=theme.pk).exists()
    if is_there:
        assert removed == "ThemeHasNotes"
        assert Interview.objects.get().notes == {theme.key: "Tid."}
    else:
        # Who noted it is told, and has it still.
        assert noted == "NotesWithoutTheme"
        assert not Interview.objects.exists()
    assert InterviewTheme.objects.filter(pk=other.pk).exists()
