"""The follow-ups: the sources' year of the survey, Strandland's last year and this."""

from __future__ import annotations

from overens.common.models import RECONSTRUCTED
from overens.config.demonstration.loading.made import HOK, STRANDLAND, Made
from overens.followups.actions import begin_followup, publish_followup

# The decision by which the region's board took last year's follow-up in.
NOTED = "uppfoljning-antecknas"


def load_followups(made: Made) -> None:
    """Count three follow-ups; the two of years that are over are published."""
    last_year, this_year = made.today.year - 1, made.today.year
    hok = begin_followup(
        space=made.worlds[HOK].space, year=2020, origin=RECONSTRUCTED, by=made.by
    )
    publish_followup(followup=hok, by=made.by)
    strandland = made.worlds[STRANDLAND].space
    lived = begin_followup(
        space=strandland, year=last_year, origin=strandland.origin, by=made.by
    )
    noted = made.worlds[STRANDLAND].decisions[NOTED]
    publish_followup(
        followup=lived, approved_by=noted, day=noted.day.earliest, by=made.by
    )
    begin_followup(
        space=strandland, year=this_year, origin=strandland.origin, by=made.by
    )
