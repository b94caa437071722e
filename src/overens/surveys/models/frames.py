"""The frame: units that the figures are about, and those who answer for them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from overens.common.models import Record
from overens.common.personal_data import PUBLIC_TASK, personal, record
from overens.common.texts import LocalTextField
from overens.surveys.models.surveys import Survey


class FrameUnit(Record):
    """A unit that a survey is about, such as a committee.

    Its name is what it was called when the survey was opened, whatever the register
    makes of it; ``register`` says which organisation or unit it was there.
    """

    survey = models.ForeignKey(
        Survey, on_delete=models.CASCADE, related_name="frame_units"
    )
    key = models.SlugField(_("key"), max_length=60)
    name = LocalTextField(_("name"))
    stratum = models.SlugField(_("stratum"), max_length=60, blank=True)
    register = models.UUIDField(_("in the register"), null=True, blank=True)
    place = models.PositiveIntegerField(_("place"))

    kept = record("Says what the figures are of.", public=False)

    class Meta:
        verbose_name = _("unit of a survey")
        ordering = ["survey", "place"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "key"], name="frame_unit_once")
        ]

    def __str__(self) -> str:
        return str(self.name) or self.key


class FrameRespondent(Record):
    """Somebody who is asked. That they answered is never stored: there is a sheet.

    The address stands here while the survey is made, and then with the invitation. Who
    is taken off after opening stays without a name: to count one fewer would tell
    whether they had answered (rule F7). Of whom another has taken the place it is not
    known which of the two answered, so nobody is known again in them (rule 65).
    """

    survey = models.ForeignKey(
        Survey, on_delete=models.CASCADE, related_name="frame_respondents"
    )
    key = models.SlugField(_("key"), max_length=60)
    name = models.CharField(_("name"), max_length=200, blank=True)
    address = models.EmailField(_("e-mail"), blank=True)
    declined = models.BooleanField(_("declined"), default=False)
    taken_off = models.BooleanField(
        _("taken off the list"), default=False, db_default=False
    )
    replaced = models.BooleanField(
        _("put in another's place"), default=False, db_default=False
    )
    place = models.PositiveIntegerField(_("place"))

    kept = record(
        "Says who was asked, and who said no.",
        public=False,
        address=personal(
            "Where the invitation will be sent; at opening it moves there.",
            basis=PUBLIC_TASK,
            retention="until the survey is opened or taken away",
        ),
        name=personal(
            "Asks the right person, and counts persons apart from units.",
            basis=PUBLIC_TASK,
            retention="two years after the survey, then the key alone",
        ),
    )

    class Meta:
        verbose_name = _("respondent of a survey")
        ordering = ["survey", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "key"], name="frame_respondent_once"
            ),
            # Whoever is taken off is forgotten but for being counted.
            models.CheckConstraint(
                condition=Q(taken_off=False) | Q(name="", address="", declined=False),
                name="taken_off_without_a_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.key


class Coverage(Record):
    """That a respondent answers for a unit; many to many."""

    respondent = models.ForeignKey(
        FrameRespondent, on_delete=models.CASCADE, related_name="coverages"
    )
    unit = models.ForeignKey(
        FrameUnit, on_delete=models.CASCADE, related_name="coverages"
    )

    kept = record("Says who can answer for which unit.", public=False)

    class Meta:
        verbose_name = _("coverage")
        ordering = ["respondent", "unit"]
        constraints = [
            models.UniqueConstraint(fields=["respondent", "unit"], name="coverage_once")
        ]

    def __str__(self) -> str:
        return f"{self.respondent_id} {self.unit_id}"
