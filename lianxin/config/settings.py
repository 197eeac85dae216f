"""Settings. Everything that differs between two counties comes from the environment:

DATABASE_URL         sqlite:///path or postgresql://user:password@host:port/name (one setting)
LIANXIN_DATA         folder for files, the embedded database and the secret key
LIANXIN_SECRET_KEY   keep it with the database: receipt codes are derived from it
LIANXIN_HOSTS        host names the pages are served under, separated by commas
LIANXIN_COUNTY       six-digit county code, the first part of every number
LIANXIN_SUGGEST_FROM 0.6: how sure a dispatch suggestion must be while too little was learnt to derive it
LIANXIN_DEMO         1: a made-up county with one-click sign-ins
LIANXIN_HTTPS        0 only where a machine in between already ends TLS or for a trial at home
LIANXIN_ADDRESS      https://letters.example.gov.cn: what stands in mails and on printed letters
LIANXIN_SMTP         smtps://user:password@host:465 or smtp://…:587; empty: the page and paper remain
LIANXIN_CLAMAV       unix:/run/clamav/clamd.ctl or 127.0.0.1:3310: files of letters are scanned; empty: not
LIANXIN_MAIL_FROM    the address that mails come from
LIANXIN_READER       rapid (the default): reads scans where `make ocr` installed it; off: nobody does
LIANXIN_MAIL_REPLY   letters@example.gov.cn: where answers to our mails are taken in, as letters+mark@…
LIANXIN_MAIL_BOXES   where mails come in, one URL each with white space between (docs/channels/email.md):
                     imaps://user:password@host:993/INBOX?address=letters@example.gov.cn&to=ORGCODE
                     lmtp:?address=letters@example.gov.cn&to=ORGCODE for one that the mail server brings
LIANXIN_LMTP         127.0.0.1:2424 or /run/lianxin/lmtp: where the county's mail server brings mails
                     smtp://127.0.0.1:2525 where it speaks SMTP
LIANXIN_JURISDICTION by what name programs name this county; the host of LIANXIN_ADDRESS where it is not set
LIANXIN_MANY_JURISDICTIONS
                     1 where one address serves several counties, so that programs must name one
LIANXIN_OPEN311_BATCH
                     codes of the classes, separated by commas, whose number is told by Open311 only once a
                     letter is registered
LIANXIN_WECHAT_APPID, _SECRET, _TOKEN, _AES_KEY  the official account, as its console shows them
LIANXIN_WECHAT_BODY  code of the body whose account it is; empty: the county
LIANXIN_WECHAT_API   https://api.weixin.qq.com, or the county's own machine in between; null: sends nothing
LIANXIN_WEIBO_SECRET, _TOKEN  App Secret of the Weibo app, and the access token of the account
LIANXIN_WEIBO_BODY, _API, _MEDIA  the same as above; where messages go, where files are fetched
LIANXIN_CALLBACK     the part of the callback addresses that nobody can guess; empty: from the secret key
LIANXIN_PHONE        the desk's telephone, told to whoever follows one of the accounts
LIANXIN_OFFICE_MAIL  who is told by mail when a channel has taken nothing for an hour
LIANXIN_EXCHANGE     folder in which other systems lay files for us (in/) and find ours (out/); empty: none
LIANXIN_HOOK_NETWORKS
                     10.20.0.0/16,…: networks of the county's own in which programs may be told, there also by
                     http (docs/webhooks.md); empty: only addresses of the world, by https
"""

import os
import secrets
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from lianxin.config.channels import CHANNELS, ROADS
from lianxin.config.hooks import HOOK_EVENTS
from lianxin.config.limits import API_LIMIT, LIMITS, MINUTES, TRUSTED
from lianxin.config.permissions import GRANTS
from lianxin.config.reactions import REACTIONS
from lianxin.config.scopes import SCOPES
from lianxin.config.timetable import LISTENERS, TIMETABLE

BASE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("LIANXIN_DATA", "data")).resolve()
DEMO = os.environ.get("LIANXIN_DEMO") == "1"
HTTPS = os.environ.get("LIANXIN_HTTPS", "0" if DEMO else "1") == "1"
DEBUG = False


