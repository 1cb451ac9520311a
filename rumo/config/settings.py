"""Settings read from the environment (see docs/operations.md): a wrong value stops the start with one clear line."""

import secrets
import sys
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

from rumo.doors.web.headers import for_static

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent.parent
if (BASE_DIR / ".env").is_file():
    env.read_env(str(BASE_DIR / ".env"))


def _kept_secret(folder: Path) -> str:
    """Make the embedded installation's secret key once and keep it beside its data."""
    path = folder / "secret_key"
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
        path.chmod(0o600)
    return path.read_text(encoding="ascii").strip()


try:
    DATA_DIR = env.path("RUMO_DATA_DIR", default=BASE_DIR / "var")
    DEBUG = env.bool("RUMO_DEBUG", default=False)
    BASE_URL = urlsplit(env.str("RUMO_BASE_URL", default="http://127.0.0.1:8000"))
    COUNTRY = env.str("RUMO_COUNTRY", default="pt")
    LANGUAGE_CODES = env.list("RUMO_LANGUAGES", default=["pt", "en", "ar"])
    DATABASE_URL = env.str("DATABASE_URL", default="")
    RESPONSIBLE_BODY = env.str("RUMO_BODY", default="")
    RESPONSIBLE_CONTACT = env.str("RUMO_CONTACT", default="")
except EnvError as error:
    sys.exit(f"Rumo: {error}")

if BASE_URL.scheme not in ("http", "https") or not BASE_URL.hostname:
    sys.exit("Rumo: RUMO_BASE_URL must be an address such as https://rumo.example.")
_NAMES = {"pt": "Português", "en": "English", "ar": "العربية"}
if unknown := [code for code in LANGUAGE_CODES if code not in _NAMES]:
    sys.exit(f"Rumo: RUMO_LANGUAGES names {', '.join(unknown)}; this version speaks {', '.join(_NAMES)}.")
if COUNTRY != "pt":
    sys.exit(f"Rumo: RUMO_COUNTRY is {COUNTRY!r}; this version carries data for 'pt'.")

DATA_DIR.mkdir(parents=True, exist_ok=True)
SECRET_KEY = env.str("RUMO_SECRET_KEY", default="") or _kept_secret(DATA_DIR)
ALLOWED_HOSTS = list({BASE_URL.hostname or "127.0.0.1", "127.0.0.1", "localhost", "[::1]"})
SITE_URL = BASE_URL.geturl().rstrip("/")

INSTALLED_APPS = [
    "rumo.ground.core",
    "rumo.ground.ledger",
    "rumo.ground.vocabularies",
    "rumo.ground.territory",
    "rumo.deliver.plans",
    "rumo.deliver.progress",
    "rumo.deliver.rollup",
    "rumo.doors.web",
    "rumo.doors.dashboard",
    "rumo.doors.desk",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "rumo.doors.web.cache.PublicCache",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "rumo.doors.web.headers.Headers",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
]
# what the web door asks for the version of everything public, without knowing any room
PUBLIC_VERSION = "rumo.deliver.rollup.queries.snapshot.facts_token"
ROOT_URLCONF = "rumo.config.urls"
WSGI_APPLICATION = "rumo.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["rumo.doors.web.context.site"],
            "builtins": ["rumo.doors.web.templatetags.rumo"],
        },
    }
]

try:
    DATABASES = {
        "default": dj_database_url.parse(
            DATABASE_URL or f"sqlite:///{DATA_DIR / 'rumo.sqlite3'}", conn_max_age=600
        )
    }
except (dj_database_url.ParseError, dj_database_url.UnknownSchemeError, ValueError) as error:
    sys.exit(f"Rumo: DATABASE_URL: {error}")
_SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;"
match DATABASES["default"]["ENGINE"]:
    case "django.db.backends.sqlite3":
        DATABASES["default"]["OPTIONS"] = {
            "init_command": _SQLITE_PRAGMAS,
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        }
    case "django.db.backends.postgresql":
        DATABASES["default"]["CONN_MAX_AGE"] = 600
    case other:
        raise ImproperlyConfigured(f"DATABASE_URL: {other} is not supported; use sqlite or postgresql.")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "pt"
LANGUAGES = [(code, _NAMES[code]) for code in LANGUAGE_CODES]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Lisbon"
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/estatico/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = True
WHITENOISE_ADD_HEADERS_FUNCTION = (
    for_static  # WhiteNoise answers by itself, outside the middleware that adds headers
)
APPEND_SLASH = True

SECURE = BASE_URL.scheme == "https"
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
SILENCED_SYSTEM_CHECKS = [
    "security.W003",
    "security.W004",
    "security.W008",
]  # no session, no form that writes yet; TLS ends at the proxy
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
