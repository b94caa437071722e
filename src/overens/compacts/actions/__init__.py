"""The only code that writes compacts, their wording and their signatures."""

from __future__ import annotations

from overens.compacts.actions.compacts import (
    add_party,
    add_steering_document,
    change_compact,
    change_party,
    change_steering_document,
    create_compact,
    trace_sentence,
)
from overens.compacts.actions.correcting import (
    correct_sentence,
    correct_signature,
    remove_drafting,
    remove_party,
    remove_steering_document,
    undo_withdrawal,
)
from overens.compacts.actions.saying import change_version, say_because
from overens.compacts.actions.signatories import (
    SignatoryImport,
    import_signatories,
    undo,
)
from overens.compacts.actions.signing import (
    record_drafting,
    record_request,
    record_signature,
    refresh_marks,
    withdraw_signature,
)
from overens.compacts.actions.versions import put_in_force, take_back_force
from overens.compacts.actions.wording import WordingImport, import_wording

__all__ = [
    "change_steering_document",
    "correct_sentence",
    "correct_signature",
    "remove_drafting",
    "remove_party",
    "remove_steering_document",
    "undo_withdrawal",
    "change_version",
    "say_because",
    "take_back_force",
    "SignatoryImport",
    "WordingImport",
    "add_party",
    "add_steering_document",
    "change_compact",
    "change_party",
    "create_compact",
    "import_signatories",
    "import_wording",
    "put_in_force",
    "record_drafting",
    "record_request",
    "record_signature",
    "refresh_marks",
    "trace_sentence",
    "undo",
    "withdraw_signature",
]
