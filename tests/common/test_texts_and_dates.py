from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from overens.common.dates import PartialDate, Period
from overens.common.hyphens import SOFT_HYPHEN, with_soft_hyphens
from overens.common.personal_data import holes
from overens.common.texts import LocalText
from tests import make

pytestmark = pytest.mark.pure


def test_a_text_is_given_in_the_readers_language():
    text = LocalText(sv="Öppenhet", en="Openness")

    with translation.override("en"):
        assert str(text) == "Openness"


def test_a_text_without_the_language_falls_back_and_says_so():
    assert LocalText(sv="Öppenhet").best("en") == ("Öppenhet", "sv")


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_whole_day_reads_back_as_written(day):
    assert PartialDate.parse(str(PartialDate.of(day))).earliest == day


@pytest.mark.parametrize("text", ["2017", "2017-02", "2017-02-21", ""])
def test_a_partial_date_reads_back_as_written(text):
    assert str(PartialDate.parse(text)) == text


@pytest.mark.parametrize("text", ["17", "2017-2", "2017-13", "2017-02-30", "i januari"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError):
        PartialDate.parse(text)


def test_unknown_days_stand_last():
    days = [PartialDate(), PartialDate(2019), PartialDate(2017, 2, 21)]

    assert [str(day) for day in sorted(days)] == ["2017-02-21", "2019", ""]


def test_a_period_holds_its_first_and_last_day():
    march = Period(date(2026, 3, 1), date(2026, 3, 31))

    assert date(2026, 3, 1) in march
    assert date(2026, 3, 31) in march
    assert date(2026, 4, 1) not in march


@pytest.mark.django_db
def test_texts_and_dates_survive_the_database():
    space = make.make_space("x", name={"sv": "Å", "en": "O"})
    space.refresh_from_db()

    assert space.name == LocalText(sv="Å", en="O")


def test_every_stored_field_says_why_it_is_kept():
    assert list(holes()) == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Psykiatriförvaltningen", "Psykiatri|förvaltningen"),
        ("Hälso- och sjukvårdsnämnden Väst", "Hälso- och sjukvårds|nämnden Väst"),
        ("Räddningsnämnden", "Räddnings|nämnden"),
        ("Nämnden", "Nämnden"),
        ("Förvaltningen", "Förvaltningen"),
    ],
)
def test_a_long_name_breaks_before_its_last_part(name, shown):
    assert with_soft_hyphens(name) == shown.replace("|", SOFT_HYPHEN)
