"""Words that only the roof's templates need."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

from overens.errors import gettext_noop
from overens.plans.queries import how_known_word

register = template.Library()

COLUMN_NAMES = {
    "common": gettext_noop("Mail, files and log"),
    "accounts": gettext_noop("Accounts"),
    "organisations": gettext_noop("Organisations"),
    "governance": gettext_noop("Groups and decisions"),
    "compacts": gettext_noop("The compact and its signatories"),
    "surveys": gettext_noop("Surveys"),
    "plans": gettext_noop("Measures and reports"),
    "followups": gettext_noop("Follow-ups"),
    "opendata": gettext_noop("Open data"),
}
BASES = {
    "public task": gettext_noop("task of public interest (GDPR 6.1 e)"),
    "legitimate interest": gettext_noop("legitimate interest (GDPR 6.1 f)"),
    "consent": gettext_noop("consent (GDPR 6.1 a)"),
    "legal duty": gettext_noop("legal duty (GDPR 6.1 c)"),
}


@register.filter
def column_name(package: str) -> str:
    """Return what a column is called on pages."""
    return gettext(COLUMN_NAMES[package]) if package in COLUMN_NAMES else package


@register.filter
def basis_name(key: str) -> str:
    """Return a legal basis in words."""
    return gettext(BASES[key])


@register.filter
def said(message: str) -> str:
    """Return a marked message in the reader's language."""
    return gettext(message)


@register.filter
def how_known(key: str) -> str:
    """Return how somebody knows that something became different, in words."""
    return how_known_word(key)


URGENCY_WORDS = {
    "now": gettext_noop("Urgent"),
    "week": gettext_noop("This week"),
    "when free": gettext_noop("When you have time"),
}
URGENCY_TONES = {"now": "danger", "week": "warning", "when free": "info"}


@register.filter
def urgency_word(urgency: str) -> str:
    """Return how soon something has to be done, in words."""
    return gettext(URGENCY_WORDS[urgency])


@register.filter
def urgency_tone(urgency: str) -> str:
    """Return the colour of how soon something has to be done."""
    return URGENCY_TONES[urgency]
