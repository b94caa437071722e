"""A measure: who does it on each side, why, by when, for what money, how it shows."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from overens.accounts.models import Space
from overens.common.models import ContentRecord, StandingQuerySet, Withdrawable
from overens.common.personal_data import record
from overens.common.texts import LocalTextField
from overens.compacts.models import Commitment, Principle
from overens.governance.models import Assignment
from overens.organisations.models import Organisation, Unit
from overens.plans.models.plan import ActionPlan

# What ``queries.facts_of`` reads.
_STATUS_FIELDS = (
    "plan",
    "starts",
    "due",
    "done_day",
    "paused_day",
    "paused_until",
    "carried_over_day",
    "public_body",
    "civil_organisation",
)


# What a measure's page says of each row that the measure points to. The rest of their
# columns would make the longest question of the product.
_NAMED = {
    "principle": ("uuid", "key", "name", "version"),
    "principle__version": ("number", "compact"),
    "principle__version__compact": ("slug",),
    "commitment": ("uuid", "key", "text", "party", "version"),
    "commitment__version": ("number", "compact"),
    "commitment__version__compact": ("slug",),
    "commitment__party": ("key", "name"),
    "assignment": ("uuid", "text", "decision"),
    "assignment__decision": ("slug", "space"),
    "assignment__decision__space": ("slug",),
    "public_body": ("uuid", "slug", "name", "kind"),
    "public_unit": ("uuid", "slug", "name", "contact_role", "contact_email", "body"),
    "civil_organisation": ("uuid", "slug", "name", "kind"),
    "carried_over_from": ("number", "slug", "title", "plan"),
    "carried_over_from__plan": ("slug", "title"),
}


class MeasureQuerySet(StandingQuerySet["Measure"]):
    """Reads of measures."""

    def standing(self) -> Self:
        """Return the measures that have not been taken out of their plan."""
        return self.filter(withdrawn_at=None, plan__withdrawn_at=None)

    def with_sides(self) -> Self:
        """Return the measures with plan, responsible and principle read along."""
        return self.select_related(
            "plan",
            "principle",
            "commitment",
            "public_body",
            "public_unit",
            "civil_organisation",
        )

    def for_counting(self) -> Self:
        """Return no more than what the status and the plan's name take."""
        return self.select_related("plan").only(
            *_STATUS_FIELDS,
            "plan__slug",
            "plan__title",
            "plan__first_day",
            "plan__is_followed",
        )

    def for_lists(self) -> Self:
        """Return what a row of a list shows, the responsible read along; not the plan.

        Whoever asks knows the plan, and sets it on each.
        """
        return self.select_related(
            "public_body", "public_unit", "civil_organisation"
        ).only(
            *_STATUS_FIELDS,
            "number",
            "slug",
            "title",
            "public_unit",
            "public_body__name",
            "public_unit__name",
            "civil_organisation__name",
        )

    def for_page(self) -> Self:
        """Return the measures whole, and of what they name what a page says of it."""
        return self.select_related(*_NAMED, "plan__space").only(
            *(field.name for field in self.model._meta.concrete_fields),
            *(f"plan__{field.name}" for field in ActionPlan._meta.concrete_fields),
            *(f"plan__space__{field.name}" for field in Space._meta.concrete_fields),
            *(f"{path}__{name}" for path, names in _NAMED.items() for name in names),
        )

    def of_organisation(self, organisation: Organisation) -> Self:
        """Return the standing measures that an organisation is responsible for."""
        return self.standing().filter(
            Q(civil_organisation=organisation) | Q(public_body=organisation)
        )


class Measure(ContentRecord, Withdrawable):
    """Something that is to be done. Its status is reckoned, never stored.

    Taken out of the plan with a reason, never deleted.
    """

    plan = models.ForeignKey(
        ActionPlan, on_delete=models.PROTECT, related_name="measures"
    )
    number = models.CharField(_("number"), max_length=20)
    slug = models.SlugField(_("address"), max_length=40)
    place = models.PositiveSmallIntegerField(_("order"), default=0)
    title = LocalTextField(_("measure"))
    about = LocalTextField(_("what is to be done"))

    principle = models.ForeignKey(
        Principle, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    why_note = LocalTextField(_("why"))

    public_body = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    public_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    civil_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    together_with = LocalTextField(_("together with"))
    performer = LocalTextField(_("performer"))

    starts = models.DateField(_("begins"), null=True, blank=True)
    due = models.DateField(_("to be done by"), null=True, blank=True)
    budget_ore = models.BigIntegerField(_("budget in öre"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="SEK")
    funding = LocalTextField(_("funding"))

    indicator = LocalTextField(_("indicator"))
    baseline = LocalTextField(_("at the start"))
    target = LocalTextField(_("goal"))
    now = LocalTextField(_("now"))
    # The number in each of the three texts, for the bar; found by rules.number_in.
    baseline_number = models.DecimalField(
        _("at the start, number"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
    )
    target_number = models.DecimalField(
        _("goal, number"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    now_number = models.DecimalField(
        _("now, number"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    # [{"text": {"sv": …, "en": …}, "due": "2026-03-01", "done": ""}], in order.
    milestones = models.JSONField(_("milestones"), default=list, blank=True)

    done_day = models.DateField(_("finished on"), null=True, blank=True)
    paused_day = models.DateField(_("paused from"), null=True, blank=True)
    paused_until = models.DateField(_("taken up again on"), null=True, blank=True)
    paused_why = LocalTextField(_("why it is paused"))
    carried_over_day = models.DateField(_("carried over on"), null=True, blank=True)
    carried_over_why = LocalTextField(_("why it is carried over"))
    carried_over_from = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_over_to",
    )
    # What was left from an earlier plan, also when that plan is not kept here.
    carried_in_year = models.PositiveSmallIntegerField(
        _("carried over from the plan of"), null=True, blank=True
    )
    carried_in_why = LocalTextField(_("why it was carried over from there"))
    source_note = LocalTextField(_("source"))

    objects = MeasureQuerySet.as_manager()

    kept = record("Shows who does what, by when, and what it is to lead to.")

    class Meta:
        verbose_name = _("measure")
        ordering = ["plan", "place", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"], name="measure_number_once"
            ),
            models.UniqueConstraint(fields=["plan", "slug"], name="measure_slug_once"),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(due=None) | Q(due__gte=F("starts")),
                name="measure_due_on_or_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(budget_ore=None) | Q(budget_ore__gte=0),
                name="measure_budget_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(public_unit=None) | Q(public_body__isnull=False),
                name="measure_unit_with_its_body",
            ),
            models.CheckConstraint(
                condition=Q(paused_until=None)
                | Q(paused_day__isnull=False, paused_until__gte=F("paused_day")),
                name="measure_pause_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(carried_over_from=None) | ~Q(carried_over_from=F("id")),
                name="measure_not_carried_over_from_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        """Return the measure's page."""
        return reverse("plans:measure", args=[self.plan.slug, self.slug])

    @property
    def sides(self) -> frozenset[str]:
        """The sides that have somebody responsible."""
        found = set()
        if self.public_body_id:
            found.add("public")
        if self.civil_organisation_id:
            found.add("civil")
        return frozenset(found)
