"""Gives those who want a paper form a code each, which is printed on it.

The codes are shown once, on the forms, and kept nowhere. Where a form is lost another
is printed: the code of the first is taken back, unless an answer has come in by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from overens.common.audit import Actor, write_line
from overens.common.ballots import hash_of, issue_tokens
from overens.common.ballots.sealing import shuffled
from overens.errors import RuleBroken, gettext_noop
from overens.surveys.actions.collecting import taken_in
from overens.surveys.actions.replacing import link_taken_back
from overens.surveys.models import Invitation, Survey
from overens.surveys.queries.collecting import invitations_of


class NobodyOnPaper(RuleBroken):
    """Nobody was chosen who is on the list."""

    sentence = gettext_noop("Choose at least one of those who are asked.")


@dataclass(frozen=True)
class IssuedCode:
    """Whose form it is, and the code that is printed on it."""

    invitation: Invitation
    code: str


@transaction.atomic
def issue_codes(survey: Survey, *, keys: Iterable[str], by: Actor) -> list[IssuedCode]:
    """Give some of those who are asked a code each, for a paper form.

    An earlier link or code is taken back, and no more mail is sent to them. Whoever has
    answered gets a form all the same, with a code that gives no second answer: else it
    would tell who has.

    Args:
        keys: of the respondents; one whose form is lost gets another code.

    Returns:
        The codes, in the order of the list; nobody can read them again.

    Raises:
        NotOpen: the survey takes in no answers.
        NobodyOnPaper: none of them is on the list.
        LinkUsed: an answer has come in by an earlier code, and the list shows it.
    """
    collection, ballot = taken_in(survey)
    chosen = set(keys)
    asked = [one for one in invitations_of(survey) if one.respondent.key in chosen]
    if not asked:
        raise NobodyOnPaper()
    changing = [link_taken_back(invitation, by) for invitation in asked]
    void = sum(each.is_answered for each in changing)
    tokens = issue_tokens(ballot, count=len(asked), by=by, void=void)
    without_effect, codes = tokens[:void], shuffled(tokens[void:])
    issued = []
    for each in changing:
        row = each.row
        row.address, row.mailed_at = "", None
        token = without_effect.pop() if each.is_answered else codes.pop()
        if not each.is_answered:
            row.token_hash = hash_of(token)
        row.save(update_fields=["token_hash", "address", "mailed_at"])
        issued.append(IssuedCode(row, token))
    write_line(
        "surveys.issue_codes",
        by=by,
        about=survey,
        space=collection.survey.space.slug,
        facts={"forms": len(issued)},
    )
    return issued
