"""An XLSForm comes in whole or not at all, and one goes out that comes back alike."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from overens.common.sheets import About, Column, Sheet, read_book, write_xlsx
from overens.surveys.models import Survey
from overens.surveys.queries import questionnaire_items
from overens.surveys.rules import (
    QUESTION_TYPES,
    FormRefused,
    read_definition,
    read_questionnaire,
    read_xlsform,
    written_xlsform,
)
from overens.surveys.rules.xlsform import faults
from tests.surveys.drafting import said
from tests.surveys.made import small

LABEL = "label::Svenska (sv)"
TWO = [["yesno", "yes", "Ja"], ["yesno", "no", "Nej"]]


def book_of(rows, choices=TWO, columns=("type", "name", LABEL), settings=()):
    """Return the sheets of an XLSForm as rows of texts."""
    return {
        "survey": [list(columns), *[list(row) for row in rows]],
        "choices": [["list_name", "name", LABEL], *choices],
        "settings": [["form_title", "form_id"], *settings],
    }


def in_a_workbook(book):
    """Return sheets of rows as the bytes of a workbook."""
    about = About(title="XLSForm", language="sv", date=date(2026, 1, 1))
    sheets = [
        Sheet(name, tuple(Column(cell, cell) for cell in rows[0]), rows[1:])
        for name, rows in book.items()
    ]
    return write_xlsx(sheets, about)


def every_kind():
    """Return a questionnaire with every kind of question, sections and conditions."""
    definition = small()
    definition["questions"] += [
        {
            "key": "first",
            "kind": "ranking",
            "title": {"sv": "Viktigast?", "en": "Matters most?"},
            "options": [
                {"key": "time", "sv": "Tid", "en": "Time", "meaning": {"sv": "Er tid"}},
                {"key": "pay-rise", "sv": "Lön", "en": "Pay"},
            ],
        },
        {
            "key": "areas",
            "kind": "matrix",
            "title": {"sv": "Hur går det?", "en": "How does it go?"},
            "rows": [
                {"key": "health", "sv": "Hälsa", "en": "Health"},
                {"key": "known", "sv": "Känt", "en": "Known"},
            ],
            "options": [{"key": str(n), "sv": str(n), "en": str(n)} for n in (1, 2, 3)],
            "section": {"sv": "Nytt i år", "en": "New this year"},
            "asked_if": {"known": ["yes"]},
        },
        {
            "key": "forms",
            "kind": "multi",
            "title": {"sv": "Hur?", "en": "How?"},
            "options": [
                {"key": "projects", "sv": "I projekt", "en": "In projects"},
                {"key": "not-at-all", "sv": "Nej", "en": "No", "alone": True},
                {"key": "unknown", "sv": "Oklart", "en": "Unclear", "alone": True},
            ],
        },
        {
            "key": "2-members",
            "kind": "number",
            "title": {"sv": "Medlemmar?", "en": "Members?"},
            "unit": {"sv": "medlemmar", "en": "members"},
            "section": {"sv": "Om er", "en": "About you"},
            "least": 0,
            "most": "1 000,5",
            "decimals": 1,
            "asked_if": {"known": ["yes", "no"], "hurdles": ["time"]},
        },
        {
            "key": "began",
            "kind": "date",
            "title": {"sv": "När?", "en": "When?"},
            "instruction": {"sv": "Ungefär räcker."},
            "least": "2026-01-01",
        },
        {
            "key": "quote",
            "kind": "consent",
            "section": {"sv": "Till sist", "en": "Last"},
            "title": {"sv": "Citera", "en": "Quote"},
        },
    ]
    return definition


def test_every_kind_of_question_comes_back_from_an_xlsform():
    asked = read_definition(every_kind())
    texts = {
        **asked.texts,
        "title": {"sv": "En liten enkät", "en": "A small survey"},
        "introduction": {"sv": "Vi vill veta.", "en": "We want to know."},
        "respondents": {"sv": "sekreterare", "en": "secretaries"},
    }
    book = written_xlsform(slug="liten", texts=texts, questions=asked.questions)
    again = read_questionnaire(read_xlsform(read_book(in_a_workbook(book))))

    assert {question.kind for question in again.questions} == set(QUESTION_TYPES)
    assert again.questions == asked.questions
    assert again.slug == "liten"
    for name in ("title", "introduction", "unit", "units", "respondent", "respondents"):
        assert again.texts[name] == texts[name]


def test_other_programs_take_the_xlsform_that_we_write(tmp_path):
    asked = read_definition(every_kind())
    path = tmp_path / "form.xlsx"
    book = written_xlsform(
        slug="liten",
        texts={**asked.texts, "introduction": {"sv": "Vi vill veta."}},
        questions=asked.questions,
    )
    path.write_bytes(in_a_workbook(book))

    form = convert(str(path)).xform

    for name in ("known", "first", "areas", "_2_members", "began", "quote"):
        assert f'/{name}"' in form
    assert "selected( /data/known , 'yes')" in " ".join(form.split())


KEYS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,12}", fullmatch=True)
WORDS = st.text(st.sampled_from("aåÄ b'\"{}$(),=-."), min_size=1).map(
    lambda said: f"x{said}x"
)


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "key": KEYS,
                "kind": st.sampled_from(["single", "multi", "ranking"]),
                "title": st.fixed_dictionaries({"sv": WORDS}, optional={"en": WORDS}),
                "options": st.lists(
                    st.fixed_dictionaries({"key": KEYS, "label": WORDS}),
                    min_size=2,
                    max_size=4,
                    unique_by=lambda option: option["key"],
                ),
            }
        ),
        min_size=1,
        max_size=4,
        unique_by=lambda question: question["key"],
    ),
    st.data(),
)
def test_whatever_is_written_as_an_xlsform_is_read_back(questions, data):
    waitable = questions[0]["kind"] != "ranking"
    for later in questions[1:] if waitable else ():
        if data.draw(st.booleans()):
            options = [option["key"] for option in questions[0]["options"]]
            later["asked_if"] = {questions[0]["key"]: options[:2]}
    asked = read_definition({**small(), "questions": questions})
    book = written_xlsform(
        slug="x", texts={"title": {"sv": "X"}}, questions=asked.questions
    )
    assert read_questionnaire(read_xlsform(book)).questions == asked.questions


def test_a_form_made_elsewhere_becomes_questions():
    book = book_of(
        [
            ["note", "welcome", "Hej och välkommen", "", ""],
            ["begin group", "about", "Om er", "", ""],
            ["select_one yesno", "Knows_it", "Känner ni till den?", "", ""],
            ["select_multiple yesno or_other", "why", "Varför?", "", ""],
            ["end group", "", "", "", ""],
            ["note", "pause", "Nu om siffror.", "", ""],
            ["integer", "members", "Medlemmar?", "${Knows_it} = 'yes'", ". >= 1"],
        ],
        columns=("type", "name", "label", "relevant", "constraint"),
        settings=[["Min enkät", "min_enkat"]],
    )
    read = read_questionnaire(read_xlsform(book))

    assert read.slug == "min-enkat" and read.texts["title"] == {"sv": "Min enkät"}
    assert read.texts["introduction"] == {"sv": "Hej och välkommen"}
    first, why, members = read.questions
    assert (first.kind, first.section) == ("single", {"sv": "Om er"})
    assert why.kind == "multi" and why.own_text
    assert members.condition == {first.key: ["yes"]}
    assert members.settings == {"least": "1"}
    assert members.instruction == {"sv": "Nu om siffror."}


@pytest.mark.parametrize(
    ("rows", "fault", "named"),
    [
        ([["geopoint", "place", "Var?"]], faults.TellsOfPerson, "row 2"),
        ([["image", "photo", "Bild?"]], faults.TypeUnknown, "“image”"),
        ([["calculate", "sum", "Summa"]], faults.TypeUnknown, "row 2"),
        ([["select_one colours", "q", "Vilken?"]], faults.ListUnknown, "“colours”"),
        ([["text", "q", ""]], faults.LabelMissing, "row 2"),
        ([["text", "", "Vad?"]], faults.NameMissing, "row 2"),
        ([["text", "q", "Vad?"], ["text", "q", "Va?"]], faults.NameTwice, "row 3"),
        ([["begin_group", "g", "G"], ["text", "q", "Q"]], faults.GroupOpen, "row 2"),
        ([["text", "q", "Q"], ["end_group", "", ""]], faults.GroupOpen, "row 3"),
        (
            [["begin_group", "g", "G"], ["begin_group", "h", "H"]],
            faults.GroupInside,
            "row 3",
        ),
        ([["text", "q", "Q"], ["note", "n", "Slut."]], faults.NoteLast, "row 3"),
        ([], faults.TypeUnknown, "select_one"),
    ],
)
def test_what_has_no_question_here_is_refused_with_its_row(rows, fault, named):
    with pytest.raises(fault) as refused:
        read_xlsform(book_of(rows))
    assert named in str(refused.value)


@pytest.mark.parametrize(
    "written",
    [
        "${known} > 3",
        "selected(${known}, 'perhaps')",
        "selected(${later}, 'yes')",
        "not(${known} = 'yes')",
        "${known} = 'yes' or ${other} = 'yes'",
        "count-selected(${known}) = 2",
    ],
)
def test_a_condition_that_we_cannot_keep_is_refused_and_named(written):
    book = book_of(
        [
            ["select_one yesno", "known", "Känd?", ""],
            ["select_one yesno", "other", "Annan?", ""],
            ["text", "q", "Vad?", written],
        ],
        columns=("type", "name", LABEL, "relevant"),
    )
    with pytest.raises(faults.ConditionUnread) as refused:
        read_xlsform(book)
    assert "row 4" in str(refused.value) and written in str(refused.value)


@pytest.mark.parametrize(
    ("column", "cell", "fault"),
    [
        ("calculation", "1 + 1", faults.ColumnUnknown),
        ("choice_filter", "x = y", faults.ColumnUnknown),
        ("constraint", ". != 3", faults.LimitUnread),
        ("label::Suomi (fi)", "Mitä?", faults.LanguageUnknown),
    ],
)
def test_a_column_that_we_cannot_keep_is_refused_where_it_says_something(
    column, cell, fault
):
    columns = ("type", "name", LABEL, column)
    with pytest.raises(fault):
        read_xlsform(book_of([["text", "q", "Vad?", cell]], columns=columns))
    assert read_xlsform(book_of([["text", "q", "Vad?", ""]], columns=columns))


def test_a_workbook_without_the_sheet_survey_is_refused():
    with pytest.raises(faults.SheetMissing):
        read_xlsform({"Blad1": [["a", "b"]]})


@given(
    st.dictionaries(
        st.sampled_from(["survey", "choices", "settings", "x"]),
        st.lists(
            st.lists(
                st.sampled_from(
                    ["", "type", "name", "label", "text", "q", "select_one l", "l"]
                    + ["list_name", "begin_group", "end_group", "rank l", "${q} = 'l'"]
                    + ["relevant", "note", "label::x", "appearance", "table-list"]
                ),
                max_size=5,
            ),
            max_size=5,
        ),
    )
)
def test_whatever_is_in_the_sheets_is_read_whole_or_refused_in_a_sentence(book):
    try:
        read = read_xlsform(book)
    except FormRefused as refused:
        assert str(refused).endswith(".")
    else:
        assert read["questions"]


@pytest.mark.django_db
def test_petra_saves_an_xlsform_and_begins_a_new_survey_with_it(as_petra, strandland):
    add = reverse("surveys:survey_add", args=[strandland.slug])
    begun = SimpleUploadedFile("q.json", json.dumps(every_kind()).encode())
    given_words = {"title_sv": "Första", "mode": "open", "template": ""}
    as_petra.post(add, {**given_words, "file": begun})
    first = Survey.objects.get()
    page = as_petra.get(reverse("surveys:questions", args=[first.slug]))
    url = reverse("surveys:questionnaire_xlsform", args=[first.slug])
    assert f'href="{url}"' in said(page)

    saved = as_petra.get(url)
    assert saved["Content-Disposition"].endswith('.xlsx"')
    file = SimpleUploadedFile("form.xlsx", saved.content)
    as_petra.post(add, {**given_words, "title_sv": "Andra", "file": file})

    second = Survey.objects.latest("id")
    assert str(second) == "Andra"
    assert [(i.key, i.question.kind, i.question.settings) for i in items(second)] == [
        (i.key, i.question.kind, i.question.settings) for i in items(first)
    ]


def items(survey):
    return questionnaire_items(survey)


@pytest.mark.django_db
def test_a_faulty_xlsform_is_said_beside_the_file_and_nothing_is_made(
    as_petra, strandland
):
    file = SimpleUploadedFile(
        "form.xlsx", in_a_workbook(book_of([["video", "film", "Filma"]]))
    )
    page = as_petra.post(
        reverse("surveys:survey_add", args=[strandland.slug]),
        {"title_sv": "Ny", "mode": "open", "template": "", "file": file},
    )
    assert page.status_code == 422
    assert "rad 2" in said(page) and "”video”" in said(page)
    assert not Survey.objects.exists()


@pytest.mark.django_db
def test_a_survey_is_made_of_an_xlsform_by_command(tmp_path, strandland, capsys):
    path = tmp_path / "form.xlsx"
    book = book_of(
        [["select_one yesno", "known", "Känd?"]], settings=[["Min", "min_enkat"]]
    )
    path.write_bytes(in_a_workbook(book))

    call_command("create_survey", str(path), space="strandland")

    assert capsys.readouterr().out.strip() == "min-enkat"
    assert [item.key for item in items(Survey.objects.get())] == ["known"]
