"""What open data holds and leaves out, and what may be asked of it. Pure Python.

Every public field of every model (the personal-data map says which are public) either
stands in a column of a data set or is named here with the reason why it does not.
``tests/opendata/test_columns.py`` names a field that is in neither place.
"""

from __future__ import annotations

from overens.errors import RuleBroken, gettext_noop

# Kinds of column: key in JSON, word for people. What a program may expect in a cell.
COLUMN_KINDS = {
    "key": gettext_noop("key"),
    "text": gettext_noop("text"),
    "integer": gettext_noop("whole number"),
    "number": gettext_noop("number, may have decimals"),
    "date": gettext_noop("day (2026-12-15, or 2026-12 or 2026 when no more is known)"),
    "boolean": gettext_noop("true or false"),
    "list": gettext_noop("list, in sheets with semicolons between"),
    "url": gettext_noop("web address"),
}

# The parts of the page in their order: a column of the house, its heading.
PARTS = {
    "compacts": gettext_noop("The compact"),
    "organisations": gettext_noop("The register"),
    "governance": gettext_noop("Groups and decisions"),
    "plans": gettext_noop("Plan and measures"),
    "surveys": gettext_noop("Surveys and answers"),
    "followups": gettext_noop("Follow-up"),
}

# Rows that one answer of the API holds.
ROWS_UNLESS_SAID = 100
MOST_ROWS = 1_000


class NoSuchDataSet(RuleBroken):
    """There is no data set of that name."""

    sentence = gettext_noop(
        "There is no data set called “%(key)s”. The list of all is at %(list)s."
    )


class NoSuchCompact(RuleBroken):
    """There is no compact of that name."""

    sentence = gettext_noop(
        "There is no compact called “%(compact)s”. There are: %(known)s."
    )


class NoSuchAddress(RuleBroken):
    """The interface has nothing at the address."""

    sentence = gettext_noop("There is nothing at this address. Begin at %(list)s.")


class ReadOnly(RuleBroken):
    """Nothing can be changed this way."""

    sentence = gettext_noop("This can only be read, with GET.")


class WrongQuestion(RuleBroken):
    """A parameter cannot be what it is."""

    sentence = gettext_noop(
        "Write “limit” as a whole number from 1 to %(most)s and “offset” as one from 0."
    )


class NotNow(RuleBroken):
    """The database is away."""

    sentence = gettext_noop("The data cannot be read right now. Try again in a moment.")


class Mishap(RuleBroken):
    """A fault of ours."""

    sentence = gettext_noop(
        "Something went wrong on our side. It has been noted; try again later."
    )


# --- what is left out -----------------------------------------------------------------

# Of every model.
LEFT_OUT_EVERYWHERE = {
    "id": "a counter inside the database; the uuid is what others may point to",
    "created": "when a row was typed in says nothing about the compact",
}

_WITHDRAWN = "rows that are withdrawn are not published"
_DERIVED = "reckoned from other fields that are published"
_FRAME = "says only where something stands on a page"
_NO_PAGE = "nothing public shows it yet"

# A model all of whose public fields are left out.
LEFT_OUT_MODELS = {
    "common.Redirect": "old addresses; the pages answer them",
    "common.FileReference": _NO_PAGE,
    "organisations.OrganisationMark": "what signatures say, once more, to search by",
    "surveys.OutsideQuestion": "other people's figures, quoted beside the results",
    "surveys.OutsideSurvey": "other people's figures, quoted beside the results",
    "surveys.ReportEdition": "a document, had as page, PDF and Word; its figures are "
    "the survey's results",
    "surveys.Questionnaire": "binds questions to a survey, as survey-questions does",
}

