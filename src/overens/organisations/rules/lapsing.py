"""When whoever speaks for an organisation is asked whether they still do. Pure.

The turn, the days to answer and the reminder are those of the yearly question
(``rules.yearly``): a board that is elected is asked once it has been.
"""

from __future__ import annotations

from datetime import date, timedelta

from overens.errors import RuleBroken, gettext_noop

# Why a right to speak ended, where the secretariat did not end it.
SAID_SO, NO_ANSWER = "said so", "no answer"
ENDINGS = {
    SAID_SO: gettext_noop("says that it is over"),
    NO_ANSWER: gettext_noop("no answer"),
}
# Days that a right that lapsed is shown to whoever had it, and waits in what to do:
# as long as a link holds.
SHOWN_LAPSED = 60


class RightOver(RuleBroken):
    """The right ended before the answer came."""

    sentence = gettext_noop(
        "The right to speak for %(name)s ended %(day)s, so there is nothing to answer. "
        "If you still speak for it, ask for the right again."
    )


class NothingToGiveBack(RuleBroken):
    """The secretariat ended it, or it holds."""

    sentence = gettext_noop(
        "This right did not end with a question, or it holds. Give a new one instead."
    )


def last_day_of(first: date | None, *, today: date) -> date:
    """Return the last day of a right that ends today: yesterday, if it had begun (O38).

    >>> last_day_of(date(2024, 3, 1), today=date(2026, 5, 4))
    datetime.date(2026, 5, 3)
    """
    yesterday = today - timedelta(days=1)
    return yesterday if first is None or first <= yesterday else first


def post_in_sentence(post: str) -> str:
    """Return a post as it stands within a sentence; short forms keep their capitals.

    >>> post_in_sentence("Ordförande"), post_in_sentence("VD")
    ('ordförande', 'VD')
    """
    kept = post.strip()
    is_short_form = kept[1:2].isupper()
    return kept if is_short_form else kept[:1].lower() + kept[1:]
