"""Finds pages as a person does: by following links from page to page."""

from __future__ import annotations

import re
from html import unescape

from django.urls import Resolver404, resolve

# A link leads to a file, or to what only a form may ask for.
NOT_PAGES = ("file", "download", "everything", "my_data", "text_size", "sign_in_as")
LINK = re.compile(r'href="([^"#]+)')


def reached(context, site, starts, *, not_into=()):
    """Follow the links of pages, one page of each kind; return what was found.

    Args:
        context: the browser's, signed in as somebody or nobody.
        site: the address of the site.
        starts: addresses to begin at, without the site.
        not_into: parts of addresses that are not followed.

    Returns:
        The first address found of each route, by the route's name, and what went
        wrong on the way as sentences.
    """
    found: dict[str, str] = {}
    faults: list[str] = []
    to_visit = list(starts)
    seen = set(to_visit)
    while to_visit:
        address = to_visit.pop(0)
        try:
            name = resolve(address.split("?")[0]).view_name
        except Resolver404:
            faults.append(f"a link leads nowhere: {address}")
            continue
        if name in found and address not in starts:
            continue
        found.setdefault(name, address)
        if any(part in name for part in NOT_PAGES):
            continue
        answer = context.request.get(site + address)
        if not answer.ok:
            faults.append(f"{answer.status} at {address}")
            continue
        for link in LINK.findall(answer.text()):
            onward = unescape(link).removeprefix(site)
            if (
                onward.startswith("/")
                and not onward.startswith(("/en/", "/static/", "/api/"))
                and not any(part in onward for part in not_into)
                and onward not in seen
            ):
                seen.add(onward)
                to_visit.append(onward)
    return found, faults
