"""A report and a code book, killed half-way and many at once: all of it or none."""

from __future__ import annotations

import pytest
from django.core import serializers
from django.db import connection

from overens.common.audit import operator
from overens.common.models import AuditLine
from overens.common.texts import LocalText
from overens.errors import RuleBroken
from overens.surveys.actions import load_survey
from overens.surveys.actions.codes import (
    code_text,
    copy_codes,
    release_codes,
    remove_code,
)
from overens.surveys.actions.reports import begin_report, publish_report, word_report
from overens.surveys.models import (
    CodedText,
    QuestionnaireItem,
    Release,
    Remark,
    Report,
    ReportEdition,
    Survey,
    TextCode,
)
from overens.surveys.rules.codes import CodeNameTaken
from overens.surveys.rules.reports import CorrectionMissing
from tests import make
from tests.once import AT_ONCE, all_at_once, killed_at, let_go
from tests.surveys.test_codes import WISHES, code, coded, with_book
from tests.surveys.test_own_words import mark
from tests.surveys.test_releases import ANSWERS, guarded

BY = operator()
ACTIONS = "surveys."


@pytest.fixture
def emptied(transactional_db, settings, tmp_path):
    """A database that processes share, and a folder where kills are remembered."""
    settings.DATA = tmp_path
    make.make_space("strandland")
    connection.close()
    yield
    let_go()


def state():
    """Return all that the actions write, and how many lines the log has of it."""
    rows = [
        serializers.serialize("json", model.objects.order_by("pk"))
        for model in (
            Report,
            ReportEdition,
            Survey,
            QuestionnaireItem,
            Remark,
            TextCode,
            CodedText,
            Release,
        )
    ]
    return rows, AuditLine.objects.filter(action__startswith=ACTIONS).count()


def lines(action):
    return AuditLine.objects.filter(action=f"surveys.{action}").count()


def nothing_half_done(places, work):
    """Kill the work at each of its places; nothing of it is there. Then do it."""
    before = state()
    for place in places:
        assert killed_at(f"surveys.{place}", work), place
        assert state() == before, place
    return work()


# --- a report -------------------------------------------------------------------------


def answered(**survey):
    data = guarded(ANSWERS, **{"mode": "open", "published": False, **survey})
    data["survey"]["remarks"] = [{"kind": "caveat", "sv": "Läs med omsorg."}]
    return load_survey(data, by=BY)


def worded(report, part, sv):
    return word_report(report, part=part, text=LocalText(sv=sv), by=BY)


@pytest.fixture
def written(emptied):
    report = begin_report(answered(), by=BY)
    worded(report, "conclusions", "Av alla känner {known:yes} till den.")
    worded(report, "beside:method", "{survey:units} svarade.")
    worded(report, "heading:known", "{known:yes} kan den")
    worded(report, "remark:1", "Läs {grade:1} med omsorg.")
    return Report.objects.get()


def test_a_report_is_begun_whole_or_not_and_once(emptied):
    survey = answered()
    nothing_half_done(
        ("begin_report.before_log", "begin_report.before_commit"),
        lambda: begin_report(survey, by=BY),
    )
    # Killed when it was done, and pressed again by whoever got no answer.
    assert killed_at("", lambda: begin_report(survey, by=BY))
    begin_report(survey, by=BY)
    assert (Report.objects.count(), lines("begin_report")) == (1, 1)


def test_begun_by_many_at_once_it_is_one_report(emptied):
    survey = answered()
    connection.close()
    begun = all_at_once(*[lambda: begin_report(survey, by=BY).pk] * AT_ONCE)
    assert len(set(begun)) == 1
    assert (Report.objects.count(), lines("begin_report")) == (1, 1)


@pytest.mark.parametrize("part", ["summary", "analysis:known", "beside:method"])
def test_a_part_is_worded_whole_or_not(emptied, part):
    report = begin_report(answered(), by=BY)
    nothing_half_done(
        ("word_report.before_log", "word_report.before_commit"),
        lambda: worded(report, part, "Samverkan är bred."),
    )
    assert "Samverkan är bred." in str(state())
    assert lines("word_report") == 1


def test_parts_that_are_worded_at_once_do_not_wipe_each_other_out(written):
    parts = [f"analysis:{key}" for key in ("known", "hurdles", "grade", "wish")]
    parts += ["beside:source", "beside:voice", "heading:grade"]
    connection.close()
    all_at_once(*[lambda part=part: worded(written, part, part) for part in parts])
    written.refresh_from_db()
    kept = {
        **written.beside,
        **{f"analysis:{k}": t for k, t in written.analyses.items()},
    }
    assert {part: kept[part]["sv"] for part in parts} == {part: part for part in parts}


PUBLISHING = (
    "publish_report.after_edition",
    "publish_report.after_beside",
    "publish_report.before_log",
    "publish_report.before_commit",
)


