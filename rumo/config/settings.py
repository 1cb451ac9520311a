"""Settings read from the environment (see docs/operations.md): a wrong value stops the start with one clear line."""

import re
import secrets
import sys
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
import dj_email_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError, validate

from rumo.doors.web.headers import for_static
from rumo.doors.web.tongues import COMPLETE, REST
from rumo.science.text.addresses import is_in_house
from rumo.science.text.languages import NAMES

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
    KEYS_DIR = env.path("RUMO_KEYS", default=DATA_DIR / "keys")
    DEBUG = env.bool("RUMO_DEBUG", default=False)
    BASE_URL = urlsplit(env.str("RUMO_BASE_URL", default="http://127.0.0.1:8000"))
    COUNTRY = env.str("RUMO_COUNTRY", default="pt")
    LANGUAGE_CODES = env.list("RUMO_LANGUAGES", default=list(NAMES))
    DATABASE_URL = env.str("DATABASE_URL", default="")
    DATABASE_OWNER_URL = env.str("DATABASE_OWNER_URL", default="")
    RESPONSIBLE_BODY = env.str("RUMO_BODY", default="")
    RESPONSIBLE_CONTACT = env.str("RUMO_CONTACT", default="")
    EMAIL_URL = env.str("EMAIL_URL", default="")
    CACHE_URL = env.str("CACHE_URL", default="")
    MAIL_FROM = env.str("RUMO_MAIL_FROM", default="rumo@localhost")
    OIDC_SERVER = env.str("OIDC_SERVER", default="")
    OIDC_NAME = env.str("OIDC_NAME", default="")
    OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
    OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", default="")
    # who takes part may show once that they are one person (docs/operations.md); off without an issuer
    EID_ISSUER = env.str("RUMO_EID_ISSUER", default="").rstrip("/")
    EID_NAME = env.str("RUMO_EID_NAME", default="Chave Móvel Digital")
    EID_CLIENT_ID = env.str("RUMO_EID_CLIENT_ID", default="")
    EID_SECRET = env.str("RUMO_EID_SECRET", default="")
    EID_SCOPE = env.str("RUMO_EID_SCOPE", default="openid")
    EID_CLAIM = env.str("RUMO_EID_CLAIM", default="sub")
    CLAMD = env.str("RUMO_CLAMD", default="")
    TRANSLATION_ENGINE = env.str("RUMO_TRANSLATION_ENGINE", default="")
    # forms sent in a minute from one network address before it is asked to wait: two hundred people behind one send far fewer
    SENDS_A_MINUTE = env.int("RUMO_SENDS_A_MINUTE", default=120)
    # 8 · 2^13 hashes: about a second on a cheap phone, while somebody writes
    PROOF_BITS = env.int("RUMO_PROOF_BITS", default=13, validate=validate.Range(1, 24))
except EnvError as error:
    sys.exit(f"Rumo: {error}")

if BASE_URL.scheme not in ("http", "https") or not BASE_URL.hostname:
    sys.exit("Rumo: RUMO_BASE_URL must be an address such as https://rumo.example.")
if unknown := [code for code in LANGUAGE_CODES if code not in NAMES]:
    sys.exit(f"Rumo: RUMO_LANGUAGES names {', '.join(unknown)}; this version speaks {', '.join(NAMES)}.")
if missing := {"pt", *(REST[code] for code in LANGUAGE_CODES if code in REST)} - set(LANGUAGE_CODES):
    sys.exit(
        f"Rumo: RUMO_LANGUAGES needs {', '.join(sorted(missing))}: others are read in it where they fall short."
    )
if COUNTRY != "pt":
    sys.exit(f"Rumo: RUMO_COUNTRY is {COUNTRY!r}; this version carries data for 'pt'.")

if CLAMD and not re.fullmatch(r"unix:/.+|tcp:[^:]+:\d{1,5}", CLAMD):
    sys.exit("Rumo: RUMO_CLAMD must be unix:/path/of/clamd.sock or tcp:127.0.0.1:3310.")

if "://" in TRANSLATION_ENGINE and not is_in_house(TRANSLATION_ENGINE):
    sys.exit(
        "Rumo: RUMO_TRANSLATION_ENGINE must be an address of this machine or its own network, such as http://127.0.0.1:5000."
    )
