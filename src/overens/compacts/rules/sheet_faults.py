"""What can be wrong with a sheet of signatories, named by row and column."""

from __future__ import annotations

from overens.errors import RuleBroken, gettext_noop


class SheetEmpty(RuleBroken):
    """No rows came in."""

    sentence = gettext_noop(
        "There are no rows to read. Paste them with their headings."
    )
    field = "text"


class NameColumnMissing(RuleBroken):
    """No column holds the names."""

    sentence = gettext_noop(
        "No column is called “Namn” or “Name”. The first row has to hold the headings; "
        "it holds: %(headings)s."
    )
    field = "text"


class TooManyRows(RuleBroken):
    """More rows than any compact has signatories."""

    sentence = gettext_noop(
        "The sheet has %(rows)s rows. Bring in at most %(most)s at a time."
    )
    field = "text"


class RowRefused(RuleBroken):
    """A row that cannot be brought in; ``row`` is counted as in the sheet, from 1."""

    sentence = gettext_noop("Row %(row)s cannot be brought in.")


class NameMissing(RowRefused):
    """A row about no one."""

    sentence = gettext_noop(
        "Row %(row)s, column %(column)s: the organisation's name is missing."
    )


class NameTooLong(RowRefused):
    """A name longer than the register keeps."""

    sentence = gettext_noop(
        "Row %(row)s, column %(column)s: the name has %(length)s characters. "
        "At most %(longest)s can be kept."
    )


class NameIsNone(RowRefused):
    """What stands as a name is an error of Excel's, or has no letter in it."""

    sentence = gettext_noop(
        "Row %(row)s, column %(column)s: “%(value)s” is not a name. Write the "
        "organisation's name."
    )


class PhoneInRow(RowRefused):
    """A telephone number where a role and an address are asked for."""

    sentence = gettext_noop(
        "Row %(row)s, column %(column)s: leave the telephone number out. Write a "
        "role, such as chair, and an e-mail address."
    )


class TwoAddresses(RowRefused):
    """The contact and the e-mail column say different addresses."""

    sentence = gettext_noop(
        "Row %(row)s: the columns %(column)s and %(other)s have different e-mail "
        "addresses. Leave one of them."
    )


class SideOfAnother(RowRefused):
    """A public body on civil society's side, or the other way round."""

    sentence = gettext_noop(
        "Row %(row)s: %(value)s is a %(kind)s in the register and cannot sign on "
        "the side of %(side)s."
    )


class DayUnreadable(RowRefused):
    """What stands as a date is none."""

    sentence = gettext_noop(
        "Row %(row)s, column %(column)s: “%(value)s” is not a date. Write it as "
        "2026-12-15, or only the year."
    )


class DayToCome(RowRefused):
    """A signature of tomorrow."""

    sentence = gettext_noop(
        "Row %(row)s, column %(column)s: %(value)s has not come yet."
    )


class EmailUnreadable(RowRefused):
    """An address that no mail reaches."""

    sentence = gettext_noop(
        "Row %(row)s, column %(column)s: “%(value)s” is not an e-mail address. Write "
        "it in full: name@example.org."
    )


class WayUnknown(RowRefused):
    """A way of signing that is not known."""

    sentence = gettext_noop(
        "Row %(row)s, column %(column)s: “%(value)s” is not a known way. Leave it "
        "empty, or write: %(known)s."
    )


class SideUnknown(RowRefused):
    """Not a side of this compact, or more than one."""

    sentence = gettext_noop(
        "Row %(row)s, column %(column)s: it is not clear which side “%(value)s” is. "
        "Write one of: %(known)s."
    )


class NoSides(RowRefused):
    """The compact says of nobody that they are a party."""

    sentence = gettext_noop(
        "Row %(row)s: the compact has no parties yet. Add them first, under “Sides and "
        "what the compact starts from”."
    )


class TwiceInSheet(RowRefused):
    """The same name higher up."""

    sentence = gettext_noop(
        "Row %(row)s, column %(column)s: “%(value)s” stands on row %(first)s already."
    )


class NameAmbiguous(RowRefused):
    """More than one in the register is called so."""

    sentence = gettext_noop(
        "Row %(row)s: more than one in the register is called %(value)s. Write the "
        "name in full."
    )


class AlreadySigned(RowRefused):
    """It has signed this version, and the sheet says something else about it."""

    sentence = gettext_noop(
        "Row %(row)s: %(value)s has already signed this version (%(day)s)."
    )
