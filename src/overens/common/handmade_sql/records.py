"""Ballots that cannot be told apart by their order, and an audit that only grows."""

from __future__ import annotations

from overens.common.handmade_sql.pieces import Piece

_TOKEN = """CREATE TABLE common_ballot_token (
    ballot {uuid} NOT NULL,
    token_hash varchar(64) NOT NULL,
    used bool NOT NULL DEFAULT {false},
    withdrawn bool NOT NULL DEFAULT {false},
    begun bool NOT NULL DEFAULT {false},
    PRIMARY KEY (ballot, token_hash)
){tail}"""
_ANSWER = """CREATE TABLE common_ballot_answer (
    ballot {uuid} NOT NULL,
    answer_key varchar(64) NOT NULL,
    stratum varchar(60) NOT NULL DEFAULT '',
    units smallint NOT NULL DEFAULT 1,
    answer text NOT NULL,
    PRIMARY KEY (ballot, answer_key)
){tail}"""
_DRAFT = """CREATE TABLE common_ballot_draft (
    ballot {uuid} NOT NULL,
    draft_key varchar(64) NOT NULL,
    draft text NOT NULL,
    PRIMARY KEY (ballot, draft_key)
){tail}"""
_LITE = {"uuid": "char(32)", "false": "0", "tail": " WITHOUT ROWID"}
_POSTGRES = {"uuid": "uuid", "false": "false", "tail": ""}

_NO_CHANGE = """CREATE TRIGGER common_audit_no_change
BEFORE UPDATE ON common_auditline
WHEN OLD.at IS NOT NEW.at OR OLD.action IS NOT NEW.action
  OR OLD.actor_label IS NOT NEW.actor_label OR OLD.facts IS NOT NEW.facts
  OR OLD.about_uuid IS NOT NEW.about_uuid OR OLD.actor_uuid IS NOT NEW.actor_uuid
  OR (OLD.digest <> '' AND OLD.digest IS NOT NEW.digest)
BEGIN SELECT RAISE(ABORT, 'an audit line is never changed'); END"""
_NO_DELETE = """CREATE TRIGGER common_audit_no_delete
BEFORE DELETE ON common_auditline
BEGIN SELECT RAISE(ABORT, 'an audit line is never deleted'); END"""
_GUARD = """CREATE OR REPLACE FUNCTION common_audit_guard() RETURNS trigger AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'an audit line is never deleted';
  END IF;
  IF (OLD.at, OLD.action, OLD.actor_label, OLD.facts::text, OLD.about_uuid,
      OLD.actor_uuid)
     IS DISTINCT FROM
     (NEW.at, NEW.action, NEW.actor_label, NEW.facts::text, NEW.about_uuid,
      NEW.actor_uuid)
     OR (OLD.digest <> '' AND OLD.digest <> NEW.digest) THEN
    RAISE EXCEPTION 'an audit line is never changed';
  END IF;
  RETURN NEW;
END $$ LANGUAGE plpgsql;
CREATE TRIGGER {name} BEFORE {event} ON common_auditline
FOR EACH ROW EXECUTE FUNCTION common_audit_guard()"""

PIECES: tuple[Piece, ...] = (
    Piece(
        "table",
        "common_ballot_token",
        _TOKEN.format(**_LITE),
        _TOKEN.format(**_POSTGRES),
        must_hold="WITHOUT ROWID",
    ),
    Piece(
        "table",
        "common_ballot_answer",
        _ANSWER.format(**_LITE),
        _ANSWER.format(**_POSTGRES),
        must_hold="WITHOUT ROWID",
    ),
    Piece(
        "table",
        "common_ballot_draft",
        _DRAFT.format(**_LITE),
        _DRAFT.format(**_POSTGRES),
        must_hold="WITHOUT ROWID",
    ),
    Piece(
        "trigger",
        "common_audit_no_change",
        _NO_CHANGE,
        _GUARD.format(name="common_audit_no_change", event="UPDATE"),
        on="common_auditline",
    ),
    Piece(
        "trigger",
        "common_audit_no_delete",
        _NO_DELETE,
        _GUARD.format(name="common_audit_no_delete", event="DELETE"),
        on="common_auditline",
    ),
)
