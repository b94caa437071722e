"""Page parts that fold away what few need, and lists, paths and milestones."""

from __future__ import annotations

from django import forms
from django.core.paginator import Paginator

from overens.common.forms import HouseForm
from tests.common.test_components import draw


class ManyFilters(forms.Form):
    q = forms.CharField(required=False)
    place = forms.CharField(required=False)
    area = forms.CharField(required=False)


def test_a_filter_shows_words_and_button_first_and_the_rest_when_used():
    closed = draw('<c-filterbar :form="form" />', form=ManyFilters({}))
    used = draw('<c-filterbar :form="form" />', form=ManyFilters({"area": "kultur"}))

    assert closed.index('name="q"') < closed.index("Visa träffar")
    assert closed.index("Visa träffar") < closed.index('name="place"')
    assert 'filter__more">' in closed
    assert 'filter__more" open>' in used


class TextForm(forms.Form):
    template_name = "house/forms/form.html"
    title_sv = forms.CharField()
    title_en = forms.CharField(required=False)
    day = forms.DateField()


def test_fields_in_english_are_folded_until_something_stands_in_them():
    empty = str(TextForm())
    filled = str(TextForm(initial={"title_en": "Openness"}))

    assert empty.index('name="day"') < empty.index("<details")
    assert empty.index("<details") < empty.index('name="title_en"')
    assert '<details class="ds-details" open>' in filled


class LongForm(HouseForm):
    part_headings = {"day": "Det som står i protokollet"}
    kind = forms.ChoiceField(
        choices=[("approve", "godkände")], widget=forms.RadioSelect
    )
    level = forms.ChoiceField(choices=[("local", "lokal")])
    day = forms.DateField()


def test_a_long_form_has_a_heading_before_each_of_its_parts():
    drawn = str(LongForm())

    assert drawn.index('name="level"') < drawn.index("Det som står i protokollet</h2>")
    assert drawn.index("Det som står i protokollet</h2>") < drawn.index('name="day"')


def test_a_choice_begins_with_a_capital_as_it_stands_on_its_own():
    drawn = str(LongForm())

    assert ">Godkände</label>" in drawn
    assert ">Lokal</option>" in drawn


def test_a_page_at_the_top_has_no_way_here():
    assert "<nav" not in draw('<c-breadcrumbs :items="items" />', items=[("Start", "")])


def test_a_milestone_that_has_passed_says_that_it_is_late():
    late = draw(
        '<c-timeline :items="items" />',
        items=[{"date": "1 maj", "title": "Första steget", "state": "late"}],
    )

    assert 'data-state="late"' in late
    assert "Försenad" in late


def test_the_first_page_leads_to_none_before_it():
    page = Paginator(range(60), 25).page(1)
    drawn = draw('<c-pagination :page="page" />', page=page)

    assert "<ul><li></li>" in drawn
