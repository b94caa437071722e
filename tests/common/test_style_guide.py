"""The style guide through the front door, in both languages."""

from __future__ import annotations

import pytest


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "language"), [("/stilguide/", "sv"), ("/en/style-guide/", "en")]
)
def test_the_style_guide_is_a_page_like_any_other(
    client, strandland, address, language
):
    answer = client.get(address)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in page
    assert " style=" not in page


@pytest.mark.django_db
def test_its_list_of_five_hundred_has_pages(client, strandland):
    page = client.get("/stilguide/?page=25").content.decode()
    assert 'rel="prev"' in page
    assert 'rel="next"' not in page
