"""Whoever has answered leaves their name, apart from their answers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from overens.common.ballots import TokenWithdrawn, TooLate
from overens.common.form_pages import add_broken
from overens.common.forms import UNPROCESSABLE
from overens.errors import RuleBroken
from overens.surveys.actions.contacts import leave_contact
from overens.surveys.forms.answering import ContactForm
from overens.surveys.rules import OPEN
from overens.surveys.views.sitting import Sitting, sitting_page

# What the buttons say that is to be done: ask for a name, and take it.
CONTACT, CONTACTED = "contact", "contacted"
_FIELDS = tuple(ContactForm.base_fields)


def leaving_contact(request: HttpRequest, sitting: Sitting, go: str) -> HttpResponse:
    """Ask whom to contact, of somebody whose answers are in."""
    if go == CONTACT:
        form = ContactForm(initial={name: request.POST.get(name) for name in _FIELDS})
        return _page(request, sitting, form)
    form = ContactForm(request.POST)
    if form.is_valid():
        try:
            leave_contact(sitting.token, **form.cleaned_data)
        except (TooLate, TokenWithdrawn):
            raise
        except RuleBroken as broken:
            add_broken(form, broken)
        else:
            return sitting_page(request, "contacted", sitting, _("We will contact you"))
    return _page(request, sitting, form)


def _page(request: HttpRequest, sitting: Sitting, form: ContactForm) -> HttpResponse:
    status = UNPROCESSABLE if form.errors else 200
    title = _("Do you want to be contacted?")
    is_open = sitting.survey.mode == OPEN
    return sitting_page(
        request, "contact", sitting, title, status, form=form, is_open=is_open
    )
