"""A survey that is answered by personal links, for the tests of collecting."""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils import timezone

from overens.common.audit import operator
from overens.common.models import OutgoingMail
from overens.surveys.actions import close_survey, invite, load_survey, open_survey
from overens.surveys.models import AnswerSheet
from tests.surveys.made import small

PASSPHRASE = "fyra ord i en rad"
BY = operator()


def survey_of(people=11, mode="anonymous", **survey):
    """Return a survey of some people who answer for a committee each."""
    definition = small(mode=mode, **survey)
    definition["frame"] = {
        "units": [
            {"key": f"namnd-{n}", "sv": f"Nämnd {n}", "en": f"Committee {n}"}
            for n in range(people)
        ],
        "respondents": [
            {"key": f"p{n}", "name": f"Person {n}", "units": [f"namnd-{n}"]}
            for n in range(people)
        ],
    }
    return load_survey(definition, by=BY)


def opened(survey, **how):
    """Open a survey for a week."""
    how = {"last_day": timezone.localdate() + timedelta(days=7)} | how
    return open_survey(survey, by=BY, passphrase=PASSPHRASE, **how)


def invited(survey, keys=None):
    """Invite everybody, or some; return each one's token as their letter has it."""
    if keys is None:
        keys = list(survey.frame_respondents.values_list("key", flat=True))
    invite(survey, addresses={key: f"{key}@example.org" for key in keys}, by=BY)
    return {key: token_in_letter(key) for key in keys}


def token_in_letter(key):
    """Return the token in the letter that waits for somebody."""
    body = OutgoingMail.objects.get(to=f"{key}@example.org").body
    return re.search(r"/svara/#([a-z2-7]{52})\b", body)[1]


def closed(survey):
    """Close a survey before its time; return its sheets."""
    close_survey(survey, by=BY, passphrase=PASSPHRASE, early=True)
    return list(AnswerSheet.objects.filter(survey=survey).order_by("id"))
