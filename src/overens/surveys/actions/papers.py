"""Gives those who cannot be reached by mail a code each, to be printed on a paper form.

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
from overens.surveys.queries.collecting import on_paper


class NobodyOnPaper(RuleBroken):
    """Nobody was chosen who has no address."""

    sentence = gettext_noop(
        "Choose somebody without an e-mail address. The others are sent a link."
    )


@dataclass(frozen=True)
class IssuedCode:
    """Whose form it is, and the code that is printed on it."""

    invitation: Invitation
    code: str


@transaction.atomic
def issue_codes(survey: Survey, *, keys: Iterable[str], by: Actor) -> list[IssuedCode]:
    """Give some of those without an address a code each, for a paper form.

    Args:
        keys: of the respondents; one whose form is lost gets another code.

    Returns:
        The codes, in the order of the list; nobody can read them again.

    Raises:
        NotOpen: the survey takes in no answers.
        NobodyOnPaper: none of them is without an address.
        LinkUsed: an answer has come in by an earlier code.
    """
    collection, ballot = taken_in(survey)
    chosen = set(keys)
    asked = [one for one in on_paper(survey) if one.respondent.key in chosen]
    if not asked:
        raise NobodyOnPaper()
    for invitation in asked:
        if invitation.token_hash:
            link_taken_back(invitation, by)
    # Which of the tokens is whose, their order in the table does not tell.
    tokens = shuffled(issue_tokens(ballot, count=len(asked), by=by))
    issued = []
    for invitation, token in zip(asked, tokens, strict=True):
        invitation.token_hash = hash_of(token)
        invitation.save(update_fields=["token_hash"])
        issued.append(IssuedCode(invitation, token))
    write_line(
        "surveys.issue_codes",
        by=by,
        about=survey,
        space=collection.survey.space.slug,
        facts={"forms": len(issued)},
    )
    return issued
