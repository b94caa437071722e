"""The shapes of bringing rows in: which file of which source; what columns hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from overens.common.explain import explain
from overens.common.forms import HouseForm
from overens.common.sheets import BY_PAGE
from overens.common.sheets.faults import SheetTooLarge
from overens.organisations.models import Municipality, RegisterSource
from overens.organisations.rules import SOURCES
from overens.organisations.rules.coming_in import FIELDS, KEEP

NEW_SOURCE = "new"
MOST_PASTED = 2_000_000  # characters
# Sources that rows come from; a person or the organisation itself is none.
_KINDS = ("municipality", "region", "compact", "public documents")


class ImportForm(HouseForm):
    """A file or pasted rows, and the source that they are of."""

    # What can be left out depends on the others; ``clean`` says what is missing.
    mark_optional = False

    file = forms.FileField(
        label=_("Choose a file"),
        required=False,
    )
    text = forms.CharField(
        label=_("or paste the rows, with their headings"),
        required=False,
        max_length=MOST_PASTED,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    source = forms.ChoiceField(label=_("Where do the rows come from?"))
    name = forms.CharField(
        label=_("Name of the new source"),
        required=False,
        max_length=120,
        help_text=_("For example Föreningsregistret i Sandhamra."),
    )
    kind = forms.ChoiceField(label=_("Kind of new source"), required=False)
    municipality = forms.ChoiceField(
        label=_("All of it in one municipality"), required=False
    )

    def __init__(
        self,
        *args: Any,
        sources: Sequence[RegisterSource],
        municipalities: Sequence[Municipality],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        most = {"limit": BY_PAGE.file // 1_000_000}
        self.fields["file"].help_text = (
            gettext("Excel (.xlsx), .ods or CSV, at most %(limit)s MB.") % most
        )
        self.sources = {source.slug: source for source in sources}
        # Nothing is chosen beforehand where there is a choice: rows that are told to be
        # of the wrong source would flag all of that source's own as gone.
        self._offer("source", [("", _("Choose a source"))] if sources else [])
        self._offer("source", [(each.slug, each.name) for each in sources], more=True)
        self._offer("source", [(NEW_SOURCE, _("A new source"))], more=True)
        self._offer("kind", [(key, _(SOURCES[key])) for key in _KINDS])
        places = [
            (each.code, each.name)
            for each in sorted(municipalities, key=lambda each: each.name)
        ]
        self._offer(
            "municipality",
            [("", _("No, the rows say which")), *places],
        )

    def _offer(
        self, name: str, choices: list[tuple[str, Any]], *, more: bool = False
    ) -> None:
        field: Any = self.fields[name]
        field.choices = [*field.choices, *choices] if more else choices

    def clean(self) -> dict[str, Any]:
        """Say what is missing: rows, or the name of a new source."""
        given = super().clean() or {}
        file = given.get("file")
        if file is not None and (file.size or 0) > BY_PAGE.file:
            most = BY_PAGE.file // 1_000_000
            self.add_error("file", explain(SheetTooLarge(file=file.name, limit=most)))
        elif file is None and not (given.get("text") or "").strip():
            self.add_error("file", _("Choose a file, or paste the rows."))
        if given.get("source") == NEW_SOURCE and not (given.get("name") or "").strip():
            self.add_error("name", _("Write what the source is called."))
        return given

    def content(self) -> tuple[bytes, str]:
        """Return the bytes of the rows and the name of their file, if they have one."""
        file = self.cleaned_data["file"]
        if file is not None:
            return file.read(), file.name or ""
        return self.cleaned_data["text"].encode("utf-8", "replace"), ""


def _as_written(text: str) -> SafeString:
    """Return what a list says: lists of associations are written in Swedish."""
    return format_html('<span lang="sv">{}</span>', text)


class ColumnsForm(HouseForm):
    """What each column holds, and how the rows are to be taken."""

    mark_optional = False

    is_complete = forms.BooleanField(
        label=_("The file is the whole source: flag those that are not in it"),
        required=False,
    )
    repairs = forms.BooleanField(
        label=_("Put damaged letters right (Ã¶ becomes ö)"), required=False
    )

    def __init__(
        self,
        *args: Any,
        mapping: Mapping[str, str],
        samples: Mapping[str, Sequence[str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.headings = list(mapping)
        fields = [(key, capfirst(_(word))) for key, word in FIELDS.items()]
        choices = [(KEEP, _("Kept, not read")), *fields]
        columns: dict[str, forms.Field] = {}
        for place, heading in enumerate(self.headings):
            said = ", ".join(samples.get(heading, ()))
            columns[f"column_{place}"] = forms.ChoiceField(
                label=_as_written(heading),
                choices=[
                    (key, str(word)[:1].upper() + str(word)[1:])
                    for key, word in choices
                ],
                required=False,
                initial=mapping[heading],
                help_text=_as_written(said) if said else "",
            )
        self.fields = {**columns, **self.fields}

    @property
    def mapping(self) -> dict[str, str]:
        """What each column holds, by heading."""
        return {
            heading: self.cleaned_data[f"column_{place}"]
            for place, heading in enumerate(self.headings)
        }
