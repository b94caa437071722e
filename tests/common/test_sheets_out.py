"""Sheets that we write cannot come alive, and are the same each time."""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overens.common.sheets import (
    About,
    Column,
    Sheet,
    csv_lines,
    read_sheet,
    write_csv,
    write_xlsx,
    xlsx_pieces,
)
from overens.common.sheets.csv_file import neutral
from overens.common.sheets.opening.sheet import text_rows

pytestmark = pytest.mark.pure

LIMITS = {"rows": 1000, "columns": 50, "cell": 1000}

COLUMNS = (
    Column("name", "Namn", "Organisationens namn"),
    Column("count", "Antal", "Hur många medlemmar"),
)
ABOUT = About(
    title="Parter",
    language="sv",
    date=date(2026, 1, 2),
    publisher="Kansliet",
    origin_note="Påhittat exempel",
    notes=("Läs detta först.",),
)
FORMULAS = ("=1+1", "+46", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "＝1", '=HYPERLINK("x")')


# --- CSV out ---------------------------------------------------------


def test_csv_has_the_mark_excel_knows_and_the_standard_s_line_ends():
    data = write_csv(COLUMNS, [("Åäö", 3), ('Citat "här", och\nny rad', None)])

    assert data.startswith(b"\xef\xbb\xbfNamn,Antal\r\n")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows == [["Namn", "Antal"], ["Åäö", "3"], ['Citat "här", och\nny rad', ""]]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_in_csv_is_a_formula_and_it_comes_back_as_it_was(text):
    data = write_csv(COLUMNS, [(text, -5)])
    cells = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1]

    assert cells[0][0] == "'"
    assert cells[1] == "-5", "a number of ours is no formula"
    assert read_sheet(data)[1][0] == text


@given(st.text(alphabet="'=+-@\t\r\n ax", max_size=6))
def test_an_apostrophe_is_taken_away_exactly_where_one_was_put(text):
    data = write_csv((Column("a", text),), [])

    assert next(text_rows(data, LIMITS)) == [text]


def test_headings_are_neutral_too_and_keys_can_be_asked_for():
    columns = (Column("total", "=Summa"),)

    assert b"'=Summa" in write_csv(columns, [])
    assert b"total" in write_csv(columns, [], keys=True)


def test_csv_can_be_written_line_by_line():
    lines = csv_lines(COLUMNS, ((str(n), n) for n in range(3)))

    assert next(lines).endswith(b"Namn,Antal\r\n")
    assert list(lines) == [b"0,0\r\n", b"1,1\r\n", b"2,2\r\n"]


def test_days_and_truth_are_written_for_programs():
    row = ["2026-12-15", "2026-12-15 14:30:00+00:00", "true", "12.50", ""]
    columns = tuple(Column(str(n), str(n)) for n in range(5))
    cells = (
        date(2026, 12, 15),
        datetime(2026, 12, 15, 14, 30, tzinfo=UTC),
        True,
        Decimal("12.50"),
        None,
    )

    assert read_sheet(write_csv(columns, [cells]))[1] == row


def test_a_row_of_another_width_is_refused():
    with pytest.raises(ValueError, match="1 cells"):
        write_csv(COLUMNS, [("a",)])
    with pytest.raises(ValueError, match="3 cells"):
        write_xlsx([Sheet("x", COLUMNS, [("a", 1, 2)])], ABOUT)


# --- Excel out ---------------------------------------------------------


def parts_of(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def test_a_workbook_has_no_formula_and_no_link():
    rows = [(text, 1) for text in (*FORMULAS, "http://example.org", "a@example.org")]
    data = write_xlsx([Sheet("Data", COLUMNS, rows)], ABOUT)

    for name, part in parts_of(data).items():
        if name.startswith("xl/worksheets"):
            assert "<f>" not in part
            assert "hyperlink" not in part
    assert [row[0] for row in read_sheet(data)[1:]] == [text for text, _ in rows]


def test_the_first_sheet_tells_what_the_file_is_and_what_its_columns_mean():
    parts = parts_of(write_xlsx([Sheet("Data", COLUMNS, [("A", 1)])], ABOUT))
    strings = parts["xl/sharedStrings.xml"]

    assert parts["xl/workbook.xml"].index('"Om"') < parts["xl/workbook.xml"].index(
        '"Data"'
    )
    for text in (
        "Parter",
        "2026-01-02",
        "Påhittat exempel",
        "Läs detta först.",
        "Hur många medlemmar",
        "Betydelse",
    ):
        assert text in strings
    assert 'ySplit="1"' in parts["xl/worksheets/sheet2.xml"]


def test_a_workbook_made_on_disk_holds_the_same_and_is_the_same_each_time():
    rows = [(f"Förening {n}", n) for n in range(2000)]
    sheets = [Sheet("Data", COLUMNS, rows), Sheet("Mer", COLUMNS, [("=1+1", None)])]
    pieces = list(xlsx_pieces(sheets, ABOUT))
    data = b"".join(pieces)

    assert read_sheet(data) == read_sheet(write_xlsx(sheets, ABOUT))
    assert data == b"".join(xlsx_pieces(sheets, ABOUT))
    assert max(map(len, pieces)) <= 64_000
    assert "<f>" not in parts_of(data)["xl/worksheets/sheet3.xml"]


def test_a_workbook_that_nobody_fetches_whole_leaves_nothing_behind(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    rows = [["Å" * 40, number] for number in range(9_000)]
    columns = [Column("name", "Namn"), Column("n", "Antal")]
    pieces = xlsx_pieces([Sheet("Rader", columns, rows)], ABOUT)

    assert next(pieces).startswith(b"PK")
    assert list(tmp_path.iterdir()) == []


def test_two_workbooks_of_the_same_facts_are_the_same_to_the_byte():
    sheets = [Sheet("Data", COLUMNS, [("A", 1.5), ("B", Decimal("2.25"))])]

    assert write_xlsx(sheets, ABOUT) == write_xlsx(sheets, ABOUT)
    with zipfile.ZipFile(io.BytesIO(write_xlsx(sheets, ABOUT))) as package:
        assert {member.date_time[0] for member in package.infolist()} == {1980}


def test_names_of_sheets_are_made_to_fit():
    sheets = [
        Sheet("Enkät: [2026]/*?\\", COLUMNS, []),
        Sheet("x" * 40, COLUMNS, []),
        Sheet("X" * 40, COLUMNS, []),
        Sheet("om", COLUMNS, []),
        Sheet("'", COLUMNS, []),
        Sheet("History", COLUMNS, []),
    ]
    workbook = parts_of(write_xlsx(sheets, ABOUT))["xl/workbook.xml"]

    assert workbook.count("<sheet ") == 7


def test_a_number_excel_cannot_hold_is_written_as_text_and_a_long_text_is_told():
    rows = [("x" * 40_000, 12345678901234567890), ("nan", float("nan"))]
    data = write_xlsx([Sheet("Data", COLUMNS, rows)], ABOUT)

    assert read_sheet(data)[1][1] == "12345678901234567890"
    assert read_sheet(data)[2][1] == "nan"
    assert "1 text är längre än en cell" in parts_of(data)["xl/sharedStrings.xml"]


def test_neutral_leaves_ordinary_text_alone():
    for text in ("Hej", "5-3", "a=b", "", "'Citat'", "å"):
        assert neutral(text) == text
