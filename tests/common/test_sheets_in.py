"""Sheets that people have come in as rows, whatever way they were written."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overens.common.sheets import (
    About,
    Column,
    Limits,
    Sheet,
    SheetUnreadable,
    faults,
    read_book,
    read_pasted,
    read_sheet,
    write_csv,
    write_xlsx,
)
from overens.common.sheets.opening.sheet import as_text, text_rows
from tests.common import packages

pytestmark = pytest.mark.pure

LIMITS = {"rows": 1000, "columns": 50, "cell": 1000}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_swedish_letters_come_in_whatever_way_they_were_written(encoding, delimiter):
    text = delimiter.join(["Namn", "Ort"]) + "\r\n" + delimiter.join(["Åsa–Öst é", "Ö"])

    assert read_sheet(text.encode(encoding)) == [["Namn", "Ort"], ["Åsa–Öst é", "Ö"]]


def test_a_decimal_comma_does_not_part_the_cells():
    data = b"Namn;Andel;Summa\nA;61,5;1 000,50\nB;2,5;3,0\n"

    assert read_sheet(data)[1] == ["A", "61,5", "1 000,50"]


def test_excel_s_own_hint_is_obeyed_and_is_no_row():
    assert read_sheet(b"sep=|\r\na|b\r\n") == [["a", "b"]]


def test_rows_keep_their_numbers_and_their_width():
    data = b"a,b,c\n\n1,2\n,,\n\n"

    assert read_sheet(data) == [["a", "b", "c"], ["", "", ""], ["1", "2", ""]]


def test_one_row_and_one_cell_are_a_sheet():
    assert read_sheet(b"Namn") == [["Namn"]]
    assert read_sheet(packages.package(packages.workbook_parts(packages.ONE_ROW))) == [
        ["Namn", "Ort"]
    ]


def test_an_organisation_number_is_no_float_and_a_day_is_a_day():
    rows = (
        '<row r="3"><c r="B3"><v>5561234567</v></c><c r="C3"><v>0.5</v></c>'
        '<c r="D3" t="b"><v>1</v></c><c r="E3" t="e"><v>#N/A</v></c></row>'
    )
    read = read_sheet(
        packages.package(packages.workbook_parts(packages.ONE_ROW + rows))
    )

    assert read[2][1:4] == ["5561234567", "0.5", "TRUE"]
    # A sheet's days have no time zone.
    midnight = datetime.fromisoformat("2026-12-15T00:00")
    assert as_text(midnight) == "2026-12-15"
    assert as_text(midnight.replace(hour=14, minute=30)) == "2026-12-15 14:30"


def test_an_opendocument_sheet_is_read_and_its_endless_rows_are_not():
    rows = (
        f"<table:table-row>{packages.ods_cell('Namn')}{packages.ods_cell('Ort')}"
        "</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )

    assert read_sheet(packages.ods(rows)) == [["Namn", "Ort"]]


def test_a_hidden_sheet_is_not_what_is_read():
    parts = packages.workbook_parts(packages.ONE_ROW)
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace(
        'sheetId="1"', 'sheetId="1" state="hidden"'
    )
    with pytest.raises(faults.SheetEmpty):
        read_sheet(packages.package(parts))


def test_a_table_copied_from_excel_is_read():
    pasted = 'Namn\tBeskrivning\r\nAlvik\t"Två\nrader och ""citat"""\r\n'

    assert read_pasted(pasted) == [
        ["Namn", "Beskrivning"],
        ["Alvik", 'Två\nrader och "citat"'],
    ]


def test_a_table_copied_from_word_keeps_its_quotation_marks():
    assert read_pasted('Namn\tOrt\n"Kupan" i Alvik\tAlvik\n') == [
        ["Namn", "Ort"],
        ['"Kupan" i Alvik', "Alvik"],
    ]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1),
            min_size=2,
            max_size=3,
        ).filter(lambda row: any(cell.strip() for cell in row)),
        min_size=1,
        max_size=4,
    )
)
def test_what_we_write_we_read(rows):
    width = max(len(row) for row in rows)
    rows = [row + ["x"] * (width - len(row)) for row in rows]
    columns = tuple(Column(str(n), f"Kolumn {n}") for n in range(width))
    read = list(text_rows(write_csv(columns, rows), LIMITS))

    assert read[1:] == rows


def test_a_workbook_is_read_with_every_sheet_that_holds_anything():
    about = About(title="Två blad", language="sv", date=date(2026, 12, 15))
    columns = (Column("a", "a"), Column("b", "b"))
    book = write_xlsx(
        [
            Sheet("survey", columns, [("1", "å")]),
            Sheet("empty", (), []),
            Sheet("choices", columns, [("", "2"), ("3", "")]),
        ],
        about,
    )
    assert read_book(book) == {
        "survey": [["a", "b"], ["1", "å"]],
        "choices": [["a", "b"], ["", "2"], ["3", ""]],
    }


def test_the_sheets_of_a_workbook_share_one_limit_of_rows():
    columns = (Column("a", "a"),)
    sheets = [Sheet(name, columns, [("x",)] * 6) for name in ("one", "two")]
    about = About(title="Två blad", language="sv", date=date(2026, 12, 15))
    with pytest.raises(SheetUnreadable):
        read_book(write_xlsx(sheets, about), limits=Limits(rows=13))
    assert len(read_book(write_xlsx(sheets, about), limits=Limits(rows=14))) == 2


@pytest.mark.parametrize("data", [b"a,b", b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_is_no_workbook_has_no_sheets(data):
    with pytest.raises(SheetUnreadable):
        read_book(data)
