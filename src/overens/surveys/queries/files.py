"""A survey's results as files: one table of endings for page and command."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, override

from overens.surveys.queries.results import ShownSurvey
from overens.surveys.queries.shape import result_document


def _json(shown: ShownSurvey) -> bytes:
    text = json.dumps(result_document(shown), ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


@dataclass(frozen=True)
class ResultFile:
    """One form that results can be had in.

    Attributes:
        label: what a link to it says.
        media_type: as sent to the browser.
        write: makes its bytes.
        is_offered: whether the page links to it.
    """

    label: Promise
    media_type: str
    write: Callable[[ShownSurvey], bytes]
    is_offered: bool = True


RESULT_FILES: dict[str, ResultFile] = {
    "json": ResultFile(gettext_lazy("The figures as JSON"), "application/json", _json),
}


def result_file(shown: ShownSurvey, ending: str) -> bytes:
    """Return the results in one of the forms of ``RESULT_FILES``.

    Raises:
        KeyError: there is no such form.
    """
    with override(shown.language):
        return RESULT_FILES[ending].write(shown)
