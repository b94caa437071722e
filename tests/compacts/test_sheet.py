"""A sheet of signatories read row by row; faults by row and column. No database."""

from __future__ import annotations

import time
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overens.common.dates import PartialDate
from overens.compacts.rules import (
    Namesakes,
    PartyFact,
    Reconsent,
    SignatureDayToCome,
    WhyMissing,
    WithdrawalToCome,
    WithdrawnBeforeSigned,
    check_signature_day,
    check_withdrawal,
    read_signatories,
    reconsent,
)
from overens.compacts.rules.sheet_faults import (
    NameColumnMissing,
    SheetEmpty,
    TooManyRows,
)

pytestmark = pytest.mark.pure

TODAY = date(2026, 11, 22)
REGION = PartyFact("region", ("Region Strandland",), "public")
COUNTY = PartyFact("county", ("Länsstyrelsen", "The county board"), "public")
CIVIL = PartyFact("civil", ("Idéburen sektor", "Civil society"), "civil")
PARTIES = [REGION, COUNTY, CIVIL]
HEADINGS = ["Namn", "Datum", "Kontakt", "Underlag", "Sätt", "Sida"]


def read(*rows, headings=HEADINGS, parties=PARTIES):
    return read_signatories([headings, *rows], parties=parties, today=TODAY)


def refusal(*rows, **named) -> str:
    sheet = read(*rows, **named)
    assert len(sheet.refused) == 1, sheet
    return str(sheet.refused[0][2])


def test_a_row_is_read_with_everything_in_it():
    sheet = read(
        [
            "  Region   Strandland ",
            "24 september 2025",
            "Registrator, r@example.org",
            "Beslut § 97",
            "Beslut",
            "Region Strandland",
        ],
    )

    row = sheet.rows[0]
    assert (row.row, row.name, str(row.day)) == (2, "Region Strandland", "2025-09-24")
    assert (row.contact_role, row.contact_email) == ("Registrator", "r@example.org")
    assert (row.evidence, row.way, row.party) == ("Beslut § 97", "decision", "region")


def test_english_headings_and_words_are_read_too():
    sheet = read(
        ["Föreningen", "2025-09-24", "a@example.org", "", "ceremony", "Civil society"],
        headings=["Name", "Date", "Contact", "Evidence", "Way", "Side"],
    )

    assert (sheet.rows[0].way, sheet.rows[0].party) == ("ceremony", "civil")


def test_the_demonstrations_sheets_are_read_whole():
    folder = files("overens.config.demonstration").joinpath("strandland")
    for name, expected in (("signatories-1.csv", 41), ("signatories-2.csv", 30)):
        text = folder.joinpath(name).read_text(encoding="utf-8")
        cells = [line.split(";") for line in text.splitlines()]
        # Days relative to the year of loading are made real by the loader.
        cells = [[cell.replace("N-", "202") for cell in row] for row in cells]
        sheet = read_signatories(cells, parties=PARTIES, today=date(2999, 1, 1))

        assert len(sheet.rows) == expected, sheet.refused[:3]


def test_a_sheet_with_only_names_is_enough():
    sheet = read(["Föreningen"], headings=["Förening"])

    assert sheet.rows[0].party == "civil"
    assert not sheet.rows[0].day


def test_empty_rows_are_passed_over_and_rows_keep_their_numbers():
    sheet = read(["", ""], ["Föreningen"], ["", " "], ["Andra"])

    assert [row.row for row in sheet.rows] == [3, 5]


def test_columns_that_nobody_reads_are_named():
    sheet = read(["Föreningen", "x"], headings=["Namn", "Favoritfärg"])

    assert sheet.unread_columns == ("Favoritfärg",)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["", "2025-01-01"], "Row 2, column Namn: the organisation's name is missing."),
        (["Å" * 201], "the name has 201 characters"),
        (["F", "24/13"], "Row 2, column Datum: “24/13” is not a date."),
        (["F", "2025-02-30"], "“2025-02-30” is not a date"),
        (["F", "igår"], "is not a date"),
        (["F", "2026-11-23"], "Row 2, column Datum: 2026-11-23 has not come yet."),
        (["F", "2027"], "2027 has not come yet"),
        (
            ["F", "", "ordf@"],
            "Row 2, column Kontakt: “ordf@” is not an e-mail address.",
        ),
        (["F", "", "a@b.se c@d.se"], "is not an e-mail address"),
        (["F", "", "a@b..se"], "is not an e-mail address"),
        (
            ["F", "", "", "", "med blod"],
            "Row 2, column Sätt: “med blod” is not a known",
        ),
        (["F", "", "", "", "", "offentlig"], "it is not clear which side “offentlig”"),
        (["F", "", "", "", "", "Marsianer"], "column Sida"),
    ],
)
def test_a_row_is_refused_by_row_and_column(row, sentence):
    assert sentence in refusal(row)


def test_the_same_name_twice_is_refused_the_second_time():
    assert "“strandlands  brukarråd” stands on row 2 already".replace("  ", " ") in (
        refusal(["Strandlands Brukarråd"], ["strandlands  brukarråd"])
    )


