"""A page that takes a sheet: a file or pasted cells, then what was read from it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from overens.common.forms import HouseForm
from overens.common.sheets import BY_PAGE, read_pasted, read_sheet

# A thousand rows in two languages are below one megabyte.
LARGEST = 4 * 1024 * 1024


class SheetForm(HouseForm):
    """One of the two: a file, or cells pasted from a spreadsheet."""

    mark_optional = False

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("Excel (.xlsx) or CSV, with the headings in the first row."),
    )
    pasted = forms.CharField(
        label=_("Or paste the cells here"),
        required=False,
        strip=False,
        max_length=LARGEST,
        widget=forms.Textarea(attrs={"rows": 8, "wrap": "off"}),
        help_text=_("Copy from the spreadsheet, with the row of headings."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two, of a size that can be read."""
        clean: dict[str, Any] = super().clean() or self.cleaned_data
        file, pasted = clean.get("file"), clean.get("pasted", "")
        if file is None and not pasted.strip() and not self.errors:
            self.add_error("file", gettext("Choose a file, or paste the cells."))
        if file is not None and file.size > LARGEST:
            self.add_error("file", gettext("Choose a file of at most 4 megabytes."))
        return clean

    def content(self) -> tuple[bytes, str]:
        """Return the bytes and the name of what came in; the form has to be valid."""
        file = self.cleaned_data.get("file")
        if file is not None:
            file.seek(0)
            return file.read(), file.name
        return self.cleaned_data["pasted"].encode(), ""

    def sheet(self) -> list[list[str]]:
        """Return the rows; the form has to be valid.

        Raises:
            SheetUnreadable: it cannot be read; the sentence says what to do.
        """
        data, name = self.content()
        if name:
            return read_sheet(data, name, limits=BY_PAGE)
        return read_pasted(data.decode(), limits=BY_PAGE)
