"""What those who answer are told about who sees their answers, by mode (rule B5).

Never written by hand: a promise that the mode does not keep would be worse than none.
"""

from __future__ import annotations

from overens.errors import gettext_noop
from overens.surveys.rules.frames import ANONYMOUS, CONFIDENTIAL, OPEN

PROMISES = {
    OPEN: gettext_noop(
        "You answer openly. Your answer stands for what you answer for, and it may be "
        "shown with its name."
    ),
    CONFIDENTIAL: gettext_noop(
        "You answer in confidence. The secretariat sees who has answered, never what. "
        "Answers are locked until the survey closes; before that only those who run "
        "the service could open them. Then the link between you and your answer is "
        "destroyed. Nothing is shown that points anyone out. What you write in your "
        "own words the secretariat then reads, without your name. The answers without "
        "names are taken out only if two persons agree: one of the secretariat who "
        "asks, and another of the secretariat or of those who run the service. It is "
        "logged."
    ),
    ANONYMOUS: gettext_noop(
        "You answer anonymously. Answers are sealed until the survey closes. After "
        "that nobody can see who answered what, not even those who run the service. "
        "What you write in your own words the secretariat then reads, without your "
        "name."
    ),
}
