"""How forms look and speak, whoever wrote them.

``HouseRenderer`` (the setting ``FORM_RENDERER``) draws every form of the product,
``{{ form }}`` and ``{{ field.as_field_group }}`` alike: label, "(optional)", help,
faults, and what a screen reader needs. ``HouseForm`` adds sentences that say what to
do. ``invalid`` answers a form that could not be taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.formsets import BaseFormSet
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

# RFC 9110: understood, well formed, and still not possible to take.
UNPROCESSABLE = 422


class HouseBoundField(BoundField):
    """A field that knows its classes and the help beside each of its choices."""

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Return the widget's attributes with the house's class added."""
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if not widget.is_hidden:
            own = built.get("class") or widget.attrs.get("class") or ""
            built["class"] = f"ds-input {own}".strip()
        return built

    @property
    def is_single_box(self) -> bool:
        """Whether this is one tick box, whose label stands after it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def options(self) -> Iterable[dict[str, Any]]:
        """The choices of a group: ``tag``, ``id``, ``label``, ``help`` each.

        ``help`` is taken from ``choice_help`` on the form's field: a mapping from a
        choice's key to one line that explains it.
        """
        explained: Mapping[str, object] = getattr(self.field, "choice_help", {})
        for part in self.subwidgets:
            key = str(part.data.get("value", ""))
            yield {
                "tag": _box(part),
                "id": part.id_for_label,
                "label": part.choice_label,
                "help": explained.get(key, ""),
            }

    @property
    def has_options(self) -> bool:
        """Whether this is a group of radio buttons or tick boxes."""
        return isinstance(
            self.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)
        )


def _box(part: BoundWidget) -> SafeString:
    """Return a button or tick box by itself, letter by letter as Django draws it.

    Django takes four templates for each, which was a third of a page with choices.
    """
    said = {name: part.data[name] for name in ("type", "name", "value")}
    if said["value"] is None:
        del said["value"]
    pieces = [
        f" {name}" if value is True else f' {name}="{escape(str(value))}"'
        for name, value in (said | part.data["attrs"]).items()
        if value is not False
    ]
    return SafeString(f"<input{''.join(pieces)}>")


class HouseRenderer(TemplatesSetting):
    """Draws every form with the templates in ``house/forms/``."""

    form_template_name = "house/forms/form.html"
    field_template_name = "house/forms/field.html"
    bound_field_class = HouseBoundField


# What to do, by kind of field; the nearest kind in the field's family is used, so a
# new field needs no line here. ``%(label)s`` is the field's own label.
_REQUIRED: dict[type[forms.Field], Promise | str] = {
    forms.Field: _("Fill in “%(label)s”."),
    forms.BooleanField: _("Tick “%(label)s” to go on."),
    forms.ChoiceField: _("Choose an answer under “%(label)s”."),
    forms.ModelChoiceField: _("Choose an answer under “%(label)s”."),
    forms.MultipleChoiceField: _("Choose at least one under “%(label)s”."),
    forms.ModelMultipleChoiceField: _("Choose at least one under “%(label)s”."),
    forms.FileField: _("Choose a file under “%(label)s”."),
}
_TOO_LONG = _(
    "You have written %(show_value)s characters. Write at most %(limit_value)s."
)
_INVALID: dict[type[forms.Field], Promise | str] = {
    forms.DateField: _("Write a date, for example 2026-12-15."),
    forms.DateTimeField: _("Write a date and a time, for example 2026-12-15 14:30."),
    forms.TimeField: _("Write a time, for example 14:30."),
    forms.EmailField: _("Write the e-mail address in full: name@example.org."),
    forms.IntegerField: _("Write a whole number in figures, for example 12."),
    forms.DecimalField: _("Write a number in figures, for example 12.5."),
    forms.FloatField: _("Write a number in figures, for example 12.5."),
    forms.URLField: _("Write the address in full: https://example.org."),
}


def _limits_of(field: forms.Field, label: str) -> list[tuple[str, str]]:
    """Return what is said of a number outside its limits, or a text too long."""
    if isinstance(field, forms.IntegerField):
        least, most = field.min_value, field.max_value
        if least is not None and most is not None:
            said = _("Write a number from %(least)s to %(most)s under “%(label)s”.")
        elif least is not None:
            said = _("Write a number of at least %(least)s under “%(label)s”.")
        elif most is not None:
            said = _("Write a number of at most %(most)s under “%(label)s”.")
        else:
            return []
        words = str(said) % {"least": least, "most": most, "label": label}
        # Django fills the sentence in with its own names, so a % has to stay one.
        return [(code, _kept(words)) for code in ("min_value", "max_value")]
    if isinstance(field, forms.CharField) and field.max_length is not None:
        words = str(
            _("Shorten “%(label)s” to at most %(most)s characters.")
            % {"label": label, "most": field.max_length}
        )
        return [("max_length", _kept(words))]
    return []


def _kept(words: str) -> str:
    return words.replace("%", "%%")


def _nearest(
    field: forms.Field, sentences: Mapping[type[forms.Field], Promise | str]
) -> Promise | str | None:
    for kind in type(field).__mro__:
        if kind in sentences:
            return sentences[kind]
    return None


class _HouseWords:
    """Gives the fields of a form sentences that say what to do."""

    use_required_attribute = False

    # Options of the drawing, for a form class to set:
    mark_optional = True  # "(optional)" after the label; off in filters
    choices_outlined = False  # radio buttons as wide, outlined rows
    question_as_heading = False  # the first field's label is the page's h1
    # Headings of a long form's parts, by the field that each stands before.
    part_headings: Mapping[str, Promise | str] = {}
    # Whether ``initial`` is what is stored, to be held against what is stored when the
    # form comes back (common.meanwhile); off where it only suggests.
    initial_is_stored = True

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            self._word(name, field)

    def add_field(self, name: str, field: forms.Field) -> None:
        """Add a field that depends on what the form is about."""
        self.fields[name] = field
        self._word(name, field)

    def _word(self, name: str, field: forms.Field) -> None:
        if isinstance(field, forms.CharField):
            _let_in(field)
        label = field.label or name.replace("_", " ").capitalize()
        plain = type(field).default_error_messages
        for code, sentences in (("required", _REQUIRED), ("invalid", _INVALID)):
            own = field.error_messages.get(code)
            inherited = {
                kind.default_error_messages.get(code)
                for kind in type(field).__mro__
                if hasattr(kind, "default_error_messages")
            }
            if own not in inherited and own not in plain.values():
                continue  # the form's author has a better sentence
            sentence = _nearest(field, sentences)
            if sentence is not None:
                field.error_messages[code] = str(sentence) % {"label": label}
        for code, sentence in _limits_of(field, str(label)):
            field.error_messages.setdefault(code, sentence)


def _let_in(field: forms.CharField) -> None:
    """Let a browser send all that is pasted, and say here what is too much.

    With ``maxlength`` it would cut a text without a word.
    """
    field.widget.attrs.pop("maxlength", None)
    if field.max_length is not None:
        field.error_messages.setdefault("max_length", _TOO_LONG)


class HouseForm(_HouseWords, forms.Form):
    """A form of the house: no browser's own messages, sentences that help."""


