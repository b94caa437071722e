"""Django's settings, from the checked environment. Every choice here has a reason."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import urlsplit

import environ
from django.utils.translation import gettext_lazy as _

from overens.accounts.rules import CODE_TRIES
from overens.config.environment import or_stop, read_environment

ENVIRONMENT = or_stop(lambda: read_environment(os.environ))

DATA = ENVIRONMENT.data
PRODUCTION = ENVIRONMENT.kind == "production"
DEMONSTRATION = ENVIRONMENT.kind == "demo"
TESTING = ENVIRONMENT.kind == "test"
BASE_URL = ENVIRONMENT.base_url
FRONT_SPACE = ENVIRONMENT.space
THEME = ENVIRONMENT.theme

DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key
_host = urlsplit(BASE_URL).hostname or "127.0.0.1"
ALLOWED_HOSTS = [_host] if PRODUCTION else ["*"]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
MAIL_DOMAIN = _host

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_cotton",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "overens.common",
    "overens.accounts",
    "overens.organisations",
    "overens.governance",
    "overens.compacts",
    "overens.surveys",
    "overens.grants",
    "overens.collaborations",
    "overens.dialogues",
    "overens.plans",
    "overens.followups",
    "overens.opendata",
    "overens.config",
    "django.forms",  # after ours: the choices of a list are drawn by common
]

MIDDLEWARE = [
    # Whoever answers a survey goes through MIDDLEWARE_APART alone.
    "overens.config.apart.Apart",
    "overens.common.middleware.NotToBeFound",
    "overens.common.middleware.OpenToPrograms",
    "overens.common.middleware.DatabaseAway",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages are four fifths repetition. A secret that a page repeats (the form's token)
    # is masked anew each time, and Django pads what it compresses.
    "django.middleware.gzip.GZipMiddleware",
    # Outside the session, whose cookie it looks at on the way out; within WhiteNoise,
    # whose files are everyone's.
    "overens.common.middleware.KeptPrivate",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "overens.common.middleware.OwnClock",
    "overens.common.middleware.ReaderLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "overens.config.waiting.RightNumber",
    "overens.common.middleware.WayBack",
    "overens.common.middleware.ReadableAddress",
    "overens.common.kept_forms.KeptForms",
    "overens.common.middleware.BrokenRule",
]
# Those of them that have nothing to do with a session, an account, or files.
MIDDLEWARE_APART = [
    "overens.common.middleware.NotToBeFound",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "overens.common.middleware.OwnClock",
    "overens.common.middleware.ReaderLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "overens.common.middleware.WayBack",
]

ROOT_URLCONF = "overens.config.urls"
WSGI_APPLICATION = "overens.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django_cotton.templatetags.cotton",
                "overens.common.templatetags.house",
                "overens.common.templatetags.house_forms",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "overens.config.context.page_frame",
            ],
        },
    }
]
FORM_RENDERER = "overens.common.forms.HouseRenderer"

DATABASES: dict[str, dict[str, Any]] = {
    "default": environ.Env.db_url_config(ENVIRONMENT.database_url)
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"] |= {
        "ENGINE": "overens.common.sqlite3",
        # IMMEDIATE: a transaction that reads and then writes must not fail at once
        # with "database is locked". FULL: what was acknowledged survives a power cut.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY"
            ),
        },
        # In-memory tests would miss WAL, FULL and IMMEDIATE.
        "TEST": {"NAME": str(DATA / "test.sqlite3")},
    }
else:
    DATABASES["default"] |= {"CONN_HEALTH_CHECKS": True}
    DATABASES["default"].setdefault("OPTIONS", {})["connect_timeout"] = 5
# One connection a thread; opened once, not once a request.
DATABASES["default"]["CONN_MAX_AGE"] = 0 if TESTING else 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "accounts:my_page"
LOGOUT_REDIRECT_URL = "front_page"
# Where one who works here lands after signing in.
WORK_URL = "to_do"
ACCOUNT_ADAPTER = "overens.accounts.views.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = CODE_TRIES
# Codes to one address, so that nobody's is guessed or drowned in mail; codes asked for
# from one IP address, wide enough for a whole office behind it.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "120/m/ip,3/m/key,20/d/key",
    # Forms that anybody may send, and the mails that they make leave.
    "public_form": "30/h/ip",
    "public_form_mail": "5/h/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.trusted_proxies
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True

# What is counted is counted for all processes together; the table is made by a
# migration of ``accounts``. Nothing else is kept there, so no page asks it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "overens_cache",
        # A third is forgotten when it is full; the default, 300, is soon full.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "overens.common.error_pages.csrf_failure"
if PRODUCTION:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_SSL_REDIRECT = urlsplit(BASE_URL).scheme == "https"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Asking browsers to know the domain by heart is for its owner to decide.
    SILENCED_SYSTEM_CHECKS = ["security.W021"]
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
# Not "no-referrer": with that a browser sends "Origin: null" with its own forms, and
# the guard against forged forms refuses them all. Nothing is told to other sites.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        # The design system's icons are CSS masks written as data: images.
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/Stockholm"
# Numbers go through the house's own filters; a year must not become "2 026".
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": urlsplit(ENVIRONMENT.storage_url).path},
    },
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if TESTING
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = TESTING
WHITENOISE_AUTOREFRESH = False

_email: dict[str, Any] = (
    {
        "EMAIL_BACKEND": "overens.common.mailbox.FolderBackend",
        "FOLDER": urlsplit(ENVIRONMENT.email_url).path,
    }
    if urlsplit(ENVIRONMENT.email_url).scheme == "file"
    else environ.Env.email_url_config(
        ENVIRONMENT.email_url.replace("console://", "consolemail://", 1).replace(
            "memory://", "memorymail://", 1
        )
    )
)
EMAIL_BACKEND: str = _email["EMAIL_BACKEND"]
# Where mails go as files; empty when they are sent.
MAIL_FOLDER: str = _email.get("FOLDER", "")
EMAIL_HOST: str = _email.get("EMAIL_HOST") or "localhost"
EMAIL_PORT: int = _email.get("EMAIL_PORT") or 25
EMAIL_HOST_USER: str = _email.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD: str = _email.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS: bool = _email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL: bool = _email.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = f"Överens <no-reply@{_host}>"

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
