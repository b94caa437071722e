"""Who has asked for a survey's answers one by one, and what was said to it."""

from __future__ import annotations

from overens.accounts.rules import ADMIN, SECRETARIAT
from overens.config.demonstration.loading.made import Made
from overens.surveys.actions.access import ask_for_rows, decide_on_rows
from overens.surveys.models import Survey

WHERE = "strandland/rows.toml"


def load_rows_asked(made: Made) -> None:
    """Let Petra, who is alone at the secretariat, ask twice, and Ada answer once."""
    for told in made.toml(WHERE)["request"]:
        asks = made.people[told["asked_by"]]
        request = ask_for_rows(
            Survey.objects.get(slug=told["survey"]),
            reason=told["reason"],
            person=asks,
            by=asks.actor(SECRETARIAT),
        )
        if "agreed_by" in told:
            decides = made.people[told["agreed_by"]]
            decide_on_rows(
                request,
                agrees=True,
                said=told["said"],
                person=decides,
                by=decides.actor(ADMIN),
            )
