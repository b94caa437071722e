"""What can be wrong with a sheet or a text that someone sends in, and what to do.

::

    Unreadable
    └── SheetUnreadable         any fault of a sheet
        ├── SheetKindUnknown    not a sheet at all
        ├── SheetLocked         a password, or Excel's format from before 2007
        ├── SheetDamaged        broken, or made to be far larger than it looks
        ├── SheetEmpty          no row with anything in it
        ├── SheetTooLarge       more megabytes than we take
        ├── SheetTooLong        more rows than we take
        ├── SheetTooWide        more columns than we take
        ├── CellTooLong         a cell without end; names row
        ├── QuoteOpen           a quotation mark without its end; names row
        ├── QuoteAstray         a quotation mark inside a cell; names row
        └── LettersUnreadable   letters that are no letters; names row
    └── WordUnreadable          a Word file that is none
"""

from __future__ import annotations

from overens.errors import Unreadable, gettext_noop


class SheetUnreadable(Unreadable):
    """A sheet that could not be read."""

    sentence = gettext_noop(
        "The file could not be read. Save it as .xlsx or .csv and try again."
    )


class SheetKindUnknown(SheetUnreadable):
    """Something else than a sheet."""

    sentence = gettext_noop(
        "The file is not a sheet that we can read. Save it as .xlsx, .ods or .csv and "
        "try again."
    )


class SheetLocked(SheetUnreadable):
    """Protected by a password, or in the format of old."""

    sentence = gettext_noop(
        "The file has a password or is saved in an old format. Save it as .xlsx "
        "without a password and try again."
    )


class SheetDamaged(SheetUnreadable):
    """Broken, or built to take more memory or time than a sheet should."""

    sentence = gettext_noop(
        "The file is damaged, or holds far more than it shows. Copy the rows you need "
        "to a new sheet, save it as .xlsx and try again."
    )


class SheetEmpty(SheetUnreadable):
    """No row has anything in it."""

    sentence = gettext_noop(
        "There are no rows to read. Check that it is the right file and that the rows "
        "are on its first sheet."
    )


class SheetTooLarge(SheetUnreadable):
    """More megabytes than we take."""

    sentence = gettext_noop(
        "The file is larger than %(limit)s MB. Split it into smaller files."
    )


class SheetTooLong(SheetUnreadable):
    """More rows than we take."""

    sentence = gettext_noop(
        "There are more than %(limit)s rows. Split them into smaller files."
    )


class SheetTooWide(SheetUnreadable):
    """More columns than we take."""

    sentence = gettext_noop(
        "Row %(row)s has more than %(limit)s columns. Take away the columns that are "
        "not needed and try again."
    )


class CellTooLong(SheetUnreadable):
    """A cell that goes on for pages."""

    sentence = gettext_noop(
        "A cell in row %(row)s is longer than %(limit)s characters. Shorten it, or "
        "look for a quotation mark that lacks its end."
    )


class QuoteOpen(SheetUnreadable):
    """A quotation mark begins a cell and never ends it."""

    sentence = gettext_noop(
        "A quotation mark in row %(row)s has no end. Close it or take it away and try "
        "again."
    )


class QuoteAstray(SheetUnreadable):
    """Text after the quotation mark that should have ended the cell."""

    sentence = gettext_noop(
        "Row %(row)s has a quotation mark in the middle of a cell. Write it twice or "
        "take it away and try again."
    )


class LettersUnreadable(SheetUnreadable):
    """Bytes that are letters in no alphabet we know."""

    sentence = gettext_noop(
        "The letters in row %(row)s cannot be read. Save the file as “CSV UTF-8” and "
        "try again."
    )


class WordUnreadable(Unreadable):
    """A Word file that is none, is locked or is damaged."""

    sentence = gettext_noop(
        "The file could not be read as a Word document. Save it as .docx without a "
        "password and try again."
    )
