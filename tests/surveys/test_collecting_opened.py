"""What stands once a survey has been opened, and what is not opened at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone

from overens.surveys.actions import (
    import_answers,
    load_survey,
)
from overens.surveys.actions.answers import AnsweredByLink
from overens.surveys.actions.collecting import AlreadyOpened, HasAnswers
from overens.surveys.actions.drafts import locked_draft
from overens.surveys.rules import (
    AnsweredForByTwo,
    AskedAlready,
    ClosesInThePast,
    GroupsTooSmall,
    ModeFixed,
    NobodyToAsk,
    Place,
    Row,
    SmallGroup,
    closing_instant,
    small_groups,
)
from overens.surveys.views.drafts import asked_already
from tests.surveys.collected import (
    BY,
    closed,
    opened,
    survey_of,
)
from tests.surveys.made import small

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_folder"),
]


def test_the_mode_is_fixed_when_the_survey_has_been_opened():
    survey = survey_of()
    survey.mode = "confidential"
    survey.save()
    opened(survey)

    for other in ("open", "anonymous"):
        survey.mode = other
        with pytest.raises(ModeFixed):
            survey.save()
        with pytest.raises(ModeFixed):
            survey.save(update_fields=["mode"])
    survey.refresh_from_db()
    assert survey.mode == "confidential"
    survey.save()


def test_the_questions_stand_when_the_survey_has_been_opened():
    survey = survey_of(published=False)
    with transaction.atomic():
        assert locked_draft(survey) == survey
    assert not asked_already(survey)
    opened(survey)

    # The list of questions then offers no changes either.
    assert asked_already(survey)
    with pytest.raises(AskedAlready), transaction.atomic():
        locked_draft(survey)


def test_a_survey_is_opened_once():
    survey = survey_of()
    opened(survey)

    with pytest.raises(AlreadyOpened):
        opened(survey)
    closed(survey)
    with pytest.raises(AlreadyOpened):
        opened(survey)


def test_no_file_of_answers_is_added_beside_the_links():
    survey = survey_of()
    opened(survey)

    with pytest.raises(AnsweredByLink):
        import_answers(
            survey,
            headings=["respondent", "about", "known"],
            rows=[Row(2, {"respondent": "p0", "about": "namnd-0", "known": "yes"})],
            data=b"",
            by=BY,
        )


def test_a_survey_with_answers_in_it_cannot_be_opened():
    survey = survey_of(mode="open")
    import_answers(
        survey,
        headings=["respondent", "about", "known"],
        rows=[Row(2, {"respondent": "p0", "about": "namnd-0", "known": "yes"})],
        data=b"",
        by=BY,
    )

    with pytest.raises(HasAnswers):
        opened(survey)


def test_a_frame_that_cannot_keep_the_promise_is_not_opened():
    few = load_survey(small(mode="anonymous"), by=BY)
    with pytest.raises(GroupsTooSmall, match=r"× 2 \(1\)"):
        opened(few)
    opened(few, small_groups_told=True)

    shared = small(mode="open", slug="delad")
    shared["frame"]["respondents"][1]["units"] = ["kultur"]
    with pytest.raises(AnsweredForByTwo):
        opened(load_survey(shared, by=BY))

    nobody = small(slug="ingen", mode="open")
    nobody["frame"] = {"open": True}
    with pytest.raises(NobodyToAsk):
        opened(load_survey(nobody, by=BY))


def test_the_last_day_has_not_passed():
    survey = survey_of()
    with pytest.raises(ClosesInThePast):
        opened(survey, last_day=timezone.localdate() - timedelta(days=1))
    opened(survey, last_day=timezone.localdate())


@pytest.mark.parametrize(
    ("last_day", "too_late"),
    [
        (date(2026, 12, 31), datetime(2026, 12, 31, 23, tzinfo=UTC)),
        # The nights when the clock is changed.
        (date(2027, 3, 28), datetime(2027, 3, 28, 22, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),
    ],
)
def test_a_survey_closes_at_midnight_by_swedish_time(last_day, too_late):
    zone = ZoneInfo("Europe/Stockholm")

    assert closing_instant(last_day, zone=zone, today=last_day) == too_late


def test_groups_of_few_are_found_before_anything_is_sent():
    one, two, mixed = ("ben-1",), ("ben-1", "ben-1"), ("ben-1", "ben-1", "ben-2")
    alike = [Place(one)] * 5 + [Place(two)] * 4 + [Place(mixed)]

    assert small_groups(alike, least=5) == [SmallGroup(mixed, 1), SmallGroup(two, 4)]
    assert small_groups(alike[:5], least=5) == []
