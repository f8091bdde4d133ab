"""The desk's settings. What a person may set is an environment variable; README.md lists them."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF

from articles.body import EXTENSIONS
from watchdesk import embedded, environment

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = environment.folder("WATCHDESK_VAR", BASE_DIR / "var")
ROLE = environment.text("WATCHDESK_ROLE", "web")
WEB_ROLE = environment.role("WEB_ROLE", "watchdesk_web")
OWN_DATABASE = environment.database("DATABASE_URL")

DEBUG = environment.flag("DEBUG", default=False)
SECRET_KEY = environment.secret("SECRET_KEY", VAR / "secret-key", may_make=not OWN_DATABASE)
CHECKPOINT_KEY = environment.key("CHECKPOINT_KEY")
SITE_URL = environment.site("SITE_URL", "http://127.0.0.1:8000")
HTTPS = SITE_URL.startswith("https://")
HOST = environment.text("HOST", "127.0.0.1")
# The site's own name and this machine's. Where the embedded desk listens to all, it answers to all.
_own_names = [urlsplit(SITE_URL).hostname or "", HOST, "localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS") or (
    ["*"] if HOST in {"0.0.0.0", "::"} and not OWN_DATABASE else _own_names
)
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []

INSTALLED_APPS = [
    "watchdesk.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "taggit",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "procrastinate.contrib.django",
    "django_prose_editor",
    "csp",
    "accounts",
    "record",
    "sources",
    "tracker",
    "articles",
    "watchdesk.apps.WatchdeskConfig",
]

MIDDLEWARE = [
    "watchdesk.edge.Edge",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "watchdesk.languages.Languages",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "watchdesk.urls"
WSGI_APPLICATION = "watchdesk.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "admin:login"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
                "watchdesk.context.desk",
            ],
        },
    },
]

_owner = environment.database("DATABASE_OWNER_URL") or OWN_DATABASE
if _owner and not OWN_DATABASE:
    raise environment.BadSetting(
        "DATABASE_OWNER_URL is set and DATABASE_URL is not. Set both, or neither."
    )
_chosen = _owner if ROLE == "owner" else OWN_DATABASE
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        **(_chosen or embedded.connection_settings(VAR, ROLE)),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": environment.text("TEST_DATABASE", "test_watchdesk")},
    },
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("sq", "Shqip"), ("sr", "Srpski")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "watchdesk.formats"
# The desk's one time zone: a day means to its end here. The `desk` subject records it.
TIME_ZONE = environment.zone("DESK_TIME_ZONE", "Europe/Belgrade")
USE_I18N = True
USE_TZ = True

# A long article with some hundred sources and figures is one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
# No address leads here: captures of sources, and files that wait to be imported.
PRIVATE_ROOT = VAR / "private"
# What was erased, kept outside the database, so that a backup from before does not bring it back.
ERASURES_FILE = environment.file("ERASURES_FILE", VAR / "erasures.jsonl")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "watchdesk.statics.StaticStorage"
        if not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_MANIFEST_STRICT = False
# A file of sources to import, by upload or by command, may be so large.
IMPORT_MAX_BYTES = environment.number("IMPORT_MAX_BYTES", 50 * 1024 * 1024)
# What one look at a source's address may take, and how much of its answer is read.
LINK_SECONDS = environment.number("LINK_SECONDS", 20)
LINK_MAX_BYTES = environment.number("LINK_MAX_BYTES", 2 * 1024 * 1024)
# The largest file that the desk keeps as its copy of a source.
CAPTURE_MAX_BYTES = environment.number("CAPTURE_MAX_BYTES", 50 * 1024 * 1024)
# A public archive that is asked to keep sources as they become public; off where it is empty.
ARCHIVE_REQUEST_URL = environment.request_url("ARCHIVE_REQUEST_URL")
EDGE_CACHE_BYTES = environment.number("EDGE_CACHE_BYTES", 64 * 1024 * 1024)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# Binds every name under the site's, so it is asked for and not assumed.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = environment.flag("HSTS_SUBDOMAINS", False)
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("BEHIND_PROXY", False) else None
)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/desk/"
X_FRAME_OPTIONS = "DENY"

# Letters leave by EMAIL_URL; where it is not set, they lie as files in var/mail.
_mail = environment.mail("EMAIL_URL")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _mail.host else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_TIMEOUT = _mail.starttls, _mail.tls, 20
DEFAULT_FROM_EMAIL = environment.text("EMAIL_FROM", f"watchdesk@{urlsplit(SITE_URL).hostname}")

PROCRASTINATE_IMPORT_PATHS = ["sources.importing.tasks"]
TAGGIT_CASE_INSENSITIVE = True
DJANGO_PROSE_EDITOR_EXTENSIONS = EXTENSIONS

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "record.problems.handler",
    "UNAUTHENTICATED_USER": None,
    # `?format=` is a parameter like any other: unknown, and refused by name.
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Watchdesk",
    "DESCRIPTION": "Everything the desk has said in public, now and as it stood on any day.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "PATH_CONVERTER_OVERRIDES": {"id": {"type": "string", "format": "uuid"}},
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "record.schema.any_of",
    ],
    "ENUM_NAME_OVERRIDES": {
        "SubjectKind": "record.kinds.Kind",
        "AuthorKind": [("person", "person"), ("body", "body")],
        "SubjectState": "record.kinds.State",
        "EntryOp": "record.kinds.Op",
        "EntryActor": "record.kinds.Actor",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # What it cannot read is told where it was given, with the right line.
    "loggers": {"bibtexparser": {"level": "CRITICAL"}},
    "root": {"handlers": ["console"], "level": environment.level("LOG_LEVEL", "WARNING")},
}

if ROLE not in {"web", "owner"}:
    raise environment.BadSetting(f"WATCHDESK_ROLE is “{ROLE}”. Write web or owner.")
os.environ.setdefault("TZ", "UTC")
