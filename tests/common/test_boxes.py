"""Buttons and tick boxes are drawn as Django draws them, without its four templates."""

from __future__ import annotations

import pytest
from django import forms

from overens.common.forms import HouseForm

ODD = [("a", "A"), ('"><script>', "&"), ("å & ö", "Å"), (7, "Seven"), ("", "None")]


class Odd(HouseForm):
    one = forms.ChoiceField(choices=ODD, widget=forms.RadioSelect, required=False)
    many = forms.MultipleChoiceField(
        choices=ODD,
        widget=forms.CheckboxSelectMultiple(attrs={"data-x": '<"&', "hidden": False}),
        help_text="Help",
    )
    shut = forms.ChoiceField(choices=ODD, widget=forms.RadioSelect, disabled=True)


@pytest.mark.parametrize(
    "sent", [None, {"one": "å & ö", "many": ["a", '"><script>']}, {"one": "?"}]
)
def test_a_box_is_drawn_letter_by_letter_as_by_django(sent):
    form = Odd(sent)
    for field in form:
        drawn = [option["tag"] for option in field.options]
        assert drawn == [part.tag().strip() for part in field.subwidgets]
        assert len(drawn) == len(ODD)
