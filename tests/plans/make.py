"""Makes plans, measures and questions for tests: the least that holds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from overens.accounts.models import Space
from overens.common.audit import SYSTEM
from overens.common.mailed_links import hash_of
from overens.organisations.models import Organisation
from overens.plans.actions import add_measure, make_plan, report_progress
from overens.plans.models import ActionPlan, Measure, ProgressReport, ProgressRequest
from overens.plans.rules import Written, quarter_of
from tests import make

TOKEN = "a-token-that-nobody-could-guess-0123456789"


def today() -> date:
    """Return the day by the space's own clock."""
    return timezone.localdate()


def text(words: str) -> dict[str, str]:
    """Return a text in both languages."""
    return {"sv": words, "en": f"{words} (en)"}


def a_plan(space: Space | None = None, **fields: Any) -> ActionPlan:
    """Return the plan of this year."""
    fields.setdefault("title", text("Handlingsplan"))
    fields.setdefault("year", today().year)
    return make_plan(space=space or make.make_space(), by=SYSTEM, **fields)


def brukarradet() -> Organisation:
    """Return Vera's association, made when it is not there."""
    known = Organisation.objects.filter(slug="strandlands-brukarrad").first()
    return known or make.make_organisation("Strandlands Brukarråd")


def a_measure(plan: ActionPlan | None = None, **fields: Any) -> Measure:
    """Return a measure with somebody responsible on each side, on plan today."""
    fields.setdefault("title", text("Bjuda in föreningar innan förslag skrivs"))
    fields.setdefault("starts", today() - timedelta(days=100))
    fields.setdefault("due", today() + timedelta(days=100))
    if "civil_organisation" not in fields:
        fields["civil_organisation"] = brukarradet()
    if "public_body" not in fields:
        fields["public_body"] = a_unit().body
        fields.setdefault("public_unit", a_unit())
    return add_measure(plan=plan or a_plan(), by=SYSTEM, **fields)


def a_unit(slug: str = "habiliteringsforvaltningen") -> Any:
    """Return a unit with a collaboration contact, made when it is not there."""
    from overens.organisations.models import Unit

    known = Unit.objects.filter(slug=slug).select_related("body").first()
    return known or make.make_unit(
        "Habiliteringsförvaltningen",
        slug=slug,
        kind="administration",
        contact_email="habiliteringen@example.org",
        contact_role={"sv": "Samverkansansvarig", "en": "Collaboration lead"},
    )


def a_report(
    measure: Measure, side: str = "civil", state: str = "on plan", **fields: Any
) -> ProgressReport:
    """Return a report by one side."""
    words = {
        name: fields.pop(name)
        for name in ("text", "difference", "for_whom", "how_known")
        if name in fields
    }
    if state != "on plan":
        words.setdefault("text", "Så här gick det.")
    fields.setdefault("once_key", f"test:{measure.uuid}:{side}:{fields.get('day')}")
    fields.setdefault("by_role", {"sv": "Ordförande", "en": "Chair"})
    fields.setdefault("organisation", measure.civil_organisation)
    fields.setdefault("by", SYSTEM)
    return report_progress(
        measure=measure,
        side=side,
        written=Written(state=state, **words),
        language="sv",
        **fields,
    )


def a_question(
    measure: Measure | None = None, *, token: str = TOKEN, **fields: Any
) -> ProgressRequest:
    """Return a question to Vera's association, with a link of a known token."""
    measure = measure or a_measure()
    asked = fields.pop("asked_on", today())
    fields.setdefault("due", asked + timedelta(days=21))
    fields.setdefault("expires", asked + timedelta(days=60))
    return ProgressRequest.objects.create(
        measure=measure,
        side="civil",
        organisation=measure.civil_organisation,
        to_email="vera@example.org",
        to_role={"sv": "Ordförande", "en": "Chair"},
        period=quarter_of(asked).key,
        token_hash=hash_of(token),
        asked_on=asked,
        **fields,
    )
