"""The only code that writes the register. One audit line an action."""

from __future__ import annotations

from overens.organisations.actions.asking import (
    ask_by_hand,
    ask_yearly,
    take_back_confirmations,
)
from overens.organisations.actions.asking_speakers import (
    ask_speakers,
    ask_speakers_by_hand,
    take_back_speakers,
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
from overens.organisations.actions.lists import (
    ListLine,
    add_to_list,
    put_back,
    remove_list,
    rename_list,
    save_list,
    take_out,
    update_list,
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
from overens.organisations.actions.saved_searches import (
    remove_search,
    rename_search,
    save_search,
)
from overens.organisations.actions.searching import (
    keep_search,
    mend_search,
    rebuild_search,
    search_off,
)
from overens.organisations.actions.sector import count_sector, keep_sector_count
from overens.organisations.actions.showing import set_visibility, undo_visibility
from overens.organisations.actions.standing import (
    end_authority,
    give_authority,
    give_back_authority,
    lift_mark,
    set_mark,
    set_marks,
)
from overens.organisations.actions.units import add_unit, change_unit

__all__ = [
    "BroughtIn",
    "Imported",
    "ListLine",
    "add_contact_role",
    "add_organisation",
    "add_other_name",
    "add_to_list",
    "add_unit",
    "ask_by_hand",
    "ask_speakers",
    "ask_speakers_by_hand",
    "ask_yearly",
    "bring_in_sweden",
    "change_organisation",
    "change_relation",
    "change_unit",
    "confirm_by_link",
    "confirm_organisation",
    "correct_by_link",
    "count_sector",
    "end_authority",
    "end_relation",
    "ensure_places",
    "find_duplicates",
    "find_question",
    "find_when_changed",
    "forget_requests",
    "give_authority",
    "give_back_authority",
    "import_areas",
    "import_municipalities",
    "import_organisations",
    "import_outlines",
    "import_units",
    "join_pair",
    "keep_sector_count",
    "lift_mark",
    "lift_override",
    "log_request",
    "keep_search",
    "mend_search",
    "merge_into",
    "override_district",
    "part_again",
    "put_back",
    "rebuild_search",
    "relate",
    "remove_list",
    "remove_relation",
    "remove_search",
    "rename_list",
    "rename_search",
    "save_list",
    "save_search",
    "search_off",
    "set_contact_roles",
    "set_mark",
    "set_marks",
    "set_visibility",
    "take_back_confirmations",
    "take_back_requests",
    "take_back_speakers",
    "take_out",
    "tell_apart",
    "undo_by_link",
    "undo_decision",
    "undo_visibility",
    "update_list",
]
