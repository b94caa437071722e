"""A browser that answers a survey by its link, for the tests of the answering pages."""

from __future__ import annotations

from html.parser import HTMLParser

HERE = "/svara/"


class _Inputs(HTMLParser):
    """The fields of the page's form, as a browser would send them."""

    def __init__(self):
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self._area = ""

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        name, kind = said.get("name"), said.get("type")
        if tag == "textarea":
            self._area = name
            self.fields.append((name, ""))
        if tag != "input" or not name:
            return
        if kind in ("radio", "checkbox") and "checked" not in said:
            return
        self.fields.append((name, said.get("value", "")))

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data):
        if self._area:
            name, value = self.fields.pop()
            self.fields.append((name, value + data.removeprefix("\r\n")))


def fields_of(response):
    """Return what the page's form holds, by name."""
    inputs = _Inputs()
    inputs.feed(response.content.decode())
    return dict(inputs.fields)


def press(client, response, button, /, *, status=200, **filled):
    """Press a button of the page, with fields filled in; return the next page."""
    fields = fields_of(response)
    for end, value in filled.items():
        matching = [name for name in names_of(response) if name.endswith(end)]
        assert len(matching) == 1, (end, names_of(response))
        fields[matching[0]] = value
    fields["go"] = button
    answered = client.post(HERE, fields)
    assert answered.status_code == status, answered.content.decode()
    return answered


def names_of(response):
    text = response.content.decode()
    return {part.split('"')[0] for part in text.split('name="')[1:]} - {"go"}


def begin(client, token):
    """Write the code; return the first page."""
    response = client.post(HERE, {"code": token})
    assert response.status_code == 200, response.content.decode()
    return response


def text_of(response):
    return " ".join(response.content.decode().split())


def run_through(client, token, *, known="yes", wish="mer tid"):
    """Answer the small survey's questions from the code to the check page."""
    page = press(client, begin(client, token), "begin")
    while 'value="send"' not in page.content.decode():
        names = names_of(page)
        filled = {"how": "together"} if "how" in names else {}
        if any(name.endswith("known-answer") for name in names):
            filled["known-answer"] = known
        if any(name.endswith("wish-answer") for name in names):
            filled["wish-answer"] = wish
        page = press(client, page, "next", **filled)
    return page
