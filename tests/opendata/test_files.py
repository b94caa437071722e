"""What the files hold: all that is public, nothing that is not, and no live formula."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from functools import cache

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from python_calamine import CalamineWorkbook

from overens.accounts.queries import day_in
from overens.opendata.queries import (
    DATA_SETS,
    DICTIONARY,
    FILES,
    Asked,
    forms_of,
    row_counts,
    sets_of,
)
from overens.opendata.queries import (
    everything as made_whole,
)
from overens.opendata.queries import (
    set_file as made,
)
from overens.opendata.rules import LEFT_OUT, LEFT_OUT_EVERYWHERE, LEFT_OUT_MODELS
from overens.surveys.models import Survey
from tests import make
from tests.opendata.filled import Filled


def set_file(*what):
    return b"".join(made(*what))


def everything(asked):
    return b"".join(made_whole(asked))


KEYS = list(DATA_SETS)


@pytest.fixture
def filled(db):
    """A row of every model."""
    return Filled().everything()


@pytest.fixture
def asked(filled):
    return asked_for("strandland")


def asked_for(slug):
    from overens.accounts.models import Space

    space = Space.objects.get(slug=slug)
    return Asked(space, day_in(space))


def sheets_in(data):
    """Return each sheet's rows as texts, by name."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {
        name: [
            [str(cell) for cell in row]
            for row in book.get_sheet_by_name(name).to_python()
        ]
        for name in book.sheet_names
    }


def read(data, ending):
    """Return a file's content as text, whatever its form."""
    if ending == "xlsx":
        return json.dumps(sheets_in(data), ensure_ascii=False)
    return data.decode("utf-8-sig")


@cache
def is_left_out(path):
    label, _, name = path.rpartition(".")
    return name in LEFT_OUT_EVERYWHERE or label in LEFT_OUT_MODELS or path in LEFT_OUT


# --- what is public, and nothing else -----------------------------------------------


def test_every_data_set_has_a_row_of_the_filled_world(asked):
    assert [each.key for each in sets_of(asked) if not list(each.rows(asked))] == []


def test_everything_public_is_in_the_one_workbook(filled, asked):
    said = read(everything(asked), "xlsx")
    missing = [
        path
        for path, word in filled.visible.items()
        if word not in said and not is_left_out(path)
    ]
    assert missing == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_nothing_private_is_in_any_file_page_or_answer(filled, asked, language):
    with translation.override(language):
        outputs = {
            f"{each.key}.{ending}": read(set_file(each, asked, ending), ending)
            for each in (*sets_of(asked), DICTIONARY)
            for ending in forms_of(each)
        }
        outputs["everything"] = read(everything(asked), "xlsx")
        addresses = [
            reverse("opendata:open_data"),
            reverse("opendata:dictionary"),
            *(reverse("opendata:dataset", args=[key]) for key in KEYS),
            reverse("api:datasets"),
            *(reverse("api:dataset", args=[key]) for key in KEYS),
        ]
        for address in addresses:
            response = Client().get(address, headers={"accept-language": language})
            assert response.status_code == 200, address
            outputs[address] = response.getvalue().decode()
    leaks = [
        f"{path} in {name}"
        for path, word in filled.canaries.items()
        for name, said in outputs.items()
        if word in said
    ]
    assert len(filled.canaries) > 30
    assert leaks == []


def test_a_survey_that_was_promised_silence_gives_no_figure(filled, asked):
    for mode in ("confidential", "anonymous"):
        Survey.objects.update(mode=mode)
        counts = row_counts(sets_of(asked), asked)
        about = {key: n for key, n in counts.items() if key.startswith("survey")}
        assert about == dict.fromkeys(about, 0) | {"surveys": 1}
        said = read(everything(asked), "xlsx")
        survey = {p: w for p, w in filled.visible.items() if p.startswith("surveys.")}
        shown = {path for path, word in survey.items() if word in said}
        assert "surveys.Survey.title" in shown
        assert not shown & {
            "surveys.Survey.finding",
            "surveys.Survey.method",
            "surveys.ReleasedText.text",
            "surveys.PrintedFigure.printed",
            "surveys.Question.title",
        }


def test_an_unpublished_or_withdrawn_row_is_in_no_file(filled, asked):
    from django.utils import timezone

    from overens.plans.models import Measure, ProgressReport

    Survey.objects.update(published=False)
    Measure.objects.update(withdrawn_at=timezone.now())
    ProgressReport.objects.update(withdrawn_at=timezone.now())
    counts = row_counts(sets_of(asked), asked)
    gone = ("surveys", "survey-results", "measures", "progress-reports")
    assert {counts[key] for key in gone} == {0}


