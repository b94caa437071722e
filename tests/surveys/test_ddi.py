"""Results as DDI-Codebook: what archives read, of the same figures as all other forms.

The order of elements below is that of the schema, codebook.xsd 2.5, of which every
survey of the demonstration was held against the types it uses.
"""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from overens.common.audit import operator
from overens.surveys.actions import load_survey
from overens.surveys.models import Survey
from overens.surveys.queries import result_file, shown_survey
from overens.surveys.queries.answer_files import coding_of
from overens.surveys.rules import OPEN
from tests.surveys.made import small
from tests.surveys.test_codes import coded, release_codes, with_book
from tests.surveys.test_own_words import BY
from tests.surveys.test_releases import ANSWERS, guarded

D = "{ddi:codebook:2_5}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# What may stand in each element that holds others, in this order.
ORDER = {
    "codeBook": "docDscr stdyDscr dataDscr",
    "docDscr": "citation notes",
    "stdyDscr": "citation stdyInfo method notes",
    "citation": "titlStmt rspStmt prodStmt holdings",
    "titlStmt": "titl parTitl IDNo",
    "rspStmt": "AuthEnty",
    "prodStmt": "producer prodDate software",
    "stdyInfo": "abstract sumDscr",
    "sumDscr": "timePrd anlyUnit universe dataKind",
    "method": "dataColl anlyInfo dataProcessing",
    "dataColl": "collMode sources",
    "sources": "dataSrc",
    "anlyInfo": "respRate",
    "dataDscr": "varGrp var",
    "varGrp": "labl txt notes",
    "var": "labl respUnit anlysUnit qstn valrng universe TotlResp sumStat txt "
    "catgryGrp catgry derivation varFormat notes",
    "qstn": "preQTxt qstnLit postQTxt",
    "valrng": "range",
    "catgryGrp": "labl catStat txt",
    "catgry": "catValu labl txt catStat",
}


def book(survey, language="sv"):
    return ET.fromstring(result_file(shown_survey(survey, language), "ddi"))


def document(survey, language="sv"):
    return json.loads(result_file(shown_survey(survey, language), "json"))


def check_form(root):
    """Hold a codebook against the schema: order, names that are one's own, links."""
    for element in root.iter():
        inside = [child.tag.removeprefix(D) for child in element]
        may = ORDER.get(element.tag.removeprefix(D), "").split()
        assert inside == sorted(inside, key=may.index), element.tag
        assert not (inside and (element.text or "").strip()), element.tag
    ids = [each.get("ID") for each in root.iter() if each.get("ID")]
    assert len(ids) == len(set(ids))
    for each in root.iter():
        if each.tag in (D + "varGrp", D + "derivation"):
            assert set(each.get("var").split()) <= set(ids)
    names = [var.get("name") for var in root.iter(D + "var")]
    assert names and all(names)


def stats(element, kind):
    return [
        each.text for each in element.findall(f"{D}catStat") if each.get("type") == kind
    ]


def variable(root, name):
    return next(var for var in root.iter(f"{D}var") if var.get("name") == name)


def told(root):
    """Every statistic in a codebook, by variable."""
    return {
        var.get("name"): sorted(
            float(each.text)
            for each in var.iter()
            if each.tag in (D + "catStat", D + "sumStat", D + "TotlResp")
        )
        for var in root.iter(f"{D}var")
    }


def numbers_in(value):
    """Every number in a piece of JSON, shares as per cent too."""
    if isinstance(value, dict):
        return {n for each in value.values() for n in numbers_in(each)}
    if isinstance(value, list):
        return {n for each in value for n in numbers_in(each)}
    if isinstance(value, bool) or not isinstance(value, int | float):
        return set()
    return {float(value), round(value * 100, 2)}


