"""The only code that writes the register. One audit line an action."""

from __future__ import annotations

from overens.organisations.actions.asking import (
    ask_by_hand,
    ask_yearly,
    take_back_confirmations,
)
from overens.organisations.actions.bringing_in import (
    Imported,
    import_areas,
    import_municipalities,
    import_organisations,
    import_units,
)
from overens.organisations.actions.confirming import (
    confirm_by_link,
    correct_by_link,
    find_question,
    undo_by_link,
)
from overens.organisations.actions.contacts import (
    add_contact_role,
    add_other_name,
    set_contact_roles,
)
from overens.organisations.actions.duplicates import (
    find_duplicates,
    find_when_changed,
    join_pair,
    tell_apart,
    undo_decision,
)
from overens.organisations.actions.load import (
    forget_requests,
    log_request,
    take_back_requests,
)
from overens.organisations.actions.merging import merge_into, part_again
from overens.organisations.actions.organisations import (
    add_organisation,
    change_organisation,
    confirm_organisation,
)
from overens.organisations.actions.overriding import lift_override, override_district
from overens.organisations.actions.places import (
    BroughtIn,
    bring_in_sweden,
    ensure_places,
    import_outlines,
)
from overens.organisations.actions.relations import (
    change_relation,
    end_relation,
    relate,
    remove_relation,
)
from overens.organisations.actions.searching import (
    mend_search,
    rebuild_search,
    search_off,
)
from overens.organisations.actions.standing import (
    end_authority,
    give_authority,
    lift_mark,
    save_list,
    set_mark,
    set_marks,
)
from overens.organisations.actions.units import add_unit, change_unit

__all__ = [
    "change_relation",
    "lift_override",
    "override_district",
    "remove_relation",
    "BroughtIn",
    "Imported",
    "add_contact_role",
    "add_organisation",
    "add_other_name",
    "add_unit",
    "ask_by_hand",
    "ask_yearly",
    "confirm_by_link",
    "correct_by_link",
    "find_question",
    "forget_requests",
    "log_request",
    "take_back_confirmations",
    "take_back_requests",
    "undo_by_link",
    "bring_in_sweden",
    "change_organisation",
    "change_unit",
    "confirm_organisation",
    "end_authority",
    "end_relation",
    "ensure_places",
    "find_duplicates",
    "find_when_changed",
    "give_authority",
    "import_areas",
    "import_municipalities",
    "import_organisations",
    "import_outlines",
    "import_units",
    "join_pair",
    "lift_mark",
    "mend_search",
    "merge_into",
    "part_again",
    "rebuild_search",
    "relate",
    "save_list",
    "search_off",
    "set_contact_roles",
    "set_mark",
    "set_marks",
    "tell_apart",
    "undo_decision",
]
