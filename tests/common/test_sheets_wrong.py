"""A sheet that cannot be read gives a sentence that says what to do."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

import pytest

from overens.common.explain import explain
from overens.common.sheets import (
    BY_PAGE,
    About,
    Column,
    Limits,
    Sheet,
    SheetUnreadable,
    faults,
    read_sheet,
    write_xlsx,
)
from overens.common.sheets.opening import sheet
from overens.common.sheets.opening.fault import Fault
from overens.common.sheets.opening.sheet import encoding_of, text_rows
from tests.common import packages

pytestmark = pytest.mark.pure


WRONG = {
    "nothing": (b"", faults.SheetEmpty, "inga rader"),
    "blank rows": (b"\n\n ;;\n", faults.SheetEmpty, "inga rader"),
    "a quotation mark without end": (
        b'Namn,Ort\nA,B\nC,"D\nE,F\n',
        faults.QuoteOpen,
        "rad 3",
    ),
    "a quotation mark astray": (
        b'Namn,Ort\nA,"B" och C\n',
        faults.QuoteAstray,
        "Rad 2",
    ),
    "letters that are none": (
        "Namn\nÅsa\nÖrjan\n".encode() + b"\xff\xfe\n",
        faults.LettersUnreadable,
        "rad 4",
    ),
    "a nought among letters": (
        b"Namn,Ort\nKoren,Strand\x00by\nByn,Lund\n",
        faults.LettersUnreadable,
        "rad 2",
    ),
    "noughts": (b"\x00" * 50 + b"abc" * 40, faults.SheetKindUnknown, ".csv"),
    "a PDF": (b"%PDF-1.7 abc", faults.SheetKindUnknown, ".xlsx"),
    "Excel of old": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
        faults.SheetLocked,
        "lösenord",
    ),
    "a broken package": (b"PK\x03\x04" + b"x" * 100, faults.SheetDamaged, "skadad"),
    "half a package": (
        packages.package(packages.workbook_parts(packages.ONE_ROW))[:-40],
        faults.SheetDamaged,
        "skadad",
    ),
    "a package of something else": (
        packages.package({"a.txt": "x"}),
        faults.SheetKindUnknown,
        "kalkylblad",
    ),
    "a Word file": (
        packages.word(packages.word_paragraph("x")),
        faults.SheetKindUnknown,
        "kalkylblad",
    ),
    "one cell at the end of the world": (
        packages.sparse_workbook(),
        faults.SheetUnreadable,
        "",
    ),
    "one cell far to the right": (
        packages.wide_workbook(),
        faults.SheetTooWide,
        "kolumner",
    ),
    "a bomb": (packages.bomb_workbook(), faults.SheetDamaged, "mycket mer"),
    "a document type": (packages.doctype_workbook(), faults.SheetDamaged, "skadad"),
    "the same part twice": (packages.double_workbook(), faults.SheetDamaged, "skadad"),
    "a locked package": (packages.locked_workbook(), faults.SheetLocked, "lösenord"),
    "a sheet that is no XML": (
        packages.package(packages.workbook_parts("<row><c r='A1'><v>")),
        faults.SheetDamaged,
        "skadad",
    ),
    "a string that is not there": (
        packages.package(
            packages.workbook_parts('<row r="1"><c r="A1" t="s"><v>99</v></c></row>')
        ),
        faults.SheetUnreadable,
        "",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_file_that_cannot_be_read_gives_a_sentence_that_says_what_to_do(case):
    data, fault, words = WRONG[case]

    with pytest.raises(SheetUnreadable) as caught:
        read_sheet(data, "fil.xlsx")

    assert isinstance(caught.value, fault)
    sentence = explain(caught.value)
    assert words in sentence
    assert "%(" not in sentence


@pytest.mark.parametrize(
    ("data", "limits", "fault"),
    [
        (b"a\n" * 11, Limits(rows=10), faults.SheetTooLong),
        (b"a,b,c\n", Limits(columns=2), faults.SheetTooWide),
        (b"a\n" + b"x" * 200, Limits(cell=100), faults.CellTooLong),
        (b"a" * 2_000_001, Limits(file=2_000_000), faults.SheetTooLarge),
        (b"a,b\n" * 2_000_000, Limits(rows=10**9, seconds=1), faults.SheetDamaged),
    ],
)
def test_a_file_that_asks_for_too_much_is_stopped(data, limits, fault):
    with pytest.raises(fault):
        read_sheet(data, limits=limits)


def test_a_page_takes_ten_times_the_largest_sheet_known_and_no_more():
    columns = tuple(Column(str(n), f"Kolumn {n}") for n in range(15))
    about = About(title="Rader", language="sv", date=date(2026, 11, 22))
    row = ["Föreningen med ett ganska långt namn"] * 15
    largest = write_xlsx([Sheet("Rader", columns, [row] * 9_999)], about)

    assert len(read_sheet(largest, limits=BY_PAGE)) == 10_000
    for data in (b"a\n" * 10_001, b"a," * 101, b"a" * 20_000_001):
        with pytest.raises(SheetUnreadable):
            read_sheet(data, limits=BY_PAGE)


def test_memory_has_a_ceiling():
    # A text is gone through a piece at a time; a workbook is unpacked whole.
    about = About(title="Stor", language="sv", date=date(2026, 12, 15))
    columns = tuple(Column(str(number), str(number)) for number in range(20))
    book = write_xlsx([Sheet("1", columns, [("abcdefgh",) * 20] * 20_000)], about)
    assert len(read_sheet(book)) == 20_001
    with pytest.raises(faults.SheetDamaged):
        read_sheet(book, limits=Limits(memory=60_000_000))


def test_a_long_list_is_read_within_little_memory():
    rows = b"abcdefgh,ijklmnop\n" * 400_000
    read = read_sheet(rows, limits=Limits(rows=10**9, memory=100_000_000))
    assert len(read) == 400_000


def test_a_file_nearly_in_utf_8_is_not_read_with_every_letter_wrong():
    with pytest.raises(Fault):
        encoding_of("åäö".encode() + b"\xe5")
    assert encoding_of(b"\xe5\xe4\xf6") == "cp1252"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_letter_across_two_pieces_is_whole_and_a_bad_one_has_its_row(
    encoding, monkeypatch
):
    text = "Förening;Ort\n" * 30 + "Åsa🎈;Örebro\n"
    for piece in range(1, 12):
        monkeypatch.setattr(sheet, "PIECE", piece)
        data = text.encode(encoding)
        assert list(text_rows(data, asdict(Limits())))[30] == ["Åsa🎈", "Örebro"]
    with pytest.raises(Fault) as fault:
        encoding_of(text.encode() + b"\xe5\n")
    assert fault.value.facts["row"] == 32


def test_control_characters_do_not_come_in():
    assert read_sheet(b"a\x01b,c\x1fd\n") == [["ab", "cd"]]
