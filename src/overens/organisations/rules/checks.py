"""What may be written in the register, and the sentence when it may not. Pure Python.

Numbered O2 … in ``docs/rules/organisations.md``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from stdnum.se import orgnr

from overens.errors import RuleBroken, gettext_noop

LONGEST_NAME = 200  # characters
_TOWARDS_PERSON = "01"  # the third figure of a personal number is a month's first


class NameMissing(RuleBroken):
    """An organisation is called something."""

    sentence = gettext_noop("Write what the organisation is called.")
    field = "name"


class NameTooLong(RuleBroken):
    """A name fits on a line or three."""

    sentence = gettext_noop(
        "The name has %(length)s characters. Write at most %(longest)s."
    )
    field = "name"


class NotAnOrganisationNumber(RuleBroken):
    """Not ten figures, or the last does not agree with the rest."""

    sentence = gettext_noop(
        "%(number)s is not an organisation number. Check the ten figures, or leave "
        "the field empty: an organisation without a number takes part too."
    )
    field = "org_number"


class LooksLikePersonalNumber(RuleBroken):
    """A sole trader's number is a personal number, which the register never keeps."""

    sentence = gettext_noop(
        "This looks like a personal identity number. The register does not keep "
        "those. Leave the field empty."
    )
    field = "org_number"


class OrganisationNumberTaken(RuleBroken):
    """A number is one organisation's."""

    sentence = gettext_noop(
        "%(name)s already has this organisation number. A local branch that uses its "
        "parent’s number leaves the field empty."
    )
    field = "org_number"


class SlugTaken(RuleBroken):
    """An address is one organisation's."""

    sentence = gettext_noop("There is already an organisation at %(slug)s.")
    field = "slug"


class UnknownWord(RuleBroken):
    """A key that is in none of the register's lists."""

    sentence = gettext_noop("%(word)s is not in the list. Choose one of: %(words)s.")


class UnknownMunicipality(RuleBroken):
    """A municipality that the register does not have."""

    sentence = gettext_noop("There is no municipality with the code %(code)s here.")
    field = "municipalities"


class UnknownArea(RuleBroken):
    """An area that the register does not have."""

    sentence = gettext_noop("There is no area called %(key)s here.")
    field = "areas"


class UnknownOrganisation(RuleBroken):
    """A slug that is no organisation's."""

    sentence = gettext_noop("There is no organisation called %(slug)s here.")


class NobodyNamed(RuleBroken):
    """A name that nothing in the register has, nor anything near it."""

    sentence = gettext_noop(
        "Nobody in the register has this name. Check how it is spelt."
    )


class NobodyNamedBut(RuleBroken):
    """A name that nothing has, and some nearly have."""

    sentence = gettext_noop(
        "Nobody in the register is called %(name)s. Do you mean: %(names)s?"
    )


class SeveralNamed(RuleBroken):
    """A name that more than one has."""

    sentence = gettext_noop(
        "More than one in the register has this name. Write one of these: %(names)s."
    )


class AlikeThere(RuleBroken):
    """An organisation of the same name, or nearly, is in the register (rule O13)."""

    sentence = gettext_noop(
        "There is already one called so: %(names)s. Is it the same?"
    )
    field = "is_another"


class NameThere(RuleBroken):
    """An organisation is called the same twice (rule O13)."""

    sentence = gettext_noop("%(name)s already stands among the names.")
    field = "name"


class RelatedToItself(RuleBroken):
    """An organisation cannot be its own branch."""

    sentence = gettext_noop("An organisation cannot belong to itself.")
    field = "upper"


class RelatedInARing(RuleBroken):
    """What belongs to a branch cannot be above it."""

    sentence = gettext_noop(
        "%(upper)s already belongs to %(lower)s. It cannot be the other way round too."
    )
    field = "upper"


class RelationThere(RuleBroken):
    """The same relation is kept once for the same days."""

    sentence = gettext_noop("%(lower)s already belongs to %(upper)s in this way.")
    field = "upper"


class AuthorityThere(RuleBroken):
    """The person may speak for the body during these days."""

    sentence = gettext_noop(
        "%(person)s may already speak for %(organisation)s during these days."
    )
    field = "email"


class EvidenceMissing(RuleBroken):
    """A right to speak for others rests on something that can be shown."""

    sentence = gettext_noop(
        "Write what shows that the person may speak for the organisation, such as "
        "“minutes of the annual meeting 2026-03-12”."
    )
    field = "evidence"


class WrongBody(RuleBroken):
    """A unit belongs to one public body, and answers to a unit of the same."""

    sentence = gettext_noop("%(unit)s does not belong to %(body)s.")
    field = "answers_to"


class NotAPublicBody(RuleBroken):
    """Only a public body has units."""

    sentence = gettext_noop("%(name)s is not a public body, and has no units here.")


class UnitRing(RuleBroken):
    """Nobody answers to somebody who answers to them."""

    sentence = gettext_noop("%(unit)s would answer to itself. Choose another unit.")
    field = "answers_to"


