"""``{% load house_letters %}``: a mail's text as a page shows it."""

from __future__ import annotations

from django import template
from django.utils.html import escape, linebreaks, urlize
from django.utils.safestring import SafeString

register = template.Library()

# What separates a letter from its sender, as mail has it.
_SIGNATURE = "-- "


@register.filter
def letter(text: str) -> SafeString:
    """Return a mail's text as a page shows it: links, paragraphs, a rule before who."""
    linked = urlize(text, autoescape=True).replace("<a ", '<a class="ds-link" ')
    return _with_rule(linked)


@register.filter
def letter_unlinked(text: str) -> SafeString:
    """Return the same without links: who reads it is not the one they are for."""
    return _with_rule(escape(text))


def _with_rule(markup: str) -> SafeString:
    body, _rule, sender = markup.partition(f"\n{_SIGNATURE}\n")
    return SafeString(
        linebreaks(body) + (f"<hr>{linebreaks(sender)}" if sender else "")
    )