def _secret_key() -> str:
    """The county's secret: from the environment, or made once and kept in a file only we can read."""
    given = os.environ.get("LIANXIN_SECRET_KEY")
    if given:
        return given
    if DEMO:
        return "demo-county-with-made-up-people-only"
    kept = DATA / "secret-key"
    if not kept.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    return kept.read_text()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = [h for h in os.environ.get("LIANXIN_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h]
CSRF_TRUSTED_ORIGINS = [f"https://{h}" for h in ALLOWED_HOSTS if "*" not in h]

# ---- databases ---------------------------------------------------------------------------------

# FULL, not NORMAL: an acknowledged letter must survive a power cut. IMMEDIATE: writers queue
# at the start of a transaction instead of failing in the middle of it.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
    # A row put in another's place must wake the guards of the one it pushes out.
    "PRAGMA recursive_triggers=ON;"
    "PRAGMA busy_timeout=20000;PRAGMA mmap_size=268435456;PRAGMA cache_size=-32000"
)


def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:] if parts.path.startswith("//") else parts.path) or ":memory:",
            "CONN_MAX_AGE": None,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
        }
    if parts.scheme in {"postgres", "postgresql"}:
        options: dict[str, object] = dict(parse_qsl(parts.query))
        host = str(options.pop("host", parts.hostname or ""))
        # A database that comes back is found at the next request: a connection is tried before it is
        # lent, and nobody goes on doubling the wait before the next attempt for five minutes.
        # What every act asks is planned once for each connection: planning the page of a case took
        # twenty times as long as fetching it.
        options |= {"server_side_binding": True, "prepare_threshold": 3}
        # Less than the five seconds within which a platform wants to be answered.
        options["pool"] = {"min_size": 1, "max_size": 34, "timeout": 4, "reconnect_timeout": 4}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(host),
            "PORT": str(options.pop("port", parts.port or "")),
            "CONN_MAX_AGE": 0,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }
    raise ValueError(f"DATABASE_URL must begin with sqlite:// or postgresql://, not {parts.scheme!r}")


DATABASES = {"default": _database(os.environ.get("DATABASE_URL", f"sqlite:///{DATA / 'lianxin.db'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---- rooms -------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "lianxin.organisations",
    "lianxin.identity",
    "lianxin.ledger",
    "lianxin.office",
    "lianxin.clock",
    "lianxin.channels",
    "lianxin.intake",
    "lianxin.cases",
    "lianxin.flow",
    "lianxin.outcomes",
    "lianxin.problems",
    "lianxin.exchange",
    "lianxin.hooks",
    "lianxin.insight",
    "lianxin.web",
    "lianxin.api",
    "lianxin.backoffice",
    "lianxin.mailroom",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "lianxin.web.middleware.LightMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "lianxin.web.middleware.OnePolicyMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lianxin.web.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "lianxin.config.urls"
WSGI_APPLICATION = "lianxin.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "lianxin.web.context.shell",
            ],
        },
    },
]


def _platform(name: str, usual: str) -> str:
    """Where a platform is called; a demo calls nobody."""
    return "null:" if DEMO else os.environ.get(name, usual).rstrip("/")


# The tables a reader should know by heart.
LIANXIN_CHANNELS = CHANNELS
LIANXIN_ROADS = ROADS
LIANXIN_LIMITS = LIMITS
LIANXIN_LIMIT_MINUTES = MINUTES
LIANXIN_TRUSTED = TRUSTED
LIANXIN_API_LIMIT = API_LIMIT
LIANXIN_GRANTS = GRANTS
LIANXIN_SCOPES = SCOPES
LIANXIN_HOOK_EVENTS = HOOK_EVENTS
LIANXIN_REACTIONS = REACTIONS
LIANXIN_TIMETABLE = TIMETABLE
LIANXIN_LISTENERS = LISTENERS

# How sure a suggestion must be to be made; below it the house says that it does not know. Where enough was
# learnt, the model tells by itself from which probability on it is right often enough.
LIANXIN_SUGGEST_FROM = float(os.environ.get("LIANXIN_SUGGEST_FROM", "0.6"))

