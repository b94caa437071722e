"""What writes surveys: whole or not at all, with one line in the log."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from overens.common.audit import operator
from overens.common.imports import ChangedSince, undo_import
from overens.common.models import AuditLine, ImportRun
from overens.common.personal_data import holes
from overens.errors import Unreadable
from overens.surveys.actions import (
    copy_survey,
    import_answers,
    load_survey,
    load_survey_file,
    publish_survey,
    withdraw_sheet,
)
from overens.surveys.actions.answers import AlreadyWithdrawn, ReasonMissing
from overens.surveys.actions.surveys import NoSuchQuote, NoSuchSpace, SlugTaken
from overens.surveys.models import (
    AnswerSheet,
    FrameRespondent,
    PrintedFigure,
    Question,
    ReleasedText,
    SheetUnit,
    Survey,
)
from overens.surveys.queries import shown_survey
from overens.surveys.rules import AnswersRefused, Row
from tests.surveys.made import small

GOOD = {"respondent": "nils", "units": "kultur; trafik", "known": "yes"}


def bring_in(survey, *rows):
    return import_answers(
        survey,
        headings=list(dict.fromkeys(name for row in rows for name in row)),
        rows=[Row(number, row) for number, row in enumerate(rows, 2)],
        data=repr(rows).encode(),
        by=operator(),
        file_name="svar.csv",
    )


def test_the_survey_of_2020_is_loaded_whole(hok_survey):
    assert hok_survey.sheets.count() == 11
    assert SheetUnit.objects.filter(stands=True).count() == 13
    assert ReleasedText.objects.count() == 13
    assert PrintedFigure.objects.count() == 19
    assert hok_survey.frame_units.count() == 20
    assert FrameRespondent.objects.filter(declined=True).count() == 1
    line = AuditLine.objects.get(action="surveys.create_survey")
    assert (line.space, line.facts["sheets"]) == ("hok", 11)


def test_a_survey_is_made_once(small_survey):
    with pytest.raises(SlugTaken):
        load_survey(small(), by=operator())


def test_a_survey_belongs_to_a_compact(db):
    with pytest.raises(NoSuchSpace):
        load_survey(small(), by=operator())
    assert Survey.objects.count() == 0


def test_a_survey_with_a_faulty_sheet_is_not_made_at_all(strandland):
    data = small()
    data["sheets"] = [{"respondent": "nils", "units": ["social"], "answers": {}}]
    with pytest.raises(AnswersRefused):
        load_survey(data, by=operator())
    assert (Survey.objects.count(), AuditLine.objects.count()) == (0, 0)


def test_only_what_somebody_wrote_can_be_released(strandland):
    data = small()
    data["quotes"] = [{"question": "wish", "sv": "Mer kaffe"}]
    with pytest.raises(NoSuchQuote):
        load_survey(data, by=operator())


@pytest.mark.parametrize("text", ["{", "[1, 2]", "\udcff"])
def test_a_file_that_is_no_survey_is_refused_in_a_sentence(tmp_path, strandland, text):
    path = tmp_path / "enkat.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(Unreadable):
        load_survey_file(path, by=operator())


def test_the_bank_keeps_one_row_for_the_same_words(small_survey):
    before = Question.objects.count()
    load_survey(small(slug="en-till"), by=operator())
    assert Question.objects.count() == before

    data = small(slug="en-tredje")
    data["questions"][1]["title"] = {"sv": "Känner du till den?", "en": "Known to you?"}
    load_survey(data, by=operator())

    newest = Question.objects.filter(key="known").latest("id")
    assert newest.replaces is not None and newest.replaces.title["sv"] == "Känd?"


def test_made_up_and_real_questions_have_separate_histories(small_survey):
    load_survey(small(slug="egen", origin="own"), by=operator())
    assert Question.objects.filter(key="known").count() == 2
    assert not Question.objects.exclude(replaces=None).exists()


def test_answers_come_in_with_one_line_in_the_log(small_survey):
    run = bring_in(small_survey, GOOD, {"respondent": "ida", "outcome": "declined"})

    assert run.summary == {"survey": "liten", "sheets": 1, "units": 2, "declined": 1}
    assert FrameRespondent.objects.get(key="ida").declined
    line = AuditLine.objects.get(action="surveys.import_answers")
    assert line.facts["digest"] == run.digest
    result = shown_survey(small_survey, "sv").result
    assert (result.respondents.answered, result.respondents.declined) == (1, 1)
    assert result.units.answered == 2


def test_nothing_of_a_file_with_a_fault_comes_in(small_survey):
    with pytest.raises(AnswersRefused) as refused:
        bring_in(
            small_survey,
            GOOD,
            {"respondent": "ida", "units": "social", "known": "perhaps"},
        )
    fault = refused.value.faults[0]
    assert (fault.row, fault.column) == (3, "known")
    assert AnswerSheet.objects.count() == 0
    assert ImportRun.objects.count() == 0


def test_a_unit_answered_before_is_a_fault(small_survey):
    bring_in(small_survey, GOOD)
    with pytest.raises(AnswersRefused):
        bring_in(small_survey, {**GOOD, "units": "trafik"})
    assert AnswerSheet.objects.count() == 1


def test_an_import_is_undone_exactly(small_survey):
    run = bring_in(small_survey, GOOD, {"respondent": "ida", "outcome": "declined"})

    undo_import(run, by=operator())

    assert AnswerSheet.objects.count() == SheetUnit.objects.count() == 0
    assert not FrameRespondent.objects.get(key="ida").declined
    bring_in(small_survey, GOOD)


def test_an_import_whose_text_has_been_released_is_not_undone(small_survey):
    run = bring_in(small_survey, {**GOOD, "wish": "Mer tid"})
    ReleasedText.objects.create(
        survey=small_survey,
        sheet=AnswerSheet.objects.get(),
        question_key="wish",
        text={"sv": "Mer tid"},
        place=1,
    )
    with pytest.raises(ChangedSince):
        undo_import(run, by=operator())
    assert AnswerSheet.objects.count() == 1


def test_a_withdrawn_sheet_counts_no_more_and_frees_its_units(small_survey):
    bring_in(small_survey, GOOD)
    sheet = withdraw_sheet(AnswerSheet.objects.get(), why="Fel nämnd", by=operator())

    assert shown_survey(small_survey, "sv").result.units.answered == 0
    with pytest.raises(AlreadyWithdrawn):
        withdraw_sheet(sheet, why="Igen", by=operator())
    bring_in(small_survey, GOOD)
    assert shown_survey(small_survey, "sv").result.units.answered == 2


def test_nothing_is_withdrawn_without_a_reason(small_survey):
    bring_in(small_survey, GOOD)
    with pytest.raises(ReasonMissing):
        withdraw_sheet(AnswerSheet.objects.get(), why=" ", by=operator())


def test_a_sheet_is_never_deleted(small_survey):
    bring_in(small_survey, GOOD)
    with pytest.raises(PermissionError):
        AnswerSheet.objects.get().delete()


def test_the_database_lets_a_unit_have_one_standing_answer(small_survey):
    bring_in(small_survey, GOOD)
    twin = AnswerSheet.objects.get()
    unit = SheetUnit.objects.first().unit
    twin.pk, twin.uuid = None, uuid4()
    twin.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        SheetUnit.objects.create(sheet=twin, unit=unit)


def test_a_copy_asks_the_same_and_knows_no_answers(hok_survey):
    copied = copy_survey(hok_survey, slug="hok-igen", by=operator())

    result = shown_survey(Survey.objects.get(pk=copied.pk), "sv").result
    assert (result.units.frame, result.units.answered) == (20, 0)
    assert result.respondents.silent == 11
    assert [q.key for q in result.questions][:2] == ["answers-for", "knows-compact"]
    with pytest.raises(SlugTaken):
        copy_survey(hok_survey, slug="hok-igen", by=operator())


def test_in_an_open_frame_each_row_is_somebody_new(small_survey):
    copied = copy_survey(small_survey, slug="oppen", by=operator(), open_frame=True)
    bring_in(copied, GOOD, GOOD, {"known": "no"})
    run = bring_in(copied, GOOD, {"outcome": "declined"}, {"outcome": "silent"})

    result = shown_survey(copied, "sv").result

    assert (result.submissions, result.respondents.answered) == (4, 4)
    persons = result.respondents
    assert (persons.frame, persons.declined, persons.silent) == (6, 1, 1)
    assert result.units.answered == 7
    assert result.question("known").option("yes").count == 6
    assert result.question("known").option("yes").interval is None
    undo_import(run, by=operator())
    assert shown_survey(copied, "sv").result.respondents.frame == 3


def test_publishing_is_said_once_in_the_log(strandland):
    survey = load_survey(small(published=False), by=operator())
    publish_survey(survey, by=operator())
    publish_survey(survey, by=operator())
    assert Survey.objects.get().published
    assert AuditLine.objects.filter(action="surveys.publish_survey").count() == 1


def test_every_stored_field_says_why_it_is_kept():
    assert [hole for hole in holes() if hole.startswith("surveys.")] == []
