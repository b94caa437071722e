"""How organisations belong together, and what is decided against the district rule."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from overens.accounts.rules import ROLES
from overens.opendata.queries.columns import Of, labels, origin_column
from overens.opendata.queries.register import PART, listed
from overens.opendata.queries.sets import DataSet
from overens.organisations.models import DistrictOverride, Relation
from overens.organisations.rules import RELATIONS

relation = Of(Relation)
TIES = DataSet(
    "organisation-relations",
    PART,
    _("How organisations belong together"),
    _("Which organisation is a branch or a member of which, and since when."),
    (
        relation.id(),
        relation.link("lower", _("Organisation"), _("The one that belongs.")),
        relation.key(
            "kind",
            _("Kind of relation"),
            _("Branch of, member of …"),
            words=labels(RELATIONS),
        ),
        relation.link("upper", _("Belongs to"), _("The one that it belongs to.")),
        relation.day("first_day", _("From"), _("Since when. Empty when not known.")),
        relation.day("last_day", _("To"), _("Until when. Empty while it holds.")),
        origin_column(lambda row: row.lower.origin),
    ),
    lambda asked: [
        Relation.objects.filter(lower__in=listed(asked), upper__in=listed(asked))
        .select_related("lower", "upper")
        .order_by("lower__sort_name", "id")
    ],
)

override = Of(DistrictOverride)
OVERRIDES = DataSet(
    "district-decisions",
    PART,
    _("Decisions against the district rule"),
    _(
        "Which organisations count as district organisations, or not, by decision "
        "rather than by the rule, and why."
    ),
    (
        override.id(),
        override.link("organisation", _("Organisation"), _("Its name in addresses.")),
        override.flag(
            "is_district", _("Counts"), _("Whether it counts as a district one.")
        ),
        override.text("note", _("Why"), _("What the decision rests on.")),
        override.day("day", _("Decided"), _("When it was decided.")),
        override.key(
            "by_role",
            _("Role"),
            _("The role in which it was decided."),
            words=labels(ROLES),
        ),
        override.day("lifted_on", _("Lifted"), _("When the rule began to hold again.")),
        origin_column(lambda row: row.organisation.origin),
    ),
    lambda asked: [
        DistrictOverride.objects.filter(organisation__in=listed(asked))
        .select_related("organisation")
        .order_by("organisation__sort_name", "id")
    ],
)

SETS = (TIES, OVERRIDES)
