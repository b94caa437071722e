"""Options of a question as a person writes them: one a line, or a scale's two ends.

Rules B1 and B2 of docs/rules/surveys.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from overens.errors import RuleBroken, gettext_noop
from overens.surveys.rules.shapes import LocalText

# Sweden's municipalities are 290; whoever pastes more has pasted something else.
MOST_OPTIONS = 500
LONGEST_LABEL = 300
# A grade is chosen among buttons on a phone.
LOWEST_GRADE, HIGHEST_GRADE = 0, 10
# Between an option and the definition beside it.
BEFORE_DEFINITION = "|"
_LONGEST_KEY = 50


class OptionsMissing(RuleBroken):
    """A choice with nothing to choose between."""

    sentence = gettext_noop("Write at least two options, one a line.")
    field = "options_sv"


class TooManyOptions(RuleBroken):
    """More options than anyone reads."""

    sentence = gettext_noop(
        "There are %(count)s options; at most %(most)s can stand in one question."
    )
    field = "options_sv"


class OptionTwice(RuleBroken):
    """Two options that read the same."""

    sentence = gettext_noop("“%(label)s” stands twice. Take one of them away.")
    field = "options_sv"


class OptionTooLong(RuleBroken):
    """An option longer than a button holds."""

    sentence = gettext_noop(
        "Line %(line)s is too long. Write at most %(longest)s characters, and the rest "
        "as a definition after a bar: |."
    )
    field = "options_sv"


class OptionUnnamed(RuleBroken):
    """A line with a definition of nothing."""

    sentence = gettext_noop("Line %(line)s has a definition but no option before it.")
    field = "options_sv"


class TranslationsUnlike(RuleBroken):
    """Not as many options in one language as in the other."""

    sentence = gettext_noop(
        "There are %(here)s options in Swedish and %(there)s in English. Write as many "
        "in both, in the same order, or leave the English empty."
    )
    field = "options_en"


class ScaleUpsideDown(RuleBroken):
    """A scale whose highest grade is not above its lowest."""

    sentence = gettext_noop("The highest grade has to be above the lowest.")
    field = "highest"


class AloneUnknown(RuleBroken):
    """What is to stand alone is none of the options."""

    sentence = gettext_noop(
        "“%(label)s” is not among the options. Write it as it stands above, one a line."
    )
    field = "alone"


@dataclass(frozen=True)
class WrittenOption:
    """An option as written, by a person or in a file: label and definition by language.

    ``alone`` where whoever chooses it chooses nothing else (questions with several).
    """

    key: str
    label: LocalText
    meaning: LocalText
    alone: bool = False

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> WrittenOption:
        """Return an option, or a row, as the bank stores it."""
        return cls(
            stored["key"],
            stored["label"],
            stored.get("meaning") or {},
            stored.get("alone", False),
        )

    @property
    def stored(self) -> dict[str, object]:
        """Return it as the bank stores it."""
        alone = {"alone": True} if self.alone else {}
        return {
            "key": self.key,
            "label": self.label,
            "meaning": self.meaning,
            **alone,
        }


def read_options(
    swedish: str, english: str = "", *, known: Sequence[WrittenOption] = ()
) -> tuple[WrittenOption, ...]:
    """Return the options written one a line, each with a definition after a bar.

    Args:
        known: those there were, so that one that is only reworded keeps its key.

    Raises:
        OptionsMissing, TooManyOptions, OptionTwice, OptionTooLong, OptionUnnamed:
            the Swedish lines cannot stand.
        TranslationsUnlike: the English has another number of lines.
    """
    lines = _lines(swedish, "options_sv")
    others = _lines(english, "options_en") if english.strip() else []
    if len(lines) < 2:
        raise OptionsMissing()
    if others and len(others) != len(lines):
        raise TranslationsUnlike(here=len(lines), there=len(others))
    keys = _kept_keys([label for label, _meaning in lines], known)
    read: list[WrittenOption] = []
    taken = {key for key in keys if key}
    for place, (label, meaning) in enumerate(lines):
        english_label, english_meaning = others[place] if others else ("", "")
        key = keys[place] or free_key(english_label or label, taken, "option")
        taken.add(key)
        read.append(
            WrittenOption(
                key,
                _texts(label, english_label),
                _texts(meaning, english_meaning),
            )
        )
    return tuple(read)


def set_alone(
    options: Sequence[WrittenOption], written: str
) -> tuple[WrittenOption, ...]:
    """Return options, those named one a line as such that exclude the others.

    Raises:
        AloneUnknown: a line names none of them, in any language.
    """
    # Swedish last: where a word is one option's English and another's Swedish.
    by_label = {
        option.label[language].casefold(): option.key
        for language in ("en", "sv")
        for option in options
        if language in option.label
    }
    lines = [line.partition(BEFORE_DEFINITION)[0] for line in written.splitlines()]
    named = [line.strip() for line in lines if line.strip()]
    for label in named:
        if label.casefold() not in by_label:
            raise AloneUnknown(label=label[:80])
    alone = {by_label[label.casefold()] for label in named}
    return tuple(replace(option, alone=option.key in alone) for option in options)


def written_alone(options: Sequence[WrittenOption]) -> str:
    """Return the options that exclude the others as ``set_alone`` reads them."""
    return "\n".join(
        option.label.get("sv") or next(iter(option.label.values()))
        for option in options
        if option.alone
    )


def _lines(written: str, field_name: str) -> list[tuple[str, str]]:
    """Return label and definition of each line that is not empty."""
    found: list[tuple[str, str]] = []
    seen: set[str] = set()
    lines = [line.strip() for line in written.splitlines()]
    lines = [line for line in lines if line]
    if len(lines) > MOST_OPTIONS:
        raise TooManyOptions(count=len(lines), most=MOST_OPTIONS, field=field_name)
    for number, line in enumerate(lines, 1):
        label, _bar, meaning = (
            part.strip() for part in line.partition(BEFORE_DEFINITION)
        )
        if not label:
            raise OptionUnnamed(line=number, field=field_name)
        if len(label) > LONGEST_LABEL:
            raise OptionTooLong(line=number, longest=LONGEST_LABEL, field=field_name)
        if label.casefold() in seen:
            raise OptionTwice(label=label[:80], field=field_name)
        seen.add(label.casefold())
        found.append((label, meaning))
    return found


def _kept_keys(labels: Sequence[str], known: Sequence[WrittenOption]) -> list[str]:
    """Return the key that each label keeps, "" for a new one."""
    by_label = {option.label.get("sv", ""): option.key for option in known}
    keys = [by_label.get(label, "") for label in labels]
    if len(labels) == len(known):
        # As many as before: what stands in the same place is the same, reworded.
        kept = set(keys)
        for place, option in enumerate(known):
            if not keys[place] and option.key not in kept:
                keys[place] = option.key
    return keys


def written_options(options: Sequence[WrittenOption], language: str) -> str:
    """Return options as ``read_options`` reads them; "" where the language has none."""
    if not any(option.label.get(language) for option in options):
        return ""
    lines = []
    for option in options:
        label = option.label.get(language) or option.label.get("sv", "")
        meaning = option.meaning.get(language, "")
        bar = f" {BEFORE_DEFINITION} {meaning}" if meaning else ""
        lines.append(label + bar)
    return "\n".join(lines)


def read_scale(
    lowest: int, highest: int, *, low_end: LocalText, high_end: LocalText
) -> tuple[WrittenOption, ...]:
    """Return the grades of a scale, with words at its two ends.

    Raises:
        ScaleUpsideDown: there are not two grades at least.
    """
    if highest <= lowest:
        raise ScaleUpsideDown()
    languages = sorted({"sv", *low_end, *high_end}, reverse=True)
    ends = {lowest: low_end, highest: high_end}
    return tuple(
        WrittenOption(
            str(grade),
            {
                language: _with_words(grade, ends.get(grade, {}).get(language, ""))
                for language in languages
            },
            {},
        )
        for grade in range(lowest, highest + 1)
    )


def _with_words(grade: int, words: str) -> str:
    return f"{grade}: {words}" if words else str(grade)


def end_words(option: WrittenOption) -> LocalText:
    """Return the words beside a grade, as ``read_scale`` put them there."""
    found = {}
    for language, label in option.label.items():
        _grade, _colon, words = label.partition(": ")
        if words:
            found[language] = words
    return found


def _texts(swedish: str, english: str) -> LocalText:
    texts = {"sv": swedish, "en": english}
    return {language: text for language, text in texts.items() if text}


def free_key(words: str, taken: Collection[str], otherwise: str) -> str:
    """Return a key for data made from words, that nothing else has."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    wished = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:_LONGEST_KEY]
    wished = wished.strip("-") or otherwise
    key, number = wished, 1
    while key in taken:
        number += 1
        key = f"{wished}-{number}"
    return key
