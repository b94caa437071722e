"""The front page and what stands beside the columns."""

from __future__ import annotations

import uuid

from tests.who_may_what import EVERYONE, HIDDEN, SIGNED_IN, Route, who

# Whether there is an outbox is nobody's business who does not handle mail.
MAIL_HANDLERS = who(404, petra=200)
NO_SUCH_MAIL = who(404, petra=302)

ROUTES = {
    "healthz": Route(get=EVERYONE),
    "readyz": Route(get=EVERYONE),
    "front_page": Route(get=EVERYONE),
    "robots": Route(get=EVERYONE),
    "to_do": Route(get=SIGNED_IN),
    # Nothing of that name waits for anybody.
    "to_do_wait": Route(get=HIDDEN, post=HIDDEN),
    "to_do_take_up": Route(get=who(405), post=HIDDEN),
    "mails": Route(get=MAIL_HANDLERS),
    "mail_undo": Route(
        get=who(405), post=NO_SUCH_MAIL, args=lambda side: [uuid.UUID(int=1)]
    ),
    "mail_undo_one": Route(
        get=who(405), post=who(404), args=lambda side: [uuid.UUID(int=1)]
    ),
    "mail_send_now": Route(
        get=who(405), post=NO_SUCH_MAIL, args=lambda side: [uuid.UUID(int=1)]
    ),
    "accessibility": Route(get=EVERYONE),
    "personal_data": Route(get=EVERYONE),
    "handbook": Route(get=EVERYONE),
    "handbook_page": Route(get=EVERYONE, args=lambda side: ["kom-igang"]),
    "style_guide": Route(get=EVERYONE),
    "text_size": Route(get=who(302)),
}
