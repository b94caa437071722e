"""What numbers and days are counted in, in words."""

from __future__ import annotations

from decimal import Decimal

from django.utils.dates import MONTHS
from django.utils.translation import gettext, override

from overens.common import formats
from overens.surveys.queries.wording import EN_DASH
from overens.surveys.rules import Group, Limits


def group_in_words(group: Group, limits: Limits, language: str) -> str:
    """Return a group in one language: "10 to 19", "March 2026", "2020–2029"."""
    with override(language):
        if group.key.startswith(("from-", "to-")):
            return _numbers(group, limits)
        year, _dash, month = group.low.partition("-")
        if month:
            return f"{MONTHS[int(month)]} {year}"
        return year if group.high == year else f"{year}{EN_DASH}{group.high}"


def _numbers(group: Group, limits: Limits) -> str:
    low, high = (
        formats.number(Decimal(end), limits.decimals) if end else ""
        for end in (group.low, group.high)
    )
    if not low:
        return gettext("%(high)s or less") % {"high": high}
    if not high:
        return gettext("%(low)s or more") % {"low": low}
    if low == high:
        return low
    return gettext("%(low)s to %(high)s") % {"low": low, "high": high}
