"""Reads the environment once, and refuses to start on a value that cannot be.

Every setting that an operator may give is declared in ``VARIABLES``; a test holds
``docs/run/settings.md`` against it.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ENVIRONMENTS = ("demo", "production", "test")
DATABASES = ("postgresql", "postgres", "sqlite")
MAILERS = ("smtp", "smtps", "smtp+tls", "smtp+ssl", "file", "console", "memory")
# Characters: what Django itself warns below.
LONG_ENOUGH = 50
# Where set-up puts the built themes, beside a style sheet that is none.
THEMES = Path(__file__).resolve().parent.parent / "common" / "static" / "vendor"
PARTS = {"designsystemet"}


class WrongValue(Exception):
    """An environment variable has a value that cannot be; the text says which."""


@dataclass(frozen=True)
class Variable:
    """One environment variable: its name, what it does, its default in words."""

    name: str
    does: str
    default: str


VARIABLES = (
    Variable("OVERENS_DATA", "Folder for database, files and keys.", "./data"),
    Variable(
        "OVERENS_DATABASE_URL",
        "The database: `postgresql://user:password@host:port/name`, or "
        "`sqlite:////path/to/file`.",
        "SQLite in `OVERENS_DATA`",
    ),
    Variable(
        "OVERENS_SECRET_KEY",
        "Secret of at least 50 characters that signs sessions and links.",
        "made and kept in `OVERENS_DATA`; in production it must be given",
    ),
    Variable(
        "OVERENS_BASE_URL",
        "The address that people reach the site by, used in mails.",
        "`http://127.0.0.1:8000`",
    ),
    Variable(
        "OVERENS_EMAIL_URL",
        "Where mail goes: `smtp+tls://user:password@host:587`, or "
        "`file:///path/to/folder`.",
        "files under `OVERENS_DATA/mail`",
    ),
    Variable("OVERENS_ENV", "`demo`, `production` or `test`.", "`demo`"),
    Variable(
        "OVERENS_SPACE", "Slug of the space whose front page `/` is.", "`strandland`"
    ),
    Variable("OVERENS_THEME", "Name of the colour theme.", "`samverkan`"),
    Variable(
        "OVERENS_STORAGE_URL",
        "Where files are kept: `file:///path/to/folder`.",
        "files under `OVERENS_DATA`",
    ),
    Variable(
        "OVERENS_TRUSTED_PROXIES",
        "How many proxies of your own stand before the site and add to "
        "`X-Forwarded-For`; by it, tries to sign in are counted for each visitor.",
        "0",
    ),
)


@dataclass(frozen=True)
class Environment:
    """The values, checked."""

    data: Path
    database_url: str
    secret_key: str
    base_url: str
    email_url: str
    kind: str
    space: str
    theme: str
    storage_url: str
    trusted_proxies: int


def read_environment(values: Mapping[str, str]) -> Environment:
    """Return the checked values.

    Raises:
        WrongValue: a value cannot be; the text says which variable and what to give.
    """
    kind = _one_of(values, "OVERENS_ENV", "demo", ENVIRONMENTS)
    data = Path(values.get("OVERENS_DATA") or "data").resolve()
    database_url = (
        values.get("OVERENS_DATABASE_URL") or f"sqlite:///{data}/overens.sqlite3"
    )
    _scheme(database_url, "OVERENS_DATABASE_URL", DATABASES)
    if not urlsplit(database_url).path.strip("/"):
        raise WrongValue(
            "OVERENS_DATABASE_URL must end with the name of the database, as in "
            "postgresql://user:password@host:5432/overens."
        )
    base_url = (values.get("OVERENS_BASE_URL") or "http://127.0.0.1:8000").rstrip("/")
    _scheme(base_url, "OVERENS_BASE_URL", ("http", "https"))
    _host(base_url, "OVERENS_BASE_URL")
    if urlsplit(base_url).query or urlsplit(base_url).fragment:
        raise WrongValue("OVERENS_BASE_URL must be an address without ? and #.")
    email_url = values.get("OVERENS_EMAIL_URL") or f"file://{data}/mail"
    _scheme(email_url, "OVERENS_EMAIL_URL", MAILERS)
    if email_url.startswith("smtp"):
        _host(email_url, "OVERENS_EMAIL_URL")
    storage_url = values.get("OVERENS_STORAGE_URL") or f"file://{data}/files"
    _scheme(storage_url, "OVERENS_STORAGE_URL", ("file",))
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise WrongValue(
            f"OVERENS_DATA={data} is not a folder that can be written to: {fault}"
        ) from fault
    return Environment(
        data=data,
        database_url=database_url,
        secret_key=_secret(values, data, kind),
        base_url=base_url,
        email_url=email_url,
        kind=kind,
        space=values.get("OVERENS_SPACE") or "strandland",
        theme=_theme(values),
        storage_url=storage_url,
        trusted_proxies=_count(values, "OVERENS_TRUSTED_PROXIES"),
    )


def _one_of(
    values: Mapping[str, str], name: str, default: str, allowed: tuple[str, ...]
) -> str:
    value = values.get(name) or default
    if value not in allowed:
        raise WrongValue(f"{name}={value} is not one of: {', '.join(allowed)}.")
    return value


def _scheme(value: str, name: str, allowed: tuple[str, ...]) -> None:
    if urlsplit(value).scheme not in allowed:
        raise WrongValue(
            f"{name} must begin with one of: "
            f"{', '.join(f'{scheme}://' for scheme in allowed)}."
        )


def _host(value: str, name: str) -> None:
    """Refuse an address without a host, or with a port that is no port."""
    parts = urlsplit(value)
    try:
        whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        whole = False
    if not whole:
        raise WrongValue(
            f"{name} must name a host, and a port between 1 and 65535 if any."
        )


def _theme(values: Mapping[str, str]) -> str:
    """Return the theme's name, if its colours are built.

    Raises:
        WrongValue: they are not; the text names those that are.
    """
    theme = _name(values, "OVERENS_THEME", "samverkan")
    built = sorted(path.stem for path in THEMES.glob("*.css") if path.stem not in PARTS)
    if built and theme not in built:
        raise WrongValue(
            f"OVERENS_THEME={theme} is not among the themes here: {', '.join(built)}."
        )
    return theme


def _name(values: Mapping[str, str], name: str, default: str) -> str:
    value = values.get(name) or default
    if not value.replace("-", "").isalnum():
        raise WrongValue(f"{name}={value} may hold letters, digits and hyphens only.")
    return value


def _count(values: Mapping[str, str], name: str) -> int:
    value = values.get(name) or "0"
    if not (value.isascii() and value.isdigit() and len(value) < 3):
        raise WrongValue(f"{name}={value} is not a whole number, 0 to 99.")
    return int(value)


def _secret(values: Mapping[str, str], data: Path, kind: str) -> str:
    given = values.get("OVERENS_SECRET_KEY", "")
    if kind == "production":
        if len(given) < LONG_ENOUGH:
            raise WrongValue(
                "OVERENS_SECRET_KEY must be given in production, at least 50 "
                "characters long."
            )
        return given
    if given:
        if kind == "demo" and len(given) < LONG_ENOUGH:
            raise WrongValue(
                f"OVERENS_SECRET_KEY must be at least {LONG_ENOUGH} characters long. "
                "Leave it out and one is made."
            )
        return given
    path = data / "secret_key"
    if not path.exists():
        fresh = data / f"secret_key.{os.getpid()}"
        fresh.write_text(secrets.token_urlsafe(60))
        fresh.chmod(0o400)
        # Two processes may start at once; the first file stays.
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text()


def or_stop(read: Callable[[], Environment]) -> Environment:
    """Return the environment, or stop the program with one line that says why."""
    try:
        return read()
    except WrongValue as wrong:
        sys.stderr.write(f"overens: {wrong}\n")
        raise SystemExit(2) from wrong