LIANXIN_COUNTY = os.environ.get("LIANXIN_COUNTY", "519900")
LIANXIN_DATA = DATA
LIANXIN_DEMO = DEMO
# "null:" is the twin that keeps what it was given and sends nothing; a demo has no other.
LIANXIN_SMTP = "null:" if DEMO else os.environ.get("LIANXIN_SMTP", "")
LIANXIN_CLAMAV = os.environ.get("LIANXIN_CLAMAV", "")
LIANXIN_MAIL_FROM = os.environ.get("LIANXIN_MAIL_FROM", "")
LIANXIN_OFFICE_MAIL = os.environ.get("LIANXIN_OFFICE_MAIL", "")
# Who reads the words of scans: without the packages of `make ocr` clerks type beside the picture.
LIANXIN_READER = os.environ.get("LIANXIN_READER", "rapid")
LIANXIN_MAIL_REPLY = os.environ.get("LIANXIN_MAIL_REPLY", "")
LIANXIN_EXCHANGE = os.environ.get("LIANXIN_EXCHANGE", "")
# Where the county runs machines of its own that programs may be told at; nothing else inside is ever called.
LIANXIN_HOOK_NETWORKS = [
    ip_network(one.strip()) for one in os.environ.get("LIANXIN_HOOK_NETWORKS", "").split(",") if one.strip()
]
LIANXIN_MAIL_BOXES = os.environ.get("LIANXIN_MAIL_BOXES", "")
LIANXIN_LMTP = os.environ.get("LIANXIN_LMTP", "")
LIANXIN_WECHAT = {
    "app_id": os.environ.get("LIANXIN_WECHAT_APPID", ""),
    "secret": os.environ.get("LIANXIN_WECHAT_SECRET", ""),
    "token": os.environ.get("LIANXIN_WECHAT_TOKEN", ""),
    "aes_key": os.environ.get("LIANXIN_WECHAT_AES_KEY", ""),
    "body": os.environ.get("LIANXIN_WECHAT_BODY", ""),
    "api": _platform("LIANXIN_WECHAT_API", "https://api.weixin.qq.com"),
}
LIANXIN_WEIBO = {
    "secret": os.environ.get("LIANXIN_WEIBO_SECRET", ""),
    "token": os.environ.get("LIANXIN_WEIBO_TOKEN", ""),
    "body": os.environ.get("LIANXIN_WEIBO_BODY", ""),
    "api": _platform("LIANXIN_WEIBO_API", "https://m.api.weibo.com"),
    "media": _platform("LIANXIN_WEIBO_MEDIA", "https://upload.api.weibo.com"),
}
LIANXIN_CALLBACK = os.environ.get("LIANXIN_CALLBACK", "")
LIANXIN_PHONE = os.environ.get("LIANXIN_PHONE", "")
_OWN = f"{'https' if HTTPS else 'http'}://{ALLOWED_HOSTS[0] if ALLOWED_HOSTS else 'localhost'}"
LIANXIN_ADDRESS = os.environ.get("LIANXIN_ADDRESS", _OWN).rstrip("/")
LIANXIN_JURISDICTION = os.environ.get("LIANXIN_JURISDICTION") or (
    (urlsplit(LIANXIN_ADDRESS).hostname or "").removeprefix("www.")
)
LIANXIN_MANY_JURISDICTIONS = os.environ.get("LIANXIN_MANY_JURISDICTIONS") == "1"
LIANXIN_OPEN311_BATCH = [code for code in os.environ.get("LIANXIN_OPEN311_BATCH", "").split(",") if code]
# `serve` switches it on: requests that arrive together share one commit.
LIANXIN_GROUP_COMMIT = os.environ.get("LIANXIN_GROUP_COMMIT") == "1"

# ---- language, time ----------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("中文")), ("en", "English")]
# kit and cli are no apps; the two halves of web are written side by side.
LOCALE_PATHS = [BASE / room / "locale" for room in ("kit", "cli", "web/citizen", "web/desk")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# ---- files -------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Large enough that five megabytes of text come back in the form with a sentence.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "lianxin.web.small_forms.SmallFormHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# A pile of scanned letters in one go; how many go with one letter is said in intake.
DATA_UPLOAD_MAX_NUMBER_FILES = 200

# ---- sign-in and sessions ----------------------------------------------------------------------

AUTH_USER_MODEL = "identity.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "lianxin.identity.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "lianxin.identity.passwords.NotTheOldPassword"},
]
ACCOUNT_ADAPTER = "lianxin.web.sign_in.HouseAdapter"
ACCOUNT_FORMS = {"change_password": "lianxin.web.sign_in.PasswordForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
# Five wrong passwords lock a name for a quarter of an hour; a hundred an address (a whole office).
ACCOUNT_RATE_LIMITS = {"login_failed": "100/5m/ip,5/15m/key", "login": "200/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Lianxin"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "lianxin.web.middleware.stale_form"

# ---- headers -----------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
# Not "no-referrer": browsers then send "Origin: null" with our own forms, and each of them is refused.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # At its chattiest it would write down addresses that hold our tokens.
    "loggers": {"urllib3": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LIANXIN_LOG", "WARNING")},
}
