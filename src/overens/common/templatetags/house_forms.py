"""What templates need of a form: its faults, and which fields stand open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet
from django.template import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from overens.common.forms import Fault, faults_of
from overens.common.kept_forms import keepers

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


@register.filter
def faults(form: BaseForm | BaseFormSet[Any] | None) -> list[Fault]:
    """Return what is to be put right, in the order of the page, with its field."""
    return faults_of(form) if form else []


@register.filter
def heading_field(form: BaseForm) -> str:
    """Return the name of the field whose label is the page's heading, if any."""
    if not getattr(form, "question_as_heading", False):
        return ""
    visible = form.visible_fields()
    return visible[0].name if visible else ""


@register.filter
def part_heading(field: BoundField) -> str:
    """Return the heading that stands before a field of a long form, if any."""
    return str(getattr(field.form, "part_headings", {}).get(field.name, ""))


@register.simple_tag(takes_context=True)
def form_keepers(context: Context, form: BaseForm | None = None) -> SafeString:
    """Return the hidden fields that keep what somebody writes from being lost.

    Who writes, so that it survives being signed out; which sending it is, so that two
    are one; what the form was opened with, so that nobody else's change is wiped out.
    Nothing for somebody who is not signed in.
    """
    user = getattr(context.get("request"), "user", None)
    return format_html_join(
        "",
        '<input type="hidden" name="{}" value="{}">',
        keepers(user, form, opened=str(context.get("opened_with", ""))),
    )
