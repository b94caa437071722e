"""Request load (frågetryck): how much organisations have been asked of late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overens.common import formats
from overens.organisations.models import LoggedRequest

# Days that are looked back on: a quarter, which is how often reports are asked for.
LOOKED_BACK = 90


@dataclass(frozen=True)
class RequestLoad:
    """What an organisation has been asked in the last ``LOOKED_BACK`` days."""

    requests: int = 0
    minutes: int = 0

    @property
    def in_words(self) -> str:
        """In the reader's language: "asked 3 times in 90 days, about 25 minutes"."""
        facts = {"days": LOOKED_BACK}
        if not self.requests:
            return _("not asked anything in the last %(days)s days") % facts
        said = ngettext(
            "asked %(n)s time in the last %(days)s days, about %(minutes)s minutes",
            "asked %(n)s times in the last %(days)s days, about %(minutes)s minutes",
            self.requests,
        )
        return said % {
            **facts,
            "n": formats.number(self.requests),
            "minutes": formats.number(self.minutes),
        }


NO_LOAD = RequestLoad()


def request_loads(organisations: Iterable[int], day: date) -> Mapping[int, RequestLoad]:
    """Return the request load of organisations as of a day, by key; one query.

    Those that have not been asked anything are not there.
    """
    since = day - timedelta(days=LOOKED_BACK)
    rows = (
        LoggedRequest.objects.filter(
            organisation__in=list(organisations), day__gt=since, day__lte=day
        )
        .order_by()
        .values_list("organisation")
        .annotate(n=Count("pk"), minutes=Sum("minutes"))
    )
    return {key: RequestLoad(n, minutes) for key, n, minutes in rows}
