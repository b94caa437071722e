from __future__ import annotations

import pytest

from overens.common.markdown import to_html

pytestmark = pytest.mark.pure


def test_paragraphs_lists_and_emphasis_are_kept():
    html = to_html("**Region** svarar.\n\n- ett\n- två")

    assert "<strong>Region</strong>" in html
    assert html.count("<li>") == 2


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[klick](javascript:alert(1))",
        "# Rubrik",
        "![bild](http://example.org/x.png)",
    ],
)
def test_everything_else_is_shown_as_characters(text):
    html = to_html(text)

    assert not {"<script", "<img", "<a", "<h1"} & {
        tag for tag in ("<script", "<img", "<a", "<h1") if tag in html
    }