def check_figures(survey, language="sv"):
    """Hold every statistic against those of the same question in JSON."""
    root, data = book(survey, language), document(survey, language)
    known = {
        question["key"].replace("-", "_").replace(".", "_"): numbers_in(question)
        for question in [*data["questions"], *data.get("coded", ())]
    }
    for name, figures in told(root).items():
        owner = max((key for key in known if name.startswith(key)), key=len)
        assert set(figures) <= known[owner], name
    return root, data


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_survey_of_2020_is_a_codebook_of_the_same_figures(hok_survey, language):
    root, data = check_figures(hok_survey, language)
    check_form(root)
    assert (root.tag, root.get("version")) == (D + "codeBook", "2.5")
    assert root.get(LANG) == language
    knows = variable(root, "knows_compact")
    counts = [stats(each, "freq") for each in knows.iter(D + "catgry")]
    assert counts == [["9"], ["0"], ["4"], []]
    assert stats(knows.find(D + "catgry"), "percent") == ["69.23"]
    grade = variable(root, "satisfaction")
    assert [(s.get("type"), s.text) for s in grade.findall(D + "sumStat")] == [
        ("vald", "8"),
        ("mean", "2.75"),
        ("medn", "3.0"),
    ]
    obstacles = next(q for q in data["questions"] if q["key"] == "obstacles")
    for option in obstacles["options"]:
        chosen = variable(root, f"obstacles_{option['key'].replace('-', '_')}")
        given = [stats(each, "freq") for each in chosen.findall(D + "catgry")]
        assert given[:2] == [[], [str(option["count"])]]
        assert chosen.findtext(D + "TotlResp") == str(obstacles["base"])


def test_who_answers_is_told_from_what_is_counted(hok_survey):
    root = book(hok_survey)
    assert root.findtext(f".//{D}anlyUnit") == "nämnd"
    var = variable(root, "knows_compact")
    assert var.findtext(D + "respUnit") == "nämndsekreterare"
    assert var.findtext(D + "anlysUnit") == "nämnd"
    assert "8 av 11" in root.findtext(f".//{D}respRate")
    assert "20 nämnder" in root.findtext(f".//{D}universe").replace("\xa0", " ")
    titles = root.find(f"{D}stdyDscr/{D}citation/{D}titlStmt")
    assert titles.findtext(D + "IDNo") == "hok-2020"
    assert titles.find(D + "parTitl").get(LANG) == "en"
    # What is retold and reconstructed is nobody's who is named in it.
    assert root.findtext(f".//{D}AuthEnty") == "Demonstration av Överens"
    assert "återskapade" in root.findtext(f"{D}docDscr/{D}notes")


def test_names_and_codes_are_those_of_the_spss_file(hok_survey):
    root = book(hok_survey)
    in_file = {each.name: each for each in coding_of(hok_survey).variables}
    for var in root.iter(f"{D}var"):
        of_file = in_file[var.get("name")]
        codes = [int(c.text) for c in var.iter(D + "catValu") if c.text != "?"]
        assert codes == list(of_file.values)


def test_nobodys_words_are_in_it(hok_survey):
    data = document(hok_survey)
    quotes = [text for question in data["questions"] for text in question["texts"]]
    said = result_file(shown_survey(hok_survey, "sv"), "ddi").decode()
    assert quotes and not [quote for quote in quotes if quote in said]
    wish = variable(book(hok_survey), "wish")
    assert wish.find(f"{D}qstn/{D}qstnLit").text
    assert wish.find(D + "varFormat").get("type") == "character"


def test_what_is_withheld_has_no_statistics(strandland):
    survey = load_survey(guarded(ANSWERS), by=operator())
    root, _data = check_figures(survey)
    check_form(root)
    known = variable(root, "known")
    categories = [c for c in known.iter(D + "catgry") if c.get("missing") != "Y"]
    assert [each.findtext(D + "labl") for each in categories] == ["Ja", "Nej"]
    assert not list(known.iter(D + "catStat"))
    assert [each.findtext(D + "txt") for each in categories] == ["Visas inte"] * 2
    # A mean would give a hidden grade away.
    kinds = {each.get("type") for each in variable(root, "grade").iter(D + "sumStat")}
    assert kinds == {"vald"}
    assert stats(variable(root, "hurdles_time").findall(D + "catgry")[1], "freq") == [
        "9"
    ]
    assert "färre än 5 personer" in root.findtext(f".//{D}dataProcessing")


def test_figures_of_codes_are_a_variable_a_code(strandland):
    survey = with_book(["tid", "tid pengar", *[f"tid pengar {n}" for n in range(8)]])
    coded(survey)
    release_codes(survey, question="wish", by=BY)
    survey = Survey.objects.select_related("space").get(pk=survey.pk)
    root, data = check_figures(survey)
    check_form(root)
    assert data["coded"]
    tid = variable(root, "wish_codes_tid")
    assert stats(tid.findall(D + "catgry")[1], "freq") == ["10"]
    assert tid.find(D + "derivation").get("var") == "wish"
    assert "tid pengar" not in result_file(shown_survey(survey, "sv"), "ddi").decode()


