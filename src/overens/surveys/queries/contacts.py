"""Those who want to be contacted, as far as the secretariat may see them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overens.accounts.models import Person, Space
from overens.accounts.queries import has_right
from overens.accounts.rules import EDIT_SURVEYS
from overens.common import formats
from overens.common.to_do import MOST_ROWS, ToDo
from overens.surveys.models import ContactWish, Survey

_WAITING = Q(contact_wishes__seen=True, contact_wishes__done_on=None)


def contacts_of(survey: Survey) -> QuerySet[ContactWish]:
    """Return those who may be seen, who still wait first. 1 query."""
    return ContactWish.objects.filter(survey=survey, seen=True).order_by(
        "-done_on", "day", "id"
    )


def contacts_to_do(person: Person, space: Space, today: date) -> Iterator[ToDo]:
    """Yield the surveys in which somebody waits to be contacted. 1 query."""
    if not space.has_column("surveys"):
        return
    if not has_right(person, EDIT_SURVEYS, space, today):
        return
    found: Any = (
        Survey.objects.filter(space=space, withdrawn_at=None)
        .annotate(
            waiting=Count("contact_wishes", filter=_WAITING),
            since=Min("contact_wishes__day", filter=_WAITING),
        )
        .exclude(waiting=0)
        .order_by("since")[:MOST_ROWS]
    )
    for survey in found:
        yield ToDo(
            key=f"surveys.contacts:{survey.uuid}",
            urgency="week",
            title=ngettext(
                "%(count)s wants to be contacted: %(survey)s",
                "%(count)s want to be contacted: %(survey)s",
                survey.waiting,
            )
            % {"count": formats.number(survey.waiting), "survey": survey},
            why=ngettext(
                "Somebody has answered and asks to hear from you.",
                "They have answered and ask to hear from you.",
                survey.waiting,
            ),
            action_label=_("See whom to contact"),
            url=reverse("surveys:contacts", args=[survey.slug]),
            since=survey.since,
        )
