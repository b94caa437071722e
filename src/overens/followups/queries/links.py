"""A report's links, without those to parts that are switched off in its space."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from django.urls import Resolver404, resolve
from django.utils.translation import override

from overens.accounts.models import Space
from overens.followups.queries.shapes import Report, Section

# The parts that a follow-up leads to.
LED_TO = ("compacts", "surveys", "governance", "plans")

# What an address is called in the shapes, and in the charts.
_ADDRESSES = ("url", "href")


def open_links(report: Report, space: Space) -> Report:
    """Return the report without links to pages that are switched off (F15). No query.

    A report is kept for ever with its links; parts are switched off when they are.
    """
    closed = {column for column in LED_TO if not space.has_column(column)}
    if not closed:
        return report

    @cache
    def is_open(url: str) -> bool:
        try:
            return resolve(url.partition("#")[0].partition("?")[0]).app_name not in (
                closed
            )
        except Resolver404:
            return True

    # Addresses are translated: those of a report are in its own language.
    with override(report.language):
        opened: Report = _opened(report, is_open)
    return opened


def _opened(value: Any, is_open: Callable[[str], bool]) -> Any:
    if isinstance(value, tuple):
        return tuple(_opened(each, is_open) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes: dict[str, Any] = {}
    for field in fields(value):
        now = getattr(value, field.name)
        if field.name in _ADDRESSES:
            changes[field.name] = now if now and is_open(now) else ""
        elif isinstance(now, tuple):
            changes[field.name] = _opened(now, is_open)
    if isinstance(value, Section):
        changes["links"] = tuple(link for link in value.links if is_open(link[1]))
    return replace(value, **changes)
