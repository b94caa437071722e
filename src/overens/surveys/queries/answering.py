"""What somebody with a link is asked. Bounded queries."""

from __future__ import annotations

from overens.common.ballots import TokenUnknown, ballot_for, hash_of
from overens.common.ballots.sealing import typed
from overens.surveys.models import FrameRespondent, FrameUnit, Invitation


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
    """Return how many are asked for as much of the same group. 1 query.

    They themselves are counted. Those few whose units are of several groups count as
    one group, so that this may say more than there are, never less than one.
    """
    return Invitation.objects.filter(
        respondent__survey_id=invitation.respondent.survey_id,
        stratum=invitation.stratum,
        unit_count=invitation.unit_count,
    ).count()
