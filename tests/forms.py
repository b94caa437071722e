"""Reads a form's fields from a page, as a browser would send them back."""

from __future__ import annotations

from html.parser import HTMLParser


class _Fields(HTMLParser):
    """Gathers what every field of the page's forms holds."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, list[str]] = {}
        self._area = ""
        self._select = ""

    def _add(self, name: str | None, value: str | None) -> None:
        if name and name != "csrfmiddlewaretoken":
            self.found.setdefault(name, []).append(value or "")

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        kind = given.get("type", "text")
        if tag == "input" and kind in ("radio", "checkbox"):
            if "checked" in given:
                self._add(given.get("name"), given.get("value", "on"))
        elif tag == "input" and kind not in ("submit", "file", "search"):
            self._add(given.get("name"), given.get("value"))
        elif tag == "textarea":
            self._area = given["name"]
            self._add(self._area, "")
        elif tag == "select":
            self._select = given["name"]
        elif tag == "option" and "selected" in given:
            self._add(self._select, given.get("value"))

    def handle_endtag(self, tag):
        if tag == "textarea":
            # A browser leaves out the line break right after the tag.
            text = self.found[self._area][-1]
            self.found[self._area][-1] = text.removeprefix("\n")
            self._area = ""

    def handle_data(self, data):
        if self._area:
            self.found[self._area][-1] += data


def fields_of(page) -> dict[str, list[str]]:
    """Return the fields of a response's forms, by name."""
    reader = _Fields()
    html = page.content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    reader.feed(main)
    return reader.found
