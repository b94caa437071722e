"""Texts are coded by a code book, and counted like every other figure."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest

from overens.common.texts import LocalText
from overens.surveys.actions import release_results, release_table
from overens.surveys.actions.codes import (
    code_text,
    keep_code,
    release_codes,
    remove_code,
)
from overens.surveys.models import CodedText, Release, Survey, TextCode
from overens.surveys.queries import result_file, shown_survey
from overens.surveys.queries.own_words import items_with_words, texts_of
from overens.surveys.rules import TableNotSafe, TooFewPersons
from overens.surveys.rules.codes import (
    CodeNameTaken,
    CodesGivenOut,
    CodesOfOwnLines,
    CodingUnfinished,
)
from tests.surveys.test_own_words import BY, mark, text_of, written

BOOK = "/enkater/liten/egna-ord/wish/koder/"


def code(survey, name, **more):
    return keep_code(
        survey,
        question="wish",
        name=LocalText(sv=name, en=f"{name} (en)"),
        definition=LocalText(sv=f"Handlar om {name}"),
        example=LocalText(),
        by=BY,
        **more,
    )


def coded(survey):
    """Code each text by the codes whose key it names: "tid pengar 3" has both."""
    item = next(item for item in items_with_words(survey) if item.key == "wish")
    for text in texts_of(survey, item):
        keys = [key for key in ("tid", "pengar") if key in text.text]
        code_text(survey, question="wish", mark=text.mark, codes=keys, by=BY)


def with_book(wishes, **survey):
    made = written(wishes, **survey)
    for name in ("Tid", "Pengar"):
        code(made, name)
    return made


def test_a_book_is_made_texts_are_coded_and_the_figures_stand_in_the_results(
    as_petra, strandland
):
    survey = written(["mer tid", "tid och pengar", "sol"])
    assert BOOK in text_of(as_petra.get("/enkater/liten/egna-ord/wish/"))
    assert "Kodboken är tom" in text_of(as_petra.get(BOOK))
    for name in ("Tid", "Pengar"):
        as_petra.post(
            f"{BOOK}ny/", {"name_sv": name, "definition_sv": f"Handlar om {name}"}
        )
    tid, pengar = TextCode.objects.order_by("place")
    assert (tid.key, pengar.key) == ("tid", "pengar")
    wrong = as_petra.post(f"{BOOK}ny/", {"name_sv": "TID"})
    assert wrong.status_code == 422 and "redan en kod som heter" in text_of(wrong)

    refused = as_petra.post(f"{BOOK}rakna/", follow=True)
    assert "3 texter är inte kodade än." in text_of(refused)
    # On the page where a text is read, and on a page of its own.
    first = f"/enkater/liten/egna-ord/wish/{mark(survey, 'mer tid')}/"
    assert "Vad handlar texten om?" in text_of(as_petra.get(first))
    as_petra.post(first, {"go": "leave", "codes": ["tid"]})
    for text, codes in (("tid och pengar", ["tid", "pengar", "x"]), ("sol", [])):
        at = f"/enkater/liten/egna-ord/wish/{mark(survey, text)}/koda/"
        as_petra.post(at, {"codes": [key for key in codes if key != "x"]})
    assert "3 av 3 texter kodade" in text_of(as_petra.get(BOOK))
    as_petra.post(f"{BOOK}rakna/")

    page = text_of(as_petra.get("/enkater/liten/resultat/"))
    assert "kodad av kansliet" in page and "Kansliet har läst 3 texter" in page
    assert "Kodboken" in page and "Handlar om Tid" in page
    survey.refresh_from_db()
    (shown,) = shown_survey(survey, "en").coded
    assert [(o.key, o.count) for o in shown.result.options] == [
        ("tid", 2),
        ("pengar", 1),
    ]
    assert (shown.result.base, shown.result.respondents) == (3, 3)


def test_the_figures_are_in_every_file(strandland):
    survey = with_book(["mer tid", "tid och pengar", "sol"])
    coded(survey)
    release_codes(survey, question="wish", by=BY)
    survey.refresh_from_db()
    shown = shown_survey(survey, "sv")

    document = json.loads(result_file(shown, "json"))
    assert [q["key"] for q in document["coded"]] == ["wish.codes"]
    assert document["coded"][0]["code_book"]["tid"] == "Handlar om Tid"
    assert "wish.codes,multi" in result_file(shown, "csv").decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(result_file(shown, "docx"))) as book:
        said = re.sub("<[^>]+>", "", book.read("word/document.xml").decode())
    assert "Kansliet har läst 3 texter" in said


def test_of_an_open_survey_the_codes_are_counted_anew(strandland):
    survey = with_book(["mer tid", "tid och pengar", "sol"])
    coded(survey)
    release_codes(survey, question="wish", by=BY)
    code_text(survey, question="wish", mark=mark(survey, "sol"), codes=["tid"], by=BY)
    release_codes(survey, question="wish", by=BY)
    survey.refresh_from_db()
    (shown,) = shown_survey(survey, "sv").coded
    assert shown.result.option("tid").count == 3
    assert Release.objects.count() == 1


WISHES = [
    *(f"tid {n}" for n in range(6)),
    *(f"pengar {n}" for n in range(3)),
    *(f"annat {n}" for n in range(6)),
]


def test_of_a_guarded_survey_no_code_of_few_persons_is_shown(client, strandland):
    survey = with_book(WISHES, mode="anonymous")
    coded(survey)
    release_codes(survey, question="wish", by=BY)

    survey.refresh_from_db()
    (shown,) = shown_survey(survey, "sv").coded
    tid, pengar = shown.result.option("tid"), shown.result.option("pengar")
    assert tid.count == 6 and pengar.count is None and pengar.suppressed
    document = json.loads(client.get("/enkater/liten/resultat.json").content)
    assert document["coded"][0]["options"][1] == {
        "key": "pengar",
        "label": "Pengar",
        "suppressed": True,
    }


def test_what_was_given_out_of_a_guarded_survey_stands(as_petra, strandland):
    survey = with_book(WISHES, mode="anonymous")
    coded(survey)
    first = release_codes(survey, question="wish", by=BY)
    assert release_codes(survey, question="wish", by=BY) == first
    with pytest.raises(CodesGivenOut):
        code(survey, "Nytt")
    with pytest.raises(CodesGivenOut):
        remove_code(TextCode.objects.all()[0], by=BY)
    with pytest.raises(CodesGivenOut):
        coded(survey)
    assert "ligger fast" in text_of(as_petra.get(BOOK))
    # The page where texts are read asks for no codes any more.
    at = f"/enkater/liten/egna-ord/wish/{mark(survey, 'tid 1')}/"
    assert "Vad handlar texten om?" not in text_of(as_petra.get(at))
    assert as_petra.post(at, {"go": "leave", "codes": ["tid"]}).status_code == 302


def test_tables_given_out_later_are_weighed_against_the_codes_too(strandland):
    survey = with_book(WISHES, mode="anonymous")
    coded(survey)
    release_codes(survey, question="wish", by=BY)
    facts = Release.objects.get(key="codes:wish").facts
    assert {"wish.codes=tid"} in [set(fact["where"]) for fact in facts]
    # No change of the answers is seen where there is none.
    with pytest.raises(TableNotSafe):
        release_table(survey, rows="known", columns="grade", by=BY)


def test_fewer_persons_than_the_threshold_give_no_code_figures(strandland):
    survey = with_book(["tid", "tid igen", "sol", "", "", ""], mode="anonymous")
    coded(survey)
    with pytest.raises(TooFewPersons):
        release_codes(survey, question="wish", by=BY)
    assert not Survey.objects.get().codes_shown


def test_lines_beside_options_are_not_counted_under_a_promise(strandland):
    survey = with_book(WISHES, mode="confidential")
    release_results(survey, by=BY)
    with pytest.raises(CodesOfOwnLines):
        release_codes(survey, question="hurdles", by=BY)


def test_every_text_is_coded_before_any_is_counted(strandland):
    survey = with_book(WISHES, mode="anonymous")
    code_text(survey, question="wish", mark=mark(survey, "tid 1"), codes=[], by=BY)
    with pytest.raises(CodingUnfinished):
        release_codes(survey, question="wish", by=BY)


def test_a_book_is_taken_over_from_an_earlier_survey(as_petra, strandland):
    with_book(["tid"], slug="forra")
    written(["tid", "sol"])
    page = as_petra.get(f"{BOOK}ta-over/")
    assert 'value="forra wish"' in page.content.decode()

    as_petra.post(f"{BOOK}ta-over/", {"book": "forra wish"})
    as_petra.post(f"{BOOK}ta-over/", {"book": "forra wish"})

    mine = TextCode.objects.filter(survey__slug="liten").order_by("place")
    assert [(c.key, str(c.definition)) for c in mine] == [
        ("tid", "Handlar om Tid"),
        ("pengar", "Handlar om Pengar"),
    ]


def test_a_code_that_is_taken_out_goes_from_the_texts_too(as_petra, strandland):
    survey = with_book(["tid och pengar"])
    coded(survey)
    tid = TextCode.objects.get(key="tid")
    as_petra.post(f"{BOOK}{tid.uuid}/", {"name_sv": "Tidsbrist"})
    assert str(TextCode.objects.get(key="tid")) == "Tidsbrist"
    as_petra.post(f"{BOOK}{tid.uuid}/ta-bort/")
    assert CodedText.objects.get().codes == ["pengar"]
    with pytest.raises(CodeNameTaken):
        code(survey, "pengar")


def test_a_survey_without_codes_says_nothing_of_them(strandland):
    survey = written(["tid"])
    shown = shown_survey(survey, "sv")
    assert shown.coded == () and "coded" not in json.loads(result_file(shown, "json"))
