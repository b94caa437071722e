"""What others put before the secretariat: a registration, a request, a change."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from overens.accounts.models import Person, Space
from overens.common.models import ContentRecord, Record
from overens.common.personal_data import PUBLIC_TASK, Forgets, personal, record
from overens.common.texts import LocalText, LocalTextField
from overens.organisations.models.organisation import Organisation
from overens.organisations.models.standing import Authority
from overens.organisations.rules.proposing import (
    ANSWER_KEPT,
    PROPOSAL_STATES,
    UNDECIDED_KEPT,
    WAITING,
    kept_until,
)


def proposal_states() -> list[tuple[str, Any]]:
    """Return unconfirmed, waiting, asked back, approved, refused."""
    return [(key, _(label)) for key, label in PROPOSAL_STATES.items()]


class Proposal(models.Model):
    """Something that waits for a decision, and what was decided."""

    state = models.CharField(
        _("state"), max_length=12, choices=proposal_states, default=WAITING
    )
    said = models.TextField(_("what was said to them"), blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)

    class Meta:
        abstract = True

    # Of the row that it is mixed into; only a registration is asked back.
    created: datetime
    asked_at: Any = None

    def kept_until(self) -> date | None:
        """Return the last day that it is kept when nobody decides or answers (O37)."""
        asked = timezone.localdate(self.asked_at) if self.asked_at else None
        came_in = timezone.localdate(self.created)
        return kept_until(self.state, came_in=came_in, asked=asked)


# Whole, with whatever was written in it.
UNDECIDED = Forgets("created", UNDECIDED_KEPT, None, {"state": WAITING})

DECIDED_BY = personal(
    "Shows who decided.", basis=PUBLIC_TASK, retention="as long as the register"
)


class Registration(ContentRecord, Proposal):
    """An organisation that registers itself; in the register only when approved."""

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    # Fields as ``actions.add_organisation`` takes them, already looked over.
    fields = models.JSONField(_("what it says of itself"), default=dict)
    contact_role = LocalTextField(_("contact, role"))
    contact_email = models.EmailField(_("contact, e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=5, default="sv")
    token_hash = models.CharField(_("SHA-256 of the token"), max_length=64, unique=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked back"), null=True, blank=True)

    kept = record(
        "Lets an organisation put itself in the register, once it is looked over.",
        public=False,
        contact_email=personal(
            "Confirms the registration and tells what was decided.",
            basis=PUBLIC_TASK,
            retention="ninety days after decision or question; undecided, a year",
        ),
        contact_role=personal(
            "Says in which role the organisation is reached.",
            basis=PUBLIC_TASK,
            retention="ninety days after decision or question; undecided, a year",
        ),
        said=personal(
            "Says what was decided, in words; names may stand there.",
            basis=PUBLIC_TASK,
            retention="ninety days after decision or question; undecided, a year",
        ),
        decided_by=DECIDED_BY,
    )
    forgets = (
        Forgets("created", 30, None, {"state": "unconfirmed"}),
        Forgets("asked_at", ANSWER_KEPT, None, {"state": "asked"}),
        UNDECIDED,
        Forgets("decided_at", 90, None, {"state": "refused"}),
        Forgets(
            "decided_at",
            90,
            {"contact_email": "", "contact_role": LocalText(), "said": ""},
        ),
    )

    class Meta:
        verbose_name = _("registration")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class AuthorityRequest(Record, Proposal):
    """A person asks to speak for an organisation, and shows on what ground."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="authority_requests"
    )
    post = models.CharField(_("post"), max_length=80, blank=True)
    evidence = models.TextField(_("evidence"), blank=True)
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    kept = record(
        "Lets a person ask to speak for an organisation.",
        public=False,
        person=personal(
            "Says who asks.",
            basis=PUBLIC_TASK,
            retention="as long as the register; undecided, a year",
        ),
        post=personal(
            "Shows on what ground the person asks.",
            basis=PUBLIC_TASK,
            retention="ninety days after the decision; undecided, a year",
        ),
        evidence=personal(
            "Shows that the person may speak for it; names may stand there.",
            basis=PUBLIC_TASK,
            retention="ninety days after the decision; undecided, a year",
        ),
        said=personal(
            "Says what was decided, in words; names may stand there.",
            basis=PUBLIC_TASK,
            retention="ninety days after the decision; undecided, a year",
        ),
        decided_by=DECIDED_BY,
    )
    forgets = (
        UNDECIDED,
        Forgets("decided_at", 90, {"evidence": "", "post": "", "said": ""}),
    )

    class Meta:
        verbose_name = _("request for authority")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(state="waiting"),
                name="authority_asked_for_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}"


class ChangeSuggestion(ContentRecord, Proposal):
    """Somebody says that the register is wrong about an organisation."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="suggestions"
    )
    # {field: {"before": …, "after": …}}, plain values.
    fields = models.JSONField(_("suggested"), default=dict)
    accepted = models.JSONField(_("fields taken"), default=list)
    comment = models.TextField(_("how they know"), blank=True)
    email = models.EmailField(_("answer to"), blank=True)
    language = models.CharField(_("language"), max_length=5, default="sv")

    kept = record(
        "Lets anybody say what is wrong in the register.",
        public=False,
        fields=personal(
            "Says what should stand instead; addresses may stand there.",
            basis=PUBLIC_TASK,
            retention="thirty days after the decision; undecided, a year",
        ),
        email=personal(
            "Tells whoever suggested what became of it.",
            basis=PUBLIC_TASK,
            retention="thirty days after the decision; undecided, a year",
        ),
        comment=personal(
            "Says how they know; names may stand there.",
            basis=PUBLIC_TASK,
            retention="thirty days after the decision; undecided, a year",
        ),
        said=personal(
            "Says what was decided, in words; names may stand there.",
            basis=PUBLIC_TASK,
            retention="thirty days after the decision; undecided, a year",
        ),
        decided_by=DECIDED_BY,
    )
    forgets = (
        UNDECIDED,
        Forgets(
            "decided_at", 30, {"email": "", "comment": "", "fields": {}, "said": ""}
        ),
    )

    class Meta:
        verbose_name = _("suggested change")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.organisation}"
