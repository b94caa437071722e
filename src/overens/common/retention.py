"""What is forgotten when its time is over: the daily step that keeps the map's word.

A model that knows when its fields are due says so beside its map::

    forgets = (Forgets("sent_at", days=90, emptied={"to": "", "body": ""}),)

What no model declares is erased by hand, and the page on personal data says which.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone

from overens.common.audit import SYSTEM, write_line
from overens.common.daily import Line
from overens.common.models.base import removing
from overens.common.personal_data import Forgets, our_models


def forget_what_is_due(today: date | None = None) -> Iterator[Line]:
    """Empty the fields and take away the rows whose time is over; a daily step.

    Each kind is one transaction with one line of audit. Taken twice the same day, the
    second time finds nothing.

    Args:
        today: the day; the installation's own when left out.

    Yields:
        A line for each kind of which something was forgotten.
    """
    for model in our_models():
        for rule in getattr(model, "forgets", ()):
            count = _forget(model, rule, today or timezone.localdate())
            if count:
                yield Line(f"{model._meta.label}: {count} {_said(rule)}")


def _said(rule: Forgets) -> str:
    if rule.emptied is None:
        return f"taken away ({rule.days} days after {rule.since})"
    fields = ", ".join(rule.emptied)
    return f"emptied of {fields} ({rule.days} days after {rule.since})"


@transaction.atomic
def _forget(model: type[models.Model], rule: Forgets, today: date) -> int:
    """Forget what is due of one model; return how many rows."""
    last = today - timedelta(days=rule.days)
    before: date | datetime = last
    if isinstance(model._meta.get_field(rule.since), models.DateTimeField):
        here = timezone.get_default_timezone()
        before = datetime.combine(last, time.min, tzinfo=here)
    due = model._base_manager.filter(**{f"{rule.since}__lt": before}, **rule.where)
    if rule.emptied is None:
        with removing():
            count, _of_each = due.delete()
    else:
        # Done when all are empty: any of them may have been so from the start.
        count = due.exclude(**rule.emptied).update(**rule.emptied)
    if count:
        facts: dict[str, Any] = {"kind": model._meta.label, "rows": count}
        facts["fields"] = list(rule.emptied or ())
        write_line("common.forget", by=SYSTEM, facts=facts)
    return count


def forget_sessions(today: date | None = None) -> Iterator[Line]:
    """Take away sessions and counts of tries that are over; a daily step.

    The counts hold hashes of addresses, and IP addresses, for a day at most. They go by
    the clock, whatever day is given.
    """
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    now = datetime.now(tz=UTC).replace(microsecond=0)
    over = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [over])
        count = cursor.rowcount
    if count > 0:
        yield Line(f"counts of tries to sign in: {count} taken away")
