"""What people may write in a report, and surveys of every kind."""

from __future__ import annotations

import pytest

from overens.common.audit import operator
from overens.surveys.actions import load_survey
from overens.surveys.actions.reports import begin_report, publish_report
from overens.surveys.queries import shown_survey
from overens.surveys.queries.report_checks import checked
from tests.surveys.made import small
from tests.surveys.test_releases import ANSWERS, guarded, text_of

BY = operator()
DRAFT = "/enkater/liten/rapport/utkast/"

ODD = [
    "{}", "{:}", "{a:b:c}", "{*}", "{a*b*c}", "{known*}", "{known:}", "{known::}",
    "{survey:}", "{known:yes:count:share}", "{ known:yes }", "{{known:yes}}", "}{",
    "{known:yes", "x" * 9_000, "{known:" + "y" * 300 + "}", "<b>{known:yes}</b>",
    "=SUMMA(A1)", "”” “” \"\"", ".", "...", "Å ä ö – 🎈 ½ 1/2 3,5 % 12:30",
    "%(count)s {known:yes} %s %d", "\n\n\n", "{known:yes}{known:no}", "§ § 3 §3",
]  # fmt: skip


@pytest.mark.parametrize("mode", ["open", "confidential"])
def test_whatever_is_written_is_kept_and_shown(as_petra, strandland, mode):
    survey = load_survey(guarded(ANSWERS, mode=mode, published=True), by=BY)
    begin_report(survey, by=BY)
    for text in ODD:
        url = f"{DRAFT}conclusions/andra/"
        assert as_petra.post(url, {"text_sv": text}).status_code == 302, text
        for page in ("", "vem-pekas-ut/", "publicera/"):
            assert as_petra.get(f"{DRAFT}{page}").status_code == 200, (text, page)
        survey.report.refresh_from_db()
        kept = survey.report.conclusions.get("sv", "")
        assert kept.split() == text.split()
    together = "\n\n".join(text for text in ODD if len(text) < 1_000)
    as_petra.post(f"{DRAFT}conclusions/andra/", {"text_sv": together})
    for ending in ("docx", "pdf"):
        assert as_petra.get(f"/enkater/liten/rapport/utkast.{ending}").content


def test_a_text_too_long_is_said_and_kept(as_petra, strandland):
    begin_report(load_survey(guarded(ANSWERS, mode="open"), by=BY), by=BY)
    sent = as_petra.post(f"{DRAFT}conclusions/andra/", {"text_sv": "a" * 10_001})
    assert sent.status_code == 422
    assert "a" * 10_001 in text_of(sent)


def every_kind(**survey):
    definition = small(published=False, **survey)
    three = [{"key": str(n), "sv": str(n), "en": str(n)} for n in (1, 2, 3)]
    definition["questions"] += [
        {
            "key": "order",
            "kind": "ranking",
            "title": {"sv": "Ordna"},
            "options": three,
        },
        {
            "key": "rows",
            "kind": "matrix",
            "title": {"sv": "Hur går det?"},
            "rows": [{"key": "a", "sv": "A"}, {"key": "b", "sv": "B"}],
            "options": three,
        },
        {"key": "members", "kind": "number", "title": {"sv": "Medlemmar?"}},
        {"key": "began", "kind": "date", "title": {"sv": "När?"}},
        {"key": "quote", "kind": "consent", "title": {"sv": "Citera"}},
        {
            "key": "nobody",
            "kind": "single",
            "title": {"sv": "Ingen?"},
            "options": three,
        },
    ]
    definition["sheets"] = [
        {
            "respondent": "nils",
            "units": ["kultur", "trafik"],
            "answers": {
                "known": "yes", "order": ["2", "1"], "rows.a": "2", "rows.b": "?",
                "members": "412", "began": "2026-03-12", "quote": "yes",
            },
        },
    ]  # fmt: skip
    return definition


def test_a_survey_with_every_kind_of_question_is_reported(strandland):
    report = begin_report(load_survey(every_kind(), by=BY), by=BY)
    for language in ("sv", "en"):
        found = checked(report, shown_survey(report.survey, language))
        faults = [f for part in found.parts for s in part.sentences for f in s.faults]
        assert faults == []
    assert publish_report(report, clues_read=True, by=BY).number == 1


def test_an_open_frame_is_reported_without_knowing_how_many_there_are(strandland):
    definition = every_kind()
    definition["frame"] = {"open": True}
    definition["sheets"] = [
        {"respondent": "", "units": [], "answers": {"known": "yes"}} for _ in range(6)
    ]
    survey = load_survey(definition, by=BY)
    assert publish_report(begin_report(survey, by=BY), clues_read=True, by=BY)
