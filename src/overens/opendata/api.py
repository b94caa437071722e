"""The interface for programs: read only, the same rows as the pages and the files.

Put under ``/api/v1/`` by ``config.urls``; the language follows Accept-Language. Every
fault is answered with a sentence: ``{"error": "…"}``.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import NinjaAPI, Query
from ninja.errors import ValidationError

from overens.accounts.models import Space
from overens.accounts.queries import day_in
from overens.common.explain import explain
from overens.errors import RuleBroken
from overens.opendata.queries import (
    Asked,
    DataSet,
    forms_of,
    json_rows,
    row_counts,
    set_facts,
    set_of,
    sets_of,
    space_facts,
)
from overens.opendata.rules import (
    MOST_ROWS,
    ROWS_UNLESS_SAID,
    Mishap,
    NoSuchAddress,
    NoSuchCompact,
    NoSuchDataSet,
    NotNow,
    ReadOnly,
    WrongQuestion,
)
from overens.opendata.schemas import CatalogueOut, ErrorOut, RootOut, RowsOut

log = logging.getLogger(__name__)

api = NinjaAPI(
    title="Överens",
    version="1",
    description=(
        "What is public of a compact between the public sector and civil society, row "
        "by row. Read only, without a key. Texts for people follow Accept-Language "
        "(sv, en); keys are the same in every language."
    ),
    # The schema is enough: pages that draw it fetch scripts from elsewhere.
    docs_url=None,
    urls_namespace="api",
)

Compact = Annotated[
    str, Query(description="Name of the compact; the installation's own unless said.")
]
Limit = Annotated[int, Query(ge=1, le=MOST_ROWS, description="Rows in the answer.")]
Offset = Annotated[int, Query(ge=0, description="Rows to pass over first.")]
ERRORS: dict[int, Any] = {404: ErrorOut, 422: ErrorOut, 503: ErrorOut}
WRITING = ["POST", "PUT", "PATCH", "DELETE"]


def asked_for(compact: str) -> tuple[Asked, list[str]]:
    """Return what is asked for, and the names of all compacts.

    Raises:
        NoSuchCompact: there is none of that name.
    """
    spaces = {space.slug: space for space in Space.objects.all()}
    found = spaces.get(compact or settings.FRONT_SPACE)
    if found is None and not compact:
        found = next(iter(spaces.values()), None)
    if found is None:
        raise NoSuchCompact(compact=compact, known=", ".join(spaces) or "–")
    return Asked(found, day_in(found)), list(spaces)


def _url(route: str, *args: str, **query: object) -> str:
    question = f"?{urlencode(query)}" if query else ""
    return f"{settings.BASE_URL}{reverse(route, args=args)}{question}"


def _list_at() -> str:
    return _url("api:datasets")


# --- what can be read -----------------------------------------------------------------


@api.api_operation(["HEAD"], "/", include_in_schema=False)
@api.get("/", response=RootOut, url_name="root", summary="Where everything is")
def root(request: HttpRequest) -> dict[str, Any]:
    """Answer with the addresses of the list and of the schema."""
    return {
        "datasets": _list_at(),
        "openapi": _url("api:openapi-json"),
        "compacts": [space.slug for space in Space.objects.all()],
    }


def _listed(found: DataSet, asked: Asked, count: int) -> dict[str, Any]:
    slug = asked.space.slug
    return {
        "key": found.key,
        "title": str(found.title),
        "description": str(found.description),
        "count": count,
        "url": _url("api:dataset", found.key, compact=slug),
        "files": {
            ending: _url("opendata:dataset_file", found.key, ending, compact=slug)
            for ending in forms_of(found)
        },
    }


@api.api_operation(["HEAD"], "/datasets", include_in_schema=False)
@api.get(
    "/datasets",
    response={200: CatalogueOut, **ERRORS},
    url_name="datasets",
    summary="All data sets of a compact",
)
def datasets(request: HttpRequest, compact: Compact = "") -> dict[str, Any]:
    """List the data sets, with how many rows each has."""
    asked, compacts = asked_for(compact)
    sets = sets_of(asked)
    counts = row_counts(sets, asked)
    return space_facts(asked) | {
        "compacts": compacts,
        "datasets": [_listed(each, asked, counts[each.key]) for each in sets],
    }


@api.api_operation(["HEAD"], "/datasets/{key}", include_in_schema=False)
@api.get(
    "/datasets/{key}",
    response={200: RowsOut, **ERRORS},
    url_name="dataset",
    summary="Rows of one data set",
)
def dataset(
    request: HttpRequest,
    key: str,
    compact: Compact = "",
    limit: Limit = ROWS_UNLESS_SAID,
    offset: Offset = 0,
) -> dict[str, Any]:
    """Give a part of the rows, in the order of the files, with their columns."""
    asked, _compacts = asked_for(compact)
    found = set_of(asked, key, list_at=_list_at())
    count = row_counts([found], asked)[found.key]
    following = offset + limit
    # Past the end nothing is asked for: databases do not count as far as Python does.
    rows = found.rows(asked, offset, following) if offset < count else ()
    query = {"compact": asked.space.slug, "limit": limit, "offset": following}
    return set_facts(found, asked) | {
        "count": count,
        "limit": limit,
        "offset": offset,
        "next": _url("api:dataset", key, **query) if following < count else None,
        "rows": list(json_rows(found, rows)),
    }


# --- faults, as sentences -------------------------------------------------------------


def _said(request: HttpRequest, broken: RuleBroken, status: int) -> HttpResponse:
    return api.create_response(request, {"error": explain(broken)}, status=status)


def missing(request: HttpRequest) -> HttpResponse:
    """Answer an address under ``/api/`` where there is nothing."""
    return _said(request, NoSuchAddress(list=_list_at()), 404)


@api.api_operation(WRITING, "/", include_in_schema=False)
@api.api_operation(WRITING, "/datasets", include_in_schema=False)
def no_writing(request: HttpRequest) -> HttpResponse:
    """Answer what would change something."""
    response = _said(request, ReadOnly(), 405)
    response["Allow"] = "GET, HEAD"
    return response


@api.api_operation(WRITING, "/datasets/{key}", include_in_schema=False)
def no_writing_there(request: HttpRequest, key: str) -> HttpResponse:
    """Answer what would change a data set."""
    return no_writing(request)


def _as_sentence(fault: type[Exception], broken: RuleBroken, status: int) -> None:
    """Answer a fault of a kind with a rule's sentence."""

    def answer(request: HttpRequest, raised: Exception) -> HttpResponse:
        if status >= 500:
            log.error("%s %s", request.method, request.path, exc_info=raised)
        said = raised if isinstance(raised, RuleBroken) else broken
        response = _said(request, said, status)
        if status == 503:
            response["Retry-After"] = "30"
        return response

    handle: Callable[..., Any] = api.exception_handler(fault)
    handle(answer)


_as_sentence(NoSuchDataSet, NoSuchDataSet(key="", list=""), 404)
_as_sentence(NoSuchCompact, NoSuchCompact(compact="", known=""), 404)
_as_sentence(ValidationError, WrongQuestion(most=MOST_ROWS), 422)
_as_sentence(OperationalError, NotNow(), 503)
_as_sentence(InterfaceError, NotNow(), 503)
_as_sentence(Exception, Mishap(), 500)
