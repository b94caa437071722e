"""What somebody with a link is asked. Bounded queries.

Thousands may answer the same day, so each page of theirs reads little: the invitation
with its survey, and what it is for. The questions themselves are kept in the process.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from overens.common.ballots import TokenUnknown, ballot_for, hash_of
from overens.common.ballots.sealing import typed
from overens.common.prepared import Prepared
from overens.surveys.models import (
    Coverage,
    FrameRespondent,
    FrameUnit,
    Invitation,
    Questionnaire,
    QuestionnaireItem,
)
from overens.surveys.queries.stored import item_in
from overens.surveys.rules import Item

# So many questionnaires are kept in a process; few are answered at the same time.
_KEPT = 50
# What is read of a survey and its space, which have a great many texts: what the pages
# of those who answer show, and what an answer is made of. Another field that is asked
# for costs a question of its own, which a test counts.
_SURVEY = (
    *("slug", "origin", "mode", "title", "introduction", "contact", "least_persons"),
    *("collection__promise", "collection__closes_at"),
)
_SPACE = (
    *("slug", "origin", "name", "place", "languages", "time_zone", "huvudman"),
    *("contact_email", "secretariat_name"),
)
_READ = (
    *("stratum", "unit_count", "respondent__survey__space"),
    *(f"respondent__survey__{name}" for name in _SURVEY),
    *(f"respondent__survey__space__{name}" for name in _SPACE),
)


@dataclass(frozen=True)
class Asked:
    """What the holder of a link is asked, and about what.

    Attributes:
        items: the questions of the latest version, in order; kept for others too, so
            nothing of them is changed.
        units: what they answer for, by key, in the frame's order.
    """

    invitation: Invitation
    items: tuple[QuestionnaireItem, ...]
    units: Mapping[str, FrameUnit]

    def in_language(self, language: str) -> tuple[Item, ...]:
        """Return the questions as the rules take them."""
        if not self.items:
            return ()
        return _worded(self.items[0].questionnaire.uuid, language)


def asked_of(token: str) -> Asked:
    """Return what a token's holder is asked. 2 queries; 3 of a version not yet kept.

    Raises:
        TokenUnknown, TokenWithdrawn: nobody has that token, or not any more.
    """
    invitation = invitation_of(token)
    version: UUID | None = invitation.latest_version  # type: ignore[attr-defined]
    return Asked(
        invitation,
        _questions(version) if version else (),
        units_asked_about(invitation.respondent),
    )


def _invited_by(token_hash: Any) -> QuerySet[Invitation]:
    versions = Questionnaire.objects.filter(survey=OuterRef("respondent__survey"))
    latest = versions.order_by("-version").values("uuid")[:1]
    return (
        Invitation.objects.filter(token_hash=token_hash)
        # As the index has it, letter by letter: else all invitations are gone through.
        .exclude(token_hash=RawSQL("''", []))
        .select_related("respondent__survey__space", "respondent__survey__collection")
        .only(*_READ)
        .annotate(latest_version=Subquery(latest))
    )


_INVITED_BY = Prepared(_invited_by)


def invitation_of(token: str) -> Invitation:
    """Return the invitation that a token came with. 1 query.

    Raises:
        TokenUnknown, TokenWithdrawn: there is none, or none any more.
    """
    found: list[Invitation] = _INVITED_BY(hash_of(typed(token)))
    if not found:
        # One that was replaced is told to be so.
        ballot_for(token)
        raise TokenUnknown()
    return found[0]


@lru_cache(maxsize=_KEPT)
def _questions(version: UUID) -> tuple[QuestionnaireItem, ...]:
    """Return the questions of a version of a questionnaire. 1 query the first time.

    They are kept while the process runs, and are right: only somebody who is invited
    asks for them, so the survey is open, and from then on no question of a version is
    changed or moved (rules 5 and 47): one that is added, or put in other words, makes a
    new version. Which is the latest is read with the invitation, each time.
    """
    items = QuestionnaireItem.objects.filter(questionnaire__uuid=version)
    return tuple(items.select_related("question", "questionnaire").order_by("place"))


@lru_cache(maxsize=_KEPT)
def _worded(version: UUID, language: str) -> tuple[Item, ...]:
    return tuple(item_in(item, language) for item in _questions(version))


_UNITS_OF = Prepared(
    lambda respondent: FrameUnit.objects.filter(
        coverages__respondent=respondent
    ).order_by("place")
)


def units_asked_about(respondent: FrameRespondent) -> dict[str, FrameUnit]:
    """Return what somebody answers for, by key, in the frame's order. 1 query."""
    return {unit.key: unit for unit in _UNITS_OF(respondent.pk)}


def alike_to(invitation: Invitation) -> int:
    """Return how many are asked for as many units of the same groups. 1 query.

    They themselves are counted (rule 42).
    """
    covered: dict[int, list[str]] = defaultdict(list)
    for respondent, stratum in Coverage.objects.filter(
        respondent__survey=invitation.respondent.survey_id
    ).values_list("respondent_id", "unit__stratum"):
        covered[respondent].append(stratum)
    alike = Counter(tuple(sorted(strata)) for strata in covered.values())
    return alike[tuple(sorted(covered[invitation.respondent_id]))]
