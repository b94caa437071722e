"""A compact's text and a sheet of signatories, pasted or as a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from overens.common.explain import explain
from overens.common.files import Original
from overens.common.form_pages import PartialDateFormField
from overens.common.forms import HouseForm
from overens.common.sheets import as_pasted
from overens.common.sheets.faults import SheetTooLarge
from overens.compacts.models import Compact, CompactVersion
from overens.compacts.queries.files import cells_of_file, cells_of_text, text_of_file
from overens.compacts.rules import slug_of
from overens.errors import RuleBroken

# Read into memory as a whole; a compact with pictures in Word has a few.
MOST_MEGABYTES = 20
# The longest text is refused with its own sentence; this only stops the absurd.
LONGEST_FIELD = 2_000_000


class _TextOrFile(HouseForm):
    """A text pasted, or a file that holds it; the file wins."""

    # Whether the text came out of Word, where headings have styles and no "#".
    is_word = False
    # The file, where one was chosen.
    original: Original | None = None
    # One of the two is needed, so neither is optional by itself.
    mark_optional = False

    text = forms.CharField(
        label=_("The text"),
        required=False,
        max_length=LONGEST_FIELD,
        widget=forms.Textarea(attrs={"rows": 12}),
        strip=False,
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        max_length=200,
        help_text=_("Word (.docx), Markdown or plain text."),
    )

    def clean(self) -> dict[str, Any]:
        """Put what the file holds where the pasted text is."""
        given: dict[str, Any] = super().clean() or {}
        file: UploadedFile | None = given.get("file")
        if file is not None:
            try:
                if (file.size or 0) > MOST_MEGABYTES * 1_000_000:
                    raise SheetTooLarge(file=file.name, limit=MOST_MEGABYTES)
                original = Original(file.read(), file.name or "")
                given["text"] = self.read(original.data, original.name)
            except RuleBroken as broken:
                self.add_error("file", explain(broken))
            else:
                self._keep(given["text"])
                self.original = original
                self.is_word = (file.name or "").casefold().endswith(".docx")
        elif not (given.get("text") or "").strip() and "text" not in self.errors:
            self.add_error("text", _("Paste the text, or choose a file."))
        return given

    def _keep(self, text: str) -> None:
        """Show what was read in the field: a browser never sends a file twice."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix("text")] = text
        self.data = data

    def read(self, data: bytes, name: str) -> str:
        """Return the text that a file holds."""
        return text_of_file(data, name)


class NewVersionForm(_TextOrFile):
    """The text of a version, and its language."""

    language = forms.ChoiceField(
        label=_("Language of the text"),
        choices=lambda: settings.LANGUAGES,
        widget=forms.RadioSelect,
        initial="sv",
    )


class NewCompactForm(NewVersionForm):
    """The text of a new compact, where it is to stand and since when it holds."""

    slug = forms.CharField(
        label=_("Address of the pages"),
        max_length=80,
        help_text=_("Small letters, figures and hyphens, for example strandland."),
    )
    valid_from = PartialDateFormField(
        label=_("In force from"),
        help_text=_(
            "For example 2026-12-15; a month or a year is enough. Empty while it is "
            "being drafted."
        ),
    )
    field_order = ["text", "file", "language", "slug", "valid_from"]

    def clean_slug(self) -> str:
        """Return the address in small letters without accents."""
        slug = slug_of(self.cleaned_data["slug"])
        if not slug or slug in ("new", "ny"):
            raise forms.ValidationError(
                _("Write the address with a to z, figures and hyphens.")
            )
        if Compact.objects.filter(slug=slug).exists():
            raise forms.ValidationError(
                _("There is already a compact at this address. Choose another.")
            )
        return slug


class SheetForm(_TextOrFile):
    """Rows of signatories, pasted or as a file, and which version they signed."""

    version = forms.ModelChoiceField(
        label=_("Which version have they signed?"),
        queryset=CompactVersion.objects.none(),
        empty_label=None,
    )
    field_order = ["text", "file", "version"]

    def __init__(self, *args: Any, compact: Compact, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].label = _("The rows, with their headings")
        self.fields["file"].help_text = _("Excel (.xlsx), .ods or CSV.")
        versions: Any = self.fields["version"]
        versions.queryset = CompactVersion.objects.filter(compact=compact).order_by(
            "-is_current", "-number"
        )
        versions.label_from_instance = lambda version: str(version.number)
        self.initial.setdefault("version", versions.queryset.first())

    def read(self, data: bytes, name: str) -> str:
        """Return the cells of a sheet as they would have been pasted."""
        return as_pasted(cells_of_file(data, name))

    def cells(self) -> list[list[str]]:
        """Return the cells.

        Raises:
            SheetUnreadable: what was pasted is no table.
        """
        return cells_of_text(self.cleaned_data["text"])
