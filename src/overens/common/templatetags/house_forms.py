"""Which fields of a form stand open, and which are folded until they are wanted."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.forms import BaseForm, BoundField

register = template.Library()

# A filter with more fields than this is folded after the first.
MOST_UNFOLDED = 2


@dataclass(frozen=True)
class Parts:
    """A form's fields: what everyone needs first, and what can be folded away."""

    hidden: list[BoundField]
    first: list[BoundField]
    more: list[BoundField]
    is_used: bool


@register.simple_tag
def filter_parts(form: BaseForm) -> Parts:
    """Return the fields of a filter as the bar shows them: one first, then the rest."""
    fields = form.visible_fields()
    more = fields[1:] if len(fields) > MOST_UNFOLDED else []
    first = fields[:1] if more else fields
    used = any(field.value() or field.errors for field in more)
    return Parts(form.hidden_fields(), first, more, used)


@register.simple_tag
def language_parts(form: BaseForm) -> Parts:
    """Return a form's fields with those for texts in English apart."""
    names = set(form.fields)
    more = [
        field
        for field in form.visible_fields()
        if field.name.endswith("_en") and f"{field.name[:-3]}_sv" in names
    ]
    first = [field for field in form.visible_fields() if field not in more]
    used = any(field.value() or field.errors for field in more)
    return Parts([], first, more, used)