if (
    TRANSLATION_ENGINE
    and "://" not in TRANSLATION_ENGINE
    and not re.fullmatch(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+", TRANSLATION_ENGINE)
):
    sys.exit("Rumo: RUMO_TRANSLATION_ENGINE must be an address or the dotted name of a class.")
_AT_HOME = ("127.0.0.1", "localhost", "::1")
if EID_ISSUER:
    issuer = urlsplit(EID_ISSUER)
    if issuer.scheme != "https" and issuer.hostname not in _AT_HOME:
        sys.exit("Rumo: RUMO_EID_ISSUER must be an address that begins with https://.")
    if not EID_CLIENT_ID or not EID_SECRET:
        sys.exit("Rumo: RUMO_EID_ISSUER needs RUMO_EID_CLIENT_ID and RUMO_EID_SECRET beside it.")

DATA_DIR.mkdir(parents=True, exist_ok=True)
FILES_DIR = DATA_DIR / "files"
SECRET_KEY = env.str("RUMO_SECRET_KEY", default="") or _kept_secret(DATA_DIR)
ALLOWED_HOSTS = list({BASE_URL.hostname or "127.0.0.1", "127.0.0.1", "localhost", "[::1]"})
SITE_URL = BASE_URL.geturl().rstrip("/")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "rumo.doors.office",  # before the sign-in library, whose pages it has written anew
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "rumo.ground.core",
    "rumo.ground.ledger",
    "rumo.ground.vocabularies",
    "rumo.ground.territory",
    "rumo.ground.outbox",
    "rumo.ground.people",
    "rumo.ground.files",
    "rumo.listen.practices",
    "rumo.listen.consultations",
    "rumo.listen.gatherings",
    "rumo.listen.conferences",
    "rumo.listen.contributions",
    "rumo.shape.guidelines",
    "rumo.shape.synthesis",
    "rumo.deliver.conformities",
    "rumo.deliver.plans",
    "rumo.deliver.progress",
    "rumo.deliver.evaluations",
    "rumo.deliver.rollup",
    "rumo.doors.web",
    "rumo.doors.dashboard",
    "rumo.doors.participate",
    "rumo.doors.desk",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "rumo.doors.web.cache.PublicCache",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "rumo.doors.web.headers.Headers",
    "rumo.doors.web.clock.OneInstant",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "rumo.doors.web.tongues.Tongues",
    "rumo.doors.web.bodies.Bodies",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
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
            "context_processors": [
                "rumo.doors.web.context.site",
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
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
LANGUAGES = [(code, NAMES[code]) for code in LANGUAGE_CODES]
WHOLE_LANGUAGES = [(code, name) for code, name in LANGUAGES if code in COMPLETE]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "rest"]
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
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"]  # TLS ends at the proxy

# sign-in: a code by e-mail, a passkey, an identity provider; staff prove a second factor (docs/security.md)
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "office:home"
_PREFIX = "__Host-" if SECURE else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_PREFIX}session", f"{_PREFIX}csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
CSRF_FAILURE_VIEW = "rumo.doors.web.refusing.csrf_failed"
OFFICE_IDLE_MINUTES = 30
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
ACCOUNT_ADAPTER = "rumo.doors.office.signing.adapter.Account"
SOCIALACCOUNT_ADAPTER = "rumo.doors.office.signing.adapter.Provider"
MFA_ADAPTER = "rumo.doors.office.signing.adapter.Factors"
ACCOUNT_FORMS = {"login": "rumo.doors.office.signing.forms.AskCode"}
MFA_FORMS = {
    "authenticate": "rumo.doors.office.signing.forms.Prove",
    "reauthenticate": "rumo.doors.office.signing.forms.ProveAgain",
    "activate_totp": "rumo.doors.office.signing.forms.Activate",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # a code sent to the address is what signs in
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 2
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
# codes and second factors by account and network: 3 codes of 3 tries, 10 tries; the rest by network, wide enough for a town hall behind one address
ACCOUNT_RATE_LIMITS = {
    "ask_code": "3/15m/key",
    "second_factor": "10/15m/key",
    "login": "60/m/ip",
    "reauthenticate": "20/m/user",
    "login_failed": None,
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE else 0
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # every account was invited by letter to its address
MFA_TOTP_TOLERANCE = 1  # telephones whose clock is half a minute off
MFA_TOTP_ISSUER = "Rumo"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
# an identity provider's word is taken for an address it has verified, of an account that is there; nothing of it is kept
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": OIDC_NAME or "OIDC",
                "client_id": OIDC_CLIENT_ID,
                "secret": OIDC_CLIENT_SECRET,
                "settings": {"server_url": OIDC_SERVER},
            }
        ]
        if OIDC_SERVER
        else []
    }
}

# mail: written to a folder until EMAIL_URL names a server, so that a demo shows its letters and sends none
try:
    _MAIL = dj_email_url.parse(EMAIL_URL or "file:")
except ValueError as error:
    sys.exit(f"Rumo: EMAIL_URL: {error}")
EMAIL_BACKEND = _MAIL["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = _MAIL["EMAIL_HOST"], _MAIL["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL["EMAIL_HOST_USER"], _MAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL["EMAIL_USE_TLS"], _MAIL["EMAIL_USE_SSL"]
EMAIL_FILE_PATH = _MAIL["EMAIL_FILE_PATH"] or DATA_DIR / "mail"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = MAIL_FROM
FILE_UPLOAD_PERMISSIONS = 0o600
LARGEST_BODY = 60 * 2**20  # a file of evidence (50 MB) and the form around it
# a page of the reporting grid holds two fields a cell; a spreadsheet's preview carries what was read to its confirmation
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# what counts tries: files that every process here shares, unless CACHE_URL says memory (one process) or a Redis server
match CACHE_URL.partition(":")[0]:
    case "" | "file":
        _CACHE = {
            "BACKEND": "rumo.doors.web.filecache.FileCache",
            "LOCATION": DATA_DIR / "cache",
        }
    case "locmem":
        _CACHE = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    case "redis" | "rediss":
        if find_spec("redis") is None:
            sys.exit(
                "Rumo: CACHE_URL names a Redis server, which needs the Python package redis: install it, or use file:."
            )
        _CACHE = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
    case _:
        sys.exit("Rumo: CACHE_URL must be file:, locmem: or an address such as redis://127.0.0.1:6379/1.")
CACHES = {"default": _CACHE}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"tokens": {"()": "rumo.doors.office.signing.masking.Tokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["tokens"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
