"""Settings for the embedded and the production way; what differs comes from the environment.

DATABASE_URL    sqlite:///PATH (default: DATA/guanjia.sqlite3) or postgres://USER:PASSWORD@HOST:PORT/NAME
GUANJIA_DATA    folder for database, files and keys (default: var/ beside the checkout)
GUANJIA_DEBUG   1 for development
GUANJIA_HOSTS   comma-separated host names that may be asked for
GUANJIA_ORIGIN  the address that links in messages and QR codes begin with
REDIS_URL       shared cache of several hosts; without it each process has its own
"""

import os
from pathlib import Path

from guanjia.config.database import database_from_url
from guanjia.config.secret import secret_key

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("GUANJIA_DATA", ROOT / "var"))
DATA.mkdir(parents=True, exist_ok=True)
DEBUG = os.environ.get("GUANJIA_DEBUG") == "1"
SECRET_KEY = secret_key(DATA)
ALLOWED_HOSTS = os.environ.get("GUANJIA_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
ORIGIN = os.environ.get("GUANJIA_ORIGIN", "http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [ORIGIN]

INSTALLED_APPS = [
    "guanjia.config",
    "guanjia.ui",
    "guanjia.foundation.sites",
    "guanjia.foundation.journal",
    "guanjia.foundation.subjects",
    "guanjia.foundation.events",
    "guanjia.foundation.live",
    "guanjia.foundation.jobs",
    "guanjia.foundation.secrecy",
    "guanjia.foundation.files",
    "guanjia.foundation.numbers",
    "guanjia.foundation.search",
    "guanjia.foundation.persons",
    "guanjia.foundation.messages",
    "guanjia.foundation.tables",
    "guanjia.foundation.documents",
    "guanjia.foundation.calendars",
    "guanjia.foundation.rehearsal",
    "guanjia.places",
    "guanjia.people",
    "guanjia.posts",
    "guanjia.standards",
    "guanjia.duties",
    "guanjia.papers",
    "guanjia.knowledge",
    "guanjia.surveys",
    "guanjia.custody",
    "guanjia.telemetry",
    "guanjia.servicedesk",
    "guanjia.dispatch",
    "guanjia.safety",
    "guanjia.complaints",
    "guanjia.care",
    "guanjia.frontdesk.homes",
    "guanjia.frontdesk.visitors",
    "guanjia.frontdesk.parcels",
    "guanjia.frontdesk.cards",
    "guanjia.frontdesk.queues",
    "guanjia.frontdesk.watch",
    "guanjia.frontdesk.desk",
    "guanjia.conference",
    "guanjia.seating",
    "guanjia.layouts",
    "guanjia.scheduling",
    "guanjia.agenda",
    "guanjia.materials",
    "guanjia.reception",
    "guanjia.wayfinding",
    "guanjia.green",
    "guanjia.clientele",
    "guanjia.assembly",
    "guanjia.protected",
    "guanjia.roomcontrol",
    "guanjia.cases",
    "guanjia.workbench",
    "guanjia.portal",
    "guanjia.signage",
    "guanjia.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rules",
    "django_tasks",
    "django_tasks_db",
    "django_vite",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "guanjia.ui.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "guanjia.frontdesk.desk.middleware.DeskLockMiddleware",
    "guanjia.people.middleware.SiteScopeMiddleware",
    "guanjia.ui.once.OnceMiddleware",
    "guanjia.foundation.secrecy.middleware.SecrecyMiddleware",
]

ROOT_URLCONF = "guanjia.config.urls"
WSGI_APPLICATION = "guanjia.config.wsgi.application"
ASGI_APPLICATION = "guanjia.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "guanjia.ui.context.page",
            ],
        },
    },
]

DATABASES = {"default": database_from_url(os.environ.get("DATABASE_URL") or f"sqlite:///{DATA}/guanjia.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/s/"

ACCOUNT_ADAPTER = "guanjia.people.views.accounts.AccountAdapter"
ACCOUNT_FORMS = {"login": "guanjia.people.forms.login.LoginForm"}
ACCOUNT_LOGIN_METHODS = {"phone", "email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody signs up, so a stranger's address is not invited to
ACCOUNT_USER_DISPLAY = str
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,5/5m/key"}
MFA_ADAPTER = "guanjia.people.views.accounts.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Guanjia"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("GUANJIA_STATIC", DATA / "static"))
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "files"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
DJANGO_VITE = {
    "default": {
        "manifest_path": PACKAGE / "ui" / "static" / "ui" / "dist" / "manifest.json",
        "static_url_prefix": "ui/dist",
    }
}

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": os.environ["REDIS_URL"]}
    if os.environ.get("REDIS_URL")
    # Limits of guesses live here: a few hundred addresses must not push each other out.
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 50_000}}
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "script-src": ["'self'", "'wasm-unsafe-eval'"],
        "style-src": ["'self'"],
        "worker-src": ["'self'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_COOKIES = ORIGIN.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
EMAIL_BACKEND = os.environ.get("GUANJIA_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
DEFAULT_FROM_EMAIL = os.environ.get("GUANJIA_FROM", "guanjia@localhost")
# Where e-mails to a site wait: "yard=maildir:/var/mail/yard; quay=imaps://user:password@host/INBOX"
REQUEST_MAILBOXES = {
    code.strip(): address.strip()
    for code, mark, address in (each.partition("=") for each in os.environ.get("GUANJIA_MAILBOXES", "").split(";"))
    if mark
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