class NoteMissing(RuleBroken):
    """What departs from a rule, or from a proposal, says why."""

    sentence = gettext_noop("Write why, in a sentence: others will read it.")
    field = "note"


class NotCivilSociety(RuleBroken):
    """Districts are civil society's."""

    sentence = gettext_noop(
        "%(name)s is a public body. The rule of district organisations does not "
        "concern it."
    )


class NothingDecidedOtherwise(RuleBroken):
    """There is no decision to take back: the rule holds."""

    sentence = gettext_noop("The rule already holds for %(name)s.")


class DissolvedDayOfLiving(RuleBroken):
    """Only what is dissolved has a day when it was."""

    sentence = gettext_noop(
        "Only an organisation that is dissolved has a day for it. Choose the status "
        "dissolved, or leave the day empty."
    )
    field = "dissolved_on"


class OtherWorld(RuleBroken):
    """Own, source and made-up rows are never mixed."""

    sentence = gettext_noop(
        "%(one)s and %(other)s belong to different worlds of the demonstration. They "
        "are never mixed."
    )


class MergedAlready(RuleBroken):
    """A merged organisation leads to one that stands by itself."""

    sentence = gettext_noop("%(name)s is itself merged into another organisation.")


class NotMerged(RuleBroken):
    """Only what is merged can be parted."""

    sentence = gettext_noop("%(name)s is not merged into another organisation.")


class RowsRefused(RuleBroken):
    """Some rows of an import cannot be taken; none was.

    ``faults`` holds (row number, its fault) each, the first row being 1.
    """

    sentence = gettext_noop("Nothing was brought in: %(count)s rows have faults.")

    def __init__(self, faults: list[tuple[int, RuleBroken]]) -> None:
        self.faults = faults
        super().__init__(count=len(faults))


class FileNotRead(RuleBroken):
    """A file of settings that is not written as it should."""

    sentence = gettext_noop("%(path)s could not be read: %(fault)s")


class SlugTwice(RuleBroken):
    """Two rows have the same address."""

    sentence = gettext_noop("%(slug)s stands in more than one row.")
    field = "slug"


def check_name(name: str) -> str:
    """Return a name without extra blank space.

    Raises:
        NameMissing: nothing but blank space.
        NameTooLong: more than ``LONGEST_NAME`` characters.
    """
    kept = " ".join(name.split())
    if not kept:
        raise NameMissing()
    if len(kept) > LONGEST_NAME:
        raise NameTooLong(length=len(kept), longest=LONGEST_NAME)
    return kept


def check_org_number(typed: str) -> str:
    """Return an organisation number as ten figures; empty stays empty (rule O2).

    Taken as people write them: ``899999-9991``, ``16899999-9991``, ``SE899999999101``.
    Length and check figure are python-stdnum's to judge; it takes personal numbers
    too, which the third figure tells apart, and those are refused.

    Raises:
        NotAnOrganisationNumber: not ten figures that agree.
        LooksLikePersonalNumber: the third figure is 0 or 1.

    >>> check_org_number("899999-9991")
    '8999999991'
    """
    bare = re.sub(r"[\s-]", "", typed.strip().upper())
    if not bare:
        return ""
    if len(bare) == 14 and bare.startswith("SE") and bare.endswith("01"):
        bare = bare[2:12]
    if len(bare) == 12 and bare.startswith("16"):
        bare = bare[2:]
    # Judged before the check figure: a mistyped personal number is one all the same.
    # Twelve figures with a century are a personal number in full.
    if len(bare) == 12 and bare.isdigit() and bare[:2] in {"18", "19", "20"}:
        raise LooksLikePersonalNumber()
    if len(bare) == 10 and bare.isdigit() and bare[2] in _TOWARDS_PERSON:
        raise LooksLikePersonalNumber()
    if not bare.isascii() or not bare.isdigit() or not orgnr.is_valid(bare):
        raise NotAnOrganisationNumber(number=typed.strip())
    return bare


def check_word(word: str, words: Collection[str], *, field: str) -> str:
    """Return a key that is in a list; an empty one stays empty.

    Raises:
        UnknownWord: it is not there; says which are.
    """
    if word and word not in words:
        raise UnknownWord(field=field, word=word, words=", ".join(words))
    return word


def check_words(
    given: Iterable[str], words: Collection[str], *, field: str
) -> list[str]:
    """Return the keys, each once, in the order of the list.

    Raises:
        UnknownWord: one of them is not there.
    """
    asked = [check_word(word, words, field=field) for word in given if word]
    return [word for word in words if word in asked]


def check_evidence(evidence: str) -> str:
    """Return what a right to speak rests on (rule O5).

    Raises:
        EvidenceMissing: nothing was written.
    """
    kept = " ".join(evidence.split())
    if not kept:
        raise EvidenceMissing()
    return kept[:300]


def check_note(note: str) -> str:
    """Return why something departs from a rule or a proposal, on one line.

    Raises:
        NoteMissing: nothing was written.
    """
    kept = " ".join(note.split())
    if not kept:
        raise NoteMissing()
    return kept[:300]