def published(report, **more):
    return publish_report(report, clues_read=True, by=BY, **more)


def test_an_edition_is_published_whole_or_not_and_once(written):
    nothing_half_done(PUBLISHING, lambda: published(written))
    survey = Survey.objects.get()
    assert survey.published and "17 av 20" in str(survey.method).replace("\xa0", " ")
    assert (ReportEdition.objects.count(), lines("publish_report")) == (1, 1)
    with pytest.raises(CorrectionMissing):
        published(written)
    assert ReportEdition.objects.count() == 1


def test_a_correction_is_published_whole_or_not_and_the_first_edition_stands(written):
    published(written)
    first = str(ReportEdition.objects.get().content)
    worded(written, "conclusions", "Bara {known:no} gör det inte.")
    worded(written, "beside:method", "{survey:answered} svarade.")
    why = LocalText(sv="Det var fel.")
    nothing_half_done(PUBLISHING, lambda: published(written, corrected=why))
    assert str(ReportEdition.objects.get(number=1).content) == first
    assert (ReportEdition.objects.count(), lines("publish_report")) == (2, 2)


def test_published_by_many_at_once_there_is_one_first_edition(written):
    def one():
        try:
            return published(written).number
        except RuleBroken as broken:
            return type(broken)

    connection.close()
    came = all_at_once(*[one] * AT_ONCE)
    assert came.count(1) == 1 and came.count(CorrectionMissing) == AT_ONCE - 1
    assert (ReportEdition.objects.count(), lines("publish_report")) == (1, 1)


# --- a code book ----------------------------------------------------------------------


def test_a_code_is_kept_whole_or_not_and_once(emptied):
    survey = with_book(["mer tid"])
    nothing_half_done(
        ("keep_code.before_log", "keep_code.before_commit"),
        lambda: code(survey, "Nytt"),
    )
    with pytest.raises(CodeNameTaken):
        code(survey, "Nytt")
    assert TextCode.objects.filter(key="nytt").count() == 1


def test_the_same_code_from_many_at_once_is_one_code(emptied):
    survey = with_book(["mer tid"])

    def one():
        try:
            return code(survey, "Nytt").place
        except RuleBroken as broken:
            return type(broken)

    connection.close()
    came = all_at_once(*[one] * AT_ONCE)
    assert came.count(3) == 1 and came.count(CodeNameTaken) == AT_ONCE - 1
    assert lines("keep_code") == 3


def test_a_code_is_taken_out_of_book_and_texts_or_of_neither(emptied):
    survey = with_book(["mer tid", "tid och pengar", "sol"])
    coded(survey)
    tid = TextCode.objects.get(key="tid")
    nothing_half_done(
        (
            "remove_code.after_texts",
            "remove_code.before_log",
            "remove_code.before_commit",
        ),
        lambda: remove_code(TextCode.objects.get(pk=tid.pk), by=BY),
    )
    assert "tid" not in str(list(CodedText.objects.values_list("codes", flat=True)))


def test_a_book_is_taken_over_whole_or_not_and_once(emptied):
    earlier = with_book(["mer tid"], slug="forra")
    survey = with_book(["mer tid"])
    TextCode.objects.filter(survey=survey).delete()

    def over():
        return copy_codes(
            survey, question="wish", of=earlier, of_question="wish", by=BY
        )

    assert (
        nothing_half_done(("copy_codes.before_log", "copy_codes.before_commit"), over)
        == 2
    )
    connection.close()
    assert sum(all_at_once(*[over] * AT_ONCE)) == 0
    assert survey.text_codes.count() == 2


def test_a_text_is_coded_whole_or_not_and_once(emptied):
    survey = with_book(["mer tid"])
    its = mark(survey, "mer tid")

    def one():
        code_text(survey, question="wish", mark=its, codes=["tid"], by=BY)

    nothing_half_done(("code_text.before_log", "code_text.before_commit"), one)
    connection.close()
    all_at_once(*[one] * AT_ONCE)
    assert CodedText.objects.get().codes == ["tid"]


@pytest.mark.parametrize("mode", ["open", "anonymous"])
def test_code_figures_are_given_out_whole_or_not_and_once(emptied, mode):
    survey = with_book(WISHES, mode=mode)
    coded(survey)

    def out():
        return release_codes(survey, question="wish", by=BY)

    nothing_half_done(
        (
            "release_codes.after_figures",
            "release_codes.before_log",
            "release_codes.before_commit",
        ),
        out,
    )
    assert killed_at("", out)
    connection.close()
    all_at_once(*[out] * AT_ONCE)
    assert Survey.objects.get(pk=survey.pk).codes_shown
    assert Release.objects.filter(survey=survey, key="codes:wish").count() == 1
    if mode != "open":
        assert lines("release_codes") == 1
