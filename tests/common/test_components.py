"""Every page part renders in all its states, escaped, with nothing inline."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler

from overens.common import icons, style_guide
from overens.common.dates import PartialDate
from overens.common.forms import HouseForm, invalid
from overens.common.texts import LocalText

PACKAGE = Path(icons.__file__).resolve().parent
PARTS = sorted((PACKAGE / "templates" / "cotton").glob("*.html"))
TEMPLATES = sorted(PACKAGE.parent.glob("*/templates/**/*.html"))

HOSTILE = '<script>alert("1")</script>'


def draw(template: str, request: HttpRequest | None = None, **context: object) -> str:
    """Return the template drawn, page parts and all, without the page's frame.

    The request is put in the context by hand: context processors ask the database.
    """
    compiled = CottonCompiler().process(template)
    engine = engines["django"]
    drawn: str = engine.from_string(compiled).render({"request": request, **context})
    return drawn


@pytest.fixture
def request_to():
    def request(path: str = "/") -> HttpRequest:
        made = RequestFactory().get(path)
        made.session = {}
        return made

    return request


class Contribution(HouseForm):
    email = forms.EmailField(label="E-postadress", help_text="Hit skickar vi svaret.")
    role = forms.ChoiceField(
        label="Vem svarar du för?",
        widget=forms.RadioSelect,
        choices=[("a", "En förening"), ("b", "Mig själv")],
    )
    areas = forms.MultipleChoiceField(
        label="Områden",
        widget=forms.CheckboxSelectMultiple,
        choices=[("k", "Kultur"), ("i", "Idrott")],
        required=False,
    )
    text = forms.CharField(label="Ert inspel", widget=forms.Textarea, required=False)
    consent = forms.BooleanField(label="Ni får visa det öppet")


# --- every part ---------------------------------------------------------------------


def test_every_part_says_what_it_needs():
    for part in PARTS:
        opening = part.read_text(encoding="utf-8").split("#}")[0]
        assert opening.startswith("{#"), part.name
        assert "Needs:" in opening or "Optional:" in opening, part.name


def test_every_part_stands_in_the_style_guide():
    shown = (PACKAGE / "templates" / "common" / "style_guide.html").read_text("utf-8")
    inside_another = {"activefilters"}
    missing = {part.stem for part in PARTS} - inside_another
    missing -= set(re.findall(r"<c-([a-z]+)", shown))
    assert not missing


def test_no_template_writes_style_or_script_inline():
    inline = re.compile(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)", re.I)
    for template in TEMPLATES:
        text = re.sub(r"\{#.*?#\}", "", template.read_text(encoding="utf-8"))
        assert not inline.search(text), template.name


def test_every_form_that_is_sent_in_has_an_error_summary_on_its_page():
    for template in TEMPLATES:
        text = template.read_text(encoding="utf-8")
        draws_a_form = re.search(r"\{\{ *form *\}\}|as_field_group", text)
        if not draws_a_form or 'method="post"' not in text:
            continue
        # A task's layout has it outside its blocks.
        in_layout = '{% extends "layouts/task.html" %}' in text
        assert in_layout or "<c-errorsummary" in text, template


def test_every_icon_named_in_a_template_is_in_the_list():
    listed = set(icons.listed())
    assert icons.listed() == sorted(listed)
    for template in TEMPLATES:
        text = template.read_text(encoding="utf-8")
        named = set(re.findall(r'\{% icon "([a-z0-9-]+)"', text))
        named |= set(re.findall(r'\sicon="([a-z0-9-]+)"', text))
        assert named <= listed, (template.name, named - listed)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.stem)
def test_a_part_with_nothing_given_still_stands(part, request_to):
    drawn = draw(f"<c-{part.stem} />", request_to())
    assert "None" not in drawn


@pytest.mark.parametrize(
    "template",
    [
        "<c-tag>{{ x }}</c-tag>",
        '<c-status key="done" :label="x" />',
        '<c-figure :n="x" :label="x" :sub="x" :href="x" />',
        '<c-notice :title="x">{{ x }}</c-notice>',
        '<c-emptystate :title="x" :action="x" :href="x">{{ x }}</c-emptystate>',
        '<c-orgcard :name="x" :url="x" :kind="x" :place="x" :sub="x" :since="x" />',
        '<c-measurerow :title="x" :url="x" :number="x" :public="x" :due="x" />',
        '<c-todorow :title="x" :when="x" :url="x" :action="x" :why="x" />',
        '<c-quote :by="x" :source="x">{{ x }}</c-quote>',
        '<c-source :text="x" :url="x" :day="x" />',
        '<c-chartfigure :heading="x" id="c" :note="x" :question="x" :csv="x" />',
        '<c-progressbar value="1" max="2" :text="x" />',
        '<c-breadcrumbs :items="pairs" />',
        '<c-summarylist :rows="rows" />',
        '<c-tasklist :items="rows" />',
        '<c-timeline :items="rows" />',
        '<c-steps :items="rows" />',
        '<c-downloads :items="rows" :title="x" />',
        '<c-hero :title="x" :lead="x" />',
        "{% text x %}{% prose x %}",
    ],
)
def test_what_came_from_people_is_escaped(template, request_to):
    row = dict.fromkeys(
        ["label", "value", "url", "hint", "title", "date", "text", "note", "source"],
        HOSTILE,
    )
    drawn = draw(
        template, request_to(), x=HOSTILE, rows=[row], pairs=[(HOSTILE, HOSTILE)] * 2
    )
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn
    assert "&amp;lt;" not in drawn, "escaped twice"


# --- states -----------------------------------------------------------------------


def test_a_status_shows_icon_word_and_colour():
    drawn = draw('<c-status key="late" label="Försenad" />')
    assert 'data-color="warning"' in drawn
    assert "<svg" in drawn
    assert "Försenad" in drawn


def test_a_status_that_nobody_knows_is_plain_and_still_says_its_word():
    drawn = draw('<c-status key="unheard" label="Något nytt" />')
    assert 'data-color="neutral"' in drawn
    assert "Något nytt" in drawn


def test_a_hole_in_a_world_of_sources_says_that_the_source_does_not_say():
    space = type("S", (), {"origin": "source"})
    drawn = draw('<c-summarylist :rows="rows" />', rows=[{"label": "§"}], space=space)
    assert "Framgår inte av källan" in drawn


def test_a_hole_in_a_made_up_world_does_not_speak_of_sources():
    space = type("S", (), {"origin": "made up"})
    drawn = draw('<c-measurerow title="X" url="/" />', space=space)
    assert "Inte angivet" in drawn
    assert "källan" not in drawn


def test_nought_is_a_value_and_no_hole():
    drawn = draw('<c-summarylist :rows="rows" />', rows=[{"label": "n", "value": 0}])
    assert "<dd>0</dd>" in drawn


def test_five_hundred_rows_have_pages_that_keep_the_filters(request_to):
    page = Paginator(range(500), 20).get_page(7)
    drawn = draw('<c-pagination :page="p" />', request_to("/?q=kör&page=3"), p=page)
    assert 'href="?q=k%C3%B6r&amp;page=8"' in drawn
    assert drawn.count("aria-current") == 1
    assert "Föregående" in drawn
    assert "Nästa" in drawn


def test_a_list_of_one_page_has_no_pages():
    page = Paginator(range(3), 20).get_page(1)
    assert "<nav" not in draw('<c-pagination :page="p" />', p=page)


def test_a_filter_in_use_is_a_link_that_takes_it_away(request_to):
    form = style_guide.SampleFilter({"q": "kör", "municipality": "9901"})
    request = request_to("/?q=kör&municipality=9901&page=4")
    drawn = draw('<c-filterbar :form="f" />', request, f=form)
    assert 'href="?municipality=9901"' in drawn
    assert 'href="?q=k%C3%B6r"' in drawn
    assert "Sandhamra" in drawn
    assert "(frivilligt)" not in drawn


def test_a_chart_shows_its_table_open_when_printed(request_to):
    template = (
        '<c-chartfigure id="c" heading="Nio av tretton" note="n = 13 nämnder">'
        '<svg></svg><c-slot name="table"><table></table></c-slot></c-chartfigure>'
    )
    assert "<details open" not in draw(template, request_to()).replace(
        'class="ds-details" ', ""
    )
    assert " open>" in draw(template, request_to("/?print=1"))


def test_the_style_guide_draws_in_both_languages(request_to):
    for language, word in (("sv", "Rätta"), ("en", "right to go on")):
        with translation.override(language):
            context = style_guide.samples({})
            drawn = draw("{% extends 'common/style_guide.html' %}", None, **context)
            assert word in drawn


# --- forms ------------------------------------------------------------------------


def test_a_form_says_what_to_do_and_keeps_what_was_typed():
    form = Contribution({"email": "vera", "text": "Vi vill vara med."})
    drawn = draw('<c-errorsummary :form="form" />{{ form }}', form=form)
    assert "Rätta tre saker för att gå vidare" in drawn
    assert "Skriv hela e-postadressen" in drawn
    assert "Välj ett svar under ”Vem svarar du för?”." in drawn
    assert "Kryssa i ”Ni får visa det öppet”" in drawn
    assert 'value="vera"' in drawn
    assert "Vi vill vara med." in drawn


def test_the_error_summary_leads_to_each_field():
    form = Contribution({})
    drawn = draw('<c-errorsummary :form="form" />{{ form }}', form=form)
    targets = re.findall(r'href="#([^"]+)"', drawn)
    assert targets == ["id_email", "id_role_0", "id_consent"]
    for target in targets:
        assert f'id="{target}"' in drawn


def test_a_field_tells_a_screen_reader_of_its_help_and_its_fault():
    drawn = draw("{{ form }}", form=Contribution({}))
    assert 'aria-describedby="id_email_helptext id_email_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'id="id_email_error"' in drawn
    assert "<legend" in drawn
    assert drawn.count("(frivilligt)") == 2


def test_one_fault_is_one_thing_to_put_right():
    form = Contribution({"email": "a@example.org", "role": "a"})
    drawn = draw('<c-errorsummary :form="form" />', form=form)
    assert "Rätta en sak för att gå vidare" in drawn


def test_a_form_not_sent_has_no_error_summary():
    drawn = draw('<c-errorsummary :form="form" />', form=Contribution())
    assert "ds-error-summary" not in drawn


def test_a_formset_has_one_error_summary_for_all_its_rows():
    formset_class = forms.formset_factory(Contribution, extra=0)
    formset = formset_class(
        {
            "form-TOTAL_FORMS": "2",
            "form-INITIAL_FORMS": "0",
            "form-0-email": "x",
            "form-1-email": "y",
        }
    )
    formset.is_valid()
    drawn = draw('<c-errorsummary :form="form" />', form=formset)
    assert "#id_form-0-email" in drawn
    assert "#id_form-1-email" in drawn


def test_an_author_s_own_sentence_is_kept():
    class Own(HouseForm):
        name = forms.CharField(error_messages={"required": "Vad heter ni?"})

    assert Own({}).errors["name"] == ["Vad heter ni?"]


def test_a_field_without_a_sentence_of_its_kind_takes_its_family_s():
    class Postcode(forms.CharField):
        pass

    class Own(HouseForm):
        code = Postcode(label="Postnummer")

    assert Own({}).errors["code"] == ["Fyll i ”Postnummer”."]


def test_the_same_form_speaks_the_reader_s_language():
    with translation.override("en"):
        assert Contribution({}).errors["role"] == [
            "Choose an answer under “Vem svarar du för?”."
        ]
    assert Contribution({}).errors["role"] == [
        "Välj ett svar under ”Vem svarar du för?”."
    ]


@pytest.mark.django_db
def test_what_cannot_be_taken_is_answered_with_422(rf):
    request = rf.post("/")
    request.user = AnonymousUser()
    answer = invalid(request, "common/_messages.html", {"form": Contribution({})})
    assert answer.status_code == 422


# --- texts, days, numbers -------------------------------------------------------------


def test_a_text_in_another_language_is_marked():
    only = LocalText(sv="Öppenhet")
    with translation.override("en"):
        assert draw("{% text x %}", x=only) == '<span lang="sv">Öppenhet</span>'
        assert '<div lang="sv"><p>' in draw("{% prose x %}", x=only)
    assert draw("{% text x %}", x=only) == "Öppenhet"


@pytest.mark.parametrize(
    ("day", "swedish", "english"),
    [
        (date(2026, 12, 15), "15 december 2026", "15 December 2026"),
        (PartialDate(2017, 2), "februari 2017", "February 2017"),
        (PartialDate(2017), "2017", "2017"),
        (None, "Framgår inte av källan", "The source does not say"),
    ],
)
def test_a_day_is_shown_as_far_as_it_is_known(day, swedish, english):
    assert swedish in draw("{% partial_date d %}", d=day)
    with translation.override("en"):
        assert english in draw("{% partial_date d %}", d=day)


@pytest.mark.parametrize(
    ("template", "swedish", "english"),
    [
        ("{{ 1250|number }}", "1\xa0250", "1,250"),
        ("{{ 2.75|number:2 }}", "2,75", "2.75"),
        ("{{ 0.6923|percent }}", "69\xa0%", "69%"),
        ("{{ 0.615|percent:1 }}", "61,5\xa0%", "61.5%"),
        ("{{ 0.6923|percent_in_text }}", "69\xa0procent", "69\xa0per cent"),
        ("{{ 20000000|kronor }}", "200\xa0000\xa0kr", "SEK\xa0200,000"),
        ("{{ 1250|kronor }}", "12,50\xa0kr", "SEK\xa012.50"),
        ("{% share 9 13 %}", "9 av 13", "9 of 13"),
        ("{% share 155 250 %}", "155 av 250 (62\xa0%)", "155 of 250 (62%)"),
        ("{{ 3|in_words }}", "tre", "three"),
        ("{{ 13|in_words }}", "13", "13"),
        ("{{ none|number }}{{ none|day }}{{ none|kronor }}", "", ""),
    ],
)
def test_numbers_are_written_as_the_reader_writes_them(template, swedish, english):
    assert draw(template, none=None) == swedish
    with translation.override("en"):
        assert draw(template, none=None) == english


def test_a_day_in_the_address_is_changed_alone(request_to):
    request = request_to("/?compact=hok&page=3&area=a&area=b")
    drawn = draw("{% query page=None sort='name' %}", request)
    assert drawn == "?compact=hok&amp;area=a&amp;area=b&amp;sort=name"


def test_an_icon_that_is_not_built_is_left_out():
    assert draw("{% icon 'no-such-icon' %}") == ""
    assert draw("{% icon '../../secret' %}") == ""


def test_an_icon_is_hidden_from_screen_readers():
    drawn = draw("{% icon 'check' %}")
    assert 'aria-hidden="true"' in drawn
    assert "<path" in drawn
