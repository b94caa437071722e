"""The measurements can be run, each by its name; what they reckon with is right."""

from __future__ import annotations

from importlib import import_module

import pytest

from bench.part import Part, medians, ms
from bench.part import times as ratio
from bench.run import DOCUMENT, PARTS, kept_sections, section
from bench.weight import weigh

pytestmark = pytest.mark.pure

PAGE = b"""<!doctype html><link rel="stylesheet" href="/s/a.css">
<link rel="preload" as="font" href="/s/latin.woff2"><script src="/s/a.js"></script>
<p>Hej %s</p>"""
CSS = b"""@font-face { src: url("latin.woff2"); unicode-range: U+0000-00FF; }
@font-face { src: url('ext.woff2'); unicode-range: U+0100-0130, U+1E00-1EFF; }"""


@pytest.mark.parametrize("name", PARTS)
def test_each_measurement_can_be_run_by_its_name(name):
    assert callable(import_module(f"bench.{name}").measure)


def test_the_document_has_a_section_for_each_measurement():
    assert set(kept_sections()) == set(PARTS)


def test_the_document_says_nothing_of_whose_machine_it_was():
    text = DOCUMENT.read_text()
    assert "/tmp" not in text and "/home" not in text and "://" not in text


@pytest.mark.parametrize(("letters", "fonts"), [("å", 100), ("ā", 300)])
def test_a_page_weighs_the_fonts_that_its_letters_need(letters, fonts):
    served = {
        "/": PAGE % letters.encode(),
        "/s/a.css": CSS,
        "/s/a.js": b"x" * 4000,
        "/s/latin.woff2": b"x" * 100,
        "/s/ext.woff2": b"x" * 200,
    }
    found = weigh("/", served.__getitem__)
    assert found.fonts == fonts
    assert found.content == found.html + found.styles + fonts
    assert 0 < found.scripts < 100


def test_a_measurement_is_written_with_its_command():
    part = Part("Pages", "So.", ("page", "time"), (("front", "1 ms"),))
    text = section("pages", part)
    assert "## Pages" in text and "python -m bench.pages" in text
    assert "| front | 1 ms |" in text


def test_works_are_taken_by_turns():
    order = []
    works = {"a": lambda: order.append("a"), "b": lambda: order.append("b")}
    found = medians(works, times=2, warm=1)
    assert order == ["a", "b"] * 3
    assert set(found) == {"a", "b"}


def test_figures_are_written_with_as_many_digits_as_mean_anything():
    assert (ms(0.0123), ms(0.00123), ratio(1.44), ratio(23.4)) == (
        "12 ms",
        "1.2 ms",
        "1.4x",
        "23x",
    )