# Field by field.
LEFT_OUT = {
    "accounts.Space.uuid": "one to one with its compact, whose uuid is published",
    "accounts.Space.theme": "how the pages look",
    "accounts.Space.sender_name": "how its mails are signed",
    "accounts.Space.origin": "the same as its compact's",
    "accounts.Space.slug": "the same as its compact's",
    "organisations.Organisation.changed": "when a row was typed in says nothing",
    "organisations.Organisation.search_terms": _DERIVED,
    "organisations.Organisation.sort_name": _DERIVED,
    "organisations.Organisation.merged_into": "merged rows are not published",
    "organisations.Municipality.path": "a drawing, not a fact",
    "organisations.Municipality.label_x": "a drawing, not a fact",
    "organisations.Municipality.label_y": "a drawing, not a fact",
    "organisations.ContactRole.public": "only rows where it is true are published",
    "governance.Decision.withdrawn_at": _WITHDRAWN,
    "governance.Decision.withdrawn_why": _WITHDRAWN,
    "governance.Seat.withdrawn_at": _WITHDRAWN,
    "governance.Seat.withdrawn_why": _WITHDRAWN,
    "governance.Meeting.withdrawn_at": _WITHDRAWN,
    "governance.Meeting.withdrawn_why": _WITHDRAWN,
    "governance.Memorandum.withdrawn_at": _WITHDRAWN,
    "governance.Memorandum.withdrawn_why": _WITHDRAWN,
    "governance.Assignment.withdrawn_at": _WITHDRAWN,
    "governance.Assignment.withdrawn_why": _WITHDRAWN,
    "governance.Group.space": "each file is of one compact",
    "governance.Decision.space": "each file is of one compact",
    "compacts.Compact.space": "each file is of one compact",
    "compacts.CompactVersion.compact": "each file is of one compact",
    "compacts.CompactVersion.is_draft": "drafts are not published",
    "compacts.Party.compact": "each file is of one compact",
    "compacts.SteeringDocument.compact": "each file is of one compact",
    "compacts.Signature.withdrawn_at": "the day of withdrawal is published",
    "plans.ActionPlan.space": "each file is of one compact",
    "plans.ActionPlan.withdrawn_at": _WITHDRAWN,
    "plans.ActionPlan.withdrawn_why": _WITHDRAWN,
    "plans.Measure.withdrawn_at": _WITHDRAWN,
    "plans.Measure.withdrawn_why": _WITHDRAWN,
    "plans.ProgressReport.withdrawn_at": _WITHDRAWN,
    "plans.ProgressReport.withdrawn_why": _WITHDRAWN,
    "plans.ProgressReport.once_key": "keeps a repeated form from counting twice",
    "surveys.Survey.space": "each file is of one compact",
    "surveys.Survey.other_side": "both stand here when published, each with its side",
    "surveys.Survey.counts": "what a survey may be made from; no page shows it",
    "surveys.Survey.published": "only published surveys are published",
    "surveys.Survey.contact": "offers something to those who answer; says no result",
    "surveys.Survey.codes_shown": "the results say it: their code figures are there",
    "surveys.Survey.words_forgotten": "says what has been forgotten",
    "surveys.Survey.interviews_shown": "the interviews are there when they are shown",
    "surveys.InterviewTheme.uuid": _FRAME,
    "surveys.InterviewQuote.uuid": "nothing may tie a text to the one who said it",
    "surveys.InterviewQuote.interview": "nothing may tie a text to the one who said it",
    "surveys.InterviewQuote.mark": "nothing may tie a text to the one who said it",
    "surveys.InterviewQuote.withdrawn_at": _WITHDRAWN,
    "surveys.InterviewQuote.withdrawn_why": _WITHDRAWN,
    "surveys.Survey.withdrawn_at": _WITHDRAWN,
    "surveys.Survey.withdrawn_why": _WITHDRAWN,
    "surveys.QuestionnaireItem.uuid": _FRAME,
    "surveys.QuestionnaireItem.questionnaire": "survey-questions names the survey",
    "surveys.Remark.uuid": _FRAME,
    "surveys.PrintedFigure.uuid": _FRAME,
    "surveys.ReleasedText.uuid": "nothing may tie a text to the one who wrote it",
    "surveys.ReleasedText.sheet": "nothing may tie a text to the one who wrote it",
    "surveys.ReleasedText.survey": "survey-texts names it by its address",
    "surveys.ReleasedText.place": _FRAME,
    "surveys.ReleasedText.withdrawn_at": _WITHDRAWN,
    "surveys.ReleasedText.withdrawn_why": _WITHDRAWN,
    "followups.FollowUp.space": "each file is of one compact",
    "followups.Correction.withdrawn_at": _WITHDRAWN,
    "followups.Correction.withdrawn_why": _WITHDRAWN,
}
