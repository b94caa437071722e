"""What a ballot can be said no to for, and the sentences that say so. Pure Python."""

from __future__ import annotations

from overens.errors import RuleBroken, gettext_noop


class TokenUnknown(RuleBroken):
    """No ballot that is still there has issued it."""

    sentence = gettext_noop(
        "The link or code does not work. Either the time to answer is over, and then "
        "no link works any more, or it is not whole: look how it stands in your "
        "invitation."
    )


class TokenWithdrawn(RuleBroken):
    """Whoever issued the token has taken it back."""

    sentence = gettext_noop(
        "This link has been replaced or taken back. Use the link in the latest letter "
        "to you, or ask whoever sent it. If an answer has already been sent for you, "
        "it counts."
    )


class TokenUsed(RuleBroken):
    """An answer has come in by the token; the first one stands."""

    sentence = gettext_noop(
        "An answer has already come in by this link. It counts, and cannot be changed."
    )


class TooLate(RuleBroken):
    """The closing time has passed, by the database's clock."""

    sentence = gettext_noop(
        "The time to answer is over. An answer that came in before then counts."
    )


class KeepsNoDraft(RuleBroken):
    """Of an anonymous ballot nothing is kept before the answer is sent."""

    sentence = gettext_noop(
        "Answer this in one go: nothing is kept until you send. That is how nobody can "
        "see what you write."
    )


class AnswerTooLong(RuleBroken):
    """More than can be sealed without its length telling whose it is."""

    sentence = gettext_noop(
        "Your answers are too long together. Shorten your longest text and send again."
    )


class KeyMissing(RuleBroken):
    """The key files are not in the data folder, as after a restore from a back-up."""

    sentence = gettext_noop(
        "The key to these answers is not on this server, so none can be taken in. Tell "
        "whoever sent you the link."
    )


class PassphraseTooShort(RuleBroken):
    """The passphrase could be found by trying."""

    sentence = gettext_noop(
        "Choose a passphrase of at least %(shortest)s characters, such as four words."
    )


class WrongPassphrase(RuleBroken):
    """Neither the passphrase nor the code on paper opens the key."""

    sentence = gettext_noop(
        "That is not the passphrase, nor the code on paper. Nothing has been opened; "
        "try again."
    )


class StillOpen(RuleBroken):
    """The closing time has not come."""

    sentence = gettext_noop(
        "Answers are taken until the closing time. They can be counted after it."
    )


class AnswersUnreadable(RuleBroken):
    """A stored answer cannot be opened: changed, or sealed to another key."""

    sentence = gettext_noop(
        "%(count)s answers cannot be opened with this key. Nothing has been counted or "
        "taken away. Ask whoever runs the server what has happened to them."
    )


class TracesLeft(RuleBroken):
    """Somebody reads the database so long that it cannot be rewritten now."""

    sentence = gettext_noop(
        "The answers are counted, but old copies of them are not wiped yet: the "
        "database is in use, or its disk is full. Close once more in a few minutes."
    )