def test_one_bad_row_does_not_stop_the_others():
    sheet = read(["Första"], [""] + ["2025-01-01"], ["Tredje"])

    assert [row.name for row in sheet.rows] == ["Första", "Tredje"]
    assert len(sheet.refused) == 1


def test_the_side_is_taken_from_its_name_its_sector_or_the_organisations_name():
    sheet = read(
        ["A", "", "", "", "", "länsstyrelsen"],
        ["B", "", "", "", "", "the county board"],
        ["C", "", "", "", "", "civilsamhället"],
        ["Region Strandland", "", "", "", "", ""],
        ["D", "", "", "", "", ""],
        ["E", "", "", "", "", "region"],
    )

    assert [row.party for row in sheet.rows] == [
        *("county", "county", "civil", "region", "civil", "region")
    ]


def test_public_is_clear_where_only_one_side_is_public():
    sheet = read(["F", "", "", "", "", "Offentlig"], parties=[REGION, CIVIL])

    assert sheet.rows[0].party == "region"


def test_a_compact_without_sides_has_no_rows_to_take_and_says_to_add_them():
    (refused,) = read(["F"], parties=[]).refused

    assert "has no parties yet" in str(refused)


@pytest.mark.parametrize(
    "cells", [[], [[]], [["", ""]], [HEADINGS], [HEADINGS, ["", ""]]]
)
def test_a_sheet_without_rows_is_refused(cells):
    with pytest.raises(SheetEmpty):
        read_signatories(cells, parties=PARTIES, today=TODAY)


def test_a_sheet_without_a_column_of_names_is_refused_with_what_it_has():
    with pytest.raises(NameColumnMissing) as caught:
        read(["2025-01-01"], headings=["Datum"])

    assert "Datum" in str(caught.value)


def test_more_rows_than_any_compact_has_are_refused():
    with pytest.raises(TooManyRows):
        read(*[[f"F {number}"] for number in range(5_001)])


def test_a_day_written_with_the_day_first_is_read_so():
    sheet = read(["Föreningen", "03/04/2025"], ["Andra", "den 1 mars 2026 14:30"])

    assert [str(row.day) for row in sheet.rows] == ["2025-04-03", "2026-03-01"]


def test_a_name_spelt_another_way_is_found_and_a_neighbour_is_not():
    register = Namesakes(
        ["Strandlands Brukarråd", "Brukarrådet i Lövfors", "Seniorerna Sandhamra"]
    )

    assert register.nearest("Strandlands Brukaråd") == "Strandlands Brukarråd"
    assert register.nearest("Brukarråd, Strandlands") == "Strandlands Brukarråd"
    assert register.nearest("Brukarrådet i Björkmo") is None
    assert register.nearest("Seniorerna Tångsund") is None
    assert Namesakes([]).nearest("Något") is None


def test_five_hundred_rows_against_twelve_thousand_names_take_seconds():
    register = Namesakes(f"Föreningen nummer {n} i Strandland" for n in range(12_000))
    began = time.process_time()
    for number in range(500):
        register.nearest(f"Sällskapet {number} på Klippö och Vinterhed")

    assert time.process_time() - began < 10


cell = st.text(max_size=30)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(cell, max_size=7), max_size=6))
def test_whatever_stands_in_the_cells_each_row_is_read_or_refused(rows):
    try:
        sheet = read(*rows)
    except SheetEmpty:
        return
    filled = sum(any(text.split() for text in row) for row in rows)
    assert len(sheet.rows) + len(sheet.refused) == filled


# --- signatures as facts ----------------------------------------------------------


def test_a_signature_of_tomorrow_is_refused_and_of_this_year_is_not():
    check_signature_day(PartialDate(2026), today=TODAY)
    check_signature_day(PartialDate(), today=TODAY)
    with pytest.raises(SignatureDayToCome):
        check_signature_day(PartialDate(2026, 12), today=TODAY)


def test_a_withdrawal_has_a_day_after_the_signature_and_a_reason():
    signed = PartialDate(2025, 9, 24)
    kept = check_withdrawal(TODAY, " Vi  slutar. ", signed=signed, today=TODAY)
    assert kept == "Vi slutar."
    with pytest.raises(WithdrawnBeforeSigned):
        check_withdrawal(date(2025, 9, 23), "Så.", signed=signed, today=TODAY)
    with pytest.raises(WithdrawalToCome):
        check_withdrawal(date(2026, 11, 23), "Så.", signed=signed, today=TODAY)
    with pytest.raises(WhyMissing):
        check_withdrawal(TODAY, " ", signed=signed, today=TODAY)


def test_each_signatory_of_the_version_before_has_one_state():
    found = reconsent(
        [1, 2, 3, 4, 5], signed={1}, declared={2}, withdrawn={3, 1}, closed={4}
    )

    assert found == (
        Reconsent(1, "again"),
        Reconsent(2, "declared"),
        Reconsent(3, "withdrawn"),
        Reconsent(4, "closed"),
        Reconsent(5, "not yet"),
    )
