"""Send the question about a measure to oneself, marked as a test."""

from __future__ import annotations

from django.db import transaction

from overens.accounts.models import Person
from overens.common.audit import Actor, write_line
from overens.common.models import OutgoingMail
from overens.plans.actions.mails import post_test, test_link_of
from overens.plans.models import ProgressRequest
from overens.plans.queries.trying import marker_of


@transaction.atomic
def send_test(*, asked: ProgressRequest, to: Person, by: Actor) -> OutgoingMail:
    """Send a question that nobody is asked to one person alone, at once (P15).

    Nobody else gets it, nothing counts as asked, and its link records nothing.

    Args:
        asked: the question, unsaved.
        to: who tries it.
        by: who the audit log names.
    """
    link = test_link_of(marker_of(asked), asked.language)
    mail = post_test(asked, link=link, to=to.email)
    write_line(
        "plans.send_test",
        by=by,
        about=asked.measure,
        space=asked.measure.plan.space.slug,
        facts={"side": asked.side},
    )
    return mail
