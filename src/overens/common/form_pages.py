"""Pages with one form: show it, take it, say a broken rule beside its field.

A form that changes something says when somebody else changed it meanwhile; one that
adds something adds it once, however often the same page is sent.

Also the fields that more than one column's forms need: a day with holes, and a
published text in each language (two plain fields, ``title_sv`` and ``title_en``).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import wraps
from hashlib import blake2b
from typing import Any
from zlib import crc32

from django import forms
from django.contrib import messages
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from overens.common.dates import PartialDate, read_day, read_partial_day
from overens.common.explain import explain
from overens.common.forms import invalid
from overens.common.meanwhile import (
    OPENED_WITH,
    SENT_ONCE,
    changed_meanwhile,
    opened_with,
)
from overens.common.models import SentForm
from overens.common.texts import LANGUAGES, LocalText
from overens.errors import RuleBroken

TASK = "layouts/task.html"
# Characters: "söndagen den 27 september 2026, kl. 14:30:00" and some to spare.
LONGEST_DAY = 60
LONGEST_LINE = 300
LONGEST_WORDS = 10_000
CONFLICT = 409
# Longer than anybody leaves a page open and then goes back to it.
_REMEMBERED = timedelta(days=7)
_FORMS = 7215003  # our kind of advisory lock; the workers' leases have another

View = Callable[..., HttpResponse]


def form_page(view: View) -> View:
    """Let a page with a form be shown and sent; two sent at once wait for each other.

    What a form changes is read, held against what it was opened with, and written in
    one transaction, so that neither of two at the same moment wipes out the other's.
    """

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **named)
        with transaction.atomic():
            _wait_for_turn(f"{view.__module__}.{view.__qualname__} {named}")
            return view(request, *args, **named)

    return guarded


def _wait_for_turn(page: str) -> None:
    """Let one at a time send the form of a page; SQLite's transactions do so anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(%s, %s::bigint::int)",
                [_FORMS, crc32(page.encode()) - 2**31],
            )


def answer_form(
    request: HttpRequest,
    form: forms.BaseForm,
    context: dict[str, Any],
    act: Callable[[dict[str, Any]], str],
    *,
    template: str = TASK,
    adds: bool = False,
) -> HttpResponse:
    """Show a form, or take it and go on.

    Where the form's ``initial`` is what is stored, and that was changed by somebody
    else since the page was opened, 409 shows what it says now beside what was written,
    and the same button then saves all the same. A form whose initial values are only
    suggested says ``initial_is_stored = False``.

    Args:
        form: bound to what was posted, or unbound.
        context: as the template needs it; the form is added.
        act: called with the clean data; returns the address to go on to. A rule that
            it breaks is said beside the field it concerns, and what was typed stays.
        template: the page that the form stands on.
        adds: the form adds something; the same page sent twice adds it once.
    """
    context = {**context, "form": form}
    if request.method != "POST":
        return render(request, template, context)
    form.is_bound = True  # an empty form is sent too
    opened = request.POST.get(OPENED_WITH, "")
    if form.is_valid():
        changed = [] if adds else changed_meanwhile(form, opened)
        if changed:
            context |= {
                "changed_meanwhile": changed,
                "button": gettext("Save all the same"),
            }
            return render(request, template, context, status=CONFLICT)
        try:
            with transaction.atomic():
                url = _once(request, form, act) if adds else act(form.cleaned_data)
        except RuleBroken as broken:
            add_broken(form, broken)
        else:
            return redirect(url)
    # Still held against what the page was first opened with.
    context["opened_with"] = opened or opened_with(form)
    return invalid(request, template, context)


def _once(
    request: HttpRequest, form: forms.BaseForm, act: Callable[[dict[str, Any]], str]
) -> str:
    """Do it, or say that the very same page has been sent before, and lead there."""
    token = request.POST.get(SENT_ONCE, "")
    if not token:
        return act(form.cleaned_data)
    written = sorted(
        (name, values)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
    )
    key = blake2b(f"{request.path} {written}".encode(), digest_size=32).hexdigest()
    now = timezone.now()
    SentForm.objects.filter(at__lt=now - _REMEMBERED).delete()
    sent, is_first = SentForm.objects.get_or_create(key=key, defaults={"at": now})
    if is_first:
        sent.url = act(form.cleaned_data)
        sent.save(update_fields=["url"])
    else:
        messages.info(
            request, gettext("This was saved already. Nothing was added again.")
        )
    return sent.url


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, even when it is nothing; None when nothing was."""
    return request.POST if request.method == "POST" else None


def add_broken(form: forms.BaseForm, broken: RuleBroken) -> None:
    """Put a broken rule's sentence on its field, or on top where there is none."""
    wanted = broken.field or ""
    names = (wanted, f"{wanted}_{LANGUAGES[0]}")
    field = next((name for name in names if name in form.fields), None)
    form.add_error(field, explain(broken))


def texts_in(given: dict[str, Any], name: str) -> LocalText:
    """Return ``name_sv`` and ``name_en`` of a form's clean data as one text."""
    return LocalText(
        {language: given.get(f"{name}_{language}", "") for language in LANGUAGES}
    )


def as_initial(name: str, text: LocalText) -> dict[str, str]:
    """Return a text as the initial values of its two fields."""
    return {f"{name}_{language}": text.get(language, "") for language in LANGUAGES}


def words(
    label: Any,
    *,
    required: bool = False,
    rows: int = 0,
    longest: int = 0,
    help_text: Any = "",
) -> forms.CharField:
    """Return a field for words: one line, or an area of so many rows.

    Args:
        longest: characters at most; left out, ``LONGEST_LINE`` or ``LONGEST_WORDS``.
    """
    return forms.CharField(
        label=label,
        required=required,
        max_length=longest or (LONGEST_WORDS if rows else LONGEST_LINE),
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}) if rows else None,
    )


class DayFormField(forms.DateField):
    """A whole day, written in any usual form: 2026-03-01, 1 mars 2026, 1/3 2026."""

    def to_python(self, value: Any) -> date | None:
        """Return the day; None when nothing was written."""
        if isinstance(value, date) or value in self.empty_values:
            day: date | None = super().to_python(value)
            return day
        try:
            return read_day(str(value))
        except ValueError as wrong:
            raise forms.ValidationError(
                self.error_messages["invalid"], code="invalid"
            ) from wrong


class PartialDateFormField(forms.CharField):
    """A day, a month, a year, or nothing where nobody knows."""

    default_error_messages = {
        "invalid": _("Write a day, a month or a year: 2026-12-15, 2026-12 or 2026."),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault(
            "help_text",
            _("For example 2026-12-15. A month or a year is enough; empty if unknown."),
        )
        super().__init__(max_length=LONGEST_DAY, **options)

    def to_python(self, value: Any) -> Any:
        """Return a PartialDate; empty is unknown."""
        try:
            return read_partial_day(super().to_python(value) or "")
        except ValueError as wrong:
            raise forms.ValidationError(
                self.error_messages["invalid"], code="invalid"
            ) from wrong

    def prepare_value(self, value: Any) -> Any:
        """Return what the field shows."""
        return str(value) if isinstance(value, PartialDate) else value

    def run_validators(self, value: Any) -> None:
        """Check the length of what was written, not of the date."""
        super().run_validators(str(value))