def test_a_part_that_is_switched_off_is_not_given_out(filled, asked, client):
    space = asked.space
    space.columns = [part for part in space.columns if part != "plans"]
    space.save()
    assert "measures" not in {each.key for each in sets_of(asked)}
    assert client.get("/oppna-data/measures/").status_code == 404
    assert client.get("/oppna-data/measures.csv").status_code == 404
    assert client.get("/api/v1/datasets/measures").status_code == 404


def test_one_compacts_files_hold_nothing_of_another(filled):
    make.make_compact(make.make_space("grannland", origin="own"))
    other = asked_for("grannland")
    said = read(everything(other), "xlsx")
    # The keys of areas are the same for everyone.
    words = {p: w for p, w in filled.visible.items() if ".Area." not in p}
    assert [path for path, word in words.items() if word in said] == []


# --- the forms ----------------------------------------------------------------------


@pytest.mark.parametrize("key", KEYS)
def test_the_three_forms_hold_the_same_rows(asked, key):
    found = DATA_SETS[key]
    document = json.loads(set_file(found, asked, "json"))
    text = set_file(found, asked, "csv").decode("utf-8-sig")
    sheet = list(sheets_in(set_file(found, asked, "xlsx")).values())[1]
    rows = list(csv.reader(io.StringIO(text)))

    keys = [column.key for column in found.columns]
    assert rows[0] == keys == [column["key"] for column in document["columns"]]
    assert len(rows) - 1 == document["count"] == len(document["rows"])
    assert len(sheet) == len(rows)
    assert sheet[0] == [str(column.heading) for column in found.columns]
    assert all(row["origin"] for row in document["rows"])
    assert row_counts([found], asked)[key] == document["count"]


def test_a_cell_that_begins_like_a_formula_is_text(asked):
    from overens.plans.models import Measure

    Measure.objects.update(title={"sv": "=1+1", "en": "@SUM(A1)"})
    found = DATA_SETS["measures"]
    said = set_file(found, asked, "csv").decode("utf-8-sig")
    assert "'=1+1" in said and "'@SUM(A1)" in said
    sheet = list(sheets_in(set_file(found, asked, "xlsx")).values())[1]
    place = [column.key for column in found.columns].index("title_sv")
    assert sheet[1][place] == "=1+1"


def test_the_same_day_gives_the_same_bytes(asked):
    for ending in FILES:
        found = DATA_SETS["measures"]
        assert set_file(found, asked, ending) == set_file(found, asked, ending)


def test_the_one_workbook_has_a_sheet_for_each_set_and_the_dictionary(asked):
    sheets = sheets_in(everything(asked))
    # The first says what the file is.
    assert len(sheets) == 1 + len(KEYS) + 1
    words = list(sheets.values())[-1]
    columns = {(row[0], row[2]) for row in words[1:]}
    assert columns == {
        (found.key, column.key)
        for found in DATA_SETS.values()
        for column in found.columns
    }


def test_the_dictionary_is_machine_readable(asked):
    document = json.loads(set_file(DICTIONARY, asked, "json"))
    kinds = {row["kind"] for row in document["rows"]}
    assert kinds <= {
        "key",
        "text",
        "integer",
        "number",
        "date",
        "boolean",
        "list",
        "url",
    }
    assert all(row["description"] for row in document["rows"])


@pytest.mark.parametrize(
    ("origin", "name"),
    [
        ("own", "CC0 1.0"),
        ("made up", "CC0 1.0"),
        ("source", "Fakta ur offentliga handlingar"),
    ],
)
def test_the_terms_follow_where_the_rows_come_from(asked, origin, name):
    from overens.opendata.queries import licence_of

    asked.space.origin = origin
    assert licence_of(asked).name == name
    document = json.loads(set_file(DATA_SETS["groups"], asked, "json"))
    assert document["licence"]["name"] == name


def test_a_status_is_reckoned_as_of_the_day_with_its_reason(asked):
    from datetime import date

    from overens.plans.models import Measure, ProgressReport

    ProgressReport.objects.all().update(withdrawn_at="2026-02-04T00:00Z")
    Measure.objects.update(
        done_day=None,
        paused_day=None,
        paused_until=None,
        carried_over_day=None,
        due=date(2026, 6, 30),
    )
    late = replace(asked, day=date(2026, 7, 1))
    row = json.loads(set_file(DATA_SETS["measures"], late, "json"))["rows"][0]
    assert row["status"] == "late"
    assert row["status_text"] == "Försenad"
    assert "30 juni 2026" in row["status_reason"]
