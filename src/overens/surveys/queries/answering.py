"""What somebody with a link is asked. Bounded queries."""

from __future__ import annotations

from collections import Counter, defaultdict

from overens.common.ballots import TokenUnknown, ballot_for, hash_of
from overens.common.ballots.sealing import typed
from overens.surveys.models import Coverage, FrameRespondent, FrameUnit, Invitation


def invitation_of(token: str) -> Invitation:
    """Return the invitation that a token came with. 1 query.

    Raises:
        TokenUnknown, TokenWithdrawn: there is none, or none any more.
    """
    found = (
        Invitation.objects.filter(token_hash=hash_of(typed(token)))
        .select_related("respondent__survey__space", "respondent__survey__collection")
        .first()
    )
    if found is None:
        # One that was replaced is told to be so.
        ballot_for(token)
        raise TokenUnknown()
    return found


def units_asked_about(respondent: FrameRespondent) -> dict[str, FrameUnit]:
    """Return what somebody answers for, by key, in the frame's order. 1 query."""
    units = FrameUnit.objects.filter(coverages__respondent=respondent)
    return {unit.key: unit for unit in units.order_by("place")}


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