def every_kind():
    data = small()
    data["survey"]["mode"] = OPEN
    data["questions"] += [
        {
            "key": "members",
            "kind": "number",
            "title": {"sv": "Medlemmar?", "en": "Members?"},
            "unit": {"sv": "personer", "en": "persons"},
            "least": "0",
            "most": "900",
            "asked_if": {"known": ["yes"]},
        },
        {"key": "day", "kind": "date", "title": {"sv": "När?", "en": "When?"}},
        {
            "key": "order",
            "kind": "ranking",
            "title": {"sv": "Ordna", "en": "Order"},
            "options": [
                {"key": "a", "sv": "A", "en": "A"},
                {"key": "b", "sv": "B", "en": "B"},
            ],
        },
        {
            "key": "grid",
            "kind": "matrix",
            "title": {"sv": "Hur går det?", "en": "How is it?"},
            "options": [
                {"key": "good", "sv": "Bra", "en": "Good"},
                {"key": "bad", "sv": "Dåligt", "en": "Badly"},
            ],
            "rows": [
                {"key": "here", "sv": "Här", "en": "Here"},
                {"key": "there", "sv": "Där", "en": "There"},
            ],
        },
        {
            "key": "agree",
            "kind": "consent",
            "title": {"sv": "Får vi höra av oss?", "en": "May we get in touch?"},
        },
    ]
    answers = {
        "known": "yes",
        "members": "120",
        "day": "2026-05-01",
        "order": ["b", "a"],
        "grid.here": "good",
        "grid.there": "?",
        "agree": "yes",
        "wish": "Mer sol",
    }
    data["sheets"] = [
        {"respondent": "nils", "units": ["kultur", "trafik"], "answers": answers},
        {"respondent": "ida", "units": ["social"], "answers": {"known": "?"}},
    ]
    return data


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_kind_of_question_is_a_variable(strandland, language):
    survey = load_survey(every_kind(), by=operator())
    root, _data = check_figures(survey, language)
    check_form(root)
    members = variable(root, "members")
    assert (members.get("intrvl"), members.get("measUnit")) == (
        "contin",
        {"sv": "personer", "en": "persons"}[language],
    )
    assert members.find(f"{D}valrng/{D}range").get("max") == "900"
    assert {"sv": "Ställs om", "en": "Asked if"}[language] in members.findtext(
        D + "universe"
    )
    assert list(members.iter(D + "catgryGrp"))
    assert variable(root, "day").get("representationType") == "datetime"
    first = variable(root, "order_b").find(D + "catgry")
    assert stats(first, "freq") == ["2"]
    groups = {g.findtext(D + "labl"): g for g in root.iter(D + "varGrp")}
    grid = groups[{"sv": "Hur går det?", "en": "How is it?"}[language]]
    assert (grid.get("type"), grid.get("var")) == ("grid", "grid_here grid_there")
    unsaid = [
        stats(each, "freq")
        for each in variable(root, "known").iter(D + "catgry")
        if each.get("missing") == "Y"
    ]
    assert unsaid == [["1"]]
    assert stats(variable(root, "agree").find(D + "catgry"), "freq") == ["2"]


def test_what_xml_cannot_hold_is_left_out(small_survey):
    shown = shown_survey(small_survey, "sv")
    about, known, *others = shown.questions
    title = "K\x00ä\x0bnd\x1f <\ufffe&>?]]>"
    result = replace(known.result, item=replace(known.result.item, title=title))
    known = replace(known, result=result, notes=("Tecken \x08 bort\ud800",))
    shown = replace(shown, questions=(about, known, *others))
    root = ET.fromstring(result_file(shown, "ddi"))
    check_form(root)
    var = variable(root, "known")
    assert var.findtext(f"{D}qstn/{D}qstnLit") == "Känd <&>?]]>"
    assert var.findtext(D + "notes") == "Tecken  bort"


def test_the_page_leads_to_it_and_it_is_saved_as_xml(client, hok_survey):
    said = client.get("/enkater/hok-2020/resultat/").content.decode()
    assert "/enkater/hok-2020/resultat.ddi" in said
    answer = client.get("/en/surveys/hok-2020/results.ddi")
    assert answer["Content-Type"] == "application/xml"
    assert 'filename="hok-2020-en.ddi.xml"' in answer["Content-Disposition"]
    assert b'xml:lang="en"' in answer.content
