"""What the tests of the 2020 survey read out of its answer sheets."""

from __future__ import annotations

from tests.surveys.made import hok, hok_result, sheets_of


def counts(question):
    """Option key to count, in the questionnaire's order."""
    return {
        option.key: option.count for option in hok_result().question(question).options
    }


def units_where(question, *options):
    """The units whose answer holds one of the options."""
    return {
        unit
        for sheet in sheets_of(hok())
        for unit in sheet.units
        if set(options) & set(sheet.answers.get(question, ()))
    }


def persons_where(test):
    """The respondents with a sheet of which ``test`` is true."""
    return {sheet.respondent for sheet in sheets_of(hok()) if test(sheet.answers)}


def legs_of(person):
    return {
        sheet.answers["leg"] for sheet in sheets_of(hok()) if sheet.respondent == person
    }


def grades():
    return sorted(
        (int(sheet.answers["satisfaction"]), sheet.answers["leg"], sheet.respondent)
        for sheet in sheets_of(hok())
        for _ in sheet.units
        if "satisfaction" in sheet.answers
    )
