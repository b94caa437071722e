"""What somebody had written when the survey closed, given back to them to keep.

Their link works no more and nobody else has read it. It comes from their own page and
goes nowhere but back to it.
"""

from __future__ import annotations

import json
import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from overens.common.ballots import TokenUnknown
from overens.common.explain import explain
from overens.errors import RuleBroken, gettext_noop

CARRIED = "carried"
# More has been written by nobody, and a page of it would be no help.
_MOST = 200
_ANSWER, _OWN = "-answer", "-own_text"
# What an option is called, a number, or a mark.
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*|[\d.,\s-]*|\?|on")


class ClosedMeanwhile(RuleBroken):
    """The links of a survey are destroyed when it closes."""

    sentence = gettext_noop(
        "The link does not work any more: the survey has closed. What you had filled "
        "in has not been sent."
    )


def unsent_page(
    request: HttpRequest, broken: RuleBroken, *, status: int
) -> HttpResponse:
    """Say that nothing was sent, and give back what was written."""
    if isinstance(broken, TokenUnknown):
        broken = ClosedMeanwhile()
    context = {
        "title": _("Your answers have not been sent"),
        "sentence": explain(broken),
        "unsent": unsent_words(request),
    }
    return render(request, "surveys/answer/unsent.html", context, status=status)


def unsent_words(request: HttpRequest) -> list[str]:
    """Return the texts in own words that a page of ours sent, in its order.

    Nothing where the browser does not say that it was our own page: else anybody's
    page could show words here as if they were ours.
    """
    if request.headers.get("Sec-Fetch-Site") != "same-origin":
        return []
    fields = {
        name: [str(value) for value in values]
        for name, values in request.POST.lists()
        if "." in name
    }
    found = {**_carried(request.POST.get(CARRIED, "")), **fields}
    said = [
        value.strip()
        for name, values in found.items()
        for value in values
        if name.endswith(_OWN) or (name.endswith(_ANSWER) and not _is_key(value))
    ]
    return [text for text in said if text][:_MOST]


def _is_key(value: str) -> bool:
    """Say whether a value was chosen: the survey is gone, and its options with it."""
    return bool(_KEY.fullmatch(value.strip()))


def _carried(written: str) -> dict[str, list[str]]:
    try:
        fields = json.loads(written).get("fields", {})
        found = {
            str(name): [str(value) for value in values]
            for name, values in fields.items()
            if isinstance(values, list)
        }
        "".join(text for values in found.values() for text in values).encode()
    except (ValueError, AttributeError, TypeError, RecursionError):
        return {}
    return found
