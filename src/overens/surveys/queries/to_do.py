"""What waits for the secretariat in surveys that are sent out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from overens.accounts.models import Person, Space
from overens.accounts.queries import has_right
from overens.accounts.rules import EDIT_SURVEYS
from overens.common import formats
from overens.common.models import Ballot, BallotToken
from overens.common.models.ballots import CLOSED
from overens.common.to_do import MOST_ROWS, ToDo
from overens.surveys.models import Collection
from overens.surveys.queries.collecting import last_day_of
from overens.surveys.rules import COLLECTED

# Before it closes there is time for one reminder (rule 45) and some days to answer.
NEARLY_OVER = timedelta(days=5)


def surveys_to_do(person: Person, space: Space, today: date) -> Iterator[ToDo]:
    """Yield the surveys to close, to wipe and to remind of (three queries)."""
    if not space.has_column("surveys"):
        return
    if not has_right(person, EDIT_SURVEYS, space, today):
        return
    left = Ballot.objects.filter(uuid=OuterRef("ballot")).exclude(state=CLOSED)
    found = list(
        Collection.objects.filter(Exists(left), survey__space=space)
        .select_related("survey__space")
        .annotate(
            is_over=Exists(left.over()),
            asked=Count("survey__frame_respondents"),
        )
        .order_by("closes_at")[: MOST_ROWS * 2]
    )
    soon = [
        each
        for each in found
        if not each.is_over and last_day_of(each) - today <= NEARLY_OVER
    ]
    answered = _answered(soon)
    for each in found:
        if each.state == COLLECTED or each.is_over:
            yield _to_close(each)
        elif each in soon and 2 * answered.get(each.ballot, 0) < each.asked:
            yield _to_remind(each, answered.get(each.ballot, 0), each.asked)


def _answered(soon: Sequence[Collection]) -> dict[object, int]:
    """Return how many have answered each, by ballot; how many, never who."""
    if not soon:
        return {}
    tokens = BallotToken.objects.filter(
        ballot__in=[each.ballot for each in soon], used=True
    )
    counted = tokens.order_by().values_list("ballot").annotate(n=Count("token_hash"))
    return dict(counted)


def _to_close(each: Collection) -> ToDo:
    survey = each.survey
    if each.state == COLLECTED:
        return ToDo(
            key=f"surveys.wipe:{each.uuid}",
            urgency="now",
            title=_("Wipe old copies of the answers: %(survey)s") % {"survey": survey},
            why=_("The answers are in, but the database was in use at closing."),
            action_label=_("Wipe the old copies"),
            url=reverse("surveys:close", args=[survey.slug]),
            since=last_day_of(each),
        )
    return ToDo(
        key=f"surveys.close:{each.uuid}",
        urgency="now",
        title=_("The time is up: %(survey)s") % {"survey": survey},
        why=_(
            "Close the survey, so that the answers come in and every link to who gave "
            "them is destroyed."
        ),
        action_label=_("Close the survey"),
        url=reverse("surveys:close", args=[survey.slug]),
        since=last_day_of(each),
    )


def _to_remind(each: Collection, answered: int, asked: int) -> ToDo:
    survey = each.survey
    return ToDo(
        key=f"surveys.remind:{each.uuid}",
        urgency="week",
        title=_("Few have answered: %(survey)s") % {"survey": survey},
        why=_("%(answered)s of %(asked)s have answered, and the last day is %(last)s.")
        % {
            "answered": formats.number(answered),
            "asked": formats.number(asked),
            "last": formats.day(last_day_of(each)),
        },
        action_label=_("Look at the collecting"),
        url=reverse("surveys:collecting", args=[survey.slug]),
        since=None,
    )
