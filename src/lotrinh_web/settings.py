"""Settings, all from the environment with defaults that suit one office on one machine.

LOTRINH_HOME       where the database, uploaded files and the secret key live (default: `var/` of the checkout)
DATABASE_URL       sqlite:///… (default) or postgres://user:password@host/name
LOTRINH_SECRET_KEY the signing key; made once and kept in LOTRINH_HOME where it is not given
LOTRINH_HOSTS      host names served, comma-separated (default: this machine only)
LOTRINH_DEBUG      true shows error details; never on a machine others can reach
LOTRINH_HTTPS      true behind a TLS proxy: secure cookies, HSTS
LOTRINH_ADDRESS    https://… where people find the site; links in mail start with it
EMAIL_URL          smtp+tls://user:password@host:587 (default: mail is printed on the console); LOTRINH_MAIL_FROM
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import environ

from lotrinh import __version__

BASE_DIR = Path(__file__).resolve().parent
PROJECT_DIR = BASE_DIR.parent.parent
env = environ.FileAwareEnv()

HOME = Path(env.str("LOTRINH_HOME", default=str(PROJECT_DIR / "var"))).resolve()
VERSION = __version__


def _kept_secret_key() -> str:
    """The key in LOTRINH_HOME, made on first use and readable by its owner only."""
    path = HOME / "secret_key"
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
                handle.write(secrets.token_urlsafe(50))
        except FileExistsError:
            pass  # another process made it between the two lines
    return path.read_text().strip()


SECRET_KEY = env.str("LOTRINH_SECRET_KEY", default="") or _kept_secret_key()
DEBUG = env.bool("LOTRINH_DEBUG", default=False)
ALLOWED_HOSTS = env.list("LOTRINH_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("LOTRINH_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "lotrinh_web.audit",
    "lotrinh_web.accounts",
    "lotrinh_web.jobs",
    "lotrinh_web.organisations",
    "lotrinh_web.programmes",
    "lotrinh_web.indicators",
    "lotrinh_web.workplan",
    "lotrinh_web.plans",
    "lotrinh_web.products",
    "lotrinh_web.reporting",
    "lotrinh_web.oversight",
    "lotrinh_web.intake",
    "lotrinh_web.portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lotrinh_web.compression.CompressText",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lotrinh_web.language.ChosenLanguage",
    "lotrinh_web.uploads.RefuseHuge",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lotrinh_web.audit.middleware.RequestContext",
    "lotrinh_web.errors.ErrorPages",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "lotrinh_web.urls"
WSGI_APPLICATION = "lotrinh_web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "lotrinh_web.frame.frame",
            ],
            "builtins": [
                "lotrinh_web.templatetags.lotrinh",
                "lotrinh_web.templatetags.components",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]

# --- data -----------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{HOME / 'lotrinh.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL with IMMEDIATE transactions: writers queue instead of failing with "locked"; FULL: an acknowledged write
    # survives a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = HOME / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 310  # a round's returned workbooks at once, one over so that a sentence says so
MAX_DOCUMENT_BYTES = 50 * 1024 * 1024
MAX_REQUEST_BYTES = MAX_DOCUMENT_BYTES + 10 * 1024 * 1024  # uploads.py refuses more before it is read
REMEMBER_ANSWERS = env.bool("LOTRINH_REMEMBER", default=True)  # see audit/remember.py

# --- people ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
# Shown beside the demonstration accounts, and only where nobody but this machine is served.
_demo_password = HOME / "demo_password"
DEMO_PASSWORD = (
    _demo_password.read_text().strip() if _demo_password.exists() and not env.str("LOTRINH_HOSTS", default="") else ""
)
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "portal:home"
LOGOUT_REDIRECT_URL = "portal:home"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_ENABLED = env.bool("LOTRINH_AXES", default=True)
AXES_VERBOSE = False

# --- transport ------------------------------------------------------------------------------------------------------
HTTPS = env.bool("LOTRINH_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_FAILURE_VIEW = "lotrinh_web.errors.forbidden"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

# --- language, time -------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["lotrinh_web.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_THOUSAND_SEPARATOR = False  # years and codes are numbers too; figures go through the `figure` filter

# --- static files ---------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env.str("LOTRINH_STATICFILES", default="whitenoise.storage.CompressedManifestStaticFilesStorage")
    },
}

# --- long work (jobs/work.py) ---------------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- mail, log ------------------------------------------------------------------------------------------------------
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
SITE_ADDRESS = env.str("LOTRINH_ADDRESS", default="")  # https://… of this site, for links in mail
DEFAULT_FROM_EMAIL = env.str("LOTRINH_MAIL_FROM", default="lotrinh@localhost")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"lotrinh_web": {"level": "INFO"}, "axes": {"level": "ERROR"}},
}
SILENCED_SYSTEM_CHECKS = ["axes.W002"]
