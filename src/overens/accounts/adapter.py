"""How allauth behaves here: nobody signs up by themselves."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People are invited; signing up is closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: an account is made by the secretariat or an organisation."""
        return False
