"""What has become of those on a survey's list, in the register, since it was made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop, override

from overens.common.texts import LANGUAGES, LocalText
from overens.organisations.models import Organisation, Unit
from overens.surveys.models import FrameUnit, Survey
from overens.surveys.rules import folded

MERGED = gettext_noop("“%(name)s” has become part of “%(now)s”.")
DISSOLVED = gettext_noop("“%(name)s” is dissolved.")
RENAMED = gettext_noop("“%(name)s” is now called “%(now)s”.")


@dataclass(frozen=True)
class RegisterChange:
    """One on the list that is something else in the register now.

    Attributes:
        name: as the list has it, and as the survey keeps it.
        sentence: what became of it, to translate.
        now: what it is part of, or called; empty where it is no more.
    """

    name: LocalText
    sentence: str
    now: LocalText

    def said(self, language: str) -> str:
        """Return it as a sentence in one language."""
        with override(language):
            return gettext(self.sentence) % {
                "name": self.name.in_language(language),
                "now": self.now.in_language(language),
            }


def register_changes(survey: Survey) -> list[RegisterChange]:
    """Return what has changed in the register since the list was made.

    3 queries; 1 where nothing on the list came from the register.
    """
    listed = {
        row.register: row.name
        for row in FrameUnit.objects.filter(survey=survey)
        .exclude(register=None)
        .order_by("place")
    }
    if not listed:
        return []
    organisations = {
        each.uuid: each
        for each in Organisation.objects.filter(uuid__in=listed).select_related(
            "merged_into"
        )
    }
    units = {unit.uuid: unit for unit in Unit.objects.filter(uuid__in=listed)}
    found: list[RegisterChange] = []
    for key, name in listed.items():
        if key in organisations:
            found += _of_organisation(organisations[key], name)
        elif key in units and not _is_called(units[key].name, name):
            found.append(RegisterChange(name, RENAMED, units[key].name))
    return found


def _of_organisation(each: Organisation, name: LocalText) -> Iterator[RegisterChange]:
    if each.merged_into is not None:
        yield RegisterChange(name, MERGED, LocalText(sv=each.merged_into.name))
    elif each.dissolved_on:
        yield RegisterChange(name, DISSOLVED, LocalText())
    elif not _is_called(LocalText(sv=each.name), name):
        yield RegisterChange(name, RENAMED, LocalText(sv=each.name))


def _is_called(now: LocalText, name: LocalText) -> bool:
    """Say whether two names read the same in a language that both have."""
    shared = [language for language in now if language in name]
    return any(folded(now[each]) == folded(name[each]) for each in shared)


def changes_in_words(changes: list[RegisterChange]) -> LocalText:
    """Return all changes as one reservation, in every language; empty of none."""
    texts = {}
    for language in LANGUAGES if changes else ():
        with override(language):
            begun = gettext(
                "The list of those asked stands as it was when the survey was opened."
            )
        texts[language] = " ".join([begun, *(each.said(language) for each in changes)])
    return LocalText(texts)
