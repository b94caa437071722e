"""A sheet of those who are asked is looked at, and taken in whole or not at all."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from overens.common.audit import operator
from overens.common.sheets import Column, write_csv
from overens.common.texts import LocalText
from overens.surveys.actions.frame_lists import import_frame
from overens.surveys.actions.framing import add_respondent
from overens.surveys.models import FrameRespondent
from overens.surveys.rules import FrameFull, KnownFrame, RowsWrong, read_frame
from tests.surveys.drafting import said
from tests.surveys.framing import SHEET, answered_for, url

pytestmark = pytest.mark.django_db
BY = operator()


def read(rows, known=None, own_words=None):
    sheet = [["Svarande", "E-post", "Enhet", "Grupp"], *rows]
    return read_frame(sheet, known=known or KnownFrame(), own_words=own_words or {})


def faults(rows, **how):
    return [[type(f).__name__ for f in row.faults] for row in read(rows, **how).rows]


def test_a_pasted_sheet_is_looked_at_and_then_taken_in(as_petra, draft):
    address = url(draft, "frame_sheet")
    look = as_petra.post(address, {"pasted": SHEET})
    assert "Sätt upp 3 rader på listan" in said(look)
    assert not FrameRespondent.objects.exists()

    page = as_petra.post(address, {"pasted": SHEET, "save": "1"}, follow=True)

    assert answered_for(draft) == {
        "Åsa Öberg": ["Kulturnämnden", "Trafiknämnden"],
        "Bo Ek": ["Tandvårdsnämnden"],
    }
    assert "2 svarande, 3 enheter" in said(page)
    assert set(FrameRespondent.objects.values_list("address", flat=True)) == {
        "asa@example.org",
        "bo@example.org",
    }
    draft.refresh_from_db()
    assert sorted(text["sv"] for text in draft.strata.values()) == [
        "Hälsa",
        "Utveckling",
    ]
    # Sent twice, it is the same list.
    as_petra.post(address, {"pasted": SHEET, "save": "1"})
    assert FrameRespondent.objects.count() == 2


def test_a_file_with_the_survey_s_own_words_in_english_is_read(as_petra, draft):
    draft.respondent = LocalText(sv="sekreterare", en="Secretary")
    draft.unit = LocalText(sv="nämnd", en="Committee")
    draft.save()
    columns = [Column(name, name) for name in ("Secretary", "Email", "Committee")]
    data = write_csv(columns, [["Bo", "bo@example.org", "Kultur"]])

    look = as_petra.post(
        url(draft, "frame_sheet"), {"file": SimpleUploadedFile("lista.csv", data)}
    )

    assert "Sätt upp 1 rad på listan" in said(look)


SAME = {"respondent": ["Deltagare"], "unit": ["Deltagare"]}


@pytest.mark.parametrize(
    "headings",
    [
        ["Deltagare", "E-post", "Deltagare", "Grupp"],
        ["Deltagare", "E-post"],
        ["Svarande", "E-post", "Deltagare"],
    ],
)
def test_one_word_for_who_answers_and_for_what_is_read_as_both(headings):
    cells = {"E-post": "asa@example.org", "Grupp": "Kust"}
    row = [cells.get(heading, "Åsa") for heading in headings]
    found = read_frame([headings, row], known=KnownFrame(), own_words=SAME)
    assert [(one.respondent, one.unit) for one in found.rows] == [("Åsa", "Åsa")]
    assert not found.unknown_headings


def test_nothing_is_taken_in_while_a_row_is_wrong(as_petra, draft):
    wrong = (
        SHEET + "Eva\teva\tBygg\t\nBo Ek\tannan@example.org\tKulturnämnden\tX\n\tx\n"
    )
    look = as_petra.post(url(draft, "frame_sheet"), {"pasted": wrong})

    page = said(look)
    assert "3 rader är fel" in page
    assert "”eva” är ingen e-postadress" in page
    assert "Åsa Öberg svarar redan för Kulturnämnden" in page
    assert "Sätt upp" not in page
    # Nor by a form that was made up.
    made_up = as_petra.post(url(draft, "frame_sheet"), {"pasted": wrong, "save": "1"})
    assert made_up.status_code == 422
    assert not FrameRespondent.objects.exists()
    with pytest.raises(RowsWrong):
        import_frame(
            survey=draft, sheet=[r.split("\t") for r in wrong.splitlines()[:5]], by=BY
        )
    # What was typed is there to be changed.
    back = as_petra.post(url(draft, "frame_sheet"), {"pasted": wrong, "edit": "1"})
    assert "annan@example.org" in said(back)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([["", "", "A", ""]], [["NobodyInRow"]]),
        ([["Bo", "", "", ""]], [["NothingInRow"]]),
        ([["Bo", "a b@c.se", "A", ""]], [["AddressWrong"]]),
        ([["Bo", "b@c.se", "A", ""], ["bo ", "B@C.SE", "B", ""]], [[], []]),
        (
            [["Bo", "b@c.se", "A", ""], ["Bo", "c@c.se", "B", ""]],
            [[], ["TwoAddresses"]],
        ),
        ([["Bo", "", "A", "X"], ["Bo", "", "a", "Y"]], [[], ["TwoGroups"]]),
        ([["Bo", "", "A", ""], ["Eva", "", "A", ""]], [[], ["TakenByOther"]]),
        ([["Bo" * 150, "", "A", ""]], [["TooLongInRow"]]),
        ([["", "", "", ""], ["Bo", "", "A", ""]], [[]]),
    ],
)
def test_each_row_says_what_is_wrong_with_it(rows, found):
    assert faults(rows) == found


def test_a_sheet_is_held_against_what_stands_on_the_list():
    known = KnownFrame(
        addresses={"bo": "b@c.se"}, groups={"a": "X"}, answered_by={"a": "Bo"}
    )

    assert faults([["Eva", "", "A", "Y"]], known=known) == [
        ["TwoGroups", "TakenByOther"]
    ]
    assert faults([["Bo", "x@c.se", "A", "x"]], known=known) == [["TwoAddresses"]]


@pytest.mark.parametrize(
    ("pasted", "sentence"),
    [
        ("Vem\tNär\nBo\tigår", "Vi hittar ingen kolumn"),
        ("Svarande\tEnhet", "Det finns inga rader under rubrikerna"),
        ("", "Välj en fil, eller klistra in cellerna"),
    ],
)
def test_a_sheet_that_cannot_be_read_says_what_to_do(as_petra, draft, pasted, sentence):
    page = as_petra.post(url(draft, "frame_sheet"), {"pasted": pasted})

    assert page.status_code == 422
    assert sentence in said(page)


def test_five_hundred_rows_are_taken_in_with_few_queries(
    draft, django_assert_max_num_queries
):
    rows = [[f"Person {n}", "", f"Nämnd {n}", f"G{n % 3}"] for n in range(500)]
    with django_assert_max_num_queries(60):
        import_frame(
            survey=draft, sheet=[["Namn", "E-post", "Enhet", "Gren"], *rows], by=BY
        )
    assert draft.frame_units.count() == 500
    assert len(set(draft.frame_units.values_list("stratum", flat=True))) == 3

    rows = [[f"Ny {n}", "", f"Ny nämnd {n}"] for n in range(1_600)]
    with pytest.raises(FrameFull):
        import_frame(survey=draft, sheet=[["Namn", "", "Enhet"], *rows], by=BY)
    assert draft.frame_units.count() == 500


def test_a_sheet_gives_an_address_to_somebody_who_had_none(draft):
    add_respondent(survey=draft, name="Bo Ek", by=BY)

    import_frame(
        survey=draft, sheet=[line.split("\t") for line in SHEET.splitlines()], by=BY
    )

    assert draft.frame_respondents.get(name="Bo Ek").address == "bo@example.org"
