"""Published texts in several languages, as one value.

``LocalText({"sv": "Öppenhet och insyn", "en": "Openness and insight"})`` is what a
``LocalTextField`` stores. A text that lacks the reader's language falls back to one
that is there, and the page marks it (``lang=``), so "English complete" can be tested.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LANGUAGES = ("sv", "en")


class LocalText(dict[str, str]):
    """A text by language code; ``str()`` gives the active language's."""

    def __init__(
        self, texts: Mapping[str, str] | str | None = None, **by_language: str
    ):
        if isinstance(texts, str):
            texts = {"sv": texts}
        super().__init__(
            {
                language: text
                for language, text in {**(texts or {}), **by_language}.items()
                if text
            }
        )

    def best(self, language: str) -> tuple[str, str]:
        """Return (text, its language): the asked language, else what there is."""
        for candidate in (language, *LANGUAGES):
            if self.get(candidate):
                return self[candidate], candidate
        return "", language

    def in_language(self, language: str) -> str:
        """Return the text in ``language``, or in the language that there is."""
        return self.best(language)[0]

    def __str__(self) -> str:
        return self.in_language((get_language() or "sv")[:2])

    def __bool__(self) -> bool:
        return any(self.values())

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(sorted(self.items())))


def check_languages(value: Mapping[str, str]) -> None:
    """Refuse what is not a mapping from known language codes to texts."""
    given: object = value
    if not isinstance(given, Mapping) or not set(given) <= set(LANGUAGES):
        raise ValidationError(_("A text needs its languages: sv, en."))
    if not all(isinstance(text, str) for text in given.values()):
        raise ValidationError(_("A text needs its languages: sv, en."))


class LocalTextField(models.JSONField):
    """Stores a LocalText as JSON ``{"sv": …, "en": …}``."""

    default_validators = [check_languages]

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("default", LocalText)
        super().__init__(*args, **options)

    def from_db_value(
        self, value: Any, expression: Any, connection: Any
    ) -> LocalText | None:
        loaded = super().from_db_value(value, expression, connection)
        return None if loaded is None else LocalText(loaded)

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return LocalText(value) if isinstance(value, Mapping) else value

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, str):
            value = LocalText(value)
        return super().get_prep_value(dict(value) if value is not None else None)


def local(text: LocalText | Mapping[str, str] | str) -> LocalText:
    """Return the text as a LocalText whatever it came in as."""
    return text if isinstance(text, LocalText) else LocalText(text)
