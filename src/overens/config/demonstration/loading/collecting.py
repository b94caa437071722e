"""The surveys that are out when the demonstration is loaded, and who answers them."""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils import timezone

from overens.common.audit import operator
from overens.common.models import OutgoingMail
from overens.common.texts import LocalText
from overens.config.demonstration.loading.made import STRANDLAND, Made
from overens.config.demonstration.reading import read_toml
from overens.organisations.actions import merge_into
from overens.surveys.actions import answer, decline, invite, load_survey, open_survey
from overens.surveys.actions.contacts import leave_contact
from overens.surveys.actions.frame_lists import bring_in
from overens.surveys.actions.watching import renew_list
from overens.surveys.models import Collection, Invitation, Survey
from overens.surveys.queries.framing import Asked
from overens.surveys.rules import TAKEN_IN, GivenSheet

MUNICIPALITIES = "strandland/survey-municipalities.toml"
VILLAGES = "strandland/survey-villages.toml"
MEANWHILE = "strandland/collecting.toml"


def load_collecting(made: Made) -> None:
    """Let two surveys be out: the municipalities', and one to the villages.

    Those asked by the second come from the register, where two of them have become one
    since: the list keeps the name that was asked, and the page of collecting says so.
    """
    _send_to_the_municipalities(made)
    _send_to_the_villages(made)


def _send_to_the_municipalities(made: Made) -> None:
    """Send ten of eleven secretaries a link."""
    survey = load_survey(
        made.toml(MUNICIPALITIES), space=made.worlds[STRANDLAND].space, by=made.by
    )
    # Soon over, and few have answered: a reminder is due.
    _send(survey, days=4, made=made)


def _send_to_the_villages(made: Made) -> None:
    told = made.toml(MEANWHILE)["villages"]
    survey = load_survey(
        made.toml(VILLAGES), space=made.worlds[STRANDLAND].space, by=made.by
    )
    rows = []
    for organisation in (made.organisations[slug] for slug in told["asked"]):
        contact = organisation.contacts.exclude(email="").order_by("id")[0]
        rows.append(
            Asked(
                organisation.name,
                contact.email,
                LocalText(sv=organisation.name),
                register=organisation.uuid,
            )
        )
    bring_in(survey=survey, rows=rows, source="register", by=made.by)
    _send(survey, days=20, made=made)
    one, other = (made.organisations[told["merged"][end]] for end in ("from", "into"))
    merge_into(organisation=one, into=other, by=made.by)


def _send(survey: Survey, *, days: int, made: Made) -> None:
    """Open a survey for some days, and send a link to all who have an address."""
    open_survey(
        survey,
        last_day=made.today + timedelta(days=days),
        small_groups_told=True,
        by=made.by,
    )
    asked = Invitation.objects.filter(respondent__survey=survey).exclude(address="")
    addresses = dict(asked.values_list("respondent__key", "address"))
    invite(survey, addresses=addresses, by=made.by)


def answer_surveys() -> None:
    """Let some answer and one decline, by the links in their mails.

    Called when the rest is loaded, and outside its transaction: each answer is stored
    in one of its own, so that nothing ties it to the one who gave it.
    """
    told = read_toml(MEANWHILE, today=timezone.localdate())
    # In the order in which they were sent.
    out = Collection.objects.filter(survey__space__slug=STRANDLAND, state=TAKEN_IN)
    for collection, kind in zip(
        out.order_by("id"), ("municipalities", "villages"), strict=False
    ):
        tokens, given = _tokens(collection.survey), told[kind]
        for token, cells in zip(tokens, given["answers"], strict=False):
            answer(token, sheets=[GivenSheet(cells)])
        if "declines" in given:
            decline(tokens[len(given["answers"])], why=given["declines"])
        if "contact" in given:
            leave_contact(tokens[0], **given["contact"])
        renew_list(collection.survey, by=operator("load_demo"))


def _tokens(survey: Survey) -> list[str]:
    """Return the codes that were mailed to those whom a survey asks."""
    invited = Invitation.objects.filter(respondent__survey=survey)
    bodies = OutgoingMail.objects.filter(
        about_kind=Invitation._meta.label,
        about_uuid__in=invited.values("uuid"),
    ).order_by("id")
    found = (re.search(r"/svara/#([a-z2-7]+)", mail.body) for mail in bodies)
    return [each[1] for each in found if each]
