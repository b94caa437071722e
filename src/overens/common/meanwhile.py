"""Whether somebody else changed what a form changes while it stood open.

A form that changes something carries, hidden, a short digest of each value that it was
opened with (``opened_with``). When it is sent, the values stored now are held against
them: a field whose stored value is another, and another than what was written too,
would be overwritten without anybody having seen it.

The digests are no secret and no guard against a forger, who may save anyway.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django import forms

from overens.common.formats import day
from overens.common.forms import in_words

OPENED_WITH = "opened_with"
SENT_ONCE = "sent_once"
_BYTES = 4  # a slip is one in four thousand million


@dataclass(frozen=True)
class ChangedMeanwhile:
    """One field that somebody else changed: its label, what it says now, its place."""

    label: str
    now: str
    target: str


def _stored(form: forms.BaseForm) -> Iterator[tuple[str, Any]]:
    """Yield the fields that show something stored, with the value of now."""
    if not getattr(form, "initial_is_stored", True):
        return
    for name, field in form.fields.items():
        if name in form.initial:
            yield name, form.get_initial_for_field(field, name)


def _digest(field: forms.Field, value: Any) -> str:
    shown = field.prepare_value(value)
    if isinstance(shown, (list, tuple, set)):
        text = "\n".join(sorted(str(each) for each in shown))
    else:
        text = "" if shown is None else str(shown)
    return blake2b(text.encode(), digest_size=_BYTES).hexdigest()


def opened_with(form: forms.BaseForm) -> str:
    """Return ``name:digest`` of each stored value that a form shows, by blanks."""
    return " ".join(
        f"{name}:{_digest(form.fields[name], value)}" for name, value in _stored(form)
    )


def changed_meanwhile(form: forms.BaseForm, opened: str) -> list[ChangedMeanwhile]:
    """Return the fields that a bound form would overwrite unseen.

    Args:
        form: bound; its initial values are those stored now.
        opened: what ``opened_with`` gave when it was opened; nothing from a program
            that does not carry it, and then nothing is held against it.
    """
    before = dict(part.split(":", 1) for part in opened.split() if ":" in part)
    found = []
    for name, value in _stored(form):
        bound, field = form[name], form.fields[name]
        if name not in before or before[name] == _digest(field, value):
            continue
        if field.has_changed(value, bound.data):
            target = f"{bound.auto_id}_0" if bound.use_fieldset else bound.auto_id
            found.append(
                ChangedMeanwhile(str(bound.label), _said(field, value), target)
            )
    return found


def _said(field: forms.Field, value: Any) -> str:
    """Return a stored value in the words of the form."""
    shown = field.prepare_value(value)
    if shown is None or shown == "" or shown == []:
        return ""
    if isinstance(field, forms.BooleanField):
        return "✓" if value else ""
    if isinstance(field, forms.DateField):
        return day(value) if hasattr(value, "year") else str(value)
    many = shown if isinstance(shown, (list, tuple, set)) else [shown]
    label = str(field.label or "")
    return ", ".join(in_words(field, str(each), label) for each in many)
