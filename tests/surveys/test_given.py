"""What was chosen is read once for all; what was written is never kept."""

from __future__ import annotations

import pytest

from overens.surveys.forms import given
from overens.surveys.forms.given import part_of, questions_in
from overens.surveys.rules import UNSAID
from tests.make import make_space
from tests.surveys.collected import survey_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def questions():
    given._chosen.cache_clear()
    make_space()
    version = survey_of().questionnaires.get().uuid
    return questions_in(version, "sv")


def sent(*values, name="answer"):
    return ((name, tuple(values)),)


def test_a_choice_is_read_once_and_words_each_time(questions):
    for _time in range(2):
        assert questions.read("known", sent("yes")).stored == {"known": "yes"}
        assert questions.read("wish", sent("mer tid")).stored == {"wish": "mer tid"}
    assert given._chosen.cache_info().currsize == 1
    assert given._chosen.cache_info().hits == 1


def test_what_is_no_option_is_wrong_and_not_kept(questions):
    read = questions.read("known", sent("x" * 100_000))
    assert not read.is_right
    assert (read.cells, read.stored) == ({}, {})
    assert given._chosen.cache_info().currsize == 0


def test_more_than_a_page_sends_is_read_and_not_kept(questions):
    assert questions.read("known", sent(*["yes"] * 1_000)).stored == {"known": "yes"}
    assert given._chosen.cache_info().currsize == 0


@pytest.mark.parametrize(
    "beside",
    [
        ("own_text", ("what somebody wrote",)),
        ("answer_what somebody wrote", ()),
        ("unsaid", ("what somebody wrote",)),
    ],
)
def test_what_is_written_beside_a_choice_is_not_kept(questions, beside):
    read = questions.read("known", (*sent("yes"), beside))
    assert read.stored == {"known": "yes"}
    assert given._chosen.cache_info().currsize == 0


def test_not_knowing_is_an_answer_of_its_own(questions):
    assert questions.read("known", sent(UNSAID)).stored == {"known": UNSAID}
    unsaid = questions.read("wish", sent("on", name="unsaid"))
    assert unsaid.stored == {"wish": UNSAID}


@pytest.mark.parametrize(
    ("name", "own", "part"),
    [
        ("0.known-answer", "0.known-", "answer"),
        ("0.known-own_text", "0.known-", "own_text"),
        ("0.known-answer_row-a", "0.known-", "answer_row-a"),
        # Of a question whose key begins with the other's.
        ("0.known-more-answer", "0.known-", ""),
        ("0.known-more-answer", "0.known-more-", "answer"),
        ("0.known-answers", "0.known-", ""),
        ("1.known-answer", "0.known-", ""),
        ("how", "0.known-", ""),
    ],
)
def test_a_field_is_of_one_question(name, own, part):
    assert part_of(name, own) == part
