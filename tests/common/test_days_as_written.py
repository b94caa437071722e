"""Days as people write them, in sheets and in forms. No database."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from overens.common.dates import read_day, read_partial_day
from overens.common.form_pages import DayFormField, PartialDateFormField

pytestmark = pytest.mark.pure

SWEDISH = (
    *("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti"),
    *("september", "oktober", "november", "december"),
)
ENGLISH = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
WEEKDAYS = ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"]
FORMS = {
    "iso": lambda d: d.isoformat(),
    "slashes": lambda d: f"{d:%Y/%m/%d}",
    "packed": lambda d: f"{d:%Y%m%d}",
    "words": lambda d: f"{d.day} {SWEDISH[d.month - 1]} {d.year}",
    "den": lambda d: f"den {d.day} {SWEDISH[d.month - 1]} {d.year}",
    "weekday": lambda d: (
        f"{WEEKDAYS[d.weekday()]}en den {d.day} {SWEDISH[d.month - 1]} {d.year}"
    ),
    "short": lambda d: f"{d.day} {SWEDISH[d.month - 1][:3]} {d.year}",
    "short with a point": lambda d: f"{d.day} {SWEDISH[d.month - 1][:3]}. {d.year}",
    "stroke": lambda d: f"{d.day}/{d.month} {d.year}",
    "strokes": lambda d: f"{d.day}/{d.month}/{d.year}",
    "points": lambda d: f"{d.day}.{d.month}.{d.year}",
    "day first": lambda d: f"{d:%d-%m-%Y}",
    "English": lambda d: f"{d.day} {ENGLISH[d.month - 1]} {d.year}",
    "American": lambda d: f"{ENGLISH[d.month - 1]} {d.day}, {d.year}",
    "Excel": lambda d: f"{d.isoformat()} 14:30:00",
    "hour": lambda d: f"{d.isoformat()} 14:30",
    "hour in words": lambda d: f"{d.day} {SWEDISH[d.month - 1]} {d.year} kl. 14:30",
    "instant": lambda d: f"{d.isoformat()}T14:30:00.123+02:00",
    "long dash": lambda d: d.isoformat().replace("-", "\N{EN DASH}"),
}


@pytest.mark.parametrize("form", FORMS)
@given(day=st.dates(min_value=date(1000, 1, 1)))
def test_every_day_written_in_every_form_reads_back(form, day):
    assert read_day(FORMS[form](day)) == day


@given(st.dates(min_value=date(1970, 1, 1), max_value=date(2069, 12, 31)))
def test_six_figures_are_year_month_and_day(day):
    assert read_day(f"{day:%y%m%d}") == day


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2025", "2025"),
        ("2025-9", "2025-09"),
        ("2025-09", "2025-09"),
        ("september 2025", "2025-09"),
        ("Sept. 2025", "2025-09"),
        ("24th of September 2025", "2025-09-24"),
        ("24:e september 2025", "2025-09-24"),
        ("Wednesday 24 September 2025", "2025-09-24"),
        ("3/4 - 2025", "2025-04-03"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_what_is_not_known_stays_a_hole(written, kept):
    assert str(read_partial_day(written)) == kept


@pytest.mark.parametrize(
    "written",
    [
        *("2025-13", "31 juni 2025", "29 februari 2025", "x", "-", "24/13", "1/3 26"),
        *(
            "260231",
            "202603",
            "45000",
            "2025-00-01",
            "0/3 2025",
            "igår",
            "mars",
            "14:30",
        ),
    ],
)
def test_what_is_no_day_is_refused(written):
    with pytest.raises(ValueError, match=r"date|day|month|range"):
        read_partial_day(written)


@given(st.text(max_size=40))
def test_whatever_is_written_is_a_day_or_refused(text):
    with contextlib.suppress(ValueError):
        read_partial_day(text)


@pytest.mark.parametrize("written", ["", "2025", "mars 2025"])
def test_a_month_is_no_whole_day(written):
    with pytest.raises(ValueError, match="whole day"):
        read_day(written)


def test_fields_of_forms_read_a_day_as_it_is_written():
    assert DayFormField().clean("den 1 mars 2026") == date(2026, 3, 1)
    assert DayFormField(required=False).clean("") is None
    assert str(PartialDateFormField().clean("mars 2026")) == "2026-03"
    with pytest.raises(forms.ValidationError):
        DayFormField().clean("mars 2026")
