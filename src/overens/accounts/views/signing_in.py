"""Signing in by a code from a mail, and out. In the demonstration, as one of the cast.

Classes, not functions, because the two pages are allauth's own views with our form,
template and 422: what they do about codes, tries and sessions is theirs.
"""

from __future__ import annotations

import uuid as uuids
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.account import app_settings as allauth
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from overens.accounts.actions import open_code, spend_code, take_try
from overens.accounts.forms import SignInCodeForm, SignInForm
from overens.accounts.models import Person
from overens.accounts.rules import CAST, CAST_DOMAIN, CODE_TRIES
from overens.accounts.views.adapter import landing_url
from overens.common.forms import UNPROCESSABLE
from overens.common.views import is_here

# Where the session keeps which code it waits for.
_SENT_CODE = "sent_code"
# A session from before codes were counted; no code has this name.
_NO_CODE = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True)
class CastMember:
    """One of the cast, as the demonstration offers them."""

    key: str
    name: str
    who: str


def cast() -> list[CastMember]:
    """Return the cast that is loaded; nobody where this is no demonstration."""
    if not settings.DEMONSTRATION:
        return []
    addresses = [f"{key}@{CAST_DOMAIN}" for key in CAST]
    there = {
        person.email.partition("@")[0]: person
        for person in Person.objects.filter(email__in=addresses, is_active=True)
    }
    return [
        CastMember(key, str(there[key]), _(line))
        for key, line in CAST.items()
        if key in there
    ]


class SignIn(RequestLoginCodeView):  # type: ignore[misc]
    """Ask for the address, send a code, and answer alike whoever has the address."""

    template_name = "accounts/sign_in.html"

    def get_form_class(self) -> type[SignInForm]:
        """Return our form."""
        return SignInForm

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        """Let one who mistyped the address ask again, though a code is out."""
        return

    def form_valid(self, form: SignInForm) -> HttpResponse:
        """Send the code; say so when the mail could not leave."""
        try:
            process = LoginCodeVerificationProcess.initiate(
                request=self.request,
                user=form._user,
                email=form.cleaned_data["email"],
            )
        except OSError:
            form.add_error(
                None, _("The mail could not be sent. Try again in a few minutes.")
            )
            return self.form_invalid(form)
        # Also where nobody has the address: both are answered alike.
        sent = open_code(holds=timedelta(seconds=allauth.LOGIN_BY_CODE_TIMEOUT))
        process.state[_SENT_CODE] = str(sent.uuid)
        process.persist()
        return HttpResponseRedirect(self.get_success_url())

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        """Answer 422 with what to put right."""
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=UNPROCESSABLE)  # type: ignore[no-any-return]

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Return the page's context, with the cast in the demonstration."""
        context: dict[str, Any] = super().get_context_data(**more)
        after = self.request.GET.get("next", "") or self.request.POST.get("next", "")
        return context | {"title": _("Sign in"), "cast": cast(), "next": after}


class SignInCode(ConfirmLoginCodeView):  # type: ignore[misc]
    """Take the code; the same page whether or not the address is somebody's."""

    template_name = "accounts/sign_in_code.html"

    def get_form_class(self) -> type[SignInCodeForm]:
        """Return our form."""
        return SignInCodeForm

    def post(self, request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        """Count the try before the code is looked at, so that none is free."""
        self.sent = uuids.UUID(self._process.state.get(_SENT_CODE, _NO_CODE))
        self.tries = take_try(code=self.sent)
        if self.tries is None:
            return self._over()
        answer: HttpResponse = super().post(request, *args, **named)
        return answer

    def form_valid(self, form: SignInCodeForm) -> HttpResponse:
        """Sign in, and let the code work no more."""
        if not spend_code(code=self.sent):
            return self._over()
        answer: HttpResponse = super().form_valid(form)
        return answer

    def _over(self) -> HttpResponse:
        """Lead back to where a new code is asked for."""
        self._process.abort()
        sentence = get_adapter().error_messages["too_many_login_attempts"]
        messages.error(self.request, str(sentence))
        return redirect("accounts:sign_in")

    def form_invalid(self, form: SignInCodeForm) -> HttpResponse:
        """Answer 422, or lead back when there are no tries left."""
        if self.tries == CODE_TRIES:
            spend_code(code=self.sent)
            return self._over()
        # The session's own count is left: the row's is the one that holds.
        answer: HttpResponse = super(ConfirmLoginCodeView, self).form_invalid(form)
        if answer.status_code == 200:
            answer.status_code = UNPROCESSABLE
        return answer

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Return the page's context."""
        context: dict[str, Any] = super().get_context_data(**more)
        after = self.request.GET.get("next", "") or self.request.POST.get("next", "")
        return context | {"title": _("Write the code"), "next": after}


sign_in = SignIn.as_view()
sign_in_code = SignInCode.as_view()


@require_POST
def sign_in_as(request: HttpRequest, who: str) -> HttpResponse:
    """Sign in as one of the cast: in the demonstration only, elsewhere not there."""
    if not settings.DEMONSTRATION or who not in CAST:
        raise Http404
    person = get_object_or_404(Person, email=f"{who}@{CAST_DOMAIN}", is_active=True)
    if request.user.is_authenticated:
        logout(request)
    get_adapter().login(request, person)
    after = request.POST.get("next", "")
    if is_here(after):
        return HttpResponseRedirect(after)
    return redirect(landing_url(request))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out; the session and what was in it are gone."""
    logout(request)
    messages.success(request, _("You are signed out."))
    return redirect("front_page")
