"""What empties a survey's columns in the moment that one of its sheets is written.

Rows are written in many ways: by an action, by undoing an import, by whoever erases
something by hand. A trigger sees them all.
"""

from __future__ import annotations

from overens.common.handmade_sql.pieces import Piece

SHEETS, COLUMNS = "surveys_answersheet", "surveys_answercolumns"
_NEEDS = (COLUMNS, "revision")
_EMPTIED = (
    f"revision = {COLUMNS}.revision + 1, made_of = '', layout = NULL, data = NULL"
)

# Of a survey without columns a first sheet makes the row, so that whoever lays them out
# at the same moment waits for it (PostgreSQL).
FUNCTION = f"""CREATE OR REPLACE FUNCTION surveys_answers_changed() RETURNS trigger
AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO {COLUMNS} (survey_id, revision, made_of)
    SELECT DISTINCT survey_id, 1, '' FROM changed
    ON CONFLICT (survey_id) DO UPDATE SET {_EMPTIED};
  ELSE
    UPDATE {COLUMNS} SET {_EMPTIED}
    WHERE survey_id IN (SELECT survey_id FROM changed);
  END IF;
  RETURN NULL;
END $$ LANGUAGE plpgsql;
"""


def _trigger(event: str) -> Piece:
    row = "OLD" if event == "DELETE" else "NEW"
    name = f"surveys_answers_{event.lower()}"
    lite = f"UPDATE {COLUMNS} SET {_EMPTIED} WHERE survey_id = {row}.survey_id;"
    if event == "INSERT":
        lite = (
            f"INSERT INTO {COLUMNS} (survey_id, revision, made_of) "
            f"VALUES (NEW.survey_id, 1, '') "
            f"ON CONFLICT (survey_id) DO UPDATE SET {_EMPTIED};"
        )
    return Piece(
        "trigger",
        name,
        f"CREATE TRIGGER {name} AFTER {event} ON {SHEETS} BEGIN {lite} END",
        f"{FUNCTION}CREATE TRIGGER {name} AFTER {event} ON {SHEETS} "
        f"REFERENCING {row} TABLE AS changed FOR EACH STATEMENT "
        "EXECUTE FUNCTION surveys_answers_changed()",
        on=SHEETS,
        needs=_NEEDS,
        # Sheets may have changed while their trigger was gone.
        then=f"UPDATE {COLUMNS} SET {_EMPTIED}",
    )


PIECES: tuple[Piece, ...] = tuple(
    _trigger(event) for event in ("INSERT", "UPDATE", "DELETE")
)
