"""The frame round every page, and the pages that stand when all else has fallen."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from overens.common.forms import HouseForm
from overens.common.texts import LocalText
from overens.common.views import text_size

SPACE = type(
    "Room",
    (),
    {
        "slug": "strandland",
        "name": LocalText(sv="Överenskommelsen", en="The compact"),
        "place": LocalText(sv="i Strandland", en="in Strandland"),
        "origin": "made up",
        "contact_email": "kansliet@example.org",
    },
)
SOURCE = type(
    "Room",
    (),
    {
        "slug": "hok",
        "name": LocalText(sv="Överenskommelsen", en="The compact"),
        "place": LocalText(sv="i Halland", en="in Halland"),
        "origin": "source",
        "contact_email": "",
    },
)


class NameForm(HouseForm):
    name = forms.CharField(label="Namn")


def frame(template: str = "layouts/page.html", **context: object) -> str:
    """Return a page drawn with the least that its frame needs."""
    language = translation.get_language() or "sv"
    given = {
        "language": language,
        "other_language": "en" if language == "sv" else "sv",
        "title": "Sidan",
        "space": SPACE,
        "other_worlds": [("Källorna:", [SOURCE])],
        "twin_url": "/en/page/",
        "base_url": "https://example.org",
        "canonical": "https://example.org/sidan/",
        "twin_canonical": "https://example.org/en/page/",
        **context,
    }
    return render_to_string(template, given)


def test_the_title_begins_with_a_warning_when_a_form_has_faults():
    drawn = frame("layouts/task.html", form=NameForm({}))
    assert "<title>Fel: Sidan – Överenskommelsen</title>" in drawn
    assert "<title>Sidan" in frame("layouts/task.html", form=NameForm())


def test_the_language_switch_is_a_word_that_says_its_language():
    drawn = frame()
    assert re.search(r'<a [^>]*hreflang="en" lang="en"[^>]*>.*English', drawn)
    with translation.override("en"):
        assert re.search(r'hreflang="sv" lang="sv"[^>]*>.*Svenska', frame())


def test_a_made_up_world_says_so_and_leads_to_the_sources():
    drawn = frame(demonstration=True)
    assert "allt här är påhittat" in drawn
    assert "Överenskommelsen i Halland" in drawn
    assert '<meta name="robots" content="noindex">' in drawn


def test_a_world_of_sources_says_that_nobody_named_runs_it():
    drawn = frame(demonstration=True, space=SOURCE)
    assert "bara vad offentliga handlingar säger" in drawn
    assert "Ingen organisation som nämns driver" in drawn


def test_other_sites_are_told_the_origin_too():
    drawn = frame(demonstration=True)
    description = re.search(r'og:description" content="([^"]*)"', drawn)
    assert description is not None
    assert "påhittat" in description.group(1)
    assert 'og:site_name" content="Demonstration av Överens"' in drawn


def test_a_real_installation_has_no_strip_and_may_be_found():
    drawn = frame(demonstration=False)
    assert 'class="origin"' not in drawn
    assert "noindex" not in drawn


def test_each_language_names_its_twin():
    drawn = frame()
    assert '<link rel="canonical" href="https://example.org/sidan/">' in drawn
    assert 'hreflang="en" href="https://example.org/en/page/"' in drawn


def test_larger_text_is_a_size_of_the_whole_page():
    assert 'data-size="lg"' in frame(larger_text=True).split("<main")[0]
    assert 'data-size="md"' in frame().split("<main")[0]


def test_the_menu_marks_where_one_is():
    menu = [
        {"label": "Åtgärder", "url": "/planer/", "is_current": True},
        {"label": "Enkäter", "url": "/enkater/", "is_current": False},
    ]
    drawn = frame(navigation=menu)
    assert drawn.count('href="/planer/" aria-current="true"') == 2
    assert "<details" in drawn


@pytest.mark.parametrize("template", ["500.html", "503.html"])
@pytest.mark.parametrize(
    ("language", "word"), [("sv", "finns kvar"), ("en", "still there")]
)
def test_what_must_always_stand_needs_nothing(template, language, word):
    drawn = render_to_string(template, {"language": language})
    assert word in drawn
    assert f'<html lang="{language}"' in drawn
    assert "Något gick fel" not in drawn or language == "sv"


def test_a_page_that_is_not_there_offers_ways_on():
    menu = [{"label": "Åtgärder", "url": "/planer/", "is_current": False}]
    drawn = frame("404.html", navigation=menu)
    assert "Vi hittar inte sidan" in drawn
    assert 'href="/planer/"' in drawn
    assert "kansliet@example.org" in drawn


@pytest.mark.parametrize(
    ("context", "word"),
    [
        ({}, "Du behöver logga in"),
        ({"csrf": True}, "Sidan var öppen för länge"),
        ({"bad_request": True}, "Vi kunde inte läsa"),
    ],
)
def test_what_one_may_not_do_is_said_with_the_reason(context, word):
    assert word in frame("403.html", **context)


def test_the_size_of_the_text_is_kept_and_the_reader_comes_back():
    request = RequestFactory().get("/textstorlek/?size=lg&next=/planer/%3Fpage=2")
    answer = text_size(request)
    assert answer["Location"] == "/planer/?page=2"
    assert answer.cookies["text"].value == "lg"


@pytest.mark.parametrize(
    "elsewhere", ["https://example.com/", "//example.com", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_another_site(elsewhere):
    request = RequestFactory().get("/t/", {"size": "lg", "next": elsewhere})
    assert text_size(request)["Location"] == "/"


def test_a_size_that_does_not_exist_is_not_kept():
    request = RequestFactory().get("/t/", {"size": "huge"})
    assert "text" not in text_size(request).cookies
