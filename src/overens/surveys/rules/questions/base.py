"""What every kind of question can do, and how its cells are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from overens.errors import RuleBroken, gettext_noop
from overens.surveys.rules.questions.shapes import (
    UNSAID,
    Counted,
    Given,
    Item,
    Limits,
    OptionCount,
)

# Longer than any answer that a person writes in a box; keeps a pasted book out.
LONGEST_TEXT = 5_000


class NoSuchOption(RuleBroken):
    """What stands in the cell is none of the question's options."""

    sentence = gettext_noop("“%(given)s” is not among the options: %(options)s.")


class OnlyOneOption(RuleBroken):
    """Several options where one may be chosen."""

    sentence = gettext_noop("Only one option can be chosen here.")


class TextTooLong(RuleBroken):
    """A text longer than an answer can be."""

    sentence = gettext_noop(
        "The text has %(length)s characters; at most %(longest)s are kept."
    )


class NotAnAnswer(RuleBroken):
    """A value of a shape that no answer has."""

    sentence = gettext_noop("Write the answer as text, or leave it empty.")


class Group(NamedTuple):
    """What answers that are numbers or days are counted in, both ends included.

    Attributes:
        key: its name in data.
        low, high: a number or a day as it is stored; "" for no end.
    """

    key: str
    low: str
    high: str


# How many distinct persons stand behind some answers, by their places in a list.
Behind = Callable[[Sequence[int]], int]


class QuestionType:
    """What every kind of question can do. Kinds override what differs.

    Attributes:
        key: its name in data.
        label: what it is called, for lists and tests of completeness.
        template: the partial that draws its result.
        has_options: whether it needs options to be written.
        has_rows: whether it needs rows to be written, each answered by itself.
        several: whether a unit may be counted under several options, so that shares
            do not add up to 100.
        settings: names in ``Limits`` that whoever makes the question may set.
        can_be_unsaid: whether somebody may say that they do not know.
        can_cross: whether it may be one side of a cross table.
        can_be_waited_for: whether a later question may wait for one of its options.
        is_compared: whether its figures are held against those of another survey.
        is_order: whether an option is counted where it was placed first.
        tells_by_absence: whether leaving it empty is itself an answer.
        measured: ``number`` or ``day``, where an answer is one.
        is_missed: whether who leaves it empty has answered the survey in part only.
        is_words: whether the answer is a text in the answerer's own words.
    """

    key: ClassVar[str]
    label: ClassVar[str]
    template: ClassVar[str]
    has_options: ClassVar[bool] = False
    has_rows: ClassVar[bool] = False
    several: ClassVar[bool] = False
    settings: ClassVar[tuple[str, ...]] = ()
    can_be_unsaid: ClassVar[bool] = True
    can_cross: ClassVar[bool] = False
    can_be_waited_for: ClassVar[bool] = False
    is_compared: ClassVar[bool] = True
    is_order: ClassVar[bool] = False
    tells_by_absence: ClassVar[bool] = False
    measured: ClassVar[str] = ""
    is_words: ClassVar[bool] = False
    is_missed: ClassVar[bool] = True

    def read(self, item: Item, raw: object) -> object:
        """Return the stored answer for what came in, or None for no answer.

        ``UNSAID`` is kept as it stands, whatever the kind (rule 37).

        Raises:
            RuleBroken: what came in cannot be an answer to this question.
        """
        if self.can_be_unsaid and _is_unsaid(raw):
            return UNSAID
        return self.read_answer(item, raw)

    def read_answer(self, item: Item, raw: object) -> object:
        """Return the stored answer, as ``read`` does, of what is not unsaid."""
        raise NotImplementedError

    def write(self, stored: object) -> str:
        """Return a stored answer as the text of one cell; ``read`` reads it back."""
        if isinstance(stored, list):
            return BETWEEN_OPTIONS.join(map(str, stored))
        return "" if stored is None else str(stored)

    def check_limits(self, limits: Limits) -> None:
        """Refuse limits that no answer could keep.

        Raises:
            RuleBroken: they cannot stand; its field is the name in ``Limits``.
        """

    def groups(self, limits: Limits) -> tuple[Group, ...]:
        """Return what answers are counted in, where nobody writes options.

        Never made from the answers: what they are would then be told by the groups.
        """
        return ()

    def is_answered(self, given: Given) -> bool:
        """Say whether the sheet answers the question, by option or own text."""
        return given.value not in (None, "", []) or bool(given.text)

    def chosen(self, item: Item, given: Given) -> Sequence[str]:
        """Return the keys of the options that an answer counts under."""
        return ()

    def count(
        self, item: Item, answers: Sequence[Given], behind: Behind | None = None
    ) -> Counted:
        """Count the answers: units for the figures, persons beside them.

        Args:
            answers: one a sheet; or each answer that was given, once, with the units
                of all who gave it.
            behind: how many distinct persons gave some of the answers, by their
                places; needed where an answer is not one person's.
        """
        behind = behind or _persons_of(answers)
        answered = [n for n, given in enumerate(answers) if self.is_answered(given)]
        under: dict[str, list[int]] = {option.key: [] for option in item.options}
        for n in answered:
            for key in self.chosen(item, answers[n]):
                under[key].append(n)
        return self.completed(
            Counted(
                base=sum(answers[n].units for n in answered),
                persons=behind(answered),
                options=tuple(
                    OptionCount(
                        option.key,
                        option.label,
                        sum(answers[n].units for n in under[option.key]),
                        behind(under[option.key]),
                    )
                    for option in item.options
                ),
                unsaid=sum(given.units for given in answers if given.is_unsaid),
            )
        )

    def completed(self, counted: Counted) -> Counted:
        """Add what follows from the counts; nothing where a count is withheld."""
        return counted


def _persons_of(answers: Sequence[Given]) -> Behind:
    return lambda places: len({answers[n].person for n in places})


# Several chosen options in one cell of a sheet: "time; knowledge".
BETWEEN_OPTIONS = "; "


def read_text(raw: object) -> str:
    """Return a text as it is kept: no outer blank space, at most ``LONGEST_TEXT``.

    Raises:
        NotAnAnswer: it is not a text.
        TextTooLong: it is longer than an answer can be.
    """
    kept = plain(raw)
    if len(kept) > LONGEST_TEXT:
        raise TextTooLong(length=len(kept), longest=LONGEST_TEXT)
    return kept


def plain(raw: object) -> str:
    """Return a cell as text without outer blank space.

    Raises:
        NotAnAnswer: it is neither a text nor a number.
    """
    if raw is None or raw == []:
        return ""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise NotAnAnswer()
    return str(raw).strip()


def only(raw: object) -> object:
    """Return the one thing in a list of one.

    Raises:
        OnlyOneOption: there are several.
    """
    if not isinstance(raw, list):
        return raw
    if len(raw) > 1:
        raise OnlyOneOption()
    return raw[0] if raw else None


def found_option(item: Item, given: str) -> str | None:
    """Return the key of the option that a cell names, by key or by any label."""
    return item.lookup.get(given.casefold())


def option_in(item: Item, given: str) -> str:
    """Return the key of the option that a cell names.

    Raises:
        NoSuchOption: it names none.
    """
    found = found_option(item, given)
    if found is None:
        raise NoSuchOption(
            given=given[:80], options=", ".join(option.key for option in item.options)
        )
    return found


def _is_unsaid(raw: object) -> bool:
    if isinstance(raw, list):
        return len(raw) == 1 and _is_unsaid(raw[0])
    return isinstance(raw, str) and raw.strip() == UNSAID