def invalid(
    request: HttpRequest, template: str, context: dict[str, Any]
) -> HttpResponse:
    """Answer a form that could not be taken: the same page, its faults on top.

    What was typed is kept. The error summary takes the focus by itself.

    Args:
        request: the one that brought the form.
        template: the page the form stands on, with ``<c-errorsummary :form="form" />``.
        context: as for the page, the bound form in it.
    """
    return render(request, template, context, status=UNPROCESSABLE)


@dataclass(frozen=True)
class Fault:
    """One line of an error summary: what to do, and the id of the field to do it in.

    ``target`` is empty for what concerns no single field.
    """

    text: str
    target: str


def faults_of(form: forms.BaseForm | BaseFormSet[Any]) -> list[Fault]:
    """Return what is to be put right in a form or a formset, in the page's order."""
    if isinstance(form, BaseFormSet):
        own = [Fault(str(error), "") for error in form.non_form_errors()]
        return own + [fault for part in form for fault in faults_of(part)]
    if not form.errors:
        return []
    found = [Fault(str(error), "") for error in form.non_field_errors()]
    for bound in form:
        target = "" if bound.is_hidden else str(bound.id_for_label or bound.auto_id)
        if bound.use_fieldset and not bound.is_hidden:
            # A group has no field of its own: lead to its first choice.
            target = f"{bound.auto_id}_0"
        found += [Fault(str(error), target) for error in bound.errors]
    return found


@dataclass(frozen=True)
class Chip:
    """One filter in use: its field, what was chosen, and the address without it."""

    label: str
    value: str
    url: str


def as_query(parameters: QueryDict) -> str:
    """Return GET parameters as the end of an address; ``?`` alone clears them all."""
    return f"?{parameters.urlencode()}" if parameters else "?"


def chips_of(
    form: forms.BaseForm | None, here: QueryDict, *, without: Sequence[str] = ()
) -> list[Chip]:
    """Return the filters in use, each with the address that takes it away.

    Args:
        form: the GET form; its fields say which parameters are filters.
        here: the page's own GET parameters.
        without: fields that are no filters, such as a sort order.
    """
    if form is None:
        return []
    chips = []
    for name, field in form.fields.items():
        parameter = form.add_prefix(name)
        if name in without:
            continue
        values = [value for value in here.getlist(parameter) if value.strip()]
        for value in values:
            left = here.copy()
            left.setlist(parameter, [other for other in values if other != value])
            left.pop("page", None)
            label = str(field.label or name)
            chips.append(Chip(label, in_words(field, value, label), as_query(left)))
    return chips


def in_words(field: forms.Field, value: str, label: str) -> str:
    """Return a chosen value in the form's words: a box says its label, not "on"."""
    if isinstance(field, forms.BooleanField):
        return label
    for key, said in getattr(field, "choices", ()):
        # A group of choices holds its pairs in the place of its words.
        pairs = said if isinstance(said, (list, tuple)) else [(key, said)]
        for inner, words in pairs:
            if str(inner) == value:
                return str(words)
    return value
