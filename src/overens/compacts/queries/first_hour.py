"""The first hour: what a new compact needs, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overens.accounts.models import Person, Space
from overens.accounts.queries import grants_of, has_right, is_admin
from overens.accounts.rules import DEEDS, EDIT_COMPACT
from overens.common.formats import number
from overens.common.models import MADE_UP, OWN
from overens.common.slots import slot
from overens.compacts.models import Compact, CompactVersion, Party, Signature
from overens.governance.models import Decision, Group


@dataclass(frozen=True)
class Step:
    """One thing to do in the first hour.

    Attributes:
        label: what, with a verb.
        url: where.
        is_done: whether it is there already.
        hint: how far it has come, or why it matters.
    """

    label: str
    url: str
    is_done: bool
    hint: str = ""


FIRST_HOUR = slot(
    "compacts.first_hour", shape=Step, budget=2, takes="space: Space, day: date"
)


def steps_of(compact: Compact, day: date) -> list[Step]:
    """Return the steps in order; later columns put theirs before the last."""
    space, slug = compact.space, compact.slug
    versions = CompactVersion.objects.filter(compact=compact).count()
    parties = list(Party.objects.filter(compact=compact))
    signed = (
        Signature.objects.signed()
        .filter(version__compact=compact, version__is_current=True)
        .count()
    )
    motives = sum(bool(party.motive) for party in parties)
    published = CompactVersion.objects.published().filter(compact=compact).exists()
    decisions = Decision.objects.of(space).count()
    groups = Group.objects.filter(space=space).count()
    steps = [
        Step(
            _("Paste the compact's text"),
            reverse("compacts:version_add", args=[slug]),
            versions > 0,
            ngettext("%(n)s version", "%(n)s versions", versions)
            % {"n": number(versions)},
        ),
        Step(
            _("Say who the sides are, and why they are in"),
            reverse("compacts:parties", args=[slug]),
            bool(parties) and motives == len(parties),
            _("%(motives)s of %(parties)s sides have a motive")
            % {"motives": number(motives), "parties": number(len(parties))},
        ),
        Step(
            _("Say in two sentences what it is about"),
            reverse("compacts:compact_change", args=[slug]),
            bool(compact.lead),
        ),
        Step(
            _("Put the text in force, so that everyone can read it"),
            reverse("compacts:versions", args=[slug]),
            published,
            "" if published else _("Until then it is a draft that only you see."),
        ),
        Step(
            _("Paste the signatories"),
            reverse("compacts:signatories_import", args=[slug]),
            signed > 0,
            ngettext("%(n)s has signed", "%(n)s have signed", signed)
            % {"n": number(signed)},
        ),
    ]
    governing = [
        Step(
            _("Record the decisions that it rests on"),
            reverse("governance:trail", args=[space.slug]),
            decisions > 0,
            ngettext("%(n)s decision", "%(n)s decisions", decisions)
            % {"n": number(decisions)},
        ),
        Step(
            _("Add the groups that lead the work"),
            f"{reverse('governance:groups')}?compact={space.slug}",
            groups > 0,
            ngettext("%(n)s group", "%(n)s groups", groups) % {"n": number(groups)},
        ),
    ]
    if space.has_column("governance"):
        steps += governing
    steps += FIRST_HOUR(space, day)
    return steps


def may_start(person: Person, day: date) -> bool:
    """Tell whether a person may bring in a new compact.

    Whoever is the secretariat of one may begin another, and an administrator may.
    """
    return is_admin(person, day) or keeps_one(person, day)


def keeps_one(person: Person, day: date) -> bool:
    """Tell whether a person is the secretariat of some compact on a day."""
    return any(
        grant.role in DEEDS[EDIT_COMPACT] and grant.holds_on(day)
        for grant in grants_of(person)
    )


def world_of(person: Person, day: date) -> str:
    """Return the world that a person's new compact belongs to: worlds never mix."""
    worlds = [
        grant.world
        for grant in grants_of(person)
        if grant.role in DEEDS[EDIT_COMPACT] and grant.holds_on(day) and grant.world
    ]
    return worlds[0] if worlds else MADE_UP if settings.DEMONSTRATION else OWN


def may_fill(person: Person, space: Space, day: date) -> bool:
    """Tell whether a person may bring a compact into a space that has none."""
    return has_right(person, EDIT_COMPACT, space, day)
