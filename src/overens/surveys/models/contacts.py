"""Those who answered and want to be contacted: apart from every answer."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from overens.common.personal_data import PUBLIC_TASK, Forgets, personal, record
from overens.surveys.models.surveys import Survey


class ContactWish(models.Model):
    """That somebody wants to be contacted about a survey they answered.

    Tied to no answer, no invitation and no link, and without a counter or a time of
    day: what was written here could else be matched with what was answered. Of a
    guarded survey it is seen when the list of who has answered is, several at a time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(
        Survey, on_delete=models.CASCADE, related_name="contact_wishes"
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    about = models.TextField(_("what it is about"), blank=True)
    day = models.DateField(_("day"))
    seen = models.BooleanField(_("shown to the secretariat"), default=False)
    done_on = models.DateField(_("done"), null=True, blank=True)

    kept = record(
        "Lets the secretariat contact those who want it.",
        public=False,
        name=personal(
            "Says whom to ask for.",
            basis=PUBLIC_TASK,
            retention="thirty days after it is done, or a year",
        ),
        email=personal(
            "Reaches the one who wants to be contacted.",
            basis=PUBLIC_TASK,
            retention="thirty days after it is done, or a year",
        ),
        phone=personal(
            "Reaches the one who wants to be contacted.",
            basis=PUBLIC_TASK,
            retention="thirty days after it is done, or a year",
        ),
        about=personal(
            "Says what they want to talk about.",
            basis=PUBLIC_TASK,
            retention="thirty days after it is done, or a year",
        ),
    )
    forgets = (Forgets("done_on", days=30), Forgets("day", days=365))

    class Meta:
        verbose_name = _("wish to be contacted")
        # By what is random: nothing tells who came first.
        ordering = ["day", "id"]

    def __str__(self) -> str:
        return self.name
