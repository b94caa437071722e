"""What the register is searched by: an index of terms, and a log of what has changed.

On SQLite the terms stand in an FTS5 table whose content is the organisations' own; on
PostgreSQL in an inverted index. Triggers keep the one and write the other, unless the
search is off while very many rows come in (``organisations.actions.searching``).
"""

from __future__ import annotations

from overens.common.handmade_sql.pieces import Piece

ORGANISATIONS = "organisations_organisation"
TERMS = "organisations_search"
WORDS = "organisations_search_words"
REBUILD = f"INSERT INTO {TERMS}({TERMS}) VALUES ('rebuild')"
_NEEDS = (ORGANISATIONS, "search_terms")

# What of an organisation the search holds; a change of anything else costs nothing.
_HELD = [
    "name",
    "kind",
    "form",
    "level",
    "origin",
    "last_confirmed",
    "merged_into_id",
    "search_terms",
]
_IS_ON = "(SELECT max(is_off) FROM organisations_searchstate) IS NOT 1"
_ADD = f"INSERT INTO {TERMS}(rowid, search_terms) VALUES (NEW.id, NEW.search_terms);"
_TAKE = (
    f"INSERT INTO {TERMS}({TERMS}, rowid, search_terms) "
    "VALUES ('delete', OLD.id, OLD.search_terms);"
)
# While the search is off, who writes is noted once: it may end after it is on again.
FUNCTION = """CREATE OR REPLACE FUNCTION organisations_search_note() RETURNS trigger
AS $$
DECLARE whose bigint;
BEGIN
  IF EXISTS (SELECT 1 FROM organisations_searchstate WHERE is_off) THEN
    IF NOT EXISTS (SELECT 1 FROM organisations_searchchange
        WHERE transaction = txid_current() AND organisation IS NULL) THEN
      INSERT INTO organisations_searchchange (organisation, token, at, transaction)
      VALUES (NULL, gen_random_uuid()::text, now(), txid_current());
    END IF;
    RETURN NULL;
  END IF;
  IF TG_OP = 'DELETE' THEN
    whose := to_jsonb(OLD) ->> TG_ARGV[0];
  ELSE
    whose := to_jsonb(NEW) ->> TG_ARGV[0];
  END IF;
  INSERT INTO organisations_searchchange (organisation, token, at, transaction)
  VALUES (whose, gen_random_uuid()::text, now(), txid_current());
  RETURN NULL;
END $$ LANGUAGE plpgsql;
"""


def _note(whose: str) -> str:
    return (
        "INSERT INTO organisations_searchchange(organisation, token, at) VALUES "
        f"({whose}, lower(hex(randomblob(16))), strftime('%Y-%m-%d %H:%M:%f', 'now'));"
    )


def _changed(apart: str) -> str:
    return " OR ".join(f"OLD.{name} {apart} NEW.{name}" for name in _HELD)


def _trigger(
    table: str, event: str, *, column: str, before: str = "", only_held: bool = False
) -> Piece:
    """Return the trigger that notes one kind of change in one table.

    Args:
        column: says which organisation a row is about.
        before: what else it does on SQLite.
        only_held: a change of what the search does not hold costs nothing.
    """
    row = "OLD" if event == "DELETE" else "NEW"
    short = table.removeprefix("organisations_")
    name = f"organisations_search_{short}_{event.lower()}"
    of = f" OF {', '.join(_HELD)}" if only_held else ""
    lite_when = f"{_IS_ON} AND ({_changed('IS NOT')})" if only_held else _IS_ON
    post_when = f" WHEN ({_changed('IS DISTINCT FROM')})" if only_held else ""
    return Piece(
        "trigger",
        name,
        f"CREATE TRIGGER {name} AFTER {event}{of} ON {table} WHEN {lite_when} "
        f"BEGIN {before} {_note(f'{row}.{column}')} END",
        f"{FUNCTION}CREATE TRIGGER {name} AFTER {event}{of} ON {table} FOR EACH ROW"
        f"{post_when} EXECUTE FUNCTION organisations_search_note('{column}')",
        on=table,
        needs=_NEEDS,
        # Rows may have changed while their trigger was gone.
        then=REBUILD if before else "",
    )


PIECES: tuple[Piece, ...] = (
    Piece(
        "table",
        TERMS,
        f"CREATE VIRTUAL TABLE {TERMS} USING fts5(search_terms, "
        f"content='{ORGANISATIONS}', content_rowid='id', tokenize='ascii', "
        # Without an index of their own, beginnings of one or two letters ("i*") are
        # looked up by reading every word that begins so. A term has a letter before.
        "detail='none', prefix='2 3')",
        "",
        must_hold="detail='none', prefix='2 3'",
        on=ORGANISATIONS,
        needs=_NEEDS,
        then=REBUILD,
    ),
    Piece(
        "table",
        WORDS,
        f"CREATE VIRTUAL TABLE {WORDS} USING fts5vocab('{TERMS}', 'row')",
        "",
        on=ORGANISATIONS,
        needs=_NEEDS,
    ),
    Piece(
        "index",
        TERMS,
        "",
        f"CREATE INDEX {TERMS} ON {ORGANISATIONS} USING gin "
        "(array_to_tsvector(string_to_array(search_terms, ' ')))",
        on=ORGANISATIONS,
        needs=_NEEDS,
    ),
    _trigger(ORGANISATIONS, "INSERT", column="id", before=_ADD),
    _trigger(
        ORGANISATIONS, "UPDATE", column="id", before=_TAKE + " " + _ADD, only_held=True
    ),
    _trigger(ORGANISATIONS, "DELETE", column="id", before=_TAKE),
    *(
        _trigger(f"organisations_{name}", event, column="organisation_id")
        for name, events in {
            "organisation_municipalities": ("INSERT", "DELETE"),
            "organisation_areas": ("INSERT", "DELETE"),
            "organisationmark": ("INSERT", "UPDATE", "DELETE"),
        }.items()
        for event in events
    ),
)
