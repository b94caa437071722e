"""What can be wrong with an XLSForm: where it is, and what to do.

::

    FormRefused
    ├── SheetMissing           a sheet that has to be there
    ├── ColumnMissing          a column that has to be there
    ├── ColumnUnknown          a column whose meaning we could not keep
    ├── LanguageUnknown        words in a language that no survey of ours has
    ├── TypeUnknown            a kind of question that we have not got
    ├── TellsOfPerson          a row that would note who answered, or when
    ├── ListUnknown            choices that are not there
    ├── NameMissing, NameTwice a row that cannot be told from others
    ├── LabelMissing           a question without words
    ├── ConditionUnread        a condition that we cannot keep
    ├── LimitUnread            a limit that we cannot keep
    ├── GroupOpen, GroupInside a section that does not end, or holds another
    └── NoteLast               a text that no question comes after
"""

from __future__ import annotations

from overens.errors import RuleBroken, gettext_noop


class FormRefused(RuleBroken):
    """An XLSForm that cannot be taken whole."""

    sentence = gettext_noop("The XLSForm cannot be read.")
    field = "file"


class SheetMissing(FormRefused):
    """A sheet that has to be there."""

    sentence = gettext_noop(
        "The workbook has no sheet “%(sheet)s”. An XLSForm has the sheets survey and "
        "choices."
    )


class ColumnMissing(FormRefused):
    """A column that has to be there."""

    sentence = gettext_noop(
        "The sheet “%(sheet)s” has no column “%(column)s”. Write it in row 1."
    )


class ColumnUnknown(FormRefused):
    """A column whose meaning we could not keep."""

    sentence = gettext_noop(
        "Sheet “%(sheet)s”, row %(row)s: we cannot keep what stands in the column "
        "“%(column)s”. Take it away and try again."
    )


class LanguageUnknown(FormRefused):
    """Words in a language that no survey of ours has."""

    sentence = gettext_noop(
        "The column “%(column)s” of the sheet “%(sheet)s” is neither in Swedish nor in "
        "English. Name it “label::Svenska (sv)” or “label::English (en)”, or take it "
        "away."
    )


class TypeUnknown(FormRefused):
    """A kind of question that we have not got."""

    sentence = gettext_noop(
        "Sheet “survey”, row %(row)s: there is no kind of question “%(given)s” here. "
        "Choose among: %(known)s."
    )


class TellsOfPerson(FormRefused):
    """A row that would note who answered, or when."""

    sentence = gettext_noop(
        "Sheet “survey”, row %(row)s: “%(given)s” would note who answered, or when. "
        "Take the row away."
    )


class ListUnknown(FormRefused):
    """Choices that are not there."""

    sentence = gettext_noop(
        "Sheet “survey”, row %(row)s: the sheet “choices” has no list “%(given)s”. "
        "Write at least two choices with that list_name."
    )


class NameMissing(FormRefused):
    """A row that answers could not be kept under."""

    sentence = gettext_noop(
        "Sheet “%(sheet)s”, row %(row)s: write a name of letters and figures."
    )


class NameTwice(FormRefused):
    """Two rows that cannot be told apart."""

    sentence = gettext_noop(
        "Sheet “%(sheet)s”, row %(row)s: the name “%(given)s” stands twice. Give each "
        "a name of its own."
    )


class LabelMissing(FormRefused):
    """A question or a choice without words."""

    sentence = gettext_noop("Sheet “%(sheet)s”, row %(row)s: write a label.")


class ConditionUnread(FormRefused):
    """A condition that we cannot keep."""

    sentence = gettext_noop(
        "Sheet “survey”, row %(row)s: we cannot read the condition “%(given)s”. Write "
        "it as selected(${question}, 'choice') or ${question} = 'choice', with “or” "
        "within one question and “and” between several that come before."
    )


class LimitUnread(FormRefused):
    """A limit that we cannot keep."""

    sentence = gettext_noop(
        "Sheet “survey”, row %(row)s: we cannot read the limit “%(given)s”. Write it "
        "as . >= 0 and . <= 100, for days with date('2026-12-15'), and an option that "
        "excludes the others as not(selected(., 'no') and count-selected(.) > 1)."
    )


class GroupOpen(FormRefused):
    """A section that does not begin or does not end."""

    sentence = gettext_noop(
        "Sheet “survey”, row %(row)s: begin_group and end_group do not match. Each "
        "section begins once and ends once."
    )


class GroupInside(FormRefused):
    """A section within another."""

    sentence = gettext_noop(
        "Sheet “survey”, row %(row)s: a section cannot stand inside another. End the "
        "first before the next begins."
    )


class NoteLast(FormRefused):
    """A text that no question comes after."""

    sentence = gettext_noop(
        "Sheet “survey”, row %(row)s: a note is shown with the question after it, and "
        "here there is none. Move it up or take it away."
    )
